import { next, type OrderEvent, type OrderState, orderMachine } from '@shared/machines';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderLog } from '../_store/documents';

/** Who does a step, when, and what the order's record says of it. */
export interface Doing {
  readonly atMs: number;
  readonly by: OrderLog['by'];
  readonly note?: string;
  readonly entryId?: string;
}

/** The state that an event leads an order to; undefined where its state refuses the event. */
export const stateAfter = (order: Pick<OrderDocument, 'state'>, event: OrderEvent): OrderState | undefined =>
  next(orderMachine, order.state, event);

/**
 * Moves an order on by an event, with what else changes, in a transaction that has read the order. Its record grows by
 * one line. Throws when the state does not know the event: the caller has asked `stateAfter` before.
 * @returns the order as it is once the transaction is committed.
 */
export async function step(
  order: OrderDocument,
  event: OrderEvent,
  doing: Doing,
  changes: Partial<OrderDocument>,
  transaction: Transaction,
): Promise<OrderDocument> {
  const state = stateAfter(order, event);
  if (!state) throw new Error(`order ${order._id} in state ${order.state} got ${event}`);
  const entry: OrderLog = {
    event,
    state,
    atMs: doing.atMs,
    by: doing.by,
    note: doing.note ?? '',
    entryId: doing.entryId ?? null,
  };
  const moved = { ...changes, state, changedAtMs: doing.atMs, log: [...order.log, entry] };
  await orders.change(order._id, moved, transaction);
  return { ...order, ...moved };
}
