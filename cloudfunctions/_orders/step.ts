import {
  firstRefundState,
  next,
  type OrderEvent,
  type OrderState,
  orderMachine,
  type RefundEvent,
  type RefundState,
  refundMachine,
} from '@shared/machines';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderLog } from '../_store/documents';
import { isToldOfOrder, untold } from './telling/told';
import { uploadAtShipping } from './uploadAtShipping';

/** What happens to an order: to the order itself, to the refund of its whole cash, or to both at once. */
type Move =
  | { readonly order: OrderEvent; readonly refund?: RefundEvent }
  | { readonly order?: undefined; readonly refund: RefundEvent };

/** Who does a step, when, and what the order's record says of it. */
interface Doing {
  readonly atMs: number;
  readonly by: OrderLog['by'];
  readonly note?: string;
  readonly entryId?: string;
}

/** What a step changes besides states and record, which it writes itself. */
type Besides = Omit<Partial<OrderDocument>, 'state' | 'log' | 'changedAtMs' | 'refund'> & {
  /** Of the refund of its whole cash: why, and its number at the cashier. */
  readonly refund?: { readonly reason?: string; readonly refundNo?: string };
};

/** The state that an event leads an order to; undefined where its state refuses the event. */
export const stateAfter = (order: Pick<OrderDocument, 'state'>, event: OrderEvent): OrderState | undefined =>
  next(orderMachine, order.state, event);

/** The state that an event leads the refund of an order's whole cash to; undefined where its state refuses the event. */
export const refundAfter = (order: Pick<OrderDocument, 'refund'>, event: RefundEvent): RefundState | undefined =>
  next(refundMachine, refundOf(order) ?? firstRefundState, event);

/** Older documents keep what was asked for an order as a whole: nothing follows from it any more. */
const refundOf = ({ refund }: Pick<OrderDocument, 'refund'>): RefundState | undefined =>
  refund?.state === 'approved' || refund?.state === 'paid' ? refund.state : undefined;

/** The first line of an order's record. */
export const placedLog = (order: OrderDocument, atMs: number, entryId: string | null): OrderDocument['log'] => [
  { event: 'order.placed', state: order.state, atMs, by: 'buyer', note: '', entryId },
];

function moved(order: OrderDocument, move: Move): { state: OrderState; refundState: RefundState | undefined } {
  const state = move.order ? stateAfter(order, move.order) : order.state;
  const refundState = move.refund ? refundAfter(order, move.refund) : refundOf(order);
  if (!state || (move.refund && !refundState))
    throw new Error(`order ${order._id}, ${order.state}, refund ${order.refund?.state}, got ${JSON.stringify(move)}`);
  return { state, refundState };
}

/**
 * What an event of their machines changes of an order, of the refund of its whole cash, or of both, with what else changes:
 * the one place that makes their states, and the record, which grows by one line. Throws when a state does not know the
 * event: the caller has asked `stateAfter` or `refundAfter` before.
 */
export function stepped(order: OrderDocument, move: Move, doing: Doing, besides: Besides): Partial<OrderDocument> {
  const { state, refundState } = moved(order, move);
  const { refund: asked, ...others } = besides;
  const line: OrderLog = {
    event: move.order ?? `refund.${refundState}`,
    state,
    atMs: doing.atMs,
    by: doing.by,
    note: doing.note ?? '',
    entryId: doing.entryId ?? null,
  };
  return {
    ...(move.order === 'goods.shipped' ? uploadAtShipping(order, doing.atMs) : {}),
    ...others,
    state,
    changedAtMs: doing.atMs,
    log: [...order.log, line],
    ...untold(order, isToldOfOrder(line)),
    ...(move.refund && {
      refund: {
        atMs: asked ? doing.atMs : (order.refund?.atMs ?? doing.atMs),
        reason: order.refund?.reason ?? '',
        refundNo: order.refund?.refundNo ?? '',
        ...asked,
        state: refundState as NonNullable<OrderDocument['refund']>['state'],
      },
    }),
  };
}

/**
 * Moves an order on (see `stepped`), in a transaction that has read it.
 * @returns the order as it is once the transaction is committed.
 */
export async function step(
  order: OrderDocument,
  move: Move,
  doing: Doing,
  besides: Besides,
  transaction: Transaction,
): Promise<OrderDocument> {
  const changes = stepped(order, move, doing, besides);
  await orders.change(order._id, changes, transaction);
  return { ...order, ...changes };
}

/**
 * Writes into an order's record what happened beside its states, and what else changes by it, in a transaction that has
 * read it. @returns the order as it is once the transaction is committed.
 */
export async function tell(
  order: OrderDocument,
  event: 'afterSales.asked' | 'afterSales.ended' | 'stray.received' | 'stray.returned',
  doing: Doing,
  besides: Partial<Omit<OrderDocument, 'state' | 'log' | 'changedAtMs'>>,
  transaction: Transaction,
): Promise<OrderDocument> {
  const { atMs, by, note = '', entryId = null } = doing;
  const line = { event, state: order.state, atMs, by, note, entryId };
  const changes = { ...besides, changedAtMs: atMs, log: [...order.log, line], ...untold(order, isToldOfOrder(line)) };
  await orders.change(order._id, changes, transaction);
  return { ...order, ...changes };
}
