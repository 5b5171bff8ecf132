import { dateParts, offsetMinutes } from './calendar';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** A date by a format of `%Y` and the like. @throws Error for an unknown specifier. */
export function formatDate(instant: Date, format: string, zone: string): string {
  const parts = dateParts(instant, zone);
  const offset = offsetMinutes(zone, instant);
  const sign = offset < 0 ? '-' : '+';
  return format.replace(/%(.?)/g, (_, specifier: string) => {
    switch (specifier) {
      case 'Y':
        return padded(parts.year, 4);
      case 'm':
        return padded(parts.month, 2);
      case 'd':
        return padded(parts.dayOfMonth, 2);
      case 'H':
        return padded(parts.hour, 2);
      case 'M':
        return padded(parts.minute, 2);
      case 'S':
        return padded(parts.second, 2);
      case 'L':
        return padded(parts.millisecond, 3);
      case 'j':
        return padded(parts.dayOfYear, 3);
      case 'w':
        return String(parts.dayOfWeek);
      case 'u':
        return String(parts.isoDayOfWeek);
      case 'U':
        return padded(parts.week, 2);
      case 'V':
        return padded(parts.isoWeek, 2);
      case 'G':
        return padded(parts.isoWeekYear, 4);
      case 'b':
        return months[parts.month - 1]!.slice(0, 3);
      case 'B':
        return months[parts.month - 1]!;
      case 'z':
        return `${sign}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`;
      case 'Z':
        return `${sign}${padded(Math.abs(offset), 3)}`;
      case '%':
        return '%';
      default:
        throw new Error(`Invalid format character '%${specifier}' in format string`);
    }
  });
}

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;
const slashed =
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** A date from its text: ISO 8601 or `2020/1/31`, or by a format. @throws Error when it cannot be read. */
export function parseDate(text: string, format: string | undefined, zone: string | undefined): Date {
  const found = format === undefined ? plainParts(text) : formattedParts(text, format);
  if (!found) throw new Error(`Error parsing date string '${text}'`);
  if (found.zone !== undefined && zone !== undefined)
    throw new Error(
      'you cannot pass in a date/time string with time zone information together with a timezone argument',
    );
  const { year, month, day, hour, minute, second, millisecond } = found;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const check = new Date(local);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || hour > 24 || minute > 59 || second > 60)
    throw new Error(`Error parsing date string '${text}'; the parsed date was invalid`);
  return new Date(local - offsetMinutes(found.zone ?? zone ?? 'UTC', check) * 60_000);
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  zone: string | undefined;
}

function plainParts(text: string): Parts | null {
  const match = iso.exec(text.trim()) ?? slashed.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '0', zone] = match;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-6),
    zone,
  };
}

const patterns: Record<string, string> = {
  Y: '(\\d{4})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  M: '(\\d{1,2})',
  S: '(\\d{1,2})',
  L: '(\\d{1,3})',
  b: '([A-Za-z]{3})',
  B: '([A-Za-z]+)',
  z: '(Z|[+-]\\d{2}:?\\d{0,2})',
};

function formattedParts(text: string, format: string): Parts | null {
  const order: string[] = [];
  const source = format.replace(/%(.)|[\s\S]/g, (whole, specifier: string | undefined) => {
    if (specifier === undefined) return whole.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    if (specifier === '%') return '%';
    const pattern = Object.hasOwn(patterns, specifier) ? patterns[specifier] : undefined;
    if (pattern === undefined) throw new Error(`Invalid format character '%${specifier}' in format string`);
    order.push(specifier);
    return pattern;
  });
  const match = new RegExp(`^${source}$`).exec(text);
  if (!match) return null;
  const value = (specifier: string): string | undefined => {
    const at = order.indexOf(specifier);
    return at < 0 ? undefined : match[at + 1];
  };
  const name = value('B') ?? value('b');
  const named =
    name === undefined ? -1 : months.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));
  if (name !== undefined && named < 0) return null;
  const [year, day] = [value('Y'), value('d')];
  const month = named >= 0 ? String(named + 1) : value('m');
  if (year === undefined || month === undefined || day === undefined) return null;
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(value('H') ?? 0),
    minute: Number(value('M') ?? 0),
    second: Number(value('S') ?? 0),
    millisecond: Number((value('L') ?? '0').padEnd(3, '0')),
    zone: value('z'),
  };
}
