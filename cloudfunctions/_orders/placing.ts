import { refuse, refuseAgain } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import { type Collection, Existing } from '../_platform/collection';
import { type Run, sideBySide, type Transaction, transact } from '../_platform/transactions';
import { nights, offers, orders, stock } from '../_store/collections';
import type { OrderDocument, OrderLine, StockDocument } from '../_store/documents';
import type { NightsDocument } from '../_store/documents/stays';
import { inTurn } from '../_store/turns';
import { buyingKey, type Limit, limitPassed } from './bought';
import { type CouponRefusal, spendCoupons } from './coupons';
import { offeredPieces } from './offers';
import { allOf, firstOf, idsOf } from './purchase';
import { ensureMonths, fullNight, monthsOf, roomChange, roomGuard } from './stays/nights';
import { placedLog } from './step';
import { type Held as HeldBy, type HeldRefusal, takeHeld, takesHeld } from './takeHeld';

// An order is placed in three steps: it is written down (isPlaced false, seen by nobody), its pieces (of sizes, and at
// limited-time prices) are taken row by row with guarded single updates marked by a hold (no transaction on a hot row), and then it is made visible: together
// with its points, and beside the limits of its goods, in one transaction where it has any.
//
// Orders of one purchase go these steps together: written down in one transaction, made visible in one. Whether they are
// placed or given up is said of the first of them alone, which every step looks at; so all of them are, or none.
//
// Whoever wrote them down does so alone. The same request again, while the first still works or after it broke, places
// them in one transaction that sees all of it: pieces held are not taken again, and it never drops a hold, so that the
// first, coming late, does not take twice. Holds that are left are swept once nobody can be placing the order any more,
// and a placing that broke is swept: what it took goes back.

/** The orders of one purchase, the one that stands for it first. */
export type Purchase = readonly [OrderDocument, ...OrderDocument[]];

/** What a placing needs besides the orders. */
export interface Placing {
  readonly nowMs: number;
  /** What the member's wallet holds; read only where it pays a part. */
  readonly held: HeldBy;
  readonly limits: readonly Limit[];
}

export type PlacingRefusal =
  | 'goods/soldOut'
  | 'stay/full'
  | 'offer/gone'
  | 'goods/limit'
  | 'order/expired'
  | CouponRefusal
  | HeldRefusal;
type Placed = Outcome<null, PlacingRefusal>;

const holdOf = (orderId: string): string => `holds.${orderId}`;

/** A row that counts pieces, what an order takes of it, and why it cannot. */
interface Row {
  readonly door: Held;
  readonly id: string;
  readonly quantity: number;
  /** What has to be so that it can be taken, and whether it is so of what was read. */
  readonly guard: Record<string, unknown>;
  readonly isFree: (row: HeldRow) => boolean;
  /** What taking it changes, or with -1 giving it back. */
  readonly change: (sign: 1 | -1) => Record<string, unknown>;
  readonly gone: (row: Partial<HeldRow> | null) => Outcome<never, PlacingRefusal>;
}

/** A row that marks of placings stand on. */
type HeldRow = Pick<StockDocument, '_id' | 'holds'> &
  Partial<Pick<StockDocument, 'left'> & Pick<NightsDocument, 'taken'>>;
type Held = Collection<HeldRow>;

const piecesOf = (quantity: number): Pick<Row, 'guard' | 'isFree' | 'change'> => ({
  guard: { left: _.gte(quantity) },
  isFree: ({ left = 0 }) => left >= quantity,
  change: (sign) => ({ left: _.inc(-sign * quantity), sold: _.inc(sign * quantity) }),
});

/** Writes the orders of a purchase down, all or none. @returns false when they were written down before. */
export async function writeDown(purchase: Purchase): Promise<boolean> {
  if (purchase.length === 1) return orders.add(purchase[0]);
  try {
    await transact((transaction) => orders.addAll(purchase, transaction));
    return true;
  } catch (error) {
    if (error instanceof Existing) return false;
    throw error;
  }
}

/** The rows that an order takes pieces of, in one order for all orders: sizes, then limited-time prices. */
const rowsOf = ({ lines }: OrderDocument): Row[] => [
  ...[...lines]
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1))
    .flatMap((line) => (line.stay ? nightRows(line) : [pieceRow(line)])),
  ...offeredPieces(lines).map(({ offerId, title, quantity }) => ({
    door: offers as unknown as Held,
    id: offerId,
    quantity,
    ...piecesOf(quantity),
    gone: (row: Partial<HeldRow> | null) => refuse('offer/gone', { title, left: row?.left ?? 0 }),
  })),
];

