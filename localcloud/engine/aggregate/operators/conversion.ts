import { typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { parseDate } from './dateFormat';
import { isNil, type Operator, onNamed, onValue } from './operator';

const unsupported = (value: Value, to: string): Error =>
  new Error(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);

function toNumber(value: Value, to: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && to !== 'int') return value.getTime();
  if (typeof value === 'string') {
    const isWhole = to === 'int' || to === 'long';
    if ((isWhole ? /^[+-]?\d+$/ : /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i).test(value)) return Number(value);
    throw new Error(`Failed to parse number '${value}' in $convert with no onError value`);
  }
  throw unsupported(value, to);
}

function toWhole(value: Value, to: 'int' | 'long'): number {
  const number = toNumber(value, to);
  const limit = to === 'int' ? 2147483647 : Number.MAX_SAFE_INTEGER;
  if (!Number.isFinite(number) || number > limit || number < -limit - 1)
    throw new Error(`Conversion would overflow target type in $convert with no onError value: ${number}`);
  return Math.trunc(number);
}

function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw unsupported(value, 'string');
}

function toDate(value: Value): Date {
  if (value instanceof Date) return value;
  if (typeof value === 'number') return new Date(Math.trunc(value));
  if (typeof value === 'string') return parseDate(value, undefined, undefined);
  throw unsupported(value, 'date');
}

const conversions: Record<string, (value: Value) => Value> = {
  double: (value) => toNumber(value, 'double'),
  decimal: (value) => toNumber(value, 'decimal'),
  int: (value) => toWhole(value, 'int'),
  long: (value) => toWhole(value, 'long'),
  string: toText,
  bool: (value) => value !== false && value !== 0,
  date: toDate,
  // Ids are plain text here, as the SDK shows them.
  objectId: (value) => {
    if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value))
      throw new Error(`Failed to parse objectId '${String(value)}' in $convert with no onError value`);
    return value;
  },
};
const codes: Record<number, string> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const to = (name: string): Operator =>
  onValue(`$to${name[0]!.toUpperCase()}${name.slice(1)}`, (value) => (isNil(value) ? null : conversions[name]!(value)));

export const conversion: Record<string, Operator> = {
  $toDouble: to('double'),
  $toDecimal: to('decimal'),
  $toInt: to('int'),
  $toLong: to('long'),
  $toString: to('string'),
  $toBool: to('bool'),
  $toDate: to('date'),
  $toObjectId: to('objectId'),
  $isNumber: onValue('$isNumber', (value) => typeof value === 'number'),
  $type: onValue('$type', typeName),
  $convert: onNamed(({ input, to: target, onError, onNull }) => {
    if (isNil(input)) return onNull ?? null;
    const name = typeof target === 'number' ? codes[target] : String(target);
    const convert = name !== undefined && Object.hasOwn(conversions, name) ? conversions[name] : undefined;
    if (!convert) throw new Error(`Unknown type name: ${String(target)}`);
    try {
      return convert(input);
    } catch (error) {
      if (onError !== undefined) return onError;
      throw error;
    }
  }),
};
