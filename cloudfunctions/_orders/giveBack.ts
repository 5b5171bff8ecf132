import { type SpendableCents, type StableCents, spendableCents, stableCents } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { NewLine } from '../_books/journal';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { offers, stock, wallets } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { offeredPieces } from './offers';
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

/** Points that go back. */
interface PointsBack {
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
}

/** All points that an order was paid with. */
export const allPointsOf = (order: OrderDocument): PointsBack => ({
  spendable: spendableCents(order.spendableCents),
  stable: stableCents(order.stableCents ?? 0),
});

/**
 * Gives points of an order back to the member as they were paid (rules §5), within the transaction. The postings are
 * the caller's to book, with the lines that explain them.
 */
export async function returnPoints(
  { memberId }: OrderDocument,
  { spendable, stable }: PointsBack,
  transaction: Transaction,
): Promise<readonly Posting[]> {
  if (spendable === 0 && stable === 0) return [];
  const wallet = (await wallets.get(memberId, transaction))!;
  await wallets.change(
    memberId,
    {
      spentSpendableCents: wallet.spentSpendableCents - spendable,
      ...(stable > 0 && {
        stableCents: wallet.stableCents + stable,
        heldStableCents: (wallet.heldStableCents ?? 0) - stable,
      }),
    },
    transaction,
  );
  return [
    ...post('spendable', system.retired, memberAccount(memberId), spendable),
    ...post('stable', system.orders, memberAccount(memberId), stable),
  ];
}

/** What explains points that an order gave back whole, since it was never paid. */
export const unpaidLines = ({ memberId, orderNo, spendableCents: units, stableCents = 0 }: OrderDocument): NewLine[] =>
  (
    [
      ['spendable', units, { paidSpendableCents: units }],
      ['stable', stableCents, { paidStableCents: stableCents }],
    ] as const
  ).flatMap(([asset, points, inputs]) =>
    points === 0
      ? []
      : [{ memberId, kind: 'order.giveBack', asset, units: points, plan: null, version: null, note: orderNo, inputs }],
  );
