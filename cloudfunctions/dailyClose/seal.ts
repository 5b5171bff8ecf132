import { addDays, type BusinessDay } from '@shared/kernel';
import { priceOf, priceShown } from '@shared/rules';
import { POOL_ID } from '../_books/pool';
import type { HasTime } from '../_platform/budget';
import { canonical } from '../_platform/canonical';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { transact } from '../_platform/transactions';
import { closes, dayStates, journal, pageDays, pools, wallets } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import type { PageDayDocument } from '../_store/documents/pages';
import { checkpoint, closeNow, stageAfter } from './checkpoint';
import { readDirectory } from './resolve';

const AT_ONCE = 200;

const chained = (hash: string, document: unknown): string => sha256(`${hash}\n${canonical(document)}`);

/**
 * The last stage: every entry of the day goes into the chain of hashes, the books are compared, and the next day opens.
 * `at` counts the page records hashed, after the journal's own entries (`cursor`).
 */
export async function seal(start: CloseDocument, hasTime: HasTime): Promise<boolean> {
  let close = start;
  let hash = close.dayHash ?? close.previousHash;
  const keep = async (changes: Partial<CloseDocument>) => {
    await checkpoint(close, { ...changes, dayHash: hash });
    close = { ...close, ...changes, dayHash: hash };
  };
  while (close.at === 0) {
    if (!hasTime()) return false;
    const { found, next } = await journal.page(
      { day: close._id, _id: _.gt(close.cursor ?? '') },
      { keys: [['_id', 'asc']], limit: AT_ONCE },
    );
    for (const entry of found) hash = chained(hash, entry);
    await keep({ entries: close.entries + found.length, ...(next ? { cursor: found.at(-1)!._id } : { at: 1 }) });
  }
  const directory = await readDirectory();
  let credited = close.sealed;
  while (close.at <= directory.pages.length) {
    if (!hasTime()) return false;
    const pageDay = await pageDays.get(`${close._id}:${directory.pages[close.at - 1]!}`);
    if (pageDay) {
      hash = chained(hash, pageDay);
      credited = withCredits(credited, pageDay);
    }
    await keep({ at: close.at + 1, sealed: credited, entries: close.entries + (pageDay ? 1 : 0) });
  }
  await openNextDay(close, hash);
  return true;
}

/** Sums of the credits again, from the records themselves. */
function withCredits(sums: CloseDocument['sealed'], { credits }: PageDayDocument): CloseDocument['sealed'] {
  let { dividendFen, releaseCents, fallCents } = sums;
  for (const { dividend, release } of Object.values(credits)) {
    if (dividend) dividendFen += dividend.proportionalFen + dividend.tierFen;
    if (!release) continue;
    releaseCents +=
      release.staticCents +
      release.firstGenerationCents +
      release.secondGenerationCents +
      release.teamCents +
      release.sameRankCents;
    for (const [, before, , after] of release.orders) fallCents += before - after;
  }
  return { dividendFen, releaseCents, fallCents };
}

/** Whether the day's books agree: credits with the sums, falls with credits, holdings with the pool. */
async function isBalanced(close: CloseDocument): Promise<boolean> {
  const { sealed, release, dividend } = close;
  const releaseCents =
    release.staticCents +
    release.firstGenerationCents +
    release.secondGenerationCents +
    release.teamCents +
    release.sameRankCents;
  const dividendFen = dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0;
  const pool = await pools.get(POOL_ID);
  const { pointsMicroPoints } = await wallets.sum({}, ['pointsMicroPoints']);
  const held = pool ? pointsMicroPoints + pool.seedMicroPoints + pool.state.reservePoints : 0;
  return (
    sealed.releaseCents === releaseCents &&
    sealed.fallCents === releaseCents &&
    sealed.dividendFen === dividendFen &&
    held === (pool?.state.circulating ?? 0)
  );
}

async function openNextDay(close: CloseDocument, dayHash: string): Promise<void> {
  const balanced = await isBalanced(close);
  if (!balanced) console.error(`the books of ${close._id} do not agree`);
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    const pool = await pools.get(POOL_ID, transaction);
    await closes.change(
      close._id,
      {
        stage: stageAfter('seal', 'day.sealed'),
        finishedAtMs: Date.now(),
        balanced,
        dayHash,
        carry: null,
        moves: {},
        pool: pool && {
          poolFen: pool.state.pool,
          circulatingMicroPoints: pool.state.circulating,
          mintedMicroPoints: pool.state.minted,
          burnedMicroPoints: pool.state.burned,
          reserveMicroPoints: pool.state.reservePoints,
          stableOutstandingCents: pool.state.stableOutstanding,
          priceShown: priceShown(priceOf(pool.state)),
        },
      },
      transaction,
    );
    const openDay = addDays(close._id as BusinessDay, 1);
    await dayStates.change(DAY_STATE_ID, { isClosing: false, isSealing: false, openDay }, transaction);
  });
}
