import { OUTSIDE_MS } from '../_platform/budget';
import { cloud } from '../_platform/cloud';
import { environmentId, merchantNumber } from '../_platform/merchant';
import { patiently } from '../_platform/patience';
import { countRequest } from '../_platform/requests';
import { withinMs } from '../_platform/withinMs';
import type { OrderDocument } from '../_store/documents';

// The one door to cloudPay. An answer is believed only where merchant, order and amount are this order's, as in a notice.
//
// The SDK writes an errCode of its own (0) over the cashier's, so the code of a refusal never arrives: only that it was
// refused, and words. What follows from a refusal is therefore asked for, not read: an order that cannot be started or
// closed is queried.

/** What the cashier says of an order's payment. `unreachable`: nothing that could be believed, so nothing is known. */
type PaymentAnswer =
  | { readonly is: 'paid'; readonly transactionId: string; readonly payerOpenid: string | null }
  /** A prepayment stands open: it can be paid. */
  | { readonly is: 'unpaid' }
  /** It can never be paid any more. */
  | { readonly is: 'closed' }
  /** It has no prepayment; one may be on its way. */
  | { readonly is: 'unknownOrder' }
  | { readonly is: 'unreachable' };

/** What the cashier says of an order's refund. */
type RefundAnswer =
  | { readonly is: 'paid' | 'processing' }
  /** It is there, but the platform leaves its status out (its lists are reported empty): the count alone is told. */
  | { readonly is: 'counted' }
  /** It ended without reaching the payer: REFUNDCLOSE or CHANGE. An operator has to act. */
  | { readonly is: 'stuck'; readonly status: string }
  | { readonly is: 'notSent' | 'unreachable' };

interface PaymentParameters {
  readonly appId: string;
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: string;
  readonly paySign: string;
}

type Answer = Readonly<Record<string, unknown>>;

/** What an order is paid by at the cashier: the number of its payment there, and what that payment comes to. */
interface Trade {
  readonly outTradeNo: string;
  readonly totalFen: number;
}

/**
 * The payment of an order at the cashier: its own, or that of the purchase that it was placed in, whose orders are paid
 * together. A refund names this number and this total, and gives back a part of it. Each price has a number of its own.
 */
export function tradeOf(order: Pick<OrderDocument, '_id' | 'cashFen' | 'purchase' | 'tradeNo'>): Trade {
  const { _id, cashFen, purchase, tradeNo = 0 } = order;
  return purchase
    ? { outTradeNo: tradeNumber(purchase.purchaseId, tradeNo), totalFen: purchase.totalFen }
    : { outTradeNo: tradeNumber(_id, tradeNo), totalFen: cashFen };
}

/** A number of an order's payment at the cashier, which knows at most 32 characters: ids have no hyphen. */
const tradeNumber = (orderId: string, tradeNo: number): string => (tradeNo === 0 ? orderId : `${orderId}-${tradeNo}`);

/** Whose payment a number at the cashier is, and the how manieth. */
export function namedBy(outTradeNo: string): { readonly orderId: string; readonly tradeNo: number } {
  const named = /^(.+)-([1-9]\d?)$/.exec(outTradeNo);
  return named ? { orderId: named[1]!, tradeNo: Number(named[2]) } : { orderId: outTradeNo, tradeNo: 0 };
}

/** A payment of an order whose number a change of the price has ended; undefined where there was none of the kind. */
export function endedTradeOf({ _id, endedTradesFen }: OrderDocument, tradeNo: number): Trade | undefined {
  const totalFen = endedTradesFen?.[tradeNo];
  return totalFen === undefined ? undefined : { outTradeNo: tradeNumber(_id, tradeNo), totalFen };
}

/**
 * A refund's number at the cashier, made of the order and the event that gives something of it back (up to 30 of
 * [A-Za-z0-9_-]; none for all of it): the same for ever, so that sent again it is the same refund. That of the order
 * begins every number of its refunds, by which a notice finds it.
 */
export const refundNoOf = (orderId: string, event?: string): string => `${orderId}R${event ? `-${event}` : ''}`;

/** A refund at the cashier: its number, and how much of the order's cash goes back. */
export interface CashRefund {
  readonly outRefundNo: string;
  readonly refundFen: number;
}

