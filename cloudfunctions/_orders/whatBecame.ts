import type { OrderDocument } from '../_store/documents';
import { askRefunded, type CashRefund } from './cashier';
import type { Tried } from './tries';

/**
 * What became of a refund that was sent to the cashier: its notice may be lost. `notSent`: it is not there, and may be
 * sent again under its number. One whose status the cashier leaves out is taken to be on its way, never to have
 * arrived: that it is counted says only that it was taken on.
 */
export async function whatBecameOf(
  order: OrderDocument,
  refund: CashRefund,
): Promise<Exclude<Tried, { is: 'done' }> | { readonly is: 'paid' } | { readonly is: 'notSent' }> {
  const answer = await askRefunded(order, refund);
  switch (answer.is) {
    case 'processing':
    case 'counted':
      return { is: 'onItsWay' };
    case 'stuck':
      return { is: 'failed', why: `${refund.outRefundNo} is ${answer.status} at the cashier`, isHopeless: true };
    case 'unreachable':
      return { is: 'failed', why: NO_ANSWER };
    default:
      return { is: answer.is };
  }
}

/** Why an errand at the cashier failed that was not answered, or refused for a reason that does not arrive. */
export const NO_ANSWER = 'the cashier did not say';
