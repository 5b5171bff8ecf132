import { failedQuery } from '../errors';
import { compareValues, typeName, typeRank } from '../value/compare';
import { Regex } from '../value/regex';
import { isOperators, type Value } from '../value/value';
import type { LeafTest } from './predicate';

/** Codes and names that `$type` takes. */
const typeTests: Record<string, (value: Value) => boolean> = {
  double: (value) => typeName(value) === 'double',
  int: (value) => typeName(value) === 'int',
  long: (value) => typeName(value) === 'long',
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  object: (value) => typeRank(value) === 4,
  array: Array.isArray,
  bool: (value) => typeof value === 'boolean',
  date: (value) => value instanceof Date,
  null: (value) => value === null,
  regex: (value) => value instanceof Regex,
};
/** Types that MongoDB knows and no document here holds. */
const absentTypes = `decimal objectId binData undefined dbPointer javascript symbol javascriptWithScope timestamp minKey
  maxKey`.split(/\s+/);
const typeCodes: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};

/** @throws DatabaseError for what is no name or code of a type. */
function typeTest(kind: Value): (value: Value) => boolean {
  if (typeof kind !== 'string' && typeof kind !== 'number')
    throw failedQuery('(TypeMismatch) type must be represented as a number or a string');
  const name = typeof kind === 'number' ? typeCodes[kind] : kind;
  if (name === undefined) throw failedQuery(`(BadValue) Invalid numerical type code: ${kind}`);
  if (absentTypes.includes(name)) return () => false;
  const test = Object.hasOwn(typeTests, name) ? typeTests[name] : undefined;
  if (!test) throw failedQuery(`(BadValue) Unknown type name alias: ${name}`);
  return test;
}

const integer = (value: Value | undefined): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : undefined;

/** The tests of single values that queries are made of. */
export const leafTests = {
  /** Null also fits a missing field. */
  eq(operand: Value): LeafTest {
    if (operand === null) return (value) => value === undefined || value === null;
    if (typeof operand !== 'object') {
      if (typeof operand === 'number' && Number.isNaN(operand))
        return (value) => typeof value === 'number' && Number.isNaN(value);
      return (value) => value === operand;
    }
    return (value) => compareValues(value, operand) === 0;
  },

  /** Only values of the operand's type are compared; null with `>=` or `<=` fits null and missing fields. */
  ordered(operator: string, operand: Value, fits: (order: number) => boolean): LeafTest {
    if (operand instanceof Regex) throw failedQuery(`(BadValue) Can't have RegEx as arg to predicate ${operator}.`);
    const rank = typeRank(operand);
    if (operand === null) return (value) => (value === undefined || value === null) && fits(0);
    if (typeof operand === 'number' && Number.isNaN(operand))
      return (value) => typeof value === 'number' && Number.isNaN(value) && fits(0);
    return (value) => {
      if (typeRank(value) !== rank) return false;
      if (typeof value === 'number' && Number.isNaN(value)) return false;
      return fits(compareValues(value, operand));
    };
  },

  in(operator: string, operand: Value): LeafTest {
    if (!Array.isArray(operand)) throw failedQuery(`(BadValue) ${operator} needs an array`);
    const scalars = new Set<Value | undefined>();
    const others: LeafTest[] = [];
    for (const item of operand) {
      if (item === null) scalars.add(null).add(undefined);
      else if (isOperators(item)) throw failedQuery(`(BadValue) cannot nest $ under ${operator}`);
      else if (item instanceof Regex) others.push(leafTests.regex(item));
      else if (typeof item === 'object') others.push(leafTests.eq(item));
      else scalars.add(item);
    }
    if (others.length === 0) return (value) => scalars.has(value);
    return (value) => scalars.has(value) || others.some((test) => test(value));
  },

  regex(operand: Regex): LeafTest {
    try {
      operand.expression;
    } catch (error) {
      throw failedQuery(`(BadValue) ${(error as Error).message}`);
    }
    return (value) => {
      if (typeof value === 'string') return operand.test(value);
      return value instanceof Regex && compareValues(value, operand) === 0;
    };
  },

  type(operand: Value): LeafTest {
    const kinds = (Array.isArray(operand) ? operand : [operand]).map(typeTest);
    if (kinds.length === 0) throw failedQuery('(FailedToParse) $type must match at least one type');
    return (value) => value !== undefined && kinds.some((kind) => kind(value));
  },

  mod(operand: Value): LeafTest {
    if (!Array.isArray(operand)) throw failedQuery('(BadValue) malformed mod, needs to be an array');
    if (operand.length < 2) throw failedQuery('(BadValue) malformed mod, not enough elements');
    if (operand.length > 2) throw failedQuery('(BadValue) malformed mod, too many elements');
    const divisor = integer(operand[0]);
    const remainder = integer(operand[1]);
    if (divisor === undefined || remainder === undefined)
      throw failedQuery('(BadValue) malformed mod, divisor and remainder must be numbers');
    if (divisor === 0) throw failedQuery('(BadValue) divisor cannot be 0');
    // `+ 0` turns -0 into 0: -4 mod 2 is 0.
    return (value) => {
      const whole = integer(value);
      return whole !== undefined && (whole % divisor) + 0 === remainder;
    };
  },

  size(operand: Value): LeafTest {
    if (typeof operand !== 'number' || !Number.isInteger(operand))
      throw failedQuery('(BadValue) Failed to parse $size. Expected an integer');
    if (operand < 0) throw failedQuery('(BadValue) Failed to parse $size. Expected a non-negative number');
    return (value) => Array.isArray(value) && value.length === operand;
  },

  bits(operator: string, operand: Value): LeafTest {
    const mask = bitMask(operator, operand);
    return (value) => {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return false;
      const set = BigInt.asUintN(64, BigInt(value)) & mask;
      if (operator === '$bitsAllSet') return set === mask;
      if (operator === '$bitsAllClear') return set === 0n;
      return operator === '$bitsAnySet' ? set !== 0n : set !== mask;
    };
  },
};

function bitMask(operator: string, operand: Value): bigint {
  if (typeof operand === 'number' && Number.isSafeInteger(operand) && operand >= 0) return BigInt(operand);
  if (
    Array.isArray(operand) &&
    operand.every((bit) => Number.isInteger(bit) && (bit as number) >= 0 && (bit as number) < 64)
  )
    return operand.reduce<bigint>((mask, bit) => mask | (1n << BigInt(bit as number)), 0n);
  throw failedQuery(`(BadValue) ${operator} takes a non-negative number or an array of bit positions`);
}
