import { failedUpdate } from '../errors';
import { leafTests } from '../query/leaves';
import { compileElement, type MatchContext } from '../query/match';
import { sortDocuments } from '../query/sort';
import { areEqual, compareValues, typeName } from '../value/compare';
import { Regex } from '../value/regex';
import { cloneValue, type Fields, isFields, isOperators, type Value } from '../value/value';
import { findSpot, makeSpot, naming, put, type Spot } from './paths';

/** Changes the working copy of a document at a path. */
export type Change = (document: Fields, segments: string[], operand: Value, context: MatchContext) => void;

function arrayAt(spot: Spot, complaint: (type: string) => string): Value[] | undefined {
  if (spot.value === undefined) return undefined;
  if (!Array.isArray(spot.value)) throw failedUpdate(complaint(typeName(spot.value)));
  return spot.value;
}

function eachOf(operator: string, operand: Value): Value[] | undefined {
  if (!isFields(operand) || !Object.hasOwn(operand, '$each')) return undefined;
  if (!Array.isArray(operand.$each))
    throw failedUpdate(
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(operand.$each)}`,
    );
  return operand.$each;
}

function integerModifier(operand: Fields, name: string): number | undefined {
  const value = operand[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw failedUpdate(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  return value;
}

export const push: Change = (document, segments, operand) => {
  const each = eachOf('$push', operand);
  const spot = makeSpot(document, segments);
  const array =
    arrayAt(
      spot,
      (type) =>
        `The field '${segments.join('.')}' must be an array but is of type ${type} in document ${naming(document)}`,
    ) ?? [];
  if (!each || !isFields(operand)) {
    put(spot, [...array, cloneValue(operand)]);
    return;
  }
  const unknown = Object.keys(operand).find((key) => !['$each', '$position', '$slice', '$sort'].includes(key));
  if (unknown) throw failedUpdate(`Unrecognized clause in $push: ${unknown}`);
  const position = integerModifier(operand, '$position');
  const slice = integerModifier(operand, '$slice');
  const at = position ?? array.length;
  let result = [...array.slice(0, at), ...cloneValue(each), ...array.slice(at)];
  if (operand.$sort !== undefined) result = sorted(result, operand.$sort);
  if (slice !== undefined) result = slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  put(spot, result);
};

function sorted(array: Value[], spec: Value): Value[] {
  if (spec === 1 || spec === -1) return [...array].sort((a, b) => compareValues(a, b) * spec);
  if (!isFields(spec) || Object.keys(spec).length === 0)
    throw failedUpdate(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const sort = Object.keys(spec).map((path) => {
    const order = spec[path];
    if (order !== 1 && order !== -1) throw failedUpdate('The $sort element value must be either 1 or -1');
    return { path, order: order as 1 | -1 };
  });
  // Elements that are no subdocuments have none of the fields; wrapping lets both be ordered alike.
  return sortDocuments(
    array.map((item) => ({ item })),
    sort.map(({ path, order }) => ({ path: `item.${path}`, order })),
  ).map(({ item }) => item as Value);
}

export const addToSet: Change = (document, segments, operand) => {
  const values = eachOf('$addToSet', operand) ?? [operand];
  const spot = makeSpot(document, segments);
  const array =
    arrayAt(
      spot,
      (type) =>
        `Cannot apply $addToSet to non-array field. Field named '${segments[segments.length - 1]}' has non-array type ${type}`,
    ) ?? [];
  const result = [...array];
  for (const value of values) if (!result.some((item) => areEqual(item, value))) result.push(cloneValue(value));
  put(spot, result);
};

export const pop: Change = (document, segments, operand) => {
  if (operand !== 1 && operand !== -1) throw failedUpdate(`$pop expects 1 or -1, found: ${String(operand)}`);
  const spot = findSpot(document, segments);
  if (!spot) return;
  const array = arrayAt(spot, (type) => `Path '${segments.join('.')}' contains an element of non-array type '${type}'`);
  put(spot, operand === 1 ? array!.slice(0, -1) : array!.slice(1));
};

function pullTest(operand: Value, context: MatchContext): (value: Value) => boolean {
  if (operand instanceof Regex) return leafTests.regex(operand);
  if (isOperators(operand) || isFields(operand)) return compileElement(operand, context);
  return (value) => areEqual(value, operand);
}

export const pull: Change = (document, segments, operand, context) => {
  const test = pullTest(operand, context);
  const spot = findSpot(document, segments);
  if (!spot) return;
  if (!Array.isArray(spot.value)) throw failedUpdate('Cannot apply $pull to a non-array value');
  put(
    spot,
    spot.value.filter((item) => !test(item)),
  );
};

export const pullAll: Change = (document, segments, operand) => {
  if (!Array.isArray(operand))
    throw failedUpdate(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  const spot = findSpot(document, segments);
  if (!spot) return;
  if (!Array.isArray(spot.value)) throw failedUpdate('Cannot apply $pull to a non-array value');
  put(
    spot,
    spot.value.filter((item) => !operand.some((value) => areEqual(item, value))),
  );
};
