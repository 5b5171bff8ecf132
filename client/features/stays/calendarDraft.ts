import type { RoomCalendarShown } from '@shared/contract';
import { readCount, readYuan, writeYuan } from '../../components/form/yuan';
import { dayAfter, weekdayOf } from './calendarDays';

type OwnNight = RoomCalendarShown['days'][number];

/** Prices and rooms by night as they are being written: usual figures as typed, nights of their own as they were set. */
export interface CalendarDraft {
  readonly rooms: string;
  /** Of Monday to Sunday, yuan. */
  readonly week: readonly string[];
  readonly days: readonly OwnNight[];
}

/** What is set for some nights at once; '' leaves what is usual. */
export interface NightsSet {
  readonly price: string;
  readonly rooms: string;
}

/** Nights from today on that can be set: those that are sold, to the end of the longest stay. */
export const NIGHTS_SHOWN = 104;
const MOST_FEN = 100_000_000;
const MOST_ROOMS = 10_000;

export const calendarDraftOf = ({ rooms, weekFen, days }: RoomCalendarShown): CalendarDraft => ({
  rooms: String(rooms),
  week: weekFen.map(writeYuan),
  days,
});

/** A calendar to begin with: each night costs what a room was said to cost. */
export const newCalendar = (price: string): CalendarDraft => ({
  rooms: '',
  week: Array.from({ length: 7 }, () => price),
  days: [],
});

const roomsIn = (typed: string): number | null => {
  const rooms = readCount(typed);
  return rooms !== null && rooms <= MOST_ROOMS ? rooms : null;
};

/** A price of a night as typed, at least what the platform pays for one; null where it cannot be so. */
function nightFen(typed: string, atLeastFen: number): number | null {
  const fen = readYuan(typed);
  return fen !== null && fen >= Math.max(1, atLeastFen) && fen <= MOST_FEN ? fen : null;
}

const priceFault = (atLeastFen: number): string =>
  atLeastFen > 1 ? `每晚填 ${writeYuan(atLeastFen)} 以上，最多两位小数` : '每晚填 0.01 以上的金额，最多两位小数';

interface CalendarFaults {
  readonly rooms?: string;
  /** By weekday; '' where nothing is wrong. */
  readonly week: readonly string[];
}

/** What is wrong with the usual figures. */
export function calendarFaults({ rooms, week }: CalendarDraft, atLeastFen = 1): CalendarFaults {
  return {
    ...(roomsIn(rooms) === null ? { rooms: '填整数；暂时不卖填 0' } : {}),
    week: week.map((price) => (nightFen(price, atLeastFen) === null ? priceFault(atLeastFen) : '')),
  };
}

/** What is wrong with what is set for some nights; null while nothing is. */
export function setFault({ price, rooms }: NightsSet, atLeastFen = 1): string | null {
  if (price !== '' && nightFen(price, atLeastFen) === null) return priceFault(atLeastFen);
  return rooms !== '' && roomsIn(rooms) === null ? '间数填整数；不卖填 0' : null;
}

/** The nights from one day to another, both of them, set to something, or to what is usual where nothing is said. */
export function withNights(draft: CalendarDraft, from: string, to: string, set: NightsSet): CalendarDraft {
  const others = draft.days.filter(({ day }) => day < from || day > to);
  const priceFen = set.price === '' ? null : readYuan(set.price);
  const rooms = set.rooms === '' ? null : readCount(set.rooms);
  const own: OwnNight[] = [];
  if (priceFen !== null || rooms !== null)
    for (let day = from; day <= to; day = dayAfter(day, 1)) own.push({ day, priceFen, rooms });
  return { ...draft, days: [...others, ...own].sort((one, other) => (one.day < other.day ? -1 : 1)) };
}

/** A night as it will be sold, as far as its figures can be read. */
export function nightIn(
  { rooms, week, days }: CalendarDraft,
  day: string,
): { readonly priceFen: number | null; readonly rooms: number | null; readonly isOwn: boolean } {
  const own = days.find((one) => one.day === day);
  return {
    priceFen: own?.priceFen ?? readYuan(week[weekdayOf(day)] ?? ''),
    rooms: own?.rooms ?? roomsIn(rooms),
    isOwn: own !== undefined,
  };
}

/** The calendar as it is saved, without nights that are over; null while a figure cannot be read. */
export function calendarIn(draft: CalendarDraft, today: string, atLeastFen = 1): RoomCalendarShown | null {
  const rooms = roomsIn(draft.rooms);
  const weekFen = draft.week.map((price) => nightFen(price, atLeastFen));
  if (rooms === null || weekFen.some((fen) => fen === null)) return null;
  return { rooms, weekFen: weekFen.map((fen) => fen ?? 0), days: draft.days.filter(({ day }) => day >= today) };
}
