import {
  type Fen,
  fen,
  type MicroShares,
  microShares,
  millionthsDown,
  mulRateDown,
  mulRatesDown,
  type QuotaFen,
  quotaFen,
  RATE_ONE,
  type Rate,
  rate,
} from '@shared/kernel';
import { type Posting, system } from '@shared/ledger';
import type { DividendPlan } from '@shared/plans';
import { credit, type Member } from '../member';

/** Quota and weight that one order gives; the figures explain it (rules §3 Order). */
export interface DividendGrant {
  readonly buyerQuota: QuotaFen;
  readonly buyerWeight: MicroShares;
  readonly referrerQuota: QuotaFen;
  readonly referrerWeight: MicroShares;
}

/** Buyer and referrer after an order. */
interface DividendAccrual {
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly grant: DividendGrant;
  readonly postings: readonly Posting[];
}

const ONE = rate(RATE_ONE);

/** cash / weightUnit × share in millionths of a share, rounded down once. */
const weightOf = (amount: Fen, share: Rate, plan: DividendPlan): MicroShares =>
  microShares(millionthsDown(amount, share, plan.weightUnit));

/** What an order of `amount` of cash would give, nothing changed (rules §3 Order). Throws AmountOverflow. */
export const previewDividendGrant = (amount: Fen, hasReferrer: boolean, plan: DividendPlan): DividendGrant => ({
  buyerQuota: quotaFen(mulRateDown(amount, plan.quotaMultiple)),
  buyerWeight: weightOf(amount, ONE, plan),
  referrerQuota: quotaFen(hasReferrer ? mulRatesDown(amount, plan.quotaMultiple, plan.referralQuotaRate) : fen(0)),
  referrerWeight: hasReferrer ? weightOf(amount, plan.referralWeightRate, plan) : microShares(0),
});

/**
 * A settled order gives quota and weight to the buyer and their parts to the direct referrer; they take part from
 * tomorrow's close (rules §3). Throws AmountOverflow, which refuses the whole event (rules §5).
 */
export function accrueDividend(
  buyer: Member,
  referrer: Member | null,
  amount: Fen,
  plan: DividendPlan,
): DividendAccrual {
  const grant = previewDividendGrant(amount, referrer !== null, plan);
  const quota = credit(buyer, 'quota', grant.buyerQuota, system.issued);
  const weight = credit(quota.member, 'weight', grant.buyerWeight, system.issued);
  const referrerQuota = referrer && credit(referrer, 'quota', grant.referrerQuota, system.issued);
  const referrerWeight = referrerQuota && credit(referrerQuota.member, 'weight', grant.referrerWeight, system.issued);
  return {
    buyer: weight.member,
    referrer: referrerWeight?.member ?? null,
    grant,
    postings: [
      ...quota.postings,
      ...weight.postings,
      ...(referrerQuota?.postings ?? []),
      ...(referrerWeight?.postings ?? []),
    ],
  };
}
