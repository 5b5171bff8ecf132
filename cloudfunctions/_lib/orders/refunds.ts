import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { cloud } from '../cloud';
import { orders } from '../collections';
import type { OrderDocument } from '../documents';
import { book, worldAccount } from '../journal';
import { environmentId, merchantNumber } from '../merchant';
import { transact } from '../transactions';
import { returnPoints, returnStock } from './giveBack';
import { stateAfter, step } from './step';

/** One refund number for an order for ever: sent again, it is the same refund. */
export const refundNoOf = (orderId: string): string => `${orderId}R`;

/**
 * Approves a refund before settlement: points go back as paid, pieces that were not shipped go back to the shelf, the
 * order waits for its cash to be returned (rules §5). @returns null when the order's state does not allow it.
 */
export const approveRefund = (
  orderId: string,
  reason: string,
  by: 'buyer' | 'admin',
  nowMs: number,
): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || !stateAfter(order, 'refund.approved')) return null;
    const entryId = `order:${orderId}:refund`;
    if (order.shippedAtMs === null) await returnStock(order, transaction);
    const back = await returnPoints(order, 'order.refund', transaction);
    if (back.postings.length > 0)
      await book({ id: entryId, kind: 'order.refund', atMs: nowMs, order, ...back }, transaction);
    return step(
      order,
      'refund.approved',
      { atMs: nowMs, by, note: reason, ...(back.postings.length > 0 ? { entryId } : {}) },
      {
        isRefundPending: false,
        refund: { state: 'approved', reason, atMs: nowMs, refundNo: refundNoOf(orderId) },
      },
      transaction,
    );
  });

/**
 * Sends an approved refund to the payment platform, or asks what became of it. Safe to repeat: the number is always the
 * same. Cash that never was paid needs no sending. @returns whether it is on its way or done.
 */
export async function sendRefund(order: OrderDocument, nowMs: number): Promise<boolean> {
  if (order.state !== 'refunding') return order.state === 'refunded';
  if (order.transactionId === null || order.cashFen === 0) {
    await bookRefund(order._id, nowMs);
    return true;
  }
  try {
    const answer = await cloud.cloudPay.refund!({
      functionName: 'payCallback',
      envId: environmentId(),
      subMchId: merchantNumber(),
      nonceStr: refundNoOf(order._id).slice(-32),
      outTradeNo: order._id,
      outRefundNo: refundNoOf(order._id),
      totalFee: order.cashFen,
      refundFee: order.cashFen,
    });
    const isTaken = answer.returnCode === 'SUCCESS' && answer.resultCode === 'SUCCESS';
    if (!isTaken) console.warn(`refund of ${order._id}: ${String(answer.errCodeDes ?? answer.returnMsg)}`);
    return isTaken;
  } catch (error) {
    console.warn(`refund of ${order._id}: ${(error as Error).message}`);
    return false;
  }
}

/** Books that a refund's cash has reached the buyer: once, however often the platform says so. */
export const bookRefund = (orderId: string, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order || !stateAfter(order, 'refund.paid')) return order;
    const entryId = `order:${orderId}:refundPaid`;
    const isCash = order.transactionId !== null && order.cashFen > 0;
    if (isCash)
      await book(
        {
          id: entryId,
          kind: 'order.refundPaid',
          atMs: nowMs,
          order,
          postings: post('cash', system.sales, worldAccount, fen(order.cashFen)),
          lines: [],
        },
        transaction,
      );
    return step(
      order,
      'refund.paid',
      { atMs: nowMs, by: 'platform', ...(isCash ? { entryId } : {}) },
      { refund: { ...order.refund!, state: 'paid' } },
      transaction,
    );
  });
