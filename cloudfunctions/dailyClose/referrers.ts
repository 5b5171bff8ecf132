import { columnsOf, packed } from '../_books/pages/columns';
import { DIRECTORY_ID } from '../_books/pages/downline';
import { moveLeaf } from '../_books/pages/moveLeaf';
import { figuresOf } from '../_books/pages/read';
import { runOf } from '../_books/pages/run';
import { mayChangeReferrer } from '../_books/referrers';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { directories, members, pages, referrerChanges } from '../_store/collections';
import type { CloseDocument, MemberDocument, ReferrerChangeDocument } from '../_store/documents';
import { beginLine, cutOut, finishLine, renumber } from './moveLine';
import { bind, changeNow, step } from './referrerStep';

const AT_ONCE = 100;

/**
 * Binds the referrers that were changed on the day to their members, behind its bonuses: the next day is the first that
 * knows them. One change after the other, each in steps that hold in one transaction what belongs together: killed
 * anywhere, a line stands at the one place or at the other, and the next invocation goes on. Nothing settles meanwhile.
 *
 * @returns false when the time was up first.
 */
export async function changeReferrers(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  for (const change of [...(await changesIn('moving', close)), ...(await changesIn('waiting', close))])
    if (!(await changeOne(close, change, hasTime))) return false;
  return true;
}

/** Changes of the day and of days before, as they were approved. */
async function changesIn(state: 'moving' | 'waiting', close: CloseDocument): Promise<ReferrerChangeDocument[]> {
  const keys = [
    ['day', 'asc'],
    ['atMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  const found: ReferrerChangeDocument[] = [];
  for await (const one of referrerChanges.walk({ state, day: _.lte(close._id) }, { keys, atOnce: AT_ONCE }))
    found.push(one);
  return found;
}

async function changeOne(close: CloseDocument, change: ReferrerChangeDocument, hasTime: HasTime): Promise<boolean> {
  let now: ReferrerChangeDocument | null = change;
  while (now && (now.state === 'waiting' || now.state === 'moving')) {
    if (!hasTime()) return false;
    const isDone: boolean = now.state === 'waiting' ? await place(close, now) : await goOn(close, now);
    if (isDone) return true;
    now = await referrerChanges.get(change._id);
  }
  return true;
}

/** The next page of a line on its way, or its end. */
async function goOn(close: CloseDocument, change: ReferrerChangeDocument): Promise<boolean> {
  const { pageIds, deeperBy } = change.line!;
  if (deeperBy !== 0 && change.renumbered! < pageIds.length) await renumber(close, change);
  else await finishLine(close, change);
  return false;
}

/** One step of a change that waits. @returns whether there is nothing more to do for it in this close. */
async function place(close: CloseDocument, change: ReferrerChangeDocument): Promise<boolean> {
  const allowed = await mayChangeReferrer(change.memberId, change.toReferrerId);
  if (!allowed.ok) {
    await transact(async (transaction) => {
      if (await changeNow(close, change, transaction))
        await step(change, 'change.refused', { why: allowed.refusal.code }, transaction);
    });
    return true;
  }
  const { member, to } = allowed.value;
  const [figures, directory] = await Promise.all([figuresOf([member, to]), directories.get(DIRECTORY_ID)]);
  const [top, behind] = [figures.get(member._id), figures.get(to._id)];
  // Who joined behind the watermark stands on no page before the next close.
  if (!top || !behind || !directory) return true;
  const run = await runOf(top, directory.pages);
  const isAlone = run.pageIds.length === 1 && run.upTo === run.from + 1;
  if (isAlone && (await moveAlone(close, change, { member, to, fromId: top.pageId, toId: behind.pageId })))
    return false;
  if (!(await cutOut(close, directory, run, behind))) await beginLine(close, change, { directory, run, top, behind });
  return false;
}

interface Alone {
  readonly member: MemberDocument;
  readonly to: MemberDocument;
  readonly fromId: string;
  readonly toId: string;
}

/**
 * Somebody of whom the books say nothing, and who referred nobody, changes place as if joining: both pages, the member, the
 * count of moves and what became of it in one transaction. False where the books say more: the line goes with its page.
 */
const moveAlone = (
  close: CloseDocument,
  change: ReferrerChangeDocument,
  { member, to, fromId, toId }: Alone,
): Promise<boolean> =>
  transact(async (transaction) => {
    if (!(await changeNow(close, change, transaction))) return true;
    const from = (await pages.get(fromId, transaction))!;
    const behind = toId === fromId ? from : (await pages.get(toId, transaction))!;
    const fromColumns = columnsOf(from);
    const toColumns = behind === from ? fromColumns : columnsOf(behind);
    if (!moveLeaf(fromColumns, toColumns, member._id, to._id)) return false;
    await pages.put({ ...from, ...packed(fromColumns) }, transaction);
    if (behind !== from) await pages.put({ ...behind, ...packed(toColumns) }, transaction);
    await directories.change(DIRECTORY_ID, { moved: _.inc(1) }, transaction);
    await members.change(member._id, { referrerId: to._id, pageId: toId }, transaction);
    await bind(close, { ...change, fromReferrerId: member.referrerId }, { member, to }, transaction);
    return true;
  });
