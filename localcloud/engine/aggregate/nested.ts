import { type Fields, fieldOf, isFields, type Value } from '../value/value';

/**
 * The document with a value at a path, as a stage puts one there: subdocuments on the way are copied or made, and
 * whatever else stands on the way, arrays too, gives place to one.
 */
export function withNested(document: Fields, names: readonly string[], value: Value, at = 0): Fields {
  const name = names[at]!;
  if (at === names.length - 1) return { ...document, [name]: value };
  const next = fieldOf(document, name);
  return { ...document, [name]: withNested(isFields(next) ? next : {}, names, value, at + 1) };
}
