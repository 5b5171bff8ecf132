import { evalExpr } from 'mingo/core';
import { type Fields, fieldOf, isFields, type Value } from '../../value/value';
import type { Operator } from './operator';

/**
 * The value at a path as expressions see it. Through an array it gives the field of each subdocument in it, names of
 * digits too: an expression never takes an element by its number. Arrays within arrays are passed over.
 */
export function valueAtPath(value: Value | undefined, names: readonly string[], at = 0): Value | undefined {
  if (at === names.length) return value;
  if (isFields(value)) return valueAtPath(fieldOf(value, names[at]!), names, at + 1);
  if (!Array.isArray(value) || at === 0) return undefined;
  return valuesIn(value, names, at);
}

function valuesIn(array: Value[], names: readonly string[], at: number): Value[] {
  const values: Value[] = [];
  for (const item of array) {
    const value = isFields(item) ? valueAtPath(fieldOf(item, names[at]!), names, at + 1) : undefined;
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** What a reference with a dot becomes before mingo sees it, which would take elements by number and see scalars through. */
const pathOperator = '$localCloudPath';

/** `$a.b` or `$$item.b` as that operator. */
export function pathExpression(reference: string): Value {
  const [first, ...names] = reference.split('.') as [string, ...string[]];
  return { [pathOperator]: [first, ...names] };
}

export const path: Record<string, Operator> = {
  [pathOperator]: (document, expression, options) => {
    const [first, ...names] = expression as [string, ...string[]];
    const base = evalExpr(document, first as never, options) as Value | undefined;
    if (Array.isArray(base)) return valuesIn(base, names, 0);
    return isFields(base) ? valueAtPath(base as Fields, names) : undefined;
  },
};
