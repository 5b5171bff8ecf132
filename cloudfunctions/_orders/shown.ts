import type { Grant, OrderCard, OrderPage } from '@shared/contract';
import { businessDayOf, fen, microPoints } from '@shared/kernel';
import { priceShown } from '@shared/rules';
import { daysOfMember } from '../_books/pages/days';
import type { MemberFigures } from '../_books/pages/read';
import { unseal } from '../_platform/phone';
import { orders } from '../_store/collections';
import type { GivenBack, MemberDocument, OrderDocument, OrderGrant, OrderReversal } from '../_store/documents';
import { hasAcceptedBy } from './accepted';
import { answersShown } from './answers';
import { askable } from './cases/claims';
import { mayRedeem } from './mayRedeem';
import { parcelsOf, piecesOf, toSendOf } from './parcels';
import { backOf, isToppingUp } from './remains';
import { reversedAtCashier } from './reversed';
import { stayShownOf } from './stays/stay';
import { stateAfter } from './step';

const lineShown = (line: OrderDocument['lines'][number]) => ({
  goodsId: line.goodsId,
  skuId: line.skuId,
  title: line.title,
  label: line.label,
  picture: line.picture,
  ground: line.ground,
  priceFen: line.priceFen,
  ...(line.regularFen === undefined ? {} : { regularFen: line.regularFen }),
  quantity: line.quantity,
  amountFen: line.amountFen,
  ...(line.stay ? { stay: stayShownOf(line.stay) } : {}),
});

const boughtLineShown = (line: OrderDocument['lines'][number]) => ({ ...lineShown(line), backPieces: backOf(line) });

/** What went back of an order, for pieces and by reversals, in all; null where nothing did. */
function backShown({ givenBack = [], reversals = [] }: OrderDocument): OrderCard['back'] {
  const reversed = reversals.filter(({ refundableFen }) => refundableFen > 0);
  if (givenBack.length === 0 && reversed.length === 0) return null;
  const isOpen = ({ refund }: { readonly refund: string }) => refund === 'due' || refund === 'sent';
  const ofReversals = (of: (one: OrderReversal) => number): number => reversed.reduce((all, one) => all + of(one), 0);
  const sum = (of: (one: GivenBack) => number): number => givenBack.reduce((all, one) => all + of(one), 0);
  return {
    pieces: sum(({ pieces }) => pieces.reduce((all, some) => all + some, 0)),
    freightFen: sum(({ freightFen }) => freightFen),
    spendableCents: sum(({ spendableCents }) => spendableCents),
    stableCents: sum(({ stableCents }) => stableCents),
    balanceFen: sum(({ balanceFen = 0 }) => balanceFen),
    cashFen: sum(({ cashFen }) => cashFen),
    onItsWayFen:
      sum((one) => (isOpen(one) ? one.cashFen : 0)) + ofReversals((one) => (isOpen(one) ? reversedAtCashier(one) : 0)),
    reversedCashFen: ofReversals((one) => (one.refund === 'none' ? 0 : reversedAtCashier(one))),
    reversedBalanceFen: ofReversals(({ balanceFen = 0, isBalanceGivenUp }) => (isBalanceGivenUp ? 0 : balanceFen)),
  };
}

type Accepted = MemberDocument['accepted'] | null;

/**
 * What plans count of an order, or will when it settles: for its buyer, who is told of nothing that he would not get,
 * those whose rules he accepted. Null for who works here: all.
 */
function countedOf({ counted, notCounted, settledAtMs }: OrderDocument, accepted: Accepted, nowMs: number) {
  const isCounted = (plan: OrderDocument['counted'][number]['plan']): boolean => {
    if (settledAtMs !== null) return !notCounted.some((one) => one.plan === plan);
    return accepted === null || hasAcceptedBy(accepted, plan, nowMs);
  };
  return counted.filter(({ plan }) => isCounted(plan)).map((one) => ({ ...one }));
}

const isRemindedToday = ({ reminder }: OrderDocument, nowMs: number): boolean =>
  reminder !== undefined && businessDayOf(reminder.atMs) >= businessDayOf(nowMs);

/** Whether the receipt that comes by itself may be moved: by its buyer, once. */
export const mayExtend = (order: OrderDocument): boolean =>
  stateAfter(order, 'receipt.extended') !== undefined && order.autoReceiveAtMs !== null && !order.isExtended;

