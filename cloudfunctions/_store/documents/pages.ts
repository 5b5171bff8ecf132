import type { Stored } from '../../_platform/collection';

/**
 * About 1,000 members who stand next to each other in referral pre-order (docs: daily close): what the close reads and
 * writes, in columns. Only the close writes pages. Members and orders by their position.
 */
export interface PageDocument extends Stored {
  /** The last day whose close was written into this page; '' before the first. */
  readonly day: string;
  readonly members: readonly string[];
  readonly depth: readonly number[];
  /** Release orders that still hold something: how many of each member, then all in one row, oldest first. */
  readonly orderCount: readonly number[];
  readonly orders: readonly string[];
  readonly remaining: readonly number[];
  readonly daily: readonly number[];
  /** Dividends: what takes part in the next close, and all quota ever given. */
  readonly quota: readonly number[];
  readonly weight: readonly number[];
  readonly quotaGiven: readonly number[];
  /** Credited so far, ever: a balance is this less what the member spent. */
  readonly cash: readonly number[];
  readonly spendable: readonly number[];
  /** Spendable points owed after a reversal (rules §5): paid by the next credits. Missing in older pages: nothing owed. */
  readonly owedSpendable?: readonly number[];
  /** Settled cash, of the member and of the downline; points paid with by the member. */
  readonly ownVolume: readonly number[];
  readonly teamVolume: readonly number[];
  readonly ownPoints: readonly number[];
  readonly handRank: readonly number[];
  readonly rank: readonly number[];
  /** Where members of this page went when it split, and when. */
  readonly splits: readonly { readonly pageId: string; readonly day: string }[];
  /** Where this page's members came from, until that day. */
  readonly cameFrom: { readonly pageId: string; readonly untilDay: string } | null;
}

/** `_id` is `pages`: all pages in pre-order. */
export interface DirectoryDocument extends Stored {
  readonly pages: readonly string[];
  /** Number of the newest page. */
  readonly made: number;
}

/** What one close credited to one member, with all it takes to explain it. */
export interface DayCredit {
  /** Dividends: weight and quota as they stood, what was due and paid. */
  readonly dividend?: {
    readonly weightMicroShares: number;
    readonly quotaBeforeFen: number;
    readonly tier: number;
    readonly proportionalDueFen: number;
    readonly tierDueFen: number;
    readonly proportionalFen: number;
    readonly tierFen: number;
  };
  /** Release: paid by kind, and the orders whose remaining points fell: [order, before, static, after]. */
  readonly release?: {
    readonly staticCents: number;
    readonly firstGenerationCents: number;
    readonly secondGenerationCents: number;
    readonly teamCents: number;
    readonly sameRankCents: number;
    /** What of it paid points that were owed, and did not reach the balance; only where some did (rules §5). */
    readonly owedCents?: number;
    readonly orders: readonly (readonly [orderId: string, before: number, released: number, after: number])[];
  };
}

/** What one close did on one page: the entry of the journal for all its members. `_id` is `{day}:{page}`. Append-only. */
export interface PageDayDocument extends Stored {
  readonly day: string;
  readonly pageId: string;
  readonly atMs: number;
  /** By member; only those who were credited. */
  readonly credits: Readonly<Record<string, DayCredit>>;
  /** Rank of the day by member, where there is one: ranks decide the bonuses above them. */
  readonly ranks: Readonly<Record<string, number>>;
}
