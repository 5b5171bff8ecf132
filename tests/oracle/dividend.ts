import { by, decimal, type Fraction, floor, fraction, least, plus, sum, times, units, whole } from './fraction';
import { credit, type Gift, LIMIT, type Member, type PlanFile, type Purchase, type World } from './world';

type Plan = NonNullable<PlanFile['dividend']>;

/** Rules §3, Order, of one that counts; `referrer` only where the referrer has accepted the rules. */
export function grantDividend(plan: Plan, order: Purchase, buyer: Member, referrer: Member | undefined): void {
  const a = whole(order.amount);
  const quota = times(a, decimal(plan.quotaMultiple));
  const weight = times(by(a, whole(units(plan.weightUnit, 2))), whole(1000000n));
  const give = (to: Member, gift: Gift, quotaShare: Fraction, weightShare: Fraction) => {
    gift.quota = floor(times(quota, quotaShare));
    gift.weight = floor(times(weight, weightShare));
    credit(to, 'quota', gift.quota);
    to.weight += gift.weight;
  };
  give(buyer, order.buyer, whole(1n), whole(1n));
  if (referrer) give(referrer, order.referrer, decimal(plan.referralQuotaRate), decimal(plan.referralWeightRate));
  order.dividendShares = plus(decimal(plan.proportionalRate), decimal(plan.tierRate));
}

export interface DividendPaid {
  readonly proportionalPool: bigint;
  readonly tierPool: bigint;
  readonly carried: bigint;
  readonly returned: bigint;
  readonly lines: readonly { readonly member: string; readonly proportional: bigint; readonly tier: bigint }[];
}

/** Rules §3, Daily close. */
export function closeDividend(world: World, plan: Plan): DividendPaid {
  const turnover = whole(world.turnover);
  // What is carried beyond a pool of 2^53 returns to the platform (docs/decisions.md).
  const pool = least(floor(times(turnover, decimal(plan.proportionalRate))) + world.carried, LIMIT - 1n);
  const tierPool = floor(times(turnover, decimal(plan.tierRate)));

  const active = world.members.filter((member) => member.quotaBefore > 0n && member.weightBefore > 0n);
  const base = plan.weightBase === 'active' ? active : world.members;
  const allWeight = sum(base.map(({ weightBefore }) => weightBefore));

  const tierOf = (member: Member): number => {
    let reached = -1;
    plan.tiers.forEach((tier, index) => {
      if (units(tier.from, 6) <= member.weightBefore) reached = index;
    });
    return reached;
  };
  const tierPart = (member: Member): bigint => {
    const index = tierOf(member);
    const tier = plan.tiers[index];
    if (!tier) return 0n;
    const of = plan.tierRateOf === 'pool' ? whole(tierPool) : turnover;
    const fund = floor(times(of, decimal(tier.rate)));
    const inTier = active.filter((other) => tierOf(other) === index);
    return plan.tierSplit === 'perCapita'
      ? floor(fraction(fund, BigInt(inTier.length)))
      : floor(fraction(fund * member.weightBefore, sum(inTier.map(({ weightBefore }) => weightBefore))));
  };

  // Every part from the state before anyone is paid; then the payments.
  const parts = active.map((member) => ({
    member,
    quota: member.quotaBefore,
    proportional: floor(fraction(pool * member.weightBefore, allWeight)),
    tier: tierPart(member),
  }));
  let carried = 0n;
  const lines = parts.map(({ member, quota, proportional, tier }) => {
    const most = least(quota, LIMIT - 1n - member.cash);
    const paidProportional = least(most, proportional);
    const paidTier = least(most - paidProportional, tier);
    carried += proportional - least(most, proportional);
    member.quota -= paidProportional + paidTier;
    member.cash += paidProportional + paidTier;
    return { member: member.id, proportional: paidProportional, tier: paidTier };
  });
  const paid = sum(lines.map(({ proportional, tier }) => proportional + tier));
  world.carried = carried;
  return { proportionalPool: pool, tierPool, carried, returned: pool + tierPool - paid - carried, lines };
}
