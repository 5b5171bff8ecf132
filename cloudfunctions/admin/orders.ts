import type { ParsedOf } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { figuresOf } from '../_books/pages/read';
import { cardOf, orderPageOf, uploadShown } from '../_orders/shown';
import { tellOfOrder } from '../_orders/telling/tell';
import { TO_SHIP, TO_USE } from '../_orders/waiting';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { maskName } from '../_platform/maskName';
import { members, orders } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';
import { placedWithin, soughtBy } from './soughtOrders';

type Sought = Pick<ParsedOf<'admin.listOrders'>, 'filter' | 'query'>;

export const FILTERS: Record<Sought['filter'], Condition> = {
  all: {},
  paid: TO_SHIP,
  toUse: TO_USE,
  reminded: { state: 'paid', remindedAtMs: _.gt(0) },
  partly: { state: 'paid', isPartlySent: true },
  shipped: { state: 'shipped' },
  unpaid: { state: 'awaitingPayment' },
  afterSales: { isRefundPending: true },
};

/** The oldest first: by when they were placed, or by when their buyers asked for them. What is looked for, the newest. */
const keysOf = ({ filter, query }: Sought): Keys => {
  const by = filter === 'reminded' ? 'remindedAtMs' : 'placedAtMs';
  const way = query === undefined ? 'asc' : 'desc';
  return [
    [by, way],
    ['_id', way],
  ];
};

export const listOrders: Handler<'admin.listOrders'> = async (input, { nowMs }) => {
  const sought = await soughtBy(input.query);
  if (!sought) return done({ orders: [], next: null });
  const placed = { isPlaced: true, ...(input.shopId && { shopId: input.shopId }), ...FILTERS[input.filter] };
  const list = await listPage(orders, input, {
    name: 'admin.listOrders',
    condition: { ...placed, ...sought, ...placedWithin(input) },
    keys: keysOf(input),
    types: ['number', 'string'],
    fields: { log: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const buyers = await members.getMany([...new Set(found.map(({ memberId }) => memberId))], { nickname: true });
  const names = new Map(buyers.map(({ _id, nickname }) => [_id, nickname]));
  return done({
    orders: shownOf(found, (order) => ({
      ...cardOf(order, null, nowMs),
      memberId: order.memberId,
      buyerMasked: maskName(names.get(order.memberId) ?? ''),
      upload: uploadShown(order),
      stuckSinceMs: order.stuckSinceMs ?? null,
    })),
    next,
  });
};

/** An order's page after what was done with it. Its address is asked for by itself (see staffOrder). */
export async function pageOf(orderId: string, nowMs: number) {
  const order = (await orders.get(orderId))!;
  // Its buyer is told at once of what was done; where there is nothing to tell this asks nothing.
  await tellOfOrder(order);
  const buyer = await members.get(order.memberId);
  const figures = buyer && (await figuresOf([buyer], order._id)).get(buyer._id)!;
  return { ...(await orderPageOf(order, figures, null, nowMs)), address: null };
}
