import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { seal, unseal } from './phone';

/** 16 MB and some tens of milliseconds a try, which the smallest function has. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const HASH_BYTES = 32;

/**
 * A password as it is kept: what scrypt makes of it with a salt of its own, sealed by the key of phones. Six digits are
 * guessed in a day by whoever has the hash; who has the database alone has no hash. Sealed it moves to another key with
 * the phones (docs/operate.md, Keys).
 */
export interface SealedPassword {
  readonly salt: string;
  readonly sealed: string;
}

const hashOf = (password: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'base64'), HASH_BYTES, COST, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });

/** Makes of a password what is kept of it. */
export async function sealPassword(password: string): Promise<SealedPassword> {
  const salt = randomBytes(16).toString('base64');
  return { salt, sealed: seal((await hashOf(password, salt)).toString('base64')) };
}

/** Stands where nothing is kept, so that nobody has a password that takes as long. */
const NOBODY = randomBytes(16).toString('base64');

/**
 * Whether a password is the one that was sealed: worked out whole and compared whole, whatever it is. Null, where none is
 * kept, takes as long and is never right.
 */
export async function isPassword(kept: SealedPassword | null, password: string): Promise<boolean> {
  const hash = await hashOf(password, kept?.salt ?? NOBODY);
  const sealed = kept ? Buffer.from(unseal(kept.sealed), 'base64') : randomBytes(HASH_BYTES);
  return timingSafeEqual(hash, sealed) && kept !== null;
}
