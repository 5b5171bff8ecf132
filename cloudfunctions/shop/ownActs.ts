import { refuse } from '@shared/contract';
import { addDays, businessDayOf, done, startOfBusinessDay } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { toSendOf } from '../_orders/parcels';
import { mayExtend, mayHide } from '../_orders/shown';
import { step } from '../_orders/step';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { MemberDocument, OrderDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';
import { pageAfter } from './orders';

const DAY_MS = 86_400_000;

/** This member's order, as the transaction reads it, or null. */
async function ownWithin(
  member: MemberDocument,
  orderId: string,
  transaction: Transaction,
): Promise<OrderDocument | null> {
  const order = await orders.get(orderId, transaction);
  return order?.isPlaced && order.memberId === member._id ? order : null;
}

/** The buyer asks for an order to be sent: kept on it until it is, and once a day. */
export const remindShipping: Handler<'shop.remindShipping'> = async ({ orderId }, caller) => {
  const { member, nowMs } = caller;
  const reminded = await once(caller, async (transaction) => {
    const order = await ownWithin(member, orderId, transaction);
    if (!order) return refuse('order/unknown');
    if (order.kind !== 'delivered' || toSendOf(order).length === 0)
      return refuse('order/notInState', { state: order.state });
    if (order.isRefundPending) return refuse('refund/pending');
    const today = businessDayOf(nowMs);
    if (order.reminder && businessDayOf(order.reminder.atMs) >= today)
      return refuse('reminder/today', { againAtMs: startOfBusinessDay(addDays(today, 1)) });
    const reminder = { atMs: nowMs, seenAtMs: null };
    await orders.change(orderId, { reminder, remindedAtMs: nowMs }, transaction);
    return done(null);
  });
  return reminded.ok ? pageAfter(orderId, caller) : reminded;
};

/** The receipt that comes by itself comes later, by what the settings say now: once for an order. */
export const extendReceipt: Handler<'shop.extendReceipt'> = async ({ orderId }, caller) => {
  const { member, nowMs } = caller;
  const { extendReceiptDays } = await readSettings();
  const extended = await once(caller, async (transaction) => {
    const order = await ownWithin(member, orderId, transaction);
    if (!order) return refuse('order/unknown');
    if (order.isExtended) return refuse('receipt/extended');
    if (!mayExtend(order)) return refuse('order/notInState', { state: order.state });
    await step(
      order,
      { order: 'receipt.extended' },
      { atMs: nowMs, by: 'buyer', note: `${extendReceiptDays} 天` },
      { isExtended: true, autoReceiveAtMs: order.autoReceiveAtMs! + extendReceiptDays * DAY_MS },
      transaction,
    );
    return done(null);
  });
  return extended.ok ? pageAfter(orderId, caller) : extended;
};

/** An ended order leaves the member's list. Nothing else of it changes. */
export const hideOrder: Handler<'shop.hideOrder'> = ({ orderId }, caller) =>
  once(caller, async (transaction) => {
    const order = await ownWithin(caller.member, orderId, transaction);
    if (!order) return refuse('order/unknown');
    if (!mayHide(order)) return refuse('order/notInState', { state: order.state });
    await orders.change(orderId, { isHidden: true }, transaction);
    return done({ orderId });
  });
