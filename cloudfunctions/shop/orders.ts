import type { ParsedOf } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import type { Condition } from '../_lib/collection';
import { orders } from '../_lib/collections';
import { readCursor, writeCursor } from '../_lib/cursors';
import type { MemberDocument, OrderDocument } from '../_lib/documents';
import { closeUnpaid } from '../_lib/orders/close';
import { receive } from '../_lib/orders/receive';
import { approveRefund, sendRefund } from '../_lib/orders/refunds';
import { cardOf, orderPageOf } from '../_lib/orders/shown';
import { stateAfter } from '../_lib/orders/step';
import type { Handler } from '../_lib/outcomes';
import { standingOfMember } from '../_lib/pages/read';
import { transact } from '../_lib/transactions';

const FILTERS: Record<ParsedOf<'shop.listOrders'>['filter'], Condition> = {
  all: {},
  awaitingPayment: { state: 'awaitingPayment' },
  paid: { state: 'paid', isRefundPending: false },
  shipped: { state: 'shipped', isRefundPending: false },
  refund: _.or({ isRefundPending: true }, { state: _.in(['refunding', 'refunded']) }) as never,
};

export const listOrders: Handler<'shop.listOrders'> = async (input, { member, nowMs }) => {
  const conditions: Condition[] = [{ memberId: member._id, isPlaced: true }];
  if (input.filter !== 'all') conditions.push(FILTERS[input.filter]);
  if (input.cursor) {
    const place = readCursor(input.cursor, ['number', 'string']);
    if (!place) return refuse('cursor/invalid');
    conditions.push(_.or({ placedAtMs: _.lt(place[0]) }, { placedAtMs: place[0], _id: _.lt(place[1]) }) as never);
  }
  const found = await orders.find(conditions.length > 1 ? (_.and(...conditions) as never) : conditions[0]!, {
    orderBy: [
      ['placedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    limit: input.limit + 1,
  });
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  return done({
    orders: shown.map((order) => cardOf(order, nowMs)),
    next: found.length > input.limit && last ? writeCursor([last.placedAtMs, last._id]) : null,
  });
};

/** The order of this member's with this id, or null. */
async function ownOrder(member: MemberDocument, orderId: string): Promise<OrderDocument | null> {
  const order = await orders.get(orderId);
  return order?.isPlaced && order.memberId === member._id ? order : null;
}

const pageFor = async (order: OrderDocument, member: MemberDocument, nowMs: number) =>
  done(await orderPageOf(order, await standingOfMember(member), nowMs));

export const viewOrder: Handler<'shop.viewOrder'> = async ({ orderId }, { member, nowMs }) => {
  const order = await ownOrder(member, orderId);
  return order ? pageFor(order, member, nowMs) : refuse('order/unknown');
};

export const cancelOrder: Handler<'shop.cancelOrder'> = async ({ orderId }, { member, nowMs }) => {
  const order = await ownOrder(member, orderId);
  if (!order) return refuse('order/unknown');
  const closed = await closeUnpaid(orderId, 'buyer.cancelled', nowMs);
  if (closed) return pageFor(closed, member, nowMs);
  const now = (await orders.get(orderId))!;
  return now.state === 'closed' ? pageFor(now, member, nowMs) : refuse('order/notInState', { state: now.state });
};

export const confirmReceipt: Handler<'shop.confirmReceipt'> = async ({ orderId }, { member, nowMs }) => {
  const order = await ownOrder(member, orderId);
  if (!order) return refuse('order/unknown');
  const received = await receive(orderId, 'receipt.confirmed', nowMs, nowMs);
  if (received) return pageFor(received, member, nowMs);
  const now = (await orders.get(orderId))!;
  return now.state === 'received' ? pageFor(now, member, nowMs) : refuse('order/notInState', { state: now.state });
};

/**
 * Asks to give the whole order back before it settles. What was not shipped is given back at once; else an
 * administrator decides, and the order does not settle meanwhile (rules §5).
 */
export const requestRefund: Handler<'shop.requestRefund'> = async ({ orderId, reason }, { member, nowMs }) => {
  const order = await ownOrder(member, orderId);
  if (!order) return refuse('order/unknown');
  if (!stateAfter(order, 'refund.approved')) return refuse('order/notInState', { state: order.state });
  if (order.dueAtMs !== null && nowMs >= order.dueAtMs) return refuse('refund/tooLate', { dueAtMs: order.dueAtMs });
  if (order.state === 'paid') {
    const approved = await approveRefund(orderId, reason, 'buyer', nowMs);
    if (approved) await sendRefund(approved, nowMs);
  } else
    await transact(async (transaction) => {
      const now = await orders.get(orderId, transaction);
      if (!now || now.isRefundPending || !stateAfter(now, 'refund.approved')) return;
      const refund = { state: 'requested', reason, atMs: nowMs, refundNo: '' };
      const entry = {
        event: 'refund.requested',
        state: now.state,
        atMs: nowMs,
        by: 'buyer',
        note: reason,
        entryId: null,
      };
      await orders.change(
        orderId,
        { isRefundPending: true, refund, log: [...now.log, entry], changedAtMs: nowMs },
        transaction,
      );
    });
  return pageFor((await orders.get(orderId))!, member, nowMs);
};
