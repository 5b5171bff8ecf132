import { waitingGrant } from './change';
import type { Columns } from './columns';
import { insertJoins } from './joins';
import { isBareLeaf, takeOut } from './leaf';

/**
 * Moves somebody of whom a page says nothing but the place, and below whom nobody stands, right behind another referrer,
 * as if having joined there: from one page to another, or within one (the same columns twice). False, and nothing moved,
 * where the books say more, or one of both is not there.
 */
export function moveLeaf(from: Columns, to: Columns, memberId: string, referrerId: string): boolean {
  const at = from.members.indexOf(memberId);
  if (at < 0 || !isBareLeaf(from, at) || !to.members.includes(referrerId)) return false;
  takeOut(from, at);
  insertJoins(to, [waitingGrant({ _id: `move:${memberId}`, kind: 'join', memberId, referrerId, day: '', atMs: 0 })]);
  return true;
}
