import { chainRoot } from './balance';
import { canonical } from './canonical';
import { chainEditions, type EditionAtClose, editionLeaf } from './edition';
import { type HashOfText, rootOfPath, type Step } from './merkle';
import { editionIdOf, fingerprintOf, type SeriesRecord } from './series';

/** Of what form a certificate is: a later one may hold more. */
export const CERTIFICATE_FORM = 1;

/** Whose an edition was at the close of a day: the file that is downloaded, and what is checked without its shop. */
export interface Certificate {
  readonly kind: 'collectible';
  readonly form: typeof CERTIFICATE_FORM;
  readonly series: SeriesRecord;
  readonly number: number;
  readonly edition: EditionAtClose;
  readonly day: string;
  /** From the edition's leaf up to the root over all editions of that close. */
  readonly path: readonly { readonly side: Step['side']; readonly hash: string }[];
  readonly editions: { readonly count: number; readonly root: string };
  /** The day's chain of hashes before the root over the editions. */
  readonly chainedHash: string;
  /** The root over all balances, the last of the chain; null on a day that has none. */
  readonly balances: { readonly sums: readonly string[]; readonly hash: string } | null;
  readonly dayHash: string;
  /** The shop's public key of Ed25519, and its signature of all the rest; in hexadecimal. */
  readonly key: string;
  readonly signature: string;
}

/** What a shop signs of a certificate: all of it but the signature. */
export const signedText = ({ signature: _signature, ...rest }: Certificate): string =>
  `certificate\n${canonical(rest)}`;

/** Whether a signature of Ed25519 is a key's over a text; key and signature are in hexadecimal. */
type VerifySignature = (key: string, text: string, signature: string) => boolean;

/** Where a certificate fails first: what was looked at, what it would have to be, and what it is. */
interface CertificateFault {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

const isHash = (text: unknown): boolean => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

/** What is read of a file may be anything: its form, before anything is worked out of it. */
function formFault(file: Certificate): CertificateFault | null {
  const fault = (place: string, expected: string, found: unknown) => ({ place, expected, found: String(found) });
  if (file?.kind !== 'collectible') return fault('kind', 'collectible', file?.kind);
  if (file.form !== CERTIFICATE_FORM) return fault('form', String(CERTIFICATE_FORM), file.form);
  const { series, edition, editions, path, balances } = file;
  if (typeof series !== 'object' || series === null) return fault('series', 'a series', series);
  if (typeof edition !== 'object' || edition === null) return fault('edition', 'an edition', edition);
  if (typeof editions !== 'object' || editions === null) return fault('editions', 'a root', editions);
  if (!Array.isArray(path) || path.length > 64) return fault('path', 'a path', path);
  for (const [at, step] of path.entries())
    if (!isHash(step?.hash) || (step.side !== 'left' && step.side !== 'right'))
      return fault(`path[${at}]`, 'a side and a hash', canonical(step ?? null));
  const hashes = { 'editions.root': editions.root, chainedHash: file.chainedHash, dayHash: file.dayHash };
  for (const [place, hash] of Object.entries(hashes)) if (!isHash(hash)) return fault(place, 'a hash', hash);
  if (balances !== null && (!isHash(balances?.hash) || !Array.isArray(balances.sums)))
    return fault('balances', 'a root, or none', canonical(balances ?? null));
  if (!isHash(file.key)) return fault('key', 'a key', file.key);
  if (typeof file.signature !== 'string' || !/^[0-9a-f]{128}$/.test(file.signature))
    return fault('signature', 'a signature', file.signature);
  return null;
}

/**
 * Checks a certificate by nothing but itself: the series' fingerprint follows from its record, the edition's id from its
 * number, its leaf leads to the root, the root is in the day's hash, and the shop signed all of it. What is left to a
 * reader is to compare the day's hash, and the key, with those that everybody is shown. @returns the first fault, or null.
 */
export function certificateFault(
  file: Certificate,
  hash: HashOfText,
  verify: VerifySignature,
): CertificateFault | null {
  const ofForm = formFault(file);
  if (ofForm) return ofForm;
  const { series, edition, number, day, editions } = file;
  const leaf = editionLeaf(edition, hash);
  const steps = file.path.map(({ side, hash: beside }): Step => ({ side, hash: beside, sums: [] }));
  const chained = chainEditions(file.chainedHash, day, editions, hash);
  const compared: readonly (readonly [place: string, expected: () => string, found: string])[] = [
    ['edition.fingerprint', () => fingerprintOf(series, hash), edition.fingerprint],
    ['edition.editionId', () => editionIdOf(series.seriesId, number), edition.editionId],
    [
      'number',
      () => (number >= 1 && number <= series.supply ? String(number) : `1 to ${series.supply}`),
      String(number),
    ],
    ['path, up to editions.root', () => rootOfPath(leaf, steps, hash).hash, editions.root],
    ['dayHash', () => (file.balances ? chainRoot(chained, day, file.balances, hash) : chained), file.dayHash],
  ];
  for (const [place, expect, found] of compared) {
    const expected = expect();
    if (expected !== found) return { place, expected, found };
  }
  return verify(file.key, signedText(file), file.signature)
    ? null
    : { place: 'signature', expected: `one by ${file.key}`, found: file.signature };
}
