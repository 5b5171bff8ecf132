import { shown } from './fraction';
import type { Random } from './random';
import type { PlanFile } from './world';

/** How large the money of a scenario is, in fen: dust, everyday amounts, fortunes, the edge of 2^53. */
export type Scale = 'dust' | 'everyday' | 'fortune' | 'edge';

const LARGEST: Record<Scale, bigint> = { dust: 200n, everyday: 2000000n, fortune: 10n ** 12n, edge: 2n ** 53n - 1n };

/** An amount of a purchase, in fen. */
export const amountOf = (random: Random, scale: Scale): bigint => {
  const largest = LARGEST[scale];
  if (random.chance(0.1)) return random.amount(0n, 5n);
  if (scale === 'edge' && random.chance(0.5)) return largest - random.amount(0n, 10n ** BigInt(random.integer(0, 15)));
  return random.chance(0.5) ? random.amount(1n, largest) : random.amount(1n, largest / 100n + 1n);
};

/** A figure as a file may write it: with all its decimals, or without the zeros at its end. */
export const written = (random: Random, amount: bigint, decimals: number): string => {
  const full = shown(amount, decimals);
  return random.chance(0.5) ? full : full.replace(/\.?0+$/, '');
};

const rateUpTo = (random: Random, most: bigint): bigint => {
  const choice = random.pick([0n, 1n, 10000n, 100000n, 300000n, 333333n, 500000n, 999999n, 1000000n, undefined]);
  const rate = choice ?? random.amount(0n, 1000000n);
  return rate <= most ? rate : random.amount(0n, most);
};
const millionth = (random: Random, amount: bigint): string => written(random, amount, 6);
const rate = (random: Random): string => millionth(random, rateUpTo(random, 1000000n));

/** Bounds that rise strictly, from 0 or a part of `about` upwards. */
function bounds(random: Random, count: number, about: bigint): bigint[] {
  let bound = random.chance(0.4) ? 0n : random.amount(0n, about / 4n + 1n);
  const rising = Array.from({ length: count }, () => {
    const here = bound;
    bound += 1n + (random.chance(0.2) ? 0n : random.amount(0n, (about * 2n) / BigInt(count) + 1n));
    return here;
  });
  return rising.filter((one) => one < 2n ** 53n);
}

function appreciationOf(random: Random, scale: Scale): PlanFile['appreciation'] {
  const gift = rateUpTo(random, 1000000n);
  const referrerGift = random.chance(0.3) ? 0n : rateUpTo(random, 1000000n - gift);
  const seed = random.pick([0n, 0n, 0n, 1n, 1000000n, 1000000000n, random.amount(0n, 10n ** 9n)]);
  const room = random.pick([0n, 1n, 21000000n, random.amount(0n, 10n ** 9n), 10n ** 14n, 10n ** 14n, 10n ** 15n * 7n]);
  const exit = random.pick([null, null, '0.000001', '0.1', '0.5', '0.999999', '1', '2', '2', '2.5', '1000', '9007199']);
  return {
    contributionRate: random.chance(0.6) ? random.pick(['0.30', '0.5', '1']) : rate(random),
    giftRate: millionth(random, gift),
    referrerGiftRate: millionth(random, referrerGift),
    issuePrice: random.pick(['1.00', '1', '0.000001', '0.1', '3.141593', '100', scale === 'edge' ? '1000000' : '7']),
    maxSupply: millionth(random, seed + room),
    sellFeeRate: random.chance(0.6) ? random.pick(['0', '0.10', '0.5']) : rate(random),
    redeemFeeRate: random.chance(0.6) ? random.pick(['0', '0.05']) : rate(random),
    exitMultiple: exit,
    seedPoints: millionth(random, seed),
  };
}

