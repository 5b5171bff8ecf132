import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { book, worldAccount } from '../_books/journal';
import { transact } from '../_platform/transactions';
import { orders, payments } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { refundNoOf } from './cashier';
import { sendRefund } from './refunds';
import { stateAfter, step } from './step';

/** 4200****7719 */
const shortNumber = (transactionId: string): string => `${transactionId.slice(0, 4)}****${transactionId.slice(-4)}`;

/**
 * Books a payment: keyed on the platform's transaction id, so that a notice that comes twice does nothing the second
 * time. An order that was closed before its money came gets it back (state refunding).
 */
const bookPayment = (orderId: string, transactionId: string, atMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    if (await payments.get(transactionId, transaction)) return orders.get(orderId, transaction);
    const order = await orders.get(orderId, transaction);
    if (!order || !stateAfter(order, 'payment.received')) return null;
    const entryId = `order:${orderId}:pay`;
    await payments.put({ _id: transactionId, orderId, totalFen: order.cashFen, atMs }, transaction);
    const postings = post('cash', worldAccount, system.sales, fen(order.cashFen));
    await book({ id: entryId, kind: 'order.pay', atMs, order, postings, lines: [] }, transaction);
    const isLate = order.state === 'closed';
    return step(
      order,
      isLate ? { order: 'payment.received', refund: 'payment.late' } : { order: 'payment.received' },
      { atMs, by: 'platform', note: `微信支付 ${shortNumber(transactionId)}`, entryId },
      {
        transactionId,
        paidAtMs: atMs,
        ...(isLate ? { refund: { reason: '付款晚于订单关闭', refundNo: refundNoOf(orderId) } } : {}),
      },
      transaction,
    );
  });

/**
 * Takes money that has reached the cashier, as a notice or an answer says: booked once, and sent back at once where the
 * order was closed before. @returns the order as it is then; null when another transaction has paid it. There is none
 * while the order's id is its number at the cashier, which takes one payment for a number; should there be one, its
 * money cannot be told from the first's (a refund names the order's number) and somebody has to look.
 */
export async function receivePayment(
  order: OrderDocument,
  transactionId: string,
  atMs: number,
): Promise<OrderDocument | null> {
  const after = await bookPayment(order._id, transactionId, atMs);
  if (!after) {
    const now = await orders.get(order._id);
    console.error(
      `OPERATOR: order ${order.orderNo} (${order._id}), ${now?.state}, was paid by ${now?.transactionId} and is said to ` +
        `be paid a second time, by ${transactionId}: ${order.cashFen} fen. See to it on the merchant platform.`,
    );
    return null;
  }
  if (after.state === 'refunding') await sendRefund(after, atMs);
  return after;
}

/** An order that points cover wholly is paid at once: there is no cash to wait for. */
export const bookCoveredOrder = (orderId: string, atMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (order?.cashFen !== 0 || order.state !== 'awaitingPayment') return order;
    return step(
      order,
      { order: 'payment.received' },
      { atMs, by: 'buyer', note: '积分全额支付' },
      { paidAtMs: atMs },
      transaction,
    );
  });
