import { done, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import type { Condition } from '../_lib/collection';
import { members, orders } from '../_lib/collections';
import { readCursor, writeCursor } from '../_lib/cursors';
import type { OrderDocument } from '../_lib/documents';
import { approveRefund as approve, sendRefund } from '../_lib/orders/refunds';
import { cardOf, orderPageOf } from '../_lib/orders/shown';
import { stateAfter, step } from '../_lib/orders/step';
import type { Handler } from '../_lib/outcomes';
import { standingOfMember } from '../_lib/pages/read';
import { readSettings } from '../_lib/settings';
import { transact } from '../_lib/transactions';
import { noteAct } from './audited';

const DAY_MS = 86_400_000;

const FILTERS: Record<string, Condition> = {
  all: {},
  paid: { state: 'paid' },
  shipped: { state: 'shipped' },
  refundRequested: { isRefundPending: true },
};

/** Orders of all members, newest first. */
export const listOrders: Handler<'admin.listOrders'> = async (input, { nowMs }) => {
  const conditions: Condition[] = [{ isPlaced: true, ...FILTERS[input.filter] }];
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
  const buyers = new Map((await members.getMany(shown.map(({ memberId }) => memberId))).map((one) => [one._id, one]));
  const last = shown.at(-1);
  return done({
    orders: shown.map((order) => ({
      ...cardOf(order, nowMs),
      memberId: order.memberId,
      buyerMasked: buyers.get(order.memberId)?.phoneMasked ?? '',
    })),
    next: found.length > input.limit && last ? writeCursor([last.placedAtMs, last._id]) : null,
  });
};

async function pageFor(order: OrderDocument, nowMs: number) {
  const buyer = await members.get(order.memberId);
  return done(await orderPageOf(order, buyer && (await standingOfMember(buyer)), nowMs));
}

/** Ships a paid order; its automatic receipt counts from now. The same parcel again changes nothing. */
export const ship: Handler<'admin.ship'> = async ({ orderId, carrier, trackingNo }, caller) => {
  const { autoReceiveAfterDays } = await readSettings();
  const outcome = await transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    const isSameParcel = order.delivery?.carrier === carrier && order.delivery.trackingNo === trackingNo;
    if (isSameParcel) return done(null);
    if (order.isRefundPending) return refuse('refund/pending');
    if (!stateAfter(order, 'goods.shipped')) return refuse('order/notInState', { state: order.state });
    await step(
      order,
      'goods.shipped',
      { atMs: caller.nowMs, by: 'admin', note: `${carrier} ${trackingNo}` },
      {
        shippedAtMs: caller.nowMs,
        autoReceiveAtMs: caller.nowMs + autoReceiveAfterDays * DAY_MS,
        delivery: { carrier, trackingNo },
      },
      transaction,
    );
    await noteAct(caller, 'order.ship', { orderId, carrier, trackingNo }, transaction);
    return done(null);
  });
  return outcome.ok ? pageFor((await orders.get(orderId))!, caller.nowMs) : outcome;
};

/**
 * Approves a refund that was asked for: points go back at once, cash through the payment platform. Should that not be
 * reached now, the settlement's timer sends it again; approving once more tries it at once.
 */
export const approveRefund: Handler<'admin.approveRefund'> = async ({ orderId }, caller) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced) return refuse('order/unknown');
  if (order.state === 'refunding') {
    if (!(await sendRefund(order, caller.nowMs))) return refuse('refund/notSent');
    return pageFor((await orders.get(orderId))!, caller.nowMs);
  }
  if (!order.isRefundPending) return refuse('refund/none');
  const approved = await approve(orderId, order.refund?.reason ?? '', 'admin', caller.nowMs);
  if (!approved) return refuse('order/notInState', { state: order.state });
  await noteAct(caller, 'refund.approve', { orderId });
  await sendRefund(approved, caller.nowMs);
  return pageFor((await orders.get(orderId))!, caller.nowMs);
};

/** Rejects a refund that was asked for, with the reason that the buyer reads. The order goes on where it was. */
export const rejectRefund: Handler<'admin.rejectRefund'> = async ({ orderId, reason }, caller) => {
  const outcome = await transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    if (!order.isRefundPending || !order.refund) return refuse('refund/none');
    const { nowMs } = caller;
    const entry = {
      event: 'refund.rejected',
      state: order.state,
      atMs: nowMs,
      by: 'admin',
      note: reason,
      entryId: null,
    };
    await orders.change(
      orderId,
      {
        isRefundPending: false,
        refund: { ...order.refund, state: 'rejected', reason, atMs: nowMs },
        log: [...order.log, entry],
        changedAtMs: nowMs,
      },
      transaction,
    );
    await noteAct(caller, 'refund.reject', { orderId, reason }, transaction);
    return done(null);
  });
  return outcome.ok ? pageFor((await orders.get(orderId))!, caller.nowMs) : outcome;
};
