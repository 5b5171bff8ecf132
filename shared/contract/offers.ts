import * as z from 'zod';
import { action } from './action';
import { id, moment, PRICE_AT_MOST, repeatable, units } from './values';

/** Longer than this a limited-time price is a price. */
export const OFFER_MOST_DAYS = 30;
/** So long after the end of one the next of the same product begins at the earliest: an end is an end. */
export const OFFER_PAUSE_HOURS = 24;

/**
 * A limited-time price as shoppers see it, while it holds. The struck price is the regular one; the end is never moved
 * back. `taken`: pieces of orders at this price, unpaid ones while they last.
 */
export const offerShown = z.strictObject({
  offerId: id,
  untilMs: moment,
  pieces: z.number().int(),
  taken: z.number().int(),
  /** 0 for no limit. */
  perMember: z.number().int(),
});
export type OfferShown = z.infer<typeof offerShown>;

const offerPrice = z.strictObject({ skuId: id, priceFen: z.number().int().min(1).max(PRICE_AT_MOST) });

/** A limited-time price as it was set. */
export const offerSet = z.strictObject({
  offerId: id,
  fromMs: moment,
  untilMs: moment,
  prices: z.array(z.strictObject({ skuId: id, priceFen: units })),
  pieces: z.number().int(),
  taken: z.number().int(),
  perMember: z.number().int(),
  state: z.enum(['waiting', 'running', 'over']),
});
export type OfferSet = z.infer<typeof offerSet>;

export const offerActions = [
  /** The newest limited-time price of a product, running or not; null before the first. */
  action({
    name: 'admin.viewOffer',
    role: 'staff.shop',
    input: z.strictObject({ goodsId: id }),
    output: z.strictObject({
      offer: offerSet.nullable(),
      skus: z.array(z.strictObject({ skuId: id, label: z.string(), priceFen: units, costFen: units })),
      /** The earliest moment at which another one may begin. */
      nextFromMs: moment,
      nowMs: moment,
    }),
    refusals: ['goods/unknown'],
  }),
  /**
   * Sets a limited-time price: for these sizes, from then until then, for so many pieces in all and so many a member (0
   * for no limit). One that has not begun is replaced; one that runs stays as it is.
   */
  action({
    name: 'admin.saveOffer',
    role: 'staff.shop',
    input: z.strictObject({
      goodsId: id,
      fromMs: moment,
      untilMs: moment,
      prices: z.array(offerPrice).min(1).max(60),
      pieces: z.number().int().min(1).max(1_000_000),
      perMember: z.number().int().min(0).max(999).default(0),
      /** The newest one that was seen; '' for none. */
      seen: z.union([id, z.literal('')]).optional(),
      ...repeatable,
    }),
    output: z.strictObject({ offer: offerSet }),
    refusals: [
      'goods/unknown',
      'offer/running',
      'offer/times',
      'offer/notLower',
      'offer/tooSoon',
      'form/changedMeanwhile',
    ],
  }),
  /** Ends a limited-time price at once, or takes back one that has not begun. Orders placed keep their price. */
  action({
    name: 'admin.endOffer',
    role: 'staff.shop',
    input: z.strictObject({ goodsId: id, offerId: id, ...repeatable }),
    output: z.strictObject({ offerId: id }),
    refusals: ['goods/unknown', 'offer/over'],
  }),
] as const;
