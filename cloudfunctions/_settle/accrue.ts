import { AmountOverflow, addDays, type BusinessDay, type Fen, fen, invariant } from '@shared/kernel';
import { PLAN_KINDS, type PlanKind, type Plans } from '@shared/plans';
import { type BackingPool, type Counted, type Member, type Settlement, settlePurchase } from '@shared/rules';
import type { NewLine } from '../_books/journal';
import { hasAcceptedBy } from '../_orders/accepted';
import { cashLeftOf, lineRemains } from '../_orders/remains';
import type { PlansInForce } from '../_plans/plans';
import type { MemberDocument, OrderDocument, OrderGrant } from '../_store/documents';
import { linesOf, owedLines } from './lines';

/** All that one settlement is computed from. */
interface AccrualInput {
  readonly order: OrderDocument;
  readonly entryId: string;
  readonly day: BusinessDay;
  readonly counted: Partial<Record<PlanKind, Fen>>;
  readonly isOwnShop: boolean;
  readonly plans: PlansInForce;
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly referrerAccepted: MemberDocument['accepted'];
  /** The moment of the settlement. */
  readonly atMs: number;
  readonly pool: BackingPool | null;
  /** What counts for the dividends of the day so far. */
  readonly turnover: Fen;
}

/** What goes into a page at the next close. */
interface PageGrants {
  readonly quotaFen: number;
  readonly weightMicroShares: number;
}

export interface Accrual {
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly pool: BackingPool | null;
  readonly grants: readonly OrderGrant[];
  readonly postings: Settlement['postings'];
  readonly lines: readonly NewLine[];
  readonly ofBuyer: PageGrants & {
    readonly volumeFen: number;
    readonly pointsVolumeCents: number;
    readonly grantedReleaseCents: number;
    readonly dailyReleaseCents: number;
  };
  readonly ofReferrer: PageGrants;
}

/** The plans in force as the rules take them. */
export const plansOf = ({ appreciation, dividend, release }: PlansInForce): Plans => ({
  ...(appreciation && { appreciation: appreciation.plan }),
  ...(dividend && { dividend: dividend.plan }),
  ...(release && { release: release.plan }),
});

const countedBy = (counted: AccrualInput['counted']): Counted => ({
  appreciation: counted.appreciation ?? null,
  dividend: counted.dividend ?? null,
  release: counted.release ?? null,
});

/**
 * Settles an order by the rule for it (rules §1, §3, §4, §5), with the lines that explain each amount and what waits for
 * the close. Pure: state in, state out. Throws AmountOverflow, which refuses the whole of it.
 */
export function accrue(input: AccrualInput): Accrual {
  const { order, buyer, referrer, referrerAccepted, pool, counted, plans } = input;
  if (PLAN_KINDS.every((plan) => counted[plan] === undefined)) return nothing(input);
  const outcome = settlePurchase(
    // The volume above the buyer is bound by what was ever settled, far below 2^53.
    { buyer, referrer, pool, turnover: input.turnover, volumeAbove: null },
    {
      id: order._id,
      amount: fen(cashLeftOf(order)),
      counted: countedBy(counted),
      isOwnShop: input.isOwnShop,
      referrerTakesPart: {
        appreciation: hasAcceptedBy(referrerAccepted, 'appreciation', input.atMs),
        dividend: hasAcceptedBy(referrerAccepted, 'dividend', input.atMs),
      },
    },
    plansOf(plans),
  );
  if (!outcome.ok) {
    invariant(outcome.refusal.code === 'amount/tooLarge', `${order._id}: ${outcome.refusal.code}`);
    throw new AmountOverflow(String(outcome.refusal.figures.why));
  }
  return accrued(input, outcome.value);
}

const NO_GRANTS: PageGrants = { quotaFen: 0, weightMicroShares: 0 };

const nothing = ({ buyer, referrer }: AccrualInput): Accrual => ({
  buyer,
  referrer,
  pool: null,
  grants: [],
  postings: [],
  lines: [],
  ofBuyer: { ...NO_GRANTS, volumeFen: 0, pointsVolumeCents: 0, grantedReleaseCents: 0, dailyReleaseCents: 0 },
  ofReferrer: NO_GRANTS,
});

function accrued(input: AccrualInput, { state, grants, postings }: Settlement): Accrual {
  const { order, buyer, referrer } = input;
  const { appreciation, release } = grants;
  const reached = (before: Member, after: Member): PageGrants => ({
    quotaFen: after.quotaToday - before.quotaToday,
    weightMicroShares: after.weightToday - before.weightToday,
  });
  const pointsVolumeCents = order.lines.reduce(
    (sum, one) => sum + (one.plans.includes('release') ? lineRemains(one).spendable : 0),
    0,
  );
  return {
    buyer: state.buyer,
    referrer: state.referrer,
    pool: appreciation ? state.pool : null,
    grants: grantsOf(input, grants),
    postings,
    lines: [...linesOf(input, grants), ...owedLines(postings, [buyer, referrer])],
    ofBuyer: {
      ...reached(buyer, state.buyer),
      volumeFen: release?.counted ?? 0,
      pointsVolumeCents: release ? pointsVolumeCents : 0,
      grantedReleaseCents: release?.granted ?? 0,
      dailyReleaseCents: release?.daily ?? 0,
    },
    ofReferrer: referrer && state.referrer ? reached(referrer, state.referrer) : NO_GRANTS,
  };
}

/** What the order's page tells of its grants, plan by plan. */
function grantsOf({ plans, day, entryId }: AccrualInput, grants: Settlement['grants']): OrderGrant[] {
  const { appreciation, dividend, release } = grants;
  const of: OrderGrant[] = [];
  if (appreciation)
    of.push({
      plan: 'appreciation',
      version: plans.appreciation!.version,
      countedFen: appreciation.counted,
      contributionFen: appreciation.contribution,
      pointsMicroPoints: appreciation.buyerPoints,
      referrerMicroPoints: appreciation.referrerPoints,
      priceFen: appreciation.price.fen,
      priceMicroPoints: appreciation.price.points,
      exitQuotaFen: appreciation.buyerExitQuota,
      entryId,
    });
  if (dividend)
    of.push({
      plan: 'dividend',
      version: plans.dividend!.version,
      countedFen: dividend.counted,
      quotaFen: dividend.buyerQuota,
      weightMicroShares: dividend.buyerWeight,
      fromDay: addDays(day, 1),
      entryId,
    });
  if (release)
    of.push({
      plan: 'release',
      version: plans.release!.version,
      countedFen: release.counted,
      multipleMillionths: release.level === 0 ? null : release.plan.tiers[release.level - 1]!.multiple,
      dailyRateMillionths: release.plan.dailyRate,
      grantedReleaseCents: release.granted,
      dailyReleaseCents: release.daily,
      entryId,
    });
  return of;
}
