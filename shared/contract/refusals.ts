import { type Outcome, refuse as refuseAny } from '@shared/kernel';
import type { AskFault } from '../asks';

/** A refusal that names no figures. */
type Nothing = Record<never, never>;
/** What was asked for and what is held, in the units of the asset that the code is about. */
interface AskedAndHeld {
  readonly asked: number;
  readonly held: number;
}
/** A price of points that leaves nothing to pay out: fee and value in fen, where they are known. */
interface Worthless {
  readonly asked: number;
}
/** What of appreciating points is locked by certificates that are out, and what is free. */
interface Locked extends AskedAndHeld {
  readonly free: number;
  readonly locked: number;
}
interface AboveExitQuota {
  readonly gross: number;
  readonly quota: number;
}

/**
 * The figures behind every refusal, by its code: amounts in units (the key ends in the unit, or is `asked`, `held`,
 * `left` of the code's own asset), ids, words. The functions refuse by this type and the client's words read by it, so
 * that what is sent and what is read are the same. What the rules refuse is among them.
 */
export interface RefusalFigures {
  'input/invalid': { readonly place: string; readonly why: string };
  'action/unknown': Nothing;
  'identity/signInFirst': Nothing;
  'identity/notAllowed': Nothing;
  'identity/closed': Nothing;
  'identity/blocked': Nothing;
  'identity/otherPhone': Nothing;
  'identity/phoneTaken': Nothing;
  'identity/wechatOnly': Nothing;
  'identity/browserOnly': Nothing;
  /** The phone is on its way to an account that waits for it. */
  'identity/phoneWaits': { readonly fromMs: number };
  'request/reused': Nothing;
  busy: Nothing;
  /** The data is being brought up to date, or is of another version than the functions. */
  'platform/updating': Nothing;
  /** An administrator stopped it for everybody; `told` is what the shop says to it. */
  'platform/stopped': { readonly stop: string; readonly told: string };
  'amount/tooLarge': { readonly why?: string };
  internal: { readonly reference: string };

  'code/noProvider': Nothing;
  'code/tooSoon': { readonly againAfterSeconds: number };
  'code/tooMany': { readonly most: number; readonly againAfterSeconds: number };
  'code/notSent': Nothing;
  'code/wrong': { readonly attemptsLeft: number };
  'code/expired': Nothing;
  'code/tooManyAttempts': { readonly againAfterSeconds?: number };
  /** Something keeps the account open; the first of what does. */
  'closing/hindered': { readonly kind: string; readonly count: number };
  'closing/notGivenUp': { readonly asset: string; readonly units: number };
  'closing/notAsked': Nothing;
  'phone/notGiven': Nothing;
  'phone/notAsked': Nothing;
  'session/unknown': Nothing;
  'password/wrong': { readonly attemptsLeft: number };
  'password/tooMany': { readonly againAfterSeconds: number };
  'password/weak': Nothing;
  'payPassword/missing': Nothing;
  'payPassword/notSet': Nothing;
  'payPassword/isSet': Nothing;
  /** Too easy to guess: a run, a repeat, the end of one's phone. */
  'payPassword/weak': Nothing;
  'payPassword/wrong': { readonly left: number };
  'payPassword/locked': { readonly untilMs: number };
  'payPassword/notAsked': Nothing;
  'invitation/unknown': Nothing;
  /** What a level of the tree was to be opened by was not given to this caller, or the tree has changed since. */
  'team/notOpened': Nothing;
  'rules/otherVersion': { readonly plan: string; readonly asked: number; readonly inForce: number };
  'words/forbidden': { readonly phrase: string };
  'words/risky': Nothing;
  'words/notScreened': Nothing;

  'claim/wrong': { readonly attemptsLeft: number };
  'claim/expired': Nothing;
  'claim/used': Nothing;
  'claim/tooMany': { readonly againAfterSeconds: number };

