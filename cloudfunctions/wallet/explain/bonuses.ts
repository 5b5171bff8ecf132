import type { Explanation } from '@shared/contract';
import type { BonusKind } from '@shared/explain';
import { type Rate, rate } from '@shared/kernel';
import type { ReleasePlan } from '@shared/plans';
import type { DayMember } from './downlineDay';

type Inputs = Record<string, Explanation['inputs'][string]>;

/** A part of a downline by count and sum, and what its share is told by. */
interface Group {
  readonly staticCents: number;
  readonly people: number;
  readonly betweenRateMillionths?: number;
}

/** The rate of a rank, 0 without one; a rank above the plan's last counts as the last (rules §4). */
const rateOfRank = (rank: number, plan: ReleasePlan): Rate =>
  rank === 0 || plan.ranks.length === 0 ? rate(0) : plan.ranks[Math.min(rank, plan.ranks.length) - 1]!.rate;

const groupOf = (members: readonly DayMember[]): Group => {
  const those = members.filter(({ staticCents }) => staticCents > 0);
  return { staticCents: those.reduce((sum, one) => sum + one.staticCents, 0), people: those.length };
};

/** Groups of a downline by the highest rate in between: each group's part is (mine − that) × its releases. */
function teamGroups(members: readonly DayMember[], myRank: number, plan: ReleasePlan): Group[] {
  const mine = rateOfRank(myRank, plan);
  const groups = new Map<number, DayMember[]>();
  const highest: number[] = [0];
  for (const one of members) {
    const between = highest[one.generation - 1] ?? 0;
    highest[one.generation] = Math.max(between, rateOfRank(one.rank, plan));
    if (one.staticCents === 0 || between >= mine) continue;
    const group = groups.get(between) ?? [];
    group.push(one);
    groups.set(between, group);
  }
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([betweenRateMillionths, those]) => ({ ...groupOf(those), betweenRateMillionths }));
}

/** The nearest of one's own rank on each line: how many they are, and all that stands below them. */
function sameRankBelow(members: readonly DayMember[], myRank: number): { count: number; below: DayMember[] } {
  const below: DayMember[] = [];
  let count = 0;
  if (myRank === 0) return { count, below };
  const highest: number[] = [0];
  for (const [at, one] of members.entries()) {
    const between = highest[one.generation - 1] ?? 0;
    highest[one.generation] = Math.max(between, one.rank);
    if (one.rank !== myRank || between >= myRank) continue;
    const before = below.length;
    for (let next = at + 1; next < members.length && members[next]!.generation > one.generation; next += 1)
      if (members[next]!.staticCents > 0) below.push(members[next]!);
    if (below.length > before) count += 1;
  }
  return { count, below };
}

const inputsOf = (groups: readonly Group[]): Inputs =>
  Object.assign(
    { shares: groups.length },
    ...groups.map(({ staticCents, people, betweenRateMillionths }, at) => ({
      ...(betweenRateMillionths === undefined
        ? {}
        : { [`share${at + 1}BetweenRateMillionths`]: betweenRateMillionths }),
      [`share${at + 1}StaticCents`]: staticCents,
      [`share${at + 1}People`]: people,
    })),
  );

/**
 * What a bonus of one day is explained by: the releases of others by count and sum, the rates, and what one's own orders
 * still held when it was paid (`leftCents`).
 */
export function bonusInputs(
  kind: BonusKind,
  members: readonly DayMember[],
  myRank: number,
  plan: ReleasePlan,
  leftCents: number,
): Inputs {
  if (kind === 'release.team')
    return {
      leftCents,
      rank: myRank,
      rankRateMillionths: rateOfRank(myRank, plan),
      ...inputsOf(teamGroups(members, myRank, plan)),
    };
  if (kind === 'release.sameRank') {
    const { count, below } = sameRankBelow(members, myRank);
    const groups = count > 0 ? [groupOf(below)] : [];
    const bonusRateMillionths = plan.sameRankRate;
    return { leftCents, rank: myRank, bonusRateMillionths, sameRankMembers: count, ...inputsOf(groups) };
  }
  const generation = kind === 'release.firstGeneration' ? 1 : 2;
  const those = members.filter((one) => one.generation === generation);
  return { leftCents, bonusRateMillionths: plan.referralRates[generation - 1]!, ...inputsOf([groupOf(those)]) };
}
