import type { Me } from '@shared/contract';

/** The plans in force whose newest rules this member has not accepted yet: they count none of the member's orders. */
export const unreadPlans = (me: Pick<Me, 'plansInForce' | 'accepted'>): Me['plansInForce'] =>
  me.plansInForce.filter((plan) => !me.accepted.some((one) => one.plan === plan.plan && one.version >= plan.version));
