import type { OutputOf } from '@shared/contract';

export type Calendar = OutputOf<'shop.viewNights'>;
type Room = Calendar['rooms'][number];

const DAY_MS = 86_400_000;
const msOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;

/** 0 (Monday) to 6. */
export const weekdayOf = (day: string): number => (new Date(msOf(day)).getUTCDay() + 6) % 7;
/** 11-27 周五 */
export const dayWords = (day: string): string => `${day.slice(5)} ${WEEKDAYS[weekdayOf(day)] ?? ''}`;
export const nightsBetween = (from: string, to: string): number => Math.round((msOf(to) - msOf(from)) / DAY_MS);
/** The place of a day in the calendar, whose first day is today. */
const placeOf = ({ today }: Calendar, day: string): number => nightsBetween(today, day);

/** The first so many days of a calendar by month, each with its place in it. */
export function monthsOf(
  { today, rooms }: Calendar,
  most: number,
): { month: string; days: { day: string; at: number }[] }[] {
  const count = Math.min(most, rooms[0]?.nights.length ?? 0);
  const months: { month: string; days: { day: string; at: number }[] }[] = [];
  for (let at = 0; at < count; at += 1) {
    const day = dayOf(msOf(today) + at * DAY_MS);
    const last = months[months.length - 1];
    if (last?.month === day.slice(0, 7)) last.days.push({ day, at });
    else months.push({ month: day.slice(0, 7), days: [{ day, at }] });
  }
  return months;
}

/** The days that are chosen: none, the first, or both. */
export interface Chosen {
  readonly from: string | null;
  readonly to: string | null;
}

/** Rooms that are free in every night from one day to another. */
export function freeIn(calendar: Calendar, room: Room, from: string, to: string): number {
  const nights = room.nights.slice(placeOf(calendar, from), placeOf(calendar, to));
  return nights.reduce((least, { left }) => Math.min(least, left), nights.length > 0 ? 999 : 0);
}

/** What a tap on a day chooses: the last day behind a first one, where all nights between are free; else a first day. */
export function chosenAt(calendar: Calendar, room: Room, { from, to }: Chosen, day: string): Chosen {
  const isEnd =
    from !== null &&
    to === null &&
    day > from &&
    nightsBetween(from, day) <= calendar.mostNights &&
    freeIn(calendar, room, from, day) > 0;
  if (isEnd) return { from, to: day };
  return (room.nights[placeOf(calendar, day)]?.left ?? 0) > 0 ? { from: day, to: null } : { from, to };
}
