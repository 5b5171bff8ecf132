import type { StayTermsShown } from '@shared/contract';

/** What a stay begins with. */
export const usualStay: StayTermsShown = {
  inFrom: '14:00',
  outBy: '12:00',
  freeDaysBefore: 1,
  freeUntilHour: 18,
  later: 'ask',
};

const MOST_DAYS = 30;

/** Whether a count as typed is none that can be saved: it is kept as -1 while it cannot be read. */
const isBeyond = (count: number, most: number): boolean => count < 0 || count > most;

/** What is wrong with when one comes, goes and cancels; null while nothing is. */
export function stayFault({ freeDaysBefore, freeUntilHour }: StayTermsShown): string | null {
  if (isBeyond(freeDaysBefore, MOST_DAYS)) return `提前几天填 0 到 ${MOST_DAYS}`;
  return isBeyond(freeUntilHour, 24) ? '几点前填 0 到 24' : null;
}
