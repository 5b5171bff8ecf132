import { columnsOf, packed } from '../_books/pages/columns';
import { DIRECTORY_ID } from '../_books/pages/downline';
import { moveLeaf } from '../_books/pages/moveLeaf';
import { mayChangeReferrer } from '../_books/referrers';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { type Transaction, transact } from '../_platform/transactions';
import { directories, members, pages, referrerChanges } from '../_store/collections';
import type { CloseDocument, MemberDocument, ReferrerChangeDocument } from '../_store/documents';
import { closeNow } from './checkpoint';

const AT_ONCE = 100;

/**
 * Binds the referrers that were changed on the day to their members, behind its bonuses: the next day is the first that
 * knows them. One transaction each holds both pages, the member, the directory's count of moves and what became of it:
 * killed anywhere, a line stands at the one place or at the other. Nothing settles meanwhile.
 */
export async function changeReferrers(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const keys = [
    ['day', 'asc'],
    ['atMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  const waiting: ReferrerChangeDocument[] = [];
  const due = { state: 'waiting', day: _.lte(close._id) };
  for await (const one of referrerChanges.walk(due, { keys, atOnce: AT_ONCE })) waiting.push(one);
  for (const change of waiting) {
    if (!hasTime()) return false;
    await changeOne(close, change);
  }
  return true;
}

async function changeOne(close: CloseDocument, change: ReferrerChangeDocument): Promise<void> {
  const { memberId, toReferrerId } = change;
  const allowed = await mayChangeReferrer(memberId, toReferrerId);
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    const now = await referrerChanges.get(change._id, transaction);
    if (now?.state !== 'waiting') return;
    if (!allowed.ok) return leave(change, allowed.refusal.code, transaction);
    const member = await members.get(memberId, transaction);
    const referrer = await members.get(toReferrerId, transaction);
    // Who joined behind the watermark stands on no page before the next close.
    if (!member?.pageId || !referrer?.pageId) return undefined;
    return move(close, change, member, referrer, transaction);
  });
}

async function leave({ _id }: ReferrerChangeDocument, why: string, transaction: Transaction): Promise<void> {
  await referrerChanges.change(_id, { state: 'left', why }, transaction);
}

async function move(
  { _id: day }: CloseDocument,
  change: ReferrerChangeDocument,
  member: MemberDocument,
  referrer: MemberDocument,
  transaction: Transaction,
): Promise<void> {
  const [fromId, toId] = [member.pageId!, referrer.pageId!];
  const from = (await pages.get(fromId, transaction))!;
  const to = toId === fromId ? from : (await pages.get(toId, transaction))!;
  const fromColumns = columnsOf(from);
  const toColumns = to === from ? fromColumns : columnsOf(to);
  const moved = moveLeaf(fromColumns, toColumns, member._id, referrer._id);
  if (!moved) return leave(change, 'referrer/hasSettled', transaction);
  await pages.put({ ...from, ...packed(fromColumns) }, transaction);
  if (to !== from) await pages.put({ ...to, ...packed(toColumns) }, transaction);
  await directories.change(DIRECTORY_ID, { moved: _.inc(1) }, transaction);
  const bound = { referrerId: referrer._id, depth: moved.depth, pageId: toId };
  await members.change(member._id, bound, transaction);
  const before = { fromReferrerId: member.referrerId, fromDepth: member.depth };
  await referrerChanges.change(change._id, { state: 'moved', movedDay: day, ...before }, transaction);
}
