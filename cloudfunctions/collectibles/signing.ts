import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type Certificate, signedText } from '@shared/proofs';
import { variable } from '../_platform/variables';

/** A private key of Ed25519 as PKCS #8 is this, and its 32 bytes; of a public one the last 32 bytes of SPKI are the key. */
const PKCS8_OF_SEED = '302e020100300506032b657004220420';
const KEY_BYTES = 32;

/** The shop's key, by which certificates are signed; null where none is set up. */
export function signingKey(): KeyObject | null {
  const seed = variable('CERTIFICATE_KEY');
  if (seed === undefined) return null;
  return createPrivateKey({ key: Buffer.from(PKCS8_OF_SEED + seed, 'hex'), format: 'der', type: 'pkcs8' });
}

/** The public side of a key, in hexadecimal: what everybody checks certificates by. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES).toString('hex');

/** A certificate with the shop's signature over all of it. */
export function signed(unsigned: Omit<Certificate, 'key' | 'signature'>, key: KeyObject): Certificate {
  const certificate = { ...unsigned, key: publicKeyOf(key), signature: '' };
  return { ...certificate, signature: sign(null, Buffer.from(signedText(certificate)), key).toString('hex') };
}
