import { addDays, type BusinessDay } from '@shared/kernel';
import { canonical, chainRoot } from '@shared/proofs';
import { priceOf, priceShown } from '@shared/rules';
import { readPageDay } from '../_books/pages/readWhole';
import { type PaidSums, paidSums } from '../_books/pages/record';
import { POOL_ID } from '../_books/pool';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { isTooLarge } from '../_platform/tooLarge';
import { transact } from '../_platform/transactions';
import { closes, dayStates, journal, pageDays, pools } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { CloseDocument, HoldingsSummed } from '../_store/documents';
import type { PageDayDocument } from '../_store/documents/pages';
import { checkpoint, closeNow, endedNow, stageAfter } from './checkpoint';
import { sumHoldings } from './holdings';
import { readDirectory } from './resolve';
import { sealAudit } from './sealAudit';
import { sealEditions } from './sealEditions';

const ENTRIES_AT_ONCE = 200;
/** Bytes of records that are asked for at once: an answer holds 1 MB. */
const BYTES_AT_ONCE = 768 * 1024;
const MOST_RECORDS_AT_ONCE = 20;
const FIRST_RECORDS = 4;

const chained = (hash: string, text: string): string => sha256(`${hash}\n${text}`);

/** A close that is being sealed: its checkpoint moves as parts of the work are kept. */
class Sealing {
  close: CloseDocument;
  hash: string;

  constructor(start: CloseDocument) {
    this.close = start;
    this.hash = start.dayHash ?? start.previousHash;
  }

  /** Writes what is done so far. */
  async keep(changes: Partial<CloseDocument>): Promise<void> {
    const kept = { dayHash: this.hash, ...changes };
    await checkpoint(this.close, kept);
    this.close = { ...this.close, ...kept };
  }
}

/**
 * The last stage: every entry of the day goes into the chain of hashes, the books are compared, and the next day opens.
 * `at` counts the page records hashed, after the journal's own entries (`cursor`), and where the audit and the editions of
 * collectibles stand behind them.
 */
export async function seal(start: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const sealing = new Sealing(start);
  if (!(await chainEntries(sealing, hasTime))) return false;
  if (!(await chainRecords(sealing, hasTime))) return false;
  if (!(await chainAudit(sealing, hasTime))) return false;
  if (!(await chainEditions(sealing, hasTime))) return false;
  const keep = (holdings: HoldingsSummed) => {
    const cursor = `${holdings.begun}:${holdings.of}:${holdings.cursor}`;
    return sealing.keep({ cursor, sealed: { ...sealing.close.sealed, holdings } });
  };
  if (!(await sumHoldings(sealing.close.sealed, keep, hasTime))) return false;
  await openNextDay(sealing.close, sealing.hash);
  return true;
}

/** The journal's entries of the day, in the order of their ids. */
async function chainEntries(sealing: Sealing, hasTime: HasTime): Promise<boolean> {
  while (sealing.close.at === 0) {
    if (!hasTime()) return false;
    const { close } = sealing;
    const { found, next } = await journal.page(
      { day: close._id, _id: _.gt(close.cursor ?? '') },
      { keys: [['_id', 'asc']], limit: ENTRIES_AT_ONCE },
    );
    for (const entry of found) sealing.hash = chained(sealing.hash, canonical(entry));
    const progress = next ? { cursor: found.at(-1)!._id } : { at: 1, cursor: null };
    await sealing.keep({ entries: close.entries + found.length, ...progress });
  }
  return true;
}

/** The pages' records of the day, in the order of the pages, their credits summed again. */
async function chainRecords(sealing: Sealing, hasTime: HasTime): Promise<boolean> {
  const { pages } = await readDirectory();
  let atOnce = FIRST_RECORDS;
  while (sealing.close.at <= pages.length) {
    if (!hasTime()) return false;
    const first = sealing.close.at - 1;
    const some = pages.slice(first, first + atOnce);
    let { sealed, entries } = sealing.close;
    let largest = 1;
    for (const record of await recordsOf(sealing.close._id, some)) {
      const text = canonical(record);
      sealing.hash = chained(sealing.hash, text);
      sealed = withSums(sealed, paidSums(record));
      entries += 1;
      largest = Math.max(largest, text.length);
    }
    await sealing.keep({ at: sealing.close.at + some.length, sealed, entries });
    atOnce = Math.max(1, Math.min(MOST_RECORDS_AT_ONCE, Math.floor(BYTES_AT_ONCE / largest)));
  }
  return true;
}