/** All of an order's own cash: of several that were paid together, its part of the payment. */
export const wholeOf = (order: OrderDocument): CashRefund => ({
  outRefundNo: refundNoOf(order._id),
  refundFen: order.cashFen,
});

/** A transaction's number as the platform writes them, in notices and answers alike. */
export const isTransactionId = (value: unknown): value is string =>
  typeof value === 'string' && /^\w{8,64}$/.test(value);

/** The payer's openid in this mini-program, as notices and answers have it (`subOpenid`); null where they have none. */
export const openidOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= 128 ? value : null;

/** The cashier takes no order that is open for less than a minute from its start on. */
const OPEN_AT_LEAST_MS = 61_000;

/** yyyyMMddHHmmss in Beijing time. */
const stampOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/\D/g, '');

const isDone = (answer: Answer): boolean => answer.resultCode === 'SUCCESS';

/** Asks the cashier. @returns its answer, which may be a refusal, or null when there was none. */
async function ask(name: string, order: OrderDocument, fields: Record<string, unknown>): Promise<Answer | null> {
  const nonceStr = order._id.slice(-32);
  countRequest();
  try {
    // The SDK alone would wait 15 s, which is more than a timer has for one order.
    const answer = await withinMs(
      OUTSIDE_MS,
      patiently(() => cloud.cloudPay[name]!({ subMchId: merchantNumber(), nonceStr, ...fields })),
    );
    if (answer?.returnCode === 'SUCCESS') {
      if (!isDone(answer)) console.warn(`${name} of ${order._id} was refused: ${String(answer.errCodeDes)}`);
      return answer;
    }
    console.warn(`${name} of ${order._id}: ${String(answer?.returnMsg)}`);
  } catch (error) {
    console.warn(`${name} of ${order._id}: ${(error as Error)?.message ?? String(error)}`);
  }
  return null;
}

/** Whether an answer is about this order's payment at this merchant. An amount is given only where there is one. */
function isOf(order: OrderDocument, answer: Answer, trade: Trade = tradeOf(order)): boolean {
  const { subMchId, outTradeNo, totalFee } = answer;
  const isOurs =
    subMchId === merchantNumber() &&
    outTradeNo === trade.outTradeNo &&
    (totalFee === undefined || totalFee === null || totalFee === trade.totalFen);
  if (!isOurs) console.error(`the cashier answers for ${order._id} with ${subMchId}/${outTradeNo}/${totalFee}`);
  return isOurs;
}

/**
 * Starts an order's payment, or finds it started. The moment it is open until may not change once it was told: it follows
 * from when the payment was first started. @returns what to pay with, or null: ask why with `askPayment`.
 */
export async function startPayment(order: OrderDocument, nowMs: number): Promise<PaymentParameters | null> {
  const { outTradeNo, totalFen } = tradeOf(order);
  const openUntilMs = Math.max(order.payBeforeMs, (order.prepaidAtMs ?? nowMs) + OPEN_AT_LEAST_MS);
  const answer = await ask('unifiedOrder', order, {
    functionName: 'payCallback',
    envId: environmentId(),
    body: `${order.shopName} ${order.orderNo}`,
    outTradeNo,
    totalFee: totalFen,
    spbillCreateIp: '127.0.0.1',
    tradeType: 'JSAPI',
    timeExpire: stampOf(openUntilMs),
  });
  if (!answer || !isDone(answer)) return null;
  if (typeof answer.payment !== 'object' || answer.payment === null) return null;
  const { appId, timeStamp, nonceStr, package: prepayment, signType, paySign } = answer.payment as PaymentParameters;
  return { appId, timeStamp, nonceStr, package: prepayment, signType, paySign };
}

