import { type Fen, microPoints, mulDivUp, RATE_ONE } from '@shared/kernel';
import type { Fault } from './faults';
import type { AppreciationPlan, DividendPlan, Plans } from './types';

/** Points that the platform must buy before a plan may be published for real members (rules §1 Seed). */
export const LEAST_SEED = microPoints(1000 * 1_000_000);

/** What the seed costs: ceil(seedPoints × issuePrice), in fen. Throws AmountOverflow past 2^53 - 1. */
export const seedCost = (plan: AppreciationPlan): Fen =>
  mulDivUp(plan.seedPoints, plan.issuePrice.fen, plan.issuePrice.points);

/** A warning of rules §5a: shown to the operator with its figures, refuses nothing. */
export interface PlanWarning {
  readonly code:
    | 'plan/sharesAboveHalf'
    | 'plan/quotaAboveFunding'
    | 'plan/pointsAboveFunding'
    | 'plan/tierForOne'
    | 'plan/payoutAboveTurnover';
  readonly place: string;
  /** Figures in millionths (rates) or units, by name. */
  readonly figures: Readonly<Record<string, number | string>>;
}

/** The part of each yuan of turnover that the plans take together, in millionths. */
export const sharesOfTurnover = (plans: Plans): number =>
  (plans.appreciation?.contributionRate ?? 0) +
  (plans.dividend?.proportionalRate ?? 0) +
  (plans.dividend?.tierRate ?? 0);

/**
 * What refuses a plan for real members beyond what its schema refuses (rules §5a): a seed below 1000 points.
 * Answers one fault for each, none when the plan may be published.
 */
export function publicationFaults(plans: Plans): Fault[] {
  return (plans.appreciation?.seedPoints ?? LEAST_SEED) < LEAST_SEED
    ? [{ place: 'appreciation.seedPoints', message: 'must be at least 1000 before real members take part' }]
    : [];
}

/**
 * What may not change of a plan that runs (rules §5 A plan changed): another issue price, seed or supply, an exit quota
 * that comes or goes. One fault for each, in its place.
 */
export function changeFaults(next: Plans, now: Plans): Fault[] {
  const [to, from] = [next.appreciation, now.appreciation];
  if (!to || !from) return [];
  const kept = 'must be that of the plan which is on';
  const same = [
    ['issuePrice', to.issuePrice.fen === from.issuePrice.fen, kept],
    ['maxSupply', to.maxSupply === from.maxSupply, kept],
    ['seedPoints', to.seedPoints === from.seedPoints, kept],
    [
      'exitMultiple',
      (to.exitMultiple === null) === (from.exitMultiple === null),
      `must ${from.exitMultiple === null ? 'stay null' : 'stay a number'}`,
    ],
  ] as const;
  return same.flatMap(([key, isSame, message]) => (isSame ? [] : [{ place: `appreciation.${key}`, message }]));
}

/**
 * The warnings that follow from the plan's figures alone (rules §5a). Those that need a simulated year are added by
 * the simulator.
 */
export function planWarnings(plans: Plans): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const shares = sharesOfTurnover(plans);
  if (shares > RATE_ONE / 2) warnings.push({ code: 'plan/sharesAboveHalf', place: '', figures: { shares } });
  const { dividend, release } = plans;
  if (dividend) {
    const granted = dividend.quotaMultiple;
    const funded = dividend.proportionalRate + dividend.tierRate;
    if (granted > funded)
      warnings.push({ code: 'plan/quotaAboveFunding', place: 'dividend.quotaMultiple', figures: { granted, funded } });
    warnings.push(...lonelyTiers(dividend));
  }
  const highest = release?.tiers.reduce((most, tier) => Math.max(most, tier.multiple), 0) ?? 0;
  if (highest > RATE_ONE)
    warnings.push({
      code: 'plan/pointsAboveFunding',
      place: 'release.tiers',
      figures: { granted: highest, funded: RATE_ONE },
    });
  return warnings;
}

/** Tiers shared per head that one member reaches with less cash than a day's fund at a turnover of 100,000 yuan. */
function lonelyTiers(plan: DividendPlan): PlanWarning[] {
  if (plan.tierSplit !== 'perCapita') return [];
  const turnover = 10_000_000n;
  return plan.tiers.flatMap((tier, index): PlanWarning[] => {
    const one = BigInt(RATE_ONE);
    const pool = plan.tierRateOf === 'pool' ? (turnover * BigInt(plan.tierRate)) / one : turnover;
    const fund = (pool * BigInt(tier.rate)) / one;
    const costs = (BigInt(tier.from) * BigInt(plan.weightUnit)) / one;
    if (fund === 0n || costs > fund) return [];
    return [
      {
        code: 'plan/tierForOne',
        place: `dividend.tiers[${index}]`,
        figures: { costsFen: Number(costs), fundFen: Number(fund), turnoverFen: Number(turnover) },
      },
    ];
  });
}
