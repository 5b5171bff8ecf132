import type { ParsedOf } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { note } from '../_lib/audit';
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
import { maskName } from '../_lib/phone';
import { readSettings } from '../_lib/settings';
import { transact } from '../_lib/transactions';

const DAY_MS = 86_400_000;

const FILTERS: Record<ParsedOf<'admin.listOrders'>['filter'], Condition> = {
  all: {},
  paid: { state: 'paid', isRefundPending: false },
  shipped: { state: 'shipped' },
  refundRequested: { isRefundPending: true },
};

export const listOrders: Handler<'admin.listOrders'> = async (input, { nowMs }) => {
  const conditions: Condition[] = [{ isPlaced: true, ...FILTERS[input.filter] }];
  if (input.cursor) {
    const place = readCursor(input.cursor, ['number', 'string']);
    if (!place) return refuse('cursor/invalid');
    conditions.push(_.or({ placedAtMs: _.gt(place[0]) }, { placedAtMs: place[0], _id: _.gt(place[1]) }) as never);
  }
  const found = await orders.find(conditions.length > 1 ? (_.and(...conditions) as never) : conditions[0]!, {
    orderBy: [
      ['placedAtMs', 'asc'],
      ['_id', 'asc'],
    ],
    limit: input.limit + 1,
  });
  const shown = found.slice(0, input.limit);
  const buyers = await members.getMany([...new Set(shown.map(({ memberId }) => memberId))], { nickname: true });
  const names = new Map(buyers.map(({ _id, nickname }) => [_id, nickname]));
  const last = shown.at(-1);
  return done({
    orders: shown.map((order) => ({
      ...cardOf(order, nowMs),
      memberId: order.memberId,
      buyerMasked: maskName(names.get(order.memberId) ?? ''),
    })),
    next: found.length > input.limit && last ? writeCursor([last.placedAtMs, last._id]) : null,
  });
};

/** An order's page as an administrator sees it. */
async function pageOf(orderId: string, nowMs: number) {
  const order = (await orders.get(orderId))!;
  const buyer = await members.get(order.memberId);
  return orderPageOf(order, buyer && (await standingOfMember(buyer)), nowMs);
}

const isPlaced = (order: OrderDocument | null): order is OrderDocument => order?.isPlaced === true;

/** Ships a paid order. Said again with the same number it changes nothing. */
export const ship: Handler<'admin.ship'> = async ({ orderId, carrier, trackingNo }, caller) => {
  const { nowMs } = caller;
  const order = await orders.get(orderId);
  if (!isPlaced(order)) return refuse('order/unknown');
  if (order.state === 'shipped' && order.delivery?.trackingNo === trackingNo) return done(await pageOf(orderId, nowMs));
  if (!stateAfter(order, 'goods.shipped')) return refuse('order/notInState', { state: order.state });
  if (order.isRefundPending) return refuse('refund/pending');
  const { autoReceiveAfterDays } = await readSettings();
  const isShipped = await transact(async (transaction) => {
    const now = await orders.get(orderId, transaction);
    if (!now || now.isRefundPending || !stateAfter(now, 'goods.shipped')) return false;
    await step(
      now,
      'goods.shipped',
      { atMs: nowMs, by: 'admin', note: `${carrier} ${trackingNo}` },
      { delivery: { carrier, trackingNo }, shippedAtMs: nowMs, autoReceiveAtMs: nowMs + autoReceiveAfterDays * DAY_MS },
      transaction,
    );
    return true;
  });
  if (!isShipped) return refuse('order/notInState', { state: (await orders.get(orderId))!.state });
  await note(caller, 'admin.ship', { orderId, carrier, trackingNo });
  return done(await pageOf(orderId, nowMs));
};

/** Grants a refund that was asked for. Sent again after a failure it is the same refund. */
export const approveRefund: Handler<'admin.approveRefund'> = async ({ orderId }, caller) => {
  const { nowMs } = caller;
  const order = await orders.get(orderId);
  if (!isPlaced(order)) return refuse('order/unknown');
  if (!order.isRefundPending && order.state !== 'refunding') return refuse('refund/none');
  if (order.isRefundPending) {
    const approved = await approve(orderId, order.refund?.reason ?? '', 'admin', nowMs);
    if (!approved) return refuse('order/notInState', { state: order.state });
    await note(caller, 'admin.approveRefund', { orderId, cashFen: order.cashFen });
  }
  const isSent = await sendRefund((await orders.get(orderId))!, nowMs);
  return isSent ? done(await pageOf(orderId, nowMs)) : refuse('refund/notSent');
};

export const rejectRefund: Handler<'admin.rejectRefund'> = async ({ orderId, reason }, caller) => {
  const { nowMs } = caller;
  const order = await orders.get(orderId);
  if (!isPlaced(order)) return refuse('order/unknown');
  const isRejected = await transact(async (transaction) => {
    const now = (await orders.get(orderId, transaction))!;
    if (!now.isRefundPending) return false;
    const entry = { event: 'refund.rejected', state: now.state, atMs: nowMs, by: 'admin', note: reason, entryId: null };
    await orders.change(
      orderId,
      {
        isRefundPending: false,
        refund: { ...now.refund, state: 'rejected' },
        log: [...now.log, entry],
        changedAtMs: nowMs,
      },
      transaction,
    );
    return true;
  });
  if (!isRejected) return refuse('refund/none');
  await note(caller, 'admin.rejectRefund', { orderId, reason });
  return done(await pageOf(orderId, nowMs));
};
