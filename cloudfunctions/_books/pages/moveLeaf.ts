import { waitingGrant } from './change';
import type { Columns } from './columns';
import { insertJoins } from './joins';
import { isBareLeaf, takeOut } from './leaf';

/** What the page knows of a line that was moved. */
interface MovedLeaf {
  readonly depth: number;
}

/**
 * Moves the bare line of a member right behind another referrer, as if it had joined there: from one page to another, or
 * within one (the same columns twice). Null, and nothing moved, where the line is not bare or one of both is not there.
 */
export function moveLeaf(from: Columns, to: Columns, memberId: string, referrerId: string): MovedLeaf | null {
  const at = from.members.indexOf(memberId);
  if (at < 0 || !isBareLeaf(from, at) || !to.members.includes(referrerId)) return null;
  takeOut(from, at);
  const depth = to.depth[to.members.indexOf(referrerId)]! + 1;
  insertJoins(to, [
    waitingGrant({ _id: `move:${memberId}`, kind: 'join', memberId, referrerId, depth, day: '', atMs: 0 }),
  ]);
  return { depth };
}
