import type { ClearedFeature, Explanation, Industry, PlanKind, StatementLine } from '@shared/contract';
import type { Posting } from '@shared/ledger';
import type { CloseStage, OrderState, RefundState } from '@shared/machines';
import type { Stored } from './collection';

// Every stored document. Money collections are closed to clients (database.json): only functions read and write them.
// Amounts are whole numbers of the unit that ends the field's name.

export interface MemberDocument extends Stored {
  readonly phoneHash: string;
  readonly phoneSealed: string;
  readonly phoneMasked: string;
  readonly nickname: string;
  readonly roles: readonly ('admin' | 'merchant')[];
  readonly shopId: string | null;
  readonly sponsorId: string | null;
  /** Generations below a member without a sponsor. */
  readonly depth: number;
  readonly joinDay: string;
  readonly joinedAtMs: number;
  readonly inviteCode: string;
  /** The release page that holds this member; null until the first close after joining. Written by the close alone. */
  readonly pageId: string | null;
  readonly accepted: Partial<Record<PlanKind, readonly { readonly version: number; readonly atMs: number }[]>>;
  readonly isClosed: boolean;
}

/** One phone, one account: the gate that makes it so. `_id` is the phone's keyed hash. */
export interface PhoneDocument extends Stored {
  readonly memberId: string;
}

/** A WeChat openid and whose it is. */
export interface IdentityDocument extends Stored {
  readonly memberId: string;
}

/** An H5 session: `_id` is the SHA-256 of its token. Read by the server of the local cloud. */
export interface SessionDocument extends Stored {
  readonly openid: string;
  readonly expiresAt: number;
}

/** A code on its way to a phone. `_id` is the phone's keyed hash. */
export interface CodeDocument extends Stored {
  readonly codeHash: string;
  readonly sentAtMs: number;
  readonly expiresAtMs: number;
  readonly attempts: number;
  readonly day: string;
  readonly sentToday: number;
}

/**
 * What a member holds besides the release page. Two writers never write the same field: `spent…` are the member's own
 * actions, all else is written by the one serial worker (settlement and close).
 */
export interface WalletDocument extends Stored {
  readonly pointsMicroPoints: number;
  readonly exitQuotaFen: number;
  /** Price, scaled, from which the forced exit is due; null when there is nothing to exit (see exitThreshold). */
  readonly exitAt: number | null;
  /** Cash of forced exits, ever. */
  readonly exitCashFen: number;
  readonly level: number;
  readonly levelFromFen: number | null;
  readonly spentSpendableCents: number;
  readonly spentCashFen: number;
  readonly stableCents: number;
}

export interface ShopDocument extends Stored {
  readonly name: string;
  readonly ownerId: string | null;
  readonly takesStable: boolean;
  readonly takesSpendable: boolean;
  readonly freightFen: number;
  readonly freeFreightFromFen: number;
  readonly deliveryWord: string;
  readonly afterSalesWord: string;
}

export interface CategoryDocument extends Stored {
  readonly name: string;
  readonly industry: Industry;
  readonly picture: string;
  readonly ground: number;
  readonly order: number;
}

export interface Sku {
  readonly skuId: string;
  readonly choices: readonly string[];
  readonly priceFen: number;
  readonly costFen: number;
}

export interface GoodsDocument extends Stored {
  readonly title: string;
  readonly subtitle: string;
  readonly pictures: readonly string[];
  readonly ground: number;
  readonly industry: Industry;
  readonly categoryId: string;
  readonly shopId: string;
  readonly unitWord: string;
  readonly detail: readonly string[];
  readonly options: readonly { readonly name: string; readonly choices: readonly string[] }[];
  readonly skus: readonly Sku[];
  readonly plans: readonly PlanKind[];
  readonly takesSpendable: boolean;
  readonly limitPerMember: number;
  readonly isOnShelf: boolean;
  readonly weight: number;
  readonly lowestFen: number;
  /** Sold pieces as of the last look of a list: the truth is in `stock`. */
  readonly soldCount: number;
  /** Title, subtitle and category in lower case, for the search. */
  readonly searchText: string;
}

/** Pieces of one SKU. `holds` names the orders being placed: a repeated take is seen, a broken one is given back. */
export interface StockDocument extends Stored {
  readonly goodsId: string;
  readonly left: number;
  readonly sold: number;
  readonly holds: Readonly<Record<string, number>>;
}

export interface CartDocument extends Stored {
  readonly lines: readonly {
    readonly goodsId: string;
    readonly skuId: string;
    readonly quantity: number;
    readonly isChosen: boolean;
  }[];
}

export interface AddressDocument extends Stored {
  readonly memberId: string;
  readonly name: string;
  readonly phoneSealed: string;
  readonly region: string;
  readonly detail: string;
  readonly isDefault: boolean;
  readonly savedAtMs: number;
}

