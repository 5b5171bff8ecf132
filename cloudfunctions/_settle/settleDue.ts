import type { BusinessDay } from '@shared/kernel';
import { receiveItself } from '../_orders/receive';
import { type PlansAt, plansNow } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { TransactionsBusy } from '../_platform/transactions';
import { orders } from '../_store/collections';
import { endOfDay, readDayState } from '../_store/dayState';
import { each, type Swept, sweep } from '../_store/sweep';
import { type Candidate, settleOrder } from './settleOrder';

/** Orders that receive themselves: shipped long ago, nobody said otherwise. Their window counts from the due moment. */
export const receiveDue = (beforeMs: number, hasTime: HasTime): Promise<Swept> => {
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
 * closed in time. An order that cannot be settled is told in the log and holds up nobody.
 * @returns how many, and whether all were tried.
 */
export async function settleDue(nowMs: number, hasTime: HasTime): Promise<{ settled: number; isDone: boolean }> {
  const { openDay } = await readDayState(nowMs);
  const beforeMs = Math.min(nowMs + 1, endOfDay(openDay));
  if (!(await receiveDue(beforeMs, hasTime)).isDone) return { settled: 0, isDone: false };
  const day = openDay as BusinessDay;
  let plans: PlansAt | undefined;
  let isFrozen = false;
  const settle = async (candidate: Candidate): Promise<boolean> => {
    for (;;) {
      plans ??= await plansNow(openDay);
      const outcome = await settleOrder(candidate, day, plans);
      if (outcome === 'frozen') isFrozen = true;
      if (outcome !== 'otherPlans') return outcome === 'settled';
      plans = undefined; // a plan or a clearance changed since they were read
    }
  };
  const busy: Candidate[] = [];
  const settleOrWait = async (candidate: Candidate): Promise<boolean> => {
    try {
      return await settle(candidate);
    } catch (error) {
      if (!(error instanceof TransactionsBusy)) throw error;
      busy.push(candidate);
      return false;
    }
  };
  const goOn: HasTime = () => !isFrozen && hasTime();
  const first = await sweep('settling', dueOrders(beforeMs), goOn, settleOrWait);
  const again = await sweep('settling', each(busy), goOn, settle);
  return { settled: first.count + again.count, isDone: first.isDone && again.isDone && !isFrozen };
}

const dueOrders = (beforeMs: number): AsyncGenerator<Candidate> =>
  orders.walk(
    { state: 'received', isRefundPending: false, dueAtMs: _.lt(beforeMs) },
    {
      keys: [
        ['dueAtMs', 'asc'],
        ['_id', 'asc'],
      ],
      fields: { memberId: true },
    },
  );
