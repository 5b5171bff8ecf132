import { failedUpdate } from '../errors';
import { compareValues, typeName } from '../value/compare';
import { show } from '../value/show';
import { cloneValue, isFields, type Value } from '../value/value';
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

const arithmetic =
  (
    operator: string,
    verb: string,
    whenMissing: (operand: number) => number,
    compute: (a: number, b: number) => number,
  ): Change =>
  (document, segments, operand) => {
    if (!isNumber(operand))
      throw failedUpdate(`Cannot ${verb} with non-numeric argument: {${segments.join('.')}: ${show(operand)}}`);
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
  'increment',
  (operand) => operand,
  (a, b) => a + b,
);
export const mul = arithmetic(
  '$mul',
  'multiply',
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

export const currentDate: Change = (document, segments, operand, { now }) => {
  const kind = isFields(operand) ? operand.$type : operand;
  if (kind !== true && kind !== 'date')
    throw failedUpdate(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'date'}).`,
    );
  put(makeSpot(document, segments), new Date(now));
};

export const rename: Change = (document, segments, operand) => {
  const path = segments.join('.');
  if (typeof operand !== 'string')
    throw failedUpdate(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  const target = checkPath(operand);
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
  if (!isFields(operand))
    throw failedUpdate(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}}`,
    );
  const spot = makeSpot(document, segments);
  let value = spot.value ?? 0;
  for (const name of Object.keys(operand)) {
    const operation = Object.hasOwn(bitOperations, name) ? bitOperations[name] : undefined;
    if (!operation)
      throw failedUpdate(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(operand[name])}}`,
      );
    const by = operand[name];
    if (!Number.isSafeInteger(by))
      throw failedUpdate(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(by)}' is not supported here: {${name}: ${show(by)}}`,
      );
    if (!Number.isSafeInteger(value))
      throw failedUpdate(
        `Cannot apply $bit to a value of non-integral type.${naming(document)} has the field ${spot.key} of non-integer type ${typeName(value)}`,
      );
    value = Number(BigInt.asIntN(64, operation(BigInt(value as number), BigInt(by as number))));
  }
  put(spot, value);
};
