// The dividends of one day against their definition (rules §3, daily close), written down once more in big integers,
// and what must follow from it for every plan and every set of members.
import { fen, MAX_AMOUNT, microShares, quotaFen, RATE_ONE } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import {
  addStandings,
  type DividendDayEnd,
  type DividendLine,
  dividendLine,
  endDividendDay,
  freezeDividendDay,
  NO_DIVIDENDS,
  newMember,
  standingOf,
  withDividendLine,
} from '@shared/rules';
import fc from 'fast-check';
import { dividendPlans } from './histories';
import { law } from './law';
import { payDividend } from './shop';

const MILLION = BigInt(RATE_ONE);
const MAX = BigInt(MAX_AMOUNT);

interface Shareholder {
  readonly quota: number;
  readonly weight: number;
  readonly cash: number;
}

const amount = fc.oneof(fc.constant(0), fc.nat(20), fc.nat(10_000_000));
const weight = fc.oneof(amount, fc.nat(300_000_000), fc.nat(5_000_000_000));
const shareholders = (largest: fc.Arbitrary<number>) =>
  fc.array(
    fc.record({ quota: fc.oneof(amount, largest), weight: fc.oneof(weight, largest), cash: fc.oneof(amount, largest) }),
    { maxLength: 12 },
  );
const giant = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(1000).map((less) => MAX_AMOUNT - less),
);

const sizes = [
  { size: 'usual amounts', people: shareholders(amount), cash: fc.oneof(amount, fc.nat(10_000_000_000)) },
  { size: 'amounts near 2^53', people: shareholders(giant), cash: giant },
];

const lesser = (...of: bigint[]) => of.toSorted((a, b) => Number(a - b))[0]!;

/** Rules §3, daily close, 1 to 6. */
function byDefinition(people: readonly Shareholder[], turnover: number, carriedIn: number, plan: DividendPlan) {
  const T = BigInt(turnover);
  const fresh = (T * BigInt(plan.proportionalRate)) / MILLION;
  const P = lesser(fresh + BigInt(carriedIn), MAX);
  const Q = (T * BigInt(plan.tierRate)) / MILLION;
  const active = people.filter(({ quota, weight: w }) => quota > 0 && w > 0);
  const W = (plan.weightBase === 'all' ? people : active).reduce((sum, { weight: w }) => sum + BigInt(w), 0n);
  const tierOf = (person: Shareholder) =>
    active.includes(person) ? plan.tiers.filter(({ from }) => from <= person.weight).length : 0;
  const lines = people.map((person) => {
    if (!active.includes(person)) return { proportional: 0n, tier: 0n, carried: 0n };
    const proportional = (P * BigInt(person.weight)) / W;
    const k = tierOf(person);
    const fund = k === 0 ? 0n : ((plan.tierRateOf === 'pool' ? Q : T) * BigInt(plan.tiers[k - 1]!.rate)) / MILLION;
    const fellows = active.filter((other) => tierOf(other) === k);
    const weights = fellows.reduce((sum, other) => sum + BigInt(other.weight), 0n);
    const part =
      plan.tierSplit === 'perCapita' ? fund / BigInt(fellows.length) : (fund * BigInt(person.weight)) / weights;
    const room = MAX - BigInt(person.cash);
    const pay = lesser(BigInt(person.quota), proportional + part, room);
    const paidProportional = lesser(pay, proportional);
    return { proportional: paidProportional, tier: pay - paidProportional, carried: proportional - paidProportional };
  });
  const sum = (of: 'proportional' | 'tier' | 'carried') => lines.reduce((total, line) => total + line[of], 0n);
  const [paidProportional, paidTier, carried] = [sum('proportional'), sum('tier'), sum('carried')];
  const returned = P + Q - paidProportional - paidTier - carried;
  return { P, Q, lines, end: { paidProportional, paidTier, carried, returned } };
}

const membersOf = (people: readonly Shareholder[]) =>
  people.map(({ quota, weight: held, cash }, at) => ({
    ...newMember(String(at)),
    quota: quotaFen(quota),
    weight: microShares(held),
    cash: fen(cash),
  }));

function byRules(people: readonly Shareholder[], turnover: number, carriedIn: number, plan: DividendPlan) {
  const members = membersOf(people);
  const day = freezeDividendDay(fen(turnover), fen(carriedIn), standingOf(members, plan), plan);
  const lines = members.map((member) => dividendLine(member, day, plan));
  return { members, day, lines, end: wholeOf(endDividendDay(day, lines.reduce(withDividendLine, NO_DIVIDENDS))) };
}

const wholeOf = ({ returnedProportional, returnedTier, ...sums }: DividendDayEnd) => ({
  paidProportional: BigInt(sums.paidProportional),
  paidTier: BigInt(sums.paidTier),
  carried: BigInt(sums.carried),
  returned: BigInt(returnedProportional) + BigInt(returnedTier),
});

const inWhole = (line: DividendLine) => ({
  proportional: BigInt(line.paidProportional),
  tier: BigInt(line.paidTier),
  carried: BigInt(line.carried),
});

describe.each(sizes)('$size', ({ people, cash }) => {
  law('the day pays what the definition says', people, cash, cash, dividendPlans, (members, T, carriedIn, plan) => {
    const right = byDefinition(members, T, carriedIn, plan);
    const came = byRules(members, T, carriedIn, plan);
    expect(came.lines.map(inWhole)).toEqual(right.lines);
    expect([came.day.proportionalPool, came.day.tierPool].map(BigInt)).toEqual([right.P, right.Q]);
    expect(came.end).toEqual(right.end);
  });

  law(
    'paid, carried and returned are both pools, and nobody is paid above the quota',
    people,
    cash,
    cash,
    dividendPlans,
    (...given) => {
      const [some, T, carriedIn, plan] = given;
      const { members, day, lines, end } = byRules(some, T, carriedIn, plan);
      const sums = [end.paidProportional, end.paidTier, end.carried, end.returned];
      expect(sums.reduce((sum, n) => sum + n, 0n)).toBe(BigInt(day.proportionalPool) + BigInt(day.tierPool));
      expect(end.paidProportional + end.carried).toBeLessThanOrEqual(BigInt(day.proportionalPool));
      expect(end.paidTier).toBeLessThanOrEqual(BigInt(day.tierPool));
      for (const [at, line] of lines.entries()) {
        const member = members[at]!;
        const paid = line.paidProportional + line.paidTier;
        expect(paid).toBeLessThanOrEqual(member.quota);
        if (member.quota === 0 || member.weight === 0) expect(paid + line.carried).toBe(0);
        const after = payDividend(member, day, plan).member;
        expect({ ...after, id: '' }).toEqual({
          ...member,
          id: '',
          cash: member.cash + paid,
          quota: member.quota - paid,
        });
      }
    },
  );

  law(
    'the order of the members and the cut into pages change nothing',
    people,
    cash,
    dividendPlans,
    fc.nat(12),
    (...given) => {
      const [some, T, plan, cut] = given;
      const ordered = byRules(some, T, 0, plan);
      const turned = byRules(some.toReversed(), T, 0, plan);
      expect(turned.lines.toReversed()).toEqual(ordered.lines);
      expect(turned.end).toEqual(ordered.end);
      const [first, second] = [ordered.members.slice(0, cut), ordered.members.slice(cut)];
      expect(addStandings(standingOf(first, plan), standingOf(second, plan))).toEqual(ordered.day.standing);
    },
  );
});
