import { randomBytes } from 'node:crypto';
import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { firstEditionState } from '@shared/machines';
import { commitmentOf, editionIdOf, fingerprintOf, type SeriesRecord } from '@shared/proofs';
import { issueSeries as issuePostings } from '@shared/rules';
import { note } from '../_actions/audit';
import { answeredBefore, keepOutcome, once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { changedMeanwhile } from '../_actions/seen';
import { book } from '../_books/journal';
import { goodsBehind } from '../_collectibles/goodsBehind';
import { seenOfSeries } from '../_collectibles/shownSeries';
import { startBudget } from '../_platform/budget';
import { Existing } from '../_platform/collection';
import { digestOfFile, unusableFile } from '../_platform/files';
import { sha256 } from '../_platform/ids';
import { TooBusy } from '../_platform/patience';
import { transact } from '../_platform/transactions';
import { draws, editions, series } from '../_store/collections';
import type { DrawDocument, EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { GOODS_FOLDER } from './pictures';
import { areDates } from './series';

// A series is issued in three steps: what it is is frozen (`issuing`), its editions are brought into being a page at a
// time, and it is issued, in one transaction with the entry that books all of them. Killed anywhere, the next who asks
// goes on: the record stays as it was frozen, and the editions' ids follow from their numbers. Nothing of it can be taken
// before the last step.

/** Editions that one request brings into being. */
const AT_ONCE = 100;
/** Of the seed of a draw: as many as its hash. */
const SEED_BYTES = 32;
/** Of the 20 s that the function may run (config.json): ten thousand editions take a few on a quick day. */
const WORK_MS = 9_000;

type Refused = Exclude<RefusalOf<'admin.issueSeries'>, 'request/reused'>;

export const issueSeries: Handler<'admin.issueSeries'> = async ({ seriesId, seen }, caller) => {
  const before = await answeredBefore<OutputOf<'admin.issueSeries'>, Refused>(caller);
  if (before) return before;
  const frozen = await freeze(seriesId, seen, caller.nowMs);
  if (!frozen.ok) return keepOutcome<never, Refused>(caller, frozen);
  await bringIntoBeing(frozen.value);
  return issue(frozen.value, caller);
};

/** Freezes what a draft is, as it was seen; one that was frozen before is what it was frozen as. */
async function freeze(seriesId: string, seen: string, nowMs: number): Promise<Outcome<SeriesDocument, Refused>> {
  const draft = await series.get(seriesId);
  if (!draft) return refuse('collectible/unknown');
  if (draft.state === 'issued') return refuse('collectible/issued');
  const changed = changedMeanwhile(seen, seenOfSeries(draft));
  if (changed) return changed;
  if (draft.state === 'issuing') return done(draft);
  if (!areDates(draft, nowMs)) return refuse('collectible/dates');
  const behind = await goodsBehind(draft.goods?.skuId ?? null);
  if (!behind.ok) return behind;
  const fileId = await unusableFile(draft.pictures, GOODS_FOLDER);
  if (fileId !== null) return refuse('picture/unknown', { fileId });
  const seed = draft.draw ? randomBytes(SEED_BYTES).toString('hex') : null;
  const record = await recordOf({ ...draft, ...behind.value }, seed, nowMs);
  const fingerprint = fingerprintOf(record, sha256);
  return transact(async (transaction): Promise<Outcome<SeriesDocument, Refused>> => {
    const now = await series.get(seriesId, transaction);
    if (now?.state === 'issuing') return done(now);
    if (now?.state !== 'draft' || seenOfSeries(now) !== seen) return refuse('form/changedMeanwhile');
    const frozen = { ...behind.value, state: 'issuing', record, fingerprint, issuedAtMs: nowMs } as const;
    await series.change(seriesId, frozen, transaction);
    if (seed !== null) await draws.put(drawOf(now, seed), transaction);
    return done({ ...now, ...frozen });
  });
}

/** What is frozen, with the hash of each picture's bytes. */
async function recordOf(draft: SeriesDocument, seed: string | null, nowMs: number): Promise<SeriesRecord> {
  const pictures: string[] = [];
  for (const fileId of draft.pictures) pictures.push(await digestOfFile(fileId));
  const { goods, _id, draw, closesAtMs } = draft;
  const commitment = seed && commitmentOf(_id, seed, sha256);
  return {
    seriesId: draft._id,
    title: draft.title,
    story: draft.story,
    issuer: draft.issuer,
    supply: draft.supply,
    pictures,
    goods: goods && { skuId: goods.skuId, title: goods.title, label: goods.label },
    rights: draft.rights,
    issuedDay: businessDayOf(nowMs),
    ...(commitment ? { draw: { commitment, entriesUntilMs: closesAtMs!, ...draw! } } : {}),
  };
}

/** The draw of a series: its seed is known to nobody before it is made. */
const drawOf = ({ _id, closesAtMs, draw, supply }: SeriesDocument, seed: string): DrawDocument => ({
  _id,
  state: 'entering',
  entriesUntilMs: closesAtMs!,
  reservedHours: draw!.reservedHours,
  places: supply,
  seed,
  entriesHash: null,
  lastLot: null,
  pages: 0,
});

const freeEdition = (seriesId: string, number: number): EditionDocument => ({
  _id: editionIdOf(seriesId, number),
  seriesId,
  number,
  state: firstEditionState,
  isTaken: false,
  ownerId: null,
  holder: null,
  heldSinceMs: null,
  isCollected: false,
  collected: null,
  steps: [],
  head: '',
  paid: null,
});

/** The highest number that is there: pages are brought into being whole, and in their order. */
async function highest(seriesId: string): Promise<number> {
  const [last] = await editions.find(
    { seriesId },
    { orderBy: [['number', 'desc']], limit: 1, fields: { number: true } },
  );
  return last?.number ?? 0;
}

/**
 * Brings all editions of a series into being that are not there yet. Throws TooBusy when its time is over: whoever asks
 * again goes on behind those that are there.
 */
async function bringIntoBeing({ _id: seriesId, supply }: SeriesDocument): Promise<void> {
  const hasTime = startBudget(WORK_MS);
  let made = await highest(seriesId);
  while (made < supply) {
    if (!hasTime()) throw new TooBusy(`${made} of ${supply} editions of ${seriesId} are there`);
    const count = Math.min(AT_ONCE, supply - made);
    const first = made + 1;
    const page = Array.from({ length: count }, (_none, at) => freeEdition(seriesId, first + at));
    try {
      await transact((transaction) => editions.addAll(page, transaction));
      made += count;
    } catch (error) {
      // Somebody issues it side by side.
      if (!(error instanceof Existing)) throw error;
      made = await highest(seriesId);
    }
  }
}

/** Issues it, once: the entry of all its editions, and the answer of the request. */
const issue = ({ _id: seriesId, supply, title }: SeriesDocument, caller: Caller) =>
  once<OutputOf<'admin.issueSeries'>, Refused>(caller, async (transaction) => {
    const now = await series.get(seriesId, transaction);
    if (now?.state !== 'issuing') return refuse('collectible/issued');
    const entry = { id: `series:${seriesId}:issue`, kind: 'collectible.issue', atMs: caller.nowMs };
    await book({ ...entry, postings: issuePostings(seriesId, supply), lines: [] }, transaction);
    await series.change(seriesId, { state: 'issued' }, transaction);
    const fingerprint = now.fingerprint!;
    await note(caller, 'admin.issueSeries', { seriesId, title, fingerprint }, transaction, [
      { field: 'state', before: 'draft', after: 'issued' },
    ]);
    return done({ seriesId, fingerprint });
  });
