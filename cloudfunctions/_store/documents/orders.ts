import type { AnswerShown, DeliveryWay, GoodsKind, Invoice, PlanKind, TraceShown } from '@shared/contract';
import type { OrderState, RefundState, TopUpState } from '@shared/machines';
import type { Night, StayTerms } from '@shared/stays';
import type { VoucherTerms } from '@shared/vouchers';
import type { Stored } from '../../_platform/collection';
import type { OrderGrant, PriceChange, StrayPayment } from './orderParts';

export interface OrderLine {
  readonly goodsId: string;
  readonly skuId: string;
  readonly title: string;
  readonly label: string;
  readonly picture: string;
  readonly ground: number;
  /** What was paid for one piece. */
  readonly priceFen: number;
  /** The limited-time price that it is, and what it cost otherwise; missing where it was the regular one. */
  readonly offerId?: string;
  readonly regularFen?: number;
  readonly costFen: number;
  readonly quantity: number;
  readonly amountFen: number;
  /** What its shop took off it before it was paid; missing where nothing. */
  readonly reducedFen?: number;
  /** The line's parts of the coupon, missing where there was none, and of the points. */
  readonly couponFen?: number;
  readonly pointsCents: number;
  readonly stableCents?: number;
  /** Its part of the cash balance; missing where none paid. */
  readonly balanceFen?: number;
  /** What is left in cash. */
  readonly cashFen: number;
  /** Plans that the product named when the order was placed. */
  readonly plans: readonly PlanKind[];
  /** When and where it is used; missing where it is no voucher. */
  readonly voucher?: VoucherTerms;
  /** How many of its pieces went back to the shop before the order settled; missing as 0. */
  readonly backPieces?: number;
  /** The nights that it is of: a piece is a room for all of them. Missing where nothing is sold by nights. */
  readonly stay?: OrderStay;
}

/** The nights that a line is of, as they were told when it was ordered. */
export interface OrderStay {
  readonly from: string;
  /** The day on which it ends. */
  readonly to: string;
  readonly nights: readonly Night[];
  readonly inFrom: string;
  readonly outBy: string;
  readonly freeUntilMs: number;
  readonly later: StayTerms['later'];
}

/** What was sent of an order at one time. */
export interface Parcel {
  /** From 1. */
  readonly no: number;
  readonly way: DeliveryWay;
  /** '' where nobody carries it by a number. */
  readonly carrier: string;
  readonly trackingNo: string;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly sentAtMs: number;
}

/** What the buyer told of a line: `shown` is masked where it is personal, and all of it is sealed then. */
export interface OrderAnswer extends AnswerShown {
  readonly sealed?: string;
}

/** One line of a top-up order at its provider. */
export interface TopUp {
  readonly skuId: string;
  /** Its number there, the same for ever. */
  readonly requestNo: string;
  readonly state: TopUpState;
  readonly sentAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly why: string;
}

export interface OrderLog {
  readonly event: string;
  readonly state: OrderState;
  readonly atMs: number;
  readonly by: 'buyer' | 'merchant' | 'admin' | 'platform';
  readonly note: string;
  readonly entryId: string | null;
}

/** Pieces of an order that were given back before it settled, and what went back for them (rules §5). */
export interface GivenBack {
  /** From 1. */
  readonly no: number;
  /** The event's own number, which is the refund's at the cashier: the same event again is the same refund. */
  readonly refundNo: string;
  readonly atMs: number;
  readonly by: OrderLog['by'];
  readonly why: string;
  /** Of each line, in the order's order. */
  readonly pieces: readonly number[];
  /** Those of them that were not sent: they are on the shelf again. */
  readonly shelved: readonly number[];
  /** Part of the cash and the cash balance. */
  readonly freightFen: number;
  readonly cashFen: number;
  /** Cash balance, which is the member's at once; missing as 0. */
  readonly balanceFen?: number;
  readonly spendableCents: number;
  readonly stableCents: number;
  /** The entry that gave its points and its cash balance back; null where it had none. */
  readonly entryId: string | null;
  /**
   * Of its cash: `due` until the cashier has it, `paid` when it has reached the buyer. Of a redeemed order the same of the
   * stable points that go back for it.
   */
  readonly refund: 'none' | 'due' | 'sent' | 'paid';
  readonly sentAtMs?: number;
}

