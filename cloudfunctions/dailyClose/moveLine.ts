import { invariant } from '@shared/kernel';
import { cutPage, deeperPage } from '../_books/pages/cutPage';
import { DIRECTORY_ID } from '../_books/pages/downline';
import { withPagesBehind } from '../_books/pages/movedLines';
import type { MemberFigures } from '../_books/pages/read';
import { readPage } from '../_books/pages/readWhole';
import type { Run } from '../_books/pages/run';
import { transact } from '../_platform/transactions';
import { closes, directories, members, pages, referrerChanges } from '../_store/collections';
import type { CloseDocument, ReferrerChangeDocument } from '../_store/documents';
import type { DirectoryDocument } from '../_store/documents/pages';
import { closeNow } from './checkpoint';
import { tellMoves } from './moves';
import { bind, changeNow, step } from './referrerStep';

// A line of any length changes its place as whole pages do: it is cut out, so that pages begin and end with it; its depths
// are written page by page; then one transaction gives the directory its new order and the member the new referrer.
// Nobody's figures change, and no document of those below is written.

/** Where a page is to be cut next, so that the line has pages of its own and the new referrer ends one; null for nowhere. */
function nextCut(run: Run, behind: MemberFigures): { readonly pageId: string; readonly at: number } | null {
  if (behind.at + 1 < behind.size) return { pageId: behind.pageId, at: behind.at + 1 };
  if (run.upTo < run.lastSize) return { pageId: run.pageIds.at(-1)!, at: run.upTo };
  return run.from > 0 ? { pageId: run.pageIds[0]!, at: run.from } : null;
}

/** Whether no page was made and nothing moved since the directory was read. */
const isSame = (now: DirectoryDocument, read: DirectoryDocument): boolean =>
  now.made === read.made && (now.moved ?? 0) === (read.moved ?? 0) && now.isMoving === read.isMoving;

/** Cuts one page where a line needs it, and tells who is on another now. @returns false when there was nothing to cut. */
export async function cutOut(
  close: CloseDocument,
  directory: DirectoryDocument,
  run: Run,
  behind: MemberFigures,
): Promise<boolean> {
  const cut = nextCut(run, behind);
  if (!cut) return false;
  const page = await readPage(cut.pageId);
  invariant(page !== null, `page ${cut.pageId} is in the directory and nowhere else`);
  const secondId = `p${directory.made + 1}`;
  const { first, second, moved } = cutPage(page, cut.at, secondId, close._id);
  const moves = { [secondId]: moved };
  const isCut = await transact(async (transaction) => {
    await closeNow(close, transaction);
    const now = (await directories.get(DIRECTORY_ID, transaction))!;
    // Another invocation was here meanwhile: everything is looked at again.
    if (!isSame(now, directory)) return false;
    const nth = now.pages.indexOf(cut.pageId) + 1;
    await pages.put(first, transaction);
    await pages.put(second, transaction);
    const grown = [...now.pages.slice(0, nth), secondId, ...now.pages.slice(nth)];
    await directories.put({ ...now, pages: grown, made: now.made + 1 }, transaction);
    await closes.change(close._id, { moves }, transaction);
    return true;
  });
  if (isCut) await tellMoves({ moves });
  return true;
}

interface Placed {
  readonly directory: DirectoryDocument;
  readonly run: Run;
  readonly top: MemberFigures;
  readonly behind: MemberFigures;
}

/** Writes down what is to move where, once: from here on nothing stops it. */
export const beginLine = (
  close: CloseDocument,
  change: ReferrerChangeDocument,
  { directory, run, top, behind }: Placed,
): Promise<void> =>
  transact(async (transaction) => {
    if (!(await changeNow(close, change, transaction))) return;
    const now = (await directories.get(DIRECTORY_ID, transaction))!;
    if (!isSame(now, directory)) return;
    const member = (await members.get(change.memberId, transaction))!;
    const line = {
      pageIds: run.pageIds,
      behind: now.pages[now.pages.indexOf(run.pageIds[0]!) - 1] ?? null,
      toBehind: behind.pageId,
      made: now.made,
      deeperBy: behind.depth + 1 - top.depth,
      volumeFen: top.ownVolumeFen + top.teamVolumeFen,
    };
    await directories.put({ ...now, isMoving: true }, transaction);
    await step(change, 'line.cut', { fromReferrerId: member.referrerId, line, renumbered: 0 }, transaction);
  });

/** Writes the depths of the next page of a line. */
export async function renumber(close: CloseDocument, change: ReferrerChangeDocument): Promise<void> {
  const { pageIds, deeperBy } = change.line!;
  const done = change.renumbered!;
  const page = await readPage(pageIds[done]!);
  invariant(page !== null, `page ${pageIds[done]} of a line is nowhere`);
  const written = deeperPage(page, deeperBy);
  await transact(async (transaction) => {
    if (!(await changeNow(close, change, transaction))) return;
    await pages.put(written, transaction);
    await referrerChanges.change(change._id, { renumbered: done + 1 }, transaction);
  });
}

/** Old tree before, new tree behind: the order of the pages and the member's referrer in one transaction. */
export const finishLine = (close: CloseDocument, change: ReferrerChangeDocument): Promise<void> =>
  transact(async (transaction) => {
    if (!(await changeNow(close, change, transaction))) return;
    const { pageIds, toBehind } = change.line!;
    const { isMoving: _over, ...now } = (await directories.get(DIRECTORY_ID, transaction))!;
    const inOrder = withPagesBehind(now.pages, pageIds, toBehind);
    await directories.put({ ...now, pages: inOrder, moved: (now.moved ?? 0) + 1 }, transaction);
    const member = (await members.get(change.memberId, transaction))!;
    const to = (await members.get(change.toReferrerId, transaction))!;
    await members.change(member._id, { referrerId: to._id }, transaction);
    await bind(close, change, { member, to }, transaction);
  });
