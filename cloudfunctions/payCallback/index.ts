import { calledByPlatform } from '../_actions/calls';
import { currentSource } from '../_actions/identity';
import { isTransactionId, namedBy, openidOf, refundNoOf, tradeOf } from '../_orders/cashier';
import { takePayment } from '../_orders/paid';
import { bookRefund } from '../_orders/refunds';
import { isToppingUp } from '../_orders/remains';
import { bookReversalPaid, reversalOf } from '../_orders/reversalRefunds';
import { reversedAtCashier } from '../_orders/reversed';
import { bookGivenBackPaid, givenBackUnder } from '../_orders/sendGivenBack';
import { bookStrayBack, strayUnder } from '../_orders/strays';
import { runTopUps } from '../_orders/topUps/run';
import { tryErrand } from '../_orders/tries';
import { logFault } from '../_platform/log';
import { merchantNumber } from '../_platform/merchant';
import { countFailure } from '../_store/alerts';
import { orders } from '../_store/collections';
import { isDataCurrent } from '../_store/dataVersion';
import type { OrderDocument } from '../_store/documents';

/** What the payment platform calls with; only what is read here. */
interface Notice {
  readonly returnCode?: unknown;
  readonly resultCode?: unknown;
  readonly outTradeNo?: unknown;
  readonly transactionId?: unknown;
  readonly totalFee?: unknown;
  readonly subMchId?: unknown;
  readonly subOpenid?: unknown;
  readonly outRefundNo?: unknown;
  readonly refundStatus?: unknown;
  readonly refundFee?: unknown;
}

/** To the platform; anybody else who calls hears a refusal in the form of every other. */
type Answer = { readonly errcode: number; readonly errmsg: string };

const TAKEN: Answer = { errcode: 0, errmsg: 'ok' };
/** Anything but 0: the notice comes again. */
const NOT_TAKEN: Answer = { errcode: 1, errmsg: 'not taken' };
const notTaken = (why: string): Answer => {
  console.warn(`a payment notice was not taken: ${why}`);
  return NOT_TAKEN;
};

const isCashier = (): boolean => currentSource() === 'wx_paycallback';

/**
 * Takes notices of payments and refunds from the payment platform alone: source, merchant and amount are checked
 * against the order; a repeated notice does nothing and is answered the same. Whatever goes wrong, it comes again.
 */
export const main = calledByPlatform('payCallback', isCashier, async (notice: Notice): Promise<Answer> => {
  try {
    if (!(await isDataCurrent())) return notTaken('the data is being brought up to date');
    return await take(notice);
  } catch (error) {
    logFault('a payment notice was not taken', error);
    await countFailure(Date.now());
    return NOT_TAKEN;
  }
});

async function take(notice: Notice): Promise<Answer> {
  if (notice?.returnCode !== 'SUCCESS') return notTaken('no success');
  if (notice.subMchId !== merchantNumber()) return notTaken('another merchant');
  const { outTradeNo, transactionId, totalFee: totalFen } = notice;
  if (typeof outTradeNo !== 'string') return notTaken('an unknown order');
  if (notice.outRefundNo !== undefined) return takeRefund(outTradeNo, notice);
  if (notice.resultCode !== 'SUCCESS') return TAKEN; // a payment that failed: nothing happened
  if (!isTransactionId(transactionId)) return notTaken(`${outTradeNo}: no transaction id`);
  if (typeof totalFen !== 'number') return notTaken(`${outTradeNo}: no amount`);
  const arrived = { outTradeNo, transactionId, totalFen, payerOpenid: openidOf(notice.subOpenid) };
  const nowMs = Date.now();
  const taken = await takePayment(arrived, nowMs);
  switch (taken.is) {
    case 'booked':
      await topUp(taken.order, nowMs);
      return TAKEN;
    case 'stray':
      return TAKEN;
    case 'unknownOrder':
      return notTaken('an unknown order');
    case 'otherAmount':
      return notTaken(`${outTradeNo}: another amount`);
    case 'paidOtherwise':
      return notTaken(`${outTradeNo} was paid by another transaction`);
  }
}

/** What is topped up is asked for at once. What comes of it is asked again by the settlement's timer: the payment is taken. */
async function topUp(first: OrderDocument, nowMs: number): Promise<void> {
  try {
    const { purchase } = first;
    const all = purchase && purchase.orderIds.length > 1 ? await orders.getMany(purchase.orderIds) : [first];
    for (const order of all)
      if (isToppingUp(order)) await tryErrand(order, 'topUp', nowMs, () => runTopUps(order, nowMs));
  } catch (error) {
    logFault(`a top-up of ${first._id} was not begun`, error);
  }
}

async function takeRefund(outTradeNo: string, notice: Notice): Promise<Answer> {
  const order = await refundedOrder(outTradeNo, notice.outRefundNo);
  if (!order) return notTaken('an unknown order');
  const { _id: orderId } = order;
  const stray = strayUnder(order, notice.outRefundNo);
  if (stray) {
    if (notice.refundFee !== stray.totalFen) return notTaken(`${orderId}: another amount of the refund`);
    if (notice.refundStatus === 'SUCCESS') await bookStrayBack(orderId, stray.tradeNo, Date.now());
    return TAKEN;
  }
  if (notice.totalFee !== tradeOf(order).totalFen) return notTaken(`${orderId}: another amount`);
  const givenBack = givenBackUnder(order, notice.outRefundNo);
  if (givenBack) {
    if (notice.refundFee !== givenBack.cashFen) return notTaken(`${orderId}: another amount of the refund`);
    if (notice.refundStatus === 'SUCCESS') await bookGivenBackPaid(orderId, givenBack.no, Date.now());
    return TAKEN;
  }
  const reversal = reversalOf(order, notice.outRefundNo);
  if (reversal) {
    if (notice.refundFee !== reversedAtCashier(reversal)) return notTaken(`${orderId}: another amount of the refund`);
    if (notice.refundStatus === 'SUCCESS') await bookReversalPaid(orderId, reversal.no, Date.now());
    return TAKEN;
  }
  if (notice.outRefundNo !== refundNoOf(orderId)) return notTaken(`${orderId}: another refund`);
  if (notice.refundFee !== order.cashFen) return notTaken(`${orderId}: another amount of the refund`);
  if (notice.refundStatus === 'SUCCESS') await bookRefund(orderId, Date.now());
  return TAKEN; // not paid yet: the settlement's timer asks for it, and tells the operator
}

/** The order that a refund is of: that of the payment, or of several paid by it the one whose number the refund bears. */
async function refundedOrder(outTradeNo: string, outRefundNo: unknown): Promise<OrderDocument | null> {
  const order = await orders.get(namedBy(outTradeNo).orderId);
  const isOf = (orderId: string) => String(outRefundNo).startsWith(refundNoOf(orderId));
  if (!order?.purchase || isOf(order._id)) return order;
  const orderId = order.purchase.orderIds.find(isOf);
  return orderId === undefined ? null : orders.get(orderId);
}
