import {
  add,
  type ExitQuotaFen,
  exitQuotaFen,
  type Fen,
  fen,
  type MicroPoints,
  microPoints,
  mulRateDivDownCapped,
  mulRateDown,
  mulRatesDown,
  type Rate,
  subtract,
} from '@shared/kernel';
import { type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan, Price } from '@shared/plans';
import { credit, type Member } from '../member';
import { type BackingPool, priceOf } from './pool';

/** What one purchase gives under the appreciation plan; the figures explain it (rules §1 Purchase). */
export interface AppreciationGrant {
  readonly contribution: Fen;
  /** The exact price before the purchase, at which points are granted. */
  readonly price: Price;
  readonly buyerPoints: MicroPoints;
  readonly referrerPoints: MicroPoints;
  readonly buyerExitQuota: ExitQuotaFen;
  readonly referrerExitQuota: ExitQuotaFen;
}

/** Buyer, referrer and pool after a purchase. */
interface AppreciationPurchase {
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly pool: BackingPool;
  readonly grant: AppreciationGrant;
  /** What was in the pool and went to the platform because nothing circulates all the same. */
  readonly swept: Fen;
  readonly postings: readonly Posting[];
}

/** What a purchase of `amount` would give, nothing changed (rules §1 Purchase). Throws AmountOverflow. */
export function previewPurchase(
  pool: BackingPool,
  amount: Fen,
  hasReferrer: boolean,
  plan: AppreciationPlan,
): AppreciationGrant {
  const contribution = mulRateDown(amount, plan.contributionRate);
  const price = priceOf(pool);
  const left = subtract(plan.maxSupply, pool.minted);
  const points = (share: Rate, cap: MicroPoints) =>
    mulRateDivDownCapped(contribution, share, price.points, price.fen, cap);
  const buyerPoints = points(plan.giftRate, left);
  const referrerPoints = hasReferrer ? points(plan.referrerGiftRate, subtract(left, buyerPoints)) : microPoints(0);
  const exitOf = (cash: Fen, multiple: Rate | null) =>
    exitQuotaFen(multiple === null ? 0 : mulRateDown(cash, multiple));
  return {
    contribution,
    price,
    buyerPoints,
    referrerPoints,
    buyerExitQuota: exitOf(amount, plan.exitMultiple),
    referrerExitQuota: exitQuotaFen(
      hasReferrer && plan.exitMultiple !== null
        ? mulRatesDown(contribution, plan.referrerGiftRate, plan.exitMultiple)
        : 0,
    ),
  };
}

/**
 * A settled purchase of `amount` of cash: the contribution goes to the pool, points are granted at the price before it,
 * exit quota with them (rules §1 Purchase). Throws AmountOverflow, which refuses the whole event (rules §5).
 */
export function purchasePoints(
  buyer: Member,
  referrer: Member | null,
  pool: BackingPool,
  amount: Fen,
  plan: AppreciationPlan,
): AppreciationPurchase {
  const grant = previewPurchase(pool, amount, referrer !== null, plan);
  const given = add(grant.buyerPoints, grant.referrerPoints);
  const paidIn = add(pool.pool, grant.contribution);
  const buyerPoints = credit(buyer, 'points', grant.buyerPoints, system.issued);
  const buyerQuota = credit(buyerPoints.member, 'exitQuota', grant.buyerExitQuota, system.issued);
  const referrerPoints = referrer && credit(referrer, 'points', grant.referrerPoints, system.issued);
  const referrerQuota =
    referrerPoints && credit(referrerPoints.member, 'exitQuota', grant.referrerExitQuota, system.issued);
  const circulating = add(pool.circulating, given);
  const swept = circulating === 0 ? paidIn : fen(0);
  return {
    buyer: buyerQuota.member,
    referrer: referrerQuota?.member ?? null,
    pool: {
      ...pool,
      pool: subtract(paidIn, swept),
      circulating,
      minted: add(pool.minted, given),
      swept: add(pool.swept, swept),
    },
    grant,
    swept,
    postings: [
      ...post('cash', system.sales, system.backingPool, grant.contribution),
      ...post('cash', system.backingPool, system.reserve, swept),
      ...buyerPoints.postings,
      ...buyerQuota.postings,
      ...(referrerPoints?.postings ?? []),
      ...(referrerQuota?.postings ?? []),
    ],
  };
}
