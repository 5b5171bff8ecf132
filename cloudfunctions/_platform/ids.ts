import * as crypto from 'node:crypto';
import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Newer runtimes hash in one step, which takes two thirds of the time. */
const inOneStep = (
  crypto as { hash?: (algorithm: string, content: string | Uint8Array, encoding?: 'hex' | 'binary') => string }
).hash;

/** SHA-256 of a text, in hexadecimal. */
export const sha256: (text: string) => string = inOneStep
  ? (text) => inOneStep('sha256', text)
  : (text) => createHash('sha256').update(text).digest('hex');

/** Measured: an answer of letters takes half the time of one of bytes, which is an object of its own each time. */
const lettersOfHash: (bytes: Uint8Array) => string = inOneStep
  ? (bytes) => inOneStep('sha256', bytes, 'binary')
  : (bytes) => createHash('sha256').update(bytes).digest('binary');

/** SHA-256 of bytes, written to a place among others: a close hashes some rows a member. */
export function sha256Into(bytes: Uint8Array, into: Uint8Array, at: number): void {
  const letters = lettersOfHash(bytes);
  for (let nth = 0; nth < letters.length; nth += 1) into[at + nth] = letters.charCodeAt(nth);
}

/** Without characters that are easily mistaken for each other. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

const lettersOf = (bytes: Buffer): string => Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('');

/** A new id: the prefix and `length` letters by chance. 32^10 are more than 10^15. */
export const newId = (prefix: string, length = 10): string => `${prefix}${lettersOf(randomBytes(length))}`;

/** Digits by chance, for a code that may be typed. */
export const newDigits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('');

/** An id that follows from what it is for: the same request gets the same id. 120 bits. */
export const derivedId = (prefix: string, ...parts: string[]): string =>
  `${prefix}${lettersOf(createHash('sha256').update(parts.join('\n')).digest().subarray(0, 24))}`;

/** 260 bits by chance, for a session. */
export const newToken = (): string => randomBytes(33).toString('base64url');
