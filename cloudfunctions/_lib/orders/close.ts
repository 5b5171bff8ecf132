import { orders } from '../collections';
import type { OrderDocument } from '../documents';
import { book } from '../journal';
import { transact } from '../transactions';
import { returnPoints, returnStock } from './giveBack';
import { stateAfter, step } from './step';

/**
 * Closes an unpaid order: stock and points go back, in one transaction, once. @returns the order as it is then, or null
 * when its state does not allow it (it was paid meanwhile, or closed before).
 */
export const closeUnpaid = (
  orderId: string,
  event: 'buyer.cancelled' | 'payment.expired',
  nowMs: number,
): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || !stateAfter(order, event)) return null;
    const entryId = `order:${order._id}:giveBack`;
    await returnStock(order, transaction);
    const back = await returnPoints(order, 'order.giveBack', transaction);
    if (back.postings.length > 0)
      await book({ id: entryId, kind: 'order.giveBack', atMs: nowMs, order, ...back }, transaction);
    const by = event === 'buyer.cancelled' ? 'buyer' : 'platform';
    const doing = { atMs: nowMs, by, ...(back.postings.length > 0 ? { entryId } : {}) } as const;
    return step(order, event, doing, {}, transaction);
  });
