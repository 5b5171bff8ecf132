import { EXCHANGE_FORM, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import {
  editionAtClose,
  numberIn,
  type RegisteredEdition,
  type RegisterHead,
  type RegisterPage,
  registerIdOf,
  registerPageText,
  registerText,
} from '@shared/proofs';
import { note } from '../_actions/audit';
import type { Caller } from '../_actions/outcomes';
import { lastClose } from '../_books/closesRead';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { publicKeyOf, signatureOver, signingKey } from '../_platform/signing';
import { transact } from '../_platform/transactions';
import { editionDays, editions, registers, series } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { SeriesDocument } from '../_store/documents/collectibles';

/** Series in one register: each with its story. */
const SERIES_AT_MOST = 300;

type Issued = Pick<SeriesDocument, '_id' | 'record' | 'fingerprint' | 'issuer'>;
type Refused = 'certificate/notYet' | 'certificate/noKey' | 'register/tooMany' | 'collectible/unknown';

/** What a register is made of: its signed head, its id, and the close that it is as of. */
interface Begun {
  readonly id: string;
  readonly head: RegisterHead;
}

/** The series of a register: the one that was asked for, or all that were issued by the day. */
async function seriesOf(seriesId: string | undefined, day: string): Promise<Outcome<Issued[], Refused>> {
  const fields = { record: true, fingerprint: true, issuer: true, state: true };
  const found = await series.find(seriesId === undefined ? { state: 'issued' } : { _id: seriesId, state: 'issued' }, {
    orderBy: [['issuedAtMs', 'desc']],
    limit: SERIES_AT_MOST + 1,
    fields,
  });
  if (found.length > SERIES_AT_MOST) return refuse('register/tooMany', { most: SERIES_AT_MOST });
  if (seriesId !== undefined && found.length === 0) return refuse('collectible/unknown');
  const issued = found.filter(({ record }) => record !== null && record.issuedDay <= day);
  return issued.length > 0 ? done(issued) : refuse('certificate/notYet');
}

/** Behind every id that begins so. */
const behind = (prefix: string): string => `${prefix}\uffff`;

/** The records of a day's tree in which an edition of a series stands: ids are in order there, and so are its records. */
async function recordsOf(day: string, seriesId: string): Promise<number[]> {
  const prefix = `${seriesId}-`;
  const fields = { nth: true, ids: true };
  const [before] = await editionDays.find(
    { day, firstId: _.lte(prefix) },
    { orderBy: [['firstId', 'desc']], limit: 1, fields },
  );
  const met = before?.ids.some((id) => id.startsWith(prefix)) ? [before.nth] : [];
  const within = _.and(_.gt(prefix), _.lte(behind(prefix)));
  for await (const { nth } of editionDays.walk({ day, firstId: within }, { keys: [['firstId', 'asc']], fields }))
    met.push(nth);
  return met;
}

/** Every record of a tree. */
const everyRecord = ({ editions: tree }: CloseDocument): number[] => (tree?.recordRoots ?? []).map((_root, nth) => nth);

/** Begins the register of a series, or of all that are issued, as of the last close. The same close makes the same. */
export async function beginRegister(seriesId: string | undefined): Promise<Outcome<Begun, Refused>> {
  const key = signingKey();
  if (!key) return refuse('certificate/noKey');
  const close = await lastClose();
  if (!close?.editions?.root || close.editions.chainedHash === null || close.dayHash === null)
    return refuse('certificate/notYet');
  const found = await seriesOf(seriesId, close._id);
  if (!found.ok) return found;
  const { editions: tree, proof } = close;
  const head: RegisterHead = {
    kind: 'register',
    form: EXCHANGE_FORM,
    issuer: { ...found.value[0]!.issuer },
    day: close._id,
    series: found.value.map(({ record, fingerprint }) => ({ record: record!, fingerprint: fingerprint! })),
    pages: seriesId === undefined ? everyRecord(close) : await recordsOf(close._id, seriesId),
    recordRoots: [...tree.recordRoots],
    editions: { count: tree.count, root: close.editions.root },
    chainedHash: close.editions.chainedHash,
    balances: proof?.root ? { sums: [...proof.root.sums], hash: proof.root.hash } : null,
    dayHash: close.dayHash,
    key: publicKeyOf(key),
    signature: '',
  };
  const signed = { ...head, signature: signatureOver(registerText(head), key) };
  return done({ id: registerIdOf(signed, sha256), head: signed });
}

/** The series of a register. */
export const seriesIdsOf = ({ series: all }: RegisterHead): string[] => all.map(({ record }) => record.seriesId);

/** Keeps that a register was made, since acknowledgements name it, and writes it down before anything is given out. */
export async function keepRegister({ id, head }: Begun, caller: Caller): Promise<void> {
  const { day } = head;
  const seriesIds = seriesIdsOf(head);
  await transact(async (transaction) => {
    // The same of the same close may be there.
    const before = await registers.get(id, transaction);
    const made = { _id: id, day, seriesIds, madeAtMs: caller.nowMs, submitted: 0 };
    if (!before) await registers.put(made, transaction);
    await note(caller, 'exchange.exportRegister', { register: id, day, series: seriesIds.length }, transaction);
  });
}

/** The id of a record of a day's tree (dailyClose/sealEditions). */
const recordId = (day: string, nth: number): string => `${day}:${String(nth).padStart(6, '0')}`;

/**
 * One page of a register: a record of its day's tree with the editions of its series. Null where that day's tree is kept
 * no more, since it was begun two closes ago.
 */
export async function registerPage(
  { id, day, seriesIds }: { readonly id: string; readonly day: string; readonly seriesIds: readonly string[] },
  record: number,
  nowMs: number,
): Promise<RegisterPage | null> {
  const key = signingKey();
  const leaves = await editionDays.get(recordId(day, record));
  if (!key || !leaves) return null;
  const wanted = new Set(seriesIds);
  const seriesIn = (editionId: string) => editionId.slice(0, editionId.lastIndexOf('-'));
  const ids = leaves.ids.filter((editionId) => wanted.has(seriesIn(editionId)));
  const [found, of] = await Promise.all([
    editions.getMany(ids, { seriesId: true, steps: true, state: true, listing: true }),
    series.getMany([...new Set(ids.map(seriesIn))], { fingerprint: true }),
  ]);
  const known = new Map(found.map((one) => [one._id, one]));
  const fingerprints = new Map(of.map(({ _id, fingerprint }) => [_id, fingerprint!]));
  const registered: RegisteredEdition[] = [];
  for (const [at, editionId] of leaves.ids.entries()) {
    const edition = known.get(editionId);
    const fingerprint = edition && fingerprints.get(edition.seriesId);
    const then = edition && fingerprint && editionAtClose({ editionId, fingerprint }, edition.steps, day);
    if (!then) continue;
    const { seriesId, listing } = edition;
    const asksListing = listing?.state === 'asked';
    registered.push({ ...then, seriesId, number: numberIn(seriesId, editionId)!, at, asksListing });
  }
  const page = { register: id, record, madeAtMs: nowMs, leaves: [...leaves.hashes], editions: registered };
  const unsigned = { ...page, signature: '' };
  return { ...unsigned, signature: signatureOver(registerPageText(unsigned), key) };
}
