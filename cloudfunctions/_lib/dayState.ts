import { addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import { dayStates } from './collections';
import type { DayStateDocument } from './platformDocuments';

export const DAY_STATE_ID = 'day';

/** The open business day, made on the first look: nothing was settled before. */
export async function readDayState(nowMs: number): Promise<DayStateDocument> {
  const found = await dayStates.get(DAY_STATE_ID);
  if (found) return found;
  await dayStates.add({ _id: DAY_STATE_ID, openDay: businessDayOf(nowMs), isClosing: false, sequence: 0 });
  return (await dayStates.get(DAY_STATE_ID))!;
}

/** The moment at which a business day ends. */
export const endOfDay = (day: string): number => startOfBusinessDay(addDays(day as BusinessDay, 1));
