import type { PlanKind } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import type { Handler } from '../_actions/outcomes';
import { type PlansInForce, shopRulesOn } from '../_plans/plans';
import type { Settings } from '../_store/settings';
import { appreciationRules, dividendRules, type RulesAndRisks, releaseRules } from './planRules';

/** The rules and risks of one plan as it was published, with its own figures. */
function rulesOf(
  plan: PlanKind,
  { appreciation, dividend, release }: PlansInForce,
  settings: Settings,
): RulesAndRisks | null {
  switch (plan) {
    case 'appreciation':
      return appreciation && appreciationRules(appreciation.wanted, settings);
    case 'dividend':
      return dividend && dividendRules(dividend.wanted, settings);
    case 'release':
      return release && releaseRules(release.wanted, settings);
  }
}

/** Rules and risks of the plans in force, with the version that is to be accepted. */
export const rules: Handler<'wallet.rules'> = async (_input, { nowMs }) => {
  const { plans, settings } = await shopRulesOn(businessDayOf(nowMs));
  return done({
    plans: PLAN_KINDS.flatMap((plan) => {
      const inForce = plans[plan];
      const said = rulesOf(plan, plans, settings);
      if (!inForce || !said) return [];
      const { version, name, fromDay } = inForce;
      return [{ plan, version, name, fromDay, rules: [...said.rules], risks: [...said.risks] }];
    }),
  });
};
