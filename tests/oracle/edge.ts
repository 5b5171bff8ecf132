import { written } from './plans';
import type { Random } from './random';
import type { EventFile, PlanFile, World } from './world';

const LARGEST = 2n ** 53n - 1n;

/** Days enough for balances to run full. */
export const daysAtTheEdge = (random: Random): number => random.integer(3, 10);

/** A purchase that nearly fills what a figure can hold, or half of it. */
export function purchaseAtTheEdge(random: Random, world: World): EventFile {
  const amount = random.pick([LARGEST, LARGEST - 1n, LARGEST - random.amount(0n, 10n ** 13n), LARGEST / 2n]);
  const member = random.chance(0.7) ? world.members[0]! : random.pick(world.members);
  return { day: world.day, type: 'purchase', member: member.id, amount: written(random, amount, 2) };
}

/** A plan that pays out nearly all that it takes in, so that cash, spendable points and pools reach 2^53. */
export function planAtTheEdge(random: Random): PlanFile {
  const share = (): string => random.pick(['1', '0.999999', '0.9', '0.5']);
  const plan: { -readonly [kind in keyof PlanFile]: PlanFile[kind] } = {};
  if (random.chance(0.6))
    plan.dividend = {
      quotaMultiple: random.pick(['1', '0.5', '0.4', '0.25', '0.25', '0.000001']),
      weightUnit: random.pick(['1000', '1000000', '1000000.01', '90071992547409.91']),
      referralQuotaRate: random.pick(['0', '1', '0.1']),
      referralWeightRate: random.pick(['0', '1', '0.1']),
      proportionalRate: share(),
      tierRate: share(),
      tiers: random.chance(0.5) ? [] : [{ from: '0', rate: '0.5' }],
      tierRateOf: 'pool',
      tierSplit: random.pick(['perCapita', 'byWeight'] as const),
      weightBase: random.pick(['active', 'all'] as const),
    };
  if (random.chance(0.6))
    plan.release = {
      tiers: [{ from: '0.01', multiple: random.pick(['1', '0.999999', '0.5']) }],
      dailyRate: share(),
      referralRates: [share(), share()],
      ranks: random.chance(0.5) ? [] : [{ from: '0', rate: share() }],
      sameRankRate: share(),
      teamVolumeIncludesOwn: random.chance(0.2),
    };
  if (random.chance(0.6))
    plan.appreciation = {
      contributionRate: random.pick(['1', '0.5', '0.1', '0.000001']),
      giftRate: random.pick(['1', '0.7', '0.000001']),
      referrerGiftRate: '0',
      issuePrice: random.pick(['1', '1000', '1000000', '1000000']),
      maxSupply: random.pick(['9007199254.740991', '1000000', '1']),
      sellFeeRate: random.pick(['0', '0', '0.1', '0.000001']),
      redeemFeeRate: random.pick(['0', '0.1']),
      exitMultiple: random.pick([null, '1', '0.5', '0.9']),
      seedPoints: random.pick(['0', '0', '0.000001']),
    };
  return plan;
}