const ENDED: readonly OrderDocument['state'][] = ['settled', 'closed', 'refunded'];
/** Whether an order may leave its buyer's list: nothing of it is to come any more. */
export const mayHide = ({ state, mayBePaid }: OrderDocument): boolean => ENDED.includes(state) && mayBePaid !== true;

/** An order in a list, for its buyer, whose acceptances are given, or for who works here: null. */
export function cardOf(order: OrderDocument, accepted: Accepted, nowMs: number): OrderCard {
  const isPending = order.isRefundPending;
  const toSend = toSendOf(order);
  return {
    orderId: order._id,
    orderNo: order.orderNo,
    state: order.state,
    isRefundPending: isPending,
    placedAtMs: order.placedAtMs,
    changedAtMs: order.changedAtMs,
    shopName: order.shopName,
    kind: order.kind,
    first: boughtLineShown(order.lines[0]!),
    lineCount: order.lines.length,
    pieces: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    payment: {
      goodsFen: order.goodsFen,
      freightFen: order.freightFen,
      ...(order.reducedFen ? { reducedFen: order.reducedFen } : {}),
      couponFen: order.couponFen ?? 0,
      spendableCents: order.spendableCents,
      stableCents: order.stableCents ?? 0,
      balanceFen: order.balanceFen ?? 0,
      cashFen: order.cashFen,
      ...(order.redeemed && { isRedeemed: true }),
    },
    back: backShown(order),
    purchase: order.purchase ? { orderIds: [...order.purchase.orderIds], totalFen: order.purchase.totalFen } : null,
    cases: { open: (order.openCases ?? []).map(({ caseId }) => caseId), count: order.caseCount ?? 0 },
    payBeforeMs: order.state === 'awaitingPayment' ? order.payBeforeMs : null,
    settlesAtMs: order.state === 'received' ? order.dueAtMs : null,
    counted: countedOf(order, accepted, nowMs),
    grantedReleaseCents: order.grants.reduce(
      (sum, grant) => sum + (grant.plan === 'release' ? grant.grantedReleaseCents : 0),
      0,
    ),
    toSendPieces: piecesOf(toSend),
    parcelCount: parcelsOf(order).length,
    receivesAtMs: order.state === 'shipped' ? order.autoReceiveAtMs : null,
    isExtended: order.isExtended === true,
    reminder: order.reminder ?? null,
    may: {
      // Nobody sends what is not carried.
      remind: order.kind === 'delivered' && toSend.length > 0 && !isPending && !isRemindedToday(order, nowMs),
      extend: mayExtend(order),
      hide: mayHide(order),
      pay: order.state === 'awaitingPayment' && nowMs < order.payBeforeMs,
      redeem: mayRedeem(order, nowMs),
      cancel: stateAfter(order, 'buyer.cancelled') !== undefined,
      confirm: stateAfter(order, 'receipt.confirmed') !== undefined && !isPending,
      refund:
        stateAfter(order, 'pieces.givenBack') !== undefined &&
        !isToppingUp(order) &&
        (order.dueAtMs === null || nowMs < order.dueAtMs) &&
        askable(order).some((left) => left > 0),
    },
  };
}

/** Release points that reversals cancelled. */
const cancelledBy = (reversals: OrderDocument['reversals'] = []): number =>
  reversals.reduce((sum, one) => sum + one.cancelledReleaseCents, 0);

/**
 * What is left of an order's release points: as the last close left them, less what reversals cancelled since, of which the
 * page learns at the next. A page lists what still holds some: an order that settled before the page's day and is not in
 * it is used up.
 */
function remainingOf(order: OrderDocument, granted: number, figures: MemberFigures | null): number {
  if (figures === null) return granted;
  const { askedCents, day } = figures;
  if (askedCents !== null)
    return askedCents - cancelledBy(order.reversals?.filter(({ atMs }) => businessDayOf(atMs) > day));
  return order.settleDay !== null && order.settleDay <= day ? 0 : granted;
}

