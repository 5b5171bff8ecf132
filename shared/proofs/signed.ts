import { canonical } from './canonical';

/** What a certificate of any kind has, whatever it certifies. */
export interface Signed {
  readonly kind: string;
  /** The day at whose close it was so, and that day's hash, which everybody is shown. */
  readonly day: string;
  readonly dayHash: string;
  /** The shop's public key of Ed25519, and its signature of all the rest; in hexadecimal. */
  readonly key: string;
  readonly signature: string;
}

/** What a shop signs of a certificate: all of it but the signature. */
export const signedText = ({ signature: _signature, ...rest }: Signed): string => `certificate\n${canonical(rest)}`;

/** Whether a signature of Ed25519 is a key's over a text; key and signature are in hexadecimal. */
export type VerifySignature = (key: string, text: string, signature: string) => boolean;

/** Where a certificate fails first: what was looked at, what it would have to be, and what it is. */
export interface CertificateFault {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

/** A fault of form: what stands at a place may be anything. */
export const faultAt = (place: string, expected: string, found: unknown): CertificateFault => ({
  place,
  expected,
  found: typeof found === 'object' ? canonical(found) : String(found),
});

/** Whether something is a SHA-256, or a public key, as they are written. */
export const isHash = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

/** What is not as it must be of what every certificate has. */
export function signedFault({ dayHash, key, signature }: Signed): CertificateFault | null {
  if (!isHash(dayHash)) return faultAt('dayHash', 'a hash', dayHash);
  if (!isHash(key)) return faultAt('key', 'a key', key);
  if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/.test(signature))
    return faultAt('signature', 'a signature', signature);
  return null;
}
