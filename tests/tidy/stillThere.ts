/**
 * Exports, and files, of shared/ and cloudfunctions/ that nobody imports although they are exported: to be emptied, entry
 * by entry, and never to grow.
 */
export const STILL_THERE: readonly string[] = [
  'cloudfunctions/_books/pages/columns.ts: Figure',
  'cloudfunctions/_books/pages/days.ts: WhichDays',
  'cloudfunctions/_books/pages/figures.ts: MOST_ORDERS',
  'cloudfunctions/_books/pages/today.ts: TodayGrants',
  'cloudfunctions/dailyClose/onePage.ts: OnePageInput',
  'cloudfunctions/dailyClose/onePage.ts: ReleaseSums',
  'bench/close/days.ts: DayPlan',
  'bench/close/kernel.ts: plans',
  'bench/close/kernel.ts: kernelOf',
  'bench/close/live.ts: closeOnePage',
  'bench/close/people.ts: Joining',
  'bench/close/run.ts: CloseOptions',
];