async function shownGrant(grant: OrderGrant, order: OrderDocument, figures: MemberFigures | null): Promise<Grant> {
  // What explains this plan's part of the order's one entry.
  const entryId = `${grant.entryId}:${grant.plan}`;
  if (grant.plan === 'dividend') return { ...grant, entryId };
  if (grant.plan === 'appreciation') {
    const { referrerMicroPoints: _hidden, priceFen, priceMicroPoints, ...shown } = grant;
    return { ...shown, entryId, priceShown: priceShown({ fen: fen(priceFen), points: microPoints(priceMicroPoints) }) };
  }
  const cancelled = cancelledBy(order.reversals);
  const remaining = remainingOf(order, grant.grantedReleaseCents - cancelled, figures);
  const released = grant.grantedReleaseCents - cancelled - remaining;
  const { days, staticCents } = await staticOf(order, figures);
  return {
    ...grant,
    entryId,
    releasedStaticCents: staticCents,
    releasedBonusCents: released - staticCents,
    cancelledReleaseCents: cancelled,
    staticDays: days,
    remainingReleaseCents: remaining,
  };
}

/** The static part of what an order released so far: summed over the closes, of which each names the order. */
async function staticOf(
  { _id: orderId, memberId, settleDay }: OrderDocument,
  figures: MemberFigures | null,
): Promise<{ days: number; staticCents: number }> {
  let days = 0;
  let staticCents = 0;
  if (!figures || settleDay === null) return { days, staticCents };
  for await (const { credit } of daysOfMember(memberId, figures, { sinceDay: settleDay, orderId }))
    for (const [, , released] of credit?.release?.orders ?? [])
      if (released > 0) {
        days += 1;
        staticCents += released;
      }
  return { days, staticCents };
}

/** How the lines of a top-up order stand, without their numbers at the provider. */
export const topUpsOf = ({ topUps = [] }: OrderDocument): OrderPage['topUps'] =>
  topUps.map(({ requestNo: _no, ...shown }) => shown);

/** The vouchers of an order, and what may be redeemed of each. */
function vouchersOf(order: OrderDocument): OrderPage['vouchers'] {
  const left = askable(order);
  return (order.vouchers ?? []).map((one) => ({
    ...one,
    left: left[order.lines.findIndex(({ skuId }) => skuId === one.skuId)] ?? 0,
  }));
}

/** Whether the payment platform knows of the shipping. */
export const uploadShown = ({ upload }: Pick<OrderDocument, 'upload'>): OrderPage['upload'] =>
  upload ? { state: upload.state, reason: upload.reason, atMs: upload.atMs } : null;

/** The other orders of the same payment: one request where there are any. */
async function siblingsOf({ _id, purchase }: OrderDocument): Promise<OrderPage['siblings']> {
  const others = purchase?.orderIds.filter((orderId) => orderId !== _id) ?? [];
  if (others.length === 0) return [];
  const found = await orders.getMany(others, { orderNo: true, shopName: true, state: true });
  return found.map((one) => ({ orderId: one._id, orderNo: one.orderNo, shopName: one.shopName, state: one.state }));
}

/**
 * An order on its own page. The address's phone is shown to the buyer and to administrators alone. `figures`: the
 * buyer's, asked with this order.
 */
export async function orderPageOf(
  order: OrderDocument,
  figures: MemberFigures | null,
  accepted: Accepted,
  nowMs: number,
): Promise<OrderPage> {
  const [siblings, grants] = await Promise.all([
    siblingsOf(order),
    Promise.all(order.grants.map((grant) => shownGrant(grant, order, figures))),
  ]);
  return {
    ...cardOf(order, accepted, nowMs),
    shopId: order.shopId,
    lines: order.lines.map(boughtLineShown),
    answers: answersShown(order, accepted !== null),
    vouchers: accepted === null ? [] : vouchersOf(order),
    topUps: topUpsOf(order),
    address: order.address && {
      name: order.address.name,
      phone: unseal(order.address.phoneSealed),
      region: order.address.region,
      detail: order.address.detail,
    },
    note: order.note,
    invoice: order.invoice ?? null,
    parcels: parcelsOf(order).map((one) => ({ ...one, lines: one.lines.map((line) => ({ ...line })) })),
    priceChanges: (order.priceChanges ?? []).map(({ no: _no, ...one }) => one),
    siblings,
    upload: uploadShown(order),
    confirmWith:
      order.state === 'shipped' && order.upload?.state === 'uploaded' && order.transactionId !== null
        ? { transactionId: order.transactionId }
        : null,
    grants,
    notCounted: order.notCounted.map((one) => ({ ...one })),
    log: order.log.map((one) => ({ ...one })).reverse(),
  };
}
