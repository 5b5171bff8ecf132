import * as z from 'zod';
import { id, moment, picture, quantity } from './values';

/** How goods reach their buyer: by a carrier, within the town, without anything to carry, fetched by himself. */
export const deliveryWay = z.enum(['express', 'local', 'virtual', 'collected']);
export type DeliveryWay = z.infer<typeof deliveryWay>;

/** An order is sent in at most so many: more than that the payment platform cannot be told of. */
export const MOST_PARCELS = 15;

/** Pieces of one of an order's lines. */
export const somePieces = z.strictObject({ skuId: id, quantity });

/** What was sent at one time. `carrier` and `trackingNo` are '' where nobody carries it by a number. */
export const parcel = z.strictObject({
  /** From 1, in the order of sending. */
  no: z.number().int().min(1),
  way: deliveryWay,
  carrier: z.string(),
  trackingNo: z.string(),
  lines: z.array(somePieces),
  sentAtMs: moment,
});
export type ParcelShown = z.infer<typeof parcel>;

/**
 * Where a parcel is, as its carrier tells: nothing known yet, taken over, on its way, with the courier, handed over, held
 * up (refused, lost, damaged), on its way back. Shown and never believed: no money and no state of an order follows.
 */
export const traceState = z.enum(['waiting', 'collected', 'moving', 'delivering', 'signed', 'heldUp', 'returning']);
export type TraceState = z.infer<typeof traceState>;

export const traceStep = z.strictObject({ atMs: moment, words: z.string(), state: traceState });

/** What the carrier tells of a parcel, as it was last asked. */
export const trace = z.strictObject({
  state: traceState,
  /** When the carrier said first that it would be there, and what it says now; null where it says nothing. */
  promisedAtMs: moment.nullable(),
  arrivesAtMs: moment.nullable(),
  /** Who brings it, in the current step alone; null else. */
  courier: z.strictObject({ name: z.string(), phone: z.string() }).nullable(),
  /** Newest first. */
  steps: z.array(traceStep),
  /** When the carrier last answered. */
  askedAtMs: moment,
});
export type TraceShown = z.infer<typeof trace>;

/** A parcel with what is in it and where it is; `trace` is null where nobody can be asked, or nobody has answered. */
export const trackedParcel = z.strictObject({
  ...parcel.shape,
  lines: z.array(
    z.strictObject({ ...somePieces.shape, title: z.string(), label: z.string(), picture, ground: z.number().int() }),
  ),
  trace: trace.nullable(),
});
