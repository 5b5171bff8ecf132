import type { ClearedFeature, Explanation, PlanKind, StatementLine } from '@shared/contract';
import type { Posting } from '@shared/ledger';
import type { CloseStage } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** One event's moves, written once: `_id` comes from the event. Append-only. */
export interface JournalDocument extends Stored {
  readonly kind: string;
  readonly day: string;
  readonly atMs: number;
  readonly orderId: string | null;
  readonly postings: readonly Posting[];
}

/** A statement line of a member's event, with all it takes to explain it. Lines of closes are in `pageDays`. */
export interface LineDocument extends Stored {
  readonly memberId: string;
  readonly kind: StatementLine['kind'];
  readonly asset: StatementLine['amount']['asset'];
  readonly units: number;
  readonly day: string;
  readonly atMs: number;
  /** Order within the moment. */
  readonly position: number;
  readonly journalId: string;
  readonly orderId: string | null;
  readonly orderNo: string | null;
  readonly plan: PlanKind | null;
  readonly version: number | null;
  readonly note: string;
  readonly inputs: Explanation['inputs'];
}

/** What is to be merged into a release page by the next close. `sequence` is the strict order of settlement. */
interface Waiting extends Stored {
  readonly memberId: string;
  readonly day: string;
  readonly atMs: number;
  /** Of joins: where the member goes. */
  readonly referrerId: string | null;
  readonly depth: number;
  readonly sequence: number;
  readonly orderId: string | null;
  readonly volumeFen: number;
  readonly pointsVolumeCents: number;
  readonly quotaFen: number;
  readonly weightMicroShares: number;
  readonly grantedReleaseCents: number;
  readonly dailyReleaseCents: number;
  /** The close that merges it; null until that close fixed its watermark. */
  readonly mergeDay: string | null;
  readonly pageId: string | null;
}

/** Somebody who joined, or what a settled order gave. */
export interface GrantDocument extends Waiting {
  readonly kind: 'join' | 'order' | 'referral';
}

/**
 * What a reversal or an adjustment changes of a member's page (rules §5): signed, applied by the next close before it
 * pays anything. `quotaFen` and `weightMicroShares` change what takes part in that close, `volumeFen` is of its day;
 * grants of a change are 0. It may take no more than the page and the items before it hold, so it is written in a
 * transaction that sees that no close has begun since they were read.
 */
export interface ChangeDocument extends Waiting {
  readonly kind: 'change';
  /** Corrects what the items of its own day grant: it joins with them, at the end of the close. */
  readonly quotaTodayFen: number;
  readonly weightTodayMicroShares: number;
  readonly owedSpendableCents: number;
  /** Of the release of `orderId`, which may wait among the items of the same day. */
  readonly remainingCents: number;
  /** What the order releases a day from now on, not a difference. */
  readonly dailyCents: number;
  /**
   * Volume of a line below the member, not of anybody who stands there: counted for the member and all above (rules §5, a
   * reversal of what was counted in another line before a move). Missing for none.
   */
  readonly lineFen?: number;
}

export type InboxDocument = GrantDocument | ChangeDocument;

export interface PlanVersionDocument extends Stored {
  readonly plan: PlanKind;
  readonly version: number;
  readonly name: string;
  readonly fromDay: string;
  readonly publishedAtMs: number;
  readonly publishedBy: string;
  readonly requestId: string;
  /** Decimal text, as in scenario files. */
  readonly text: Readonly<Record<string, unknown>>;
}

export interface ClearanceDocument extends Stored {
  readonly feature: ClearedFeature;
  readonly issuer: string;
  readonly documentReference: string;
  readonly documentSha256: string;
  readonly scope: string;
  readonly validFromDay: string;
  readonly validToDay: string;
  readonly state: 'proposed' | 'valid' | 'revoked';
  readonly proposedBy: string;
  readonly approvedBy: string | null;
}

/** What a member's request was answered with, kept together with its effect. `_id` follows from member and request id. */
export interface RequestDocument extends Stored {
  readonly memberId: string;
  readonly hash: string;
  readonly expiresAtMs: number;
  readonly outcome:
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly code: string; readonly figures: Readonly<Record<string, number | string>> };
}

/** Counts the turns taken under a key (see inTurn). */
export interface TurnDocument extends Stored {
  readonly turn: number;
}

/** Turnover of one business day: written by the settlement alone, within the order's own transaction. */
export interface DayTotalsDocument extends Stored {
  readonly orders: number;
  readonly turnoverFen: number;
  readonly appreciationFen: number;
  readonly appreciationOrders: number;
  readonly dividendFen: number;
  readonly releaseFen: number;
}

