import {
  add,
  exitQuotaFen,
  type Fen,
  fen,
  lesser,
  type MicroPoints,
  microPoints,
  mulDivUp,
  mulRateUp,
  roomBeside,
  subtract,
} from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan } from '@shared/plans';
import { freePoints, type Member } from '../member';
import { type BackingPool, burn } from './pool';
import { pointsValue } from './sale';

/** One member's forced exit: the points sold, their gross, the fee that stays in the pool, what was paid. */
interface ForcedExitLine {
  readonly points: MicroPoints;
  readonly gross: Fen;
  readonly fee: Fen;
  readonly paid: Fen;
}

/** A member after a forced exit. */
export interface ForcedExit {
  readonly member: Member;
  readonly line: ForcedExitLine;
  readonly postings: readonly Posting[];
}

/** Sums over all forced exits of a day, by which the pool changes once. */
export interface ForcedExitSums {
  readonly points: MicroPoints;
  readonly paid: Fen;
}

export const NO_FORCED_EXITS: ForcedExitSums = { points: microPoints(0), paid: fen(0) };

/**
 * The forced exit of one member against the pool as the close's last part begins, the same for all (rules §1 Forced
 * exit). A member whose points are worth at least the exit quota sells the quota's worth; the rest is held. Locked points
 * stay: what is free of the quota's worth is sold, the quota falls by what it brought, and the rest is due at the close
 * behind its release. Answers null where nothing is due, free, or would be paid. A payout that would take the balance to 2^53 is cut to what
 * fits; the rest stays in the pool (rules §5).
 */
export function forcedExit(member: Member, snapshot: BackingPool, plan: AppreciationPlan): ForcedExit | null {
  const quota = member.exitQuota;
  if (plan.exitMultiple === null || quota === 0) return null;
  if (pointsValue(member.points, snapshot) < quota) return null;
  const due = mulDivUp(fen(quota), snapshot.circulating, snapshot.pool);
  const points = lesser(due, freePoints(member));
  const gross = lesser(pointsValue(points, snapshot), fen(quota));
  const fee = mulRateUp(gross, plan.sellFeeRate);
  const paid = lesser(subtract(gross, fee), roomBeside(member.cash));
  if (paid === 0) return null;
  // Rounded up, all that is due uses the quota up, whatever it brings.
  const used = points === due ? quota : exitQuotaFen(gross);
  return {
    member: {
      ...member,
      points: subtract(member.points, points),
      exitQuota: exitQuotaFen(quota - used),
      cash: add(member.cash, paid),
    },
    line: { points, gross, fee, paid },
    postings: [
      ...post('appreciating', memberAccount(member.id), system.retired, points),
      ...post('cash', system.backingPool, memberAccount(member.id), paid),
      ...post('exitQuota', memberAccount(member.id), system.retired, used),
    ],
  };
}

/** The sums with one more line. */
export const withForcedExit = (sums: ForcedExitSums, line: ForcedExitLine): ForcedExitSums => ({
  points: add(sums.points, line.points),
  paid: add(sums.paid, line.paid),
});

/**
 * The pool after all forced exits of the day: it changes once, by their sums (rules §1 Forced exit). A close cannot be
 * refused: a total of what was ever swept that would reach 2^53 stops below it.
 */
export function applyForcedExits(
  pool: BackingPool,
  sums: ForcedExitSums,
): { pool: BackingPool; postings: readonly Posting[] } {
  const after = burn({ ...pool, swept: fen(0) }, sums.points, sums.paid);
  const swept = add(pool.swept, lesser(after.pool.swept, roomBeside(pool.swept)));
  return { pool: { ...after.pool, swept }, postings: after.swept };
}
