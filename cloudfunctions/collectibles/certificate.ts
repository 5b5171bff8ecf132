import { type OutputOf, refuse } from '@shared/contract';
import { done, invariant } from '@shared/kernel';
import { CERTIFICATE_FORM, type Certificate, editionAtClose, numberIn, pathOf } from '@shared/proofs';
import type { Handler } from '../_actions/outcomes';
import { lastClose } from '../_books/closesRead';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { publicKeyOf, signed, signingKey } from '../_platform/signing';
import { closes, editionDays, editions, series } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { EditionDayDocument, EditionDocument } from '../_store/documents/collectibles';

/** The record of a day in which an edition stands. */
async function recordWith(day: string, editionId: string): Promise<EditionDayDocument | null> {
  const [record] = await editionDays.find(
    { day, firstId: _.lte(editionId) },
    { orderBy: [['firstId', 'desc']], limit: 1 },
  );
  return record?.ids.includes(editionId) ? record : null;
}

/** From an edition's leaf up to the root over all editions: within its record, then over the roots of the records. */
function pathUp({ hashes, ids, nth }: EditionDayDocument, editionId: string, recordRoots: readonly string[]) {
  const nodes = (all: readonly string[]) => all.map((hash) => ({ sums: [], hash }));
  const steps = [...pathOf(nodes(hashes), ids.indexOf(editionId), sha256), ...pathOf(nodes(recordRoots), nth, sha256)];
  return steps.map(({ side, hash }) => ({ side, hash }));
}

/** What certifies an edition as it was at a close; null where it was nobody's then, or that day's tree is not kept. */
async function certified(
  edition: EditionDocument,
  close: CloseDocument,
): Promise<Omit<Certificate, 'key' | 'signature'> | null> {
  const { editions: tree, proof, dayHash } = close;
  if (!tree?.root || tree.chainedHash === null || dayHash === null) return null;
  const [leaves, of] = await Promise.all([recordWith(close._id, edition._id), series.get(edition.seriesId)]);
  const record = of?.record ?? null;
  const fingerprint = of?.fingerprint ?? null;
  invariant(record !== null && fingerprint !== null, `${edition._id} is of a series that was never issued`);
  const then = editionAtClose({ editionId: edition._id, fingerprint }, edition.steps, close._id);
  if (!leaves || !then) return null;
  return {
    kind: 'collectible',
    form: CERTIFICATE_FORM,
    series: record,
    number: numberIn(edition.seriesId, edition._id)!,
    edition: then,
    day: close._id,
    path: pathUp(leaves, edition._id, tree.recordRoots),
    editions: { count: tree.count, root: tree.root },
    chainedHash: tree.chainedHash,
    balances: proof?.root ? { sums: [...proof.root.sums], hash: proof.root.hash } : null,
    dayHash,
  };
}

/**
 * A certificate of an edition of one's own, as of the last close: whose it was then, signed by the shop, and checked by
 * anybody without it. Refused to whose it is not, on the day it was taken, and where the shop has no key to sign with.
 */
export const certificate: Handler<'collectibles.certificate'> = async ({ editionId }, { member }) => {
  const key = signingKey();
  if (!key) return refuse('certificate/noKey');
  const [edition, close] = await Promise.all([editions.get(editionId), lastClose()]);
  if (edition?.ownerId !== member._id) return refuse('edition/unknown');
  const unsigned = close && (await certified(edition, close));
  // Taken, or given, since: nothing is certified of today before it has ended.
  if (!unsigned || unsigned.edition.holder !== edition.holder) return refuse('certificate/notYet');
  return done(signed<Certificate>(unsigned, key) as OutputOf<'collectibles.certificate'>);
};

/** What a certificate is compared with: the hash of its day, and the shop's key. Anybody may ask. */
export const viewHashes: Handler<'collectibles.viewHashes'> = async ({ day }) => {
  const close = await closes.get(day);
  const key = signingKey();
  return done({
    day,
    dayHash: close?.stage === 'closed' ? close.dayHash : null,
    key: key && publicKeyOf(key),
  });
};
