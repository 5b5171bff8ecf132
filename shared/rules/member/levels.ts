import { invariant } from '@shared/kernel';
import type { Member } from './state';

/**
 * A member with one more order, which reaches a release level (0: none). The level rises to it if it is higher, and is
 * never lowered by a new ladder (rules §4, §5 A plan changed).
 */
export const withOrderAtLevel = (member: Member, level: number): Member =>
  level === 0
    ? member
    : { ...member, level: Math.max(member.level, level), ordersAtLevel: counted(member.ordersAtLevel, level, 1) };

/**
 * A member of whom one order, which reached a level, now reaches another: the member's level is the highest that one of
 * the orders reaches now (rules §5 reversal 3). Throws Invariant where no order of the member is at the level.
 */
export function withOrderMoved(member: Member, from: number, to: number): Member {
  if (from === to) return member;
  const without = from === 0 ? member.ordersAtLevel : counted(member.ordersAtLevel, from, -1);
  const ordersAtLevel = to === 0 ? without : counted(without, to, 1);
  let level = ordersAtLevel.length;
  while (level > 0 && ordersAtLevel[level - 1] === 0) level -= 1;
  return { ...member, level, ordersAtLevel };
}

function counted(orders: readonly number[], level: number, more: 1 | -1): readonly number[] {
  const counts = [...orders];
  while (counts.length < level) counts.push(0);
  counts[level - 1]! += more;
  invariant(counts[level - 1]! >= 0, `no order of the member is at level ${level}`);
  return counts;
}
