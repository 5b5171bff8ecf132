import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { figuresOf } from '../_books/pages/read';
import { decideRefund, sendRefund } from '../_orders/refunds';
import { cardOf, orderPageOf, uploadShown } from '../_orders/shown';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { maskName } from '../_platform/phone';
import { members, orders } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';

const FILTERS: Record<ParsedOf<'admin.listOrders'>['filter'], Condition> = {
  all: {},
  paid: { state: 'paid', isRefundPending: false },
  reminded: { state: 'paid', remindedAtMs: _.gt(0) },
  partly: { state: 'paid', isPartlySent: true },
  shipped: { state: 'shipped' },
  refundRequested: { isRefundPending: true },
};

/** The oldest first: by when they were placed, or by when their buyers asked for them. */
const keysOf = (filter: ParsedOf<'admin.listOrders'>['filter']): Keys => [
  [filter === 'reminded' ? 'remindedAtMs' : 'placedAtMs', 'asc'],
  ['_id', 'asc'],
];

export const listOrders: Handler<'admin.listOrders'> = async (input, { nowMs }) => {
  const list = await listPage(orders, input, {
    name: 'admin.listOrders',
    condition: { isPlaced: true, ...(input.shopId && { shopId: input.shopId }), ...FILTERS[input.filter] },
    keys: keysOf(input.filter),
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
  const buyer = await members.get(order.memberId);
  const figures = buyer && (await figuresOf([buyer], order._id)).get(buyer._id)!;
  return { ...(await orderPageOf(order, figures, null, nowMs)), address: null };
}

/** Grants a refund that was asked for. Sent again after a failure it is the same refund. */
export const approveRefund: Handler<'admin.approveRefund'> = async ({ orderId }, caller) => {
  const { nowMs } = caller;
  const approved = await once(caller, async (transaction) => {
    const decided = await decideRefund(orderId, { isApproved: true }, nowMs, transaction);
    if (!decided.ok) return decided;
    await note(caller, 'admin.approveRefund', { orderId, cashFen: decided.value.cashFen }, transaction);
    return done(null);
  });
  const order = await orders.get(orderId);
  const isOnItsWay = order?.isPlaced && (order.state === 'refunding' || order.state === 'refunded');
  // Approved before, by whomever: what is asked for now is that the money is sent.
  if (!approved.ok && !(approved.refusal.code === 'refund/none' && isOnItsWay)) return approved;
  const sent = await sendRefund(order!, nowMs);
  return sent.is !== 'failed' ? done(await pageOf(orderId, nowMs)) : refuse('refund/notSent');
};

export const rejectRefund: Handler<'admin.rejectRefund'> = async ({ orderId, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const rejected = await once(caller, async (transaction) => {
    const decided = await decideRefund(orderId, { isApproved: false, reason }, caller.nowMs, transaction);
    if (!decided.ok) return decided;
    await note(caller, 'admin.rejectRefund', { orderId, reason }, transaction);
    return done(null);
  });
  return rejected.ok ? done(await pageOf(orderId, caller.nowMs)) : rejected;
};
