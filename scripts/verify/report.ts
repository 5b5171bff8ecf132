// What the command prints.
import type { Difference } from '@shared/ledger';
import type { Books } from './books';

/** A figure by its name, in a line. */
export const row = (name: string, value: string | number | bigint): string => `  ${name.padEnd(28)}${value}\n`;
const sum = (figures: Iterable<number>): bigint => {
  let total = 0n;
  for (const figure of figures) total += BigInt(figure);
  return total;
};

/** What was compared, when nothing differs: how many of what, and the sums. */
export function agreement(books: Books): string {
  const { pool, pages, wallets, merchants, withdrawals } = books;
  const paid = withdrawals.filter(({ state }) => state === 'paid');
  const column = (name: 'quota' | 'weight' | 'cash' | 'spendable' | 'remaining') =>
    sum(pages.flatMap((page) => page[name]));
  return [
    'The books agree.\n',
    row('entries', books.journal.length),
    row('lines', books.lines.length),
    row('closes', books.closes.filter(({ stage }) => stage === 'closed').length),
    row('page records', books.pageDays.length),
    row('pages', pages.length),
    row('members', books.members.length),
    row('merchants', merchants.length),
    row('orders', books.orders.length),
    row('pool, fen', pool?.state.pool ?? 0),
    row('circulating, 0.000001', pool?.state.circulating ?? 0),
    row('stable points out, 0.01', pool?.state.stableOutstanding ?? 0),
    row('dividends paid, fen', column('cash')),
    row('exits paid, fen', sum(wallets.map(({ exitCashFen }) => exitCashFen))),
    row('withdrawn, fen', sum(paid.map(({ amountFen }) => amountFen))),
    row('withdrawals held, fen', sum(wallets.map(({ frozenCashFen = 0 }) => frozenCashFen))),
    row('quota, fen', column('quota')),
    row('weight, 0.000001', column('weight')),
    row('points to release, 0.01', column('remaining')),
    row('points released, 0.01', column('spendable')),
    row('collectibles held', books.editions.filter(({ ownerId }) => ownerId !== null).length),
    row('audit lines', books.audit.length),
    row('points spent, 0.01', sum(wallets.map(({ spentSpendableCents }) => spentSpendableCents))),
  ].join('');
}

/** One difference in lines of its own. */
export const difference = ({ check, place, what, expected, found, arises }: Difference): string =>
  [
    `The books differ (${check}).\n`,
    row('place', place),
    row('what', what),
    row('expected', expected),
    row('found', found),
    row('arises', arises),
  ].join('');

/** A difference in one line, for a list. */
export const inOneLine = ({ check, place, what, expected, found, arises }: Difference): string =>
  `${check}: ${place} ${what}: ${found}, not ${expected} (${arises})`;
