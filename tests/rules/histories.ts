import { fen, MAX_AMOUNT, microPoints, RATE_ONE, rate } from '@shared/kernel';
import {
  type AppreciationPlan,
  type DividendPlan,
  PLAN_KINDS,
  type PlanKind,
  type Plans,
  type ReleasePlan,
} from '@shared/plans';
import fc from 'fast-check';
import { type Command, Shop, type ShopState, SOME_PEOPLE } from './shop';

/** How much a drawn command asks for: so many units, or so many millionths of what there is to ask for. */
type Size = { readonly units: number } | { readonly millionths: number };

/** A command as it is drawn: whose it is by number, its size relative to what is held when its turn comes. */
interface Draw {
  readonly do: Command['do'];
  readonly who: number;
  readonly whom: number;
  readonly size: Size;
  readonly cash: number;
  readonly asset: 'appreciating' | 'stable' | 'spendable';
  readonly adds: boolean;
  readonly not: readonly PlanKind[];
  readonly notReferrer: readonly PlanKind[];
}

const size: fc.Arbitrary<Size> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ millionths: RATE_ONE }) },
  { weight: 4, arbitrary: fc.nat(RATE_ONE).map((millionths) => ({ millionths })) },
  { weight: 2, arbitrary: fc.nat(3).map((units) => ({ units })) },
  { weight: 1, arbitrary: fc.nat(100_000_000).map((units) => ({ units })) },
);

/** Cash of purchases: cents, usual amounts, large ones. */
const usualCash = fc.oneof(fc.nat(300), fc.integer({ min: 1, max: 1_000_000 }), fc.nat(500_000_000));
/** Cash next to 2^53 fen as well, so that sums pass it. */
const giantCash = fc.oneof(
  usualCash,
  fc.maxSafeNat(),
  fc.nat(1000).map((less) => MAX_AMOUNT - less),
);

const kinds = fc.oneof(
  { weight: 6, arbitrary: fc.constant('purchase' as const) },
  { weight: 8, arbitrary: fc.constantFrom('sell' as const, 'redeem' as const, 'exchange' as const) },
  { weight: 6, arbitrary: fc.constantFrom('pay' as const, 'merchantRedeem' as const, 'merchantSell' as const) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('adjust' as const, 'reverse' as const, 'reverse' as const, 'spend' as const),
  },
  { weight: 2, arbitrary: fc.constant('close' as const) },
);

const few = fc.oneof(
  { weight: 4, arbitrary: fc.constant([] as PlanKind[]) },
  { weight: 1, arbitrary: fc.subarray([...PLAN_KINDS]) },
);

const draws = (cash: fc.Arbitrary<number>): fc.Arbitrary<Draw> =>
  fc.record({
    do: kinds,
    who: fc.nat(3),
    whom: fc.nat(1),
    size,
    cash,
    asset: fc.constantFrom('appreciating' as const, 'stable' as const, 'spendable' as const),
    adds: fc.boolean(),
    not: few,
    notReferrer: few,
  });

const sized = (asked: Size, held: number): number =>
  'units' in asked ? asked.units : Number((BigInt(held) * BigInt(asked.millionths)) / BigInt(RATE_ONE));

/** The command that a draw means in the state that its turn finds; null where there is nothing to ask for. */
export function commandOf(draw: Draw, state: ShopState): Command | null {
  const member = Object.keys(state.members)[draw.who % Object.keys(state.members).length]!;
  const merchant = Object.keys(state.merchants)[draw.whom % Object.keys(state.merchants).length]!;
  const held = state.members[member]!;
  const taker = state.merchants[merchant]!;
  switch (draw.do) {
    case 'purchase':
      return { do: 'purchase', member, amount: draw.cash, not: draw.not, notReferrer: draw.notReferrer };
    case 'sell':
    case 'redeem':
    case 'exchange':
      return { do: draw.do, member, points: sized(draw.size, held.points) };
    case 'pay':
      return { do: 'pay', member, merchant, amount: sized(draw.size, held.stable) };
    case 'merchantRedeem':
      return { do: 'merchantRedeem', merchant, amount: sized(draw.size, taker.stable) };
    case 'merchantSell':
      return { do: 'merchantSell', merchant, points: sized(draw.size, taker.points) };
    case 'spend':
      return { do: 'spend', member, amount: sized(draw.size, held.spendable) };
    case 'adjust': {
      const field = draw.asset === 'appreciating' ? 'points' : draw.asset;
      const amount = draw.adds ? draw.cash : sized(draw.size, held[field]);
      return { do: 'adjust', member, kind: draw.adds ? 'add' : 'remove', asset: draw.asset, amount };
    }
    case 'reverse': {
      const leftOf = ({ record }: ShopState['orders'][number]) => record.amount - record.reversed;
      const order = state.orders.findIndex((one, at) => leftOf(one) > 0 && at >= draw.who);
      return order < 0 ? null : { do: 'reverse', order, amount: sized(draw.size, leftOf(state.orders[order]!)) };
    }
    case 'close':
      return { do: 'close' };
  }
}

