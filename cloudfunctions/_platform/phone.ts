import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { isLocalCloud, needed, variable } from './variables';

/**
 * Stands in for PHONE_KEY in the local cloud alone, so that a deployment without a key refuses to store phones.
 */
const DEMO_KEY = 'demo key of the local cloud: not for any phone of a real person';

const secret = (): string => (isLocalCloud() ? (variable('PHONE_KEY') ?? DEMO_KEY) : needed('PHONE_KEY'));

const keyFor = (purpose: string): Buffer => createHash('sha256').update(`${purpose}\n${secret()}`).digest();

/** A keyed hash of a text, for one purpose: the same text gives the same hash, without the key nobody can tell. */
export const keyedHash = (purpose: string, text: string): string =>
  createHmac('sha256', keyFor(purpose)).update(text).digest('hex').slice(0, 40);

/** The keyed hash by which a phone is looked up. */
export const phoneHash = (phone: string): string => keyedHash('look up', phone);

/** A phone, or other personal text, encrypted for storage (AES-256-GCM): nonce, tag and text in base64. */
export function seal(text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** What `seal` sealed. Throws when it was changed or sealed with another key. */
export function unseal(sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor('seal'), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** 138****5521 */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** 王** for what others may see of a name. */
export function maskName(name: string): string {
  const letters = [...name];
  return `${letters[0] ?? ''}${'*'.repeat(Math.min(Math.max(letters.length - 1, 1), 2))}`;
}
