import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Payment, Refund } from '../../localcloud/sandbox';
import { all, type Books } from './books';

/** The cashier's own record of an order's payment. */
export const paymentOf = (world: Books, orderId: string): Payment | undefined =>
  all<Payment>(world, 'local__payments').find(({ _id }) => _id === orderId);

/** The cashier's own records of the refunds of a payment, by the order that stands for it. */
export const refundsOf = (world: Books, orderId: string): Refund[] =>
  all<Refund>(world, 'local__refunds').filter(({ outTradeNo }) => outTradeNo === orderId);

/** Of all orders that one payment pays. */
const ordersOf = (orders: ReadonlyMap<string, OrderDocument>, first: OrderDocument): OrderDocument[] =>
  (first.purchase?.orderIds ?? [first._id]).map((id) => orders.get(id)!);

/** Of a payment whose price is over: nobody can pay it any more, or what was paid is back whole. */
function endedFaults(world: Books, { _id, state, paidAt, expiresAt, totalFee }: Payment, nowMs: number): string[] {
  if (paidAt === null)
    return state === 'NOTPAY' && nowMs <= expiresAt ? [`${_id}: its price is over, but it can be paid`] : [];
  const back = refundsOf(world, _id).filter((refund) => refund.state === 'SUCCESS' && refund.refundFee === totalFee);
  return back.length === 1 ? [] : [`${_id}: ${back.length} refunds of what came for a price that is over`];
}

/**
 * Where the cashier and the shop disagree about money, in words: none once the timers have done their work. Money taken
 * is an order paid or given back, never kept for one that is closed or thought unpaid; what was given back has reached
 * the payer, once, and of several orders of one payment each its own part; what is closed cannot be paid any more. Of the
 * orders with these ids.
 */
export function moneyFaults(world: Books, nowMs: number, orderIds: readonly string[]): string[] {
  const orders = new Map(all<OrderDocument>(world, 'orders').map((order) => [order._id, order]));
  return all<Payment>(world, 'local__payments').flatMap((payment) => {
    const [firstId, tradeNo = 0] = payment._id.split('-');
    const first = orders.get(firstId!);
    if (!first || !orderIds.includes(first._id)) return [];
    if (Number(tradeNo) !== (first.tradeNo ?? 0)) return endedFaults(world, payment, nowMs);
    const faults: string[] = [];
    const isPaid = payment.paidAt !== null;
    const back = refundsOf(world, payment._id).filter(({ state }) => state === 'SUCCESS');
    const paidFor = ordersOf(orders, first);
    for (const order of paidFor) {
      const check = (holds: boolean, told: string) => {
        if (!holds) faults.push(`${payment._id}, ${order._id}, ${order.state}: ${told}`);
      };
      const own = back.filter(({ _id }) => _id.startsWith(`${order._id}R`));
      check(isPaid === (order.paidAtMs !== null), isPaid ? 'its money is kept and not booked' : 'booked without money');
      check(!isPaid || !['closed', 'awaitingPayment'].includes(order.state), 'its money is kept');
      const isBack = order.state === 'refunded' && order.cashFen > 0;
      check(isBack === (own.length === 1), `${own.length} refunds have reached the payer`);
      check(
        own.every(({ refundFee }) => refundFee === order.cashFen),
        'another amount went back',
      );
      check(order.state !== 'refunding', 'its money is still on its way back');
      const canBePaid = payment.state === 'NOTPAY' && nowMs <= payment.expiresAt;
      check(order.state !== 'closed' || !canBePaid, 'closed, but it can be paid');
    }
    const total = paidFor.reduce((sum, { cashFen }) => sum + cashFen, 0);
    if (total !== payment.totalFee) faults.push(`${payment._id}: pays ${payment.totalFee} of ${total}`);
    return faults;
  });
}
