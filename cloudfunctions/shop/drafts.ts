import type { ParsedOf } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import { firstOrderState } from '@shared/machines';
import type { Purchase } from '../_orders/placing';
import { derivedId } from '../_platform/ids';
import { resealed } from '../_platform/phone';
import type { AddressDocument, MemberDocument, OrderAnswer, OrderDocument } from '../_store/documents';
import { couponKept, type OrderSums, type Sums } from './sums';

const MINUTE_MS = 60_000;

/** What orders are drafted for, besides what they come to. */
interface Drafting {
  /** Of the first of them. */
  readonly orderId: string;
  readonly requestHash: string;
  readonly member: MemberDocument;
  readonly address: AddressDocument | null;
  /** What the goods of all of them asked for. */
  readonly answers: readonly OrderAnswer[];
  readonly input: Pick<ParsedOf<'shop.placeOrder'>, 'notes' | 'invoice'>;
  readonly nowMs: number;
}

/** The orders of a purchase as they are written down, before they are placed. */
export function draftsOf(sums: Sums, drafting: Drafting): Purchase {
  const { orderId } = drafting;
  const orderIds = sums.orders.map((_one, at) => (at === 0 ? orderId : derivedId('O', orderId, String(at))));
  const purchase =
    orderIds.length > 1 ? { purchase: { purchaseId: orderId, totalFen: sums.priced.cash, orderIds } } : {};
  const drafts = sums.orders.map((one, at) => ({ ...draftOf(orderIds[at]!, one, sums, drafting), ...purchase }));
  return drafts as readonly OrderDocument[] as Purchase;
}

function draftOf(
  _id: string,
  { shop, kind, lines, coupon, priced, counted }: OrderSums,
  { settings }: Sums,
  { requestHash, member, address, answers, input, nowMs }: Drafting,
): OrderDocument {
  const own = answers.filter((answer) => lines.some(({ skuId }) => skuId === answer.skuId));
  return {
    _id,
    orderNo: `MH${businessDayOf(nowMs).replaceAll('-', '')}-${_id.slice(-8)}`,
    memberId: member._id,
    kind,
    shopId: shop._id,
    shopName: shop.name,
    shopOwnerId: shop.ownerId,
    state: firstOrderState,
    isPlaced: false,
    isAbandoned: false,
    isSwept: false,
    hasHolds: true,
    requestHash,
    placedAtMs: nowMs,
    changedAtMs: nowMs,
    lines,
    goodsFen: priced.goods,
    freightFen: priced.freight,
    ...(priced.coupon > 0 ? { couponFen: priced.coupon, coupon: couponKept(coupon) } : {}),
    spendableCents: priced.spendable,
    ...(priced.spendable > 0 ? { pointsUseRatioMillionths: settings.pointsUseRatioMillionths } : {}),
    ...(priced.stable > 0 ? { stableCents: priced.stable } : {}),
    ...(priced.balance > 0 ? { balanceFen: priced.balance } : {}),
    cashFen: priced.cash,
    counted,
    address:
      address && kind === 'delivered'
        ? {
            name: address.name,
            phoneSealed: resealed(address.phoneSealed),
            region: address.region,
            detail: address.detail,
          }
        : null,
    note: input.notes.find(({ shopId }) => shopId === shop._id)?.text ?? '',
    ...(input.invoice ? { invoice: input.invoice } : {}),
    ...(own.length > 0 ? { answers: own } : {}),
    payBeforeMs: nowMs + settings.payWithinMinutes * MINUTE_MS,
    paidAtMs: null,
    transactionId: null,
    shippedAtMs: null,
    autoReceiveAtMs: null,
    delivery: null,
    receivedAtMs: null,
    settleAfterDays: settings.settleAfterDays,
    dueAtMs: null,
    settledAtMs: null,
    settleDay: null,
    sequence: null,
    grants: [],
    notCounted: [],
    isRefundPending: false,
    refund: null,
    log: [],
    prepaidAtMs: null,
    refundSentAtMs: null,
  };
}
