import { Regex } from './regex';
import { isFields, type Value } from './value';

/** A value as MongoDB shows it in its error texts: `{ _id: "k1", n: 5 }`. */
export function show(value: Value | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return value.length ? `[ ${value.map(show).join(', ')} ]` : '[]';
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Regex) return `/${value.pattern}/${value.options}`;
  if (isFields(value)) {
    const fields = Object.keys(value).map((key) => `${key}: ${show(value[key])}`);
    return fields.length ? `{ ${fields.join(', ')} }` : '{}';
  }
  return String(value);
}
