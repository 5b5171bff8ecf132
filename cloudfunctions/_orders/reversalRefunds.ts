import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderReversal } from '../_store/documents';
import { type CashRefund, refundNoOf, startRefund } from './cashier';
import { step } from './step';
import { whatBecameOf } from './whatBecame';

/** The refund of one reversal at the cashier: an order may have several, each under a number of its own. */
const refundOf = (order: OrderDocument, { no, refundableFen }: OrderReversal): CashRefund => ({
  outRefundNo: `${refundNoOf(order._id)}${no}`,
  refundFen: refundableFen,
});

/** The reversal that a refund's number at the cashier belongs to, or undefined. */
export const reversalOf = (order: OrderDocument, outRefundNo: unknown): OrderReversal | undefined =>
  order.reversals?.find((one) => one.refund !== 'none' && refundOf(order, one).outRefundNo === outRefundNo);

/**
 * Sends what may be paid back of an order's reversals to the cashier, or asks what became of it. Safe to repeat, and to
 * be killed at any step: the numbers are always the same. @returns whether everything has arrived or is on its way.
 */
export async function sendReversals(orderId: string, nowMs: number): Promise<boolean> {
  const order = await orders.get(orderId);
  let isOnItsWay = true;
  for (const reversal of order?.reversals ?? [])
    if (reversal.refund === 'due' || reversal.refund === 'sent')
      isOnItsWay = (await send(order!, reversal, nowMs)) && isOnItsWay;
  return isOnItsWay;
}

async function send(order: OrderDocument, reversal: OrderReversal, nowMs: number): Promise<boolean> {
  const refund = refundOf(order, reversal);
  const mark = `reversals.${reversal.no - 1}`;
  if (reversal.refund === 'sent') {
    const became = await whatBecameOf(order, refund, reversal.sentAtMs ?? reversal.atMs, nowMs);
    if (became === 'paid') await bookReversalPaid(order._id, reversal.no, nowMs);
    if (became !== 'notSent') return became !== 'unsure';
  }
  // Marked first: killed between the two, it is asked for, not there, and sent. One that has arrived stays so.
  const open = { _id: order._id, [`${mark}.refund`]: _.in(['due', 'sent']) };
  const sent = { [`${mark}.refund`]: 'sent', [`${mark}.sentAtMs`]: nowMs };
  if ((await orders.changeWhere(open, sent)) === 0) return true;
  return startRefund(order, refund);
}

/** Books that the cash of a reversal has reached the buyer: once, however often the platform says so. */
export const bookReversalPaid = (orderId: string, no: number, nowMs: number): Promise<void> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const reversal = order?.reversals?.[no - 1];
    if (!order || !reversal || reversal.refund === 'paid' || reversal.refund === 'none') return;
    const entryId = `order:${orderId}:reversePaid:${no}`;
    const postings = post('cash', system.sales, system.world, fen(reversal.refundableFen));
    const entry = { id: entryId, kind: 'order.reversePaid', atMs: nowMs, order, postings, lines: [] };
    // Said by a notice, and by the cashier when it is asked.
    if ((await bookOnce(entry, transaction)) === 'repeated') return;
    const reversals = order.reversals!.map((one) => (one.no === no ? { ...one, refund: 'paid' as const } : one));
    const isReversalDue = reversals.some(({ refund }) => refund === 'due' || refund === 'sent');
    const doing = { atMs: nowMs, by: 'platform', entryId } as const;
    await step(order, { order: 'reversal.paid' }, doing, { reversals, isReversalDue }, transaction);
  });
