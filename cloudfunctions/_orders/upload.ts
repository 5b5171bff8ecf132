import { MOST_PARCELS } from '@shared/contract';
import { type HasTime, STEP_MS } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { withinMs } from '../_platform/withinMs';
import { orders } from '../_store/collections';
import type { OrderDocument, Parcel } from '../_store/documents';
import { type Swept, sweep } from '../_store/sweep';
import { askPayment } from './cashier';
import { parcelsOf } from './parcels';
import { askShipping, carrierIdOf, itemWords, type Shipment, uploadShipping } from './shippingApi';
import { noteTry, type Tried } from './tries';

// The queue of what the platform is to be told of orders that were shipped. Until it is told, the money of an order stays
// frozen there. The order holds its own state: there is no other list.

type Upload = NonNullable<OrderDocument['upload']>;

/** A worker that was killed while it uploaded an order keeps others from it so long. */
const TAKEN_FOR_MS = 10 * 60_000;
/** An order that waits for others of its payment is looked at again after that. */
const WAITS_MS = 30 * 60_000;
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

/** `waits`: for another order of the same payment; nothing was tried. */
type Outcome = Failed | { readonly is: 'uploaded' } | { readonly is: 'waits' };
type Failed = { readonly is: 'failed' | 'later'; readonly why: string };

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
  if (outcome.is === 'waits') {
    await orders.changeWhere({ _id: order._id, 'upload.state': 'pending' }, { uploadDueAtMs: nowMs + WAITS_MS });
    return;
  }
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
    { upload: { ...order.upload, state, reason, atMs: nowMs }, uploadDueAtMs: againAtMs },
  );
}

async function upload(order: OrderDocument, nowMs: number): Promise<Outcome> {
  if (hasEnded(order)) return { is: 'uploaded' }; // nothing is owed any more
  if (order.transactionId === null) return { is: 'failed', why: 'it has no payment' };
  const together = await ofPayment(order);
  const lead = together[0]!;
  // Of several orders of one payment the first tells for all, once none of them is to be sent any more.
  if (lead._id !== order._id) return { is: lead.upload?.state === 'uploaded' ? 'uploaded' : 'waits' };
  if (together.some(({ state }) => state === 'paid')) return { is: 'waits' };
  const parcels = together.flatMap((one) => parcelsOf(one).map((parcel) => ({ ...parcel, order: one })));
  if (parcels.length === 0) return { is: 'failed', why: 'it has no parcel' };
  const numbers = parcels.flatMap(({ way, trackingNo }) => (way === 'express' ? [trackingNo] : []));
  // What was sent before may have arrived though nobody said so. Sent twice it would be its one correction.
  if (order.tries?.upload) {
    const known = await asKnown(order, numbers, nowMs);
    if (known) return known;
  }
  const shipment = await shipmentOf(parcels, nowMs);
  if ('is' in shipment) return shipment;
  const payerOpenid = order.payerOpenid ?? (await payerOf(order));
  if (!payerOpenid) return { is: 'later', why: 'the cashier did not say who paid' };
  const answer = await uploadShipping(order, { shipment, payerOpenid }, nowMs);
  switch (answer.is) {
    case 'taken':
      return { is: 'uploaded' };
    case 'later':
      return { is: 'later', why: answer.why };
    case 'refused':
      return { is: 'failed', why: answer.why };
    case 'there':
      return (
        (await asKnown(order, numbers, nowMs)) ?? {
          is: order.upload?.isCorrection ? 'failed' : 'later',
          why: answer.why,
        }
      );
  }
}

const hasEnded = ({ state }: OrderDocument): boolean =>
  state === 'refunding' || state === 'refunded' || state === 'closed';

/** The orders of a payment that are or were to be sent, in the purchase's order. */
async function ofPayment(order: OrderDocument): Promise<OrderDocument[]> {
  const { orderIds } = order.purchase ?? { orderIds: [order._id] };
  if (orderIds.length === 1) return [order];
  const found = new Map((await orders.getMany(orderIds, { log: false })).map((one) => [one._id, one]));
  return orderIds.flatMap((id) => {
    const one = found.get(id);
    return one && !hasEnded(one) ? [one] : [];
  });
}

type Sent = Parcel & { readonly order: OrderDocument };

const wordsIn = ({ lines, order }: Sent): string =>
  itemWords(
    lines.map(({ skuId, quantity }) => ({
      title: order.lines.find((line) => line.skuId === skuId)?.title ?? '',
      quantity,
    })),
  );

/** What the platform is told of the parcels: those of carriers, where there are any, else the way of the first. */
async function shipmentOf(parcels: readonly Sent[], nowMs: number): Promise<Shipment | Failed> {
  const carried = parcels.filter(({ way }) => way === 'express').slice(0, MOST_PARCELS);
  const [first] = parcels;
  if (carried.length === 0 && first && first.way !== 'express') return { way: first.way, words: wordsIn(first) };
  const known: { trackingNo: string; carrierId: string; words: string }[] = [];
  for (const parcel of carried) {
    const carrierId = await carrierIdOf(parcel.carrier, nowMs);
    if (carrierId === 'unreachable') return { is: 'later', why: 'the list of carriers could not be had' };
    if (carrierId === null) return { is: 'failed', why: `WeChat knows no carrier ${parcel.carrier}` };
    known.push({ trackingNo: parcel.trackingNo, carrierId, words: wordsIn(parcel) });
  }
  return { way: 'express', parcels: known };
}

/** What follows from what the platform has of an order; null when it has nothing that tells, or did not say. */
async function asKnown(order: OrderDocument, trackingNos: readonly string[], nowMs: number): Promise<Outcome | null> {
  const known = await askShipping(order, nowMs);
  if (known.is === 'confirmed' || known.is === 'refunded') return { is: 'uploaded' };
  if (known.is === 'unreachable') return { is: 'later', why: known.why };
  if (known.is !== 'shipped') return null;
  if (trackingNos.slice(0, MOST_PARCELS).every((no) => known.trackingNos.includes(no))) return { is: 'uploaded' };
  // It has the number that was wrong: the correction has not arrived.
  if (order.upload?.isCorrection) return null;
  return { is: 'failed', why: `WeChat has it as shipped by ${known.trackingNos.join(', ') || 'no parcel'}` };
}

/** Who paid an order of before the payer was kept. */
async function payerOf(order: OrderDocument): Promise<string | null> {
  const payment = await askPayment(order);
  return payment.is === 'paid' ? payment.payerOpenid : null;
}
