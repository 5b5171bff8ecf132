import { fieldOf, isFields, type Value } from '../value/value';

const isIndex = (segment: string): boolean => /^\d+$/.test(segment);

/**
 * Visits what a path of a query reaches, as MongoDB walks it: through the elements of arrays on the way, and by number
 * into them. With `expand` an array at the path's end gives its elements first, then itself. A field that is not there
 * is visited as undefined, except below elements that are no subdocuments. Stops, and is true, when a visit is true.
 */
export function walk(
  value: Value | undefined,
  segments: readonly string[],
  expand: boolean,
  visit: (value: Value | undefined) => boolean,
  at = 0,
): boolean {
  if (at === segments.length) {
    if (expand && Array.isArray(value)) for (const item of value) if (visit(item)) return true;
    return visit(value);
  }
  const segment = segments[at]!;
  if (Array.isArray(value)) {
    for (const item of value) if (isFields(item) && walk(item, segments, expand, visit, at)) return true;
    if (!isIndex(segment)) return false;
    const item = value[Number(segment)];
    return item !== undefined && walk(item, segments, expand, visit, at + 1);
  }
  if (!isFields(value)) return visit(undefined);
  const field = fieldOf(value, segment);
  return field === undefined ? visit(undefined) : walk(field, segments, expand, visit, at + 1);
}

/** Every value that a path reaches, arrays at its end expanded: null where the field is missing, undefined for an empty array. */
export function valuesAt(value: Value, path: string): Array<Value | undefined> {
  const values: Array<Value | undefined> = [];
  walk(value, path.split('.'), false, (found) => {
    // Not as arguments of one call: those of a long array are more than a call may have.
    if (Array.isArray(found) && found.length > 0) for (const item of found) values.push(item);
    else values.push(Array.isArray(found) ? undefined : (found ?? null));
    return false;
  });
  return values;
}
