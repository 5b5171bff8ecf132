import type { PlanKind } from '@shared/contract';
import { addDays, type BusinessDay, type Fen, invariant } from '@shared/kernel';
import { type Posting, post, system } from '@shared/ledger';
import {
  accrueDividend,
  type BackingPool,
  type Member,
  orderAccount,
  purchasePoints,
  releaseGrant,
} from '@shared/rules';
import type { NewLine } from '../_books/journal';
import type { PlansInForce } from '../_plans/plans';
import type { MemberDocument, OrderDocument, OrderGrant } from '../_store/documents';

/** All that one settlement is computed from. */
export interface AccrualInput {
  readonly order: OrderDocument;
  readonly entryId: string;
  readonly day: BusinessDay;
  readonly counted: Partial<Record<PlanKind, Fen>>;
  readonly plans: PlansInForce;
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly referrerAccepted: MemberDocument['accepted'];
  readonly pool: BackingPool | null;
}

/** What goes into a page at the next close. */
export interface PageGrants {
  readonly quotaFen: number;
  readonly weightMicroShares: number;
}

export interface Accrual {
  readonly buyer: Member;
  readonly referrer: Member | null;
  readonly pool: BackingPool | null;
  readonly grants: readonly OrderGrant[];
  readonly postings: readonly Posting[];
  readonly lines: readonly NewLine[];
  readonly ofBuyer: PageGrants & {
    readonly volumeFen: number;
    readonly pointsVolumeCents: number;
    readonly grantedReleaseCents: number;
    readonly dailyReleaseCents: number;
  };
  readonly ofReferrer: PageGrants;
}

const line = (
  memberId: string,
  kind: NewLine['kind'],
  asset: NewLine['asset'],
  units: number,
  plan: PlanKind,
  version: number,
  inputs: NewLine['inputs'],
): NewLine[] => (units === 0 ? [] : [{ memberId, kind, asset, units, plan, version, note: '', inputs }]);

/**
 * An order's accrual under every plan that counts it, in the order of the rules: points, dividends, release (rules §1,
 * §3, §4). Pure: state in, state out, with the lines that explain each amount. Throws AmountOverflow.
 */
export function accrue(input: AccrualInput): Accrual {
  const afterPoints = accruePoints(input);
  const dividend = accrueWeight(input);
  const release = accrueRelease(input);
  const { referrer } = afterPoints;
  return {
    buyer: { ...afterPoints.buyer, level: Math.max(afterPoints.buyer.level, release.level) },
    referrer,
    pool: afterPoints.pool,
    grants: [...afterPoints.grants, ...dividend.grants, ...release.grants],
    postings: [...afterPoints.postings, ...dividend.postings, ...release.postings],
    lines: [...afterPoints.lines, ...dividend.lines, ...release.lines],
    ofBuyer: { ...dividend.ofBuyer, ...release.ofBuyer },
    ofReferrer: dividend.ofReferrer,
  };
}

function accruePoints(input: AccrualInput) {
  const { buyer, order, plans, counted, referrerAccepted, entryId, pool } = input;
  const amount = counted.appreciation;
  const nothing = { buyer, referrer: input.referrer, pool: null, grants: [], postings: [], lines: [] };
  if (amount === undefined || !plans.appreciation) return nothing;
  invariant(pool !== null, 'an appreciation plan without its pool');
  const { plan, version } = plans.appreciation;
  const referrer = referrerAccepted.appreciation?.length ? input.referrer : null;
  const bought = purchasePoints(buyer, referrer, pool, amount, plan);
  const { grant } = bought;
  const figures = {
    countedFen: amount,
    contributionRateMillionths: plan.contributionRate,
    contributionFen: grant.contribution,
    priceFen: grant.price.fen,
    priceMicroPoints: grant.price.points,
    mintedBeforeMicroPoints: pool.minted,
    maxSupplyMicroPoints: plan.maxSupply,
  };
  const ofBuyer = { ...figures, giftRateMillionths: plan.giftRate };
  const ofReferrer = { ...figures, giftRateMillionths: plan.referrerGiftRate };
  const multiple = { exitMultipleMillionths: plan.exitMultiple ?? 0 };
  return {
    buyer: bought.buyer,
    referrer: referrer ? bought.referrer : input.referrer,
    pool: bought.pool,
    grants: [
      {
        plan: 'appreciation' as const,
        version,
        countedFen: amount,
        contributionFen: grant.contribution,
        pointsMicroPoints: grant.buyerPoints,
        referrerMicroPoints: grant.referrerPoints,
        priceFen: grant.price.fen,
        priceMicroPoints: grant.price.points,
        exitQuotaFen: grant.buyerExitQuota,
        entryId,
      },
    ],
    postings: bought.postings,
    lines: [
      ...line(
        order.memberId,
        'appreciation.purchase',
        'appreciating',
        grant.buyerPoints,
        'appreciation',
        version,
        ofBuyer,
      ),
      ...line(order.memberId, 'appreciation.purchase', 'exitQuota', grant.buyerExitQuota, 'appreciation', version, {
        countedFen: amount,
        ...multiple,
      }),
      ...(referrer
        ? [
            ...line(
              referrer.id,
              'appreciation.referral',
              'appreciating',
              grant.referrerPoints,
              'appreciation',
              version,
              {
                ...ofReferrer,
                buyerMicroPoints: grant.buyerPoints,
              },
            ),
            ...line(
              referrer.id,
              'appreciation.referral',
              'exitQuota',
              grant.referrerExitQuota,
              'appreciation',
              version,
              {
                contributionFen: grant.contribution,
                giftRateMillionths: plan.referrerGiftRate,
                ...multiple,
              },
            ),
          ]
        : []),
    ],
  };
}

