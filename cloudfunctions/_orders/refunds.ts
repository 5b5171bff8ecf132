import { refuse } from '@shared/contract';
import { done, fen, type Outcome } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { type Transaction, transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { refundNoOf, startRefund, wholeOf } from './cashier';
import { allThatIsLeft, giveBackPieces } from './giveBackPieces';
import { parcelsOf } from './parcels';
import { isToppingUp } from './remains';
import { sendGivenBack } from './sendGivenBack';
import { refundAfter, stateAfter, step } from './step';
import { errandEnded, type Tried } from './tries';
import { NO_ANSWER, whatBecameOf } from './whatBecame';

/**
 * Gives back all that is left of an order, within a transaction that has read it: points as paid, the freight too (rules
 * §5). The caller has decided, on what this transaction read, that it may be.
 */
const approve = (
  order: OrderDocument,
  request: 'goods.unsent' | 'admin.approved',
  reason: string,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> =>
  giveBackPieces(
    order,
    {
      ...allThatIsLeft(order),
      refundNo: refundNoOf(order._id),
      why: reason,
      by: request === 'admin.approved' ? 'admin' : 'buyer',
      request,
    },
    nowMs,
    transaction,
  );

type Decided<R extends string> = Outcome<OrderDocument, 'order/unknown' | 'order/notInState' | R>;

/**
 * The buyer gives the whole order back before it settles: approved at once where nothing of it is sent, else left to an
 * administrator, and the order does not settle meanwhile (rules §5). Decided on the order as the transaction reads it.
 * Asked again while it waits, it stays as it is.
 */
export async function askRefund(
  orderId: string,
  memberId: string,
  reason: string,
  nowMs: number,
  transaction: Transaction,
): Promise<Decided<'refund/tooLate' | 'topUp/underWay'>> {
  const order = await orders.get(orderId, transaction);
  if (!order?.isPlaced || order.memberId !== memberId) return refuse('order/unknown');
  if (!stateAfter(order, 'refund.approved')) return refuse('order/notInState', { state: order.state });
  // One that is being settled was past its window when that began, whatever this call's clock says.
  if (order.isSettling || (order.dueAtMs !== null && nowMs >= order.dueAtMs))
    return refuse('refund/tooLate', { dueAtMs: order.dueAtMs! });
  if (order.isRefundPending) return done(order);
  if (isToppingUp(order)) return refuse('topUp/underWay');
  return done(
    order.state === 'paid' && parcelsOf(order).length === 0
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
