import type { Stored } from '../../_platform/collection';

/**
 * One column of a page as it is stored: one text, since a value of its own costs twenty bytes and its time on every way
 * to the database and back. Values are parted by commas; those of release orders by semicolons too, one group a member.
 * In pages that no close has written since they were packed it is a list. Read and written by _books/pages/columns.
 */
export type Column<T extends string | number> = string | readonly T[];

/**
 * About 1,000 members who stand next to each other in referrer pre-order (docs: daily close): what the close reads and
 * writes, in columns. Only the close writes pages. Members and orders by their position.
 */
export interface PageDocument extends Stored {
  /** The last day whose close was written into this page; '' before the first. */
  readonly day: string;
  readonly members: Column<string>;
  readonly depth: Column<number>;
  /** Release orders that still hold something: how many of each member, then all in one row, oldest first. */
  readonly orderCount: Column<number>;
  readonly orders: Column<string>;
  readonly remaining: Column<number>;
  readonly daily: Column<number>;
  /**
   * What follows from the rest (_books/pages/derived), in packed pages only: what the release orders of each member hold
   * together; of each member's downline those in this page; where members come who are less deep than all before.
   */
  readonly held?: string;
  readonly downline?: string;
  readonly lows?: string;
  /** Dividends: what takes part in the next close, and all quota ever given. */
  readonly quota: Column<number>;
  readonly weight: Column<number>;
  readonly quotaGiven: Column<number>;
  /** Credited so far, ever: a balance is this less what the member spent. */
  readonly cash: Column<number>;
  readonly spendable: Column<number>;
  /** Spendable points owed after a reversal (rules §5): paid by the next credits. Missing in older pages: nothing owed. */
  readonly owedSpendable?: Column<number>;
  /** Settled cash, of the member and of the downline; points paid with by the member. */
  readonly ownVolume: Column<number>;
  readonly teamVolume: Column<number>;
  readonly ownPoints: Column<number>;
  readonly handRank: Column<number>;
  readonly rank: Column<number>;
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

/**
 * What one close did on one page: the entry of the journal for all its members. `_id` is `{day}:{page}`. Append-only, so
 * that records of before they were packed stay as they are. Read and written by _books/pages/record.
 */
export interface PageDayDocument extends Stored {
  readonly day: string;
  readonly pageId: string;
  readonly atMs: number;
  /** Who was credited or has a rank, in pre-order, parted by commas. Missing in older records. */
  readonly members?: string;
  /** What each of them was credited, parted by bars; nothing for whom it was nothing. In older records by member. */
  readonly credits: string | Readonly<Record<string, DayCredit>>;
  /** Rank of the day of each of them, 0 for none: ranks decide the bonuses above them. In older records by member. */
  readonly ranks: string | Readonly<Record<string, number>>;
}
