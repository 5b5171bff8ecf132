import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_lib/outcomes';
import { plansOn } from '../_lib/plans';
import { PLAN_RULES } from './words';

/** Rules and risks of the plans in force, with the version that is to be accepted. */
export const rules: Handler<'wallet.rules'> = async (_input, { nowMs }) => {
  const plans = await plansOn(businessDayOf(nowMs));
  return done({
    plans: (['appreciation', 'dividend', 'release'] as const).flatMap((plan) => {
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
