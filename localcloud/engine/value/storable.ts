import { Regex } from './regex';
import { isFields, type Value } from './value';

/**
 * Why a value could not be read back from the data folder as it is, in words for its caller, or null when it can: names
 * that extended JSON takes for types, dates that are none, and what is no value of a document at all.
 */
export function whyNotStorable(value: Value | undefined, path: string): string | null {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return null;
    case 'object':
      break;
    default:
      return `The value of '${path}' cannot be of type ${typeof value}`;
  }
  if (value === null || value instanceof Regex) return null;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? `The date of '${path}' is beyond the range of dates` : null;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const why = whyNotStorable(item, `${path}.${i}`);
      if (why) return why;
    }
    return null;
  }
  if (!isFields(value)) return `The value of '${path}' cannot be of a class of its own`;
  for (const key of Object.keys(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (key[0] === '$') return `The dollar ($) prefixed field '${key}' in '${inner}' is not valid for storage.`;
    const why = whyNotStorable(value[key], inner);
    if (why) return why;
  }
  return null;
}
