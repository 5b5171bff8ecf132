import { compareValues, typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { isNil, type Operator, onValue, onValues } from './operator';

const numeric = (name: string, value: Value): number => {
  if (typeof value !== 'number') throw new Error(`${name} only supports numeric types, not ${typeName(value)}`);
  return value;
};

/** An operator of one number; null and missing give null. */
export const unary = (name: string, compute: (value: number) => number): Operator =>
  onValue(name, (value) => (isNil(value) ? null : compute(numeric(name, value))));

/** An operator of two numbers; null and missing give null. */
export const binary = (name: string, compute: (a: number, b: number) => number): Operator =>
  onValues((operands) => {
    if (operands.length !== 2)
      throw new Error(`Expression ${name} takes exactly 2 arguments. ${operands.length} were passed in.`);
    const [a, b] = operands;
    return isNil(a) || isNil(b) ? null : compute(numeric(name, a), numeric(name, b));
  });

const positive = (name: string, value: number): number => {
  if (value <= 0) throw new Error(`${name}'s argument must be a positive number, but is ${value}`);
  return value;
};

/** To a place after the point, or before it when negative; halves to the even neighbour, as MongoDB rounds. */
const toPlace = (name: string, toWhole: (value: number) => number): Operator =>
  onValues(([value, place = 0]) => {
    if (isNil(value) || isNil(place)) return null;
    const digits = numeric(name, place);
    if (!Number.isInteger(digits) || digits < -20 || digits > 100)
      throw new Error(`cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
    const number = numeric(name, value);
    if (!Number.isFinite(number)) return number;
    // By the decimal text, so that 1.005 is not spoilt by its binary form.
    const [mantissa, exponent = '0'] = String(number).split('e');
    const shifted = Number(`${mantissa}e${Number(exponent) + digits}`);
    return Number(`${toWhole(shifted)}e${-digits}`) + 0;
  });

const halfToEven = (value: number): number => {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
};

const listOf = (operands: Array<Value | undefined>): Array<Value | undefined> =>
  operands.length === 1 && Array.isArray(operands[0]) ? operands[0] : operands;
const numbersOf = (values: Array<Value | undefined>): number[] => values.filter((value) => typeof value === 'number');

export const sum = (values: Array<Value | undefined>): number =>
  numbersOf(values).reduce((total, value) => total + value, 0);

export function average(values: Array<Value | undefined>): number | null {
  const numbers = numbersOf(values);
  return numbers.length === 0 ? null : sum(numbers) / numbers.length;
}

/** Null with too few numbers: none for a population, one for a sample. */
export function deviation(values: Array<Value | undefined>, isSample: boolean): number | null {
  const numbers = numbersOf(values);
  const divisor = numbers.length - (isSample ? 1 : 0);
  if (numbers.length === 0 || divisor <= 0) return null;
  const mean = sum(numbers) / numbers.length;
  return Math.sqrt(numbers.reduce((squares, value) => squares + (value - mean) ** 2, 0) / divisor);
}

/** The least (-1) or greatest (1) of values of any type; null and missing ones do not count. */
export function extreme(values: Array<Value | undefined>, side: 1 | -1): Value {
  let best: Value = null;
  for (const value of values)
    if (!isNil(value) && (best === null || compareValues(value, best) * side > 0)) best = value;
  return best;
}

export const numbers: Record<string, Operator> = {
  $abs: unary('$abs', Math.abs),
  $ceil: unary('$ceil', Math.ceil),
  $floor: unary('$floor', Math.floor),
  $exp: unary('$exp', Math.exp),
  $ln: unary('$ln', (value) => Math.log(positive('$ln', value))),
  $log10: unary('$log10', (value) => Math.log10(positive('$log10', value))),
  $sqrt: unary('$sqrt', (value) => {
    if (value < 0) throw new Error("$sqrt's argument must be greater than or equal to 0");
    return Math.sqrt(value);
  }),
  $log: binary('$log', (value, base) => {
    if (base <= 0 || base === 1) throw new Error("$log's base must be a positive number not equal to 1");
    // Exact for whole powers, where the quotient of logarithms may be off by the last bit.
    const result = Math.log(positive('$log', value)) / Math.log(base);
    return base ** Math.round(result) === value ? Math.round(result) : result;
  }),
  $mod: binary('$mod', (a, b) => {
    if (b === 0) throw new Error("can't $mod by zero");
    return a % b;
  }),
  $pow: binary('$pow', (a, b) => {
    if (a === 0 && b < 0) throw new Error('$pow cannot take a base of 0 and a negative exponent');
    return a ** b;
  }),
  $divide: binary('$divide', (a, b) => {
    if (b === 0) throw new Error("can't $divide by zero");
    return a / b;
  }),
  $trunc: toPlace('$trunc', Math.trunc),
  $round: toPlace('$round', halfToEven),
  $multiply: onValues((operands) =>
    operands.some(isNil)
      ? null
      : operands.reduce<number>((product, value) => product * numeric('$multiply', value as Value), 1),
  ),
  $sum: onValues((operands) => sum(listOf(operands))),
  $avg: onValues((operands) => average(listOf(operands))),
  $max: onValues((operands) => extreme(listOf(operands), 1)),
  $min: onValues((operands) => extreme(listOf(operands), -1)),
  $stdDevPop: onValues((operands) => deviation(listOf(operands), false)),
  $stdDevSamp: onValues((operands) => deviation(listOf(operands), true)),
};
