import { typeName } from '../../value/compare';
import { isFields, type Value } from '../../value/value';
import { dateParts, offsetMinutes } from './calendar';
import { formatDate, parseDate } from './dateFormat';
import { isNil, type Operator, onNamed, onValue } from './operator';

function instantOf(value: Value): Date {
  if (!(value instanceof Date)) throw new Error(`can't convert from BSON type ${typeName(value)} to Date`);
  return value;
}

const zoneOf = (value: Value | undefined): string | null => {
  if (isNil(value)) return value === null ? null : 'UTC';
  if (typeof value !== 'string') throw new Error(`timezone must evaluate to a string, found ${typeName(value)}`);
  return value;
};

/** A part of a date, given as it is or as `{ date, timezone }`. */
const part = (name: keyof ReturnType<typeof dateParts>): Operator =>
  onValue(`$${name}`, (operand) => {
    const date = isFields(operand) ? operand.date : operand;
    const zone = zoneOf(isFields(operand) ? operand.timezone : undefined);
    if (isNil(date) || zone === null) return null;
    return dateParts(instantOf(date), zone)[name];
  });

function fromParts(named: Record<string, Value | undefined>): Value {
  const zone = zoneOf(named.timezone);
  if (zone === null || Object.values(named).some((value) => value === null)) return null;
  const number = (name: string, otherwise: number): number => {
    const value = named[name];
    if (value === undefined) return otherwise;
    if (typeof value !== 'number' || !Number.isInteger(value))
      throw new Error(`'${name}' must evaluate to an integer, found ${typeName(value)}`);
    return value;
  };
  const time = [number('hour', 0), number('minute', 0), number('second', 0), number('millisecond', 0)] as const;
  let local: number;
  if (named.isoWeekYear !== undefined) {
    // The week of 4 January is the first of its year; weeks start on Monday.
    const fourth = new Date(Date.UTC(number('isoWeekYear', 0), 0, 4));
    const monday = fourth.getUTCDate() - ((fourth.getUTCDay() + 6) % 7);
    const day = monday + (number('isoWeek', 1) - 1) * 7 + number('isoDayOfWeek', 1) - 1;
    local = Date.UTC(fourth.getUTCFullYear(), 0, day, ...time);
  } else {
    if (named.year === undefined)
      throw new Error("$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
    local = Date.UTC(number('year', 0), number('month', 1) - 1, number('day', 1), ...time);
  }
  return new Date(local - offsetMinutes(zone, new Date(local)) * 60_000);
}

function formatOf(name: string, format: Value | undefined): string | undefined {
  if (format === undefined || typeof format === 'string') return format;
  throw new Error(`${name} requires that 'format' be a string, found: ${typeName(format)}`);
}

export const dates: Record<string, Operator> = {
  $year: part('year'),
  $month: part('month'),
  $dayOfMonth: part('dayOfMonth'),
  $dayOfWeek: part('dayOfWeek'),
  $dayOfYear: part('dayOfYear'),
  $hour: part('hour'),
  $minute: part('minute'),
  $second: part('second'),
  $millisecond: part('millisecond'),
  $week: part('week'),
  $isoWeek: part('isoWeek'),
  $isoWeekYear: part('isoWeekYear'),
  $isoDayOfWeek: part('isoDayOfWeek'),
  $dateToString: onNamed(({ date, format, timezone, onNull }) => {
    const zone = zoneOf(timezone);
    if (isNil(date)) return onNull ?? null;
    if (zone === null || format === null) return null;
    return formatDate(instantOf(date), formatOf('$dateToString', format) ?? '%Y-%m-%dT%H:%M:%S.%LZ', zone);
  }),
  $dateFromString: onNamed(({ dateString, format, timezone, onError, onNull }) => {
    const zone = zoneOf(timezone);
    if (isNil(dateString)) return onNull ?? null;
    if (zone === null || format === null) return null;
    try {
      if (typeof dateString !== 'string')
        throw new Error(`$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)}`);
      return parseDate(dateString, formatOf('$dateFromString', format), timezone === undefined ? undefined : zone);
    } catch (error) {
      if (onError !== undefined) return onError;
      throw error;
    }
  }),
  $dateFromParts: onNamed(fromParts),
  $dateToParts: onNamed(({ date, timezone, iso8601 }) => {
    const zone = zoneOf(timezone);
    if (isNil(date) || zone === null) return null;
    const parts = dateParts(instantOf(date), zone);
    const { hour, minute, second, millisecond } = parts;
    const time = { hour, minute, second, millisecond };
    if (iso8601 === null) return null;
    if (iso8601 !== undefined && typeof iso8601 !== 'boolean')
      throw new Error(`iso8601 must evaluate to a bool, found ${typeName(iso8601)}`);
    if (iso8601 === true)
      return { isoWeekYear: parts.isoWeekYear, isoWeek: parts.isoWeek, isoDayOfWeek: parts.isoDayOfWeek, ...time };
    return { year: parts.year, month: parts.month, day: parts.dayOfMonth, ...time };
  }),
};
