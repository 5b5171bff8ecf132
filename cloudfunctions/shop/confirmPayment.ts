import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { askPayment } from '../_orders/cashier';
import { isStarted } from '../_orders/close';
import { ownOrderJoin } from '../_orders/own';
import { receivePayment } from '../_orders/paid';
import { firstOf } from '../_orders/purchase';
import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';

/** One order is asked for at the cashier at most so often, however often a device calls. */
const ASK_AGAIN_AFTER_MS = 3_000;

/**
 * A device was told that its payment was made, and the notice is not here yet: the cashier is asked, and what it says is
 * booked. The device itself is not believed.
 */
export const confirmPayment = joining<'shop.confirmPayment', readonly [ReturnType<typeof ownOrderJoin>]>(
  ({ orderId }) => [ownOrderJoin(orderId)],
  async (_input, { nowMs }, [own]) => {
    if (!own) return refuse('order/unknown');
    const order = await firstOf(own);
    const { _id: orderId } = order;
    const unchanged = done({ orderId, state: order.state });
    if (order.state !== 'awaitingPayment' || !isStarted(order)) return unchanged;
    const isMine = await orders.changeWhere(
      { _id: orderId, state: 'awaitingPayment', askedAtMs: _.lte(nowMs - ASK_AGAIN_AFTER_MS) },
      { askedAtMs: nowMs },
    );
    if (isMine === 0) return unchanged;
    const payment = await askPayment(order);
    if (payment.is !== 'paid') return unchanged;
    const booked = await receivePayment(order, payment, nowMs);
    return done({ orderId, state: booked?.state ?? order.state });
  },
);
