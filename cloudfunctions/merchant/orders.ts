import { type OutputOf, type ParsedOf, refuse, type ShopOrder } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cardOf } from '../_orders/shown';
import { staffOrderOf } from '../_orders/staff/staffOrder';
import { TO_SHIP, TO_USE } from '../_orders/waiting';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { maskName } from '../_platform/maskName';
import { members, orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { isOfShop, shopOf } from './own';

type Filter = ParsedOf<'merchant.listOrders'>['filter'];
type Card = OutputOf<'merchant.listOrders'>['orders'][number];

const FILTERS: Record<Filter, Condition> = {
  all: {},
  paid: TO_SHIP,
  toUse: TO_USE,
  reminded: { state: 'paid', remindedAtMs: _.gt(0) },
  partly: { state: 'paid', isPartlySent: true },
  shipped: { state: 'shipped' },
  unpaid: { state: 'awaitingPayment' },
  afterSales: { isRefundPending: true },
};

/** The oldest first: by when they were placed, or by when their buyers asked for them. */
const keysOf = (filter: Filter): Keys => [
  [filter === 'reminded' ? 'remindedAtMs' : 'placedAtMs', 'asc'],
  ['_id', 'asc'],
];

/** An order of the own shop: nothing of what was paid together with it, of others', or of what it earns its buyer. */
const shopCardOf = (order: OrderDocument, buyerMasked: string, nowMs: number): Card => {
  const card = cardOf(order, null, nowMs);
  const { orderId, orderNo, state, isRefundPending, placedAtMs, changedAtMs, kind, first, lineCount, pieces } = card;
  const { payment, back, cases, toSendPieces, parcelCount, reminder } = card;
  return {
    orderId,
    orderNo,
    state,
    isRefundPending,
    placedAtMs,
    changedAtMs,
    kind,
    first,
    lineCount,
    pieces,
    payment,
    back,
    cases,
    toSendPieces,
    parcelCount,
    reminder,
    buyerMasked,
  };
};

export const listOrders: Handler<'merchant.listOrders'> = async (input, caller) => {
  const list = await listPage(orders, input, {
    name: 'merchant.listOrders',
    // Nothing is to be done about an order before it is paid but, at the buyer's word, to change its price.
    condition: {
      shopId: shopOf(caller),
      isPlaced: true,
      ...(input.filter === 'unpaid' ? {} : { paidAtMs: _.gt(0) }),
      ...FILTERS[input.filter],
    },
    keys: keysOf(input.filter),
    types: ['number', 'string'],
    fields: { log: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const buyers = await members.getMany([...new Set(found.map(({ memberId }) => memberId))], { nickname: true });
  const names = new Map(buyers.map(({ _id, nickname }) => [_id, nickname]));
  return done({
    orders: shownOf(found, (order) => shopCardOf(order, maskName(names.get(order.memberId) ?? ''), caller.nowMs)),
    next,
  });
};

/** An order of the own shop, as it is after whatever was done with it. */
export async function shopOrderOf(order: OrderDocument, nowMs: number): Promise<ShopOrder> {
  const { lines, parcels, toSend, answers, note, invoice, log, buyer, act, price, buyerMasked } = await staffOrderOf(
    order,
    true,
    nowMs,
  );
  return {
    ...shopCardOf(order, buyerMasked, nowMs),
    lines,
    parcels,
    toSend,
    answers,
    note,
    invoice,
    // An entry's id is the buyer's to ask for.
    log: log.map((step) => ({ ...step, entryId: null })),
    buyer,
    price,
    act: order.kind === 'delivered' || act === 'answer' ? act : 'none',
  };
}

export const viewOrder: Handler<'merchant.viewOrder'> = async ({ orderId }, caller) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced || !isOfShop(caller)(order)) return refuse('order/unknown');
  if (order.paidAtMs === null && order.state !== 'awaitingPayment') return refuse('order/unknown');
  return done(await shopOrderOf(order, caller.nowMs));
};
