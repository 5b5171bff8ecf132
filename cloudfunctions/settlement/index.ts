import { businessDayOf } from '@shared/kernel';
import { calledByPlatform, isTimer } from '../_actions/calls';
import { askPayments } from '../_orders/askPayments';
import { closeUnpaid } from '../_orders/close';
import { dropHolds, sweepPlacing } from '../_orders/placing';
import { sendRefund } from '../_orders/refunds';
import { sendReversals } from '../_orders/reversalRefunds';
import { type HasTime, startBudget, within } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Place } from '../_platform/collection';
import { startClose } from '../_platform/handOver';
import { newId } from '../_platform/ids';
import { logFault } from '../_platform/log';
import { settleDue } from '../_settle/settleDue';
import { orders } from '../_store/collections';
import { isDataCurrent } from '../_store/dataVersion';
import { readDayState } from '../_store/dayState';
import type { OrderDocument } from '../_store/documents';
import { sweepExpired } from '../_store/expired';
import { returnLease, takeLease } from '../_store/leases';
import { each, type Swept, sweep } from '../_store/sweep';
import { raiseAlerts } from './raiseAlerts';
import { tellAlerts } from './tellAlerts';

/** Well before the function's own limit (config.json). */
const BUDGET_MS = 40_000;
/** A placing older than this broke: no function runs so long. */
const BROKEN_AFTER_MS = 5 * 60_000;
/** A cashier that is slow takes no more than this of the time. */
const EXPIRY_BUDGET_MS = 15_000;
const REFUND_BUDGET_MS = 7_000;
const ALERT_BUDGET_MS = 6_000;
const REFUND_AGAIN_AFTER_MS = 10 * 60_000;
const BY_PLACING = [
  ['placedAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/** Only ids are read: what is due may be long, and there may be much of it. */
const IDS = { _id: true } as const;

/** Gives back what broken placings took. */
const sweepPlacings = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const condition = { isPlaced: false, isSwept: false, placedAtMs: _.lt(nowMs - BROKEN_AFTER_MS) };
  return sweep('the sweep', orders.walk(condition, { keys: BY_PLACING, fields: IDS }), hasTime, async ({ _id }) => {
    const order = await orders.get(_id);
    if (order) await sweepPlacing(order);
    return order !== null;
  });
};

/** Drops the marks that placings left: many orders at once, each row of the shelf once. */
async function sweepHolds(nowMs: number, hasTime: HasTime): Promise<number> {
  const condition = { hasHolds: true, isPlaced: true, placedAtMs: _.lt(nowMs - BROKEN_AFTER_MS) };
  const drop = async (some: readonly OrderDocument[]): Promise<boolean> => {
    await dropHolds(some);
    return (await orders.changeWhere({ _id: _.in(some.map(({ _id }) => _id)) }, { hasHolds: false })) > 0;
  };
  let count = 0;
  for (let after: Place | undefined; hasTime(); ) {
    const fields = { 'lines.skuId': true } as const;
    const { found, next } = await orders.page(condition, { keys: BY_PLACING, after, fields, limit: 100 });
    try {
      if (found.length > 0) await drop(found);
    } catch {
      await sweep('dropping holds', each(found), hasTime, (one) => drop([one]));
    }
    count += found.length;
    if (!next) break;
    after = next;
  }
  return count;
}

/**
 * Closes what was not paid in time, at the cashier first: stock and points go back. What the cashier does not answer for
 * stays, and is tried again by the next timer.
 */
const expireUnpaid = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const condition = { state: 'awaitingPayment', isPlaced: true, payBeforeMs: _.lte(nowMs) };
  const keys = [
    ['payBeforeMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  return sweep('the expiry', orders.walk(condition, { keys, fields: IDS }), hasTime, async ({ _id }) => {
    const order = await orders.get(_id);
    return order !== null && (await closeUnpaid(order, 'payment.expired', nowMs)) !== 'unreachable';
  });
};

/** Refunds whose notice never came are asked for, and sent again under the same number where they are not there. */
const sendRefundsAgain = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const condition = { state: 'refunding', changedAtMs: _.lt(nowMs - REFUND_AGAIN_AFTER_MS) };
  const keys = [
    ['changedAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  return sweep('the refund', orders.walk(condition, { keys, fields: IDS }), hasTime, async ({ _id }) => {
    const order = await orders.get(_id);
    return order !== null && sendRefund(order, nowMs);
  });
};

/** What may be paid back of reversals is sent, and asked for until it has arrived. */
const sendReversalsAgain = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const keys = [
    ['changedAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  const due = orders.walk({ isReversalDue: true }, { keys, fields: IDS });
  return sweep('the refund of a reversal', due, hasTime, ({ _id }) => sendReversals(_id, nowMs));
};

/** Does one kind of work. One that fails is told in the log and keeps nobody from the next: null then. */
async function stage(name: string, run: () => Promise<number>): Promise<number | null> {
  try {
    return await run();
  } catch (error) {
    logFault(`${name} failed`, error);
    return null;
  }
}

/**
 * The settlement's timer: one worker at a time expires, receives and settles what is due. Whatever it did not reach is
 * done the next time. Called by the platform alone.
 */
export const main = calledByPlatform('settlement', isTimer, async (): Promise<Record<string, unknown>> => {
  const holder = newId('W');
  if (!(await isDataCurrent())) return { ok: true, isUpdating: true };
  const isMine = await takeLease('serial', holder);
  const done = isMine ? await work(holder) : { isBusy: true };
  const { openDay } = await readDayState(Date.now());
  // Also while another works, who may be what is to be told of.
  await stage('alerts', async () => {
    await raiseAlerts(openDay, Date.now());
    return tellAlerts(startBudget(ALERT_BUDGET_MS));
  });
  // A close that its own timers did not bring to an end is taken up here: nothing settles into a day behind.
  if (isMine && openDay < businessDayOf(Date.now())) await startClose(0);
  return { ok: true, ...done };
});

/** Everything that is due, one kind after the other: sweeping updates by condition keep out of others' transactions. */
async function work(holder: string): Promise<Record<string, number>> {
  const nowMs = Date.now();
  const hasTime = startBudget(BUDGET_MS);
  const done: Record<string, number> = {};
  const kind = async (name: string, run: () => Promise<number>): Promise<void> => {
    const count = await stage(name, run);
    if (count !== null) done[name] = count;
  };
  try {
    await kind('swept', async () => (await sweepPlacings(nowMs, hasTime)).count);
    await kind('dropped', () => sweepHolds(nowMs, hasTime));
    await kind('asked', async () => (await askPayments(nowMs, hasTime)).count);
    await kind('expired', async () => (await expireUnpaid(nowMs, within(hasTime, EXPIRY_BUDGET_MS))).count);
    await kind('refunds', async () => (await sendRefundsAgain(nowMs, within(hasTime, REFUND_BUDGET_MS))).count);
    await kind('reversals', async () => (await sendReversalsAgain(nowMs, within(hasTime, REFUND_BUDGET_MS))).count);
    await kind('settled', async () => (await settleDue(nowMs, hasTime)).settled);
    await kind('removed', () => sweepExpired(nowMs, hasTime));
    return done;
  } finally {
    await returnLease('serial', holder);
  }
}
