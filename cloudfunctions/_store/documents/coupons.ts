import type { Coupon, CouponScope, MadeCoupon } from '@shared/contract';
import type { CouponState } from '@shared/machines';
import type { Stored } from '../../_platform/collection';

/** What a coupon is, as it was made: never changed. */
export interface CouponTermsKept {
  readonly name: string;
  readonly worth: Readonly<MadeCoupon['worth']>;
  readonly fromFen: number;
  /** Of categories, with those below them. */
  readonly scope: Readonly<CouponScope>;
  readonly scopeWords: string;
  readonly bearer: MadeCoupon['bearer'];
}

export interface CouponDocument extends Stored, CouponTermsKept {
  readonly isForNewcomers: boolean;
  readonly validity: Readonly<Coupon['validity']>;
  readonly takeUntilMs: number;
  readonly most: number;
  readonly perMember: number;
  readonly state: MadeCoupon['state'];
  readonly madeAtMs: number;
  /** How many were taken: never above `most`. */
  readonly taken: number;
  /** Pieces that are being taken, by member and number: each is counted once. */
  readonly holds: Readonly<Record<string, number>>;
}

/**
 * A coupon that a member took, with its terms. `_id` is `{couponId}:{memberId}:{number}`: so many can be, and no more.
 * That it has expired follows from `untilMs`.
 */
export interface HeldCouponDocument extends Stored, CouponTermsKept {
  readonly couponId: string;
  readonly memberId: string;
  readonly takenAtMs: number;
  /** The request that took it: again, it is the same. Null without an id. */
  readonly takenBy: string | null;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly state: CouponState;
  /** The order that uses it, and since when; null where none does. */
  readonly orderId: string | null;
  readonly usedAtMs: number | null;
}