const anyRate = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, RATE_ONE) },
  { weight: 3, arbitrary: fc.constantFrom(100_000, 300_000, 700_000) },
  { weight: 4, arbitrary: fc.nat(RATE_ONE) },
);
const multiple = fc.oneof(fc.constantFrom(RATE_ONE, 2 * RATE_ONE), fc.integer({ min: 1, max: 10 * RATE_ONE }));

/** Plans of appreciating points of every kind: without fees and all fee, a tiny supply, a seed and none. */
export const appreciationPlans: fc.Arbitrary<AppreciationPlan> = fc
  .record({
    contributionRate: anyRate,
    giftRate: anyRate,
    referrerGiftRate: anyRate,
    issueFen: fc.oneof(fc.constant(1_000_000), fc.integer({ min: 1, max: 1_000_000_000 })),
    maxSupply: fc.oneof(
      { weight: 1, arbitrary: fc.nat(100_000_000) },
      { weight: 4, arbitrary: fc.constant(100_000_000_000_000) },
    ),
    sellFeeRate: anyRate,
    redeemFeeRate: anyRate,
    exitMultiple: fc.option(multiple),
    seed: fc.oneof(fc.constant(0), fc.constant(1), fc.constant(1_000_000_000), fc.nat(3_000_000_000)),
  })
  .map(({ giftRate, referrerGiftRate, issueFen, maxSupply, seed, exitMultiple, ...rest }) => ({
    contributionRate: rate(rest.contributionRate),
    giftRate: rate(giftRate),
    referrerGiftRate: rate(Math.min(referrerGiftRate, RATE_ONE - giftRate)),
    issuePrice: { fen: fen(issueFen), points: microPoints(10 ** 10) },
    maxSupply: microPoints(maxSupply),
    sellFeeRate: rate(rest.sellFeeRate),
    redeemFeeRate: rate(rest.redeemFeeRate),
    exitMultiple: exitMultiple === null ? null : rate(exitMultiple),
    seedPoints: microPoints(Math.min(seed, maxSupply)),
  }));

const rising = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** Dividend plans of both forms; tier rates sum to at most what they are taken of. */
export const dividendPlans: fc.Arbitrary<DividendPlan> = fc
  .record({
    quotaMultiple: fc.oneof(multiple, fc.constant(0)),
    weightUnit: fc.oneof(fc.constantFrom(100_000, 20_000), fc.integer({ min: 1, max: 1_000_000 })),
    referralQuotaRate: anyRate,
    referralWeightRate: anyRate,
    proportionalRate: anyRate,
    tierRate: anyRate,
    bounds: fc.uniqueArray(fc.oneof(fc.nat(3), fc.nat(300_000_000)), { maxLength: 4 }),
    shares: fc.array(anyRate, { minLength: 4, maxLength: 4 }),
    tierRateOf: fc.constantFrom('pool' as const, 'turnover' as const),
    tierSplit: fc.constantFrom('perCapita' as const, 'byWeight' as const),
    weightBase: fc.constantFrom('active' as const, 'all' as const),
  })
  .map(({ bounds, shares, tierRateOf, tierSplit, weightBase, weightUnit, ...rates }) => {
    let left = tierRateOf === 'pool' ? RATE_ONE : rates.tierRate;
    const tiers = rising(bounds).map((from, at) => {
      const taken = Math.min(left, shares[at]!);
      left -= taken;
      return { from: from as DividendPlan['tiers'][number]['from'], rate: rate(taken) };
    });
    return {
      quotaMultiple: rate(rates.quotaMultiple),
      weightUnit: fen(weightUnit),
      referralQuotaRate: rate(rates.referralQuotaRate),
      referralWeightRate: rate(rates.referralWeightRate),
      proportionalRate: rate(rates.proportionalRate),
      tierRate: rate(rates.tierRate),
      tiers,
      tierRateOf,
      tierSplit,
      weightBase,
    };
  });

