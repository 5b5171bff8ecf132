import { showCount } from '@shared/format';
import { type EditionEvent, type EditionState, editionMachine, next } from '@shared/machines';
import { holderOf, withStep } from '../_orders/editionSteps';
import { sha256 } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { editions, takenEditions } from '../_store/collections';
import type { EditionDocument, SeriesDocument, TakenDocument } from '../_store/documents/collectibles';

/** So many free editions takers choose among: those of one moment seldom choose the same. */
const CHOICE = 32;

/** Free editions of a series, the lowest numbers first; empty once all are taken, which they stay. */
export const someFree = (seriesId: string): Promise<Pick<EditionDocument, '_id' | 'number'>[]> =>
  editions.find({ seriesId, state: 'free' }, { orderBy: [['number', 'asc']], limit: CHOICE, fields: { number: true } });

/** One of some, by what asks: another asker chooses another as a rule, and one that asks again too. */
export const chosen = <T>(some: readonly T[], asker: string): T | undefined =>
  some[Number.parseInt(sha256(asker).slice(0, 8), 16) % Math.max(some.length, 1)];

/** The edition that was chosen is somebody's by now: another one is. */
export class Gone extends Error {}

/** An edition that is to be taken, and what its taker has taken of its series before, as a transaction reads them. */
export interface Claim {
  readonly edition: EditionDocument;
  readonly takenBefore: TakenDocument;
}

/** Reads them, within the transaction that takes it. Throws Gone where it is not free any more. */
export async function claim(editionId: string, memberId: string, transaction: Transaction): Promise<Claim> {
  const edition = await editions.get(editionId, transaction);
  if (edition?.state !== 'free') throw new Gone(editionId);
  return { edition, takenBefore: await takenBy(memberId, edition.seriesId, transaction) };
}

/** How many of a series a member has taken. */
export async function takenBy(memberId: string, seriesId: string, transaction?: Transaction): Promise<TakenDocument> {
  const _id = `${seriesId}:${memberId}`;
  return (await takenEditions.get(_id, transaction)) ?? { _id, seriesId, memberId, taken: 0 };
}

/** The state behind an event of an edition. Throws where its state does not know it: the caller has looked. */
export function editionAfter(
  { _id, state }: Pick<EditionDocument, '_id' | 'state'>,
  event: EditionEvent,
): EditionState {
  const after = next(editionMachine, state, event);
  if (!after) throw new Error(`edition ${_id}, ${state}, got ${event}`);
  return after;
}

/** The entry that an edition was taken by. */
export const takeEntryId = (editionId: string): string => `edition:${editionId}:take`;

/** How an edition is called in a line: its title, and its number of how many. */
export const editionWords = ({ title, supply }: SeriesDocument, number: number): string =>
  `${title} 第 ${number} 份，共 ${showCount(supply)} 份`;

/**
 * Makes an edition its taker's, and counts it, within the transaction that has read them and takes the payment. `day`: that
 * of its entry, which may be behind that of its moment. A sealed day has none of its steps.
 */
export async function keepTaken(
  { edition, takenBefore }: Claim,
  paid: NonNullable<EditionDocument['paid']>,
  { fingerprint, atMs, day }: { readonly fingerprint: string; readonly atMs: number; readonly day: string },
  transaction: Transaction,
): Promise<void> {
  const { memberId } = paid;
  const holder = holderOf(memberId);
  const source = takeEntryId(edition._id);
  const changes = {
    state: editionAfter(edition, 'edition.taken'),
    isTaken: true,
    ownerId: memberId,
    holder,
    heldSinceMs: atMs,
    paid,
    ...withStep(edition, fingerprint, { kind: 'taken', atMs, day, to: holder, source }),
  };
  await editions.change(edition._id, changes, transaction);
  await takenEditions.put({ ...takenBefore, taken: takenBefore.taken + 1 }, transaction);
}
