import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done, refuse } from '@shared/kernel';
import { firstOrderState } from '@shared/machines';
import { balancesOf } from '../_lib/balances';
import { orders } from '../_lib/collections';
import type { AddressDocument, MemberDocument, OrderDocument } from '../_lib/documents';
import { derivedId, sha256 } from '../_lib/ids';
import { place } from '../_lib/orders/placing';
import type { Handler } from '../_lib/outcomes';
import { addressOf } from './addresses';
import { dropLines } from './cart';
import { type Sums, sumsOf } from './sums';

const MINUTE_MS = 60_000;

const answer = (order: OrderDocument) => ({
  orderId: order._id,
  orderNo: order.orderNo,
  state: order.state,
  cashFen: order.cashFen,
  payBeforeMs: order.payBeforeMs,
});

/**
 * Places an order: price frozen, pieces and points taken, all or nothing. The order's id follows from the member and
 * the request id: the same request again finds it, finishes it where it broke, and answers the same.
 */
export const placeOrder: Handler<'shop.placeOrder'> = async (input, { member, nowMs }) => {
  const orderId = derivedId('O', member._id, input.requestId);
  const requestHash = hashOf(input);
  const balances = input.useSpendableCents > 0 ? await balancesOf(member) : null;
  let order = await orders.get(orderId);
  if (!order) {
    const address = await addressOf(member._id, input.addressId);
    if (!address) return refuse('address/unknown');
    const sums = await sumsOf(member._id, input.lines, input.useSpendableCents, balances?.spendableCents ?? 0, nowMs);
    if (!sums.ok) return sums;
    const { cashFen } = sums.value;
    if (input.expectedCashFen !== undefined && input.expectedCashFen !== cashFen)
      return refuse('order/sumChanged', { expectedCashFen: input.expectedCashFen, cashFen });
    const written = draftOf(orderId, requestHash, member, address, sums.value, input.note ?? '', nowMs);
    order = (await orders.add(written)) ? written : await orders.get(orderId);
  }
  if (!order || order.requestHash !== requestHash) return refuse('order/requestReused');
  if (order.isPlaced) return done(answer(order));
  if (order.isAbandoned) return refuse('goods/soldOut', { skuId: order.lines[0]!.skuId, left: 0 });
  const placed = await place(order, balances?.creditedSpendableCents ?? 0);
  if (!placed.ok) return placed;
  await dropLines(
    member._id,
    order.lines.map(({ skuId }) => skuId),
  );
  return done(answer(order));
};

/** What makes two requests the same. */
const hashOf = (input: ParsedOf<'shop.placeOrder'>): string =>
  sha256(
    JSON.stringify([
      input.lines.map(({ skuId, quantity }) => [skuId, quantity]),
      input.addressId,
      input.useSpendableCents,
    ]),
  );

function draftOf(
  _id: string,
  requestHash: string,
  member: MemberDocument,
  address: AddressDocument,
  sums: Sums,
  note: string,
  nowMs: number,
): OrderDocument {
  const { shop, settings } = sums;
  return {
    _id,
    orderNo: `MH${businessDayOf(nowMs).replaceAll('-', '')}-${_id.slice(-8)}`,
    memberId: member._id,
    shopId: shop._id,
    shopName: shop.name,
    shopOwnerId: shop.ownerId,
    state: firstOrderState,
    isPlaced: false,
    isAbandoned: false,
    isSwept: false,
    requestHash,
    placedAtMs: nowMs,
    changedAtMs: nowMs,
    lines: sums.lines,
    goodsFen: sums.goodsFen,
    freightFen: sums.freightFen,
    spendableCents: sums.spendableCents,
    cashFen: sums.cashFen,
    counted: sums.counted,
    address: { name: address.name, phoneSealed: address.phoneSealed, region: address.region, detail: address.detail },
    note,
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
    brought: [],
    notCounted: [],
    isRefundPending: false,
    refund: null,
    log: [],
  };
}
