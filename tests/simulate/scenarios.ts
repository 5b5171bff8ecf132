import { decimalText } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
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

type Event = Record<string, unknown>;
type Blocks = Partial<Record<(typeof PLAN_KINDS)[number], Record<string, unknown>>>;

const day = fc.integer({ min: 1, max: DAYS });
/** When something has been released. */
const lateDay = fc.integer({ min: 3, max: DAYS });
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

/** Mostly all kinds of plan: what names some gives less. */
const someKinds = fc.oneof(
  { weight: 7, arbitrary: fc.constant([...PLAN_KINDS]) },
  { weight: 1, arbitrary: fc.shuffledSubarray([...PLAN_KINDS]) },
);

/** Other plans of any kind: those that are not on are left out, and what may not change is taken over. */
const blocks = fc.record({ appreciation, dividend, release }, { requiredKeys: [] });

/** Of a purchase by its number, in hundredths of what it was or as a whole. */
const reversals = fc.record(
  { day: fc.integer({ min: 2, max: DAYS }), type: fc.constant('reverse'), purchase: fc.nat(30), amount: small },
  { requiredKeys: ['day', 'type', 'purchase'] },
);

const adjustments = fc
  .record({
    day,
    member,
    asset: fc.constantFrom('appreciating', 'stable', 'spendable'),
    kind: fc.constantFrom('add', 'remove'),
    amount: small,
  })
  .map(({ kind, amount, ...rest }) => ({ ...rest, type: 'adjust', [kind]: amount }));

/** Events of any member and merchant, named by number until the members are known. */
const eventsOf = (cash: fc.Arbitrary<number>): fc.Arbitrary<Event[]> => {
  const one = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record(
        { day, type: fc.constant('purchase'), member, amount: cash.map(two), merchant, plans: someKinds },
        { requiredKeys: ['day', 'type', 'member', 'amount'] },
      ),
    },
    { weight: 3, arbitrary: reversals },
    { weight: 1, arbitrary: adjustments },
    {
      weight: 1,
      arbitrary: fc.record({ day, type: fc.constant('accept'), member, plan: fc.constantFrom(...PLAN_KINDS) }),
    },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('publish'), plan: blocks }) },
    {
      weight: 9,
      arbitrary: fc.record({
        day,
        type: fc.constantFrom('sell', 'redeem', 'exchange'),
        member,
        points,
      }),
    },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('pay'), member, merchant, amount: small }) },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('merchantRedeem'), merchant, amount: small }) },
    { weight: 1, arbitrary: fc.record({ day, type: fc.constant('merchantSell'), merchant, points }) },
    { weight: 3, arbitrary: fc.record({ day: lateDay, type: fc.constant('spend'), member, amount: small }) },
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

/** The events with the names of who there is: purchases numbered, reversals of one of them, plans that may be published. */
function named(events: readonly Event[], ids: readonly string[], plan: Blocks): Event[] {
  let purchases = 0;
  const numbered = events.map((event) => (event.type === 'purchase' ? { ...event, id: `P${purchases++}` } : event));
  return numbered.flatMap((event): Event[] => {
    const { member: who, purchase, plan: published } = event;
    if (purchase !== undefined)
      return purchases === 0 ? [] : [{ ...event, purchase: `P${Number(purchase) % purchases}` }];
    if (event.type === 'publish') return [{ ...event, plan: publishable(published as Blocks, plan) }];
    return [who === undefined ? event : { ...event, member: ids[Number(who) % ids.length]! }];
  });
}

function publishable(published: Blocks, on: Blocks): Blocks {
  const next = Object.fromEntries(Object.entries(published).filter(([kind]) => on[kind as keyof Blocks])) as Blocks;
  if (!next.appreciation) return next;
  const { issuePrice, maxSupply, seedPoints, exitMultiple } = on.appreciation!;
  const exit = exitMultiple === null ? null : (next.appreciation.exitMultiple ?? exitMultiple);
  return { ...next, appreciation: { ...next.appreciation, issuePrice, maxSupply, seedPoints, exitMultiple: exit } };
}

const scenariosOf = (cash: fc.Arbitrary<number>, plan: fc.Arbitrary<Blocks>) =>
  fc
    .record({
      start: fc.constantFrom('2026-01-01', '2024-02-27', '1999-12-30'),
      plan,
      ids: fc.shuffledSubarray(IDS, { minLength: 1 }),
      picks: fc.array(fc.nat(9), { minLength: IDS.length, maxLength: IDS.length }),
      accepts: fc.array(fc.option(someKinds, { nil: undefined, freq: 3 }), {
        minLength: IDS.length,
        maxLength: IDS.length,
      }),
      owner: fc.option(member, { nil: undefined }),
      events: fc.array(eventsOf(cash), { maxLength: 36, size: 'max' }).map((groups) => groups.flat()),
    })
    .map(({ ids, picks, accepts, owner, events, ...rest }) => ({
      title: '',
      days: DAYS,
      ...rest,
      members: ids.map((id, at) => {
        const own = { id, ...(accepts[at] && { accepts: accepts[at] }) };
        const referrer = picks[at]! % (at + 1);
        return referrer === at ? own : { ...own, referrer: ids[referrer]! };
      }),
      merchants: MERCHANTS.map((id, at) =>
        at === 0 && owner !== undefined ? { id, owner: ids[owner % ids.length]! } : id,
      ),
      events: named(events, ids, rest.plan),
    }));

/** Scenarios with any of the three plans, members in random lines, events of every kind, many of them refused. */
export const scenarios = scenariosOf(
  usual,
  fc.record({ appreciation: mostly(appreciation), dividend: mostly(dividend), release: mostly(release) }),
);
/** Scenarios in which amounts come near 2^53 and pass it. */
export const giantScenarios = scenariosOf(giant, fc.record({ appreciation, dividend, release }));
