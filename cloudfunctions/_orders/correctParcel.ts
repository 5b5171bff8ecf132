import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { changedMeanwhile } from '../_actions/seen';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderLog } from '../_store/documents';
import { parcelsOf } from './parcels';
import { stateAfter, step } from './step';
import { errandEnded } from './tries';
import { isAutomatic } from './uploadAtShipping';

interface Correction {
  readonly no: number;
  readonly carrier: string;
  readonly trackingNo: string;
  readonly reason: string;
  /** Carrier and number as whoever corrects them saw them. */
  readonly seen?: string | undefined;
}

const USED = 'its one correction is used';
const SHARED = 'its payment is of several orders';

/**
 * What the platform is to be told of a corrected parcel. What it does not know of yet is told with the right number; a
 * payment of one order that it knows of is corrected once; what goes beyond an operator does in the platform's console.
 */
function uploadCorrected(
  order: OrderDocument,
  atMs: number,
): Partial<Pick<OrderDocument, 'upload' | 'uploadDueAtMs' | 'tries' | 'stuckSinceMs'>> {
  const { upload, purchase } = order;
  if (!upload || upload.state === 'pending') return {};
  const isShared = purchase !== undefined && purchase.orderIds.length > 1;
  if (!isAutomatic()) return { upload: { state: 'manual', reason: 'a number was corrected', atMs } };
  const isKnown = upload.state === 'uploaded';
  if (isKnown && (upload.isCorrection || isShared))
    return { upload: { ...upload, state: 'failed', reason: isShared ? SHARED : USED, atMs }, uploadDueAtMs: null };
  return {
    upload: { state: 'pending', reason: '', atMs, isCorrection: isKnown || upload.isCorrection === true },
    uploadDueAtMs: atMs,
    ...errandEnded(order, 'upload'),
  };
}

/** Corrects the carrier or the number of a parcel, within a transaction; what it was stays in the order's record. */
export async function correctParcel(
  orderId: string,
  { no, carrier, trackingNo, reason, seen }: Correction,
  {
    by,
    nowMs,
    mayAct = () => true,
  }: {
    readonly by: OrderLog['by'];
    readonly nowMs: number;
    readonly mayAct?: (order: OrderDocument) => boolean;
  },
  transaction: Transaction,
): Promise<
  Outcome<
    { readonly before: string },
    'order/unknown' | 'order/notInState' | 'parcel/unknown' | 'parcel/numberTaken' | 'form/changedMeanwhile'
  >
> {
  const order = await orders.get(orderId, transaction);
  if (!order?.isPlaced || !mayAct(order)) return refuse('order/unknown');
  const parcels = parcelsOf(order);
  const wrong = parcels.find((one) => one.no === no && one.way === 'express');
  if (!wrong) return refuse('parcel/unknown');
  if (!stateAfter(order, 'parcel.corrected')) return refuse('order/notInState', { state: order.state });
  const other = parcels.find((one) => one.no !== no && one.trackingNo === trackingNo);
  if (other) return refuse('parcel/numberTaken', { no: other.no });
  const before = `${wrong.carrier} ${wrong.trackingNo}`;
  const stale = changedMeanwhile(seen, before);
  if (stale) return stale;
  await step(
    order,
    { order: 'parcel.corrected' },
    { atMs: nowMs, by, note: `${before} → ${carrier} ${trackingNo}，${reason}` },
    {
      parcels: parcels.map((one) => (one === wrong ? { ...one, carrier, trackingNo } : one)),
      ...uploadCorrected(order, nowMs),
    },
    transaction,
  );
  return done({ before });
}
