import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { changedMeanwhile } from '../_actions/seen';
import { changePrice as reprice } from '../_orders/changePrice';
import { correctParcel as correct, type Sender, seeReminder as see, ship as send } from '../_orders/staff/sending';
import { mayPrice } from '../_orders/staff/staffOrder';
import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import { pageOf } from './orders';

/** An administrator sends for every shop. */
const sender: Sender = { by: 'admin', isTheirs: () => true };

export const ship: Handler<'admin.ship'> = async (input, caller) => {
  const sent = await send(input, caller, sender);
  return sent.ok ? done(await pageOf(input.orderId, caller.nowMs)) : sent;
};

export const correctParcel: Handler<'admin.correctParcel'> = async (input, caller) => {
  const corrected = await correct(input, caller, sender);
  return corrected.ok ? done(await pageOf(input.orderId, caller.nowMs)) : corrected;
};

/** Of the platform's own shop: what a merchant's goods cost is the merchant's to say. */
const pricer: Sender = { by: 'admin', isTheirs: (order) => mayPrice(order, false) };

export const changePrice: Handler<'admin.changePrice'> = async (input, caller) => {
  const changed = await reprice(input, caller, pricer);
  return changed.ok ? done(await pageOf(input.orderId, caller.nowMs)) : changed;
};

export const seeReminder: Handler<'admin.seeReminder'> = ({ orderId }, caller) => see(orderId, caller, sender);

/** Keeps, changes or takes away what those who work here note of an order. */
export const remarkOrder: Handler<'admin.remarkOrder'> = async ({ orderId, remark, seenAtMs }, caller) =>
  once(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    const stale = changedMeanwhile(seenAtMs, order.remark?.atMs ?? 0);
    if (stale) return stale;
    const { member, nowMs } = caller;
    const kept = remark === '' ? _.remove() : { text: remark, atMs: nowMs, byId: member._id };
    await orders.change(orderId, { remark: kept }, transaction);
    const changes = changed({ remark: order.remark?.text ?? '' }, { remark });
    await note(caller, 'admin.remarkOrder', { orderId }, transaction, changes);
    return done({ remark });
  });
