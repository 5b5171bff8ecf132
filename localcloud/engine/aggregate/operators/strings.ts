import { typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { isNil, type Operator, onValue, onValues } from './operator';

/** Text of a string, number or date; null and missing are empty. */
function textOf(value: Value | undefined): string {
  if (isNil(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new Error(`can't convert from BSON type ${typeName(value)} to String`);
}

function stringOf(name: string, value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error(`${name} requires a string argument, found: ${typeName(value)}`);
  return value;
}

function wholeOf(name: string, value: Value | undefined, otherwise?: number): number {
  if (value === undefined && otherwise !== undefined) return otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new Error(`${name}: the position must be a whole number (is BSON type ${typeName(value)})`);
  return value;
}

/** Only the letters of ASCII change case, as in MongoDB. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** Finds within units: bytes, or code points. */
function indexWithin<Unit>(
  name: string,
  operands: Array<Value | undefined>,
  split: (text: string) => ArrayLike<Unit>,
): Value {
  const [text, sought, from, to] = operands;
  if (isNil(text)) return null;
  const units = split(stringOf(name, text));
  const wanted = split(stringOf(name, sought));
  const start = wholeOf(name, from, 0);
  const end = Math.min(wholeOf(name, to, units.length), units.length);
  if (start < 0 || end < 0) throw new Error(`${name} requires a nonnegative starting and ending index`);
  for (let i = start; i + wanted.length <= end; i++) {
    let j = 0;
    while (j < wanted.length && units[i + j] === wanted[j]) j++;
    if (j === wanted.length) return i;
  }
  return -1;
}

function substringOfBytes(operands: Array<Value | undefined>): string {
  const bytes = Buffer.from(textOf(operands[0]));
  const start = wholeOf('$substrBytes', operands[1]);
  const length = wholeOf('$substrBytes', operands[2]);
  if (start < 0) throw new Error(`$substrBytes:  starting index must be non-negative (got: ${start})`);
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  if (start >= bytes.length) return '';
  const isContinuation = (at: number) => at < bytes.length && (bytes[at]! & 0xc0) === 0x80;
  if (isContinuation(start))
    throw new Error('$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.');
  if (isContinuation(end))
    throw new Error('$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.toString('utf8', start, end);
}

function substringOfPoints(operands: Array<Value | undefined>): string {
  const points = [...textOf(operands[0])];
  const start = wholeOf('$substrCP', operands[1]);
  const length = wholeOf('$substrCP', operands[2]);
  if (start < 0 || length < 0) throw new Error('$substrCP: the starting index and length must be nonnegative integers');
  return points.slice(start, start + length).join('');
}

export const strings: Record<string, Operator> = {
  $toLower: onValue('$toLower', (value) => lower(textOf(value))),
  $toUpper: onValue('$toUpper', (value) => upper(textOf(value))),
  $strLenBytes: onValue('$strLenBytes', (value) => Buffer.byteLength(stringOf('$strLenBytes', value))),
  $strLenCP: onValue('$strLenCP', (value) => [...stringOf('$strLenCP', value)].length),
  $strcasecmp: onValues((operands) => {
    const [a, b] = operands.map((value) => upper(textOf(value)));
    return a! < b! ? -1 : a! > b! ? 1 : 0;
  }),
  $substr: onValues(substringOfBytes),
  $substrBytes: onValues(substringOfBytes),
  $substrCP: onValues(substringOfPoints),
  $indexOfBytes: onValues((operands) => indexWithin('$indexOfBytes', operands, (text) => Buffer.from(text))),
  $indexOfCP: onValues((operands) => indexWithin('$indexOfCP', operands, (text) => [...text])),
  $concat: onValues((operands) => {
    if (operands.some(isNil)) return null;
    for (const value of operands)
      if (typeof value !== 'string') throw new Error(`$concat only supports strings, not ${typeName(value)}`);
    return operands.join('');
  }),
  $split: onValues(([text, separator]) => {
    if (isNil(text) || isNil(separator)) return null;
    const by = stringOf('$split', separator);
    if (by === '') throw new Error('$split requires a non-empty separator');
    return stringOf('$split', text).split(by);
  }),
};
