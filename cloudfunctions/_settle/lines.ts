import type { PlanKind } from '@shared/contract';
import { debtorIdOf, isBalanceAsset, memberIdOf, type Posting, system } from '@shared/ledger';
import type { Member, OrderGrants } from '@shared/rules';
import type { NewLine } from '../_books/journal';
import type { PlansInForce } from '../_plans/plans';
import type { OrderDocument } from '../_store/documents';

/** Whose lines they are, and under which versions of the plans. */
interface Settling {
  readonly order: Pick<OrderDocument, 'memberId'>;
  readonly referrer: Member | null;
  readonly plans: PlansInForce;
}

/** One line of a settlement, without what all lines of its plan share. */
interface Said {
  readonly memberId: string;
  readonly kind: NewLine['kind'];
  readonly asset: NewLine['asset'];
  readonly units: number;
  readonly inputs: NewLine['inputs'];
}

/** The lines of one plan; none for an amount of 0. */
const under = (plan: PlanKind, version: number, said: readonly Said[]): NewLine[] =>
  said.flatMap((line) => (line.units === 0 ? [] : [{ ...line, plan, version, note: '' }]));

/** What explains each amount that an order gave, to the last figure. */
export const linesOf = (input: Settling, grants: OrderGrants): NewLine[] => [
  ...pointLines(input, grants.appreciation),
  ...dividendLines(input, grants.dividend),
  ...releaseLines(input, grants.release),
];

function pointLines({ order, referrer, plans }: Settling, grant: OrderGrants['appreciation']): NewLine[] {
  if (!grant) return [];
  const { plan, contribution, price, counted } = grant;
  const figures = {
    countedFen: counted,
    contributionRateMillionths: plan.contributionRate,
    contributionFen: contribution,
    priceFen: price.fen,
    priceMicroPoints: price.points,
    mintedBeforeMicroPoints: grant.mintedBefore,
    maxSupplyMicroPoints: plan.maxSupply,
  };
  const multiple = { exitMultipleMillionths: plan.exitMultiple ?? 0 };
  const gift = { giftRateMillionths: plan.referrerGiftRate };
  const bought = { memberId: order.memberId, kind: 'appreciation.purchase' } as const;
  const referred = { memberId: referrer?.id ?? '', kind: 'appreciation.referral' } as const;
  return under('appreciation', plans.appreciation!.version, [
    {
      ...bought,
      asset: 'appreciating',
      units: grant.buyerPoints,
      inputs: { ...figures, giftRateMillionths: plan.giftRate },
    },
    { ...bought, asset: 'exitQuota', units: grant.buyerExitQuota, inputs: { countedFen: counted, ...multiple } },
    {
      ...referred,
      asset: 'appreciating',
      units: grant.referrerPoints,
      inputs: { ...figures, ...gift, buyerMicroPoints: grant.buyerPoints },
    },
    {
      ...referred,
      asset: 'exitQuota',
      units: grant.referrerExitQuota,
      inputs: { contributionFen: contribution, ...gift, ...multiple },
    },
  ]);
}

function dividendLines({ order, referrer, plans }: Settling, grant: OrderGrants['dividend']): NewLine[] {
  if (!grant) return [];
  const { plan, counted } = grant;
  const quota = { countedFen: counted, quotaMultipleMillionths: plan.quotaMultiple };
  const weight = { countedFen: counted, weightUnitFen: plan.weightUnit };
  const bought = { memberId: order.memberId, kind: 'dividend.grant' } as const;
  const referred = { memberId: referrer?.id ?? '', kind: 'dividend.referral' } as const;
  return under('dividend', plans.dividend!.version, [
    { ...bought, asset: 'quota', units: grant.buyerQuota, inputs: quota },
    { ...bought, asset: 'weight', units: grant.buyerWeight, inputs: weight },
    {
      ...referred,
      asset: 'quota',
      units: grant.referrerQuota,
      inputs: { ...quota, shareMillionths: plan.referralQuotaRate },
    },
    {
      ...referred,
      asset: 'weight',
      units: grant.referrerWeight,
      inputs: { ...weight, shareMillionths: plan.referralWeightRate },
    },
  ]);
}

function releaseLines({ order, plans }: Settling, grant: OrderGrants['release']): NewLine[] {
  if (!grant) return [];
  const { plan, level, counted, granted } = grant;
  const inputs = { countedFen: counted, multipleMillionths: level === 0 ? 0 : plan.tiers[level - 1]!.multiple };
  return under('release', plans.release!.version, [
    { memberId: order.memberId, kind: 'release.grant', asset: 'remaining', units: granted, inputs },
  ]);
}

/** What somebody owes of an asset (rules §5 Owed): nothing of points and weight, ever. */
const owedOf = ({ owed }: Member, asset: Posting['asset']): number =>
  asset === 'exitQuota' || asset === 'quota' || asset === 'spendable' ? owed[asset] : 0;

/**
 * What of a credit paid an older debt and never reached the balance (rules §5 Owed): a line against it, so that the lines
 * of a member sum to the balance. `before`: those whom it credited, as they were.
 */
export const owedLines = (postings: readonly Posting[], before: readonly (Member | null)[]): NewLine[] =>
  postings.flatMap(({ asset, from, to, amount }) => {
    const memberId = debtorIdOf(to);
    if (from !== system.issued || memberId === null || !isBalanceAsset(asset)) return [];
    const debtor = before.find((one) => one?.id === memberId);
    const reached = postings.reduce(
      (sum, one) => sum + (one.asset === asset && memberIdOf(one.to) === memberId ? one.amount : 0),
      0,
    );
    const owed: NewLine['inputs'] = debtor ? { creditedUnits: reached + amount, owedUnits: owedOf(debtor, asset) } : {};
    const inputs = { owedPaidUnits: amount, ...owed };
    return [{ memberId, kind: 'owed.paid', asset, units: -amount, plan: null, version: null, note: '', inputs }];
  });