  'cursor/invalid': Nothing;
  'goods/unknown': { readonly goodsId?: string; readonly skuId?: string };
  'goods/offShelf': { readonly skuId: string; readonly title: string };
  'goods/soldOut': { readonly skuId: string; readonly left: number; readonly title?: string };
  'goods/limit': { readonly most: number; readonly title?: string; readonly asked?: number; readonly bought?: number };
  'goods/inStock': { readonly skuId: string; readonly left: number };
  'cart/full': { readonly most: number };
  'favourites/full': { readonly most: number };
  'restocks/full': { readonly most: number };
  'address/unknown': Nothing;
  /** Something of the order is sent, and no address was named. */
  'address/needed': Nothing;
  /** Nothing of the order is sent. */
  'address/none': Nothing;
  'address/tooMany': { readonly most: number };
  'address/regionUnknown': { readonly region: string };
  'address/regionUnclear': Nothing;
  'freight/notServed': { readonly title: string; readonly region: string };

  'order/tooMany': { readonly orders: number; readonly most: number };
  'message/unknown': Nothing;
  'notice/noTemplate': { readonly template: string };
  'service/unknown': Nothing;
  'service/ownShop': Nothing;
  'service/nothing': Nothing;
  'service/tooMany': { readonly againAfterSeconds: number };
  'review/unknown': Nothing;
  'review/notReceived': Nothing;
  'review/late': { readonly untilMs: number };
  'review/written': Nothing;
  'review/ownShop': Nothing;
  'review/added': Nothing;
  'review/answered': Nothing;
  'review/noPictures': Nothing;
  'avatar/notLookedAt': Nothing;

