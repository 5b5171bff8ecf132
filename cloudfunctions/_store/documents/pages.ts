import type { Stored } from '../../_platform/collection';

/**
 * About 1,000 members who stand next to each other in referrer pre-order (docs: daily close): what the close reads and
 * writes, in columns. Only the close writes pages. Members and orders by their position. A column is one text, since a
 * value of its own costs twenty bytes and its time on every way to the database and back: values parted by commas, those
 * of release orders by semicolons too, one group a member. Read and written by _books/pages/columns.
 */
export interface PageDocument extends Stored {
  /** The last day whose close was written into this page; '' before the first. */
  readonly day: string;
  readonly members: string;
  readonly depth: string;
  /** Release orders that still hold something: how many of each member, then all in one row, oldest first. */
  readonly orderCount: string;
  readonly orders: string;
  readonly remaining: string;
  readonly daily: string;
  /**
   * What follows from the rest (_books/pages/derived): what the release orders of each member hold
   * together; of each member's downline those in this page; where members come who are less deep than all before.
   */
  readonly held: string;
  readonly downline: string;
  readonly lows: string;
  /**
   * What the page adds to a team that holds the whole of it (_books/pages/derived): its least depth as a text that sorts
   * like the number, its members counted together and by depth. Missing until a close writes the page.
   */
  readonly least?: string;
  readonly tally?: string;
  readonly tallies?: string;
  /** Dividends: what takes part in the next close, and all quota ever given. */
  readonly quota: string;
  readonly weight: string;
  readonly quotaGiven: string;
  /** Credited so far, ever: a balance is this less what the member spent. */
  readonly cash: string;
  readonly spendable: string;
  /** Spendable points owed after a reversal (rules §5): paid by the next credits. */
  readonly owedSpendable: string;
  /** Settled cash, of the member and of the downline; points paid with by the member. */
  readonly ownVolume: string;
  readonly teamVolume: string;
  readonly ownPoints: string;
  readonly handRank: string;
  readonly rank: string;
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
  /** How often a line was moved behind another referrer; missing for never. */
  readonly moved?: number;
  /** While a line's pages are renumbered: depths of different pages say nothing together. Missing else. */
  readonly isMoving?: boolean;
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

/**
 * What the members of one page held as a day ended, and some shops besides: the leaves of the day's tree of balances. `_id`
 * is `{day}:{page}`. Written by the close, once, and kept for a while, of every tenth day or so for good. Read and written by _books/balanceDays.
 */
export interface BalanceDayDocument extends Stored {
  readonly day: string;
  /** Members by id, shops by account, parted by commas. */
  readonly holders: string;
  /** What each of them held, by the assets of `PROVED`: a column of figures each, empty where all are 0. */
  readonly columns: readonly string[];
  /**
   * What of cash and of spendable points is the wallet's, not the page's: two columns, from which the next close goes on.
   * Missing in what was kept before it did.
   */
  readonly own?: readonly string[];
  /** Kept for good: a statement is read from here (_books/landmarks). Missing for every other day. */
  readonly isLandmark?: boolean;
  /** The node above these leaves. */
  readonly sums: readonly string[];
  readonly hash: string;
}
