import type { Regex } from './regex';

/** What a document may hold. Every number of the wire is a JavaScript number here. */
export type Value = null | boolean | number | string | Date | Regex | Value[] | Fields;

/** A subdocument, or a document without its promise of an `_id`. */
export type Fields = { [key: string]: Value };

/**
 * A stored document. Never changed in place: a write puts a new one in its stead, so readers may keep it.
 * The platform also takes numbers as `_id`; they are kept as they are.
 */
export type Document = Fields & { _id: string };

/** A plain object: neither array, date nor regular expression. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** An own field; inherited names such as `constructor` are missing fields. */
export const fieldOf = (fields: Fields, key: string): Value | undefined =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;

/** `{ $gt: 1 }` and the like: an object whose first key is an operator. */
export const isOperators = (value: unknown): value is Fields => isFields(value) && Object.keys(value)[0]?.[0] === '$';

/** Also an object without a prototype, or with that of another realm: its copy is like any other. */
function isPlain(value: object): value is Fields {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A copy that shares nothing that can be changed. */
export function cloneValue<T extends Value>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneValue) as T;
  if (value instanceof Date) return new Date(value) as T;
  if (!isPlain(value)) return value;
  const copy: Fields = {};
  for (const key of Object.keys(value)) copy[key] = cloneValue(value[key] as Value);
  return copy as T;
}
