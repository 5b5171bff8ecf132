import { refuse, type StaffOrder } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { answersShown } from '../_orders/answers';
import { toSendOf } from '../_orders/parcels';
import { cardOf, orderPageOf } from '../_orders/shown';
import { stateAfter } from '../_orders/step';
import { _ } from '../_platform/cloud';
import { maskName } from '../_platform/maskName';
import { unseal } from '../_platform/phone';
import { members, orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

const YEAR_MS = 365 * 86_400_000;

/** Orders of a buyer in the last year that were paid, and those of them that went back or are asked back. */
async function recordOf(memberId: string, nowMs: number): Promise<{ orders: number; refunds: number }> {
  const paid = { memberId, placedAtMs: _.gt(nowMs - YEAR_MS), isPlaced: true };
  const [all, back] = await Promise.all([
    orders.count({ ...paid, state: _.nin(['awaitingPayment', 'closed']) }),
    orders.count({ ...paid, state: _.in(['refunding', 'refunded']) }),
  ]);
  return { orders: all, refunds: back };
}

const actOn = (order: OrderDocument): StaffOrder['act'] => {
  if (order.isRefundPending) return 'answer';
  // What a provider has is not sent by hand.
  return stateAfter(order, 'goods.shipped') && !order.topUps ? 'ship' : 'none';
};

/** An order for those who send and decide. The buyer is masked; where it goes to is asked for by itself. */
export const viewOrder: Handler<'admin.viewOrder'> = async ({ orderId }, { nowMs }) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced) return refuse('order/unknown');
  const { memberId, remark } = order;
  const [people, record, page] = await Promise.all([
    members.getMany([memberId, ...(remark ? [remark.byId] : [])]),
    recordOf(order.memberId, nowMs),
    orderPageOf({ ...order, grants: [] }, null, null, nowMs),
  ]);
  const { lines, answers, topUps, parcels, upload, log } = page;
  const buyer = people.find(({ _id }) => _id === memberId);
  const writer = people.find(({ _id }) => _id === remark?.byId);
  return done({
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
  });
};

/**
 * Where an order goes to, for who sends it: while it is to be sent or on its way, and never later. Each look is written
 * down in the transaction that answers it.
 */
export const viewShippingAddress: Handler<'admin.viewShippingAddress'> = async ({ orderId }, caller) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced) return refuse('order/unknown');
  if (order.state !== 'paid' && order.state !== 'shipped') return refuse('order/notInState', { state: order.state });
  if (!order.address) return refuse('address/none');
  const { name, phoneSealed, region, detail } = order.address;
  const noted = await once<null, never>(caller, async (transaction) => {
    await note(caller, 'admin.viewShippingAddress', { orderId, memberId: order.memberId }, transaction);
    return done(null);
  });
  return noted.ok ? done({ name, phone: unseal(phoneSealed), region, detail }) : noted;
};

/** What an order's goods asked for, all of it, for who fulfils it: as long as there is something to fulfil. */
export const viewAnswers: Handler<'admin.viewAnswers'> = async ({ orderId }, caller) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced) return refuse('order/unknown');
  if (order.state !== 'paid' && order.state !== 'shipped') return refuse('order/notInState', { state: order.state });
  const noted = await once<null, never>(caller, async (transaction) => {
    await note(caller, 'admin.viewAnswers', { orderId, memberId: order.memberId }, transaction);
    return done(null);
  });
  return noted.ok ? done({ answers: answersShown(order, true) }) : noted;
};
