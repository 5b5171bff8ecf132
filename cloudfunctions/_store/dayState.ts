import { addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import type { Transaction } from '../_platform/transactions';
import { dayStates } from './collections';
import type { DayStateDocument } from './documents/platform';

export const DAY_STATE_ID = 'day';

/** The open business day, made on the first look: nothing was settled before. */
export async function readDayState(nowMs: number): Promise<DayStateDocument> {
  const found = await dayStates.get(DAY_STATE_ID);
  if (found) return found;
  await dayStates.add(firstState(nowMs));
  return (await dayStates.get(DAY_STATE_ID))!;
}

const firstState = (nowMs: number): DayStateDocument => ({
  _id: DAY_STATE_ID,
  openDay: businessDayOf(nowMs),
  isClosing: false,
  isSealing: false,
  sequence: 0,
  plansRevision: 0,
});

/**
 * Counts a change of a plan or a clearance, or of who takes part, in the transaction that makes it: a settlement that has
 * read it before and is not written yet reads it again.
 */
export async function countPlanChange(nowMs: number, transaction: Transaction): Promise<void> {
  const state = (await dayStates.get(DAY_STATE_ID, transaction)) ?? firstState(nowMs);
  await dayStates.put({ ...state, plansRevision: state.plansRevision + 1 }, transaction);
}

/** The moment at which a business day ends. */
export const endOfDay = (day: string): number => startOfBusinessDay(addDays(day as BusinessDay, 1));
