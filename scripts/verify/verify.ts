import type { Difference } from '@shared/ledger';
import { checkAudit } from './audit';
import { checkBalances } from './balances';
import type { Books } from './books';
import { checkCases } from './cases';
import { checkCloses } from './closes';
import { checkCollectibles } from './collectibles';
import { checkDraws } from './draws';
import { checkEntries } from './entries';
import { checkGivenBack } from './givenBack';
import { checkHoldings } from './holdings';
import { checkLevels } from './levels';
import { checkListings } from './listings';
import { checkOrders } from './orders';
import { checkPages } from './pages';
import { Replay } from './replay';
import { checkReversals } from './reversals';
import { checkShops } from './shops';
import { checkCounts } from './stock';
import { checkWithdrawals } from './withdrawals';

/** A check that cannot go on: what is stored cannot be worked with. */
const unworkable = (check: string, arises: string, error: unknown): Difference => ({
  check,
  place: 'what is stored',
  what: 'worked out again',
  expected: 'no fault',
  found: (error as Error)?.message ?? String(error),
  arises,
});

/**
 * Every figure that is kept, worked out again from the journal and from what the closes began with, and held against
 * what is kept. Yields the differences, that where the books first go wrong before what follows from it: entries, orders,
 * closes day by day, balances, pages, counts. Nothing is yielded when the books agree, however the last writer ended.
 */
export function* verify(books: Books): Generator<Difference> {
  const replay = new Replay(books);
  const checks: readonly (readonly [string, () => Generator<Difference>])[] = [
    ['entries', () => checkEntries(books)],
    ['orders', () => checkOrders(books)],
    ['orders', () => checkCases(books)],
    ['orders', () => checkGivenBack(books)],
    ['orders', () => checkReversals(books)],
    ['orders', () => checkLevels(books)],
    ['closes', () => checkCloses(books, replay)],
    ['balances', () => checkBalances(books)],
    ['withdrawals', () => checkWithdrawals(books)],
    ['shops', () => checkShops(books)],
    ['collectibles', () => checkCollectibles(books)],
    ['draws', () => checkDraws(books)],
    ['collectibles', () => checkListings(books)],
    ['holdings', () => checkHoldings(books)],
    ['pages', () => checkPages(books, replay)],
    ['counts', () => checkCounts(books)],
    ['audit', () => checkAudit(books)],
  ];
  for (const [name, check] of checks) {
    try {
      yield* check();
    } catch (error) {
      yield unworkable(name, `after the close of ${replay.page.day || 'no day'}`, error);
    }
  }
}
