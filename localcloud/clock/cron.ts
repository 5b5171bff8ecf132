/** A timer's expression, `sec min hour day month week year`, read and ready to be asked. Times are UTC+8. */
export interface Cron {
  readonly text: string;
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  /** Day and weekday both given: the platform takes a day on which either holds. */
  readonly isEitherDay: boolean;
}

const SHIFT_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  name: string;
  from: number;
  to: number;
  names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'second', from: 0, to: 59 },
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: MONTHS },
  { name: 'week', from: 0, to: 6, names: WEEKDAYS },
  { name: 'year', from: 1970, to: 2099 },
];

function fault(text: string, why: string): Error {
  return new Error(`timer expression "${text}": ${why}`);
}

function readNumber(text: string, part: string, field: Field): number {
  const named = field.names?.indexOf(part.toUpperCase()) ?? -1;
  if (named >= 0) return named + field.from;
  const value = /^\d{1,4}$/.test(part) ? Number(part) : Number.NaN;
  if (!(value >= field.from && value <= field.to))
    throw fault(text, `"${part}" is no ${field.name} (${field.from} to ${field.to})`);
  return value;
}

function readField(text: string, source: string, field: Field): number[] {
  const values = new Set<number>();
  for (const item of source.split(',')) {
    const [range = '', stepText, ...rest] = item.split('/');
    if (rest.length > 0) throw fault(text, `"${item}" has more than one "/"`);
    const step = stepText === undefined ? 1 : Number(/^\d{1,4}$/.test(stepText) ? stepText : 0);
    if (step < 1) throw fault(text, `"${item}" needs a step of at least 1`);
    const ends = range.split('-');
    if (ends.length > 2) throw fault(text, `"${item}" is no range`);
    const [first = '', last] = ends;
    const from = first === '*' ? field.from : readNumber(text, first, field);
    const isOpen = first === '*' || stepText !== undefined;
    const to = last !== undefined ? readNumber(text, last, field) : isOpen ? field.to : from;
    if (to < from) throw fault(text, `"${item}" runs backwards`);
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** Reads a 7-field expression; throws an Error that names the field when it is malformed. */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length)
    throw fault(text, `needs 7 fields (sec min hour day month week year), has ${parts.length}`);
  const [seconds, minutes, hours, days, months, weekdays, years] = FIELDS.map((field, index) =>
    readField(text, parts[index]!, field),
  ) as [number[], number[], number[], number[], number[], number[], number[]];
  return {
    text,
    seconds,
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays),
    years: new Set(years),
    isEitherDay: parts[3] !== '*' && parts[5] !== '*',
  };
}

function isDay(cron: Cron, day: Date): boolean {
  if (!cron.years.has(day.getUTCFullYear()) || !cron.months.has(day.getUTCMonth() + 1)) return false;
  const byDay = cron.days.has(day.getUTCDate());
  const byWeekday = cron.weekdays.has(day.getUTCDay());
  return cron.isEitherDay ? byDay || byWeekday : byDay && byWeekday;
}

/** First second of the day, at or after `secondOfDay`, that the expression names; null when the day has none left. */
function timeOfDay(cron: Cron, secondOfDay: number): number | null {
  for (const hour of cron.hours) {
    if (hour * 3600 + 3599 < secondOfDay) continue;
    for (const minute of cron.minutes) {
      const start = hour * 3600 + minute * 60;
      if (start + 59 < secondOfDay) continue;
      const second = cron.seconds.find((candidate) => start + candidate >= secondOfDay);
      if (second !== undefined) return start + second;
    }
  }
  return null;
}

/** The first moment strictly after `afterMs` that the expression names, in ms since 1970; null when there is none. */
export function nextOccurrence(cron: Cron, afterMs: number): number | null {
  const local = Math.floor(afterMs / 1000) * 1000 + 1000 + SHIFT_MS;
  const firstDay = Math.floor(local / DAY_MS);
  const lastDay = Math.floor(Date.UTC(2099, 11, 31) / DAY_MS);
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (!isDay(cron, new Date(day * DAY_MS))) continue;
    const from = day === firstDay ? (local - day * DAY_MS) / 1000 : 0;
    const found = timeOfDay(cron, from);
    if (found !== null) return day * DAY_MS + found * 1000 - SHIFT_MS;
  }
  return null;
}
