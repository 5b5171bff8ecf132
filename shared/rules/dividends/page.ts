import { type Fen, lesser, MAX_AMOUNT, shareDown, splitDown } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import type { Member } from '../member';
import { type DividendDay, tierOf } from './standing';

/**
 * The dividend state of some members in columns: cash, quota and weight as they stood at the end of the day before, in
 * their units; then what a close found for each. The close writes in place.
 */
export interface DividendPage {
  readonly size: number;
  readonly quota: Float64Array;
  readonly weight: Float64Array;
  readonly cash: Float64Array;
  /** Out: number of the tier, from 1; 0 for none. */
  readonly tier: Int32Array;
  /** Out: what the member was due and was paid of each pool. */
  readonly proportionalDue: Float64Array;
  readonly tierDue: Float64Array;
  readonly paidProportional: Float64Array;
  readonly paidTier: Float64Array;
}

/** A page of `size` members, all figures 0. */
export function createDividendPage(size: number): DividendPage {
  const column = () => new Float64Array(size);
  return {
    size,
    quota: column(),
    weight: column(),
    cash: column(),
    tier: new Int32Array(size),
    proportionalDue: column(),
    tierDue: column(),
    paidProportional: column(),
    paidTier: column(),
  };
}

/** Sums over the members of a page, or of a day while its pages are closed. */
export interface DividendSums {
  readonly paidProportional: Fen;
  readonly paidTier: Fen;
  /** What was cut from proportional parts: goes on to the next close's pool. */
  readonly carried: Fen;
}

/**
 * Pays the members of a page out of a frozen day (rules §3.3 to §3.6), in place: cash rises, quota falls by what is paid.
 * Every part is rounded down, so the pools can pay everyone. The quota caps it, proportional booked first; so does a
 * balance that would reach 2^53, and what that cuts from the proportional part stays in the pool (rules §5).
 */
export function closeDividendPage(page: DividendPage, day: DividendDay, plan: DividendPlan): DividendSums {
  const { quota, weight, cash } = page;
  const { standing, proportionalPool } = day;
  const totalWeight = fitting(standing.totalWeight);
  const tierWeights = standing.tierWeights.map(fitting);
  const sums: Record<keyof DividendSums, number> = { paidProportional: 0, paidTier: 0, carried: 0 };
  for (let i = 0; i < page.size; i += 1) {
    const held = weight[i]! as Member['weight'];
    const isPaid = quota[i]! > 0 && held > 0;
    const tier = isPaid ? tierOf(held, plan) : 0;
    const due = isPaid ? shareDown(held, proportionalPool, totalWeight) : (0 as Fen);
    const dueOfTier = tier === 0 ? (0 as Fen) : partOfTier(held, tier);
    const most = Math.min(quota[i]!, MAX_AMOUNT - cash[i]!) as Fen;
    const proportional = lesser(due, most);
    const ofTier = lesser(dueOfTier, (most - proportional) as Fen);
    page.tier[i] = tier;
    page.proportionalDue[i] = due;
    page.tierDue[i] = dueOfTier;
    page.paidProportional[i] = proportional;
    page.paidTier[i] = ofTier;
    quota[i]! -= proportional + ofTier;
    cash[i]! += proportional + ofTier;
    // At most the pools, each of them below 2^53.
    sums.paidProportional += proportional;
    sums.paidTier += ofTier;
    sums.carried += due - proportional;
  }
  return sums as unknown as DividendSums;

  function partOfTier(held: Member['weight'], tier: number): Fen {
    const fund = day.tierFunds[tier - 1]!;
    return plan.tierSplit === 'perCapita'
      ? splitDown(fund, standing.tierMembers[tier - 1]!)
      : shareDown(held, fund, tierWeights[tier - 1]!);
  }
}

/** A sum over members as a number where it fits one: the shares are then taken without big integers. */
const fitting = (sum: bigint): bigint | number => (sum <= MAX_AMOUNT ? Number(sum) : sum);
