import { businessDayOf, done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import type { Handler } from '../_actions/outcomes';
import { plansOn } from '../_plans/plans';
import { PLAN_RULES } from './words';

/** Rules and risks of the plans in force, with the version that is to be accepted. */
export const rules: Handler<'wallet.rules'> = async (_input, { nowMs }) => {
  const plans = await plansOn(businessDayOf(nowMs));
  return done({
    plans: PLAN_KINDS.flatMap((plan) => {
      const inForce = plans[plan];
      return inForce
        ? [
            {
              plan,
              version: inForce.version,
              name: inForce.name,
              fromDay: inForce.fromDay,
              rules: [...PLAN_RULES[plan].rules],
              risks: [...PLAN_RULES[plan].risks],
            },
          ]
        : [];
    }),
  });
};
