import { add, done, invariant, type MicroPoints, microPoints, subtract } from '@shared/kernel';
import { type RuleOutcome, refuse } from '../refusals';
import type { Member } from './state';

/**
 * Points that are not locked: what may leave by its holder's own act (sale, exchange, redemption) and by a forced exit.
 * Take-backs (reversal, adjustment) do not ask, and may leave less than is locked: nothing is free then.
 */
export const freePoints = ({ points, locked = microPoints(0) }: Pick<Member, 'points' | 'locked'>): MicroPoints =>
  locked < points ? subtract(points, locked) : microPoints(0);

/** What a refusal says of points that are held and locked; undefined where so many are free. */
export function lockedOf(member: Pick<Member, 'points' | 'locked'>, asked: MicroPoints) {
  const free = freePoints(member);
  return asked > free ? { asked, held: member.points, free, locked: member.locked ?? microPoints(0) } : undefined;
}

/**
 * Locks points while a certificate says that they are held as of a close: they stay their holder's and count everywhere.
 * What other certificates say of them is not said twice. Refused: nothing, more than is free, more than was held then.
 */
export function lockPoints(member: Member, points: MicroPoints, heldAtClose: MicroPoints): RuleOutcome<Member> {
  if (points === 0) return refuse('holding/nothing');
  const locked = lockedOf(member, points);
  if (locked) return refuse('holding/exceedsFree', locked);
  const before = member.locked ?? microPoints(0);
  if (points > freePoints({ points: heldAtClose, locked: before }))
    return refuse('holding/exceedsClose', { asked: points, held: heldAtClose, locked: before });
  return done({ ...member, locked: add(before, points) });
}

/** Releases points that a certificate locked. */
export function releasePoints<M extends Pick<Member, 'locked'>>(member: M, points: MicroPoints): M {
  const locked = member.locked ?? microPoints(0);
  invariant(points <= locked, `${points} points are to be released of ${locked}`);
  return { ...member, locked: subtract(locked, points) };
}
