import { businessDayOf } from '@shared/kernel';
import { type HasTime, startBudget } from '../_lib/budget';
import { _ } from '../_lib/cloud';
import { orders } from '../_lib/collections';
import { readDayState } from '../_lib/dayState';
import { sweepExpired } from '../_lib/expired';
import { startClose } from '../_lib/handOver';
import { currentSource } from '../_lib/identity';
import { newId } from '../_lib/ids';
import { returnLease, takeLease } from '../_lib/leases';
import { closeUnpaid } from '../_lib/orders/close';
import { abandon } from '../_lib/orders/placing';
import { sendRefund } from '../_lib/orders/refunds';
import { settleDue } from '../_lib/settle/settleDue';

/** Well before the function's own limit (config.json). */
const BUDGET_MS = 40_000;
/** A placing older than this broke: no function runs so long. */
const BROKEN_AFTER_MS = 5 * 60_000;
const REFUND_AGAIN_AFTER_MS = 10 * 60_000;
const AT_ONCE = 100;

/** Gives back what broken placings took. */
async function sweepPlacings(nowMs: number): Promise<number> {
  const broken = await orders.find(
    { isPlaced: false, isSwept: false, placedAtMs: _.lt(nowMs - BROKEN_AFTER_MS) },
    { limit: AT_ONCE },
  );
  for (const order of broken) await abandon(order);
  return broken.length;
}

/** Closes what was not paid in time: stock and points go back. */
async function expireUnpaid(nowMs: number, hasTime: HasTime): Promise<number> {
  const late = await orders.find(
    { state: 'awaitingPayment', isPlaced: true, payBeforeMs: _.lte(nowMs) },
    { orderBy: [['payBeforeMs', 'asc']], limit: AT_ONCE },
  );
  let closed = 0;
  for (const order of late) {
    if (!hasTime()) break;
    if (await closeUnpaid(order._id, 'payment.expired', nowMs)) closed += 1;
  }
  return closed;
}

/** Refunds whose notice never came are sent again, under the same number. */
async function sendRefundsAgain(nowMs: number): Promise<number> {
  const waiting = await orders.find(
    { state: 'refunding', changedAtMs: _.lt(nowMs - REFUND_AGAIN_AFTER_MS) },
    { limit: AT_ONCE },
  );
  for (const order of waiting) await sendRefund(order, nowMs);
  return waiting.length;
}

/**
 * The settlement's timer: one worker at a time expires, receives and settles what is due. Whatever it did not reach is
 * done the next time. Called by the platform alone.
 */
export const main = async (): Promise<Record<string, unknown>> => {
  if (currentSource() !== 'wx_trigger')
    return { ok: false, code: 'identity/notAllowed', message: 'only the platform calls this', details: {} };
  const holder = newId('W');
  if (!(await takeLease('serial', holder))) return { ok: true, isBusy: true };
  const done = await work(holder);
  // A close that its own timers did not bring to an end is taken up here: nothing settles into a day behind.
  const { openDay } = await readDayState(Date.now());
  if (openDay < businessDayOf(Date.now())) await startClose(0);
  return { ok: true, ...done };
};

async function work(holder: string): Promise<Record<string, number>> {
  try {
    const nowMs = Date.now();
    const hasTime = startBudget(BUDGET_MS);
    // One after the other: sweeping updates by condition, which the platform keeps out of the transactions of the others.
    const swept = await sweepPlacings(nowMs);
    const expired = await expireUnpaid(nowMs, hasTime);
    const refunds = await sendRefundsAgain(nowMs);
    const { settled } = await settleDue(nowMs, hasTime);
    const removed = await sweepExpired(nowMs, hasTime);
    return { swept, expired, refunds, settled, removed };
  } finally {
    await returnLease('serial', holder);
  }
}