/** Sums of what members and merchants hold, made part by part while others go on. */
export interface HoldingsSummed {
  readonly of: 'wallets' | 'merchants' | 'all';
  /** Summed up to this id. */
  readonly cursor: string;
  readonly pointsMicroPoints: number;
  readonly stableCents: number;
  /** Entries that had passed the gates when the sum was begun: while no more pass, nothing moves. */
  readonly passed: number;
  /** How often it was begun. */
  readonly begun: number;
  /** Null until it is whole. 'moved': it did not agree with the pool, and each time entries passed meanwhile. */
  readonly verdict: 'agrees' | 'differs' | 'moved' | null;
}

export interface CloseDocument extends Stored {
  readonly stage: CloseStage;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
  /** When each stage ended; missing in older closes. */
  readonly endedAtMs?: Readonly<Partial<Record<CloseStage, number>>>;
  /** How many invocations took it up again. */
  readonly resumed: number;
  readonly balanced: boolean | null;
  readonly dividendVersion: number | null;
  readonly releaseVersion: number | null;
  readonly appreciationVersion: number | null;
  /** Features that were off for want of a clearance. */
  readonly paused: readonly ClearedFeature[];
  readonly totals: Omit<DayTotalsDocument, '_id'>;
  /** Progress within the stage. */
  readonly at: number;
  readonly cursor: string | null;
  readonly carry: string | null;
  /** Members whose document does not name their new page yet. */
  readonly moves: Readonly<Record<string, readonly string[]>>;
  readonly dividend: {
    readonly carriedInFen: number;
    readonly proportionalPoolFen: number;
    readonly tierPoolFen: number;
    readonly cutFromCarryFen: number;
    readonly tierFundsFen: readonly number[];
    /** Sums over members may pass 2^53: text. */
    readonly totalWeight: string;
    readonly tierMembers: readonly number[];
    readonly tierWeights: readonly string[];
    readonly paidProportionalFen: number;
    readonly paidTierFen: number;
    readonly carriedFen: number;
    readonly returnedProportionalFen: number;
    readonly returnedTierFen: number;
  } | null;
  /** What quota caps cut from proportional parts: on to the next close (rules §3.6); carried on while dividends are off. */
  readonly carriedFen: number;
  readonly release: {
    readonly staticCents: number;
    readonly firstGenerationCents: number;
    readonly secondGenerationCents: number;
    readonly teamCents: number;
    readonly sameRankCents: number;
    readonly remainingCents: number;
    readonly quotaFen: number;
  };
  readonly exits: {
    readonly poolFen: number;
    readonly circulatingMicroPoints: number;
    readonly members: number;
    readonly pointsMicroPoints: number;
    readonly paidFen: number;
  } | null;
  /** The pool as the day ended. */
  readonly pool: {
    readonly poolFen: number;
    readonly circulatingMicroPoints: number;
    readonly mintedMicroPoints: number;
    readonly burnedMicroPoints: number;
    readonly reserveMicroPoints: number;
    readonly stableOutstandingCents: number;
    readonly priceShown: string;
  } | null;
  readonly isForcedExitOn: boolean;
  /** Summed again while the day is sealed: credits from the page records, holdings from wallets and merchants. */
  readonly sealed: {
    readonly dividendFen: number;
    readonly releaseCents: number;
    readonly fallCents: number;
    /** Missing before they are summed. */
    readonly holdings?: HoldingsSummed;
  };
  readonly entries: number;
  readonly previousHash: string;
  readonly dayHash: string | null;
  /** The tree over all editions of collectibles that somebody had as the day ended; missing where nobody had any. */
  readonly editions?: {
    readonly count: number;
    /** Of each record of 512 (see EditionDayDocument), in their order. */
    readonly recordRoots: readonly string[];
    /** Null until all records are made, as the chain of hashes before it. */
    readonly root: string | null;
    readonly chainedHash: string | null;
  };
  /** The root over what everybody held as the day ended; missing in closes of before there was one. */
  readonly proof?: {
    /** How its tree is made (shared/proofs); by texts where there is none. */
    readonly form?: 2;
    /** What salts and parts of the leaves follow from: nobody's business but the functions'. */
    readonly secret: string;
    /** Null until it is known, and where nobody is a member. Sums in decimal: they may pass 2^53. */
    readonly root: { readonly sums: readonly string[]; readonly hash: string } | null;
    /** The day's chain of hashes before the root entered it; null until then. */
    readonly chainedHash: string | null;
  };
}
