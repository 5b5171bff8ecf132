import { Regex } from './regex';
import { isFields, type Value } from './value';

/**
 * Bytes that MongoDB would store for a value (BSON), without the name and type of the field that holds it. Stops at more
 * than `most`: what shares its parts with itself may be small in memory and endless when it is counted.
 */
export function storedSize(value: Value, most = Number.POSITIVE_INFINITY): number {
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
  const add = (name: number, inner: Value | undefined): boolean =>
    (bytes += 2 + name + storedSize(inner as Value, most - bytes)) > most;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) if (add(String(i).length, item)) return bytes;
  } else for (const key of Object.keys(value)) if (add(Buffer.byteLength(key), value[key])) return bytes;
  return bytes;
}

/** Levels of nesting: 1 for a document that holds scalars alone; looks no deeper than one level beyond `most`. */
export function depthOf(value: Value, most: number): number {
  if (typeof value !== 'object' || value === null || most < 0) return 0;
  let depth = 0;
  if (Array.isArray(value)) for (const item of value) depth = Math.max(depth, depthOf(item, most - 1));
  else if (isFields(value))
    for (const key of Object.keys(value)) depth = Math.max(depth, depthOf(value[key] as Value, most - 1));
  else return 0;
  return 1 + depth;
}

/** About the bytes that a value takes, what it shares with itself counted each time; stops at more than `most`. */
export function sizeWithin(value: Value | undefined, most: number): number {
  if (typeof value === 'string') return 8 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 16;
  if (Array.isArray(value)) {
    for (const item of value) if ((bytes += sizeWithin(item, most - bytes)) > most) return bytes;
  } else if (isFields(value))
    for (const key of Object.keys(value))
      if ((bytes += key.length + sizeWithin(value[key], most - bytes)) > most) return bytes;
  return bytes;
}
