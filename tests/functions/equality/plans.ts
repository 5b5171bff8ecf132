// Plans that may be published: any of the three kinds, with figures from all over their ranges.
import { PLAN_KINDS, type PlanKind } from '@shared/plans';
import type { Random } from '../../oracle/random';
import { LARGEST, type Scale } from './generate';

type PlanText = Partial<Record<PlanKind, object>>;

const ONE = 1_000_000;

const decimal = (units: number, decimals: number): string => {
  const digits = String(units).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
const millionths = (units: number): string => decimal(units, 6);
const rateUpTo = (random: Random, most: number): number =>
  Math.min(most, random.pick([0, 1, 10_000, 100_000, 300_000, 333_333, random.integer(0, ONE)]));

/** Bounds that rise strictly, from 0 or a part of `about` upwards. */
function bounds(random: Random, count: number, about: number): number[] {
  let bound = random.chance(0.3) ? 0 : random.integer(0, Math.ceil(about / 4));
  return Array.from({ length: count }, () => {
    const here = bound;
    bound += 1 + random.integer(0, Math.ceil((about * 2) / count));
    return here;
  });
}

/** The shares of a price that the plans take: together at most all of it, or the goods would count for none. */
interface Shares {
  readonly contribution: number;
  readonly proportional: number;
  readonly tier: number;
}

const sharesOf = (random: Random): Shares => {
  const contribution = rateUpTo(random, 600_000);
  const proportional = random.chance(0.4) ? 300_000 : rateUpTo(random, 300_000);
  return { contribution, proportional, tier: rateUpTo(random, Math.min(100_000, ONE - contribution - proportional)) };
};

function appreciationOf(random: Random, scale: Scale, { contribution }: Shares, isOut: boolean) {
  const isEdge = scale === 'edge';
  const gift = random.pick([0, 700_000, 500_000, ONE, random.integer(0, ONE)]);
  return {
    contributionRate: millionths(contribution),
    giftRate: millionths(gift),
    referrerGiftRate: millionths(random.chance(0.3) ? 0 : rateUpTo(random, ONE - gift)),
    issuePrice: random.pick(['1.00', '0.1', '3.141593', '7']),
    maxSupply: random.pick(['100000000', '1000', '1001', '5000000000']),
    sellFeeRate: random.pick(['0', '0.10', '0.5']),
    redeemFeeRate: random.pick(['0', '0.05']),
    exitMultiple: isOut
      ? random.pick([...(isEdge ? ['900719', '9007199'] : []), '0.000001', '0.1', '0.3', '0.999999', '2', '1000'])
      : null,
    seedPoints: '1000',
  };
}

function dividendOf(random: Random, scale: Scale, { proportional, tier: tierShare }: Shares) {
  // Fortunes in shares of a fen pass 2^53.
  const unit = random.pick(
    scale === 'edge'
      ? [1, 1, 20_000]
      : scale === 'fortune'
        ? [20_000, 100_000]
        : [1, 100, 20_000, 100_000, random.integer(1, 1_000_000)],
  );
  const tierRateOf = random.pick(['pool', 'turnover'] as const);
  let left = tierRateOf === 'pool' ? ONE : tierShare;
  const about = Math.min(2 ** 50, Math.ceil((LARGEST[scale] * ONE) / unit / 2));
  const tiers = bounds(random, random.integer(0, 3), about).map((from) => {
    const share = rateUpTo(random, left);
    left -= share;
    return { from: millionths(from), rate: millionths(share) };
  });
  return {
    quotaMultiple: random.pick(
      scale === 'edge' ? ['900000', '90000', '2'] : ['0', '0.01', '0.1', '0.333333', '1', '2', '2', '50'],
    ),
    weightUnit: decimal(unit, 2),
    referralQuotaRate: random.pick(['0', '0.1', '1', millionths(random.integer(0, ONE))]),
    referralWeightRate: random.pick(['0', '0.1', millionths(random.integer(0, ONE))]),
    proportionalRate: millionths(proportional),
    tierRate: millionths(tierShare),
    tiers,
    tierRateOf,
    tierSplit: random.pick(['perCapita', 'byWeight'] as const),
    weightBase: random.pick(['active', 'all'] as const),
  };
}

function releaseOf(random: Random, scale: Scale) {
  const large = LARGEST[scale];
  let rank = random.pick([0, 0, 100_000]);
  return {
    tiers: bounds(random, random.integer(0, 3), large / 50).map((from) => ({
      from: decimal(from, 2),
      multiple: random.pick(scale === 'edge' ? ['900000', '90000', '10'] : ['0', '0.5', '1', '2.5', '3', '10']),
    })),
    dailyRate: random.pick(['0.012', '0.1', '0.5', '1', '1', '0']),
    referralRates: random.chance(0.5) ? ['0.5', '0.3'] : [millionths(random.integer(0, ONE)), '1'],
    ranks: bounds(random, random.integer(0, 4), large / 10).map((from) => {
      const here = { from: decimal(from, 2), rate: millionths(rank) };
      rank = Math.min(ONE, rank + random.pick([0, 1, 50_000, 200_000]));
      return here;
    }),
    sameRankRate: random.pick(['0', '0.03', '0.2', '1']),
    teamVolumeIncludesOwn: random.chance(0.3),
  };
}

const isOutOf = (plan: PlanText): boolean =>
  (plan.appreciation as { exitMultiple?: string | null } | undefined)?.exitMultiple != null;

/** Plans of any of the three kinds, one at least. */
export function plansOf(random: Random, scale: Scale): PlanText {
  const kinds = PLAN_KINDS.filter(() => random.chance(0.8));
  return allOf(random, scale, random.chance(0.6), kinds.length > 0 ? kinds : [random.pick(PLAN_KINDS)]);
}

function allOf(random: Random, scale: Scale, isOut: boolean, kinds: readonly PlanKind[]): PlanText {
  const shares = sharesOf(random);
  const all = {
    appreciation: appreciationOf(random, scale, shares, isOut),
    dividend: dividendOf(random, scale, shares),
    release: releaseOf(random, scale),
  };
  return Object.fromEntries(kinds.map((kind) => [kind, all[kind]]));
}

/**
 * New versions of some kinds of a plan: what never changes stays, and a share of the price never grows, so that all
 * versions together can be paid for.
 */
export function republished(random: Random, scale: Scale, plan: PlanText, kinds: readonly PlanKind[]): PlanText {
  const fresh = allOf(random, scale, isOutOf(plan), kinds) as Record<PlanKind, Record<string, unknown>>;
  const first = plan as Record<PlanKind, Record<string, unknown>>;
  const kept: Record<PlanKind, readonly string[]> = {
    appreciation: ['issuePrice', 'seedPoints', 'maxSupply', 'contributionRate'],
    dividend: ['proportionalRate', 'tierRate', 'tierRateOf', 'tiers'],
    release: [],
  };
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      { ...fresh[kind], ...Object.fromEntries(kept[kind].map((name) => [name, first[kind][name]])) },
    ]),
  );
}
