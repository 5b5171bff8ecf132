import { DRAW_PAGE } from '@shared/contract';
import { drawFrom, entriesHashOf, lotOf } from '@shared/proofs';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { transact } from '../_platform/transactions';
import { drawEntries, drawPages, draws, series } from '../_store/collections';
import type { DrawDocument } from '../_store/documents/collectibles';
import { type Swept, sweep } from '../_store/sweep';

/**
 * Whoever entered in time has been written down by then: a function runs for less than a minute, and who is entering when
 * the time is over is looked at by the moment they asked.
 */
const SETTLED_MS = 60_000;
const HOUR_MS = 3_600_000;
const READ_AT_ONCE = 1_000;

/** Everybody who entered, by pseudonym, in the order of those. */
async function entriesOf(seriesId: string): Promise<string[]> {
  const entries: string[] = [];
  const keys = [['holder', 'asc']] as const;
  for await (const { holder } of drawEntries.walk(
    { seriesId },
    { keys, fields: { holder: true }, atOnce: READ_AT_ONCE },
  ))
    entries.push(holder);
  return entries;
}

/** Writes the list as it is published, page by page. Killed, the same pages are written again. */
async function publish(seriesId: string, entries: readonly string[]): Promise<number> {
  const pages = Math.ceil(entries.length / DRAW_PAGE);
  for (let nth = 0; nth < pages; nth += 1) {
    const some = entries.slice(nth * DRAW_PAGE, (nth + 1) * DRAW_PAGE);
    await drawPages.put({ _id: `${seriesId}:${nth}`, seriesId, nth, entries: some });
  }
  return pages;
}

/** Makes one draw: its list is published first, and what follows from list and seed is written in one transaction. */
async function drawOne({ _id: seriesId, seed, places, reservedHours }: DrawDocument, nowMs: number): Promise<boolean> {
  const entries = await entriesOf(seriesId);
  const pages = await publish(seriesId, entries);
  const entriesHash = entriesHashOf(entries, sha256);
  const last = drawFrom({ seed, entries, places }, sha256).at(-1);
  const lastLot = last === undefined ? null : lotOf(seed, entriesHash, last, sha256);
  const drawn = { atMs: nowMs, entered: entries.length, reservedUntilMs: nowMs + reservedHours * HOUR_MS };
  return transact(async (transaction) => {
    const now = await draws.get(seriesId, transaction);
    if (now?.state !== 'entering') return false;
    await draws.change(seriesId, { state: 'drawn', entriesHash, lastLot, pages }, transaction);
    await series.change(seriesId, { isDrawn: entries.length > 0, drawn }, transaction);
    return true;
  });
}

/** Makes all draws whose time of entering is over. */
export const sweepDraws = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  sweep(
    'a draw',
    draws.walk(
      { state: 'entering', entriesUntilMs: _.lte(nowMs - SETTLED_MS) },
      {
        keys: [
          ['entriesUntilMs', 'asc'],
          ['_id', 'asc'],
        ],
      },
    ),
    hasTime,
    (draw) => drawOne(draw, nowMs),
  );
