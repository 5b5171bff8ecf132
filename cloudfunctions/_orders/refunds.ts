import { refuse } from '@shared/contract';
import { done, fen, type Outcome } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { book, bookOnce } from '../_books/journal';
import { type Transaction, transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { refundNoOf, startRefund, wholeOf } from './cashier';
import { returnPoints, returnStock } from './giveBack';
import { stateAfter, step } from './step';
import { errandEnded, type Tried } from './tries';
import { NO_ANSWER, whatBecameOf } from './whatBecame';

/**
 * Approves the refund of an order within a transaction that has read it: points go back as paid, pieces that were not
 * shipped go back to the shelf, the order waits for its cash to be returned (rules §5). The caller has decided, on what
 * this transaction read, that it may be approved.
 */
async function approve(
  order: OrderDocument,
  refund: 'goods.unsent' | 'admin.approved',
  reason: string,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const entryId = `order:${order._id}:refund`;
  if (order.shippedAtMs === null) await returnStock(order, transaction);
  const back = await returnPoints(order, 'order.refund', transaction);
  const isBooked = back.postings.length > 0;
  if (isBooked) await book({ id: entryId, kind: 'order.refund', atMs: nowMs, order, ...back }, transaction);
  const by = refund === 'admin.approved' ? 'admin' : 'buyer';
  const doing = { atMs: nowMs, by, note: reason, ...(isBooked ? { entryId } : {}) } as const;
  const besides = { refund: { reason, refundNo: refundNoOf(order._id) } };
  return step(order, { order: 'refund.approved', refund }, doing, besides, transaction);
}

type Decided<R extends string> = Outcome<OrderDocument, 'order/unknown' | 'order/notInState' | R>;

/**
 * The buyer gives the whole order back before it settles: approved at once where it is not shipped, else left to an
 * administrator, and the order does not settle meanwhile (rules §5). Decided on the order as the transaction reads it.
 * Asked again while it waits, it stays as it is.
 */
export async function askRefund(
  orderId: string,
  memberId: string,
  reason: string,
  nowMs: number,
  transaction: Transaction,
): Promise<Decided<'refund/tooLate'>> {
  const order = await orders.get(orderId, transaction);
  if (!order?.isPlaced || order.memberId !== memberId) return refuse('order/unknown');
  if (!stateAfter(order, 'refund.approved')) return refuse('order/notInState', { state: order.state });
  // One that is being settled was past its window when that began, whatever this call's clock says.
  if (order.isSettling || (order.dueAtMs !== null && nowMs >= order.dueAtMs))
    return refuse('refund/tooLate', { dueAtMs: order.dueAtMs! });
  if (order.isRefundPending) return done(order);
  return done(
    order.state === 'paid'
      ? await approve(order, 'goods.unsent', reason, nowMs, transaction)
      : await step(
          order,
          { refund: 'buyer.requested' },
          { atMs: nowMs, by: 'buyer', note: reason },
          { refund: { reason, refundNo: '' } },
          transaction,
        ),
  );
}

/** An administrator decides a refund that waits, on the order as the transaction reads it. */
export async function decideRefund(
  orderId: string,
  decision: { readonly isApproved: true } | { readonly isApproved: false; readonly reason: string },
  nowMs: number,
  transaction: Transaction,
): Promise<Decided<'refund/none'>> {
  const order = await orders.get(orderId, transaction);
  if (!order?.isPlaced) return refuse('order/unknown');
  if (!order.isRefundPending) return refuse('refund/none');
  if (!decision.isApproved)
    return done(
      await step(
        order,
        { refund: 'admin.rejected' },
        { atMs: nowMs, by: 'admin', note: decision.reason },
        // The request keeps its moment and the buyer's own words.
        {},
        transaction,
      ),
    );
  if (!stateAfter(order, 'refund.approved')) return refuse('order/notInState', { state: order.state });
  return done(await approve(order, 'admin.approved', order.refund?.reason ?? '', nowMs, transaction));
}

/**
 * Sends an approved refund to the cashier, or asks what became of one that was sent before: its notice may be lost. Safe
 * to repeat, and to be killed at any step: the number is always the same. Cash that never was paid needs no sending.
 * @returns how the try ended: done when its cash has reached the buyer.
 */
export async function sendRefund(order: OrderDocument, nowMs: number): Promise<Tried> {
  if (order.state === 'refunded') return { is: 'done' };
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
  return (await startRefund(order)) ? { is: 'onItsWay' } : { is: 'failed', why: NO_ANSWER };
}

/** Books that a refund's cash has reached the buyer: once, however often the platform says so. */
export const bookRefund = (orderId: string, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order || !stateAfter(order, 'refund.paid')) return order;
    const entryId = `order:${orderId}:refundPaid`;
    const isCash = order.transactionId !== null && order.cashFen > 0;
    const postings = post('cash', system.sales, system.world, fen(order.cashFen));
    const entry = { id: entryId, kind: 'order.refundPaid', atMs: nowMs, order, postings, lines: [] };
    // Said by a notice, and by the cashier when it is asked.
    if (isCash && (await bookOnce(entry, transaction)) === 'repeated') return order;
    return step(
      order,
      { order: 'refund.paid', refund: 'money.returned' },
      { atMs: nowMs, by: 'platform', ...(isCash ? { entryId } : {}) },
      errandEnded(order, 'refund'),
      transaction,
    );
  });
