import { refuse, refuseAgain } from '@shared/contract';
import { done, type Outcome, spendableCents } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { book } from '../_books/journal';
import { _ } from '../_platform/cloud';
import type { Collection } from '../_platform/collection';
import { type Run, type Transaction, transact } from '../_platform/transactions';
import { offers, orders, stock, wallets } from '../_store/collections';
import type { OrderDocument, StockDocument } from '../_store/documents';
import { inTurn } from '../_store/turns';
import { buyingKey, type Limit, limitPassed } from './bought';
import { offeredPieces } from './offers';
import { placedLog } from './step';

// An order is placed in three steps: it is written down (isPlaced false, seen by nobody), its pieces (of sizes, and at
// limited-time prices) are taken row by row with guarded single updates marked by a hold (no transaction on a hot row), and then it is made visible: together
// with its points, and beside the limits of its goods, in one transaction where it has any.
//
// Whoever wrote it down does so alone. The same request again, while the first still works or after it broke, places the
// order in one transaction that sees all of it: pieces held are not taken again, and it never drops a hold, so that the
// first, coming late, does not take twice. Holds that are left are swept once nobody can be placing the order any more,
// and a placing that broke is swept: what it took goes back.

/** What a placing needs besides the order. */
export interface Placing {
  readonly nowMs: number;
  /** Points ever credited to the member, which only grow; read only where points are taken. */
  readonly creditedCents: number;
  readonly limits: readonly Limit[];
}

export type PlacingRefusal = 'goods/soldOut' | 'offer/gone' | 'goods/limit' | 'points/notEnough' | 'order/expired';
type Placed = Outcome<null, PlacingRefusal>;

const holdOf = (orderId: string): string => `holds.${orderId}`;

/** A row that counts pieces, what an order takes of it, and why it cannot. */
interface Row {
  readonly door: Collection<StockDocument>;
  readonly id: string;
  readonly quantity: number;
  readonly gone: (left: number) => Outcome<never, PlacingRefusal>;
}

/** The rows that an order takes pieces of, in one order for all orders: sizes, then limited-time prices. */
const rowsOf = ({ lines }: OrderDocument): Row[] => [
  ...[...lines]
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
    .map(({ skuId, title, quantity }) => ({
      door: stock,
      id: skuId,
      quantity,
      gone: (left: number) => refuse('goods/soldOut', { skuId, title, left }),
    })),
  ...offeredPieces(lines).map(({ offerId, title, quantity }) => ({
    door: offers,
    id: offerId,
    quantity,
    gone: (left: number) => refuse('offer/gone', { title, left }),
  })),
];

/** Takes pieces of one row. A take that was done before is seen by its hold and not done again. */
async function take(orderId: string, { door, id, quantity, gone }: Row): Promise<Placed> {
  const hold = holdOf(orderId);
  const taken = await door.changeWhere(
    { _id: id, left: _.gte(quantity), [hold]: _.exists(false) },
    { left: _.inc(-quantity), sold: _.inc(quantity), [hold]: quantity },
  );
  if (taken > 0) return done(null);
  const row = await door.getFields(id, { left: true, [hold]: true });
  return row?.holds?.[orderId] === undefined ? gone(row?.left ?? 0) : done(null);
}

/** Gives the pieces of a broken placing back: each once, because its hold goes with it. */
async function untake(order: OrderDocument): Promise<void> {
  const hold = holdOf(order._id);
  for (const { door, id, quantity } of rowsOf(order))
    await door.changeWhere(
      { _id: id, [hold]: _.exists(true) },
      { left: _.inc(quantity), sold: _.inc(-quantity), [hold]: _.remove() },
    );
}

/** Drops the holds of placed orders, each row once: without them the rows stay small. */
export async function dropHolds(placed: readonly Pick<OrderDocument, '_id' | 'lines'>[]): Promise<void> {
  const doors: readonly (readonly [
    Collection<StockDocument>,
    (line: OrderDocument['lines'][number]) => string | undefined,
  ])[] = [
    [stock, ({ skuId }) => skuId],
    [offers, ({ offerId }) => offerId],
  ];
  for (const [door, idOf] of doors) {
    const byId = new Map<string, Record<string, unknown>>();
    for (const { _id, lines } of placed)
      for (const line of lines) {
        const id = idOf(line);
        if (id !== undefined) byId.set(id, { ...byId.get(id), [holdOf(_id)]: _.remove() });
      }
    for (const [id, holds] of byId) await door.changeWhere({ _id: id }, holds);
  }
}

/** What the same request is answered with from now on: the first refusal stays. */
const refusalOf = (refused: Outcome<unknown>): OrderDocument['refusal'] =>
  refused.ok ? null : { code: refused.refusal.code, figures: refused.refusal.figures };

/**
 * Gives up an order that is not placed, and what it took. `why` is kept as the answer to the same request again.
 * @returns the order when it was placed meanwhile, else null.
 */
export async function abandon(order: OrderDocument, why: Outcome<unknown>): Promise<OrderDocument | null> {
  const { _id } = order;
  const isMarked = await orders.changeWhere(
    { _id, isPlaced: false, isAbandoned: false },
    { isAbandoned: true, refusal: refusalOf(why) },
  );
  if (!isMarked) {
    const now = await orders.get(_id);
    if (now?.isPlaced) return now;
  }
  await untake(order);
  return null;
}

