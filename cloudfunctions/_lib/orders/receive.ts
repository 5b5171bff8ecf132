import { orders } from '../collections';
import type { OrderDocument } from '../documents';
import { transact } from '../transactions';
import { stateAfter, step } from './step';

const DAY_MS = 86_400_000;

/**
 * Receipt, by the buyer or by itself after some days: the return window begins. `receivedAtMs` is when it counts from,
 * so that an automatic receipt that comes late settles at the same time all the same. @returns null when the state of
 * the order, or a refund asked for, does not allow it.
 */
export const receive = (
  orderId: string,
  event: 'receipt.confirmed' | 'receipt.automatic',
  receivedAtMs: number,
  nowMs: number,
): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || order.isRefundPending || !stateAfter(order, event)) return null;
    const by = event === 'receipt.confirmed' ? 'buyer' : 'platform';
    const dueAtMs = receivedAtMs + order.settleAfterDays * DAY_MS;
    return step(order, event, { atMs: nowMs, by }, { receivedAtMs, dueAtMs }, transaction);
  });
