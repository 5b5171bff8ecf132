import {
  add,
  done,
  type Fen,
  fen,
  type MicroPoints,
  microPoints,
  ratioShown,
  refusingOverflow,
  type StableCents,
  stableCents,
  subtract,
} from '@shared/kernel';
import { type Posting, post, system } from '@shared/ledger';
import { type AppreciationPlan, type Price, seedCost } from '@shared/plans';
import type { RuleOutcome } from '../refusals';

/** The pool that backs appreciating points, and what is out against it (rules §1, §2). */
export interface BackingPool {
  readonly pool: Fen;
  /** Members', merchants', the exchange reserve's and the seed's points together. */
  readonly circulating: MicroPoints;
  /** All ever issued. */
  readonly minted: MicroPoints;
  /** All ever burned: circulating = minted - burned. */
  readonly burned: MicroPoints;
  /** The price while nothing circulates: the issue price, then that just before the last point was burned. */
  readonly lastPrice: Price;
  /** Points in the exchange reserve, behind the stable points that are out. */
  readonly reservePoints: MicroPoints;
  readonly stableOutstanding: StableCents;
  /** Total that went to the platform's reserve when nothing circulated. */
  readonly swept: Fen;
}

/** The pool as a plan starts, the seed bought (rules §1 Seed). Refused when the seed costs 2^53 fen or more. */
export const openPool = (plan: AppreciationPlan): RuleOutcome<{ pool: BackingPool; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    const paid = seedCost(plan);
    return done({
      pool: {
        pool: paid,
        circulating: plan.seedPoints,
        minted: plan.seedPoints,
        burned: microPoints(0),
        lastPrice: plan.issuePrice,
        reservePoints: microPoints(0),
        stableOutstanding: stableCents(0),
        swept: fen(0),
      },
      postings: [
        ...post('cash', system.reserve, system.backingPool, paid),
        ...post('appreciating', system.issued, system.reserve, plan.seedPoints),
      ],
    });
  });

/** The exact price: pool over circulating, or lastPrice while nothing circulates (rules §0, §1). */
export const priceOf = (pool: BackingPool): Price =>
  pool.circulating === 0 ? pool.lastPrice : { fen: pool.pool, points: pool.circulating };

/** The price in yuan per point, rounded half up to 4 decimals, only to be shown (rules §0). */
export const priceShown = (price: Price): string => ratioShown(BigInt(price.fen) * 10_000n, BigInt(price.points), 4);

/**
 * Burns points and pays out of the pool. When nothing circulates any more, what is left in the pool is swept to the
 * platform and the price just before the burn is kept (rules §1 Last point burned).
 */
export function burn(
  pool: BackingPool,
  points: MicroPoints,
  payout: Fen,
): { pool: BackingPool; swept: readonly Posting[] } {
  const left = subtract(pool.pool, payout);
  const circulating = subtract(pool.circulating, points);
  const isEmpty = circulating === 0;
  return {
    pool: {
      ...pool,
      pool: isEmpty ? fen(0) : left,
      circulating,
      burned: add(pool.burned, points),
      lastPrice: isEmpty ? priceOf(pool) : pool.lastPrice,
      swept: isEmpty ? add(pool.swept, left) : pool.swept,
    },
    swept: isEmpty ? post('cash', system.backingPool, system.reserve, left) : [],
  };
}
