import { askPayments } from '../_orders/askPayments';
import { closeUnpaid } from '../_orders/close';
import { isFirst } from '../_orders/purchase';
import { sendRefund } from '../_orders/refunds';
import { sendReversals } from '../_orders/reversalRefunds';
import { sendGivenBackAgain } from '../_orders/sendGivenBack';
import { runTopUps } from '../_orders/topUps/run';
import type { Tried } from '../_orders/tries';
import { mayTry, tryErrand } from '../_orders/tries';
import { uploadShippings } from '../_orders/upload';
import { expireVouchers } from '../_orders/vouchers/expire';
import { NO_ANSWER } from '../_orders/whatBecame';
import { type HasTime, within } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { orders } from '../_store/collections';
import type { Errand, OrderDocument } from '../_store/documents';
import { type Swept, sweep } from '../_store/sweep';
import { sweepWithdrawals } from '../_withdrawals/sweep';
import { goOnOverdue } from './overdueCases';

/** A refund's notice comes within seconds: what has none for so long is asked for. */
const REFUND_AGAIN_AFTER_MS = 10 * 60_000;
/** What a kind may take of the timer's time: somebody outside who is slow keeps nobody from being settled. */
const SHARE_MS = 4_000;
/** Most orders that expire were never started, and need nobody outside. */
const EXPIRY_MS = 10_000;

/** Only what tells whether it is time is read: what is due may be long, and there may be much of it. */
const DUE_FIELDS = { _id: true, tries: true } as const;

/** Tries an errand of every order that meets a condition and whose time it is. */
const runErrands = (
  errand: Errand,
  condition: Condition,
  keys: Keys,
  { nowMs, hasTime }: { readonly nowMs: number; readonly hasTime: HasTime },
  run: (order: OrderDocument) => Promise<Tried>,
): Promise<Swept> =>
  sweep(`the ${errand}`, orders.walk(condition, { keys, fields: DUE_FIELDS }), hasTime, async (due) => {
    const order = mayTry(due, errand, nowMs) ? await orders.get(due._id) : null;
    return order !== null && tryErrand(order, errand, nowMs, () => run(order));
  });

const BY_END: Keys = [
  ['payBeforeMs', 'asc'],
  ['_id', 'asc'],
];
const BY_CHANGE: Keys = [
  ['changedAtMs', 'asc'],
  ['_id', 'asc'],
];

/**
 * Closes what was not paid in time, at the cashier first: stock and points go back. What the cashier does not answer for
 * stays, and is tried again.
 */
const expireUnpaid = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  runErrands(
    'closing',
    { state: 'awaitingPayment', isPlaced: true, payBeforeMs: _.lte(nowMs) },
    BY_END,
    { nowMs, hasTime },
    async (order) => {
      // Orders that were placed together close with the one that stands for them.
      if (!isFirst(order)) return { is: 'done' };
      const closed = await closeUnpaid(order, 'payment.expired', nowMs);
      return closed === 'unreachable' ? { is: 'failed', why: NO_ANSWER } : { is: 'done' };
    },
  );

/** Refunds whose notice never came are asked for, and sent again under the same number where they are not there. */
const sendRefundsAgain = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  runErrands(
    'refund',
    { state: 'refunding', isRefundDue: _.neq(true), changedAtMs: _.lt(nowMs - REFUND_AGAIN_AFTER_MS) },
    BY_CHANGE,
    { nowMs, hasTime },
    (order) => sendRefund(order, nowMs),
  );

/** Top-ups whose end is not known are asked for: for long, and in the end by hand. */
const runTopUpsDue = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  runErrands('topUp', { kind: 'topUp', state: 'paid' }, BY_CHANGE, { nowMs, hasTime }, (order) =>
    runTopUps(order, nowMs),
  );

/** Cash of pieces that were given back, each by itself: asked for until it has arrived. */
const sendGivenBackDue = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  sweep(
    'the cash of pieces',
    orders.walk(
      { isRefundDue: true, changedAtMs: _.lt(nowMs - REFUND_AGAIN_AFTER_MS) },
      { keys: BY_CHANGE, fields: { _id: true } },
    ),
    hasTime,
    ({ _id }) => sendGivenBackAgain(_id, nowMs - REFUND_AGAIN_AFTER_MS, nowMs),
  );

/** What may be paid back of reversals is sent, and asked for until it has arrived. */
const sendReversalsAgain = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  runErrands('reversal', { isReversalDue: true }, BY_CHANGE, { nowMs, hasTime }, (order) =>
    sendReversals(order, nowMs),
  );

/** What the timer has to do with the cashier and with WeChat, each kind within its share of the time. */
export const outsideStages = (
  nowMs: number,
  hasTime: HasTime,
): readonly (readonly [name: string, run: () => Promise<number>])[] => {
  const share =
    (run: (nowMs: number, hasTime: HasTime) => Promise<Swept>, ms = SHARE_MS): (() => Promise<number>) =>
    async () =>
      (await run(nowMs, within(hasTime, ms))).count;
  return [
    ['asked', share(askPayments)],
    ['expired', share(expireUnpaid, EXPIRY_MS)],
    ['refunds', share(sendRefundsAgain)],
    ['toppedUp', share(runTopUpsDue)],
    ['cases', share(goOnOverdue)],
    ['vouchers', share(expireVouchers)],
    ['givenBack', share(sendGivenBackDue)],
    ['reversals', share(sendReversalsAgain)],
    ['withdrawals', share(sweepWithdrawals)],
    ['uploaded', share(uploadShippings)],
  ];
};