function dividendOf(random: Random, scale: Scale): PlanFile['dividend'] {
  const unit = random.pick([1n, 100n, 20000n, 100000n, 100000n, random.amount(1n, 10n ** 6n)]);
  const tierRateOf = random.pick(['pool', 'turnover'] as const);
  const tierRate = rateUpTo(random, 1000000n);
  let left = tierRateOf === 'pool' ? 1000000n : tierRate;
  const tiers = bounds(random, random.pick([0, 1, 2, 3, 4, 8]), (LARGEST[scale] * 1000000n) / unit / 2n).map((from) => {
    const tier = rateUpTo(random, left);
    left -= tier;
    return { from: millionth(random, from), rate: millionth(random, tier) };
  });
  return {
    quotaMultiple: random.pick(['0', '0.01', '0.333333', '1', '2', '2', '2', '50']),
    weightUnit: written(random, unit, 2),
    referralQuotaRate: random.chance(0.5) ? '0' : rate(random),
    referralWeightRate: random.chance(0.5) ? '0.1' : rate(random),
    proportionalRate: rate(random),
    tierRate: millionth(random, tierRate),
    tiers,
    tierRateOf,
    tierSplit: random.pick(['perCapita', 'byWeight'] as const),
    weightBase: random.pick(['active', 'all'] as const),
  };
}

function releaseOf(random: Random, scale: Scale): PlanFile['release'] {
  // A lively plan releases from small orders and has its ranks within reach; any other is as it comes.
  const isLively = random.chance(0.6);
  const large = LARGEST[scale];
  const multiples = isLively ? ['2.5', '3', '10', '100000'] : ['0', '0.000001', '0.5', '1', '2.5', '3', '100000'];
  const tiers = bounds(random, random.pick(isLively ? [1, 2, 3] : [0, 1, 2, 4]), isLively ? large / 50n : large / 4n);
  const ranks = bounds(random, random.pick([0, 1, 2, 4, 7, 12]), large);
  let rank = random.chance(0.5) ? 0n : rateUpTo(random, 300000n);
  const rises = random.pick([0n, 1n, 50000n, 200000n]);
  return {
    tiers: tiers.map((from, index) => ({
      from: written(random, isLively && index === 0 ? from % 100n : from, 2),
      multiple: scale === 'edge' ? random.pick(['1', '1', '0.9']) : random.pick(multiples),
    })),
    dailyRate: random.chance(0.5) ? random.pick(['0.012', '0.1', '0.5', '1']) : rate(random),
    referralRates: random.chance(0.5) ? ['0.5', '0.3'] : [rate(random), rate(random)],
    ranks: ranks.map((from) => {
      const here = { from: written(random, from, 2), rate: millionth(random, rank) };
      rank += random.amount(0n, rises);
      if (rank > 1000000n) rank = 1000000n;
      return here;
    }),
    sameRankRate: random.chance(0.5) ? '0.03' : rate(random),
    teamVolumeIncludesOwn: random.chance(0.3),
  };
}

/** A plan of any of the three, in any combination, now and then by the name of a preset. */
export function planOf(random: Random, scale: Scale): PlanFile | string | readonly string[] {
  if (random.chance(0.08)) {
    const names = [['appreciation'], [random.pick(['cyclic', 'energy'])], ['release']].filter(() => random.chance(0.6));
    return names.length === 1 && random.chance(0.5) ? names[0]![0]! : names.flat();
  }
  const on = (): boolean => random.chance(0.75);
  const plan: { -readonly [kind in keyof PlanFile]: PlanFile[kind] } = {};
  if (on()) plan.release = releaseOf(random, scale);
  if (on()) plan.appreciation = appreciationOf(random, scale);
  if (on()) plan.dividend = dividendOf(random, scale);
  return plan;
}

/** Other plans of some of the kinds that are on, with what never changes unchanged; now and then a preset's name. */
export function changedPlanOf(random: Random, scale: Scale, on: PlanFile): PlanFile | string | readonly string[] {
  if (on.dividend && random.chance(0.1)) return random.pick(['cyclic', ['energy']]);
  const plan: { -readonly [kind in keyof PlanFile]: PlanFile[kind] } = {};
  if (on.release && random.chance(0.6)) plan.release = releaseOf(random, scale);
  if (on.dividend && random.chance(0.6)) plan.dividend = dividendOf(random, scale);
  if (on.appreciation && random.chance(0.6)) {
    const { issuePrice, seedPoints, maxSupply, exitMultiple } = on.appreciation;
    const exit = exitMultiple === null ? null : random.pick(['0.000001', '0.5', '1', '2', '2.5', '1000']);
    plan.appreciation = { ...appreciationOf(random, scale)!, issuePrice, seedPoints, maxSupply, exitMultiple: exit };
  }
  return plan;
}
