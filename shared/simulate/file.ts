import { decimalText } from '@shared/kernel';
import type { AppreciationPlan, DividendPlan, Plans, ReleasePlan } from '@shared/plans';
import type { Scenario, ScenarioEvent, ScenarioSeries } from './scenario';

const two = (units: number): string => decimalText(units, 2);
const six = (units: number): string => decimalText(units, 6);

const appreciationText = (plan: AppreciationPlan) => ({
  contributionRate: six(plan.contributionRate),
  giftRate: six(plan.giftRate),
  referrerGiftRate: six(plan.referrerGiftRate),
  // Read as so many fen for 10,000 points: yuan a point with six decimals.
  issuePrice: six(plan.issuePrice.fen),
  maxSupply: six(plan.maxSupply),
  sellFeeRate: six(plan.sellFeeRate),
  redeemFeeRate: six(plan.redeemFeeRate),
  exitMultiple: plan.exitMultiple === null ? null : six(plan.exitMultiple),
  seedPoints: six(plan.seedPoints),
});

const dividendText = (plan: DividendPlan) => ({
  quotaMultiple: six(plan.quotaMultiple),
  weightUnit: two(plan.weightUnit),
  referralQuotaRate: six(plan.referralQuotaRate),
  referralWeightRate: six(plan.referralWeightRate),
  proportionalRate: six(plan.proportionalRate),
  tierRate: six(plan.tierRate),
  tiers: plan.tiers.map(({ from, rate }) => ({ from: six(from), rate: six(rate) })),
  tierRateOf: plan.tierRateOf,
  tierSplit: plan.tierSplit,
  weightBase: plan.weightBase,
});

const releaseText = (plan: ReleasePlan) => ({
  tiers: plan.tiers.map(({ from, multiple }) => ({ from: two(from), multiple: six(multiple) })),
  dailyRate: six(plan.dailyRate),
  referralRates: plan.referralRates.map(six),
  ranks: plan.ranks.map(({ from, rate }) => ({ from: two(from), rate: six(rate) })),
  sameRankRate: six(plan.sameRankRate),
  teamVolumeIncludesOwn: plan.teamVolumeIncludesOwn,
});

/** Plans in the form of a file: decimal text. */
export const plansText = ({ appreciation, dividend, release }: Plans) => ({
  ...(appreciation ? { appreciation: appreciationText(appreciation) } : {}),
  ...(dividend ? { dividend: dividendText(dividend) } : {}),
  ...(release ? { release: releaseText(release) } : {}),
});

function eventText(event: ScenarioEvent): object {
  switch (event.type) {
    case 'sell':
    case 'redeem':
    case 'exchange':
    case 'merchantSell':
      return { ...event, points: six(event.points) };
    case 'purchase':
    case 'pay':
    case 'merchantRedeem':
    case 'spend':
      return { ...event, amount: two(event.amount) };
    case 'reverse':
      return event.amount === undefined ? event : { ...event, amount: two(event.amount) };
    case 'publish':
      return { ...event, plan: plansText(event.plan) };
    case 'adjust': {
      const { adjustment, ...rest } = event;
      const { kind, asset, amount } = adjustment;
      return { ...rest, asset, [kind]: asset === 'appreciating' ? six(amount) : two(amount) };
    }
    default:
      return event;
  }
}

const seriesText = ({ price, ...series }: ScenarioSeries) => ({
  ...series,
  asset: price.asset,
  price: two(price.asset === 'appreciating' ? price.worth : price.units),
});

/** A scenario as the text of a file that reads as the same scenario, a row a line. */
export function scenarioText({ plans, members, merchants, series, events, ...head }: Scenario): string {
  const rows = (of: readonly object[]) => `[${of.map((one) => `\n  ${JSON.stringify(one)}`).join(',')}\n ]`;
  const parts = [
    ...Object.entries({ ...head, plan: plansText(plans) }).map(
      ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    ),
    `"members": ${rows(members)}`,
    `"merchants": ${rows(merchants)}`,
    ...(series.length > 0 ? [`"series": ${rows(series.map(seriesText))}`] : []),
    `"events": ${rows(events.map(eventText))}`,
  ];
  return `{\n ${parts.join(',\n ')}\n}\n`;
}
