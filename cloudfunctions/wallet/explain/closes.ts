import type { Explanation } from '@shared/contract';
import { plain } from '@shared/explain';
import { businessDayOf } from '@shared/kernel';
import type { CloseKind } from '../../_books/closeLines';
import type { MemberFigures } from '../../_books/pages/read';
import { dividendPlanThen, releasePlanThen } from '../../_plans/plans';
import { orders } from '../../_store/collections';
import type { CloseDocument, OrderDocument } from '../../_store/documents';
import type { DayCredit } from '../../_store/documents/pages';
import { bonusInputs } from './bonuses';
import { downlineOn } from './downlineDay';

/** Orders of a static release that are told one by one; the rest by count and sum. */
const ORDERS_TOLD = 30;

/** One credit of one close, and what it stands on. */
interface CreditContext {
  readonly close: CloseDocument;
  readonly credit: DayCredit;
  readonly figures: MemberFigures;
  readonly rank: number;
}

/** What a line of a close is explained by, read from the frozen day and the records of its pages. */
interface CreditInputs {
  readonly inputs: Explanation['inputs'];
  readonly sources: Explanation['sources'];
}

export function inputsOfCredit(kind: CloseKind, context: CreditContext): Promise<CreditInputs> {
  switch (kind) {
    case 'dividend.proportional':
      return proportionalInputs(context);
    case 'dividend.tier':
      return tierInputs(context);
    case 'release.static':
      return staticInputs(context);
    default:
      return bonusInputsOf(kind, context);
  }
}

const poolSource = (close: CloseDocument): Explanation['sources'][number] => ({
  kind: 'pool',
  id: close._id,
  words: `${close._id} 计入的现金营业额 ${plain(close.totals.dividendFen, 'quota')}`,
  amount: { asset: 'cash', units: close.totals.dividendFen },
});

async function proportionalInputs({ close, credit }: CreditContext): Promise<CreditInputs> {
  const dividend = credit.dividend!;
  const day = close.dividend!;
  const plan = await dividendPlanThen(close.dividendVersion!);
  return {
    inputs: {
      turnoverFen: close.totals.dividendFen,
      proportionalRateMillionths: plan.proportionalRate,
      carriedInFen: day.carriedInFen - day.cutFromCarryFen,
      weightMicroShares: dividend.weightMicroShares,
      totalWeightMicroShares: day.totalWeight,
      quotaBeforeFen: dividend.quotaBeforeFen,
    },
    sources: [poolSource(close)],
  };
}

async function tierInputs({ close, credit }: CreditContext): Promise<CreditInputs> {
  const dividend = credit.dividend!;
  const day = close.dividend!;
  const plan = await dividendPlanThen(close.dividendVersion!);
  const tier = dividend.tier - 1;
  return {
    inputs: {
      turnoverFen: close.totals.dividendFen,
      tierPoolRateMillionths: plan.tierRate,
      tierRateOf: plan.tierRateOf,
      tier: dividend.tier,
      tierRateMillionths: plan.tiers[tier]!.rate,
      tierSplit: plan.tierSplit,
      tierMembers: day.tierMembers[tier]!,
      tierWeightMicroShares: day.tierWeights[tier]!,
      weightMicroShares: dividend.weightMicroShares,
      quotaBeforeFen: dividend.quotaBeforeFen,
      proportionalFen: dividend.proportionalFen,
    },
    sources: [poolSource(close)],
  };
}

type Released = Pick<OrderDocument, '_id' | 'orderNo' | 'settleDay' | 'grants' | 'reversals'>;

async function staticInputs({ close, credit }: CreditContext): Promise<CreditInputs> {
  const released = credit.release!.orders.filter(([, , cents]) => cents > 0);
  const told = released.slice(0, ORDERS_TOLD);
  const found: readonly Released[] = await orders.getMany(
    told.map(([orderId]) => orderId),
    { grants: true, settleDay: true, orderNo: true, reversals: true },
  );
  const inputs: Record<string, number | string> = { orders: told.length };
  for (const [at, [orderId, before]] of told.entries()) {
    const order = found.find(({ _id }) => _id === orderId);
    if (order) Object.assign(inputs, orderInputs(`order${at + 1}`, order, before, close._id));
  }
  if (released.length > told.length) {
    inputs.restOrders = released.length - told.length;
    inputs.restCents = released.slice(told.length).reduce((sum, [, , cents]) => sum + cents, 0);
  }
  return {
    inputs,
    sources: told.flatMap(([orderId]) => {
      const order = found.find(({ _id }) => _id === orderId);
      return order ? [{ kind: 'order' as const, id: orderId, words: order.orderNo, amount: null }] : [];
    }),
  };
}

/** What an order released a day on a day: as it was granted, or as its newest reversal until then left it. */
function orderInputs(name: string, order: Released, remainingCents: number, day: string) {
  const grant = order.grants.find((one) => one.plan === 'release');
  if (grant?.plan !== 'release') return {};
  const cut = (order.reversals ?? []).filter(({ atMs }) => businessDayOf(atMs) <= day).at(-1);
  return {
    [`${name}Day`]: order.settleDay!,
    [`${name}RemainingCents`]: remainingCents,
    ...(cut
      ? { [`${name}DailyCents`]: cut.dailyReleaseCents }
      : { [`${name}CountedFen`]: grant.countedFen, [`${name}DailyRateMillionths`]: grant.dailyRateMillionths }),
  };
}

async function bonusInputsOf(
  kind: Exclude<CloseKind, 'dividend.proportional' | 'dividend.tier' | 'release.static'>,
  { close, credit, figures, rank }: CreditContext,
): Promise<CreditInputs> {
  const [plan, downline] = await Promise.all([
    releasePlanThen(close.releaseVersion!, close.paused),
    downlineOn(figures, close._id),
  ]);
  const { staticCents, firstGenerationCents, secondGenerationCents, teamCents, orders: falls } = credit.release!;
  const paidBefore = {
    'release.firstGeneration': 0,
    'release.secondGeneration': firstGenerationCents,
    'release.team': firstGenerationCents + secondGenerationCents,
    'release.sameRank': firstGenerationCents + secondGenerationCents + teamCents,
  }[kind];
  const held = falls.reduce((sum, [, before]) => sum + before, 0);
  const inputs = bonusInputs(kind, downline.members, rank, plan, held - staticCents - paidBefore);
  return { inputs, sources: [] };
}