function accrueWeight(input: AccrualInput) {
  const { order, buyer, referrerAccepted, counted, plans, day, entryId } = input;
  const amount = counted.dividend;
  const none: PageGrants = { quotaFen: 0, weightMicroShares: 0 };
  if (amount === undefined || !plans.dividend)
    return { grants: [], postings: [], lines: [], ofBuyer: none, ofReferrer: none };
  const { plan, version } = plans.dividend;
  const referrer = referrerAccepted.dividend?.length ? input.referrer : null;
  const { grant, postings } = accrueDividend(buyer, referrer, amount, plan);
  const quota = { countedFen: amount, quotaMultipleMillionths: plan.quotaMultiple };
  const weight = { countedFen: amount, weightUnitFen: plan.weightUnit };
  return {
    grants: [
      {
        plan: 'dividend' as const,
        version,
        countedFen: amount,
        quotaFen: grant.buyerQuota,
        weightMicroShares: grant.buyerWeight,
        fromDay: addDays(day, 1),
        entryId,
      },
    ],
    postings,
    lines: [
      ...line(order.memberId, 'dividend.grant', 'quota', grant.buyerQuota, 'dividend', version, quota),
      ...line(order.memberId, 'dividend.grant', 'weight', grant.buyerWeight, 'dividend', version, weight),
      ...(referrer
        ? [
            ...line(referrer.id, 'dividend.referral', 'quota', grant.referrerQuota, 'dividend', version, {
              ...quota,
              shareMillionths: plan.referralQuotaRate,
            }),
            ...line(referrer.id, 'dividend.referral', 'weight', grant.referrerWeight, 'dividend', version, {
              ...weight,
              shareMillionths: plan.referralWeightRate,
            }),
          ]
        : []),
    ],
    ofBuyer: { quotaFen: grant.buyerQuota, weightMicroShares: grant.buyerWeight },
    ofReferrer: { quotaFen: grant.referrerQuota, weightMicroShares: grant.referrerWeight },
  };
}

function accrueRelease({ order, counted, plans, entryId }: AccrualInput) {
  const amount = counted.release;
  const none = { volumeFen: 0, pointsVolumeCents: 0, grantedReleaseCents: 0, dailyReleaseCents: 0 };
  if (amount === undefined || !plans.release) return { level: 0, grants: [], postings: [], lines: [], ofBuyer: none };
  const { plan, version } = plans.release;
  const grant = releaseGrant(amount, plan);
  const pointsVolumeCents = order.lines.reduce(
    (sum, one) => sum + (one.plans.includes('release') ? one.pointsCents : 0),
    0,
  );
  const ofBuyer = {
    volumeFen: amount,
    pointsVolumeCents,
    grantedReleaseCents: grant?.granted ?? 0,
    dailyReleaseCents: grant?.daily ?? 0,
  };
  const multipleMillionths = grant ? plan.tiers[grant.level - 1]!.multiple : null;
  return {
    level: grant?.level ?? 0,
    grants: [
      {
        plan: 'release' as const,
        version,
        countedFen: amount,
        multipleMillionths,
        dailyRateMillionths: plan.dailyRate,
        grantedReleaseCents: ofBuyer.grantedReleaseCents,
        dailyReleaseCents: ofBuyer.dailyReleaseCents,
        entryId,
      },
    ],
    postings: grant ? post('remaining', system.issued, orderAccount(order._id), grant.granted) : [],
    lines: line(order.memberId, 'release.grant', 'remaining', ofBuyer.grantedReleaseCents, 'release', version, {
      countedFen: amount,
      multipleMillionths: multipleMillionths ?? 0,
    }),
    ofBuyer,
  };
}
