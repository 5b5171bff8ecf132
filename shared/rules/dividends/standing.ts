import type { Fen } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import type { Member } from '../member';

/** Who takes part in a close: sums over the members as they stood at the end of the day before (rules §3.2). */
export interface DividendStanding {
  /** Σ weight over active members, or over all, by the plan's weightBase. A sum over members may pass 2^53. */
  readonly totalWeight: bigint;
  /** By tier: active members in it, and their weight. */
  readonly tierMembers: readonly number[];
  readonly tierWeights: readonly bigint[];
}

/** The frozen figures of a day's dividends: with a member's quota and weight they explain every payment. */
export interface DividendDay {
  readonly turnover: Fen;
  /** With what was carried in. */
  readonly proportionalPool: Fen;
  readonly tierPool: Fen;
  /** What did not fit into the proportional pool below 2^53 and returns to the platform. */
  readonly cutFromCarry: Fen;
  readonly tierFunds: readonly Fen[];
  readonly standing: DividendStanding;
}

/** Whether a member takes part in a close: quota and weight from before today (rules §3.2). */
export const isActive = (member: Pick<Member, 'quota' | 'weight'>): boolean => member.quota > 0 && member.weight > 0;

/** The number of the last tier whose bound is at most the weight; 0 for none (rules §3.4). */
export function tierOf(weight: number, plan: DividendPlan): number {
  let tier = 0;
  while (tier < plan.tiers.length && plan.tiers[tier]!.from <= weight) tier += 1;
  return tier;
}

/** Sums up who takes part (rules §3.2, §3.4). Reads every member once; page by page, add the pages' standings. */
export function standingOf(members: Iterable<Pick<Member, 'quota' | 'weight'>>, plan: DividendPlan): DividendStanding {
  let totalWeight = 0n;
  const tierMembers = plan.tiers.map(() => 0);
  const tierWeights = plan.tiers.map(() => 0n);
  for (const member of members) {
    const active = isActive(member);
    if (active || plan.weightBase === 'all') totalWeight += BigInt(member.weight);
    const tier = active ? tierOf(member.weight, plan) : 0;
    if (tier === 0) continue;
    tierMembers[tier - 1]! += 1;
    tierWeights[tier - 1]! += BigInt(member.weight);
  }
  return { totalWeight, tierMembers, tierWeights };
}

/** The standing of two sets of members together. */
export const addStandings = (a: DividendStanding, b: DividendStanding): DividendStanding => ({
  totalWeight: a.totalWeight + b.totalWeight,
  tierMembers: a.tierMembers.map((count, tier) => count + (b.tierMembers[tier] ?? 0)),
  tierWeights: a.tierWeights.map((weight, tier) => weight + (b.tierWeights[tier] ?? 0n)),
});
