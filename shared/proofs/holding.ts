import { type BalanceProof, checkProof } from './balance';
import type { HashOfText } from './merkle';
import { chainRoot, PROVED } from './root';
import { type CertificateFault, faultAt, isHash, type Signed } from './signed';

/** Of what form a certificate of a holding is: a later one may hold more. */
export const HOLDING_FORM = 1;

/**
 * That somebody held so many appreciating points, or more, as a day ended, and that so many are locked since: the file that
 * is downloaded, and what is checked without its shop. It names nobody, and no value. What else its holder had is told in
 * `balance` alone, which is there only where the holder wanted it.
 */
export interface HoldingCertificate extends Signed {
  readonly kind: 'holding';
  readonly form: typeof HOLDING_FORM;
  readonly certificateId: string;
  /** The holder's pseudonym: the same on every certificate, and in the register of collectibles. */
  readonly holder: string;
  /** Millionths of a point. */
  readonly microPoints: number;
  /** Since when they are locked. */
  readonly atMs: number;
  /** The totals of all balances of that close, and their root, which the day's hash was taken over last. */
  readonly root: { readonly sums: readonly string[]; readonly hash: string };
  /** The day's chain of hashes before the root. */
  readonly chainedHash: string;
  /** The way from all of the holder's balances up to the root. It names the holder's account: told only if wanted. */
  readonly balance: BalanceProof | null;
}

/** Letters of ids that follow from what they are for, one for each byte of its hash (cloudfunctions/_platform/ids). */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LETTERS_IN_ID = 24;

/** The pseudonym of a member's account in the books: whoever is told the account sees whose certificate it is. */
function pseudonymOf(account: string, hash: HashOfText): string {
  const digest = hash(account.replace(/^member:/, ''));
  let letters = 'H';
  for (let nth = 0; nth < LETTERS_IN_ID; nth += 1)
    letters += LETTERS[Number.parseInt(digest.slice(nth * 2, nth * 2 + 2), 16) % LETTERS.length];
  return letters;
}

/** What is read of a file may be anything: its form, before anything is worked out of it. */
function formFault(file: HoldingCertificate): CertificateFault | null {
  if (file.form !== HOLDING_FORM) return faultAt('form', String(HOLDING_FORM), file.form);
  for (const place of ['certificateId', 'holder', 'day'] as const)
    if (typeof file[place] !== 'string') return faultAt(place, 'a text', file[place]);
  const { microPoints, atMs, root, chainedHash, balance } = file;
  if (!Number.isSafeInteger(microPoints) || microPoints <= 0)
    return faultAt('microPoints', 'a whole number above 0', microPoints);
  if (!Number.isSafeInteger(atMs)) return faultAt('atMs', 'a moment', atMs);
  if (!isHash(root?.hash) || !Array.isArray(root.sums) || root.sums.length !== PROVED.length)
    return faultAt('root', 'a root', root);
  if (!isHash(chainedHash)) return faultAt('chainedHash', 'a hash', chainedHash);
  return typeof balance === 'object' ? null : faultAt('balance', 'a proof, or none', balance);
}

const NTH_OF_POINTS = PROVED.indexOf('appreciating');

/** Whether one sum is at least another; both may pass 2^53. */
const reaches = (sum: string, least: string): boolean =>
  sum.length === least.length ? sum >= least : sum.length > least.length;

/** Where the balances that a holder showed are not those of the certificate. */
function balanceFault(
  { balance, holder, microPoints, day, dayHash, root }: HoldingCertificate,
  hash: HashOfText,
): CertificateFault | null {
  if (balance === null) return null;
  const fault = checkProof(balance);
  if (fault) return { ...fault, place: `balance.${fault.place}` };
  const compared: readonly (readonly [place: string, expected: string, found: string])[] = [
    ['balance.day', day, balance.day],
    ['balance.dayHash', dayHash, balance.dayHash],
    ['balance.root.hash', root.hash, balance.root.hash],
    ['balance.holder', holder, pseudonymOf(balance.holder, hash)],
  ];
  for (const [place, expected, found] of compared) if (expected !== found) return { place, expected, found };
  const held = balance.balances[NTH_OF_POINTS]!;
  return reaches(held, String(microPoints)) ? null : faultAt('balance.balances', `at least ${microPoints}`, held);
}

/**
 * Where the certificate of a holding fails first, its signature aside: the root of all balances is in the day's hash, the
 * points are no more than all there are, and the balances that its holder showed are the holder's and lead to that root.
 */
export function holdingFault(file: HoldingCertificate, hash: HashOfText): CertificateFault | null {
  const ofForm = formFault(file);
  if (ofForm) return ofForm;
  const { chainedHash, day, root, dayHash, microPoints } = file;
  const expected = chainRoot(chainedHash, day, root, hash);
  if (expected !== dayHash) return { place: 'dayHash', expected, found: dayHash };
  const all = String(root.sums[NTH_OF_POINTS]);
  if (!reaches(all, String(microPoints))) return faultAt('microPoints', `at most ${all}`, microPoints);
  return balanceFault(file, hash);
}
