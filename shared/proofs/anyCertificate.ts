import { type Certificate, collectibleFault } from './certificate';
import { type HoldingCertificate, holdingFault } from './holding';
import type { HashOfText } from './merkle';
import { type CertificateFault, faultAt, signedFault, signedText, type VerifySignature } from './signed';

/** A certificate of any kind that a shop gives out. */
export type AnyCertificate = Certificate | HoldingCertificate;
type Kind = AnyCertificate['kind'];
type OfKind<Of extends Kind> = Extract<AnyCertificate, { kind: Of }>;

/** Of each kind where it fails first, its signature aside. What is asked may be anything that calls itself so. */
const FAULTS: { readonly [Of in Kind]: (file: OfKind<Of>, hash: HashOfText) => CertificateFault | null } = {
  collectible: collectibleFault,
  holding: holdingFault,
};

const isOfKind = (file: unknown): file is AnyCertificate =>
  typeof file === 'object' && file !== null && Object.keys(FAULTS).includes(String((file as AnyCertificate).kind));

/** Faults of what may be anything: a file that cannot even be worked through is no certificate. */
function guarded(faultOf: () => CertificateFault | null): CertificateFault | null {
  try {
    return faultOf();
  } catch (error) {
    return faultAt('file', 'a certificate', (error as Error).message);
  }
}

/**
 * Checks a certificate by nothing but itself, its signature aside: what it says leads up to the hash of its day. For
 * devices that cannot check a signature. @returns the first fault, or null.
 */
const unsignedFault = (file: unknown, hash: HashOfText): CertificateFault | null =>
  guarded(() => {
    if (!isOfKind(file))
      return faultAt('kind', Object.keys(FAULTS).join(' or '), (file as { kind?: unknown } | null)?.kind);
    const faultOf = FAULTS[file.kind] as (file: AnyCertificate, hash: HashOfText) => CertificateFault | null;
    return faultOf(file, hash) ?? signedFault(file);
  });

/**
 * Checks a certificate of any kind by nothing but itself: what it says leads up to the hash of its day, and the shop
 * signed all of it. What is left to a reader is to compare the day's hash, and the key, with those that everybody is
 * shown. @returns the first fault, or null.
 */
export const certificateFault = (file: unknown, hash: HashOfText, verify: VerifySignature): CertificateFault | null =>
  unsignedFault(file, hash) ??
  guarded(() => {
    const { key, signature } = file as AnyCertificate;
    return verify(key, signedText(file as AnyCertificate), signature)
      ? null
      : { place: 'signature', expected: `one by ${key}`, found: signature };
  });
