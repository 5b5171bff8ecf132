import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { isLocalCloud, needed, variable } from './variables';

/**
 * Stands in for PHONE_KEY in the local cloud alone, so that a deployment without a key refuses to store phones.
 */
const DEMO_KEY = 'demo key of the local cloud: not for any phone of a real person';

const secret = (): string => (isLocalCloud() ? (variable('PHONE_KEY') ?? DEMO_KEY) : needed('PHONE_KEY'));

/**
 * The keys that open what is stored, the one that is written with first. There are two while the key is changed:
 * whichever of them an instance writes with, every other one reads it (docs/operate.md, Keys).
 */
const secrets = (): readonly string[] => {
  const [now, other] = [secret(), variable('PHONE_KEY_BEFORE')];
  return other === undefined || other === now ? [now] : [now, other];
};

const keyFor = (purpose: string, by: string): Buffer => createHash('sha256').update(`${purpose}\n${by}`).digest();

const hashBy = (by: string, purpose: string, text: string): string =>
  createHmac('sha256', keyFor(purpose, by)).update(text).digest('hex').slice(0, 40);

/** A keyed hash of a text, for one purpose: the same text gives the same hash, without the key nobody can tell. */
export const keyedHash = (purpose: string, text: string): string => hashBy(secret(), purpose, text);

/** The hashes of a text by every key that may have made one, the key of today first. */
export const keyedHashes = (purpose: string, text: string): readonly string[] =>
  secrets().map((by) => hashBy(by, purpose, text));

const LOOK_UP = 'look up';

/** The keyed hash by which a phone is kept. */
export const phoneHash = (phone: string): string => keyedHash(LOOK_UP, phone);

/** The hashes by which a phone may be kept: two while the key is changed, that of today first. */
export const phoneHashes = (phone: string): readonly string[] => keyedHashes(LOOK_UP, phone);

/** Tells the key that is written with from others, and says nothing about it. */
export const phoneKeyId = (): string => keyedHash('key', 'id').slice(0, 16);

/** A phone, or other personal text, encrypted for storage (AES-256-GCM): nonce, tag and text in base64. */
export const seal = (text: string): string => sealWith(text, randomBytes(12));

/**
 * The same, but equal texts give equal seals: its nonce is a keyed hash of the text. For what a client is handed again and
 * again and compares, not for what is stored.
 */
export const sealAlike = (text: string): string =>
  sealWith(text, Buffer.from(keyedHash('nonce', text).slice(0, 24), 'hex'));

function sealWith(text: string, nonce: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal', secret()), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

function unsealBy(by: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor('seal', by), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** What `seal` sealed. Throws when it was changed or sealed with a key that is none of those known. */
export function unseal(sealed: string): string {
  const [now, other] = secrets();
  if (other === undefined) return unsealBy(now!, sealed);
  try {
    return unsealBy(now!, sealed);
  } catch {
    return unsealBy(other, sealed);
  }
}

/** A sealed text as it is kept from now on: the same where the key of today sealed it, else sealed anew. */
export function resealed(sealed: string): string {
  if (secrets().length === 1) return sealed;
  try {
    unsealBy(secret(), sealed);
    return sealed;
  } catch {
    return seal(unseal(sealed));
  }
}

/** 138****5521 */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
