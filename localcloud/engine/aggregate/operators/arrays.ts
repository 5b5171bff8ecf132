import { areEqual, typeName } from '../../value/compare';
import { type Fields, isFields, type Value } from '../../value/value';
import { isNil, isTrue, type Operator, onValue, onValues } from './operator';

function arrayOf(name: string, value: Value | undefined): Value[] {
  if (!Array.isArray(value))
    throw new Error(`The argument to ${name} must be an array, but was of type: ${typeName(value)}`);
  return value;
}

const includes = (list: Value[], value: Value): boolean => list.some((item) => areEqual(item, value));
const unique = (list: Value[]): Value[] => list.filter((item, i) => !includes(list.slice(0, i), item));

/** Sets that are compared: MongoDB takes no null for one. */
const onArrays = (name: string, compute: (sets: Value[][]) => Value): Operator =>
  onValues((operands) => {
    for (const operand of operands)
      if (!Array.isArray(operand))
        throw new Error(`All operands of ${name} must be arrays. One argument is of type: ${typeName(operand)}`);
    return compute(operands.map((operand) => unique(operand as Value[])));
  });

/** Sets are arrays without their order and repetition; any null operand makes the result null. */
const onSets = (name: string, compute: (sets: Value[][]) => Value): Operator =>
  onValues((operands) => {
    if (operands.some(isNil)) return null;
    return compute(operands.map((operand) => unique(arrayOf(name, operand))));
  });

function slice(operands: Array<Value | undefined>): Value {
  const [array, second, third] = operands;
  if (operands.some(isNil)) return null;
  const list = arrayOf('$slice', array);
  for (const number of operands.slice(1))
    if (!Number.isInteger(number))
      throw new Error(`Argument to $slice must be numeric, but is of type: ${typeName(number)}`);
  if (third === undefined)
    return (second as number) >= 0 ? list.slice(0, second as number) : list.slice(second as number);
  if ((third as number) <= 0) throw new Error('Third argument to $slice must be positive');
  const start = (second as number) >= 0 ? (second as number) : Math.max(0, list.length + (second as number));
  return list.slice(start, start + (third as number));
}

function placeOf(value: Value | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isInteger(value) || (value as number) < 0)
    throw new Error(`$indexOfArray requires a nonnegative whole starting and ending index, found: ${String(value)}`);
  return value as number;
}

/** More numbers than this one expression does not make: MongoDB's own limit is of memory, 64 MB. */
const longestRange = 1_000_000;

function range([from, to, by = 1]: Array<Value | undefined>): Value {
  for (const [what, value] of Object.entries({ starting: from, ending: to, step: by }))
    if (!Number.isInteger(value) || Math.abs(value as number) > 2147483647)
      throw new Error(`$range requires a ${what} value that is a 32-bit integer, found: ${String(value)}`);
  const [start, end, step] = [from, to, by] as number[] as [number, number, number];
  if (step === 0) throw new Error('$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > longestRange)
    throw new Error(`$range would make ${length} numbers, at most ${longestRange} may be: ask for a shorter one`);
  return Array.from({ length }, (_, i) => start + i * step);
}

function objectOf(value: Value | undefined): Value {
  if (isNil(value)) return null;
  const fields: Fields = {};
  for (const item of arrayOf('$arrayToObject', value)) {
    const [key, content] = Array.isArray(item) ? item : isFields(item) ? [item.k, item.v] : [];
    if (typeof key !== 'string' || key === '__proto__')
      throw new Error('$arrayToObject requires an array of key-value pairs, where each key is a string');
    fields[key] = content ?? null;
  }
  return fields;
}

function merged(operands: Array<Value | undefined>): Value {
  const list = operands.length === 1 && Array.isArray(operands[0]) ? operands[0] : operands;
  const fields: Fields = {};
  for (const item of list) {
    if (isNil(item)) continue;
    if (!isFields(item))
      throw new Error(`$mergeObjects requires object inputs, but input is of type ${typeName(item)}`);
    Object.assign(fields, item);
  }
  return fields;
}

export const arrays: Record<string, Operator> = {
  $slice: onValues(slice),
  $in: onValues(([value, list]) => {
    if (!Array.isArray(list)) throw new Error(`$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some((item) => areEqual(item, value));
  }),
  $indexOfArray: onValues(([list, value, from, to]) => {
    if (isNil(list)) return null;
    const array = arrayOf('$indexOfArray', list);
    const end = Math.min(placeOf(to, array.length), array.length);
    for (let i = placeOf(from, 0); i < end; i++) if (areEqual(array[i], value)) return i;
    return -1;
  }),
  $range: onValues(range),
  $first: onValue('$first', (value) => (isNil(value) ? null : arrayOf('$first', value)[0])),
  $last: onValue('$last', (value) => (isNil(value) ? null : arrayOf('$last', value).at(-1))),
  $size: onValue('$size', (value) => arrayOf('$size', value).length),
  $isArray: onValue('$isArray', (value) => Array.isArray(value)),
  $reverseArray: onValue('$reverseArray', (value) =>
    isNil(value) ? null : [...arrayOf('$reverseArray', value)].reverse(),
  ),
  $concatArrays: onValues((operands) =>
    operands.some(isNil) ? null : operands.flatMap((operand) => arrayOf('$concatArrays', operand)),
  ),
  $arrayElemAt: onValues(([list, at]) => {
    if (isNil(list) || isNil(at)) return null;
    if (typeof at !== 'number' || !Number.isInteger(at))
      throw new Error(`$arrayElemAt's second argument must be a numeric value, but is ${typeName(at)}`);
    return arrayOf('$arrayElemAt', list).at(at);
  }),
  $arrayToObject: onValue('$arrayToObject', objectOf),
  $objectToArray: onValue('$objectToArray', (value) => {
    if (isNil(value)) return null;
    if (!isFields(value)) throw new Error(`$objectToArray requires a document input, found: ${typeName(value)}`);
    return Object.keys(value).map((k) => ({ k, v: value[k] as Value }));
  }),
  $mergeObjects: onValues(merged),
  $setUnion: onSets('$setUnion', (sets) => unique(sets.flat())),
  $setIntersection: onSets('$setIntersection', ([first = [], ...rest]) =>
    first.filter((item) => rest.every((set) => includes(set, item))),
  ),
  $setDifference: onSets('$setDifference', ([first = [], second = []]) =>
    first.filter((item) => !includes(second, item)),
  ),
  $setEquals: onArrays('$setEquals', ([first = [], ...rest]) =>
    rest.every((set) => set.length === first.length && set.every((item) => includes(first, item))),
  ),
  $setIsSubset: onArrays('$setIsSubset', ([first = [], second = []]) => first.every((item) => includes(second, item))),
  $allElementsTrue: onValue('$allElementsTrue', (value) => arrayOf('$allElementsTrue', value).every(isTrue)),
  $anyElementTrue: onValue('$anyElementTrue', (value) => arrayOf('$anyElementTrue', value).some(isTrue)),
};
