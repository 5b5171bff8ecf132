import { exceeded, failedQuery } from './errors';
import type { Limits } from './limits';
import { segmentsOf } from './value/path';
import { Regex } from './value/regex';
import type { Value } from './value/value';

/** Deeper nesting than this is refused anywhere in a request: far above what MongoDB takes, far below the stack. */
export const maxDepth = 200;

/** Operators whose work on one document is not bounded by the size of the document and the query. */
const costlyOperators = new Set(['$regex', '$expr', '$jsonSchema', '$lookup', '$facet']);
/** More values than this, or longer paths, make a request costly by themselves. */
const costlyValues = 200;
const costlySegments = 8;

/**
 * Looks through a request before anything is done with it.
 * @returns whether its work may be out of proportion to the documents that it looks at.
 * @throws DatabaseError when it is nested too deep, holds too many values, or names a field as MongoDB cannot.
 */
export function inspect(asked: ReadonlyArray<Value | undefined>, data: Value | undefined, limits: Limits): boolean {
  let values = 0;
  let isCostly = false;
  const look = (value: Value | undefined, depth: number): void => {
    values += 1;
    if (typeof value !== 'object' || value === null || value instanceof Date) return;
    if (depth > maxDepth) throw exceeded(`The request is nested more than ${maxDepth} levels deep`);
    if (value instanceof Regex) isCostly = true;
    else if (Array.isArray(value)) for (const item of value) look(item, depth + 1);
    else
      for (const key of Object.keys(value)) {
        const segments = segmentsOf(key, failedQuery).length;
        if (segments > costlySegments || costlyOperators.has(key)) isCostly = true;
        look(value[key], depth + 1);
      }
  };
  for (const value of asked) {
    // An aggregation computes whatever it holds.
    if (Array.isArray(value)) isCostly = true;
    look(value, 0);
  }
  if (values > limits.queryValues)
    throw exceeded(
      `A query, an order or a pipeline holds at most ${limits.queryValues} values, this one has ${values}: ask in parts`,
    );
  look(data, 0);
  return isCostly || values > costlyValues;
}
