import { type DrawStanding, refuse } from '@shared/contract';
import { invariant, type Outcome } from '@shared/kernel';
import { lotOf } from '@shared/proofs';
import { holderOf } from '../_orders/editionSteps';
import { sha256 } from '../_platform/ids';
import { drawEntries, draws } from '../_store/collections';
import type { DrawDocument, SeriesDocument } from '../_store/documents/collectibles';
import { takeable } from './taking';

export const entryIdOf = (seriesId: string, memberId: string): string => `${seriesId}:${memberId}`;

/** Whether one who entered was drawn: their lot is not above the last one's. Nobody's place is written down anywhere. */
function isDrawn({ seed, entriesHash, lastLot }: DrawDocument, holder: string): boolean {
  if (entriesHash === null || lastLot === null) return false;
  return lotOf(seed, entriesHash, holder, sha256) <= lastLot;
}

/** What a member has to do with a draw; null: somebody who has not signed in. */
async function mineOf(
  { _id: seriesId, drawn }: SeriesDocument,
  draw: DrawDocument | null,
  memberId: string | null,
): Promise<DrawStanding['mine']> {
  const entry = memberId && (await drawEntries.getFields(entryIdOf(seriesId, memberId), { holder: true }));
  if (!entry) return 'notEntered';
  if (!drawn || !draw) return 'entered';
  return isDrawn(draw, holderOf(memberId)) ? 'drawn' : 'notDrawn';
}

/** How the draw of a series stands; null where there is none. */
export async function standingOf(of: SeriesDocument, memberId: string | null): Promise<DrawStanding | null> {
  const { draw: terms, drawn, record } = of;
  if (!terms || !record?.draw) return null;
  const draw = drawn ? await draws.get(of._id) : null;
  const { commitment } = record.draw;
  return { ...terms, commitment, drawn: drawn ? { ...drawn } : null, mine: await mineOf(of, draw, memberId) };
}

type Untaken = 'collectible/unknown' | 'collectible/notOpen' | 'draw/notYet' | 'draw/notEntered' | 'draw/notDrawn';

/**
 * The series where a member may take one of it: by anybody where none is drawn; else by who was drawn, and by everybody
 * who entered once those have been waited for. A draw that was made stays as it is, so that this is no matter of the
 * transaction that takes one. Whether one is left is the rule's.
 */
export async function takeableBy(
  series: SeriesDocument | null,
  memberId: string,
  nowMs: number,
): Promise<Outcome<SeriesDocument, Untaken>> {
  const isDrawing = series?.state === 'issued' && series.draw && !series.drawn && nowMs >= series.opensAtMs;
  if (isDrawing) return refuse('draw/notYet', { closesAtMs: series.closesAtMs ?? 0 });
  const of = takeable(series, nowMs);
  if (!of.ok || !of.value.draw) return of;
  const { drawn, _id } = of.value;
  const draw = await draws.get(_id);
  invariant(drawn != null && draw?.state === 'drawn', `the draw of ${_id} is not where its series says`);
  const mine = await mineOf(of.value, draw, memberId);
  if (mine === 'notEntered') return refuse('draw/notEntered');
  const fromMs = drawn.reservedUntilMs;
  return mine === 'drawn' || nowMs >= fromMs ? of : refuse('draw/notDrawn', { fromMs });
}