/** Where the chains of the audit end now: nobody makes them anew behind this hash without its being seen. */
async function chainAudit(sealing: Sealing, hasTime: HasTime): Promise<boolean> {
  const { pages } = await readDirectory();
  if (sealing.close.at > pages.length + 1) return true;
  if (!hasTime()) return false;
  for (const part of await sealAudit(sealing.close._id)) sealing.hash = chained(sealing.hash, canonical(part));
  await sealing.keep({ at: pages.length + 2 });
  return true;
}

/** Whose every edition of a collectible was. */
async function chainEditions(sealing: Sealing, hasTime: HasTime): Promise<boolean> {
  const at = (await readDirectory()).pages.length + 2;
  const { close, hash } = sealing;
  const sealed = await sealEditions({ close, hash, at }, (changes) => sealing.keep(changes), hasTime);
  if (sealed) sealing.hash = sealed.hash;
  return sealed !== null;
}

/** Records of pages on a day, in the order of the pages; those that no answer holds are read in parts. */
async function recordsOf(day: string, pageIds: readonly string[]): Promise<PageDayDocument[]> {
  const idOf = (pageId: string) => `${day}:${pageId}`;
  try {
    const found = await pageDays.getMany(pageIds.map(idOf));
    return pageIds.flatMap((pageId) => found.filter(({ _id }) => _id === idOf(pageId)));
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    const found: PageDayDocument[] = [];
    for (const pageId of pageIds) found.push(...[(await readPageDay(idOf(pageId), pageId)) ?? []].flat());
    return found;
  }
}

const withSums = (sums: CloseDocument['sealed'], paid: PaidSums): CloseDocument['sealed'] => ({
  ...sums,
  dividendFen: sums.dividendFen + paid.dividendFen,
  releaseCents: sums.releaseCents + paid.releaseCents,
  fallCents: sums.fallCents + paid.fallCents,
});

const creditedOf = (release: Omit<CloseDocument['release'], 'remainingCents' | 'quotaFen'>): number =>
  release.staticCents +
  release.firstGenerationCents +
  release.secondGenerationCents +
  release.teamCents +
  release.sameRankCents;

/** Whether the day's books agree: credits with the sums, falls with credits, holdings with the pool. */
function isBalanced({ sealed, release, dividend }: CloseDocument): boolean {
  const releaseCents = creditedOf(release);
  const dividendFen = dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0;
  return (
    sealed.releaseCents === releaseCents &&
    sealed.fallCents === releaseCents &&
    sealed.dividendFen === dividendFen &&
    sealed.holdings?.verdict !== 'differs'
  );
}

/** The root over all balances is the last that the day's hash is taken over: a proof leads up to what all are shown. */
function endOfChain({ _id, proof }: CloseDocument, chainedHash: string): Pick<CloseDocument, 'dayHash' | 'proof'> {
  if (!proof?.root) return { dayHash: chainedHash };
  return { dayHash: chainRoot(chainedHash, _id, proof.root, sha256), proof: { ...proof, chainedHash } };
}

async function openNextDay(close: CloseDocument, chainedHash: string): Promise<void> {
  const balanced = isBalanced(close);
  if (close.sealed.holdings?.verdict === 'moved')
    console.error(`holdings moved each time they were summed: not compared`);
  if (!balanced) console.error(`the books of ${close._id} do not agree`);
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    const pool = await pools.get(POOL_ID, transaction);
    await closes.change(
      close._id,
      {
        stage: stageAfter('seal', 'day.sealed'),
        endedAtMs: endedNow(close),
        finishedAtMs: Date.now(),
        balanced,
        ...endOfChain(close, chainedHash),
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
