import { type Fen, RATE_ONE, ratioAtLeast } from '@shared/kernel';
import { PLAN_KINDS, type PlanKind, type Plans } from '@shared/plans';
import { total } from './priceShares';

/** What a piece is sold for, and what the platform owes its supplier or merchant for it. */
interface Margin {
  readonly price: Fen;
  readonly cost: Fen;
}

/**
 * Of the plans that a product names, those that run, if its margin can pay their shares of the price:
 * price × (contributionRate + proportionalRate + tierRate of the plans it names) <= price - cost. None otherwise: the
 * product is sold without points (rules §5).
 */
export function payablePlans(named: readonly PlanKind[], { price, cost }: Margin, plans: Plans): readonly PlanKind[] {
  const running = named.filter((plan) => plans[plan]);
  const { appreciation, dividend } = plans;
  const shares =
    (running.includes('appreciation') && appreciation ? appreciation.contributionRate : 0) +
    (running.includes('dividend') && dividend ? dividend.proportionalRate + dividend.tierRate : 0);
  // (price - cost) / price >= shares / 1; a cost above the price makes the left side negative, and pays for nothing.
  return ratioAtLeast(price - cost, price, shares, RATE_ONE) ? running : [];
}

/** What is left to count of a line: its cash, for the plans that its goods take part in. */
interface CountedLine {
  readonly cash: Fen;
  readonly plans: readonly PlanKind[];
}

/**
 * Cash of an order that each plan counts, in the plans' order: of its own products alone, never what was paid with points
 * or a coupon (rules §5, §0). A plan with none is left out. Throws AmountOverflow past 2^53 - 1.
 */
export const countedCash = (lines: readonly CountedLine[]): { readonly plan: PlanKind; readonly counted: Fen }[] =>
  PLAN_KINDS.flatMap((plan) => {
    const counted = total(lines.filter(({ plans }) => plans.includes(plan)).map(({ cash }) => cash));
    return counted > 0 ? [{ plan, counted }] : [];
  });
