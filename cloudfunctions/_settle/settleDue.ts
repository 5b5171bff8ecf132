import type { BusinessDay } from '@shared/kernel';
import { finishBatch } from '../_books/finish';
import { receiveItself } from '../_orders/receive';
import { type PlansAt, plansNow } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Place } from '../_platform/collection';
import { TooBusy } from '../_platform/patience';
import { orders } from '../_store/collections';
import { endOfDay, readDayState } from '../_store/dayState';
import { type Swept, sweep } from '../_store/sweep';
import { dueOrders } from './intake';
import { type Settled, settleBatch } from './settleBatch';

/** Orders that receive themselves: shipped long ago, nobody said otherwise. Their window counts from the due moment. */
const receiveDue = (beforeMs: number, hasTime: HasTime): Promise<Swept> => {
  const condition = { state: 'shipped', isRefundPending: false, autoReceiveAtMs: _.lt(beforeMs) };
  const keys = [
    ['autoReceiveAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  return sweep('the receipt', orders.walk(condition, { keys, fields: { _id: true } }), hasTime, ({ _id }) =>
    receiveItself(_id, beforeMs),
  );
};

/**
 * Settles the orders whose return window has passed, in order of (due time, id), into the open day: never those that
 * are due after that day's end, which wait for the days before to be closed. A day caught up late is the same as one
 * closed in time. A batch that broke off is finished first; an order that cannot be settled is told in the log and holds
 * up nobody.
 * @returns how many, and whether all were tried.
 */
export async function settleDue(nowMs: number, hasTime: HasTime): Promise<{ settled: number; isDone: boolean }> {
  const progress = { settled: 0, isDone: false };
  try {
    await settleAll(nowMs, hasTime, progress);
  } catch (error) {
    // Too many others are in the way: what is left is due the next time.
    if (!(error instanceof TooBusy)) throw error;
  }
  return progress;
}

async function settleAll(
  nowMs: number,
  hasTime: HasTime,
  progress: { settled: number; isDone: boolean },
): Promise<void> {
  await finishBatch();
  const { openDay } = await readDayState(nowMs);
  const beforeMs = Math.min(nowMs + 1, endOfDay(openDay));
  if (!(await receiveDue(beforeMs, hasTime)).isDone) return;
  const day = openDay as BusinessDay;
  let plans: PlansAt | undefined;
  for (let after: Place | undefined; ; ) {
    if (!hasTime()) return;
    const { ids, next } = await dueOrders(beforeMs, after);
    let outcome: Settled | undefined;
    while (ids.length > 0 && typeof outcome !== 'number') {
      plans ??= await plansNow(openDay);
      outcome = await settleBatch(ids, day, plans);
      if (outcome === 'frozen' || !hasTime()) break;
      if (outcome === 'otherPlans') plans = undefined; // they are read again, and the same orders taken
    }
    if (typeof outcome === 'string') return;
    progress.settled += outcome ?? 0;
    progress.isDone = next === null;
    if (!next) return;
    after = next;
  }
}
