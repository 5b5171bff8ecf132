import { addDays, type BusinessDay, daysBetween, readBusinessDay, startOfBusinessDay } from '../kernel';

/** What one kind of room costs by night, and how many there are of it. */
export interface RoomCalendar {
  /** Rooms that there are in a night that nothing else is said of. */
  readonly rooms: number;
  /** What a night costs that begins on a Monday, ... on a Sunday. */
  readonly weekFen: readonly number[];
  /** Nights of their own: another price, other rooms, or none at all. */
  readonly days: readonly { readonly day: string; readonly priceFen: number | null; readonly rooms: number | null }[];
}

/** When one comes and goes, and until when a stay may be cancelled. */
export interface StayTerms {
  /** 14:00 */
  readonly inFrom: string;
  /** 12:00 */
  readonly outBy: string;
  /** Free of charge until this hour of the day so many days before the first night. */
  readonly freeDaysBefore: number;
  readonly freeUntilHour: number;
  /** Later: the shop answers each case, or nothing goes back. */
  readonly later: 'ask' | 'none';
}

/** Nights are sold so many days ahead, and a stay is so long at most. */
export const MOST_DAYS_AHEAD = 90;
export const MOST_NIGHTS = 14;

/** A night as it is sold: its price, and the rooms that there are of it. */
export interface Night {
  readonly day: BusinessDay;
  readonly priceFen: number;
  readonly rooms: number;
}

/** 0 (Monday) to 6 of a day. */
const weekdayOf = (day: BusinessDay): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** A night of a kind of room. */
export function nightOf({ rooms, weekFen, days }: RoomCalendar, day: BusinessDay): Night {
  const own = days.find((one) => one.day === day);
  return { day, priceFen: own?.priceFen ?? weekFen[weekdayOf(day)]!, rooms: own?.rooms ?? rooms };
}

/** What a usual night costs at least: the price from which a kind of room is told in lists. */
export const lowestNight = ({ weekFen }: RoomCalendar): number => Math.min(...weekFen);

/** What any night costs at least, of those that are sold at a price of their own as well. */
export const lowestOfAll = (calendar: RoomCalendar): number =>
  calendar.days.reduce((least, { priceFen }) => Math.min(least, priceFen ?? least), lowestNight(calendar));

/** The nights from one day to another, the last of which is the one before it. */
export const daysFrom = (from: BusinessDay, to: BusinessDay): BusinessDay[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_none, at) => addDays(from, at));

/** A first and a last day as asked for; undefined where they are no stay that is sold today. */
export function readStay(
  from: string,
  to: string,
  today: BusinessDay,
): { readonly from: BusinessDay; readonly to: BusinessDay } | undefined {
  const [first, last] = [readBusinessDay(from), readBusinessDay(to)];
  if (!first || !last || first < today || first > addDays(today, MOST_DAYS_AHEAD)) return undefined;
  const nights = daysBetween(first, last);
  return nights >= 1 && nights <= MOST_NIGHTS ? { from: first, to: last } : undefined;
}

/** The first moment at which a stay that begins on a day cannot be cancelled for nothing any more. */
export const freeUntil = ({ freeDaysBefore, freeUntilHour }: StayTerms, from: string): number =>
  startOfBusinessDay(addDays(from as BusinessDay, -freeDaysBefore)) + freeUntilHour * 3_600_000;
