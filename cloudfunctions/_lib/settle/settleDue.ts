import type { BusinessDay } from '@shared/kernel';
import type { HasTime } from '../budget';
import { _ } from '../cloud';
import { orders } from '../collections';
import { endOfDay, readDayState } from '../dayState';
import { receive } from '../orders/receive';
import { type PlansInForce, plansOn } from '../plans';
import { settleOrder } from './settleOrder';

const AT_ONCE = 50;

/** Orders that receive themselves: shipped long ago, nobody said otherwise. Their window counts from the due moment. */
export async function receiveDue(beforeMs: number, hasTime: HasTime): Promise<number> {
  let count = 0;
  while (hasTime()) {
    const due = await orders.find(
      { state: 'shipped', isRefundPending: false, autoReceiveAtMs: _.lt(beforeMs) },
      {
        orderBy: [
          ['autoReceiveAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        limit: AT_ONCE,
      },
    );
    let moved = 0;
    for (const order of due)
      if (await receive(order._id, 'receipt.automatic', order.autoReceiveAtMs!, order.autoReceiveAtMs!)) moved += 1;
    count += moved;
    if (moved === 0) break;
  }
  return count;
}

/**
 * Settles the orders whose return window has passed, in order of (due time, id), into the open day: never those that
 * are due after that day's end, which wait for the days before to be closed. A day caught up late is the same as one
 * closed in time. @returns how many, and whether any is left.
 */
export async function settleDue(nowMs: number, hasTime: HasTime): Promise<{ settled: number; isDone: boolean }> {
  let settled = 0;
  const { openDay } = await readDayState(nowMs);
  const beforeMs = Math.min(nowMs + 1, endOfDay(openDay));
  let plans: PlansInForce | undefined;
  await receiveDue(beforeMs, hasTime);
  while (hasTime()) {
    const due = await orders.find(
      { state: 'received', isRefundPending: false, dueAtMs: _.lt(beforeMs) },
      {
        orderBy: [
          ['dueAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        limit: AT_ONCE,
      },
    );
    if (due.length > 0) plans ??= await plansOn(openDay);
    for (const order of due) {
      const outcome = await settleOrder(order, openDay as BusinessDay, plans!);
      if (outcome === 'frozen') return { settled, isDone: false };
      if (outcome === 'settled') settled += 1;
    }
    if (due.length < AT_ONCE) return { settled, isDone: true };
  }
  return { settled, isDone: false };
}
