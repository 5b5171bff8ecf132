import { Regex } from './regex';
import { type Fields, fieldOf, type Value } from './value';

/** MongoDB's order of types; values of different types compare by it alone. A missing value comes before null. */
export function typeRank(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  if (typeof value === 'number') return 2;
  if (typeof value === 'string') return 3;
  if (typeof value === 'boolean') return 8;
  if (Array.isArray(value)) return 5;
  if (value instanceof Date) return 9;
  if (value instanceof Regex) return 11;
  return 4;
}

const typeNames: Record<number, string> = {
  0: 'missing',
  1: 'null',
  3: 'string',
  4: 'object',
  5: 'array',
  8: 'bool',
  9: 'date',
  11: 'regex',
};

/** MongoDB's name of a value's type, as in `$type` and in error texts. */
export function typeName(value: Value | undefined): string {
  if (typeof value !== 'number') return typeNames[typeRank(value)] ?? 'unknown';
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double';
  return value >= -2147483648 && value <= 2147483647 ? 'int' : 'long';
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  // NaN is below every number and equal to itself.
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : -1) : 1;
}

/** By code points, as MongoDB's byte order of UTF-8; JavaScript's own order differs for characters beyond U+FFFF. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xPair = x >= 0xd800 && x <= 0xdfff;
    const yPair = y >= 0xd800 && y <= 0xdfff;
    if (xPair !== yPair) return xPair ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function compareFields(a: Fields, b: Fields): number {
  const keysA = Object.keys(a);
  const keysB = Object.keys(b);
  const length = Math.min(keysA.length, keysB.length);
  for (let i = 0; i < length; i++) {
    const keyA = keysA[i]!;
    const keyB = keysB[i]!;
    const valueA = fieldOf(a, keyA);
    const valueB = fieldOf(b, keyB);
    const order = typeRank(valueA) - typeRank(valueB) || compareStrings(keyA, keyB) || compareValues(valueA, valueB);
    if (order) return order;
  }
  return keysA.length - keysB.length;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order) return order;
  }
  return a.length - b.length;
}

/** MongoDB's order of values: negative, zero or positive. Fields of subdocuments compare in their order. */
export function compareValues(a: Value | undefined, b: Value | undefined): number {
  if (a === b) return 0;
  const rank = typeRank(a);
  const order = rank - typeRank(b);
  if (order) return order < 0 ? -1 : 1;
  switch (rank) {
    case 2:
      return compareNumbers(a as number, b as number);
    case 3:
      return compareStrings(a as string, b as string);
    case 4:
      return compareFields(a as Fields, b as Fields);
    case 5:
      return compareArrays(a as Value[], b as Value[]);
    case 8:
      return a ? 1 : -1;
    case 9:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    case 11:
      return (
        compareStrings((a as Regex).pattern, (b as Regex).pattern) ||
        compareStrings((a as Regex).options, (b as Regex).options)
      );
    default:
      return 0;
  }
}

export const areEqual = (a: Value | undefined, b: Value | undefined): boolean => compareValues(a, b) === 0;