  'order/repeatedLine': Nothing;
  /** What is wrong with what a line was told, by the field of its goods. */
  'answer/wrong': { readonly skuId: string; readonly key: string; readonly label: string; readonly fault: AskFault };
  'answer/notAsked': { readonly skuId: string; readonly key: string };
  'order/sumChanged': { readonly expectedCashFen: number; readonly cashFen: number };
  'order/requestReused': Nothing;
  'order/unknown': Nothing;
  'order/notInState': { readonly state: string };
  /** Somebody changed it meanwhile: nothing was done with the price that was seen. */
  'order/priceChanged': Nothing;
  'price/outOfBounds': { readonly mostOffFen: number; readonly freightFen: number };
  'price/unchanged': Nothing;
  'price/tooOften': { readonly most: number };
  'order/expired': { readonly payBeforeMs: number };
  'payment/notStarted': Nothing;
  'payment/unreachable': Nothing;
  /** Its provider has it, or may have: nothing goes back before it is known to have failed. */
  'topUp/underWay': Nothing;
  /** Its pieces are redeemed by their code, and sent by nobody. */
  'voucher/toRedeem': Nothing;
  /** No voucher of this shop has the code. */
  'voucher/unknown': { readonly attemptsLeft: number };
  'voucher/tooMany': { readonly againAfterSeconds: number };
  'voucher/otherShop': { readonly shopName: string };
  'voucher/notYet': { readonly fromMs: number };
  'voucher/closedDay': { readonly day: string };
  'voucher/expired': { readonly untilMs: number };
  'voucher/redeemed': { readonly atMs: number };
  'voucher/refunded': Nothing;
  /** A case is open over what is left of it. */
  'voucher/inCase': Nothing;
  'voucher/tooFew': { readonly left: number };
  /** Somebody redeemed pieces of it since this till looked. */
  'voucher/changed': { readonly left: number; readonly atMs: number };
  'voucher/none': Nothing;
  'appointment/none': Nothing;
  'appointment/closed': { readonly day: string; readonly time: string };
  'appointment/full': { readonly left: number };
  'appointment/tooLate': { readonly settledAtMs: number };
  'topUp/notOpen': { readonly state: string };
  /** Its nights are not sold by a calendar. */
  'stay/none': Nothing;
  /** Days are missing, or no stay that is sold. */
  'stay/dates': { readonly skuId: string };
  'stay/full': { readonly skuId: string; readonly title: string; readonly day: string; readonly left: number };
  /** A night would cost less than the platform pays for one. */
  'stay/belowCost': { readonly costFen: number };
  'stay/noCancel': { readonly freeUntilMs: number };
  'receipt/notConfirmed': Nothing;
  'receipt/unreachable': Nothing;
  'upload/notOpen': Nothing;
  'upload/manual': Nothing;
  'coupon/unknown': Nothing;
  'coupon/over': Nothing;
  'coupon/noneLeft': Nothing;
  'coupon/mineTaken': { readonly most: number };
  'coupon/newcomersOnly': Nothing;
  'coupon/used': { readonly name: string };
  'coupon/expired': { readonly name: string; readonly untilMs: number };
  'coupon/notYet': { readonly name: string; readonly fromMs: number };
  'coupon/notFor': { readonly name: string };
  'coupon/missing': { readonly name: string; readonly missingFen: number };
  'points/overLimit': { readonly asked: number; readonly atMostCents: number };
  'points/notEnough': { readonly asked: number; readonly heldCents: number };
  'points/notTaken': Nothing;
  'parcel/pieces': { readonly skuId: string; readonly left: number };
  'parcel/numberTaken': { readonly no: number };
  'parcel/tooMany': { readonly most: number };
  'parcel/unknown': Nothing;
  'reminder/today': { readonly againAtMs: number };
  'reminder/none': Nothing;
  'receipt/extended': Nothing;
  'stable/overLimit': { readonly asked: number; readonly atMostCents: number };
  'stable/notEnough': { readonly asked: number; readonly heldCents: number };
  'stable/notTaken': Nothing;
  /** Nobody's cash balance pays for orders now, or this member's does not. */
  'balance/barred': { readonly why: string };
  'balance/overLimit': { readonly asked: number; readonly atMostFen: number };
  'balance/notEnough': { readonly asked: number; readonly readyFen: number };
  'refund/tooLate': { readonly dueAtMs: number };
  'refund/pending': Nothing;
  'afterSales/unknown': Nothing;
  'afterSales/notInState': { readonly state: string };
  'afterSales/tooMany': { readonly skuId: string; readonly left: number };
  'afterSales/tooOften': { readonly most: number };
  'afterSales/kind': { readonly kind: string };
  'afterSales/otherPrice': { readonly skuId: string };
  'afterSales/freight': { readonly leftFen: number };
  'afterSales/noReturnAddress': Nothing;
  'entry/unknown': Nothing;
  'price/unknown': Nothing;
  'proof/unknown': Nothing;

  /** No payment platform is set up here that pays members. */
  'withdrawal/notOpen': Nothing;
  'withdrawal/notCleared': Nothing;
  'withdrawal/stopped': { readonly readyFen: number };
  'withdrawal/blocked': Nothing;
  'withdrawal/nameNeeded': { readonly needs: string };
  'withdrawal/belowMinimum': { readonly askedFen: number; readonly minFen: number };
  'withdrawal/exceedsReady': { readonly askedFen: number; readonly readyFen: number; readonly waitingFen: number };
  'withdrawal/dailyAmount': { readonly askedFen: number; readonly leftFen: number; readonly dailyFen: number };
  'withdrawal/dailyCount': { readonly most: number };
  'withdrawal/unknown': Nothing;
  'withdrawal/own': Nothing;
  'withdrawal/sameAdmin': Nothing;
  'withdrawal/notInReview': { readonly state: string };
  /** It may have been paid, as far as anybody knows: it is asked for, not given back. */
  'withdrawal/mayBePaid': { readonly state: string };
  'payee/name': Nothing;
  'payee/number': Nothing;
  'payee/inUse': Nothing;
  'payee/none': Nothing;

  /** Nothing has settled yet that a plan could be played on. */
  'simulation/noHistory': Nothing;
  /** More than one call can play: the command does it from the history's file. */
  'simulation/tooLarge': {
    readonly orders: number;
    readonly mostOrders: number;
    readonly members: number;
    readonly mostMembers: number;
  };
  'simulation/unknown': Nothing;

