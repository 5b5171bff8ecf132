import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { compileQuery } from './match';
import type { MatchContext } from './predicate';

/**
 * Which element of the array at a path the query matched: what `$` in an update or a projection stands for.
 * @returns the index of the first element that fulfils the query's conditions on the array, or null.
 */
export function matchedPosition(query: Fields, document: Fields, path: string, context: MatchContext): number | null {
  let array: Value | undefined = document;
  const segments = path.split('.');
  for (const segment of segments) array = isFields(array) ? fieldOf(array, segment) : undefined;
  if (!Array.isArray(array)) return null;
  const conditions = conditionsOn(query, path);
  if (conditions.length === 0) return null;
  const tests = conditions.map((condition) => compileQuery(condition, context));
  for (let i = 0; i < array.length; i++) {
    const alone = withOnly(segments, array[i] as Value);
    if (tests.every((test) => test(alone))) return i;
  }
  return null;
}

/** The conditions that speak of the array or of what its elements hold. */
function conditionsOn(query: Fields, path: string): Fields[] {
  const conditions: Fields[] = [];
  for (const key of Object.keys(query)) {
    const operand = query[key] as Value;
    if (key === path || key.startsWith(`${path}.`)) conditions.push({ [key]: operand });
    else if (key === '$and' && Array.isArray(operand))
      for (const branch of operand) if (isFields(branch)) conditions.push(...conditionsOn(branch, path));
  }
  return conditions;
}

function withOnly(segments: string[], element: Value): Fields {
  let value: Value = [element];
  for (const segment of [...segments].reverse()) value = { [segment]: value };
  return value as Fields;
}
