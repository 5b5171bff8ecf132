import { chainEditions, type EditionAtClose, editionLeaf } from './edition';
import { type HashOfText, rootOfPath, type Step } from './merkle';
import { chainRoot } from './root';
import { editionIdOf, fingerprintOf, type SeriesRecord } from './series';
import { type CertificateFault, faultAt, isHash, type Signed } from './signed';

/** Of what form a certificate is: a later one may hold more. */
export const CERTIFICATE_FORM = 1;

/** Whose an edition was at the close of a day: the file that is downloaded, and what is checked without its shop. */
export interface Certificate extends Signed {
  readonly kind: 'collectible';
  readonly form: typeof CERTIFICATE_FORM;
  readonly series: SeriesRecord;
  readonly number: number;
  readonly edition: EditionAtClose;
  /** From the edition's leaf up to the root over all editions of that close. */
  readonly path: readonly { readonly side: Step['side']; readonly hash: string }[];
  readonly editions: { readonly count: number; readonly root: string };
  /** The day's chain of hashes before the root over the editions. */
  readonly chainedHash: string;
  /** The root over all balances, the last of the chain; null on a day that has none. */
  readonly balances: { readonly sums: readonly string[]; readonly hash: string } | null;
}

/** What is read of a file may be anything: its form, before anything is worked out of it. */
function formFault(file: Certificate): CertificateFault | null {
  if (file.form !== CERTIFICATE_FORM) return faultAt('form', String(CERTIFICATE_FORM), file.form);
  const { series, edition, editions, path, balances } = file;
  if (typeof series !== 'object' || series === null) return faultAt('series', 'a series', series);
  if (typeof edition !== 'object' || edition === null) return faultAt('edition', 'an edition', edition);
  if (typeof editions !== 'object' || editions === null) return faultAt('editions', 'a root', editions);
  if (!Array.isArray(path) || path.length > 64) return faultAt('path', 'a path', path);
  for (const [at, step] of path.entries())
    if (!isHash(step?.hash) || (step.side !== 'left' && step.side !== 'right'))
      return faultAt(`path[${at}]`, 'a side and a hash', step);
  const hashes = { 'editions.root': editions.root, chainedHash: file.chainedHash };
  for (const [place, hash] of Object.entries(hashes)) if (!isHash(hash)) return faultAt(place, 'a hash', hash);
  if (balances !== null && (!isHash(balances?.hash) || !Array.isArray(balances.sums)))
    return faultAt('balances', 'a root, or none', balances);
  return null;
}

/**
 * Where the certificate of an edition fails first, its signature aside: the series' fingerprint follows from its record,
 * the edition's id from its number, its leaf leads to the root, and the root is in the day's hash.
 */
export function collectibleFault(file: Certificate, hash: HashOfText): CertificateFault | null {
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
    if (expected !== found) return faultAt(place, expected, found);
  }
  return null;
}
