import { showPercent } from '@shared/format';
import { mulRateDown, type Rate, rate, releaseCents } from '@shared/kernel';
import type { ReleasePlan } from '@shared/plans';
import { rankName } from '../../_plans/ranks';
import type { DayMember } from './downlineDay';
import { figureOf, type Parts, part, plain } from './parts';

/** A share of some releases: (rate) × (sum), before the one rounding. */
interface Share {
  readonly words: string;
  readonly rateWords: string;
  readonly rate: number;
  readonly staticCents: number;
  readonly people: number;
}

/** The rate of a rank, 0 without one; a rank above the plan's last counts as the last (rules §4). */
const rateOfRank = (rank: number, plan: ReleasePlan): Rate =>
  rank === 0 || plan.ranks.length === 0 ? rate(0) : plan.ranks[Math.min(rank, plan.ranks.length) - 1]!.rate;

function generationShare(generation: 1 | 2, members: readonly DayMember[], plan: ReleasePlan): Share[] {
  const those = members.filter((one) => one.generation === generation && one.staticCents > 0);
  const share = plan.referralRates[generation - 1]!;
  const staticCents = those.reduce((sum, one) => sum + one.staticCents, 0);
  const words = `${generation === 1 ? '一代' : '二代'}，${those.length} 人当天释放 ${plain(staticCents, 'remaining')}`;
  return [{ words, rateWords: showPercent(share), rate: share, staticCents, people: those.length }];
}

/** Groups of a downline by the highest rate in between: each group's part is (mine − that) × its releases. */
function teamShares(members: readonly DayMember[], myRank: number, plan: ReleasePlan): Share[] {
  const mine = rateOfRank(myRank, plan);
  const groups = new Map<number, { staticCents: number; people: number }>();
  const highest: number[] = [0];
  for (const one of members) {
    const between = highest[one.generation - 1] ?? 0;
    highest[one.generation] = Math.max(between, rateOfRank(one.rank, plan));
    if (one.staticCents === 0 || between >= mine) continue;
    const group = groups.get(between) ?? { staticCents: 0, people: 0 };
    groups.set(between, { staticCents: group.staticCents + one.staticCents, people: group.people + 1 });
  }
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([between, { staticCents, people }]) => ({
      words: `中间最高 ${showPercent(between)}，${people} 人当天释放 ${plain(staticCents, 'remaining')}`,
      rateWords: `(${showPercent(mine)} − ${showPercent(between)})`,
      rate: mine - between,
      staticCents,
      people,
    }));
}

/** The nearest of one's own rank on each line, and what the line below released. */
function sameRankShares(members: readonly DayMember[], myRank: number, plan: ReleasePlan): Share[] {
  if (myRank === 0) return [];
  const shares: Share[] = [];
  const highest: number[] = [0];
  for (const [at, one] of members.entries()) {
    const between = highest[one.generation - 1] ?? 0;
    highest[one.generation] = Math.max(between, one.rank);
    if (one.rank !== myRank || between >= myRank) continue;
    let staticCents = 0;
    let people = 0;
    for (let below = at + 1; below < members.length && members[below]!.generation > one.generation; below += 1) {
      if (members[below]!.staticCents === 0) continue;
      staticCents += members[below]!.staticCents;
      people += 1;
    }
    if (staticCents === 0) continue;
    shares.push({
      words: `同为${rankName(myRank)}的一位，线下 ${people} 人当天释放 ${plain(staticCents, 'remaining')}`,
      rateWords: showPercent(plan.sameRankRate),
      rate: plan.sameRankRate,
      staticCents,
      people,
    });
  }
  return shares;
}

type BonusKind = 'release.firstGeneration' | 'release.secondGeneration' | 'release.team' | 'release.sameRank';

/** The parts of a bonus of one day. `leftCents`: what one's own orders still held when this bonus was paid. */
export function partsOfBonus(
  kind: BonusKind,
  members: readonly DayMember[],
  myRank: number,
  plan: ReleasePlan,
  leftCents: number,
): Parts {
  const shares =
    kind === 'release.team'
      ? teamShares(members, myRank, plan)
      : kind === 'release.sameRank'
        ? sameRankShares(members, myRank, plan)
        : generationShare(kind === 'release.firstGeneration' ? 1 : 2, members, plan);
  const inputs: Record<string, number> = { leftCents, shares: shares.length };
  for (const [at, share] of shares.entries()) {
    inputs[`share${at + 1}RateMillionths`] = share.rate;
    inputs[`share${at + 1}StaticCents`] = share.staticCents;
  }
  const due = dueOf(inputs);
  const parts = shares.map((share) => mulRateDown(releaseCents(share.staticCents), rate(share.rate)));
  const fractions = due - parts.reduce((sum, cents) => sum + cents, 0);
  const people = shares.reduce((sum, share) => sum + share.people, 0);
  const released = shares.reduce((sum, share) => sum + share.staticCents, 0);
  return {
    inputs,
    recomputed: recomputeBonus(inputs),
    lines: [
      ...shares.map((share, at) =>
        part(share.words, `${share.rateWords} × ${plain(share.staticCents, 'remaining')}`, 'spendable', parts[at]!),
      ),
      // Rounded once, all together: what the parts leave below a cent can come to some.
      ...(fractions > 0 ? [part('各项不到 0.01 的零头，合起来', '', 'spendable', fractions)] : []),
      ...(due > leftCents
        ? [
            part(
              '自己的待释放不够，少发',
              `${plain(due, 'remaining')} − ${plain(leftCents, 'remaining')}`,
              'spendable',
              leftCents - due,
            ),
          ]
        : []),
    ],
    addsUp: true,
    roundingWords: '加总后向下取整到 0.01',
    sources: [
      {
        kind: 'members',
        id: null,
        words: `${people} 人当天释放 ${plain(released, 'remaining')}`,
        amount: { asset: 'remaining', units: released },
      },
    ],
  };
}

/** floor(Σ rate × static), rounded once (rules §4). Rates and sums are whole, so the sum is exact in big integers. */
function dueOf(inputs: Parts['inputs']): number {
  let sum = 0n;
  for (let at = 1; at <= figureOf(inputs, 'shares'); at += 1)
    sum += BigInt(figureOf(inputs, `share${at}RateMillionths`)) * BigInt(figureOf(inputs, `share${at}StaticCents`));
  return Number(sum / 1_000_000n);
}

/** The bonus again, from its inputs alone: what is due, but no more than one's own orders still held. */
const recomputeBonus = (inputs: Parts['inputs']): number => Math.min(dueOf(inputs), figureOf(inputs, 'leftCents'));
