import type { OutputOf } from '@shared/contract';
import { monthsFrom, nightsBetween } from '../../../features/stays/calendarDays';

export type Calendar = OutputOf<'shop.viewNights'>;
type Room = Calendar['rooms'][number];

/** The place of a day in the calendar, whose first day is today. */
const placeOf = ({ today }: Calendar, day: string): number => nightsBetween(today, day);

/** The first so many days of a calendar by month, each with its place in it. */
export const monthsOf = ({ today, rooms }: Calendar, most: number) =>
  monthsFrom(today, Math.min(most, rooms[0]?.nights.length ?? 0));

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
