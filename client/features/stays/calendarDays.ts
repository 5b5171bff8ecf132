const DAY_MS = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** 0 (Monday) to 6. */
export const weekdayOf = (day: string): number => (new Date(msOf(day)).getUTCDay() + 6) % 7;
/** 11-27 周五 */
export const dayWords = (day: string): string => `${day.slice(5)} ${WEEKDAYS[weekdayOf(day)] ?? ''}`;
export const nightsBetween = (from: string, to: string): number => Math.round((msOf(to) - msOf(from)) / DAY_MS);
/** The day so many days after another. */
export const dayAfter = (day: string, count: number): string => dayOf(msOf(day) + count * DAY_MS);

/** So many days from one on, by month, each with its place among them. */
export function monthsFrom(first: string, count: number): { month: string; days: { day: string; at: number }[] }[] {
  const months: { month: string; days: { day: string; at: number }[] }[] = [];
  for (let at = 0; at < count; at += 1) {
    const day = dayAfter(first, at);
    const last = months[months.length - 1];
    if (last?.month === day.slice(0, 7)) last.days.push({ day, at });
    else months.push({ month: day.slice(0, 7), days: [{ day, at }] });
  }
  return months;
}
