import type { AuditedAction, AuditKind, ClosingAsset, Device, PlanKind, ShopLine, Term } from '@shared/contract';
import type { TillState } from '@shared/machines';
import type { MemberRole } from '@shared/roles';
import type { Stored } from '../../_platform/collection';
import type { SealedPassword } from '../../_platform/passwords';

export interface MemberDocument extends Stored {
  readonly phoneHash: string;
  readonly phoneSealed: string;
  readonly phoneMasked: string;
  readonly nickname: string;
  /** Missing and null: none. See account/avatar. */
  readonly avatar?: { readonly fileId: string; readonly state: 'pending' | 'passed' | 'risky' } | null;
  readonly roles: readonly MemberRole[];
  readonly shopId: string | null;
  readonly referrerId: string | null;
  /**
   * Generations below a member without a referrer, as of the joining: it puts those who join before one close in order, a
   * referrer before whom that one referred. Where somebody stands now is said by the page alone.
   */
  readonly depth: number;
  readonly joinDay: string;
  readonly joinedAtMs: number;
  readonly inviteCode: string;
  /** The picture of its mini-program code; missing until it is asked for. */
  readonly inviteFileId?: string;
  /** Codes of the invitation that lead to a product: the newest of them, the last made last. */
  readonly inviteGoods?: readonly { readonly goodsId: string; readonly fileId: string }[];
  /** A short link that leads to it, and when that ends. */
  readonly inviteLink?: { readonly link: string; readonly untilMs: number };
  /** The release page that holds this member; null until the first close after joining. Written by the close alone. */
  readonly pageId: string | null;
  readonly accepted: Partial<Record<PlanKind, readonly { readonly version: number; readonly atMs: number }[]>>;
  /** Terms that were ticked when signing in, each version once; missing where they were not written down. */
  readonly agreed?: Partial<Record<Term, readonly { readonly version: number; readonly atMs: number }[]>>;
  /** When a WeChat was bound last: written with each, so that two at one moment meet here. */
  readonly wechatBoundAtMs?: number;
  /** Another phone that counts from `fromMs` on, unless it is stopped before; its gate is there already. */
  readonly phoneNext?: {
    readonly sealed: string;
    readonly masked: string;
    readonly askedAtMs: number;
    readonly fromMs: number;
  } | null;
  /**
   * Its closing was asked for, and what is given up with it; taken back it is null, and once all that is personal is gone.
   */
  readonly closing?: {
    readonly askedAtMs: number;
    readonly dueAtMs: number;
    readonly giveUp: readonly ClosingAsset[];
  } | null;
  readonly isClosed: boolean;
  /** Since when an owner has stopped this account, and who and why. Null or missing where nobody did. */
  readonly blockedAtMs?: number | null;
  readonly blockedBy?: { readonly memberId: string; readonly reason: string } | null;
}

/** One phone, one account: the gate that makes it so. `_id` is the phone's keyed hash. */
export interface PhoneDocument extends Stored {
  readonly memberId: string;
  /** The member's from then on (see `phoneNext`); missing where it is already. */
  readonly fromMs?: number;
}

/** A WeChat openid and whose it is. */
export interface IdentityDocument extends Stored {
  readonly memberId: string;
  /** Missing in older documents. */
  readonly boundAtMs?: number;
}

/** An H5 session: `_id` is the SHA-256 of its token. Read by the server of the local cloud. */
export interface SessionDocument extends Stored {
  readonly openid: string;
  readonly expiresAt: number;
  /** What is missing of these was not known, or not written down yet. */
  readonly device?: Device;
  readonly beganAtMs?: number;
  readonly seenDay?: string;
  /** A keyed hash: the address itself is not kept. */
  readonly addressHash?: string;
}

/** A member's payment password; `_id` is the member's. Read by the functions alone, and shown to nobody. */
export interface PayPasswordDocument extends Stored, SealedPassword {
  /** Tells this password from those before and after it. */
  readonly setAtMs: number;
  /** One that was asked for by code: it counts from `fromMs` on, unless it is stopped before. */
  readonly pending?: (SealedPassword & { readonly askedAtMs: number; readonly fromMs: number }) | null;
}

