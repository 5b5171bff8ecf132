import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { askPayment, closePayment, startPayment, tradeOf } from '../_orders/cashier';
import { renewTrade } from '../_orders/changePrice';
import { closeUnpaid, closingEvent, isOnlyNumberOver, isStarted, watchClosed } from '../_orders/close';
import { ownOrderJoin } from '../_orders/own';
import { bookCovered, receivePayment } from '../_orders/paid';
import { firstOf } from '../_orders/purchase';
import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

type Answered = Outcome<OutputOf<'shop.payOrder'>, RefusalOf<'shop.payOrder'>>;

/**
 * Parameters to pay an order with, and all that were placed with it. Asked again they are the same prepayment: an order
 * cannot be paid twice. Money that
 * is at the cashier already, its notice late or lost, is booked and told; an order that was closed meanwhile gives out
 * nothing to pay with.
 */
export const payOrder = joining<'shop.payOrder', readonly [ReturnType<typeof ownOrderJoin>]>(
  ({ orderId }) => [ownOrderJoin(orderId)],
  async (_input, { nowMs }, [own]) => {
    if (!own) return refuse('order/unknown');
    const order = await firstOf(own);
    const { _id: orderId } = order;
    if (order.state !== 'awaitingPayment') return refuse('order/notInState', { state: order.state });
    if (nowMs >= order.payBeforeMs) return expired(order, nowMs);
    if (tradeOf(order).totalFen === 0) {
      const paid = await bookCovered(orderId, nowMs);
      return done({ orderId, state: paid?.state ?? order.state, totalFen: 0, payment: null });
    }
    const payment = await startPayment(order, nowMs);
    if (!payment) return notStarted(order, nowMs);
    const { totalFen } = tradeOf(order);
    if (await giveOut(order, nowMs)) return done({ orderId, state: order.state, totalFen, payment });
    const now = (await orders.get(orderId))!;
    if (now.tradeNo !== order.tradeNo) return priceChanged(order);
    return asItIs(now.state === 'closed' ? (await watchClosed(now, nowMs)).order : now);
  },
);

/**
 * Whether what an order is paid with may be given out: it still waits to be paid, and is marked as started. Nobody can
 * pay before he has the parameters, and nobody has them before the mark: whoever closes the order from now on asks the
 * cashier first, and whoever closed it before is seen here.
 */
async function giveOut(order: OrderDocument, nowMs: number): Promise<boolean> {
  if (typeof order.prepaidAtMs !== 'number') {
    const marks = { prepaidAtMs: nowMs, askedAtMs: 0 };
    const tradeNo = order.tradeNo ?? _.exists(false);
    const isPayable = { _id: order._id, state: 'awaitingPayment', isPlaced: true, tradeNo };
    if ((await orders.changeWhere(isPayable, marks)) > 0) return true;
  }
  // Marked before, be it by a second tap of the same moment.
  const now = await orders.getFields(order._id, { state: true, prepaidAtMs: true, tradeNo: true });
  const isSame = now?.tradeNo === order.tradeNo;
  return isSame && now?.state === 'awaitingPayment' && typeof now.prepaidAtMs === 'number';
}

/**
 * The price was changed while its payment was being started: nobody was given what that one is paid with, and it is
 * closed before the buyer asks for another.
 */
async function priceChanged(before: OrderDocument): Promise<Answered> {
  await closePayment(before);
  return refuse('order/priceChanged');
}

/** What is answered for an order that is not waiting to be paid any more: paid it is done, else it is too late. */
function asItIs(order: OrderDocument): Answered {
  const { _id, state } = order;
  const isPaid = state === 'paid' || state === 'shipped' || state === 'received' || state === 'settled';
  const { totalFen } = tradeOf(order);
  return isPaid ? done({ orderId: _id, state, totalFen, payment: null }) : refuse('order/notInState', { state });
}

/** Why a payment was not started: it is paid or closed at the cashier, or it could not be. */
async function notStarted(order: OrderDocument, nowMs: number): Promise<Answered> {
  const payment = await askPayment(order);
  if (payment.is === 'paid') return received(order, payment, nowMs);
  if (payment.is === 'closed' && (await isOnlyNumberOver(order))) {
    await renewTrade(order._id);
    return refuse('order/priceChanged');
  }
  if (payment.is === 'closed') {
    const now = await closeUnpaid(order, closingEvent(order, nowMs), nowMs);
    if (now !== 'unreachable') return asItIs(now);
  }
  // Started before, it may be paid: then nobody is told that nothing was.
  return refuse(payment.is === 'unreachable' && isStarted(order) ? 'payment/unreachable' : 'payment/notStarted');
}

/** Too late to pay; but an order that was paid in time is not told that nothing was paid. */
async function expired(order: OrderDocument, nowMs: number): Promise<Answered> {
  const payment = isStarted(order) ? await askPayment(order) : null;
  if (payment?.is === 'paid') return received(order, payment, nowMs);
  if (payment?.is === 'unreachable') return refuse('payment/unreachable');
  return refuse('order/expired', { payBeforeMs: order.payBeforeMs });
}

type Paid = Parameters<typeof receivePayment>[1];

async function received(order: OrderDocument, paid: Paid, nowMs: number): Promise<Answered> {
  return asItIs((await receivePayment(order, paid, nowMs)) ?? (await orders.get(order._id))!);
}
