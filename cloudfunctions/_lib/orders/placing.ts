import type { Outcome } from '@shared/kernel';
import { done, refuse, spendableCents } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { _ } from '../cloud';
import { orders, stock, wallets } from '../collections';
import type { OrderDocument } from '../documents';
import { book } from '../journal';
import { transact } from '../transactions';

// An order is placed in three steps, each of which may be repeated: it is written down (isPlaced false, seen by nobody),
// its pieces are taken line by line with guarded single updates (no transaction on a hot row), and then it is made
// visible: together with the taking of its points in one transaction. A placing that broke is swept: what it took goes back.

/** Takes the pieces of one line. A take that was done before is seen by its hold and not done again. */
async function take(orderId: string, line: OrderDocument['lines'][number]): Promise<boolean> {
  const hold = `holds.${orderId}`;
  const taken = await stock.changeWhere(
    { _id: line.skuId, left: _.gte(line.quantity), [hold]: _.exists(false) },
    { left: _.inc(-line.quantity), sold: _.inc(line.quantity), [hold]: line.quantity },
  );
  return taken > 0 || (await stock.get(line.skuId))?.holds[orderId] !== undefined;
}

/** Gives the pieces of a broken placing back: each once, because its hold goes with it. */
async function untake(order: OrderDocument): Promise<void> {
  const hold = `holds.${order._id}`;
  for (const line of order.lines)
    await stock.changeWhere(
      { _id: line.skuId, [hold]: _.exists(true) },
      { left: _.inc(line.quantity), sold: _.inc(-line.quantity), [hold]: _.remove() },
    );
}

/**
 * Gives up an order that is not placed, and what it took. @returns false when it was placed meanwhile.
 */
export async function abandon(order: OrderDocument): Promise<boolean> {
  const marked = await orders.changeWhere({ _id: order._id, isPlaced: false }, { isAbandoned: true });
  if (marked === 0 && !(await orders.get(order._id))?.isAbandoned) return false;
  await untake(order);
  await orders.changeWhere({ _id: order._id, isPlaced: false }, { isSwept: true });
  return true;
}

export type PlacingRefusal = 'goods/soldOut' | 'points/notEnough';

/**
 * Takes the pieces and points of an order that was written down, and places it. Refused: nothing is taken then.
 * `creditedCents` are the points ever credited to the member, which only grow; read only where points are taken.
 */
export async function place(order: OrderDocument, creditedCents: number): Promise<Outcome<null, PlacingRefusal>> {
  for (const line of [...order.lines].sort((a, b) => (a.skuId < b.skuId ? -1 : 1)))
    if (!(await take(order._id, line))) {
      await abandon(order);
      const left = (await stock.get(line.skuId))?.left ?? 0;
      return refuse('goods/soldOut', { skuId: line.skuId, title: line.title, left });
    }
  const placed = await (order.spendableCents > 0 ? takePoints(order, creditedCents) : makeVisible(order));
  if (!placed.ok) {
    await abandon(order);
    return placed;
  }
  // The holds have done their work; without them the row stays small.
  for (const line of order.lines) await stock.changeWhere({ _id: line.skuId }, { [`holds.${order._id}`]: _.remove() });
  return done(null);
}

const placedLog = (order: OrderDocument, entryId: string | null): OrderDocument['log'] => [
  { event: 'order.placed', state: order.state, atMs: order.placedAtMs, by: 'buyer', note: '', entryId },
];

const abandoned = (order: OrderDocument) => refuse('goods/soldOut', { skuId: order.lines[0]!.skuId, left: 0 });

/** Places an order that takes no points: one guarded update. */
async function makeVisible(order: OrderDocument): Promise<Outcome<null, PlacingRefusal>> {
  const placed = await orders.changeWhere(
    { _id: order._id, isPlaced: false, isAbandoned: false },
    { isPlaced: true, log: placedLog(order, null) },
  );
  return placed > 0 || (await orders.get(order._id))?.isPlaced ? done(null) : abandoned(order);
}

/** Places an order that points pay for in part, and takes them, in one transaction. */
const takePoints = (order: OrderDocument, creditedCents: number): Promise<Outcome<null, PlacingRefusal>> =>
  transact(async (transaction) => {
    const now = await orders.get(order._id, transaction);
    if (now?.isPlaced) return done(null);
    if (!now || now.isAbandoned) return abandoned(order);
    const entryId = `order:${order._id}:place`;
    const wallet = (await wallets.get(order.memberId, transaction))!;
    const heldCents = creditedCents - wallet.spentSpendableCents;
    if (heldCents < order.spendableCents)
      return refuse('points/notEnough', { asked: order.spendableCents, heldCents: Math.max(heldCents, 0) });
    const spentSpendableCents = wallet.spentSpendableCents + order.spendableCents;
    await wallets.change(order.memberId, { spentSpendableCents }, transaction);
    const points = spendableCents(order.spendableCents);
    await book(
      {
        id: entryId,
        kind: 'order.place',
        atMs: order.placedAtMs,
        order,
        postings: post('spendable', memberAccount(order.memberId), system.retired, points),
        lines: [
          {
            memberId: order.memberId,
            kind: 'order.pay',
            asset: 'spendable',
            units: -order.spendableCents,
            plan: null,
            version: null,
            note: order.orderNo,
            inputs: {
              goodsFen: order.goodsFen,
              eligibleFen: order.lines.reduce((sum, line) => sum + (line.pointsCents > 0 ? line.amountFen : 0), 0),
              askedSpendableCents: order.spendableCents,
            },
          },
        ],
      },
      transaction,
    );
    await orders.change(order._id, { isPlaced: true, log: placedLog(order, entryId) }, transaction);
    return done(null);
  });
