import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Payment, Refund } from '../../localcloud/sandbox';
import { all, type Books } from './books';

/** The cashier's own record of an order's payment. */
export const paymentOf = (world: Books, orderId: string): Payment | undefined =>
  all<Payment>(world, 'local__payments').find(({ _id }) => _id === orderId);

/** The cashier's own records of an order's refunds. */
export const refundsOf = (world: Books, orderId: string): Refund[] =>
  all<Refund>(world, 'local__refunds').filter(({ outTradeNo }) => outTradeNo === orderId);

/**
 * Where the cashier and the shop disagree about money, in words: none once the timers have done their work. Money taken
 * is an order paid or given back, never kept for one that is closed or thought unpaid; what was given back has reached
 * the payer, once; what is closed cannot be paid any more. Of the orders with these ids.
 */
export function moneyFaults(world: Books, nowMs: number, orderIds: readonly string[]): string[] {
  const orders = new Map(all<OrderDocument>(world, 'orders').map((order) => [order._id, order]));
  return all<Payment>(world, 'local__payments').flatMap((payment) => {
    const order = orders.get(payment._id);
    if (!order || !orderIds.includes(order._id)) return [];
    const faults: string[] = [];
    const check = (holds: boolean, told: string) => {
      if (!holds) faults.push(`${payment._id}, ${order.state}: ${told}`);
    };
    const isPaid = payment.paidAt !== null;
    check(isPaid === (order.paidAtMs !== null), isPaid ? 'its money is kept and not booked' : 'booked without money');
    check(!isPaid || !['closed', 'awaitingPayment'].includes(order.state), 'its money is kept');
    const back = refundsOf(world, payment._id).filter(({ state }) => state === 'SUCCESS');
    check((order.state === 'refunded') === (back.length === 1), `${back.length} refunds have reached the payer`);
    check(order.state !== 'refunding', 'its money is still on its way back');
    const canBePaid = payment.state === 'NOTPAY' && nowMs <= payment.expiresAt;
    check(order.state !== 'closed' || !canBePaid, 'closed, but it can be paid');
    return faults;
  });
}
