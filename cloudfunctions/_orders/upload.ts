import { type HasTime, STEP_MS } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { withinMs } from '../_platform/withinMs';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { type Swept, sweep } from '../_store/sweep';
import { askPayment } from './cashier';
import { askShipping, carrierIdOf, uploadShipping } from './shippingApi';
import { noteTry, type Tried } from './tries';

// The queue of what the platform is to be told of orders that were shipped. Until it is told, the money of an order stays
// frozen there. The order holds its own state: there is no other list.

type Upload = NonNullable<OrderDocument['upload']>;

/** A worker that was killed while it uploaded an order keeps others from it so long. */
const TAKEN_FOR_MS = 10 * 60_000;
const BY_DUE = [
  ['uploadDueAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/** What is outside answers slowly, and many at a time: a shop ships more in a day than a timer could tell one by one. */
const AT_ONCE = 8;

/** Tells the platform of every shipped order that it does not know of yet, as far as time allows. */
export function uploadShippings(nowMs: number, hasTime: HasTime): Promise<Swept> {
  // The first one alone sees to the token and the list of carriers, which the others then find.
  let first: Promise<boolean> | undefined;
  const inTurn = async (run: () => Promise<boolean>): Promise<boolean> => {
    if (first) {
      await first.catch(() => false);
      return run();
    }
    first = run();
    return first;
  };
  return sweep(
    'the upload',
    orders.walk({ uploadDueAtMs: _.lte(nowMs) }, { keys: BY_DUE, fields: { _id: true, uploadDueAtMs: true } }),
    hasTime,
    ({ _id, uploadDueAtMs }) =>
      inTurn(async () => {
        // Taken first: of two workers one uploads it, and of a killed one it is due again.
        const taken = { uploadDueAtMs: nowMs + TAKEN_FOR_MS };
        if ((await orders.changeWhere({ _id, uploadDueAtMs }, taken)) === 0) return false;
        const order = await orders.get(_id);
        return order !== null && uploadOne(order, nowMs);
      }),
    AT_ONCE,
  );
}

type Outcome = { readonly is: 'uploaded' } | { readonly is: 'failed' | 'later'; readonly why: string };

async function uploadOne(order: OrderDocument, nowMs: number): Promise<boolean> {
  if (order.upload?.state !== 'pending') {
    await orders.change(order._id, { uploadDueAtMs: null });
    return false;
  }
  let outcome: Outcome;
  try {
    // What is cut here may still arrive: the next try asks for it first.
    outcome = await withinMs(STEP_MS, upload(order, nowMs));
  } catch (error) {
    outcome = { is: 'later', why: (error as Error)?.message ?? String(error) };
  }
  await writeDown(order, outcome, nowMs);
  return outcome.is === 'uploaded';
}

/** Writes down what came of it: one that is to be tried again is, at growing intervals, until it is given up. */
async function writeDown(order: OrderDocument, outcome: Outcome, nowMs: number): Promise<void> {
  const tried: Tried =
    outcome.is === 'uploaded'
      ? { is: 'done' }
      : { is: 'failed', why: outcome.why, isHopeless: outcome.is === 'failed' };
  const tries = await noteTry(order, 'upload', tried, nowMs);
  const againAtMs = outcome.is === 'later' ? (tries?.againAtMs ?? null) : null;
  const state: Upload['state'] = outcome.is === 'uploaded' ? 'uploaded' : againAtMs === null ? 'failed' : 'pending';
  const reason = outcome.is === 'uploaded' ? '' : outcome.why.slice(0, 200);
  await orders.changeWhere(
    { _id: order._id, 'upload.state': 'pending' },
    { upload: { state, reason, atMs: nowMs }, uploadDueAtMs: againAtMs },
  );
}

async function upload(order: OrderDocument, nowMs: number): Promise<Outcome> {
  if (order.state === 'refunding' || order.state === 'refunded') return { is: 'uploaded' }; // nothing is owed any more
  const { delivery } = order;
  if (!delivery || order.transactionId === null) return { is: 'failed', why: 'it has no delivery or no payment' };
  // What was sent before may have arrived though nobody said so. Sent twice it would be its one correction.
  if (order.tries?.upload) {
    const known = await asKnown(order, delivery.trackingNo, nowMs);
    if (known) return known;
  }
  const carrierId = (delivery.way ?? 'express') === 'express' ? await carrierIdOf(delivery.carrier, nowMs) : null;
  if (carrierId === 'unreachable') return { is: 'later', why: 'the list of carriers could not be had' };
  if (carrierId === null && (delivery.way ?? 'express') === 'express')
    return { is: 'failed', why: `WeChat knows no carrier ${delivery.carrier}` };
  const payerOpenid = order.payerOpenid ?? (await payerOf(order));
  if (!payerOpenid) return { is: 'later', why: 'the cashier did not say who paid' };
  const answer = await uploadShipping(order, { delivery, payerOpenid, carrierId }, nowMs);
  switch (answer.is) {
    case 'taken':
      return { is: 'uploaded' };
    case 'later':
      return { is: 'later', why: answer.why };
    case 'refused':
      return { is: 'failed', why: answer.why };
    case 'there':
      return (await asKnown(order, delivery.trackingNo, nowMs)) ?? { is: 'later', why: answer.why };
  }
}

/** What follows from what the platform has of an order; null when it has nothing, or did not say. */
async function asKnown(order: OrderDocument, trackingNo: string, nowMs: number): Promise<Outcome | null> {
  const known = await askShipping(order, nowMs);
  if (known.is === 'confirmed' || known.is === 'refunded') return { is: 'uploaded' };
  if (known.is === 'unreachable') return { is: 'later', why: known.why };
  if (known.is !== 'shipped') return null;
  if (trackingNo === '' || known.trackingNos.includes(trackingNo)) return { is: 'uploaded' };
  return { is: 'failed', why: `WeChat has it as shipped by ${known.trackingNos.join(', ') || 'no parcel'}` };
}

/** Who paid an order of before the payer was kept. */
async function payerOf(order: OrderDocument): Promise<string | null> {
  const payment = await askPayment(order);
  return payment.is === 'paid' ? payment.payerOpenid : null;
}