/** Asks what became of an order's payment. */
export async function askPayment(order: OrderDocument): Promise<PaymentAnswer> {
  const answer = await ask('queryOrder', order, { outTradeNo: tradeOf(order).outTradeNo });
  if (!answer) return { is: 'unreachable' };
  // Only words tell an order that is not there from a cashier that is not well; other words leave the order as it is.
  if (!isDone(answer)) {
    const isUnknown = /不存在|not\s*exist/i.test(`${answer.errCodeDes} ${answer.errCode}`);
    return { is: isUnknown ? 'unknownOrder' : 'unreachable' };
  }
  if (!isOf(order, answer)) return { is: 'unreachable' };
  const { tradeState, transactionId, totalFee } = answer;
  switch (tradeState) {
    case 'SUCCESS':
      if (isTransactionId(transactionId) && totalFee === tradeOf(order).totalFen)
        return { is: 'paid', transactionId, payerOpenid: openidOf(answer.subOpenid) };
      console.error(`the cashier says ${order._id} is paid: ${String(totalFee)} by ${String(transactionId)}`);
      return { is: 'unreachable' };
    case 'NOTPAY':
    case 'USERPAYING':
    case 'PAYERROR':
    case 'ACCEPT':
      return { is: 'unpaid' };
    case 'CLOSED':
    case 'REVOKED':
      return { is: 'closed' };
    default:
      // REFUND: money that came and went past these books. They are left as they are, for somebody to look at.
      console.error(`the cashier says ${order._id} is ${String(tradeState)}`);
      return { is: 'unreachable' };
  }
}

/** Closes an order's payment, which the cashier does only where it is not paid. @returns what it is then. */
export async function closePayment(order: OrderDocument): Promise<PaymentAnswer> {
  const answer = await ask('closeOrder', order, { outTradeNo: tradeOf(order).outTradeNo });
  if (!answer) return { is: 'unreachable' };
  if (isDone(answer)) return { is: answer.subMchId === merchantNumber() ? 'closed' : 'unreachable' };
  return askPayment(order); // paid or closed meanwhile, or not to be closed yet
}

/**
 * Sees to it that an order cannot be paid any more. @returns what its payment is now: `closed` for ever, `paid`, or not
 * known there (where a prepayment that is on its way could still be paid). `unpaid` and `unreachable`: try again.
 */
export async function endPayment(order: OrderDocument): Promise<PaymentAnswer> {
  const asked = await askPayment(order);
  return asked.is === 'unpaid' ? closePayment(order) : asked;
}

/** Sends cash of an order back, of the payment that is told. @returns whether the cashier has taken it on. */
export async function startRefund(
  order: OrderDocument,
  { outRefundNo, refundFen }: CashRefund,
  trade: Trade = tradeOf(order),
): Promise<boolean> {
  const { outTradeNo, totalFen } = trade;
  const answer = await ask('refund', order, {
    functionName: 'payCallback',
    envId: environmentId(),
    outTradeNo,
    outRefundNo,
    totalFee: totalFen,
    refundFee: refundFen,
  });
  return answer !== null && isDone(answer) && isOf(order, answer, trade) && answer.outRefundNo === outRefundNo;
}

/** Asks what became of a refund of an order. */
export async function askRefunded(order: OrderDocument, { outRefundNo, refundFen }: CashRefund): Promise<RefundAnswer> {
  const answer = await ask('queryRefund', order, { outRefundNo });
  if (!answer) return { is: 'unreachable' };
  // Refused for whatever reason, it may be sent again: the number makes it the same refund.
  if (!isDone(answer)) return { is: 'notSent' };
  if (!isOf(order, answer)) return { is: 'unreachable' };
  const { refundCount } = answer;
  const row = rowOf(answer, outRefundNo);
  if (!row) return { is: typeof refundCount === 'number' && refundCount > 0 ? 'counted' : 'unreachable' };
  if (row.fee !== undefined && row.fee !== refundFen) {
    console.error(`the cashier says the refund of ${order._id} is of ${String(row.fee)}`);
    return { is: 'unreachable' };
  }
  if (row.status === 'SUCCESS') return { is: 'paid' };
  return row.status === 'PROCESSING' ? { is: 'processing' } : { is: 'stuck', status: row.status };
}

/**
 * The status of a refund in an answer: in indexed fields as the documents have them, in lists or, of a single one, in
 * plain fields as is reported. Null when the answer leaves it out.
 */
function rowOf(answer: Answer, outRefundNo: string): { status: string; fee: unknown } | null {
  const list = (name: string): unknown[] => (Array.isArray(answer[`${name}List`]) ? (answer[`${name}List`] as []) : []);
  const field = (name: string, at: number): unknown =>
    answer[`${name}_${at}`] ?? answer[`${name}${at}`] ?? list(name)[at] ?? (at === 0 ? answer[name] : undefined);
  for (let at = 0; at < 50; at += 1) {
    const status = field('refundStatus', at);
    const number = field('outRefundNo', at);
    if (typeof status === 'string' && status !== '' && number === outRefundNo)
      return { status, fee: field('refundFee', at) };
  }
  return null;
}
