import { type Fen, fen, lesser, mulRateDown, type Rate, subtract } from '@shared/kernel';
import { total } from './priceShares';

/** What a coupon takes off the lines that it is for, once they come to `from`. */
export interface CouponTerms {
  readonly worth:
    | { readonly kind: 'fixed'; readonly off: Fen }
    /** A share of the lines, at most so much; null for no such bound. */
    | { readonly kind: 'percent'; readonly rate: Rate; readonly most: Fen | null };
  readonly from: Fen;
}

/** What a coupon does for an order. */
interface CouponOn {
  /** The amount of the lines that it is for. */
  readonly eligible: Fen;
  /** What is missing to the amount that it asks for; 0 where it can be used. */
  readonly missing: Fen;
  /** What it takes off; 0 where it cannot be used. */
  readonly off: Fen;
}

/**
 * What a coupon does for an order whose lines come to these amounts, `isFor` of each line (rules §5). A share is rounded
 * down, since a member receives it; no coupon takes off more than its lines come to.
 */
export function couponOn({ worth, from }: CouponTerms, amounts: readonly Fen[], isFor: readonly boolean[]): CouponOn {
  const eligible = total(amounts.filter((_amount, at) => isFor[at]));
  if (eligible === 0) return { eligible, missing: from, off: fen(0) };
  if (eligible < from) return { eligible, missing: subtract(from, eligible), off: fen(0) };
  const full = worth.kind === 'fixed' ? worth.off : mulRateDown(eligible, worth.rate);
  const bounded = worth.kind === 'percent' && worth.most !== null ? lesser(full, worth.most) : full;
  return { eligible, missing: fen(0), off: lesser(bounded, eligible) };
}

/**
 * Which coupon serves which order best: one an order, each once, so that together they take off the most. `offs`: of each
 * coupon what it takes off each order, 0 where it cannot be used; of equal ones the first is taken. At most ten orders.
 * @returns for each order the place of its coupon, or null.
 */
export function bestCoupons(offs: readonly (readonly number[])[], orders: number): readonly (number | null)[] {
  type Plan = { readonly sum: number; readonly of: readonly (number | null)[] };
  // The best plan for every set of orders that have a coupon, coupon by coupon.
  let plans = new Map<number, Plan>([[0, { sum: 0, of: Array.from({ length: orders }, () => null) }]]);
  for (const [coupon, off] of offs.entries()) {
    const next = new Map(plans);
    for (const [taken, plan] of plans)
      for (let order = 0; order < orders; order += 1) {
        const set = taken | (1 << order);
        const more = off[order] ?? 0;
        if (more <= 0 || set === taken) continue;
        const sum = plan.sum + more;
        const best = next.get(set);
        if (best && best.sum >= sum) continue;
        next.set(set, { sum, of: plan.of.map((one, at) => (at === order ? coupon : one)) });
      }
    plans = next;
  }
  let best: Plan = plans.get(0)!;
  for (const plan of plans.values()) if (plan.sum > best.sum) best = plan;
  return best.of;
}