const pieceRow = ({ skuId, title, quantity }: OrderLine): Row => ({
  door: stock as unknown as Held,
  id: skuId,
  quantity,
  ...piecesOf(quantity),
  gone: (row) => refuse('goods/soldOut', { skuId, title, left: row?.left ?? 0 }),
});

/** Rooms are taken in all nights of a month by one guarded update: all of them, or none. */
const nightRows = (line: OrderLine): Row[] =>
  monthsOf(line).map((month) => ({
    door: nights as unknown as Held,
    id: month.id,
    quantity: line.quantity,
    guard: roomGuard(month, line.quantity),
    isFree: (row) => fullNight(month, { taken: row.taken ?? {} }, line.quantity) === null,
    change: (sign) => roomChange(month, sign * line.quantity),
    gone: (row) => {
      const full = fullNight(month, { taken: row?.taken ?? {} }, line.quantity);
      const { day, left } = full ?? { day: month.nights[0]!.day, left: 0 };
      return refuse('stay/full', { skuId: line.skuId, title: line.title, day, left });
    },
  }));

/** The rows of all orders of a purchase, each order's in its place. */
const allRowsOf = (purchase: Purchase) =>
  purchase.flatMap((order) => rowsOf(order).map((row) => ({ orderId: order._id, row })));

/** Takes pieces of one row. A take that was done before is seen by its hold and not done again. */
async function take(orderId: string, { door, id, quantity, guard, change, gone }: Row): Promise<Placed> {
  const hold = holdOf(orderId);
  const taken = await door.changeWhere(
    { _id: id, ...guard, [hold]: _.exists(false) },
    { ...change(1), [hold]: quantity },
  );
  if (taken > 0) return done(null);
  const row = await door.getFields(id, { left: true, taken: true, [hold]: true });
  return row?.holds?.[orderId] === undefined ? gone(row) : done(null);
}

/** Gives the pieces of a broken placing back: each once, because its hold goes with it. */
async function untake(purchase: readonly OrderDocument[]): Promise<void> {
  for (const order of purchase)
    for (const { door, id, change } of rowsOf(order)) {
      const hold = holdOf(order._id);
      await door.changeWhere({ _id: id, [hold]: _.exists(true) }, { ...change(-1), [hold]: _.remove() });
    }
}

/** Drops the holds of placed orders, each row once: without them the rows stay small. */
export async function dropHolds(placed: readonly Pick<OrderDocument, '_id' | 'lines'>[]): Promise<void> {
  const doors: readonly (readonly [Held, (line: OrderLine) => readonly string[]])[] = [
    [stock as unknown as Held, ({ skuId, stay }) => (stay ? [] : [skuId])],
    [offers as unknown as Held, ({ offerId }) => (offerId === undefined ? [] : [offerId])],
    [nights as unknown as Held, (line) => monthsOf(line).map(({ id }) => id)],
  ];
  for (const [door, idsOfLine] of doors) {
    const byId = new Map<string, Record<string, unknown>>();
    for (const { _id, lines } of placed)
      for (const id of lines.flatMap(idsOfLine)) byId.set(id, { ...byId.get(id), [holdOf(_id)]: _.remove() });
    for (const [id, holds] of byId) await door.changeWhere({ _id: id }, holds);
  }
}

/** What the same request is answered with from now on: the first refusal stays. */
const refusalOf = (refused: Outcome<unknown>): OrderDocument['refusal'] =>
  refused.ok ? null : { code: refused.refusal.code, figures: refused.refusal.figures };

/**
 * Gives up a purchase that is not placed, and what it took. `why` is kept as the answer to the same request again.
 * @returns its first order when it was placed meanwhile, else null.
 */
export async function abandon(first: OrderDocument, why: Outcome<unknown>): Promise<OrderDocument | null> {
  const { _id } = first;
  const isMarked = await orders.changeWhere(
    { _id, isPlaced: false, isAbandoned: false },
    { isAbandoned: true, refusal: refusalOf(why) },
  );
  if (!isMarked) {
    const now = await orders.get(_id);
    if (now?.isPlaced) return now;
  }
  await untake(await allOf(first));
  return null;
}

/** Gives up a purchase whose placing broke long ago: whoever placed it has ended. Any of its orders names it. */
export async function sweepPlacing(order: OrderDocument): Promise<void> {
  const why = refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  const first = await firstOf(order);
  if (await abandon(first, why)) return;
  await orders.changeWhere({ _id: _.in(idsOf(first)), isPlaced: false }, { isSwept: true });
}

/** Why an order was given up before it was placed. */
export const givenUp = (order: OrderDocument): Outcome<never, PlacingRefusal> =>
  order.refusal
    ? refuseAgain(order.refusal.code as PlacingRefusal, order.refusal.figures)
    : refuse('goods/soldOut', { skuId: order.lines[0]!.skuId, left: 0 });

