import { type Fen, fen, mulDivUp, mulRateUp, RATE_ONE, type Rate, rate, ratioAtLeast } from '@shared/kernel';
import { PLAN_KINDS, type PlanKind, type Plans } from '@shared/plans';
import { total } from './priceShares';

/** What a piece is sold for, and what the platform owes its supplier or merchant for it. */
interface Margin {
  readonly price: Fen;
  readonly cost: Fen;
}

/** The part of the price that the plans named take together, of those that run. */
export const sharesTaken = (named: readonly PlanKind[], { appreciation, dividend }: Plans): Rate =>
  rate(
    (named.includes('appreciation') && appreciation ? appreciation.contributionRate : 0) +
      (named.includes('dividend') && dividend ? dividend.proportionalRate + dividend.tierRate : 0),
  );

/**
 * Of the plans that a product names, those that run, if its margin can pay their shares of the price:
 * price × (contributionRate + proportionalRate + tierRate of the plans it names) <= price - cost. None otherwise: the
 * product is sold without points (rules §5).
 */
export function payablePlans(named: readonly PlanKind[], { price, cost }: Margin, plans: Plans): readonly PlanKind[] {
  const running = named.filter((plan) => plans[plan]);
  // (price - cost) / price >= shares / 1; a cost above the price makes the left side negative, and pays for nothing.
  return ratioAtLeast(price - cost, price, sharesTaken(named, plans), RATE_ONE) ? running : [];
}

/**
 * The figures behind `payablePlans` of one piece: what it leaves, what the plans need of it, and the lowest price and the
 * highest cost with which it could pay. What is needed is rounded up: a plan is never short.
 */
export function marginFigures(named: readonly PlanKind[], { price, cost }: Margin, plans: Plans) {
  const shares = sharesTaken(named, plans);
  const needed = mulRateUp(price, shares);
  const margin = price - cost;
  return {
    margin,
    needed,
    left: margin - needed,
    isCounted: payablePlans(named, { price, cost }, plans).length > 0,
    // price - cost >= price × shares is price >= cost / (1 - shares): a ratio of two rates, in whatever unit.
    priceAtLeast: shares < RATE_ONE ? mulDivUp(fen(RATE_ONE), cost, fen(RATE_ONE - shares)) : null,
    costAtMost: price >= needed ? fen(price - needed) : null,
  };
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
