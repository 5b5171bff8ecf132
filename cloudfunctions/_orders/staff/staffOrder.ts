import type { StaffOrder } from '@shared/contract';
import { _ } from '../../_platform/cloud';
import { maskName } from '../../_platform/maskName';
import { members, orders } from '../../_store/collections';
import type { OrderDocument } from '../../_store/documents';
import { priceTerms } from '../changePrice';
import { toSendOf } from '../parcels';
import { cardOf, orderPageOf } from '../shown';
import { stateAfter } from '../step';

const YEAR_MS = 365 * 86_400_000;

/** Orders of a buyer in the last year that were paid, and those of them that went back or are asked back: of one shop, or of all. */
async function recordOf(
  { memberId, shopId }: OrderDocument,
  isOfShop: boolean,
  nowMs: number,
): Promise<{ orders: number; refunds: number }> {
  const since = { memberId, placedAtMs: _.gt(nowMs - YEAR_MS), isPlaced: true, ...(isOfShop && { shopId }) };
  const [all, back] = await Promise.all([
    orders.count({ ...since, state: _.nin(['awaitingPayment', 'closed']) }),
    orders.count({ ...since, state: _.in(['refunding', 'refunded']) }),
  ]);
  return { orders: all, refunds: back };
}

const actOn = (order: OrderDocument): StaffOrder['act'] => {
  if (order.isRefundPending) return 'answer';
  // What a provider has, or a voucher stands for, is not sent by hand.
  return stateAfter(order, 'goods.shipped') && !order.topUps && !order.vouchers ? 'ship' : 'none';
};

/** Whose price it is to change: each shop bears what it takes off its own goods. */
export const mayPrice = ({ shopOwnerId }: Pick<OrderDocument, 'shopOwnerId'>, isOfShop: boolean): boolean =>
  isOfShop || shopOwnerId === null;

/**
 * An order for those who send and decide. The buyer is masked; where it goes to is asked for by itself. `isOfShop`: of the
 * buyer no more is told than what happened in the order's own shop.
 */
export async function staffOrderOf(order: OrderDocument, isOfShop: boolean, nowMs: number): Promise<StaffOrder> {
  const { memberId, remark } = order;
  const [people, record, page] = await Promise.all([
    members.getMany([memberId, ...(remark ? [remark.byId] : [])], { nickname: true, joinDay: true }),
    recordOf(order, isOfShop, nowMs),
    orderPageOf({ ...order, grants: [] }, null, null, nowMs),
  ]);
  const { lines, answers, topUps, parcels, upload, log } = page;
  const buyer = people.find(({ _id }) => _id === memberId);
  const writer = people.find(({ _id }) => _id === remark?.byId);
  return {
    ...cardOf(order, null, nowMs),
    lines,
    parcels,
    toSend: toSendOf(order).map((line) => ({ ...line })),
    answers,
    topUps,
    upload,
    log,
    memberId: order.memberId,
    buyerMasked: maskName(buyer?.nickname ?? ''),
    note: order.note,
    remark: remark ? { text: remark.text, atMs: remark.atMs, byMasked: maskName(writer?.nickname ?? '') } : null,
    invoice: order.invoice ?? null,
    buyer: { joinDay: buyer?.joinDay ?? '', ...record },
    act: actOn(order),
    price: mayPrice(order, isOfShop) ? priceTerms(order, nowMs) : null,
  };
}
