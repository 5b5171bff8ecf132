import { canonical } from './canonical';
import { chainEditions, type EditionAtClose, editionLeaf } from './edition';
import { type HashOfText, rootOf } from './merkle';
import { chainRoot } from './root';
import { fingerprintOf, numberIn, type SeriesRecord } from './series';
import type { CertificateFault, VerifySignature } from './signed';

/** An edition in a register: as it was at the close, where its leaf stands, and whether its holder wants it listed. */
export interface RegisteredEdition extends EditionAtClose {
  readonly seriesId: string;
  readonly number: number;
  /** The place of its leaf among those of its page, from 0. */
  readonly at: number;
  /** Its holder asks for it to be listed: as of when the page was made, not of the close. */
  readonly asksListing: boolean;
}

/** What a register is of: signed, and by its hash the register's id. */
export interface RegisterHead {
  readonly kind: 'register';
  readonly form: number;
  readonly issuer: { readonly shopId: string; readonly name: string };
  readonly day: string;
  /** Every series of it, as it was frozen. */
  readonly series: readonly { readonly record: SeriesRecord; readonly fingerprint: string }[];
  /** Records of the tree in which an edition of these series stands, from 0 and rising: each is a page. */
  readonly pages: readonly number[];
  /** The roots of all records of the tree over all editions, and the root over them. */
  readonly recordRoots: readonly string[];
  readonly editions: { readonly count: number; readonly root: string };
  /** As in a certificate: what leads from the root to the day's hash. */
  readonly chainedHash: string;
  readonly balances: { readonly sums: readonly string[]; readonly hash: string } | null;
  readonly dayHash: string;
  readonly key: string;
  readonly signature: string;
}

/** One record of the tree: all its leaves, and the editions of the register among them. Signed. */
export interface RegisterPage {
  /** The id of the register that it belongs to. */
  readonly register: string;
  readonly record: number;
  readonly madeAtMs: number;
  readonly leaves: readonly string[];
  readonly editions: readonly RegisteredEdition[];
  readonly signature: string;
}

/** The file: what it is of, and its pages. */
export interface Register extends RegisterHead {
  readonly parts: readonly RegisterPage[];
}

const withoutSignature = <T extends { readonly signature: string }>({ signature: _signature, ...rest }: T) => rest;

/** What a shop signs of a register before its pages. */
export const registerText = (head: RegisterHead): string => `register\n${canonical(withoutSignature(head))}`;

/** What a shop signs of a page. */
export const registerPageText = (page: RegisterPage): string => `register page\n${canonical(withoutSignature(page))}`;

/** The id of a register: the hash over what is signed of it before its pages. The same close makes the same. */
export const registerIdOf = (head: RegisterHead, hash: HashOfText): string => hash(registerText(head));

const rootHash = (hashes: readonly string[], hash: HashOfText): string =>
  rootOf(
    hashes.map((one) => ({ sums: [], hash: one })),
    hash,
  )?.hash ?? '';

type Compared = readonly [place: string, expected: string, found: string];

function* headCompared(head: RegisterHead, hash: HashOfText): Generator<Compared> {
  for (const [at, { record, fingerprint }] of head.series.entries())
    yield [`series[${at}].fingerprint`, fingerprintOf(record, hash), fingerprint];
  yield ['editions.root', rootHash(head.recordRoots, hash), head.editions.root];
  const chained = chainEditions(head.chainedHash, head.day, head.editions, hash);
  yield ['dayHash', head.balances ? chainRoot(chained, head.day, head.balances, hash) : chained, head.dayHash];
}

function* pageCompared(head: RegisterHead, page: RegisterPage, place: string, hash: HashOfText): Generator<Compared> {
  const fingerprints = new Map(head.series.map(({ record, fingerprint }) => [record.seriesId, fingerprint]));
  yield [`${place}.leaves`, head.recordRoots[page.record] ?? 'a record', rootHash(page.leaves, hash)];
  let before = -1;
  for (const [nth, edition] of page.editions.entries()) {
    const where = `${place}.editions[${nth}]`;
    const { seriesId, number, at } = edition;
    yield [`${where}.fingerprint`, fingerprints.get(seriesId) ?? 'of a series of the register', edition.fingerprint];
    yield [`${where}.number`, String(numberIn(seriesId, edition.editionId)), String(number)];
    yield [`${where}.at`, at > before ? String(at) : `above ${before}`, String(at)];
    yield [where, page.leaves[at] ?? 'a leaf', editionLeaf(edition, hash).hash];
    before = at;
  }
}

function* compared(file: Register, hash: HashOfText): Generator<Compared> {
  const { parts, ...head } = file;
  yield* headCompared(head, hash);
  const id = registerIdOf(head, hash);
  yield ['parts', head.pages.join(', '), parts.map(({ record }) => record).join(', ')];
  for (const [nth, page] of parts.entries()) {
    yield [`parts[${nth}].register`, id, page.register];
    yield* pageCompared(head, page, `parts[${nth}]`, hash);
  }
}

/**
 * Checks a register by nothing but itself: fingerprints follow from records, each edition's leaf stands in its record, the
 * records lead to the root and the root to the day's hash, no page is missing, and the shop signed all of it. Its form has
 * been looked at. @returns the first fault, or null.
 */
export function registerFault(file: Register, hash: HashOfText, verify: VerifySignature): CertificateFault | null {
  for (const [place, expected, found] of compared(file, hash))
    if (expected !== found) return { place, expected, found };
  const { parts, ...head } = file;
  const wrong = (place: string, found: string) => ({ place, expected: `one by ${head.key}`, found });
  if (!verify(head.key, registerText(head), head.signature)) return wrong('signature', head.signature);
  for (const [nth, page] of parts.entries())
    if (!verify(head.key, registerPageText(page), page.signature))
      return wrong(`parts[${nth}].signature`, page.signature);
  return null;
}
