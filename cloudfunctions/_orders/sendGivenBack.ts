import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { GivenBack, OrderDocument } from '../_store/documents';
import { arrivedBack, isOpenBack as isOpen } from './arrivedBack';
import { type CashRefund, startRefund } from './cashier';
import { giveBackRedeemed } from './giveBackRedeemed';
import { type Tried, tryErrand } from './tries';
import { NO_ANSWER, whatBecameOf } from './whatBecame';

const refundOf = ({ refundNo, cashFen }: GivenBack): CashRefund => ({ outRefundNo: refundNo, refundFen: cashFen });

/** What was given back of an order under a refund's number at the cashier, or undefined. */
export const givenBackUnder = (order: OrderDocument, outRefundNo: unknown): GivenBack | undefined =>
  order.givenBack?.find((one) => one.refund !== 'none' && one.refundNo === outRefundNo);

/**
 * Sends the cash of what was given back of an order to the cashier, or asks what became of it: of each by itself, so that
 * one that is stuck keeps back no other. Safe to repeat, and to be killed at any step: the numbers are always the same.
 * @returns how the try ended: done when everything has arrived, else what the worst off of them is.
 */
export async function sendGivenBack(order: OrderDocument, nowMs: number): Promise<Tried> {
  let worst: Tried = { is: 'done' };
  for (const one of order.givenBack ?? [])
    if (isOpen(one)) {
      const tried = await send(order, one, nowMs);
      if (tried.is === 'failed' || worst.is === 'done') worst = tried;
      // A cashier that does not answer for one is not asked for the next.
      if (tried.is === 'failed' && tried.why === NO_ANSWER) break;
    }
  return worst;
}

/**
 * The same by the settlement's timer: each when it is its time, what was sent lately left to its notice. @returns whether
 * all has arrived.
 */
export async function sendGivenBackAgain(orderId: string, sentBeforeMs: number, nowMs: number): Promise<boolean> {
  let order = await orders.get(orderId);
  for (const { no } of order?.givenBack?.filter(isOpen) ?? []) {
    // Each try is written down on the order as it is then.
    order = await orders.get(orderId);
    const one = order?.givenBack?.[no - 1];
    if (!order || !one || !isOpen(one) || (one.sentAtMs ?? one.atMs) >= sentBeforeMs) continue;
    const now = order;
    await tryErrand(now, `back${no}`, nowMs, () => send(now, one, nowMs));
  }
  return (await orders.get(orderId))?.isRefundDue === false;
}

async function send(order: OrderDocument, given: GivenBack, nowMs: number): Promise<Tried> {
  if (order.redeemed) return giveBackRedeemed(order._id, given.no, nowMs);
  const refund = refundOf(given);
  if (given.refund === 'sent') {
    const became = await whatBecameOf(order, refund);
    if (became.is === 'paid') {
      await bookGivenBackPaid(order._id, given.no, nowMs);
      return { is: 'done' };
    }
    if (became.is !== 'notSent') return became;
  }
  // Marked first: killed between the two, it is asked for, not there, and sent. One that has arrived stays so.
  const mark = `givenBack.${given.no - 1}`;
  const open = { _id: order._id, [`${mark}.refund`]: _.in(['due', 'sent']) };
  const sent = { [`${mark}.refund`]: 'sent', [`${mark}.sentAtMs`]: nowMs };
  if ((await orders.changeWhere(open, sent)) === 0) return { is: 'done' };
  return (await startRefund(order, refund)) ? { is: 'onItsWay' } : { is: 'failed', why: NO_ANSWER };
}

/**
 * Books that the cash of what was given back has reached the buyer: once, however often the platform says so. An order
 * of which all is given back has ended when the last of it has.
 */
export const bookGivenBackPaid = (orderId: string, no: number, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const given = order?.givenBack?.[no - 1];
    if (!order || !given || !isOpen(given)) return order;
    const entryId = `order:${orderId}:refundPaid:${no}`;
    const postings = post('cash', system.sales, system.world, fen(given.cashFen));
    const entry = { id: entryId, kind: 'order.refundPaid', atMs: nowMs, order, postings, lines: [] };
    // Said by a notice, and by the cashier when it is asked.
    if ((await bookOnce(entry, transaction)) === 'repeated') return order;
    return arrivedBack(order, no, entryId, nowMs, transaction);
  });