/** A member's login password; `_id` is the member's. */
export interface LoginPasswordDocument extends Stored, SealedPassword {
  readonly setAtMs: number;
}

/**
 * The newest code on its way to a phone, whoever asked for it. `_id` is the phone's keyed hash; behind it, where the code
 * is for something else than signing in, what it is for.
 */
export interface CodeDocument extends Stored {
  readonly codeHash: string;
  readonly sentAtMs: number;
  /** The moment of its use, once it was used. */
  readonly expiresAtMs: number;
  /** Guesses by everybody together. */
  readonly attempts: number;
}

/** When something happened lately, newest first; see _store/counters. `_id` says what, by keyed hashes alone. */
export interface CounterDocument extends Stored {
  readonly stamps: readonly number[];
  readonly expiresAtMs: number;
}

/**
 * What a member holds besides the release page. Two writers never write the same field: `spent…` are the member's own
 * actions, all else is written by the one serial worker (settlement and close).
 */
export interface WalletDocument extends Stored {
  readonly pointsMicroPoints: number;
  /** What of them is locked by certificates that are out (HoldingDocument). Missing is 0. */
  readonly lockedMicroPoints?: number;
  readonly exitQuotaFen: number;
  /** Price, scaled, from which the forced exit is due; null when there is nothing to exit (see exitThreshold). */
  readonly exitAt: number | null;
  /** Cash of points that left the pool for it, ever: forced exits and sales. */
  readonly exitCashFen: number;
  readonly level: number;
  readonly levelFromFen: number | null;
  readonly spentSpendableCents: number;
  /** Cash that left the balance, less what came back: drawn, asked for, and paid for orders. */
  readonly spentCashFen: number;
  /** What of it was asked for and has not been paid: out of the balance, held by the platform. Missing is 0. */
  readonly frozenCashFen?: number;
  /** What of all that was ever drawn or spent came of dividends, less what came back. Missing is 0. */
  readonly drawnDividendFen?: number;
  /** What was asked for on a business day and in a month, less what came back of it; see `withdraw`. */
  readonly drawn?: {
    readonly day: string;
    readonly dayFen: number;
    readonly dayCount: number;
    readonly month: string;
    readonly monthFen: number;
  };
  /** Administrators let nothing be drawn; missing where nobody said so. */
  readonly isDrawingBlocked?: boolean;
  readonly stableCents: number;
  /** Paid into orders that are not settled yet: no longer the member's, not yet the shop's. Missing is 0. */
  readonly heldStableCents?: number;
  /** Added by administrators less what they took, and what reversals took; missing where there was none. */
  readonly adjustedSpendableCents?: number;
  /** Owed after reversals (rules §5); missing where nothing ever was. Owed spendable points are on the page. */
  readonly owedExitQuotaFen?: number;
  readonly owedQuotaFen?: number;
  /**
   * Quota and weight ever granted: no less than what is held, which is on the page.
   */
  readonly quotaGrantedFen: number;
  readonly weightGrantedMicroShares: number;
  /** How many orders reach each release tier now, from tier 1. */
  readonly levels: readonly number[];
  /** The batch of settlements that was written into it last; missing before the first. */
  readonly lastBatch?: string;
}

/**
 * What a merchant holds (rules §2); `_id` is the shop's. A merchant whose orders never settled, and who never took
 * points, has none. cashFen = settledFen + soldFen − reversedFen − paidOutFen: what the platform owes, or below 0 what
 * the merchant owes it; of each, what is missing is 0.
 */
export interface MerchantDocument extends Stored {
  readonly pointsMicroPoints: number;
  readonly stableCents: number;
  readonly cashFen: number;
  /** For orders as they settled, less what was owed for them by the merchant; and how many they were. */
  readonly settledFen?: number;
  readonly settledOrders?: number;
  /** What its appreciating points brought that it sold; missing as 0. */
  readonly soldFen?: number;
  /** Taken back by reversals. */
  readonly reversedFen?: number;
  readonly paidOutFen?: number;
  /** What one administrator paid out alone on the day named. */
  readonly paidAlone?: { readonly day: string; readonly fen: number };
  /** The batch of settlements that was written into it last; missing before the first. */
  readonly lastBatch?: string;
}

