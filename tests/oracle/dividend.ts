import { by, decimal, floor, fraction, least, sum, times, units, whole } from './fraction';
import { type EventFile, LIMIT, type Member, memberOf, type PlanFile, type World } from './world';

type Plan = NonNullable<PlanFile['dividend']>;

/** Rules §3, Order. */
export function grantDividend(world: World, plan: Plan, event: EventFile): void {
  const a = whole(units(event.amount!, 2));
  const buyer = memberOf(world, event.member);
  const quota = times(a, decimal(plan.quotaMultiple));
  const weight = times(by(a, whole(units(plan.weightUnit, 2))), whole(1000000n));
  buyer.quota += floor(quota);
  buyer.weight += floor(weight);
  if (buyer.referrer === undefined) return;
  const referrer = memberOf(world, buyer.referrer);
  referrer.quota += floor(times(quota, decimal(plan.referralQuotaRate)));
  referrer.weight += floor(times(weight, decimal(plan.referralWeightRate)));
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
