import { type Transaction, transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { stateAfter, step } from './step';

const DAY_MS = 86_400_000;

type Receipt = 'receipt.confirmed' | 'receipt.automatic';

/**
 * Receipt, by the buyer or by itself after some days: the return window begins, within a transaction that has read the
 * order. `receivedAtMs` is when it counts from, so that an automatic receipt that comes late settles at the same time
 * all the same. @returns null when the state of the order, or a refund asked for, does not allow it.
 */
export async function receiveWithin(
  order: OrderDocument,
  event: Receipt,
  receivedAtMs: number,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument | null> {
  if (!order.isPlaced || order.isRefundPending || !stateAfter(order, event)) return null;
  const by = event === 'receipt.confirmed' ? 'buyer' : 'platform';
  const dueAtMs = receivedAtMs + order.settleAfterDays * DAY_MS;
  return step(order, { order: event }, { atMs: nowMs, by }, { receivedAtMs, dueAtMs }, transaction);
}

/** An order receives itself at the moment it was due to, if it is still due then. @returns whether it did. */
export const receiveItself = (orderId: string, beforeMs: number): Promise<boolean> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const atMs = order?.autoReceiveAtMs;
    if (!order || typeof atMs !== 'number' || atMs >= beforeMs) return false;
    return (await receiveWithin(order, 'receipt.automatic', atMs, atMs, transaction)) !== null;
  });
