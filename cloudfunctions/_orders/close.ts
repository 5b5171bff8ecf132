import { book } from '../_books/journal';
import { type Transaction, TransactionsBusy, transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { endPayment, tradeOf } from './cashier';
import { returnCoupon } from './coupons';
import { allHeldOf, returnHeld, returnOffers, returnStock, unpaidLines } from './giveBack';
import { receivePayment } from './paid';
import { allWithin, firstOf } from './purchase';
import { stateAfter, step } from './step';
import { errandEnded, type Tried } from './tries';
import { NO_ANSWER } from './whatBecame';

type Event = 'buyer.cancelled' | 'payment.expired';
/** How the order's payment ended at the cashier before the books close it. */
type Ended = 'neverStarted' | 'closed' | 'unknownOrder';

/** Decided anew so often before the buyer is asked to try again: state or mark change once or twice at most. */
const ATTEMPTS = 4;

/** Whether the cashier may know the order that stands for its purchase: its payment was started. */
export const isStarted = (first: OrderDocument): boolean => tradeOf(first).totalFen > 0 && first.prepaidAtMs !== null;

/** The event by which an order closes whose payment the cashier has closed already: only a buyer does so in time. */
export const closingEvent = (order: OrderDocument, nowMs: number): Event =>
  nowMs < order.payBeforeMs ? 'buyer.cancelled' : 'payment.expired';

/**
 * Closes an unpaid order, and with it all that were placed together: nobody can pay a part. Their payment is closed at
 * the cashier first: money that is there already is booked instead.
 * @returns the order that stands for all as it is then (closed, or paid, or what it was where its state allows no closing); `unreachable`
 * when the cashier did not say that it cannot be paid any more: nothing is changed then. Throws TransactionsBusy.
 */
export async function closeUnpaid(
  order: OrderDocument,
  event: Event,
  nowMs: number,
): Promise<OrderDocument | 'unreachable'> {
  let now = await firstOf(order);
  const firstId = now._id;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (!now.isPlaced || !stateAfter(now, event)) return now;
    let ended: Ended = 'neverStarted';
    if (isStarted(now)) {
      const payment = await endPayment(now);
      if (payment.is === 'unpaid' || payment.is === 'unreachable') return 'unreachable';
      if (payment.is === 'paid') {
        const paid = await receivePayment(now, payment, nowMs);
        return paid ?? (await orders.get(firstId))!;
      }
      ended = payment.is;
    }
    const closed = await closeBooks(now, event, ended, nowMs);
    // A payment may have been started since the cashier did not know the order, by a caller who saw it open.
    if (closed) return ended === 'unknownOrder' ? (await watchClosed(closed, nowMs)).order : closed;
    now = (await orders.get(firstId))!;
  }
  throw new TransactionsBusy(`order ${firstId} could not be closed`);
}

/**
 * Closes the books of an unpaid purchase: stock, points and cash balance of all its orders go back, in one transaction, once.
 * @returns its first order; null when what was decided on is no longer so: it was paid or closed meanwhile, its
 * payment was started, or is another since its price was changed.
 */
const closeBooks = (seen: OrderDocument, event: Event, ended: Ended, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const first = await orders.get(seen._id, transaction);
    if (!first?.isPlaced || !stateAfter(first, event) || first.tradeNo !== seen.tradeNo) return null;
    if (ended === 'neverStarted' && isStarted(first)) return null;
    const marks = {
      ...(ended === 'unknownOrder' ? { mayBePaid: true } : {}),
      ...errandEnded(first, 'closing'),
    };
    const all = await allWithin(first, transaction);
    const closed: OrderDocument[] = [];
    for (const order of all)
      closed.push(await closeOne(order, event, order === first ? marks : {}, nowMs, transaction));
    return closed[0]!;
  });

/** Closes the books of one order within the transaction that has read it. `marks` are written with it. */
async function closeOne(
  order: OrderDocument,
  event: Event,
  marks: Pick<Partial<OrderDocument>, 'mayBePaid' | 'tries' | 'stuckSinceMs'>,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const entryId = `order:${order._id}:giveBack`;
  await returnStock(order, transaction);
  await returnOffers(order, transaction);
  await returnCoupon(order, transaction);
  const postings = await returnHeld(order, allHeldOf(order), transaction);
  const isBooked = postings.length > 0;
  if (isBooked) {
    const lines = unpaidLines(order);
    await book({ id: entryId, kind: 'order.giveBack', atMs: nowMs, order, postings, lines }, transaction);
  }
  const by = event === 'buyer.cancelled' ? 'buyer' : 'platform';
  const doing = { atMs: nowMs, by, ...(isBooked ? { entryId } : {}) } as const;
  return step(order, { order: event }, doing, marks, transaction);
}

/**
 * Whether of an order whose payment is closed at the cashier only that number is over: its price is being changed, or is
 * changed meanwhile. Whoever changes it marks the number before it is closed.
 */
export async function isOnlyNumberOver({ _id, tradeNo }: OrderDocument): Promise<boolean> {
  const now = await orders.getFields(_id, { state: true, tradeNo: true, endingTradeNo: true });
  if (now?.state !== 'awaitingPayment') return false;
  return now.tradeNo !== tradeNo || now.endingTradeNo === (tradeNo ?? 0);
}

/** A prepayment that is on its way when the time to pay is over has arrived, or was refused, by then. */
const ON_ITS_WAY_MS = 5 * 60_000;

/**
 * Sees to it that an order that was closed while its payment may have been on its way cannot be paid, or gives back what
 * was paid. Until the cashier says so the order keeps its mark, and is asked for again by the settlement's timer.
 * @returns the order as it is then, and how the try ended.
 */
export async function watchClosed(
  order: OrderDocument,
  nowMs: number,
): Promise<{ readonly order: OrderDocument; readonly tried: Tried }> {
  const payment = await endPayment(order);
  if (payment.is === 'paid') {
    const paid = await receivePayment(order, payment, nowMs);
    return { order: paid ?? order, tried: paid ? { is: 'done' } : { is: 'failed', why: 'its money was not booked' } };
  }
  const isOver = payment.is === 'unknownOrder' && nowMs > order.payBeforeMs + ON_ITS_WAY_MS;
  if (payment.is === 'closed' || isOver) {
    await orders.changeWhere({ _id: order._id, mayBePaid: true }, { mayBePaid: false });
    return { order, tried: { is: 'done' } };
  }
  return { order, tried: payment.is === 'unreachable' ? { is: 'failed', why: NO_ANSWER } : { is: 'onItsWay' } };
}
