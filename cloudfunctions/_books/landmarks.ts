/** Days of each month whose balances are kept for ever: no day is further than eleven from the next of them. */
const LANDMARKS = ['01', '11', '21'] as const;

/** Whether what everybody held as a day ended is kept for good: by it a statement is read from the middle. */
export const isLandmark = (day: string): boolean => LANDMARKS.some((one) => day.endsWith(`-${one}`));

/** The first such day that is no earlier than a day. */
export function landmarkFrom(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  const inMonth = LANDMARKS.find((one) => one >= date);
  if (inMonth) return `${year}-${month}-${inMonth}`;
  return month === '12' ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
}
