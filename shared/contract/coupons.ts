import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { cursor, goodsKind, id, moment, pageLimit, rateMillionths, repeatable, requestId, units } from './values';

/** What a coupon takes off: so much, or a share of what it is for up to a bound. */
export const couponWorth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), offFen: units }),
  z.strictObject({ kind: z.literal('percent'), rateMillionths, mostFen: units.nullable() }),
]);

/** What a coupon is for. One for everything is not for top-ups. */
const couponScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('shop'), shopId: id }),
  z.strictObject({ kind: z.literal('categories'), categoryIds: z.array(id).min(1).max(20) }),
  z.strictObject({ kind: z.literal('goods'), goodsIds: z.array(id).min(1).max(50) }),
]);
export type CouponScope = z.infer<typeof couponScope>;

/** When a coupon can be used: within a period, or so many days from its taking on. */
const couponValidity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('period'), fromMs: moment, untilMs: moment }),
  z.strictObject({ kind: z.literal('days'), days: z.number().int().min(1).max(365) }),
]);

/** What every list says of a coupon. */
const said = {
  name: z.string(),
  worth: couponWorth,
  /** Of what it is for an order has to come to so much. */
  fromFen: units,
  /** What it is for, in words. */
  scopeWords: z.string(),
};

/** A coupon that can be taken. */
export const coupon = z.strictObject({
  couponId: id,
  ...said,
  isForNewcomers: z.boolean(),
  validity: couponValidity,
  takeUntilMs: moment,
  /** How many are left for everybody. */
  left: z.number().int(),
  perMember: z.number().int(),
  /** How many the caller took. */
  mine: z.number().int(),
  /** Why the caller cannot take one; null where he can. */
  blockedBy: z.enum(['signIn', 'mineTaken', 'noneLeft', 'newcomersOnly']).nullable(),
});
export type Coupon = z.infer<typeof coupon>;

/** A coupon that the caller has taken. */
export const heldCoupon = z.strictObject({
  heldId: id,
  ...said,
  fromMs: moment,
  untilMs: moment,
  state: z.enum(['usable', 'used', 'expired']),
  usedAtMs: moment.nullable(),
  orderId: id.nullable(),
});
export type HeldCoupon = z.infer<typeof heldCoupon>;

/** A held coupon beside one order of a checkout: what it takes off, or what is missing. */
export const offeredCoupon = z.strictObject({
  heldId: id,
  ...said,
  untilMs: moment,
  /** What it takes off this order; 0 where it cannot be used. */
  offFen: units,
  /** What this order still lacks to it; 0 else. */
  missingFen: units,
  /** Why it cannot be used here; null where it can. `otherOrder`: it is used by another order of this checkout. */
  blockedBy: z.enum(['missing', 'notFor', 'notYet', 'otherOrder']).nullable(),
});
export type OfferedCoupon = z.infer<typeof offeredCoupon>;

/** Which coupon an order of a checkout uses; null for none. An order that is not named uses none, or the best one. */
export const chosenCoupons = z
  .array(z.strictObject({ shopId: id, kind: goodsKind, heldId: id.nullable() }))
  .max(10)
  .default([]);

/** A coupon as it was made, with what became of it. */
const madeCoupon = z.strictObject({
  couponId: id,
  ...said,
  isForNewcomers: z.boolean(),
  validity: couponValidity,
  takeUntilMs: moment,
  most: z.number().int(),
  perMember: z.number().int(),
  bearer: z.enum(['platform', 'shop']),
  state: z.enum(['running', 'stopped']),
  madeAtMs: moment,
  taken: z.number().int(),
  used: z.number().int(),
});
export type MadeCoupon = z.infer<typeof madeCoupon>;

const MOST_OFF_FEN = 10_000_000;
const DAY_MS = 86_400_000;

export const couponActions = [
  /** The coupons that can be taken now, those that end first before; `goodsId`: those alone that are for these goods. */
  action({
    name: 'shop.listCoupons',
    role: 'public',
    input: z.strictObject({ goodsId: id.optional(), cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ coupons: z.array(coupon), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'shop.takeCoupon',
    role: 'member',
    input: z.strictObject({ couponId: id, ...repeatable }),
    output: z.strictObject({ heldId: id, untilMs: moment }),
    refusals: ['coupon/unknown', 'coupon/over', 'coupon/noneLeft', 'coupon/mineTaken', 'coupon/newcomersOnly'],
  }),
  action({
    name: 'shop.listHeldCoupons',
    role: 'member',
    input: z.strictObject({
      filter: z.enum(['usable', 'used', 'expired']).default('usable'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ coupons: z.array(heldCoupon), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.listCoupons',
    role: 'staff.shop',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ coupons: z.array(madeCoupon), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Makes a coupon. It is never changed: those that were taken stay what they were. */
  action({
    name: 'admin.makeCoupon',
    role: 'staff.shop',
    input: z
      .strictObject({
        name: text(1, 20),
        worth: couponWorth,
        fromFen: units,
        scope: couponScope,
        isForNewcomers: z.boolean().default(false),
        validity: couponValidity,
        takeUntilMs: moment,
        most: z.number().int().min(1).max(10_000_000),
        perMember: z.number().int().min(1).max(10).default(1),
        /** Who bears what it takes off: the platform, or the shop that sells. */
        bearer: z.enum(['platform', 'shop']),
        requestId,
      })
      .refine(({ worth }) => worth.kind === 'percent' || (worth.offFen > 0 && worth.offFen <= MOST_OFF_FEN), {
        path: ['worth'],
        message: 'takes off something, at most 100,000 yuan',
      })
      .refine(
        ({ worth }) => worth.kind === 'fixed' || (worth.rateMillionths > 0 && worth.rateMillionths <= 1_000_000),
        { path: ['worth'], message: 'takes off a share above 0 and at most all' },
      )
      .refine(({ worth, fromFen }) => worth.kind === 'percent' || fromFen >= worth.offFen, {
        path: ['fromFen'],
        message: 'takes off no more than it asks for',
      })
      .refine(({ validity: all }) => all.kind === 'days' || all.untilMs > all.fromMs, {
        path: ['validity'],
        message: 'ends after it begins',
      })
      .refine(({ validity: all, takeUntilMs }) => all.kind === 'days' || takeUntilMs <= all.untilMs, {
        path: ['takeUntilMs'],
        message: 'is taken while it can be used',
      })
      .refine(({ validity: all }) => all.kind === 'days' || all.untilMs - all.fromMs <= 366 * DAY_MS, {
        path: ['validity'],
        message: 'lasts a year at most',
      }),
    output: z.strictObject({ couponId: id }),
    refusals: ['shop/unknown', 'category/unknown', 'goods/unknown', 'words/forbidden', 'words/risky'],
  }),
  /** Nobody takes one any more; those that were taken can be used. */
  action({
    name: 'admin.stopCoupon',
    role: 'staff.shop',
    input: z.strictObject({ couponId: id, ...repeatable }),
    output: z.strictObject({ couponId: id }),
    refusals: ['coupon/unknown'],
  }),
] as const;
