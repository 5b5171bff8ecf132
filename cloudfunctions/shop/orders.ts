import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { once, untilDone } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { figuresJoin, figuresOf } from '../_books/pages/read';
import { closeUnpaid } from '../_orders/close';
import { ownOrderJoin } from '../_orders/own';
import { receiveWithin } from '../_orders/receive';
import { askShipping } from '../_orders/shippingApi';
import { orderPageOf } from '../_orders/shown';
import { STEP_MS } from '../_platform/budget';
import { type Transaction, transact } from '../_platform/transactions';
import { withinMs } from '../_platform/withinMs';
import { orders } from '../_store/collections';
import type { MemberDocument, OrderDocument } from '../_store/documents';

/** The order of this member's with this id, or null. */
async function ownOrder(member: MemberDocument, orderId: string): Promise<OrderDocument | null> {
  const order = await orders.get(orderId);
  return order?.isPlaced && order.memberId === member._id ? order : null;
}

const viewJoins = (orderId: string) => [ownOrderJoin(orderId), figuresJoin(orderId)] as const;

export const viewOrder = joining<'shop.viewOrder', ReturnType<typeof viewJoins>>(
  ({ orderId }) => viewJoins(orderId),
  async (_input, { member, nowMs }, [order, figures]) =>
    order ? done(await orderPageOf(order, await figures(member), member.accepted, nowMs)) : refuse('order/unknown'),
);

/** The page of an order after what was done with it, whatever happened to it since. */
export async function pageAfter(orderId: string, { member, nowMs }: Caller) {
  const [order, figures] = await Promise.all([orders.get(orderId), figuresOf([member], orderId)]);
  return done(await orderPageOf(order!, figures.get(member._id)!, member.accepted, nowMs));
}

type Confirmed = Outcome<null, 'order/unknown' | 'order/notInState' | 'receipt/notConfirmed' | 'receipt/unreachable'>;

type Cancelled = Outcome<null, 'order/unknown' | 'order/notInState' | 'payment/unreachable'>;

export const cancelOrder: Handler<'shop.cancelOrder'> = async ({ orderId }, caller) => {
  const { member, nowMs } = caller;
  const cancel = async (): Promise<Cancelled> => {
    const order = await ownOrder(member, orderId);
    if (!order) return refuse('order/unknown');
    const now = await closeUnpaid(order, 'buyer.cancelled', nowMs);
    if (now === 'unreachable') return refuse('payment/unreachable');
    // Closed, and its money, on its way meanwhile, goes back: that is what was asked for.
    const isGivenBack = order.state === 'awaitingPayment' && (now.state === 'refunding' || now.state === 'refunded');
    return now.state === 'closed' || isGivenBack ? done(null) : refuse('order/notInState', { state: now.state });
  };
  const cancelled = await untilDone(caller, cancel, ['payment/unreachable']);
  return cancelled.ok ? pageAfter(orderId, caller) : cancelled;
};

/**
 * The buyer confirms the receipt: here, or in WeChat's own component, of which the platform itself is asked. Who knows
 * the component alone confirmed nothing by it.
 */
export const confirmReceipt: Handler<'shop.confirmReceipt'> = async ({ orderId, isConfirmedInWechat }, caller) => {
  const { member, nowMs } = caller;
  const receive = async (transaction: Transaction): Promise<Confirmed> => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || order.memberId !== member._id) return refuse('order/unknown');
    if (order.state === 'received') return done(null);
    const isReceived = await receiveWithin(order, 'receipt.confirmed', nowMs, nowMs, transaction);
    return isReceived ? done(null) : refuse('order/notInState', { state: order.state });
  };
  const askAndReceive = async (): Promise<Confirmed> => {
    const order = await ownOrder(member, orderId);
    if (!order) return refuse('order/unknown');
    if (order.transactionId === null) return refuse('receipt/notConfirmed');
    const known = await withinMs(STEP_MS, askShipping(order, nowMs)).catch(() => null);
    if (!known || known.is === 'unreachable') return refuse('receipt/unreachable');
    return known.is === 'confirmed' ? transact(receive) : refuse('receipt/notConfirmed');
  };
  const received = isConfirmedInWechat
    ? await untilDone(caller, askAndReceive, ['receipt/unreachable', 'receipt/notConfirmed'])
    : await once(caller, receive);
  return received.ok ? pageAfter(orderId, caller) : received;
};
