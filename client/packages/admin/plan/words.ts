import type { OutputOf, PlanTerms, PresetName } from '@shared/contract';
import { showMultiple, showPercent, showPlain } from '@shared/format';

type Check = OutputOf<'admin.checkPlans'>['checks'][number];

/** What the shipped plans are called, and in one sentence what they do. */
export const PRESET_WORDS: Record<PresetName, { readonly title: string; readonly says: string }> = {
  appreciation: { title: '增值积分', says: '货款的一部分进托底池，买家得到按池价折的积分。' },
  cyclic: { title: '循环购分红（股数）', says: '当天货款的一部分按股数和档位分，分到额度用完为止。' },
  energy: { title: '循环购分红（能量值）', says: '同一种分红的另一组比例：按能量值和贡献值分。' },
  release: { title: '积分释放', says: '大额订单送待释放积分，每天放出一点，用来抵货款。' },
};

/** A plan's figures in sentences, each with what it is of. */
export function termsWords(terms: PlanTerms): string[] {
  if (terms.plan === 'appreciation') {
    const { exitMultipleMillionths: exit } = terms;
    return [
      `每笔计入的现金，${showPercent(terms.contributionRateMillionths)} 进托底池。`,
      `进池的钱里，${showPercent(terms.giftRateMillionths)} 折成积分给买家，${showPercent(terms.referrerGiftRateMillionths)} 给直接推荐人，其余留在池里。`,
      `卖出时收 ${showPercent(terms.sellFeeRateMillionths)} 手续费，留在池里。`,
      exit === null ? '没有出局额度。' : `每付 1 元得 ${showMultiple(exit)} 元出局额度，卖出用掉它。`,
      `发布时平台先放 ${showPlain(terms.seedCostFen, 'cash')} 元进池，买下 ${showPlain(terms.seedMicroPoints, 'appreciating')} 积分，永不卖出。`,
    ];
  }
  if (terms.plan === 'dividend')
    return [
      `每付 1 元得 ${showMultiple(terms.quotaMultipleMillionths)} 元分红额度，分到用完为止。`,
      `每 ${showPlain(terms.weightUnitFen, 'cash')} 元算一股。`,
      `当天计入的货款，${showPercent(terms.proportionalRateMillionths)} 按股数分，${showPercent(terms.tierRateMillionths)} 分给 ${terms.tiers} 个档位。`,
      '没有营业额的日子没有分红。额度是上限，不是欠款。',
    ];
  const [first] = terms.tiers;
  const last = terms.tiers[terms.tiers.length - 1];
  return [
    first && last
      ? `一笔满 ${showPlain(first.fromFen, 'cash')} 元送 ${showMultiple(first.multipleMillionths)} 倍待释放，满 ${showPlain(last.fromFen, 'cash')} 元送 ${showMultiple(last.multipleMillionths)} 倍。`
      : '没有档位。',
    `每天释放订单金额的 ${showPercent(terms.dailyRateMillionths)}，到送的放完为止。`,
    `推荐奖励：一代 ${showPercent(terms.firstGenerationRateMillionths)}，二代 ${showPercent(terms.secondGenerationRateMillionths)}，都从得奖人自己的待释放里付。`,
    `团队 ${terms.ranks} 级，最高 ${showPercent(terms.highestRankRateMillionths)}；平级 ${showPercent(terms.sameRankRateMillionths)}。`,
  ];
}

const figure = ({ figures }: Check, key: string): number => Number(figures[key] ?? 0);

/** Warnings of a plan's own figures; one that this client does not know is told by its code. */
const CHECK_WORDS: Readonly<Record<string, (check: Check) => string>> = {
  'plan/sharesAboveHalf': (check) =>
    `这些方案一共要提货款的 ${showPercent(figure(check, 'shares'))}，超过一半。毛利低的商品会不计入。`,
  'plan/quotaAboveFunding': (check) =>
    `每付 1 元给 ${showMultiple(figure(check, 'granted'))} 元额度，只有 ${showMultiple(figure(check, 'funded'))} 元进分红。后来的额度要靠以后的货款。`,
  'plan/pointsAboveFunding': (check) =>
    `最多送 ${showMultiple(figure(check, 'granted'))} 倍，付的钱只有 1 倍。多出的靠抵货款时少收的现金。`,
  'plan/tierForOne': (check) =>
    `有一个档位花 ${showPlain(figure(check, 'costsFen'), 'cash')} 元就能独占一天 ${showPlain(figure(check, 'fundFen'), 'cash')} 元的资金。`,
  'plan/payoutAboveTurnover': () => '模拟的一年里，放出的超过了营业额。',
};

export const checkWords = (check: Check): string => CHECK_WORDS[check.code]?.(check) ?? `${check.code} ${check.place}`;
