import { fen, invariant } from '@shared/kernel';
import {
  carryFromJson,
  carryToJson,
  createCarry,
  type DividendSums,
  dividendDayPostings,
  endDividendDay,
  finishForest,
} from '@shared/rules';
import { book } from '../_books/journal';
import { readPage } from '../_books/pages/readWhole';
import { SPLIT_ABOVE, SPLIT_ABOVE_BYTES } from '../_books/pages/split';
import type { PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { variable } from '../_platform/variables';
import { closes, directories, inbox, pageDays, pages } from '../_store/collections';
import type { CloseDocument, InboxDocument } from '../_store/documents';
import type { DirectoryDocument, PageDocument } from '../_store/documents/pages';
import { closeNow, endedNow, stageAfter } from './checkpoint';
import { dividendDayOf } from './count';
import { tellMoves } from './moves';
import { closeOnePage, type OnePageResult } from './onePage';
import { changeReferrers } from './referrers';
import { readDirectory } from './resolve';

const ITEMS_AT_ONCE = 1000;

/** A page and all that waits for it. */
interface Waiting {
  readonly page: PageDocument;
  readonly items: readonly InboxDocument[];
}

/**
 * Reads a page and its items: they stand still until the page is closed, so that they may be read before their turn.
 * A read that fails is told by whoever waits for it, and by nobody when the close ends before.
 */
function readAhead(day: string, pageId: string): Promise<Waiting> {
  const reading = Promise.all([readPage(pageId), itemsOf(day, pageId)]).then(([page, items]) => {
    invariant(page !== null, `page ${pageId} is in the directory and nowhere else`);
    return { page, items };
  });
  reading.catch(() => undefined);
  return reading;
}

/** All items of one page and day. */
async function itemsOf(day: string, pageId: string): Promise<InboxDocument[]> {
  const found: InboxDocument[] = [];
  const keys = [
    ['sequence', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const item of inbox.walk({ mergeDay: day, pageId }, { keys, atOnce: ITEMS_AT_ONCE })) found.push(item);
  return found;
}

const bounds = () => ({
  members: Number(variable('PAGE_SPLIT_ABOVE') ?? SPLIT_ABOVE),
  bytes: SPLIT_ABOVE_BYTES,
});

/**
 * Closes the pages from the last to the first: dividends, release, then what today's orders granted. One transaction a
 * page holds its new state, what was credited, the carry and the checkpoint, so that a close killed anywhere goes on
 * where it was, in another invocation. The page before is read meanwhile.
 */
export async function closePages(start: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  let close = start;
  let directory = await readDirectory();
  let coming: Promise<Waiting> | null = null;
  for (;;) {
    await tellMoves(close);
    if (close.at === 0) break;
    if (!hasTime()) return false;
    const { page, items } = await (coming ?? readAhead(close._id, directory.pages[close.at - 1]!));
    coming = close.at > 1 ? readAhead(close._id, directory.pages[close.at - 2]!) : null;
    const carry = close.carry === null ? createCarry() : carryFromJson(close.carry);
    const result = closeOnePage({
      page,
      items,
      day: close._id,
      atMs: Date.now(),
      dividend: close.dividend && plans.dividend ? { plan: plans.dividend.plan, day: dividendDayOf(close) } : null,
      release: plans.release?.plan ?? null,
      carry,
      made: directory.made,
      bounds: bounds(),
    });
    if (close.at === 1 && plans.release) finishForest(carry);
    ({ close, directory } = await keepPage(close, directory, result, carryToJson(carry)));
  }
  if (!(await changeReferrers(close, hasTime))) return false;
  await finishPages(close);
  return true;
}

/** Increments of the close's sums by those of one page; what is 0 is left out. */
function increments({ dividends, release }: OnePageResult): Record<string, unknown> {
  const by: Record<string, number> = {
    'dividend.paidProportionalFen': dividends?.paidProportional ?? 0,
    'dividend.paidTierFen': dividends?.paidTier ?? 0,
    'dividend.carriedFen': dividends?.carried ?? 0,
    ...Object.fromEntries(Object.entries(release).map(([name, sum]) => [`release.${name}`, sum])),
  };
  return Object.fromEntries(Object.entries(by).flatMap(([path, sum]) => (sum === 0 ? [] : [[path, _.inc(sum)]])));
}

/**
 * Writes one page's result, its records and the checkpoint in one transaction, guarded by the checkpoint itself. Of the
 * close no more is written than what this page changes.
 */
const keepPage = (
  close: CloseDocument,
  directory: DirectoryDocument,
  result: OnePageResult,
  carry: string,
): Promise<{ close: CloseDocument; directory: DirectoryDocument }> => {
  const checkpoint = { at: close.at - 1, carry, moves: result.moves };
  const made = result.pages.slice(1).map(({ _id }) => _id);
  const grown: DirectoryDocument = {
    ...directory,
    pages: [...directory.pages.slice(0, close.at), ...made, ...directory.pages.slice(close.at)],
    made: directory.made + made.length,
  };
  return transact(async (transaction) => {
    await closeNow(close, transaction);
    for (const page of result.pages) await pages.put(page, transaction);
    await pageDays.put(result.pageDay, transaction);
    if (made.length > 0) await directories.put(grown, transaction);
    await closes.change(close._id, { ...checkpoint, ...increments(result) }, transaction);
    return { close: { ...close, ...checkpoint }, directory: grown };
  });
};

const sumsOf = (close: CloseDocument): DividendSums => ({
  paidProportional: fen(close.dividend?.paidProportionalFen ?? 0),
  paidTier: fen(close.dividend?.paidTierFen ?? 0),
  carried: fen(close.dividend?.carriedFen ?? 0),
});

/** Books the day's dividend pools and goes on to the forced exit. */
const finishPages = (close: CloseDocument): Promise<void> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    const goesOn = { stage: stageAfter('pages', 'pages.written'), endedAtMs: endedNow(close), cursor: null };
    if (!now.dividend) {
      await closes.change(close._id, goesOn, transaction);
      return;
    }
    const day = dividendDayOf(now);
    const end = endDividendDay(day, sumsOf(now));
    await book(
      {
        id: `close:${close._id}:dividends`,
        kind: 'close.dividends',
        atMs: Date.now(),
        day: close._id,
        postings: dividendDayPostings(day, fen(now.dividend.carriedInFen), end),
        lines: [],
      },
      transaction,
    );
    const dividend = {
      ...now.dividend,
      returnedProportionalFen: end.returnedProportional,
      returnedTierFen: end.returnedTier,
    };
    await closes.change(close._id, { ...goesOn, dividend, carriedFen: end.carried }, transaction);
  });