/** A part of a settled order that was taken back, and its release from then on. */
export interface OrderReversal {
  /** From 1. */
  readonly no: number;
  readonly atMs: number;
  readonly cashFen: number;
  readonly recoveredFen: number;
  readonly refundableFen: number;
  /** What of it went to the cash balance, at once; missing as 0. The cashier pays back the rest. */
  readonly balanceFen?: number;
  /** The buyer had closed the account: that stayed with the platform. */
  readonly isBalanceGivenUp?: boolean;
  readonly level: number;
  readonly grantedReleaseCents: number;
  readonly dailyReleaseCents: number;
  readonly cancelledReleaseCents: number;
  readonly entryId: string;
  /**
   * Of the cash that may be paid back: `due` until the cashier has it, `paid` when it has arrived. Of a redeemed order the
   * same of the stable points that go back for it.
   */
  readonly refund: 'none' | 'due' | 'sent' | 'paid';
  readonly sentAtMs?: number;
}

/** What an order needs of somebody outside, who may not answer. */
export type Errand = 'closing' | 'refund' | 'reversal' | 'upload' | 'topUp' | `back${number}`;

/** How often an errand was tried without coming to its end, and when it is tried next. */
export interface Tries {
  readonly count: number;
  /** Those of them that failed; the others found it on its way. */
  readonly failed: number;
  /** When the first of them was. */
  readonly sinceMs: number;
  /** Null when it is not tried of itself any more. */
  readonly againAtMs: number | null;
  /** Since when an operator should see to it; null while it may come right of itself. */
  readonly stuckSinceMs: number | null;
  readonly why: string;
}

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
  /**
   * The orders that are placed, paid and closed together with this one, this one among them. The first of them stands for
   * all: its id is the purchase's, and the number of the one payment; marks of the payment are kept on it alone. Missing
   * where the order is a purchase of its own.
   */
  readonly purchase?: {
    readonly purchaseId: string;
    /** Cash of all of them, without what cash balance pays. */
    readonly totalFen: number;
    readonly orderIds: readonly string[];
  };
  readonly memberId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly shopOwnerId: string | null;
  /** How its goods reach the buyer: an order is of one kind. */
  readonly kind: GoodsKind;
  readonly state: OrderState;
  /** False while stock is being taken: such an order is seen by nobody and swept when its placing broke. */
  readonly isPlaced: boolean;
  /** Given up before it was placed: `taking` may not go on. */
  readonly isAbandoned: boolean;
  /** Why it was given up: the answer to the same request again. Missing in older documents. */
  readonly refusal?: { readonly code: string; readonly figures: Readonly<Record<string, number | string>> } | null;
  /** What it took was given back. */
  readonly isSwept: boolean;
  /** Its pieces may still be marked as held: the marks are swept once nobody can be placing it any more. */
  readonly hasHolds?: boolean;
  /** What was asked for, hashed: the same request id with other contents is refused. */
  readonly requestHash: string;
  readonly placedAtMs: number;
  readonly changedAtMs: number;
  readonly lines: readonly OrderLine[];
  readonly goodsFen: number;
  readonly freightFen: number;
  /** What its shop took off the goods before it was paid; missing as 0. */
  readonly reducedFen?: number;
  /** Changes of its price, oldest first, and what they start from; missing where there were none. */
  readonly priceChanges?: readonly PriceChange[];
  readonly asPlaced?: {
    readonly freightFen: number;
    readonly couponFen: number;
    /** The plans of each line. */
    readonly plans: readonly (readonly PlanKind[])[];
  };
  /** Of an order that spendable points pay: what share of its goods they might. Missing in older documents. */
  readonly pointsUseRatioMillionths?: number;
  /** What coupon and points pay of the goods; missing is 0. Stable points are held until the order settles. */
  readonly couponFen?: number;
  /** The coupon that pays it, and who bears it; missing where there is none. */
  readonly coupon?: { readonly heldId: string; readonly name: string; readonly isBorneByShop: boolean };
  readonly spendableCents: number;
  readonly stableCents?: number;
  /** Cash balance of goods and freight, held until it is paid; what of it came of dividends. Missing is 0. */
  readonly balanceFen?: number;
  readonly balanceDividendFen?: number;
  /** What is left in cash, to be paid at the cashier. */
  readonly cashFen: number;
  /** What plans count of the cash that is not given back. */
  readonly counted: readonly { readonly plan: PlanKind; readonly countedFen: number }[];
  /** Where it is sent; null where nothing is. */
  readonly address: {
    readonly name: string;
    readonly phoneSealed: string;
    readonly region: string;
    readonly detail: string;
  } | null;
  readonly note: string;
  /** The edition whose goods it sends, for nothing; missing for every other. */
  readonly edition?: { readonly editionId: string };
  /** What its goods asked for; missing where they asked for nothing. */
  readonly answers?: readonly OrderAnswer[];
  /** The invoice that the buyer asks for; null or missing where none is wanted. */
  readonly invoice?: Invoice | null;
  /** The vouchers that its payment issued, one a line; missing before, and where its goods are none. */
  readonly vouchers?: readonly {
    readonly skuId: string;
    readonly code: string;
    readonly fromMs: number;
    readonly untilMs: number;
  }[];
  /** Its lines at the provider; missing before they were sent, and where nothing is topped up. */
  readonly topUps?: readonly TopUp[];
  /** When its buyer last had the provider asked; missing as never. */
  readonly topUpAskedAtMs?: number;
  /** From the payment until the last of it was there; missing before. */
  readonly toppedUpMs?: number;
  readonly payBeforeMs: number;
  readonly paidAtMs: number | null;
  readonly transactionId: string | null;
  /** Paid by points that were redeemed for its goods (rules §1 Redeem), and by no money; missing for every other. */
  readonly redeemed?: { readonly microPoints: number; readonly payoutFen: number };
  /** Who paid, by the openid of this mini-program; null or missing where the cashier did not say. */
  readonly payerOpenid?: string | null;
  /** When the last of it was sent; while only a part is, it is null. */
  readonly shippedAtMs: number | null;
  readonly autoReceiveAtMs: number | null;
  /** The buyer has moved the receipt that comes by itself: once. Missing where he has not. */
  readonly isExtended?: boolean;
  /** What was sent, in the order of sending. Missing where nothing was, and in older documents: see `delivery`. */
  readonly parcels?: readonly Parcel[];
  /** Something of it is sent and something is not. Missing where it is not so. */
  readonly isPartlySent?: boolean;
  /** Of an order that is sent in part: after how many days it receives itself, once nothing is to be sent any more. */
  readonly receiveAfterDays?: number;
  /** Of older documents: the one parcel that all of it was sent in. Read by `parcelsOf` alone. */
  readonly delivery: {
    readonly way?: DeliveryWay;
    readonly carrier: string;
    readonly trackingNo: string;
  } | null;
  /** The buyer's last reminder to send it, and when the shop saw it. Missing where there was none. */
  readonly reminder?: { readonly atMs: number; readonly seenAtMs: number | null };
  /** When the reminder came that nobody has seen yet; null or missing where there is none, and once it is sent. */
  readonly remindedAtMs?: number | null;
  /** A note of those who work here, for themselves. Missing where there is none. */
  readonly remark?: { readonly text: string; readonly atMs: number; readonly byId: string };
  /** Taken out of its buyer's list. Missing where it is not. */
  readonly isHidden?: boolean;
  /**
   * Whether the platform was told that it is shipped: its money is frozen there until then. `manual`: an operator enters
   * it in the platform's console. Missing before it is shipped, and where no money of the platform's paid it.
   */
  readonly upload?: {
    readonly state: 'pending' | 'uploaded' | 'failed' | 'manual';
    /** Why it is not uploaded yet, as far as it was tried. */
    readonly reason: string;
    readonly atMs: number;
    /** It was uploaded before with a number that was wrong: the platform takes one correction of a payment. */
    readonly isCorrection?: boolean;
  };
  /** When it is uploaded, or tried again; null or missing when that is not due. */
  readonly uploadDueAtMs?: number | null;
  readonly receivedAtMs: number | null;
  readonly settleAfterDays: number;
  /** When the return window ends. */
  readonly dueAtMs: number | null;
  /** Its settlement is under way: it is past its window for good. Missing where it is not. */
  readonly isSettling?: boolean;
  readonly settledAtMs: number | null;
  readonly settleDay: string | null;
  readonly sequence: number | null;
  readonly grants: readonly OrderGrant[];
  /** What the platform owed its shop for it when it settled (rules §5); missing where the shop was the platform's own. */
  readonly owed?: {
    readonly costFen: number;
    readonly freightFen: number;
    readonly couponFen: number;
    readonly stableCents: number;
    /** Below 0 where the shop owes the platform. */
    readonly owedFen: number;
  };
  /** Pieces that were given back before it settled, oldest first; missing where there were none. */
  readonly givenBack?: readonly GivenBack[];
  /** Freight that went back with them; missing as 0. */
  readonly freightBackFen?: number;
  /** Cash of theirs is to be sent to the cashier, or on its way from there. */
  readonly isRefundDue?: boolean;
  /** Cash that was reversed after it had settled, in all, and each reversal; missing where there was none. */
  readonly reversedFen?: number;
  readonly reversals?: readonly OrderReversal[];
  /** What may be paid back of a reversal is to be sent to the cashier. */
  readonly isReversalDue?: boolean;
  readonly notCounted: readonly { readonly plan: PlanKind; readonly why: NotCountedWhy }[];
  /** A case of after-sales is open: the order does not settle. */
  readonly isRefundPending: boolean;
  /** The open cases, and the pieces of each line that each is over; missing where there never was one. */
  readonly openCases?: readonly { readonly caseId: string; readonly pieces: readonly number[] }[];
  /** How many cases there were; missing as 0. */
  readonly caseCount?: number;
  readonly refund: {
    /** Older documents also have what was asked for an order as a whole, which cases are made of now. */
    readonly state: Exclude<RefundState, 'none'> | 'requested' | 'rejected' | 'withdrawn';
    readonly reason: string;
    readonly atMs: number;
    readonly refundNo: string;
  } | null;
  readonly log: readonly OrderLog[];
  /** The first line of its record that its buyer is to be told of; missing where there is none. */
  readonly untoldFrom?: number;
  /**
   * How often the number of its payment at the cashier was changed, with the price: the number tells it, so that no payment
   * of one price is ever taken for another's. The same of all orders of a purchase; missing as 0.
   */
  readonly tradeNo?: number;
  /** What the payments come to whose numbers are over, by their `tradeNo`; missing where none is. */
  readonly endedTradesFen?: readonly number[];
  /** The `tradeNo` that a change of the price is ending, or was when it broke: closed at the cashier, only the number is over. */
  readonly endingTradeNo?: number | null;
  /** Money that came under such a number; missing where none did. */
  readonly strays?: readonly StrayPayment[];
  /** When what it is paid with was first given out; null when never. */
  readonly prepaidAtMs: number | null;
  /** When the cashier was last asked, unbidden, what became of its payment; 0 when never. */
  readonly askedAtMs?: number;
  /** Closed while a payment of it may still be started: the cashier is asked until nobody can pay it any more. */
  readonly mayBePaid?: boolean;
  /** When the refund of its whole cash was last sent to the cashier; null when never. */
  readonly refundSentAtMs: number | null;
  /** Errands that did not come to their end yet; missing where none was tried twice. */
  readonly tries?: Readonly<Partial<Record<Errand, Tries>>>;
  /** Since when one of its errands is stuck: what operators are alerted of. Null or missing where none is. */
  readonly stuckSinceMs?: number | null;
}

/** Where a parcel is, as its carrier last told. `_id` follows from carrier and number. */
export interface TraceDocument extends Stored {
  /** When the carrier was last asked, and whether it answered. */
  readonly askedAtMs: number;
  readonly isAnswered: boolean;
  /** Null while nobody knows of it. */
  readonly trace: TraceShown | null;
  readonly expiresAtMs: number;
}

/** A payment notice that was taken: `_id` is the platform's transaction id. */
export interface PaymentDocument extends Stored {
  readonly orderId: string;
  readonly totalFen: number;
  readonly atMs: number;
  /** It came under a number that was over, and pays nothing: it goes back. */
  readonly isStray?: boolean;
}
