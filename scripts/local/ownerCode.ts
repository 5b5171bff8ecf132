import { createHash, randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that no letter passes for a digit. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** A new one-time code of an owner: 16 characters by chance (80 bits) in groups of four, XXXX-XXXX-XXXX-XXXX. */
export function newOwnerCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** The value of OWNER_CODE under which a code is taken until a moment: the code itself is kept nowhere. */
export const ownerVariable = (code: string, expiresAtMs: number): string =>
  `${expiresAtMs}:${createHash('sha256').update(code).digest('hex')}`;
