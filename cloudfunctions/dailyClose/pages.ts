import { fen } from '@shared/kernel';
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
import type { PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { closes, directories, inbox, members, pageDays, pages } from '../_store/collections';
import type { CloseDocument, InboxDocument } from '../_store/documents';
import type { DirectoryDocument } from '../_store/documents/pages';
import { closeOnePage, type OnePageResult, SPLIT_ABOVE } from './onePage';
import { closeNow, dividendDayOf, readDirectory, stageAfter } from './stages';

/** All items of one page and day. */
async function itemsOf(day: string, pageId: string): Promise<InboxDocument[]> {
  const found: InboxDocument[] = [];
  const keys = [
    ['sequence', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const item of inbox.walk({ mergeDay: day, pageId }, { keys, atOnce: 1000 })) found.push(item);
  return found;
}

/** Members' documents learn their new page. Said again it changes nothing. */
async function tellMoves(close: CloseDocument): Promise<void> {
  for (const [pageId, moved] of Object.entries(close.moves))
    for (let from = 0; from < moved.length; from += 500)
      await members.changeWhere({ _id: _.in(moved.slice(from, from + 500)) }, { pageId });
}

const sumsOf = (close: CloseDocument): DividendSums => ({
  paidProportional: fen(close.dividend?.paidProportionalFen ?? 0),
  paidTier: fen(close.dividend?.paidTierFen ?? 0),
  carried: fen(close.dividend?.carriedFen ?? 0),
});

/**
 * Closes the pages from the last to the first: dividends, release, then what today's orders granted. One transaction a
 * page holds its new state, what was credited, the carry and the checkpoint, so that a close killed anywhere goes on
 * where it was, in another invocation.
 */
export async function closePages(start: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  let close = start;
  let directory = await readDirectory();
  for (;;) {
    await tellMoves(close);
    if (close.at === 0) break;
    if (!hasTime()) return false;
    const pageId = directory.pages[close.at - 1]!;
    const page = (await pages.get(pageId))!;
    const carry = close.carry === null ? createCarry() : carryFromJson(close.carry);
    const result = closeOnePage({
      page,
      items: await itemsOf(close._id, pageId),
      day: close._id,
      atMs: Date.now(),
      dividend: close.dividend && plans.dividend ? { plan: plans.dividend.plan, day: dividendDayOf(close) } : null,
      release: plans.release?.plan ?? null,
      carry,
      made: directory.made,
      splitAbove: Number(process.env.PAGE_SPLIT_ABOVE ?? SPLIT_ABOVE),
    });
    if (close.at === 1 && plans.release) finishForest(carry);
    ({ close, directory } = await keepPage(close, directory, result, carryToJson(carry)));
  }
  await finishPages(close);
  return true;
}

/** Writes one page's result, its records and the checkpoint in one transaction, guarded by the checkpoint itself. */
const keepPage = (
  close: CloseDocument,
  directory: DirectoryDocument,
  result: OnePageResult,
  carry: string,
): Promise<{ close: CloseDocument; directory: DirectoryDocument }> => {
  const sums = result.addDividends(sumsOf(close));
  const { release } = close;
  const after: CloseDocument = {
    ...close,
    at: close.at - 1,
    carry,
    moves: result.moves,
    dividend: close.dividend && {
      ...close.dividend,
      paidProportionalFen: sums.paidProportional,
      paidTierFen: sums.paidTier,
      carriedFen: sums.carried,
    },
    release: {
      staticCents: release.staticCents + result.release.staticCents,
      firstGenerationCents: release.firstGenerationCents + result.release.firstGenerationCents,
      secondGenerationCents: release.secondGenerationCents + result.release.secondGenerationCents,
      teamCents: release.teamCents + result.release.teamCents,
      sameRankCents: release.sameRankCents + result.release.sameRankCents,
      remainingCents: release.remainingCents + result.release.remainingCents,
      quotaFen: release.quotaFen + result.release.quotaFen,
    },
  };
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
    await closes.put(after, transaction);
    return { close: after, directory: grown };
  });
};

/** Books the day's dividend pools and goes on to the forced exit. */
const finishPages = (close: CloseDocument): Promise<void> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    const stage = stageAfter('pages', 'pages.written');
    if (!now.dividend) {
      await closes.change(close._id, { stage, cursor: null }, transaction);
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
    await closes.change(close._id, { stage, cursor: null, dividend, carriedFen: end.carried }, transaction);
  });
