import type { Machine } from './machine';

/** A coupon that a member has taken. That it has expired follows from its time, whatever its state. */
export type CouponState = 'held' | 'used';

/** `order.ended`: its order was never paid, or went back whole before anything of it was sent. */
export type CouponEvent = 'order.placed' | 'order.ended';

export const firstCouponState: CouponState = 'held';

export const couponMachine = {
  held: { 'order.placed': 'used' },
  used: { 'order.ended': 'held' },
} as const satisfies Machine<CouponState, CouponEvent>;
