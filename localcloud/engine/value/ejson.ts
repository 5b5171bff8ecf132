import { invalid } from '../errors';
import { Regex } from './regex';
import type { Fields, Value } from './value';

/** Reads extended JSON as the SDK writes it; server dates become `now` plus their offset. */
export function parseEjson(text: string, now: number): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid('the request holds text that is not JSON');
  }
  return revive(parsed, now, 0);
}

/** The same for JSON that is parsed already. */
export const fromEjson = (parsed: unknown, now: number): Value => revive(parsed, now, 0);

/** Deeper nesting is refused before it could exhaust the stack. */
const maxDepth = 200;

function revive(value: unknown, now: number, depth: number): Value {
  if (typeof value !== 'object' || value === null) return value as Value;
  if (depth > maxDepth) throw invalid('the request is nested too deep');
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = revive(value[i], now, depth + 1);
    return value as Value[];
  }
  const fields = value as Record<string, unknown>;
  const keys = Object.keys(fields);
  const first = keys[0];
  if (first?.[0] === '$') {
    const scalar = reviveScalar(first, fields, now);
    if (scalar !== undefined) return scalar;
  }
  for (const key of keys) {
    if (key === '__proto__') throw invalid("the field name '__proto__' is not allowed");
    const field = fields[key];
    if (typeof field === 'object' && field !== null) fields[key] = revive(field, now, depth + 1);
  }
  return fields as Fields;
}

function reviveScalar(key: string, fields: Record<string, unknown>, now: number): Value | undefined {
  const content = fields[key];
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
    case '$numberDecimal':
      return numberOf(content);
    case '$date':
      return dateOf(content);
    case '$tcb_server_date':
      return dateOf(now + numberOf((content as Fields | null)?.offset ?? 0));
    case '$oid':
      return String(content);
    case '$undefined':
      return null;
    case '$regularExpression': {
      const { pattern, options } = content as { pattern: unknown; options: unknown };
      return new Regex(String(pattern), String(options ?? ''));
    }
    case '$regex':
      // `{ $regex: text, $options: text }` is an operator of queries; only the old extended form is a value.
      return undefined;
    case '$binary':
    case '$timestamp':
    case '$minKey':
    case '$maxKey':
    case '$symbol':
    case '$code':
    case '$dbPointer':
      throw invalid(`values of the kind ${key} are not supported`);
    default:
      return undefined;
  }
}

function numberOf(content: unknown): number {
  if (typeof content === 'number') return content;
  if (typeof content === 'object' && content !== null) return numberOf(Object.values(content)[0]);
  if (content === 'NaN') return Number.NaN;
  const number = Number(content);
  if (typeof content !== 'string' || content === '' || Number.isNaN(number))
    throw invalid(`'${String(content)}' is not a number`);
  return number;
}

function dateOf(content: unknown): Date {
  const date = typeof content === 'string' ? new Date(content) : new Date(numberOf(content));
  if (Number.isNaN(date.getTime())) throw invalid(`'${JSON.stringify(content)}' is not a date`);
  return date;
}

/** Canonical extended JSON, as the SDK reads it: every number says its type. */
export const stringifyEjson = (value: Value): string => write(value, canonicalNumber, canonicalDate);

/**
 * The form kept in the data folder: plain JSON numbers, the rest as extended JSON. Shorter, and most documents are
 * read back by JSON.parse alone.
 */
export const stringifyStored = (value: Value): string => write(value, storedNumber, storedDate);

function canonicalNumber(number: number): string {
  if (Number.isInteger(number) && !Object.is(number, -0)) {
    if (number >= -2147483648 && number <= 2147483647) return `{"$numberInt":"${number}"}`;
    if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return `{"$numberLong":"${number}"}`;
  }
  return `{"$numberDouble":"${Object.is(number, -0) ? '-0.0' : number}"}`;
}

function storedNumber(number: number): string {
  return Number.isFinite(number) && !Object.is(number, -0) ? String(number) : canonicalNumber(number);
}

const canonicalDate = (date: Date): string => `{"$date":{"$numberLong":"${date.getTime()}"}}`;
const storedDate = (date: Date): string => `{"$date":${date.getTime()}}`;

function write(value: Value, number: (value: number) => string, date: (value: Date) => string): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return number(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'null';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map((item) => write(item, number, date)).join(',')}]`;
  if (value instanceof Date) return date(value);
  if (value instanceof Regex)
    return `{"$regularExpression":{"pattern":${JSON.stringify(value.pattern)},"options":${JSON.stringify(value.options)}}}`;
  let text = '{';
  for (const key of Object.keys(value)) {
    const field = value[key];
    if (field === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${JSON.stringify(key)}:${write(field, number, date)}`;
  }
  return `${text}}`;
}