/** Gives up an order whose placing broke long ago: whoever placed it has ended. */
export async function sweepPlacing(order: OrderDocument): Promise<void> {
  const why = refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  if (!(await abandon(order, why))) await orders.changeWhere({ _id: order._id, isPlaced: false }, { isSwept: true });
}

/** Why an order was given up before it was placed. */
export const givenUp = (order: OrderDocument): Outcome<never, PlacingRefusal> =>
  order.refusal
    ? refuseAgain(order.refusal.code as PlacingRefusal, order.refusal.figures)
    : refuse('goods/soldOut', { skuId: order.lines[0]!.skuId, left: 0 });

/**
 * Places an order that this invocation has just written down. Refused: nothing is taken then. `isMine`: placed by this
 * call, not by a repeat of it meanwhile; its holds are no longer needed (see dropHolds).
 */
export async function placeNew(
  order: OrderDocument,
  placing: Placing,
): Promise<Outcome<{ readonly isMine: boolean }, PlacingRefusal>> {
  for (const row of rowsOf(order)) {
    const taken = await take(order._id, row);
    if (!taken.ok) return (await abandon(order, taken)) ? done({ isMine: false }) : taken;
  }
  const isPlain = order.spendableCents === 0 && placing.limits.length === 0;
  const placed = await (isPlain ? makeVisible(order) : inOneTransaction(order, placing, async () => done(null)));
  if (placed.ok) return done({ isMine: true });
  return (await abandon(order, placed)) ? done({ isMine: false }) : placed;
}

/** Places an order that an earlier call of the same request wrote down, where that one left it or beside it. */
export async function placeAgain(order: OrderDocument, placing: Placing): Promise<Placed> {
  const placed = await inOneTransaction(order, placing, (transaction) => takeWithin(order, transaction));
  return placed.ok || !(await abandon(order, placed)) ? placed : done(null);
}

/** Takes, within the transaction, the pieces that no hold says are taken. The holds stay until they are swept. */
async function takeWithin(order: OrderDocument, transaction: Transaction): Promise<Placed> {
  for (const { door, id, quantity, gone } of rowsOf(order)) {
    const row = await door.get(id, transaction);
    if (row?.holds[order._id] !== undefined) continue;
    if (!row || row.left < quantity) return gone(row?.left ?? 0);
    const hold = { [holdOf(order._id)]: quantity };
    await door.change(id, { left: _.inc(-quantity), sold: _.inc(quantity), ...hold }, transaction);
  }
  return done(null);
}

/** Places an order that takes no points and whose goods have no limits: one guarded update. */
async function makeVisible(order: OrderDocument): Promise<Placed> {
  const placed = await orders.changeWhere(
    { _id: order._id, isPlaced: false, isAbandoned: false },
    { isPlaced: true, log: placedLog(order, order.placedAtMs, null) },
  );
  if (placed > 0) return done(null);
  const now = await orders.get(order._id);
  return now?.isPlaced ? done(null) : givenUp(now ?? order);
}

/** Places an order in one transaction: its pieces by `takePieces`, its limits, its points. */
async function inOneTransaction(
  order: OrderDocument,
  { nowMs, creditedCents, limits }: Placing,
  takePieces: (transaction: Transaction) => Promise<Placed>,
): Promise<Placed> {
  let passed: Limit | null = null;
  const look = async () => {
    passed = await limitPassed(order.memberId, order.lines, limits);
  };
  const run: Run = limits.length > 0 ? inTurn(buyingKey(order.memberId), look) : transact;
  return run(async (transaction): Promise<Placed> => {
    const now = await orders.get(order._id, transaction);
    if (now?.isPlaced) return done(null);
    if (!now || now.isAbandoned) return givenUp(now ?? order);
    if (passed)
      return passed.offerId === undefined
        ? refuse('goods/limit', { most: passed.most, title: passed.title })
        : refuse('offer/gone', { title: passed.title, left: 0 });
    const taken = await takePieces(transaction);
    if (!taken.ok) return taken;
    const entryId = await takePoints(order, nowMs, creditedCents, transaction);
    if (!entryId.ok) return entryId;
    await orders.change(order._id, { isPlaced: true, log: placedLog(order, nowMs, entryId.value) }, transaction);
    return done(null);
  });
}

/** Takes the points that pay for a part of the order. @returns the id of their entry, null when it takes none. */
async function takePoints(
  order: OrderDocument,
  nowMs: number,
  creditedCents: number,
  transaction: Transaction,
): Promise<Outcome<string | null, PlacingRefusal>> {
  if (order.spendableCents === 0) return done(null);
  const entryId = `order:${order._id}:place`;
  const wallet = (await wallets.get(order.memberId, transaction))!;
  const heldCents = creditedCents + (wallet.adjustedSpendableCents ?? 0) - wallet.spentSpendableCents;
  if (heldCents < order.spendableCents)
    return refuse('points/notEnough', { asked: order.spendableCents, heldCents: Math.max(heldCents, 0) });
  const spentSpendableCents = wallet.spentSpendableCents + order.spendableCents;
  await wallets.change(order.memberId, { spentSpendableCents }, transaction);
  await book(
    {
      id: entryId,
      kind: 'order.place',
      atMs: nowMs,
      order,
      postings: post('spendable', memberAccount(order.memberId), system.retired, spendableCents(order.spendableCents)),
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
  return done(entryId);
}
