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
    const end = Math.min((to as number | undefined) ?? array.length, array.length);
    for (let i = (from as number | undefined) ?? 0; i < end; i++) if (areEqual(array[i], value)) return i;
    return -1;
  }),
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
  $setEquals: onSets('$setEquals', ([first = [], ...rest]) =>
    rest.every((set) => set.length === first.length && set.every((item) => includes(first, item))),
  ),
  $setIsSubset: onSets('$setIsSubset', ([first = [], second = []]) => first.every((item) => includes(second, item))),
  $allElementsTrue: onValue('$allElementsTrue', (value) => arrayOf('$allElementsTrue', value).every(isTrue)),
  $anyElementTrue: onValue('$anyElementTrue', (value) => arrayOf('$anyElementTrue', value).some(isTrue)),
};