/** Release plans; thresholds and bounds low enough to be reached. */
export const releasePlans: fc.Arbitrary<ReleasePlan> = fc
  .record({
    bounds: fc.uniqueArray(fc.oneof(fc.nat(2), fc.nat(2_000_000)), { maxLength: 4 }),
    multiples: fc.array(fc.oneof(multiple, fc.constant(0)), { minLength: 4, maxLength: 4 }),
    dailyRate: anyRate,
    referralRates: fc.tuple(anyRate, anyRate),
    volumes: fc.uniqueArray(fc.oneof(fc.nat(2), fc.nat(5_000_000)), { maxLength: 5 }),
    rates: fc.array(anyRate, { minLength: 5, maxLength: 5 }),
    sameRankRate: anyRate,
    teamVolumeIncludesOwn: fc.boolean(),
  })
  .map((drawn) => ({
    tiers: rising(drawn.bounds).map((from, at) => ({ from: fen(from), multiple: rate(drawn.multiples[at]!) })),
    dailyRate: rate(drawn.dailyRate),
    referralRates: [rate(drawn.referralRates[0]), rate(drawn.referralRates[1])],
    ranks: rising(drawn.volumes).map((from, at) => ({ from: fen(from), rate: rate(rising(drawn.rates)[at]!) })),
    sameRankRate: rate(drawn.sameRankRate),
    teamVolumeIncludesOwn: drawn.teamVolumeIncludesOwn,
  }));

/** All three plans, appreciation always on. */
export const allPlans: fc.Arbitrary<Plans & { appreciation: AppreciationPlan }> = fc.record({
  appreciation: appreciationPlans,
  dividend: dividendPlans,
  release: releasePlans,
});

/** A drawn history: plans, and what is asked one after the other. */
export interface History {
  readonly plans: Plans & { readonly appreciation: AppreciationPlan };
  readonly draws: readonly Draw[];
}

const historiesOf = (cash: fc.Arbitrary<number>, plans: fc.Arbitrary<History['plans']>): fc.Arbitrary<History> =>
  fc.record({ plans, draws: fc.array(draws(cash), { minLength: 1, maxLength: 30, size: 'max' }) });

/** Histories of appreciating and stable points with usual amounts. */
export const histories = historiesOf(
  usualCash,
  appreciationPlans.map((appreciation) => ({ appreciation })),
);
/** Histories in which amounts come near 2^53 and pass it. */
export const giantHistories = historiesOf(
  giantCash,
  fc.oneof(
    appreciationPlans.map((appreciation) => ({
      appreciation: { ...appreciation, maxSupply: microPoints(MAX_AMOUNT) },
    })),
    allPlans,
  ),
);
/** Histories with all three plans on. */
export const fullHistories = historiesOf(usualCash, allPlans);

/** One step of a history as it was played. */
export interface Step {
  readonly shop: Shop;
  readonly command: Command;
  readonly before: ShopState;
  readonly after: ShopState;
  readonly refusal: string | null;
}

/** Plays a history from an empty shop, telling of every step. Answers the shop as it ends up. */
export function play({ plans, draws: asked }: History, onStep: (step: Step) => void = () => {}): Shop {
  const shop = new Shop(plans, SOME_PEOPLE);
  for (const draw of asked) {
    const before = shop.state;
    const command = commandOf(draw, before);
    if (!command) continue;
    const outcome = shop.play(command);
    onStep({ shop, command, before, after: shop.state, refusal: outcome.ok ? null : outcome.refusal.code });
  }
  return shop;
}

/** A shop like this one that may be played on without changing it. */
export function branchOf(shop: Shop): Shop {
  const branch = new Shop(shop.plans, shop.people);
  branch.state = shop.state;
  return branch;
}
