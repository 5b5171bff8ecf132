import { type Fen, fen, type SpendableCents, type StableCents, spendableCents, stableCents } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { NewLine } from '../_books/journal';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { offers, stock, wallets } from '../_store/collections';
import type { OrderDocument, WalletDocument } from '../_store/documents';
import { offeredPieces } from './offers';
import { balanceBackOf } from './remains';
import { returnNights } from './stays/nights';

/**
 * Gives pieces of an order back to the shelf, so many of each line, within the transaction that ends the order or a part
 * of it. Marks of its placing stay until they are swept: a placing that is still under way must not take what it took
 * once more.
 */
export async function returnStock(
  order: OrderDocument,
  transaction: Transaction,
  pieces: readonly number[] = order.lines.map(({ quantity }) => quantity),
): Promise<void> {
  for (const [at, line] of order.lines.entries()) {
    const back = pieces[at]!;
    if (back === 0) continue;
    if (line.stay) await returnNights(line, back, transaction);
    else await stock.change(line.skuId, { left: _.inc(back), sold: _.inc(-back) }, transaction);
  }
}

/** Gives back what an order that ends unpaid took at limited-time prices, within the same transaction. */
export async function returnOffers(order: OrderDocument, transaction: Transaction): Promise<void> {
  for (const { offerId, quantity } of offeredPieces(order.lines))
    await offers.change(offerId, { left: _.inc(quantity), sold: _.inc(-quantity) }, transaction);
}

/** What goes back to a member's wallet. */
interface HeldBack {
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
  readonly balance: Fen;
}

/** All that an order was paid with out of its member's wallet. */
export const allHeldOf = (order: OrderDocument): HeldBack => ({
  spendable: spendableCents(order.spendableCents),
  stable: stableCents(order.stableCents ?? 0),
  balance: fen(order.balanceFen ?? 0),
});

/**
 * What changes of a wallet that gets cash of an order back. Of what the order took the dividends were taken first: they
 * come back last, so that given back whole it is of the kinds that it was of.
 */
export function withBalanceBack(
  wallet: WalletDocument,
  order: OrderDocument,
  balance: Fen,
): Pick<WalletDocument, 'spentCashFen' | 'drawnDividendFen'> {
  const ofSales = (order.balanceFen ?? 0) - (order.balanceDividendFen ?? 0);
  const before = balanceBackOf(order);
  const dividends = Math.max(before + balance - ofSales, 0) - Math.max(before - ofSales, 0);
  return {
    spentCashFen: wallet.spentCashFen - balance,
    drawnDividendFen: (wallet.drawnDividendFen ?? 0) - dividends,
  };
}

/**
 * Gives what an order took of its member's wallet back as it was paid (rules §5), within the transaction. The postings
 * are the caller's to book, with the lines that explain them.
 */
export async function returnHeld(
  order: OrderDocument,
  { spendable, stable, balance }: HeldBack,
  transaction: Transaction,
): Promise<readonly Posting[]> {
  if (spendable === 0 && stable === 0 && balance === 0) return [];
  const { memberId } = order;
  const wallet = (await wallets.get(memberId, transaction))!;
  await wallets.change(
    memberId,
    {
      spentSpendableCents: wallet.spentSpendableCents - spendable,
      ...(stable > 0 && {
        stableCents: wallet.stableCents + stable,
        heldStableCents: (wallet.heldStableCents ?? 0) - stable,
      }),
      ...(balance > 0 && withBalanceBack(wallet, order, balance)),
    },
    transaction,
  );
  return [
    ...post('spendable', system.retired, memberAccount(memberId), spendable),
    ...post('stable', system.orders, memberAccount(memberId), stable),
    ...post('cash', order.paidAtMs === null ? system.orders : system.sales, memberAccount(memberId), balance),
  ];
}

/** What explains what an order gave back whole, since it was never paid. */
export const unpaidLines = ({
  memberId,
  orderNo,
  spendableCents: units,
  stableCents = 0,
  balanceFen = 0,
}: OrderDocument): NewLine[] =>
  (
    [
      ['spendable', units, { paidSpendableCents: units }],
      ['stable', stableCents, { paidStableCents: stableCents }],
      ['cash', balanceFen, { paidBalanceFen: balanceFen }],
    ] as const
  ).flatMap(([asset, paid, inputs]) =>
    paid === 0
      ? []
      : [{ memberId, kind: 'order.giveBack', asset, units: paid, plan: null, version: null, note: orderNo, inputs }],
  );
