import type { PlanKind } from '@shared/contract';
import { type Fen, fen } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { cashOf, whyNotCounted } from '@shared/rules';
import { hasAcceptedBy } from '../_orders/accepted';
import { marginOf } from '../_orders/margin';
import { lineRemains } from '../_orders/remains';
import { payablePlans, type WorkingPlans } from '../_plans/plans';
import type { MemberDocument, NotCountedWhy, OrderDocument } from '../_store/documents';

/** Cash of an order by plan that counts it, and why another that its goods name does not. */
interface CountedOrder {
  readonly counted: Partial<Record<PlanKind, Fen>>;
  readonly notCounted: readonly { readonly plan: PlanKind; readonly why: NotCountedWhy }[];
  readonly isOwnShop: boolean;
}

/**
 * The cash that each plan counts as the order settles (rules §5): what remains paid of its own products alone, only where the margin can
 * pay for it under the version that is asked, never at one's own shop (`ownerId` has it now), never where the rules were
 * accepted after the moment of the settlement, `atMs`.
 */
export function countedPlans(
  order: Pick<OrderDocument, 'memberId' | 'shopOwnerId' | 'lines' | 'coupon' | 'redeemed'>,
  buyer: Pick<MemberDocument, 'accepted'>,
  plans: WorkingPlans,
  ownerId: string | null,
  atMs: number,
): CountedOrder {
  const counted: Partial<Record<PlanKind, Fen>> = {};
  const notCounted: { plan: PlanKind; why: NotCountedWhy }[] = [];
  // The shop's owner when it was ordered, or now: neither buys with a reward from himself.
  const isOwnShop = [order.shopOwnerId, ownerId].includes(order.memberId);
  const paidOf = new Map(
    order.lines.map((line) => {
      const { price, cost } = marginOf(line, { coupon: order.coupon, isOfMerchant: order.shopOwnerId !== null });
      return [line, payablePlans(line.plans, price, cost, plans)];
    }),
  );
  for (const plan of PLAN_KINDS) {
    const named = order.lines.filter((line) => line.plans.includes(plan));
    const why = whyNotCounted({
      isNamed: named.length > 0,
      isOn: plans[plan] !== null,
      isOwnShop,
      hasAccepted: hasAcceptedBy(buyer.accepted, plan, atMs),
    });
    if (why === 'notNamed') continue;
    const payable = named.filter((line) => paidOf.get(line)!.includes(plan));
    // What points were redeemed for is no cash (rules §0).
    const cash = order.redeemed ? 0 : payable.reduce((sum, line) => sum + cashOf(lineRemains(line)), 0);
    const told = why ?? whyNotPayable(plan, plans, payable.length, cash);
    if (told) notCounted.push({ plan, why: told });
    else counted[plan] = fen(cash);
  }
  return { counted, notCounted, isOwnShop };
}

function whyNotPayable(plan: PlanKind, plans: WorkingPlans, payable: number, cash: number): NotCountedWhy | null {
  if (payable === 0) return 'cashCannotPay';
  if (cash === 0) return 'noCash';
  return plan === 'dividend' && !plans.isCleared('dividend.cash') ? 'notCleared' : null;
}