  /** No payment at a till that is the caller's to see. */
  'till/unknown': Nothing;
  'till/expired': { readonly untilMs: number };
  'till/paid': Nothing;
  /** A code that a till has already named an amount for. */
  'till/asked': Nothing;
  'till/otherAmount': { readonly askedCents: number };
  'till/notTaken': { readonly shopName: string };
  'till/givenBack': { readonly atMs: number };
  'till/tooLate': { readonly untilMs: number };
  'till/notEnough': { readonly asked: number; readonly heldCents: number };

  /** There is a version already: a change takes a second administrator. */
  'plan/needsSecond': { readonly plan: string };
  /** Nothing in it differs from the newest version. */
  'plan/sameAsNow': Nothing;
  /** A change begins on a coming business day. */
  'plan/notAhead': { readonly day: string };
  'plan/notSimulated': Nothing;
  'plan/unknown': Nothing;
  'plan/begun': { readonly day: string };
  /** A newer version stands on it. */
  'plan/notNewest': { readonly version: number };
  'plan/faults': { readonly place: string; readonly why: string };
  'member/unknown': { readonly memberId?: string; readonly ownerId?: string };
  'member/oneself': Nothing;
  'member/isStaff': Nothing;
  'member/closed': Nothing;
  'member/ownsShop': { readonly shopId: string };
  'shop/unknown': { readonly shopId: string };
  'shop/ownerHasShop': { readonly shopId: string };
  'shop/isPlatforms': Nothing;
  'category/unknown': { readonly categoryId: string };
  /** Categories have two levels. */
  'category/tooDeep': { readonly categoryId: string };
  /** A limited-time price runs: it stays as it is until it ends. */
  'offer/running': { readonly untilMs: number };
  'offer/times': { readonly fromMs: number; readonly untilMs: number };
  'offer/notLower': { readonly skuId: string; readonly offeredFen: number; readonly regularFen: number };
  'offer/tooSoon': { readonly nextFromMs: number };
  'offer/over': Nothing;
  /** Fewer pieces are left at the limited-time price than were asked for. */
  'offer/gone': { readonly title: string; readonly left: number };
  'storefront/changedMeanwhile': { readonly revision: number };
  'storefront/leadsNowhere': { readonly name: string };
  'storefront/findsNothing': { readonly word: string };
  'goods/skuTaken': { readonly skuId: string };
  'goods/choices': Nothing;
  'picture/unknown': { readonly fileId: string };
  'picture/type': Nothing;
  'picture/tooLarge': { readonly bytes: number; readonly mostBytes: number };
  'goods/changedMeanwhile': { readonly revision: number };
  /** Somebody else saved what the form was filled from. */
  'form/changedMeanwhile': Nothing;
  'application/open': Nothing;
  'application/ownsShop': { readonly shopId: string };
  'application/unknown': Nothing;
  'application/notInState': { readonly state: string };
  'payout/exceedsOwed': { readonly askedFen: number; readonly owedFen: number };
  /** Of a shop's owner: the platform took it off the shelf. */
  'goods/takenOff': { readonly goodsId: string };
  'goods/stockBelowZero': { readonly left: number; readonly by: number };
  'settings/unknown': { readonly version: number };
  /** Somebody saved meanwhile; the version is what holds now. */
  'settings/changed': { readonly version: number };
  'stop/sameAdmin': { readonly stop: string };
  'clearance/dates': { readonly from: string; readonly to: string };
  'clearance/unknown': Nothing;
  'clearance/sameAdmin': Nothing;
  'clearance/notProposed': { readonly state: string };

