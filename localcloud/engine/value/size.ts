import { Regex } from './regex';
import { isFields, type Value } from './value';

/** Bytes that MongoDB would store for a value (BSON), without the name and type of the field that holds it. */
export function storedSize(value: Value): number {
  switch (typeof value) {
    case 'string':
      return 5 + Buffer.byteLength(value);
    case 'number':
      return Number.isInteger(value) && Math.abs(value) <= 2147483647 ? 4 : 8;
    case 'boolean':
      return 1;
  }
  if (value === null) return 0;
  if (value instanceof Date) return 8;
  if (value instanceof Regex) return Buffer.byteLength(value.pattern) + value.options.length + 2;
  let bytes = 5;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) bytes += 2 + String(i).length + storedSize(item);
  else for (const key of Object.keys(value)) bytes += 2 + Buffer.byteLength(key) + storedSize(value[key] as Value);
  return bytes;
}

/** Levels of nesting: 1 for a document that holds scalars alone. */
export function depthOf(value: Value): number {
  if (Array.isArray(value)) return 1 + value.reduce<number>((depth, item) => Math.max(depth, depthOf(item)), 0);
  if (!isFields(value)) return 0;
  let depth = 0;
  for (const key of Object.keys(value)) depth = Math.max(depth, depthOf(value[key] as Value));
  return 1 + depth;
}
