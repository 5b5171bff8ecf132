import { failedUpdate } from '../errors';
import { compareValues, typeName } from '../value/compare';
import { cloneValue, type Fields, type Value } from '../value/value';
import type { Change } from './arrays';
import { checkPath, findSpot, isNumber, makeSpot, naming, put } from './paths';

export const set: Change = (document, segments, operand) => {
  put(makeSpot(document, segments), cloneValue(operand));
};

/** An element of an array becomes null, so that the others keep their places. */
export const unset: Change = (document, segments) => {
  const spot = findSpot(document, segments);
  if (!spot) return;
  if (Array.isArray(spot.parent)) put(spot, null);
  else delete spot.parent[spot.key];
};

// What the operators are given has been checked before: see operands.ts.
const arithmetic =
  (operator: string, whenMissing: (operand: number) => number, compute: (a: number, b: number) => number): Change =>
  (document, segments, given) => {
    const operand = given as number;
    const spot = makeSpot(document, segments);
    if (spot.value === undefined) return put(spot, whenMissing(operand));
    if (!isNumber(spot.value))
      throw failedUpdate(
        `Cannot apply ${operator} to a value of non-numeric type. ${naming(document)} has the field '${spot.key}' of non-numeric type ${typeName(spot.value)}`,
      );
    put(spot, compute(spot.value, operand));
  };

export const inc = arithmetic(
  '$inc',
  (operand) => operand,
  (a, b) => a + b,
);
export const mul = arithmetic(
  '$mul',
  () => 0,
  (a, b) => a * b,
);

const bounded =
  (replaces: (order: number) => boolean): Change =>
  (document, segments, operand) => {
    const spot = makeSpot(document, segments);
    if (spot.value === undefined || replaces(compareValues(operand, spot.value))) put(spot, cloneValue(operand));
  };

export const min = bounded((order) => order < 0);
export const max = bounded((order) => order > 0);

export const currentDate: Change = (document, segments, _operand, { now }) => {
  put(makeSpot(document, segments), new Date(now));
};

export const rename: Change = (document, segments, operand) => {
  const target = checkPath(operand as string);
  throwIfThroughArray(document, segments, 'source');
  const spot = findSpot(document, segments);
  if (!spot) return;
  throwIfThroughArray(document, target, 'destination');
  const value = spot.value as Value;
  if (!Array.isArray(spot.parent)) delete spot.parent[spot.key];
  put(makeSpot(document, target), value);
};

function throwIfThroughArray(document: Parameters<Change>[0], segments: string[], which: string): void {
  for (let i = 1; i < segments.length; i++) {
    if (Array.isArray(findSpot(document, segments.slice(0, i))?.value))
      throw failedUpdate(
        `The ${which} field cannot be an array element, '${segments.join('.')}' in doc with ${naming(document)}`,
      );
  }
}

const bitOperations: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

export const bit: Change = (document, segments, operand) => {
  const spot = makeSpot(document, segments);
  let value = spot.value ?? 0;
  for (const [name, by] of Object.entries(operand as Fields)) {
    const operation = bitOperations[name]!;
    if (!Number.isSafeInteger(value))
      throw failedUpdate(
        `Cannot apply $bit to a value of non-integral type.${naming(document)} has the field ${spot.key} of non-integer type ${typeName(value)}`,
      );
    value = Number(BigInt.asIntN(64, operation(BigInt(value as number), BigInt(by as number))));
  }
  put(spot, value);
};
