import { failedUpdate } from '../errors';
import { leafTests } from '../query/leaves';
import { compileElement } from '../query/match';
import type { MatchContext } from '../query/predicate';
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

// What the operators are given has been checked before: see operands.ts.
const eachOf = (operand: Value): Value[] | undefined =>
  isFields(operand) && Object.hasOwn(operand, '$each') ? (operand.$each as Value[]) : undefined;

export const push: Change = (document, segments, operand) => {
  const each = eachOf(operand);
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
  const { $position: position, $slice: slice, $sort: sort } = operand;
  const at = (position as number | undefined) ?? array.length;
  let result = [...array.slice(0, at), ...cloneValue(each), ...array.slice(at)];
  if (sort !== undefined) result = sorted(result, sort);
  if (typeof slice === 'number') result = slice >= 0 ? result.slice(0, slice) : result.slice(slice);
  put(spot, result);
};

function sorted(array: Value[], spec: Value): Value[] {
  if (spec === 1 || spec === -1) return [...array].sort((a, b) => compareValues(a, b) * spec);
  const sort = Object.entries(spec as Fields).map(([path, order]) => ({ path, order: order as 1 | -1 }));
  // Elements that are no subdocuments have none of the fields; wrapping lets both be ordered alike.
  return sortDocuments(
    array.map((item) => ({ item })),
    sort.map(({ path, order }) => ({ path: `item.${path}`, order })),
  ).map(({ item }) => item as Value);
}

export const addToSet: Change = (document, segments, operand) => {
  const values = eachOf(operand) ?? [operand];
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
  const spot = findSpot(document, segments);
  if (!spot) return;
  const array = arrayAt(spot, (type) => `Path '${segments.join('.')}' contains an element of non-array type '${type}'`);
  put(spot, operand === 1 ? array!.slice(0, -1) : array!.slice(1));
};

/** What `$pull` takes out. @throws DatabaseError when the condition is malformed. */
export function pullTest(operand: Value, context: MatchContext): (value: Value) => boolean {
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
  const spot = findSpot(document, segments);
  if (!spot) return;
  if (!Array.isArray(spot.value)) throw failedUpdate('Cannot apply $pull to a non-array value');
  put(
    spot,
    spot.value.filter((item) => !(operand as Value[]).some((value) => areEqual(item, value))),
  );
};
