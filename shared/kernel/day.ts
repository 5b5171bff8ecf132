import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';
import { invariant } from './invariant';
import type { Brand } from './units';

dayjs.extend(utc);

/** A calendar day in Asia/Shanghai, as "2026-01-31" (rules §0). Compares as text. */
export type BusinessDay = Brand<string, 'businessDay'>;

/** Asia/Shanghai has kept UTC+8 without summer time since 1992; the platform's timers use the same fixed offset. */
const SHANGHAI_OFFSET_MINUTES = 8 * 60;
const DAY_MS = 86_400_000;
const FORM = 'YYYY-MM-DD';
const LAST_DAY = '9999-12-31';

/** The first moment of a day in UTC. With its time and zone, as the years before 100 would be read as 19xx without. */
const midnight = (day: string) => dayjs.utc(`${day}T00:00:00Z`);

/** Reads "2026-01-31". Answers undefined for what is not a day of the calendar. */
export function readBusinessDay(text: string): BusinessDay | undefined {
  const read = midnight(text);
  return read.isValid() && read.format(FORM) === text ? (text as BusinessDay) : undefined;
}

/** The business day of a moment in milliseconds since 1970. */
export const businessDayOf = (ms: number): BusinessDay =>
  dayjs.utc(ms).utcOffset(SHANGHAI_OFFSET_MINUTES).format(FORM) as BusinessDay;

/** The moment, in milliseconds since 1970, at which a business day begins. */
export const startOfBusinessDay = (day: BusinessDay): number =>
  midnight(day).valueOf() - SHANGHAI_OFFSET_MINUTES * 60_000;

/** The day `count` days later (earlier when negative). Throws Invariant past the year 9999. */
export function addDays(day: BusinessDay, count: number): BusinessDay {
  const sum = midnight(day).add(count, 'day');
  invariant(sum.isValid() && sum.year() >= 0 && sum.year() <= 9999, `no day ${count} days from ${day}`);
  return sum.format(FORM) as BusinessDay;
}

/** Whole days from one business day to another. */
export const daysBetween = (from: BusinessDay, to: BusinessDay): number =>
  Math.round((midnight(to).valueOf() - midnight(from).valueOf()) / DAY_MS);

/** Whether `count` days from `day` still lie within the calendar of four-digit years. */
export const isWithinCalendar = (day: BusinessDay, count: number): boolean =>
  count <= daysBetween(day, LAST_DAY as BusinessDay);
