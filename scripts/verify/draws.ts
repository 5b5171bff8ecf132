// Draws: who may take an edition follows from what was published, and nobody else took one.
import type { Difference } from '@shared/ledger';
import { commitmentOf, drawFrom, entriesHashOf, lotOf } from '@shared/proofs';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type {
  DrawDocument,
  DrawEntryDocument,
  EditionDocument,
  SeriesDocument,
} from '../../cloudfunctions/_store/documents/collectibles';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

/** Every draw with its series, its list and who took what it is drawn for. */
export function* checkDraws(books: Books): Generator<Difference> {
  const entries = groupedBy(books.drawEntries, ({ seriesId }) => seriesId);
  const pages = groupedBy(books.drawPages, ({ seriesId }) => seriesId);
  const taken = groupedBy(books.editions, ({ seriesId }) => seriesId);
  const draws = new Map(books.draws.map((draw) => [draw._id, draw]));
  for (const of of books.series) {
    const draw = draws.get(of._id);
    draws.delete(of._id);
    const where = at(of._id);
    yield* compare(where, 'draw', of.state !== 'draft' && Boolean(of.draw), draw !== undefined);
    if (!draw) continue;
    const entered = entries.get(of._id) ?? [];
    yield* checkTerms(of, draw, entered);
    if (draw.state === 'entering') {
      yield* compare(where, 'taken before it was drawn', 0, (taken.get(of._id) ?? []).filter(isTaken).length);
      continue;
    }
    const listed = [...(pages.get(of._id) ?? [])].sort((a, b) => a.nth - b.nth).flatMap((page) => page.entries);
    yield* compare(
      where,
      'list',
      entered
        .map(({ holder }) => holder)
        .sort()
        .join(' '),
      listed.join(' '),
    );
    yield* checkDrawn(of, draw, entered);
    yield* checkTakers(of, draw, entered, (taken.get(of._id) ?? []).filter(isTaken));
  }
  for (const seriesId of draws.keys()) yield* compare(at(seriesId), 'series', 'one', undefined);
}

const at = (seriesId: string) => ({ check: 'draws', place: `draw ${seriesId}`, arises: `series:${seriesId}:issue` });

const isTaken = ({ ownerId }: EditionDocument): boolean => ownerId !== null;

/** What was committed to when the series was issued is what it is drawn by; whoever entered did so in time. */
function* checkTerms(
  { _id, record, supply }: SeriesDocument,
  { seed, places, entriesUntilMs, reservedHours }: DrawDocument,
  entered: readonly DrawEntryDocument[],
): Generator<Difference> {
  const where = at(_id);
  yield* compare(where, 'commitment', commitmentOf(_id, seed, sha256), record?.draw?.commitment);
  yield* compare(where, 'entriesUntilMs', record?.draw?.entriesUntilMs, entriesUntilMs);
  yield* compare(where, 'reservedHours', record?.draw?.reservedHours, reservedHours);
  yield* compare(where, 'places', supply, places);
  for (const { _id: entryId, memberId, holder, atMs } of entered) {
    yield* compare(at(_id), `pseudonym of ${entryId}`, holderOf(memberId), holder);
    yield* compare(at(_id), `${entryId} entered in time`, true, atMs < entriesUntilMs);
  }
}

/** The last lot follows from seed and list. */
function* checkDrawn(
  { _id, drawn, isDrawn }: SeriesDocument,
  { seed, places, entriesHash, lastLot }: DrawDocument,
  entered: readonly DrawEntryDocument[],
): Generator<Difference> {
  const where = at(_id);
  const entries = entered.map(({ holder }) => holder);
  const hash = entriesHashOf(entries, sha256);
  const last = drawFrom({ seed, places, entries }, sha256).at(-1);
  yield* compare(where, 'entriesHash', hash, entriesHash);
  yield* compare(where, 'lastLot', last === undefined ? null : lotOf(seed, hash, last, sha256), lastLot);
  yield* compare(where, 'drawn.entered', entries.length, drawn?.entered);
  yield* compare(where, 'isDrawn', entries.length > 0, isDrawn);
}

/** Whoever took one had entered, and was drawn where it was taken before others might. */
function* checkTakers(
  { _id, drawn }: SeriesDocument,
  { seed, entriesHash, lastLot }: DrawDocument,
  entered: readonly DrawEntryDocument[],
  taken: readonly EditionDocument[],
): Generator<Difference> {
  const members = new Set(entered.map(({ memberId }) => memberId));
  for (const { _id: editionId, paid, steps } of taken) {
    const memberId = paid?.memberId ?? '';
    yield* compare(at(_id), `taker of ${editionId} had entered`, true, members.has(memberId));
    const atMs = steps[0]?.atMs ?? 0;
    const isOwn = lotOf(seed, entriesHash ?? '', holderOf(memberId), sha256) <= (lastLot ?? '');
    const mayBy = isOwn ? (drawn?.atMs ?? 0) : (drawn?.reservedUntilMs ?? 0);
    yield* compare(at(_id), `${editionId} was taken when its taker might`, true, atMs >= mayBy);
  }
}
