import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { startRefund, wholeOf } from './cashier';
import { sendGivenBack } from './sendGivenBack';
import { refundAfter, stateAfter, step } from './step';
import { errandEnded, type Tried } from './tries';
import { NO_ANSWER, whatBecameOf } from './whatBecame';

/**
 * Sends what an order gives back to the cashier, or asks what became of what was sent before: a notice may be lost. Of an
 * order that was paid after it was closed that is all its cash. Safe to repeat, and to be killed at any step: the
 * numbers are always the same. Cash that never was paid needs no sending.
 * @returns how the try ended: done when its cash has reached the buyer.
 */
export async function sendRefund(order: OrderDocument, nowMs: number): Promise<Tried> {
  if (order.state === 'refunded') return { is: 'done' };
  if (order.givenBack) {
    const tried = await sendGivenBack(order, nowMs);
    const now = tried.is === 'done' ? await orders.get(order._id) : order;
    // Paid with points alone, all the last pieces gave back has reached the buyer.
    if (now?.state === 'refunding' && now.isRefundDue !== true) await bookRefund(order._id, nowMs);
    return tried;
  }
  if (order.state !== 'refunding') return { is: 'failed', why: `the order is ${order.state}` };
  if (order.transactionId === null || order.cashFen === 0) {
    await bookRefund(order._id, nowMs);
    return { is: 'done' };
  }
  if (order.refundSentAtMs !== null) {
    const became = await whatBecameOf(order, wholeOf(order));
    if (became.is === 'paid') {
      await bookRefund(order._id, nowMs);
      return { is: 'done' };
    }
    if (became.is !== 'notSent') return became;
  }
  // Marked first: killed between the two, it is asked for, not there, and sent.
  await orders.changeWhere({ _id: order._id, state: 'refunding' }, { refundSentAtMs: nowMs });
  return (await startRefund(order, wholeOf(order))) ? { is: 'onItsWay' } : { is: 'failed', why: NO_ANSWER };
}

/**
 * Books that the refund of an order's whole cash, or of none, has reached the buyer: once, however often the platform
 * says so.
 */
export const bookRefund = (orderId: string, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order || !stateAfter(order, 'refund.paid') || order.isRefundDue) return order;
    const entryId = `order:${orderId}:refundPaid`;
    const isCash = order.transactionId !== null && order.cashFen > 0 && !order.givenBack;
    const postings = post('cash', system.sales, system.world, fen(order.cashFen));
    const entry = { id: entryId, kind: 'order.refundPaid', atMs: nowMs, order, postings, lines: [] };
    // Said by a notice, and by the cashier when it is asked.
    if (isCash && (await bookOnce(entry, transaction)) === 'repeated') return order;
    return step(
      order,
      { order: 'refund.paid', ...(refundAfter(order, 'money.returned') && { refund: 'money.returned' }) },
      { atMs: nowMs, by: 'platform', ...(isCash ? { entryId } : {}) },
      errandEnded(order, 'refund'),
      transaction,
    );
  });
