import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { correctParcel as correctWithin } from '../_orders/correctParcel';
import { sendParcel } from '../_orders/sendParcel';
import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import { readSettings } from '../_store/settings';
import { pageOf } from './orders';

/** Sends a parcel of a paid order, or the rest of it. Said again with the same number it changes nothing. */
export const ship: Handler<'admin.ship'> = async ({ orderId, way, carrier, trackingNo, lines }, caller) => {
  const screened = await screenText([carrier, trackingNo], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const { autoReceiveAfterDays } = await readSettings();
  const sent = await once(caller, async (transaction) => {
    const asked = { way, carrier, trackingNo, lines };
    const sending = await sendParcel(orderId, asked, { by: 'admin', nowMs, autoReceiveAfterDays }, transaction);
    if (!sending.ok) return sending;
    const pieces = lines?.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
    await note(caller, 'admin.ship', { orderId, way, carrier, trackingNo, pieces }, transaction);
    return done(null);
  });
  return sent.ok ? done(await pageOf(orderId, nowMs)) : sent;
};

/** Corrects a parcel's carrier or number; the record keeps what it was, and why. */
export const correctParcel: Handler<'admin.correctParcel'> = async (input, caller) => {
  const { orderId, no, carrier, trackingNo, reason } = input;
  const screened = await screenText([carrier, trackingNo, reason], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const corrected = await once(caller, async (transaction) => {
    const asked = { no, carrier, trackingNo, reason };
    const outcome = await correctWithin(orderId, asked, { by: 'admin', nowMs }, transaction);
    if (!outcome.ok) return outcome;
    const { before } = outcome.value;
    await note(caller, 'admin.correctParcel', { orderId, no, before, carrier, trackingNo, reason }, transaction);
    return done(null);
  });
  return corrected.ok ? done(await pageOf(orderId, nowMs)) : corrected;
};

/** Marks a buyer's reminder as seen; the newest one alone, so that one that comes meanwhile is not missed. */
export const seeReminder: Handler<'admin.seeReminder'> = async ({ orderId }, caller) =>
  once(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    if (!order.reminder) return refuse('reminder/none');
    const seenAtMs = order.reminder.seenAtMs ?? caller.nowMs;
    await orders.change(orderId, { reminder: { ...order.reminder, seenAtMs }, remindedAtMs: null }, transaction);
    return done({ seenAtMs });
  });

/** Keeps, changes or takes away what those who work here note of an order. */
export const remarkOrder: Handler<'admin.remarkOrder'> = async ({ orderId, remark }, caller) =>
  once(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    const { member, nowMs } = caller;
    const kept = remark === '' ? _.remove() : { text: remark, atMs: nowMs, byId: member._id };
    await orders.change(orderId, { remark: kept }, transaction);
    await note(caller, 'admin.remarkOrder', { orderId }, transaction);
    return done({ remark });
  });