/**
 * Places a purchase that this invocation has just written down. Refused: nothing is taken then. `isMine`: placed by this
 * call, not by a repeat of it meanwhile; its holds are no longer needed (see dropHolds).
 */
export async function placeNew(
  purchase: Purchase,
  placing: Placing,
): Promise<Outcome<{ readonly isMine: boolean }, PlacingRefusal>> {
  const [first] = purchase;
  await ensureMonths(purchase.flatMap(({ lines }) => lines));
  for (const { orderId, row } of allRowsOf(purchase)) {
    const taken = await take(orderId, row);
    if (!taken.ok) return (await abandon(first, taken)) ? done({ isMine: false }) : taken;
  }
  const isPlain = purchase.length === 1 && !takesHeld(first) && !first.coupon && placing.limits.length === 0;
  const placed = await (isPlain ? makeVisible(first) : inOneTransaction(purchase, placing, async () => done(null)));
  if (placed.ok) return done({ isMine: true });
  return (await abandon(first, placed)) ? done({ isMine: false }) : placed;
}

/** Places a purchase that an earlier call of the same request wrote down, where that one left it or beside it. */
export async function placeAgain(purchase: Purchase, placing: Placing): Promise<Placed> {
  await ensureMonths(purchase.flatMap(({ lines }) => lines));
  const placed = await inOneTransaction(purchase, placing, (transaction) => takeWithin(purchase, transaction));
  return placed.ok || !(await abandon(purchase[0], placed)) ? placed : done(null);
}

/** Takes, within the transaction, the pieces that no hold says are taken. The holds stay until they are swept. */
async function takeWithin(purchase: Purchase, transaction: Transaction): Promise<Placed> {
  for (const {
    orderId,
    row: { door, id, quantity, isFree, change, gone },
  } of allRowsOf(purchase)) {
    const kept = await door.get(id, transaction);
    if (kept?.holds[orderId] !== undefined) continue;
    if (!kept || !isFree(kept)) return gone(kept);
    await door.change(id, { ...change(1), [holdOf(orderId)]: quantity }, transaction);
  }
  return done(null);
}

/** Places an order alone that takes nothing of a wallet, uses no coupon and whose goods have no limits: one guarded update. */
async function makeVisible(order: OrderDocument): Promise<Placed> {
  const placed = await orders.changeWhere(
    { _id: order._id, isPlaced: false, isAbandoned: false },
    { isPlaced: true, log: placedLog(order, order.placedAtMs, null) },
  );
  if (placed > 0) return done(null);
  const now = await orders.get(order._id);
  return now?.isPlaced ? done(null) : givenUp(now ?? order);
}

/** Places a purchase in one transaction: its pieces by `takePieces`, its limits, its points and cash balance. */
async function inOneTransaction(
  purchase: Purchase,
  { nowMs, held, limits }: Placing,
  takePieces: (transaction: Transaction) => Promise<Placed>,
): Promise<Placed> {
  const [first] = purchase;
  let passed: Limit | null = null;
  const look = async () => {
    const lines = purchase.flatMap((order) => order.lines);
    passed = await limitPassed(first.memberId, lines, limits);
  };
  const run: Run = limits.length > 0 ? inTurn(buyingKey(first.memberId), look) : transact;
  return run(async (transaction): Promise<Placed> => {
    const now = await orders.get(first._id, transaction);
    if (now?.isPlaced) return done(null);
    if (!now || now.isAbandoned) return givenUp(now ?? first);
    if (passed)
      return passed.offerId === undefined
        ? refuse('goods/limit', { most: passed.most, title: passed.title })
        : refuse('offer/gone', { title: passed.title, left: 0 });
    const taken = await takePieces(transaction);
    if (!taken.ok) return taken;
    const used = await spendCoupons(purchase, nowMs, transaction);
    if (!used.ok) return used;
    const paid = await takeHeld(purchase, nowMs, held, transaction);
    if (!paid.ok) return paid;
    const show = (order: OrderDocument) => {
      const { entryId = null, balanceDividendFen = 0 } = paid.value.get(order._id) ?? {};
      const log = placedLog(order, nowMs, entryId);
      const ofDividends = balanceDividendFen > 0 ? { balanceDividendFen } : {};
      return orders.change(order._id, { isPlaced: true, log, ...ofDividends }, transaction);
    };
    // The first alone at first: whoever else decides on the purchase comes to it.
    await show(first);
    await sideBySide(...purchase.slice(1).map((order) => () => show(order)));
    return done(null);
  });
}
