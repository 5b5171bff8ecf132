import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderReversal } from '../_store/documents';
import { arrivedReversal, isOpenReversal } from './arrivedBack';
import { type CashRefund, refundNoOf, startRefund } from './cashier';
import { payReversalOfRedeemed } from './giveBackRedeemed';
import { reversedAtCashier } from './reversed';
import type { Tried } from './tries';
import { NO_ANSWER, whatBecameOf } from './whatBecame';

/** The refund of one reversal at the cashier: an order may have several, each under a number of its own. */
const refundOf = (order: OrderDocument, reversal: OrderReversal): CashRefund => ({
  outRefundNo: `${refundNoOf(order._id)}${reversal.no}`,
  refundFen: reversedAtCashier(reversal),
});

/** The reversal that a refund's number at the cashier belongs to, or undefined. */
export const reversalOf = (order: OrderDocument, outRefundNo: unknown): OrderReversal | undefined =>
  order.reversals?.find((one) => one.refund !== 'none' && refundOf(order, one).outRefundNo === outRefundNo);

/**
 * Sends what may be paid back of an order's reversals to the cashier, or asks what became of it. Safe to repeat, and to
 * be killed at any step: the numbers are always the same. @returns how the try ended: done when everything has arrived,
 * else what the worst off of them is.
 */
export async function sendReversals(order: OrderDocument, nowMs: number): Promise<Tried> {
  let all: Tried = { is: 'done' };
  for (const reversal of order.reversals ?? [])
    if (isOpenReversal(reversal)) {
      const one = await send(order, reversal, nowMs);
      // A cashier that does not answer for one is not asked for the next.
      if (one.is === 'failed') return one;
      if (one.is === 'onItsWay') all = one;
    }
  return all;
}

async function send(order: OrderDocument, reversal: OrderReversal, nowMs: number): Promise<Tried> {
  if (order.redeemed) return payReversalOfRedeemed(order._id, reversal.no, nowMs);
  const refund = refundOf(order, reversal);
  const mark = `reversals.${reversal.no - 1}`;
  if (reversal.refund === 'sent') {
    const became = await whatBecameOf(order, refund);
    if (became.is === 'paid') {
      await bookReversalPaid(order._id, reversal.no, nowMs);
      return { is: 'done' };
    }
    if (became.is !== 'notSent') return became;
  }
  // Marked first: killed between the two, it is asked for, not there, and sent. One that has arrived stays so.
  const open = { _id: order._id, [`${mark}.refund`]: _.in(['due', 'sent']) };
  const sent = { [`${mark}.refund`]: 'sent', [`${mark}.sentAtMs`]: nowMs };
  if ((await orders.changeWhere(open, sent)) === 0) return { is: 'done' };
  return (await startRefund(order, refund)) ? { is: 'onItsWay' } : { is: 'failed', why: NO_ANSWER };
}

/** Books that the cash of a reversal has reached the buyer: once, however often the platform says so. */
export const bookReversalPaid = (orderId: string, no: number, nowMs: number): Promise<void> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const reversal = order?.reversals?.[no - 1];
    if (!order || !reversal || !isOpenReversal(reversal)) return;
    const entryId = `order:${orderId}:reversePaid:${no}`;
    const postings = post('cash', system.sales, system.world, fen(reversedAtCashier(reversal)));
    const entry = { id: entryId, kind: 'order.reversePaid', atMs: nowMs, order, postings, lines: [] };
    // Said by a notice, and by the cashier when it is asked.
    if ((await bookOnce(entry, transaction)) === 'repeated') return;
    await arrivedReversal(order, no, entryId, nowMs, transaction);
  });
