import { refuse } from '@shared/contract';
import { done, fen, type Outcome, rate } from '@shared/kernel';
import { type CouponEvent, couponMachine, next } from '@shared/machines';
import type { CouponTerms } from '@shared/rules';
import type { Transaction } from '../_platform/transactions';
import { heldCoupons } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import type { CouponTermsKept, HeldCouponDocument } from '../_store/documents/coupons';

/** A coupon's terms as the rules take them. */
export const termsOf = ({ worth, fromFen }: CouponTermsKept): CouponTerms => ({
  worth:
    worth.kind === 'fixed'
      ? { kind: 'fixed', off: fen(worth.offFen) }
      : {
          kind: 'percent',
          rate: rate(worth.rateMillionths),
          most: worth.mostFen === null ? null : fen(worth.mostFen),
        },
  from: fen(fromFen),
});

/** Changes a held coupon by an event of its machine; the one place that writes its state. @returns whether it did. */
async function moved(
  held: HeldCouponDocument,
  event: CouponEvent,
  besides: Pick<HeldCouponDocument, 'orderId' | 'usedAtMs'>,
  transaction: Transaction,
): Promise<boolean> {
  const state = next(couponMachine, held.state, event);
  if (!state) return false;
  await heldCoupons.change(held._id, { state, ...besides }, transaction);
  return true;
}

export type CouponRefusal = 'coupon/used' | 'coupon/expired';

/**
 * Uses the coupons of some orders of one member, within the transaction that places them: each is looked at as it is
 * then, so that none is used twice, by two orders or on two devices.
 */
export async function spendCoupons(
  orders: readonly OrderDocument[],
  nowMs: number,
  transaction: Transaction,
): Promise<Outcome<null, CouponRefusal>> {
  for (const { _id: orderId, memberId, coupon } of orders) {
    if (!coupon) continue;
    const held = await heldCoupons.get(coupon.heldId, transaction);
    if (!held || held.memberId !== memberId) return refuse('coupon/used', { name: coupon.name });
    if (held.untilMs <= nowMs) return refuse('coupon/expired', { name: held.name, untilMs: held.untilMs });
    if (!(await moved(held, 'order.placed', { orderId, usedAtMs: nowMs }, transaction)))
      return refuse('coupon/used', { name: coupon.name });
  }
  return done(null);
}

/** Gives an order's coupon back to its member, within the transaction that ends the order: once, if it still has it. */
export async function returnCoupon({ _id, coupon }: OrderDocument, transaction: Transaction): Promise<void> {
  const held = coupon ? await heldCoupons.get(coupon.heldId, transaction) : null;
  if (held?.orderId === _id) await moved(held, 'order.ended', { orderId: null, usedAtMs: null }, transaction);
}