  'plan/off': Nothing;
  'purchase/nothing': Nothing;
  /** Selling for cash is off for want of a clearance; since when, '' where there never was one. */
  'sale/notCleared': { readonly sinceDay: string };
  /** What it would bring is less than was quoted, by more than the tolerance; in units of what it brings. */
  'quote/moved': { readonly quoted: number; readonly now: number };
  'sale/nothing': Nothing;
  'sale/exceedsHolding': AskedAndHeld;
  'sale/locked': Locked;
  'sale/exceedsExitQuota': AboveExitQuota;
  'sale/worthNothing': Worthless;
  /** Not an order that points may be redeemed for: of another shop, of another kind, or begun to be paid otherwise. */
  'redemption/notFor': Nothing;
  'redemption/nothing': Nothing;
  'redemption/exceedsHolding': AskedAndHeld;
  'redemption/locked': Locked;
  'redemption/exceedsExitQuota': AboveExitQuota;
  'redemption/worthNothing': Worthless;
  'exchange/nothing': Nothing;
  'exchange/exceedsHolding': AskedAndHeld;
  'exchange/locked': Locked;
  'exchange/exceedsExitQuota': AboveExitQuota;
  'exchange/worthNothing': Worthless;
  'holding/unknown': Nothing;
  /** No certificates of holding are given out for want of a clearance. */
  'holding/notCleared': Nothing;
  /** No day has been closed yet, or what it has is not kept. */
  'holding/noClose': Nothing;
  /** The shop has no key to sign with. */
  'holding/noKey': Nothing;
  'holding/nothing': Nothing;
  'holding/exceedsFree': Locked;
  /** More than was held as of the last close, less what other certificates say of it. */
  'holding/exceedsClose': AskedAndHeld & { readonly locked: number };
  'payment/nothing': Nothing;
  'payment/exceedsHolding': AskedAndHeld;
  'payment/ownMerchant': Nothing;
  'merchantRedemption/nothing': Nothing;
  'merchantRedemption/exceedsHolding': AskedAndHeld;
  'merchantRedemption/worthNothing': Worthless;
  'merchantSale/nothing': Nothing;
  'merchantSale/exceedsHolding': AskedAndHeld;
  'merchantSale/worthNothing': Worthless;
  'spending/nothing': Nothing;
  'spending/exceedsHolding': AskedAndHeld;
  'spending/exceedsShare': { readonly asked: number; readonly limit: number };
  'close/running': { readonly day: string };
  'import/unknown': Nothing;
  'import/notInState': { readonly state: string };
  /** Lines that arrived before are others than those that are sent now. */
  'import/otherLines': Nothing;
  'import/noReason': Nothing;
  'close/unknown': { readonly day: string };
  'referrer/same': Nothing;
  'referrer/below': Nothing;
  'proposal/unknown': Nothing;
  'proposal/sameAdmin': Nothing;
  'proposal/decided': { readonly state: string };
  'proposal/expired': { readonly expiredAtMs: number };
  'reversal/notSettled': { readonly order: string };
  'reversal/nothing': Nothing;
  'reversal/nothingLeft': { readonly amount: number };
  'reversal/exceedsOrder': { readonly asked: number; readonly left: number };
  'adjustment/nothing': Nothing;
  'adjustment/exceedsHolding': AskedAndHeld & { readonly asset: string };
  'collectible/unknown': Nothing;
  /** It cannot be taken yet, or not any more. */
  'collectible/notOpen': { readonly opensAtMs: number; readonly closesAtMs: number };
  'collectible/soldOut': { readonly supply: number };
  'collectible/limit': { readonly most: number; readonly taken: number };
  'collectible/exceedsCash': AskedAndHeld;
  /** Points cannot be worth the price to the fen. */
  'collectible/notPayable': { readonly worth: number; readonly payout: number };
  'collectible/issued': Nothing;
  'collectible/dates': Nothing;
  /** Goods that are not delivered, not of the platform's own shop, or not on its shelf. */
  'collectible/goodsUnfit': { readonly skuId: string };
  /** A draw without an end of its entries, or with more than one edition for each. */
  'collectible/drawTerms': Nothing;
  /** Whoever comes first takes one: there is no draw. */
  'draw/none': Nothing;
  /** Outside of the time in which one may enter. */
  'draw/notOpen': { readonly opensAtMs: number; readonly closesAtMs: number };
  'draw/full': { readonly most: number };
  /** Nobody takes one before the draw. */
  'draw/notYet': { readonly closesAtMs: number };
  'draw/notEntered': Nothing;
  /** Others were drawn; what they leave may be taken from then on. */
  'draw/notDrawn': { readonly fromMs: number };
  'edition/unknown': Nothing;
  'edition/notHeld': { readonly state: string };
  'edition/noGoods': Nothing;
  'edition/collected': { readonly atMs: number };
  /** Nothing is certified of a day that has not ended. */
  'certificate/notYet': Nothing;
  /** The shop has set up no key to sign with. */
  'certificate/noKey': Nothing;
  'giving/nothing': Nothing;
  /** No such edition, or nobody's. */
  'listing/unknown': Nothing;
  /** It was not in the register that is answered. */
  'listing/notExported': Nothing;
  /** Something happened to it since the register. */
  'listing/changed': Nothing;
  'listing/offered': Nothing;
  'listing/notAsked': Nothing;
  /** Listing is off for want of a clearance; since when, '' where there never was one. */
  'listing/notCleared': { readonly sinceDay: string };
  'listing/numberTaken': { readonly number: string };
  'listing/otherNumber': { readonly number: string };
  'listing/notListed': Nothing;
  'register/tooMany': { readonly most: number };
  'acknowledgement/noKey': Nothing;
  'acknowledgement/unreadable': { readonly place: string; readonly why: string };
  'acknowledgement/form': { readonly form: string };
  'acknowledgement/signature': Nothing;
  'acknowledgement/unknownRegister': Nothing;
  /** A newer one was taken. */
  'acknowledgement/older': { readonly last: number };
  /** Another one was taken under its serial number. */
  'acknowledgement/other': { readonly serial: number };
  /** The one before was begun, and not all of it decided. */
  'acknowledgement/unfinished': { readonly serial: number };
  /** No exchange is reached but by a file. */
  'adapter/byHand': Nothing;
  'adapter/unreachable': { readonly why: string };
  'giving/toOneself': Nothing;
  'giving/tooSoon': { readonly fromMs: number };
  'giving/tooMany': { readonly most: number };
  /** Giving editions away is off for want of a clearance; since when, '' where there never was one. */
  'giving/notCleared': { readonly sinceDay: string };
  /** The giver's account is on its way to be closed. */
  'giving/closing': Nothing;
  /** No edition is offered by this code. */
  'giving/unknown': { readonly attemptsLeft: number };
  'giving/tooManyTries': { readonly againAfterSeconds: number };
  'giving/expired': { readonly untilMs: number };
  /** Somebody else accepted it, or it was taken back, since it was looked at. */
  'giving/gone': Nothing;
  /** Who gives it is blocked or leaves. */
  'giving/giverAway': Nothing;
  'giving/notOffered': Nothing;
  'adjustment/exceedsSupply': { readonly asked: number; readonly left: number };
}

/** Every code there is. */
export type RefusalName = keyof RefusalFigures;

type FiguresFor<Code extends RefusalName> =
  Record<never, never> extends RefusalFigures[Code]
    ? [figures?: RefusalFigures[Code]]
    : [figures: RefusalFigures[Code]];

/** Refuses an action, with the figures that its code has. */
export const refuse = <Code extends RefusalName>(
  code: Code,
  ...[figures]: FiguresFor<Code>
): Extract<Outcome<never, Code>, { readonly ok: false }> => refuseAny(code, figures ?? {});

/** Refuses with what was refused before, as it was kept: code and figures belong together already. */
export const refuseAgain = <Code extends string>(
  code: Code,
  figures: Readonly<Record<string, number | string>> = {},
): Extract<Outcome<never, Code>, { readonly ok: false }> => refuseAny(code, figures);
