import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Signed, signedText } from '@shared/proofs';
import { variable } from './variables';

/** A private key of Ed25519 as PKCS #8 is this, and its 32 bytes; a public one as SPKI is that, and its 32 bytes. */
const PKCS8_OF_SEED = '302e020100300506032b657004220420';
const SPKI_OF_KEY = '302a300506032b6570032100';
const KEY_BYTES = 32;

/** The shop's key, by which certificates and registers are signed; null where none is set up. */
export function signingKey(): KeyObject | null {
  const seed = variable('CERTIFICATE_KEY');
  if (seed === undefined) return null;
  return createPrivateKey({ key: Buffer.from(PKCS8_OF_SEED + seed, 'hex'), format: 'der', type: 'pkcs8' });
}

/** The public side of a key, in hexadecimal: what everybody checks certificates by. */
export const publicKeyOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-KEY_BYTES).toString('hex');

/** A key's signature over a text, in hexadecimal. */
export const signatureOver = (text: string, key: KeyObject): string =>
  sign(null, Buffer.from(text), key).toString('hex');

/** Whether a signature is a public key's over a text; key and signature are in hexadecimal. */
export function isSignedBy(key: string, text: string, signature: string): boolean {
  const publicKey = createPublicKey({ key: Buffer.from(SPKI_OF_KEY + key, 'hex'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'));
}

/** A certificate with the shop's signature over all of it. */
export function signed<C extends Signed>(unsigned: Omit<C, 'key' | 'signature'>, key: KeyObject): C {
  const certificate = { ...unsigned, key: publicKeyOf(key), signature: '' } as unknown as C;
  return { ...certificate, signature: signatureOver(signedText(certificate), key) };
}
