import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import type { OrderDocument, OrderLine, Parcel } from '../_store/documents';
import { piecesLeft } from './remains';

type Sent = Pick<OrderDocument, 'lines' | 'parcels' | 'delivery' | 'shippedAtMs'>;
type Pieces = Parcel['lines'];

/** What was sent of an order. An older document has the one parcel that all of it was sent in. */
export function parcelsOf({ parcels, delivery, lines, shippedAtMs }: Sent): readonly Parcel[] {
  if (parcels || !delivery) return parcels ?? [];
  const { way = 'express', carrier, trackingNo } = delivery;
  const all = lines.map(({ skuId, quantity }) => ({ skuId, quantity }));
  return [{ no: 1, way, carrier, trackingNo, lines: all, sentAtMs: shippedAtMs ?? 0 }];
}

const sentOf = (parcels: readonly Parcel[], skuId: string): number =>
  parcels.reduce(
    (all, parcel) => all + parcel.lines.reduce((some, line) => some + (line.skuId === skuId ? line.quantity : 0), 0),
    0,
  );

/** Pieces of a line that are neither sent nor given back: what goes back before all is sent comes of those unsent. */
const unsentOf = (line: OrderLine, parcels: readonly Parcel[]): number =>
  Math.max(0, piecesLeft(line) - sentOf(parcels, line.skuId));

/** Pieces of each line that are to be sent yet; lines of which there are none are left out. */
export function toSendOf(order: Sent & Pick<OrderDocument, 'state'>): Pieces {
  if (order.state !== 'paid') return [];
  const parcels = parcelsOf(order);
  return order.lines.flatMap((line) => {
    const quantity = unsentOf(line, parcels);
    return quantity > 0 ? [{ skuId: line.skuId, quantity }] : [];
  });
}

export const piecesOf = (lines: Pieces): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** What an order is to be sent of it: what was asked for, all that is left where nothing was named. */
export function chosenOf(toSend: Pieces, asked: Pieces | undefined): Outcome<Pieces, 'parcel/pieces'> {
  if (!asked) return done(toSend);
  const leftOf = (skuId: string): number => toSend.find((line) => line.skuId === skuId)?.quantity ?? 0;
  for (const [at, { skuId, quantity }] of asked.entries()) {
    const isRepeated = asked.slice(0, at).some((line) => line.skuId === skuId);
    if (isRepeated || quantity > leftOf(skuId)) return refuse('parcel/pieces', { skuId, left: leftOf(skuId) });
  }
  return done(asked);
}

/** Whether a parcel is what was sent before, asked for again. */
export const isSameParcel = (
  { way, carrier, trackingNo, lines }: Parcel,
  asked: Omit<Parcel, 'no' | 'sentAtMs' | 'lines'> & { readonly lines: Pieces | undefined },
): boolean =>
  way === asked.way &&
  carrier === asked.carrier &&
  trackingNo === asked.trackingNo &&
  (asked.lines === undefined ||
    (asked.lines.length === lines.length &&
      asked.lines.every((one) => lines.some((line) => line.skuId === one.skuId && line.quantity === one.quantity))));
