import { decimalText } from '@shared/kernel';
import fc from 'fast-check';
import { appreciationPlans, dividendPlans, releasePlans } from '../rules/histories';

const two = (units: number) => decimalText(units, 2);
const six = (units: number) => decimalText(units, 6);
const mostly = <T>(plan: fc.Arbitrary<T>) => fc.option(plan, { nil: undefined, freq: 6 });

const appreciation = appreciationPlans.map((plan) => ({
  contributionRate: six(plan.contributionRate),
  giftRate: six(plan.giftRate),
  referrerGiftRate: six(plan.referrerGiftRate),
  issuePrice: six(plan.issuePrice.fen),
  maxSupply: six(plan.maxSupply),
  sellFeeRate: six(plan.sellFeeRate),
  redeemFeeRate: six(plan.redeemFeeRate),
  exitMultiple: plan.exitMultiple === null ? null : six(plan.exitMultiple),
  seedPoints: six(plan.seedPoints),
}));
const dividend = dividendPlans.map((plan) => ({
  ...plan,
  quotaMultiple: six(plan.quotaMultiple),
  weightUnit: two(plan.weightUnit),
  referralQuotaRate: six(plan.referralQuotaRate),
  referralWeightRate: six(plan.referralWeightRate),
  proportionalRate: six(plan.proportionalRate),
  tierRate: six(plan.tierRate),
  tiers: plan.tiers.map(({ from, rate }) => ({ from: six(from), rate: six(rate) })),
}));
const release = releasePlans.map((plan) => ({
  ...plan,
  tiers: plan.tiers.map(({ from, multiple }) => ({ from: two(from), multiple: six(multiple) })),
  dailyRate: six(plan.dailyRate),
  referralRates: plan.referralRates.map(six),
  ranks: plan.ranks.map(({ from, rate }) => ({ from: two(from), rate: six(rate) })),
  sameRankRate: six(plan.sameRankRate),
}));

const DAYS = 5;
const IDS = ['A', 'B', 'C', '7', '10', '__proto__', '名', 'constructor'];
const MERCHANTS = ['M', '3'];

type Event = Record<string, string | number>;

const day = fc.integer({ min: 1, max: DAYS });
const member = fc.nat(IDS.length - 1);
const merchant = fc.constantFrom(...MERCHANTS);
const points = fc
  .oneof(fc.nat(20), fc.nat(3_000_000), fc.constantFrom(1_000_000, 21_000_000), fc.nat(2_000_000_000))
  .map(six);
const small = fc.oneof(fc.nat(20), fc.nat(300), fc.nat(50_000)).map(two);

/** Points on their whole way: exchanged, paid to a merchant, redeemed there and sold. */
const trips = fc
  .record({ from: day, member, merchant, points, share: fc.integer({ min: 1, max: 4 }), amount: fc.nat(500) })
  .map(({ from, share, ...trip }): Event[] => {
    const amount = two(Math.ceil(trip.amount / share));
    return [
      { day: from, type: 'exchange', member: trip.member, points: trip.points },
      { day: from, type: 'pay', member: trip.member, merchant: trip.merchant, amount },
      { day: Math.min(from + 1, DAYS), type: 'merchantRedeem', merchant: trip.merchant, amount },
      { day: DAYS, type: 'merchantSell', merchant: trip.merchant, points: six(20_000 * share) },
    ];
  });

/** Events of any member and merchant, named by number until the members are known. */
const eventsOf = (cash: fc.Arbitrary<number>): fc.Arbitrary<Event[]> => {
  const one = fc.oneof(
    { weight: 8, arbitrary: fc.record({ day, type: fc.constant('purchase'), member, amount: cash.map(two) }) },
    { weight: 5, arbitrary: fc.record({ day, type: fc.constantFrom('sell', 'redeem', 'exchange'), member, points }) },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('pay'), member, merchant, amount: small }) },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('merchantRedeem'), merchant, amount: small }) },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('merchantSell'), merchant, points }) },
    { weight: 2, arbitrary: fc.record({ day, type: fc.constant('spend'), member, amount: small }) },
  );
  return fc.oneof(
    { weight: 8, arbitrary: one.map((event): Event[] => [event as Event]) },
    { weight: 1, arbitrary: trips },
  );
};

const usual = fc.oneof(fc.nat(200), fc.constantFrom(10_000, 300_000, 900_000), fc.nat(1_000_000), fc.nat(50_000_000));
const giant = fc.oneof(
  usual,
  fc.maxSafeNat(),
  fc.nat(500).map((less) => Number.MAX_SAFE_INTEGER - less),
);

const scenariosOf = (cash: fc.Arbitrary<number>, plan: fc.Arbitrary<object>) =>
  fc
    .record({
      start: fc.constantFrom('2026-01-01', '2024-02-27', '1999-12-30'),
      plan,
      ids: fc.shuffledSubarray(IDS, { minLength: 1 }),
      picks: fc.array(fc.nat(9), { minLength: IDS.length, maxLength: IDS.length }),
      events: fc.array(eventsOf(cash), { maxLength: 30, size: 'max' }).map((groups) => groups.flat()),
    })
    .map(({ ids, picks, events, ...rest }) => ({
      title: '',
      days: DAYS,
      ...rest,
      members: ids.map((id, at) => {
        const referrer = picks[at]! % (at + 1);
        return referrer === at ? { id } : { id, referrer: ids[referrer]! };
      }),
      merchants: MERCHANTS,
      events: events.map((event) =>
        event.member === undefined ? event : { ...event, member: ids[Number(event.member) % ids.length]! },
      ),
    }));

/** Scenarios with any of the three plans, members in random lines, events of every kind, many of them refused. */
export const scenarios = scenariosOf(
  usual,
  fc.record({ appreciation: mostly(appreciation), dividend: mostly(dividend), release: mostly(release) }),
);
/** Scenarios in which amounts come near 2^53 and pass it. */
export const giantScenarios = scenariosOf(giant, fc.record({ appreciation, dividend, release }));
