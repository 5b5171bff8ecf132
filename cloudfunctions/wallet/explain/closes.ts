import { showPercent } from '@shared/format';
import { fen, microShares, mulRateDown, quotaFen, shareDown, splitDown } from '@shared/kernel';
import type { MemberFigures } from '../../_books/pages/read';
import { dividendPlanThen, releasePlanThen } from '../../_plans/plans';
import { orders } from '../../_store/collections';
import type { CloseDocument } from '../../_store/documents';
import type { DayCredit } from '../../_store/documents/pages';
import type { CloseKind } from '../credits';
import { partsOfBonus } from './bonuses';
import { downlineOn } from './downlineDay';
import { type Parts, part, plain, ROUNDED_DOWN } from './parts';

/** One credit of one close, and what it stands on. */
interface CreditContext {
  readonly close: CloseDocument;
  readonly credit: DayCredit;
  readonly figures: MemberFigures;
  readonly rank: number;
}

/** Explains a line of a close from the frozen day and the records of its pages. */
export function partsOfCredit(kind: CloseKind, context: CreditContext): Promise<Parts> {
  switch (kind) {
    case 'dividend.proportional':
      return proportionalParts(context);
    case 'dividend.tier':
      return tierParts(context);
    case 'release.static':
      return staticParts(context);
    default:
      return bonusParts(kind, context);
  }
}

const poolSource = (close: CloseDocument): Parts['sources'][number] => ({
  kind: 'pool',
  id: close._id,
  words: `${close._id} 计入的现金营业额 ${plain(close.totals.dividendFen, 'quota')}`,
  amount: { asset: 'cash', units: close.totals.dividendFen },
});

async function proportionalParts({ close, credit }: CreditContext): Promise<Parts> {
  const { dividend } = credit;
  const day = close.dividend!;
  const plan = await dividendPlanThen(close.dividendVersion!);
  const due = shareDown(
    microShares(dividend!.weightMicroShares),
    fen(day.proportionalPoolFen),
    BigInt(day.totalWeight),
  );
  const fresh = mulRateDown(fen(close.totals.dividendFen), plan.proportionalRate);
  const weight = plain(dividend!.weightMicroShares, 'weight');
  const recomputed = Math.min(due, dividend!.quotaBeforeFen);
  return {
    inputs: {
      weightMicroShares: dividend!.weightMicroShares,
      totalWeightMicroShares: day.totalWeight,
      proportionalPoolFen: day.proportionalPoolFen,
      quotaBeforeFen: dividend!.quotaBeforeFen,
    },
    recomputed,
    lines: [
      part(
        '分红池：营业额的比例加上一天结转',
        `${plain(close.totals.dividendFen, 'quota')} × ${showPercent(plan.proportionalRate)} + ${plain(day.proportionalPoolFen - fresh, 'quota')}`,
        'cash',
        day.proportionalPoolFen,
      ),
      part(
        '我的股数 ÷ 参与的总股数 × 分红池',
        `${weight} ÷ ${totalShown(day.totalWeight)} × ${plain(day.proportionalPoolFen, 'quota')}`,
        'cash',
        due,
      ),
      ...(due > dividend!.quotaBeforeFen
        ? [part('不超过剩余额度', plain(dividend!.quotaBeforeFen, 'quota'), 'cash', recomputed)]
        : []),
    ],
    addsUp: false,
    roundingWords: '向下取整到 0.01',
    sources: [poolSource(close)],
  };
}

const totalShown = (total: string): string =>
  BigInt(total) <= BigInt(Number.MAX_SAFE_INTEGER) ? plain(Number(total), 'weight') : total;

async function tierParts({ close, credit }: CreditContext): Promise<Parts> {
  const { dividend } = credit;
  const day = close.dividend!;
  const plan = await dividendPlanThen(close.dividendVersion!);
  const tier = dividend!.tier - 1;
  const fund = fen(day.tierFundsFen[tier]!);
  const people = day.tierMembers[tier]!;
  const isPerHead = plan.tierSplit === 'perCapita';
  const due = isPerHead
    ? splitDown(fund, people)
    : shareDown(microShares(dividend!.weightMicroShares), fund, BigInt(day.tierWeights[tier]!));
  const quotaLeft = quotaFen(dividend!.quotaBeforeFen - dividend!.proportionalFen);
  const recomputed = Math.min(due, quotaLeft);
  return {
    inputs: {
      tierFundFen: fund,
      tierMembers: people,
      tierWeightMicroShares: day.tierWeights[tier]!,
      tierSplit: plan.tierSplit,
      weightMicroShares: dividend!.weightMicroShares,
      quotaLeftFen: quotaLeft,
    },
    recomputed,
    lines: [
      part(
        `第 ${tier + 1} 档的资金`,
        `${plain(plan.tierRateOf === 'pool' ? day.tierPoolFen : close.totals.dividendFen, 'quota')} × ${showPercent(plan.tiers[tier]!.rate)}`,
        'cash',
        fund,
      ),
      part(
        isPerHead ? '该档的会员平分' : '该档按股数分',
        isPerHead
          ? `${plain(fund, 'quota')} ÷ ${people} 人`
          : `${plain(dividend!.weightMicroShares, 'weight')} ÷ ${totalShown(day.tierWeights[tier]!)} × ${plain(fund, 'quota')}`,
        'cash',
        due,
      ),
      ...(due > quotaLeft ? [part('不超过剩余额度', plain(quotaLeft, 'quota'), 'cash', recomputed)] : []),
    ],
    addsUp: false,
    roundingWords: '向下取整到 0.01',
    sources: [poolSource(close)],
  };
}

async function staticParts({ credit }: CreditContext): Promise<Parts> {
  const released = credit.release!.orders.filter(([, , cents]) => cents > 0);
  const found = await orders.getMany(
    released.map(([orderId]) => orderId),
    { grants: true, settleDay: true, orderNo: true },
  );
  const inputs: Record<string, number> = { orders: released.length };
  let recomputed = 0;
  const lines = released.map(([orderId, before], at) => {
    const order = found.find(({ _id }) => _id === orderId);
    const grant = order?.grants.find((one) => one.plan === 'release');
    const daily = grant?.plan === 'release' ? grant.dailyReleaseCents : 0;
    const countedFen = grant?.plan === 'release' ? grant.countedFen : 0;
    const rateMillionths = grant?.plan === 'release' ? grant.dailyRateMillionths : 0;
    inputs[`order${at + 1}RemainingCents`] = before;
    inputs[`order${at + 1}DailyCents`] = daily;
    const cents = Math.min(before, daily);
    recomputed += cents;
    const words = before < daily ? `${order?.settleDay ?? ''} 订单，只剩` : `${order?.settleDay ?? ''} 订单`;
    const figures =
      before < daily ? plain(before, 'remaining') : `${plain(countedFen, 'quota')} × ${showPercent(rateMillionths)}`;
    return part(words, figures, 'spendable', cents);
  });
  return {
    inputs,
    recomputed,
    lines,
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: found.map(({ _id, orderNo }) => ({ kind: 'order', id: _id, words: orderNo, amount: null })),
  };
}

async function bonusParts(
  kind: Exclude<CloseKind, 'dividend.proportional' | 'dividend.tier' | 'release.static'>,
  { close, credit, figures, rank }: CreditContext,
): Promise<Parts> {
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
  return partsOfBonus(kind, downline.members, rank, plan, held - staticCents - paidBefore);
}