export interface OrderLine {
  readonly goodsId: string;
  readonly skuId: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly ground: number;
  readonly priceFen: number;
  readonly costFen: number;
  readonly quantity: number;
  readonly amountFen: number;
  /** The line's part of the spendable points, and what is left in cash. */
  readonly pointsCents: number;
  readonly cashFen: number;
  /** Plans that the product named when the order was placed. */
  readonly plans: readonly PlanKind[];
}

export interface OrderLog {
  readonly event: string;
  readonly state: OrderState;
  readonly atMs: number;
  readonly by: 'buyer' | 'admin' | 'platform';
  readonly note: string;
  readonly entryId: string | null;
}

/** What an order gave under one plan when it settled; the figures explain it. */
export type OrderGrant =
  | {
      readonly plan: 'appreciation';
      readonly version: number;
      readonly countedFen: number;
      readonly contributionFen: number;
      readonly pointsMicroPoints: number;
      readonly referrerMicroPoints: number;
      readonly priceFen: number;
      readonly priceMicroPoints: number;
      readonly exitQuotaFen: number;
      readonly entryId: string;
    }
  | {
      readonly plan: 'dividend';
      readonly version: number;
      readonly countedFen: number;
      readonly quotaFen: number;
      readonly weightMicroShares: number;
      readonly fromDay: string;
      readonly entryId: string;
    }
  | {
      readonly plan: 'release';
      readonly version: number;
      readonly countedFen: number;
      readonly multipleMillionths: number | null;
      readonly dailyRateMillionths: number;
      readonly grantedReleaseCents: number;
      readonly dailyReleaseCents: number;
      readonly entryId: string;
    };

export type NotCountedWhy =
  | 'notAccepted'
  | 'ownShop'
  | 'cashCannotPay'
  | 'planOff'
  | 'noCash'
  | 'notCleared'
  | 'tooLarge';

export interface OrderDocument extends Stored {
  readonly orderNo: string;
  readonly memberId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly shopOwnerId: string | null;
  readonly state: OrderState;
  /** False while stock is being taken: such an order is seen by nobody and swept when its placing broke. */
  readonly isPlaced: boolean;
  /** Given up before it was placed: `taking` may not go on. */
  readonly isAbandoned: boolean;
  /** What it took was given back. */
  readonly isSwept: boolean;
  /** What was asked for, hashed: the same request id with other contents is refused. */
  readonly requestHash: string;
  readonly placedAtMs: number;
  readonly changedAtMs: number;
  readonly lines: readonly OrderLine[];
  readonly goodsFen: number;
  readonly freightFen: number;
  readonly spendableCents: number;
  readonly cashFen: number;
  readonly counted: readonly { readonly plan: PlanKind; readonly countedFen: number }[];
  readonly address: {
    readonly name: string;
    readonly phoneSealed: string;
    readonly region: string;
    readonly detail: string;
  };
  readonly note: string;
  readonly payBeforeMs: number;
  readonly paidAtMs: number | null;
  readonly transactionId: string | null;
  readonly shippedAtMs: number | null;
  readonly autoReceiveAtMs: number | null;
  readonly delivery: { readonly carrier: string; readonly trackingNo: string } | null;
  readonly receivedAtMs: number | null;
  readonly settleAfterDays: number;
  /** When the return window ends. */
  readonly dueAtMs: number | null;
  readonly settledAtMs: number | null;
  readonly settleDay: string | null;
  readonly sequence: number | null;
  readonly brought: readonly OrderGrant[];
  readonly notCounted: readonly { readonly plan: PlanKind; readonly why: NotCountedWhy }[];
  /** A refund is asked for and not decided: the order does not settle. */
  readonly isRefundPending: boolean;
  readonly refund: {
    readonly state: RefundState;
    readonly reason: string;
    readonly atMs: number;
    readonly refundNo: string;
  } | null;
  readonly log: readonly OrderLog[];
}

/** A payment notice that was taken: `_id` is the platform's transaction id. */
export interface PaymentDocument extends Stored {
  readonly orderId: string;
  readonly totalFen: number;
  readonly atMs: number;
}

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

/** What is to be merged into a release page by the next close: joins, settled orders. */
export interface InboxDocument extends Stored {
  readonly kind: 'join' | 'order' | 'referral';
  readonly memberId: string;
  readonly day: string;
  readonly atMs: number;
  /** Of joins: where the member goes. */
  readonly sponsorId: string | null;
  readonly depth: number;
  /** Of orders: strict order of settlement. */
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

/** What an administrator did; append-only. */
export interface AuditDocument extends Stored {
  readonly memberId: string;
  readonly action: string;
  readonly atMs: number;
  readonly details: Readonly<Record<string, string | number>>;
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

export interface CloseDocument extends Stored {
  readonly stage: CloseStage;
  readonly startedAtMs: number;
  readonly finishedAtMs: number | null;
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
  /** Credits summed again from the page records, while the day is sealed. */
  readonly sealed: { readonly dividendFen: number; readonly releaseCents: number; readonly fallCents: number };
  readonly entries: number;
  readonly previousHash: string;
  readonly dayHash: string | null;
}
