import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import { type Swept, sweep } from '../_store/sweep';
import { askPayment } from './cashier';
import { closeUnpaid, closingEvent, isOnlyNumberOver, watchClosed } from './close';
import { receivePayment } from './paid';
import { tryErrand } from './tries';

/** A notice comes within seconds: what is unpaid for so long is not paid, or its notice is late or lost. */
const ASK_AFTER_MS = 2 * 60_000;
/** An order is asked for at most so often. */
const ASK_AGAIN_AFTER_MS = 5 * 60_000;
const IDS = { _id: true } as const;
/** Those not asked for yet first, then the longest unheard: one that never gets an answer keeps nobody waiting. */
const BY_ASKED = [
  ['askedAtMs', 'asc'],
  ['_id', 'asc'],
] as const;
const BY_END = [
  ['payBeforeMs', 'asc'],
  ['_id', 'asc'],
] as const;

/**
 * Asks the cashier for the orders whose payment was started and of which nothing was heard: paid ones are booked, so
 * that a lost notice costs a buyer some minutes. Those whose time is over are left to the expiry, which asks by itself.
 * Then for orders that were closed while their payment may have been on its way. One that fails stops no other; what
 * there was no time for is asked for the next time. @returns for how many something was done.
 */
export async function askPayments(nowMs: number, mayAsk: HasTime): Promise<Swept> {
  const waiting = {
    state: 'awaitingPayment',
    prepaidAtMs: _.lte(nowMs - ASK_AFTER_MS),
    askedAtMs: _.lte(nowMs - ASK_AGAIN_AFTER_MS),
    payBeforeMs: _.gt(nowMs),
  };
  const open = await sweep('asking', orders.walk(waiting, { keys: BY_ASKED, fields: IDS }), mayAsk, ({ _id }) =>
    askOne(_id, nowMs),
  );
  const closed = await sweep(
    'asking',
    orders.walk({ mayBePaid: true, state: 'closed' }, { keys: BY_END, fields: IDS }),
    mayAsk,
    async ({ _id }) => {
      const order = await orders.get(_id);
      if (order?.state !== 'closed') return false;
      return tryErrand(order, 'closing', nowMs, async () => (await watchClosed(order, nowMs)).tried);
    },
  );
  return { count: open.count + closed.count, isDone: open.isDone && closed.isDone };
}

async function askOne(orderId: string, nowMs: number): Promise<boolean> {
  const isMine = await orders.changeWhere(
    { _id: orderId, state: 'awaitingPayment', askedAtMs: _.lte(nowMs - ASK_AGAIN_AFTER_MS) },
    { askedAtMs: nowMs },
  );
  const order = isMine > 0 ? await orders.get(orderId) : null;
  if (!order) return false;
  const payment = await askPayment(order);
  if (payment.is === 'paid') return (await receivePayment(order, payment, nowMs)) !== null;
  // Closed at the cashier, and killed before its books were: it can never be paid.
  if (payment.is !== 'closed' || (await isOnlyNumberOver(order))) return false;
  return (await closeUnpaid(order, closingEvent(order, nowMs), nowMs)) !== 'unreachable';
}
