import {
  add,
  type Fen,
  fen,
  lesser,
  mulRateDown,
  quotaFen,
  roomBeside,
  shareDown,
  splitDown,
  subtract,
} from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
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

/** What one member is due and is paid at a close. */
export interface DividendLine {
  /** Number of the tier, from 1; 0 for none. */
  readonly tier: number;
  readonly proportionalDue: Fen;
  readonly tierDue: Fen;
  readonly paidProportional: Fen;
  readonly paidTier: Fen;
  /** What the quota cut from the proportional part: goes on to the next close's pool. */
  readonly carried: Fen;
}

/** Sums of the lines of a day, kept while the members are paid. */
export interface DividendSums {
  readonly paidProportional: Fen;
  readonly paidTier: Fen;
  readonly carried: Fen;
}

/** What a day's dividends came to: paid + carried + both that returned = both pools. */
export interface DividendDayEnd extends DividendSums {
  /** What returns to the platform of each pool: one figure may pass 2^53, so they stay apart. */
  readonly returnedProportional: Fen;
  readonly returnedTier: Fen;
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

/**
 * Freezes a day's pools: P = floor(T × proportionalRate) + carried in, Q = floor(T × tierRate), and each tier's fund
 * (rules §3.1, §3.4).
 */
export function freezeDividendDay(
  turnover: Fen,
  carriedIn: Fen,
  standing: DividendStanding,
  plan: DividendPlan,
): DividendDay {
  const fresh = mulRateDown(turnover, plan.proportionalRate);
  const carry = lesser(carriedIn, roomBeside(fresh));
  const tierPool = mulRateDown(turnover, plan.tierRate);
  const ofWhat = plan.tierRateOf === 'pool' ? tierPool : turnover;
  return {
    turnover,
    proportionalPool: add(fresh, carry),
    tierPool,
    cutFromCarry: subtract(carriedIn, carry),
    tierFunds: plan.tiers.map((tier) => mulRateDown(ofWhat, tier.rate)),
    standing,
  };
}

const NOTHING: DividendLine = {
  tier: 0,
  proportionalDue: fen(0),
  tierDue: fen(0),
  paidProportional: fen(0),
  paidTier: fen(0),
  carried: fen(0),
};

/**
 * What one member is due and paid out of a frozen day (rules §3.3 to §3.6). Every part is rounded down, so the pools
 * can pay everyone. The quota caps it, proportional booked first; so does a balance that would reach 2^53, and what
 * that cuts from the proportional part stays in the pool (rules §5).
 */
export function dividendLine(
  member: Pick<Member, 'quota' | 'weight' | 'cash'>,
  day: DividendDay,
  plan: DividendPlan,
): DividendLine {
  if (!isActive(member)) return NOTHING;
  const proportionalDue = shareDown(member.weight, day.proportionalPool, day.standing.totalWeight);
  const tier = tierOf(member.weight, plan);
  const tierDue = tier === 0 ? fen(0) : tierPart(member.weight, tier, day, plan);
  const quota = fen(member.quota);
  const withinQuota = lesser(proportionalDue, quota);
  const paidProportional = lesser(withinQuota, roomBeside(member.cash));
  const room = roomBeside(add(member.cash, paidProportional));
  const paidTier = lesser(lesser(tierDue, subtract(quota, paidProportional)), room);
  return {
    tier,
    proportionalDue,
    tierDue,
    paidProportional,
    paidTier,
    carried: subtract(proportionalDue, paidProportional),
  };
}

function tierPart(weight: Member['weight'], tier: number, day: DividendDay, plan: DividendPlan): Fen {
  const fund = day.tierFunds[tier - 1]!;
  return plan.tierSplit === 'perCapita'
    ? splitDown(fund, day.standing.tierMembers[tier - 1]!)
    : shareDown(weight, fund, day.standing.tierWeights[tier - 1]!);
}

/** Pays one member out of a frozen day: cash rises, quota falls by what is paid (rules §3.5). */
export function payDividend(
  member: Member,
  day: DividendDay,
  plan: DividendPlan,
): { member: Member; line: DividendLine; postings: readonly Posting[] } {
  const line = dividendLine(member, day, plan);
  const paid = add(line.paidProportional, line.paidTier);
  if (paid === 0) return { member, line, postings: [] };
  const quota = quotaFen(paid);
  return {
    member: { ...member, cash: add(member.cash, paid), quota: subtract(member.quota, quota) },
    line,
    postings: [
      ...post('cash', system.dividendPool, memberAccount(member.id), paid),
      ...post('quota', memberAccount(member.id), system.retired, quota),
    ],
  };
}

export const NO_DIVIDENDS: DividendSums = { paidProportional: fen(0), paidTier: fen(0), carried: fen(0) };

/** The sums with one more line. */
export const withDividendLine = (sums: DividendSums, line: DividendLine): DividendSums => ({
  paidProportional: add(sums.paidProportional, line.paidProportional),
  paidTier: add(sums.paidTier, line.paidTier),
  carried: add(sums.carried, line.carried),
});

/** What is carried to the next close and what returns to the platform (rules §3.6). */
export const endDividendDay = (day: DividendDay, sums: DividendSums): DividendDayEnd => ({
  ...sums,
  returnedProportional: subtract(subtract(day.proportionalPool, sums.paidProportional), sums.carried),
  returnedTier: subtract(day.tierPool, sums.paidTier),
});

/** The postings of a day's pools themselves: filled from sales, the rest returned (rules §3.1, §3.6). */
export const dividendDayPostings = (day: DividendDay, carriedIn: Fen, end: DividendDayEnd): readonly Posting[] => {
  const filledProportional = subtract(day.proportionalPool, subtract(carriedIn, day.cutFromCarry));
  return [
    ...post('cash', system.sales, system.dividendPool, filledProportional),
    ...post('cash', system.sales, system.dividendPool, day.tierPool),
    ...post('cash', system.dividendPool, system.sales, end.returnedProportional),
    ...post('cash', system.dividendPool, system.sales, end.returnedTier),
    ...post('cash', system.dividendPool, system.sales, day.cutFromCarry),
  ];
};
