import { typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { offsetMinutes } from './calendar';
import { isNil, type Operator, onNamed } from './operator';

const millisecondsOf: Record<string, number> = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 };
const daysOf: Record<string, number> = { day: 1, week: 7 };
const monthsOf: Record<string, number> = { month: 1, quarter: 3, year: 12 };
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const dayMs = 86_400_000;

function unitOf(name: string, unit: Value): string {
  if (typeof unit !== 'string') throw new Error(`${name} requires 'unit' to be a string, but got ${typeName(unit)}`);
  if (![millisecondsOf, daysOf, monthsOf].some((units) => Object.hasOwn(units, unit)))
    throw new Error(`${name} parameter 'unit' value cannot be recognized as a time unit: ${unit}`);
  return unit;
}

function instant(name: string, key: string, value: Value): number {
  if (!(value instanceof Date)) throw new Error(`${name} requires '${key}' to be a date, but got ${typeName(value)}`);
  return value.getTime();
}

function zone(name: string, value: Value | undefined): string {
  if (value === undefined) return 'UTC';
  if (typeof value !== 'string')
    throw new Error(`${name} requires 'timezone' to be a string, but got ${typeName(value)}`);
  offsetMinutes(value, new Date(0));
  return value;
}

const toLocal = (time: number, timezone: string): number => time + offsetMinutes(timezone, new Date(time)) * 60_000;
const fromLocal = (local: number, timezone: string): Date => {
  const guess = local - offsetMinutes(timezone, new Date(local)) * 60_000;
  return new Date(local - offsetMinutes(timezone, new Date(guess)) * 60_000);
};

/** Months later; the last day of the month when it has no such day. */
function monthsLater(local: number, months: number): number {
  const date = new Date(local);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), lastDay) - 1) * dayMs + (((local % dayMs) + dayMs) % dayMs);
}

const shift = (name: string, sign: 1 | -1): Operator =>
  onNamed((named) => {
    const { startDate, unit, amount } = named;
    if (isNil(startDate) || isNil(unit) || isNil(amount) || ('timezone' in named && isNil(named.timezone))) return null;
    const time = instant(name, 'startDate', startDate);
    const by = unitOf(name, unit);
    if (!Number.isSafeInteger(amount))
      throw new Error(`${name} expects integer amount of time units, got ${String(amount)}`);
    const timezone = zone(name, named.timezone);
    const count = sign * (amount as number);
    const milliseconds = millisecondsOf[by];
    const months = monthsOf[by];
    let shifted: Date;
    if (milliseconds !== undefined) shifted = new Date(time + count * milliseconds);
    else if (months !== undefined) shifted = fromLocal(monthsLater(toLocal(time, timezone), count * months), timezone);
    else shifted = fromLocal(toLocal(time, timezone) + count * daysOf[by]! * dayMs, timezone);
    if (Number.isNaN(shifted.getTime())) throw new Error(`${name} overflowed: the date is out of range`);
    return shifted;
  });

/** How many of a unit's beginnings lie between two instants. */
function difference({ startDate, endDate, unit, timezone, startOfWeek }: Record<string, Value | undefined>): Value {
  const name = '$dateDiff';
  if (isNil(startDate) || isNil(endDate) || isNil(unit) || timezone === null || startOfWeek === null) return null;
  const by = unitOf(name, unit);
  const where = zone(name, timezone);
  const from = toLocal(instant(name, 'startDate', startDate), where);
  const to = toLocal(instant(name, 'endDate', endDate), where);
  const months = monthsOf[by];
  if (months !== undefined) {
    const monthOf = (local: number) => new Date(local).getUTCFullYear() * 12 + new Date(local).getUTCMonth();
    return Math.floor(monthOf(to) / months) - Math.floor(monthOf(from) / months);
  }
  let shifted = 0;
  if (by === 'week') {
    const first = weekdays.findIndex((day) => day === startOfWeek || day.slice(0, 3) === startOfWeek);
    if (startOfWeek !== undefined && first < 0)
      throw new Error(
        `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${String(startOfWeek)}`,
      );
    // The first day of 1970 was a Thursday.
    shifted = (4 - Math.max(first, 0)) * dayMs;
  }
  const length = millisecondsOf[by] ?? daysOf[by]! * dayMs;
  return Math.floor((to + shifted) / length) - Math.floor((from + shifted) / length);
}

/** Dates moved and measured by units of the calendar, in a timezone; mingo leaves the zone and the types unread. */
export const dateShift: Record<string, Operator> = {
  $dateAdd: shift('$dateAdd', 1),
  $dateSubtract: shift('$dateSubtract', -1),
  $dateDiff: onNamed(difference),
};
