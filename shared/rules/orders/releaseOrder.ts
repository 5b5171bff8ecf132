import { type Fen, mulRateDown, type ReleaseCents, releaseCents } from '@shared/kernel';
import type { ReleasePlan } from '@shared/plans';

/** What an order is granted in release points (rules §4 Order of cash). */
export interface ReleaseGrant {
  /** Number of the tier reached, from 1. */
  readonly level: number;
  readonly granted: ReleaseCents;
  /** Released each day while it lasts. */
  readonly daily: ReleaseCents;
}

/** The part of a release plan by which orders are granted: an order keeps that of the version it settled by. */
export type ReleaseLadder = Pick<ReleasePlan, 'tiers' | 'dailyRate'>;

/**
 * The release of an order of `amount` of cash: that of the last tier whose threshold it reaches; null below the
 * first (rules §4). Throws AmountOverflow, which refuses the whole event.
 */
export function releaseGrant(amount: Fen, plan: ReleaseLadder): ReleaseGrant | null {
  let level = 0;
  while (level < plan.tiers.length && plan.tiers[level]!.from <= amount) level += 1;
  if (level === 0) return null;
  return {
    level,
    granted: releaseCents(mulRateDown(amount, plan.tiers[level - 1]!.multiple)),
    daily: releaseCents(mulRateDown(amount, plan.dailyRate)),
  };
}

/** An order below every tier: it counts as volume, and releases nothing. */
export const NOTHING_GRANTED: ReleaseGrant = { level: 0, granted: releaseCents(0), daily: releaseCents(0) };
