import type { Fen, MicroPoints, MicroShares, Rate } from '@shared/kernel';

/** An exact price: `fen` for `points`, both whole numbers. Never divided but by the rounding functions. */
export interface Price {
  readonly fen: Fen;
  readonly points: MicroPoints;
}

/** Appreciating points (rules §1). */
export interface AppreciationPlan {
  readonly contributionRate: Rate;
  readonly giftRate: Rate;
  readonly referrerGiftRate: Rate;
  readonly issuePrice: Price;
  readonly maxSupply: MicroPoints;
  readonly sellFeeRate: Rate;
  readonly redeemFeeRate: Rate;
  /** Exit quota per yuan of a purchase; null: no exit quota and no forced exit. */
  readonly exitMultiple: Rate | null;
  readonly seedPoints: MicroPoints;
}

/** One tier of the dividends: members with at least `from` of weight share `rate` of the tier pool or the turnover. */
interface DividendTier {
  readonly from: MicroShares;
  readonly rate: Rate;
}

/** Dividends, in both forms (rules §3). */
export interface DividendPlan {
  readonly quotaMultiple: Rate;
  /** Cash for one share. */
  readonly weightUnit: Fen;
  readonly referralQuotaRate: Rate;
  readonly referralWeightRate: Rate;
  readonly proportionalRate: Rate;
  readonly tierRate: Rate;
  readonly tiers: readonly DividendTier[];
  readonly tierRateOf: 'pool' | 'turnover';
  readonly tierSplit: 'perCapita' | 'byWeight';
  readonly weightBase: 'active' | 'all';
}

/** One tier of the release: an order of at least `from` is granted `multiple` times its cash in points. */
interface ReleaseTier {
  readonly from: Fen;
  readonly multiple: Rate;
}

/** One rank of the release: a member with at least `from` of team volume has this rate of the team bonus. */
interface ReleaseRank {
  readonly from: Fen;
  readonly rate: Rate;
}

/** Points release with its four bonuses (rules §4). */
export interface ReleasePlan {
  readonly tiers: readonly ReleaseTier[];
  readonly dailyRate: Rate;
  /** First and second generation. */
  readonly referralRates: readonly [Rate, Rate];
  readonly ranks: readonly ReleaseRank[];
  readonly sameRankRate: Rate;
  readonly teamVolumeIncludesOwn: boolean;
}

/** Up to one plan of each kind; an absent one is off. */
export interface Plans {
  readonly appreciation?: AppreciationPlan;
  readonly dividend?: DividendPlan;
  readonly release?: ReleasePlan;
}

/** The kinds of plan, in the order in which a purchase and a close go through them. */
export const PLAN_KINDS = ['appreciation', 'dividend', 'release'] as const;
export type PlanKind = (typeof PLAN_KINDS)[number];
