import { MOST_PARCELS, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderLog, Parcel } from '../_store/documents';
import { chosenOf, isSameParcel, parcelsOf, piecesOf, toSendOf } from './parcels';
import { stateAfter, step } from './step';

const DAY_MS = 86_400_000;

/** What changes of an order whose last piece has been sent. */
export const allSent = (order: OrderDocument, nowMs: number, autoReceiveAfterDays: number) => ({
  shippedAtMs: nowMs,
  autoReceiveAtMs: nowMs + autoReceiveAfterDays * DAY_MS,
  remindedAtMs: null,
  ...(order.isPartlySent && { isPartlySent: false }),
});

/** A parcel that somebody sends. */
interface ParcelAsked {
  readonly way: Parcel['way'];
  readonly carrier: string;
  readonly trackingNo: string;
  /** All that is left, where nothing is named. */
  readonly lines?: Parcel['lines'] | undefined;
}

interface Sending {
  readonly by: OrderLog['by'];
  readonly nowMs: number;
  readonly autoReceiveAfterDays: number;
  /** Whether who sends it may: the owner of the order's shop, say. */
  readonly mayAct?: (order: OrderDocument) => boolean;
}

type SendRefusal =
  | 'order/unknown'
  | 'order/notInState'
  | 'refund/pending'
  | 'topUp/underWay'
  | 'voucher/toRedeem'
  | 'parcel/pieces'
  | 'parcel/numberTaken'
  | 'parcel/tooMany';

/**
 * Sends a parcel of a paid order, within a transaction that reads it here. While something is left to be sent the order
 * stays paid; with the last piece it is shipped, and the receipt that comes by itself counts from then. The same parcel
 * again changes nothing.
 */
export async function sendParcel(
  orderId: string,
  asked: ParcelAsked,
  { by, nowMs, autoReceiveAfterDays, mayAct = () => true }: Sending,
  transaction: Transaction,
): Promise<Outcome<null, SendRefusal>> {
  const order = await orders.get(orderId, transaction);
  if (!order?.isPlaced || !mayAct(order)) return refuse('order/unknown');
  const { way, carrier, trackingNo } = asked;
  const before = parcelsOf(order);
  const same = trackingNo === '' ? undefined : before.find((one) => one.trackingNo === trackingNo);
  if (same && isSameParcel(same, { way, carrier, trackingNo, lines: asked.lines })) return done(null);
  if (!stateAfter(order, 'goods.shipped')) return refuse('order/notInState', { state: order.state });
  if (order.isRefundPending) return refuse('refund/pending');
  if (order.topUps) return refuse('topUp/underWay');
  if (order.vouchers) return refuse('voucher/toRedeem');
  if (same) return refuse('parcel/numberTaken', { no: same.no });
  if (before.length >= MOST_PARCELS) return refuse('parcel/tooMany', { most: MOST_PARCELS });
  const toSend = toSendOf(order);
  const lines = chosenOf(toSend, asked.lines);
  if (!lines.ok) return lines;
  const isLast = piecesOf(lines.value) === piecesOf(toSend);
  const parcel: Parcel = { no: before.length + 1, way, carrier, trackingNo, lines: lines.value, sentAtMs: nowMs };
  await step(
    order,
    { order: isLast ? 'goods.shipped' : 'parcel.sent' },
    { atMs: nowMs, by, note: `${carrier} ${trackingNo}`.trim() },
    {
      parcels: [...before, parcel],
      ...(isLast
        ? allSent(order, nowMs, autoReceiveAfterDays)
        : { isPartlySent: true, receiveAfterDays: autoReceiveAfterDays }),
    },
    transaction,
  );
  return done(null);
}
