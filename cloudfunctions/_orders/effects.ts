import type { GoodsPage, PlanEffect, PlanKind } from '@shared/contract';
import { type Fen, mulRateDown } from '@shared/kernel';
import { previewDividendGrant, releaseGrant, whyNotCounted } from '@shared/rules';
import type { PlansInForce } from '../_plans/plans';
import type { MemberDocument } from '../_store/documents';
import { hasAcceptedBy } from './accepted';

/** Who looks at a product: nobody in particular may have accepted everything. */
interface Viewer {
  readonly viewer: MemberDocument | null;
  readonly isOwnShop: boolean;
}

type NotCounted = GoodsPage['skus'][number]['notCounted'];

/**
 * The plans that a product names and that would not count one piece of it if it settled now, and why: what the
 * settlement will look at as well (rules §5). `payable`: those that its margin can pay for.
 */
export function notCountedOf(
  named: readonly PlanKind[],
  payable: readonly PlanKind[],
  { viewer, isOwnShop }: Viewer,
  plans: PlansInForce,
): NotCounted {
  const whyNot = (plan: PlanKind): NotCounted[number]['why'] | null => {
    const hasAccepted = viewer === null || hasAcceptedBy(viewer.accepted, plan, Number.MAX_SAFE_INTEGER);
    const why = whyNotCounted({ isNamed: true, isOn: plans[plan] !== null, isOwnShop, hasAccepted });
    if (why !== null && why !== 'notNamed') return why;
    if (!payable.includes(plan)) return 'cashCannotPay';
    return plan === 'dividend' && !plans.isCleared('dividend.cash') ? 'notCleared' : null;
  };
  return named.flatMap((plan) => {
    const why = whyNot(plan);
    return why === null ? [] : [{ plan, why }];
  });
}

/** What each plan does with one piece paid in cash; sums are made here, never on a screen. */
export function effectsOf(price: Fen, counting: readonly PlanKind[], plans: PlansInForce): PlanEffect[] {
  const effects: PlanEffect[] = [];
  const { appreciation, dividend, release } = plans;
  if (appreciation && counting.includes('appreciation')) {
    const contribution = mulRateDown(price, appreciation.plan.contributionRate);
    effects.push({
      plan: 'appreciation',
      version: appreciation.version,
      contributionRateMillionths: appreciation.plan.contributionRate,
      contributionFen: contribution,
      giftRateMillionths: appreciation.plan.giftRate,
      giftFen: mulRateDown(contribution, appreciation.plan.giftRate),
    });
  }
  if (dividend && counting.includes('dividend')) {
    const grant = previewDividendGrant(price, false, dividend.plan);
    effects.push({
      plan: 'dividend',
      version: dividend.version,
      quotaMultipleMillionths: dividend.plan.quotaMultiple,
      quotaFen: grant.buyerQuota,
      weightUnitFen: dividend.plan.weightUnit,
      weightMicroShares: grant.buyerWeight,
    });
  }
  if (release && counting.includes('release')) {
    const grant = releaseGrant(price, release.plan);
    const multiple = grant && release.plan.tiers[grant.level - 1]!.multiple;
    effects.push({
      plan: 'release',
      version: release.version,
      multipleMillionths: multiple,
      grantedReleaseCents: grant?.granted ?? 0,
      dailyReleaseCents: grant?.daily ?? 0,
      firstTierFen: release.plan.tiers[0]?.from ?? null,
    });
  }
  return effects;
}