/** A line of a shop's statement: append-only, written in the transaction that books its entry. */
export interface ShopLineDocument extends Stored {
  readonly shopId: string;
  readonly kind: ShopLine['kind'];
  readonly asset: ShopLine['asset'];
  /** Below 0 for what goes out. */
  readonly units: number;
  readonly day: string;
  readonly atMs: number;
  readonly journalId: string;
  readonly orderId: string | null;
  readonly orderNo: string | null;
  /** The bank's number of a payout; '' else. */
  readonly note: string;
  /** What it is made of, by the names that the contract gives. */
  readonly parts: ShopLine['parts'];
}

/** A payment of stable points at a till, or the code for one (rules §2 Pay). What is paid stays; a code goes by itself. */
export interface TillPaymentDocument extends Stored {
  readonly state: TillState;
  /** Null while the code of a member waits for a till. */
  readonly shopId: string | null;
  readonly shopName: string;
  /** Null while the amount that a till asks for waits for whoever scans it. */
  readonly memberId: string | null;
  readonly payerMasked: string;
  readonly amountCents: number | null;
  readonly note: string;
  readonly untilMs: number;
  /** When it goes by itself; null once it is paid. */
  readonly expiresAtMs: number | null;
  readonly paidAtMs: number | null;
  readonly backAtMs: number | null;
}

interface CartLineKept {
  readonly goodsId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly isChosen: boolean;
  /** The regular price of one piece when it was laid in; missing in older lines. */
  readonly addedFen?: number;
}

export interface CartDocument extends Stored {
  readonly lines: readonly CartLineKept[];
  /** What was taken out last, each with its place among the lines, so that it can be laid back; missing before. */
  readonly removed?: readonly (CartLineKept & { readonly at: number })[];
}

export interface AddressDocument extends Stored {
  readonly memberId: string;
  readonly name: string;
  readonly phoneSealed: string;
  /** As it is written; of older addresses, whatever was typed. */
  readonly region: string;
  /** Missing in older documents: then it is read from what is written. */
  readonly place?: {
    readonly code: string;
    readonly province: string;
    readonly city: string;
    readonly district: string;
  };
  readonly detail: string;
  /** What its owner calls it; missing or '' for none. */
  readonly label?: string;
  readonly isDefault: boolean;
  readonly savedAtMs: number;
}

/** What a line of the audit says beside its own place in the chain. */
export interface AuditSaid {
  /** Who did it. */
  readonly memberId: string;
  readonly action: AuditedAction;
  readonly kind: AuditKind;
  readonly atMs: number;
  readonly from: {
    /** `unknown`: from before it was written down. */
    readonly client: 'wechat' | 'web' | 'unknown';
    /** As the platform saw it: an IPv4 address or the network of an IPv6 one; '' where it told none. */
    readonly address: string;
    /** Of a browser; '' on WeChat, which tells nothing of a device. */
    readonly sessionId: string;
  };
  readonly details: Readonly<Record<string, string | number>>;
  /** The ids and numbers among the details: what a line is found by. */
  readonly about: readonly string[];
  /** What was changed: a field, and how it stood before and after. */
  readonly changes: readonly AuditChange[];
}
export interface AuditChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What somebody with a role did; append-only. Everybody's lines are a chain of their own, numbered from 1: each has the
 * hash of the one before, and a hash over all that it says.
 */
export interface AuditDocument extends Stored, AuditSaid {
  readonly no: number;
  /** The hash of line `no - 1`; '' at the first. */
  readonly before: string;
  readonly hash: string;
}

/** Where somebody's chain ends. `_id` is the member. */
export interface AuditChainDocument extends Stored {
  readonly no: number;
  readonly hash: string;
}

/** Where chains ended as a day was sealed: part of the day's own hash. `_id` is the day and the part. */
export interface AuditSealDocument extends Stored {
  readonly day: string;
  readonly ends: readonly { readonly memberId: string; readonly no: number; readonly hash: string }[];
}
