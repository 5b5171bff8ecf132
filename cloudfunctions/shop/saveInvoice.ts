import { type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { keepOutcome, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { orders } from '../_store/collections';
import { pageAfter } from './orders';

type Saved = Outcome<null, 'order/unknown' | 'order/notInState'>;

/** The invoice that a buyer asks for with an order, another, or none: until it is shipped. */
export const saveInvoice: Handler<'shop.saveInvoice'> = async ({ orderId, invoice }, caller) => {
  const screened = await screenText(invoice ? [invoice.title] : [], 'toShop');
  if (!screened.ok) {
    const kept = await keepOutcome<null, RefusalOf<'shop.saveInvoice'>>(caller, screened);
    if (!kept.ok) return kept;
  }
  const saved = await once(caller, async (transaction): Promise<Saved> => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || order.memberId !== caller.member._id) return refuse('order/unknown');
    if (order.state !== 'awaitingPayment' && order.state !== 'paid')
      return refuse('order/notInState', { state: order.state });
    await orders.change(orderId, { invoice }, transaction);
    return done(null);
  });
  return saved.ok ? pageAfter(orderId, caller) : saved;
};
