import { rankName, showMultiple, showPercent, showPlain } from '@shared/format';
import type { DividendPlan, ReleasePlan } from '@shared/plans';

/** A plan's tables as phrases of running text: every bound and rate that it has, nothing rounded. */

/** "3,000.00", without a sign of yuan: the word stands beside it. */
export const yuan = (units: number): string => showPlain(units, 'quota');

/** "满 3,000.00 元送 2.5 倍、满 9,000.00 元送 3 倍" */
export const tiersInWords = ({ tiers }: ReleasePlan): string =>
  tiers.length === 0
    ? '没有达到就送的档'
    : tiers.map(({ from, multiple }) => `满 ${yuan(from)} 元送 ${showMultiple(multiple)} 倍`).join('、');

/** "青铜 10%、白银 20%" */
export const ranksInWords = ({ ranks }: ReleasePlan): string =>
  ranks.length === 0
    ? '没有等级'
    : ranks.map(({ rate }, at) => `${rankName(at + 1) ?? ''} ${showPercent(rate)}`).join('、');

/** "青铜满 50,000.00 元、白银满 200,000.00 元": what a rank asks of the team's volume. */
export const boundsInWords = ({ ranks }: ReleasePlan): string =>
  ranks.map(({ from }, at) => `${rankName(at + 1) ?? ''}满 ${yuan(from)} 元`).join('、');

/** What the tiers of the dividends share, and how; a plan without tiers shares nothing so. */
export function fundsInWords({ tiers, tierRate, tierRateOf, tierSplit }: DividendPlan): string {
  if (tiers.length === 0) return '这一版没有档位。';
  const isOfPool = tierRateOf === 'pool';
  const shares = tiers
    .map(({ from, rate }, at) => `V${at + 1}（满 ${showPlain(from, 'weight')} 股）${showPercent(rate)}`)
    .join('、');
  const split = tierSplit === 'perCapita' ? '由该档的会员平分' : '由该档的会员按股数分';
  return isOfPool
    ? `当天计入的现金营业额的 ${showPercent(tierRate)} 是档位池，各档得其中：${shares}，${split}。`
    : `各档得当天计入的现金营业额的：${shares}，${split}。`;
}
