import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { entryIdOf } from '../_collectibles/draws';
import { takingStateOf } from '../_collectibles/shownSeries';
import { holderOf } from '../_orders/editionSteps';
import { drawEntries, drawPages, draws, series } from '../_store/collections';

/** So many at most enter one draw: its list is worked out again on telephones. */
const MOST_ENTERED = 20_000;

type Refused = Exclude<RefusalOf<'collectibles.enterDraw'>, 'request/reused'>;

export const enterDraw: Handler<'collectibles.enterDraw'> = async ({ seriesId }, asking) => {
  const caller = asking as Caller;
  const { member, nowMs } = caller;
  const of = await series.get(seriesId);
  if (of?.state !== 'issued') return refuse('collectible/unknown');
  if (!of.draw) return refuse('draw/none');
  const _id = entryIdOf(seriesId, member._id);
  const before = await drawEntries.getFields(_id, { atMs: true });
  if (before?.atMs !== undefined) return done({ atMs: before.atMs });
  if (takingStateOf({ ...of, left: 1 }, nowMs) !== 'entering')
    return refuse('draw/notOpen', { opensAtMs: of.opensAtMs, closesAtMs: of.closesAtMs ?? 0 });
  // Some who come at the same moment may be one too many: they are in the draw like everybody.
  if ((await drawEntries.count({ seriesId })) >= MOST_ENTERED) return refuse('draw/full', { most: MOST_ENTERED });
  return once<OutputOf<'collectibles.enterDraw'>, Refused>(caller, async (transaction) => {
    // Drawn meanwhile: its list is published, and nobody comes on it any more.
    const draw = await draws.get(seriesId, transaction);
    if (draw?.state !== 'entering')
      return refuse('draw/notOpen', { opensAtMs: of.opensAtMs, closesAtMs: of.closesAtMs ?? 0 });
    const entry = await drawEntries.get(_id, transaction);
    if (entry) return done({ atMs: entry.atMs });
    await drawEntries.put(
      { _id, seriesId, memberId: member._id, holder: holderOf(member._id), atMs: nowMs },
      transaction,
    );
    return done({ atMs: nowMs });
  });
};

/** What anybody needs to work a draw out again: the seed is told once it is made, and not before. */
export const viewDraw: Handler<'collectibles.viewDraw'> = async ({ seriesId }) => {
  const [of, draw] = await Promise.all([series.get(seriesId), draws.get(seriesId)]);
  if (of?.state !== 'issued' || !of.record || !of.fingerprint) return refuse('collectible/unknown');
  if (!draw) return refuse('draw/none');
  const { entriesUntilMs, places, seed, entriesHash, lastLot, pages } = draw;
  return done({
    series: of.record as OutputOf<'collectibles.viewDraw'>['series'],
    fingerprint: of.fingerprint,
    entriesUntilMs,
    places,
    drawn: of.drawn && entriesHash !== null ? { ...of.drawn, seed, entriesHash, lastLot, pages } : null,
  });
};

/** A page of a list is there before its draw is: it is told once that is made, when nothing of it changes any more. */
export const viewDrawPage: Handler<'collectibles.viewDrawPage'> = async ({ seriesId, nth }) => {
  const [of, page] = await Promise.all([
    series.getFields(seriesId, { drawn: true }),
    drawPages.get(`${seriesId}:${nth}`),
  ]);
  return of?.drawn && page ? done({ entries: [...page.entries] }) : refuse('collectible/unknown');
};
