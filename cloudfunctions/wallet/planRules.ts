import { showMultiple, showPercent, showPlain } from '@shared/format';
import type { AppreciationPlan, DividendPlan, ReleasePlan } from '@shared/plans';
import { boundsInWords, fundsInWords, ranksInWords, tiersInWords, yuan } from './phrases';

/** What a member reads before agreeing: rules with the plan's own figures, and risks. No promise, no forecast (trust §2). */
export interface RulesAndRisks {
  readonly rules: readonly string[];
  readonly risks: readonly string[];
}

/** Settings that the rules name beside the plan's figures. */
interface Settings {
  readonly settleAfterDays: number;
  readonly pointsUseRatioMillionths: number;
}

const returnWindow = ({ settleAfterDays }: Settings): string =>
  settleAfterDays === 0 ? '订单签收就结算' : `订单签收并过了 ${settleAfterDays} 天退货期才结算`;

export function appreciationRules(plan: AppreciationPlan, settings: Settings): RulesAndRisks {
  const { contributionRate, giftRate, referrerGiftRate, exitMultiple, sellFeeRate, redeemFeeRate, maxSupply } = plan;
  return {
    rules: [
      `只有现金付的部分计入，${returnWindow(settings)}。`,
      `计入的现金的 ${showPercent(contributionRate)} 进入托底池，其中 ${showPercent(giftRate)} 按结算前的价格折成增值积分给买家${
        referrerGiftRate > 0 ? `，${showPercent(referrerGiftRate)} 折给直接推荐人` : ''
      }。最多发行 ${showPlain(maxSupply, 'appreciating')} 积分。`,
      '价格等于托底池除以流通量，两个数每天公开。',
      ...(exitMultiple === null
        ? []
        : [
            `出局额度是计入现金的 ${showMultiple(exitMultiple)} 倍。卖出、兑换用掉额度；额度用完后积分仍归你，再购买才能再卖。`,
            '收盘时持有积分的价值达到出局额度，会自动卖出相当于额度的积分。',
          ]),
      `卖出的积分销毁，手续费 ${showPercent(sellFeeRate)} 留在托底池；兑商品的手续费 ${showPercent(redeemFeeRate)}。`,
    ],
    risks: [
      '积分不是存款，也不是投资，过去的价格不代表以后。',
      '没有新的购买时，价格不会变化。',
      '现金卖出需要许可，许可到期会暂停，已有的积分仍归你。',
    ],
  };
}

export function dividendRules(plan: DividendPlan, settings: Settings): RulesAndRisks {
  const { quotaMultiple, weightUnit, referralQuotaRate, referralWeightRate, proportionalRate, tiers } = plan;
  const referral = [
    ...(referralQuotaRate > 0 ? [`额度的 ${showPercent(referralQuotaRate)}`] : []),
    ...(referralWeightRate > 0 ? [`股数的 ${showPercent(referralWeightRate)}`] : []),
  ];
  return {
    rules: [
      `${returnWindow(settings)}：计入的现金的 ${showMultiple(quotaMultiple)} 倍是分红额度，每 ${yuan(weightUnit)} 元记 1 股，第二天的收盘起参与。`,
      ...(referral.length > 0 ? [`直接推荐人另得买家${referral.join('、')}。`] : []),
      `每天计入的现金营业额的 ${showPercent(proportionalRate)} 是分红池，按股数分给额度没用完的会员。`,
      ...(tiers.length > 0 ? [fundsInWords(plan)] : []),
      '入账多少，额度就减少多少；额度用完后不再入账，股数保留。',
    ],
    risks: [
      '额度是入账的上限，不是欠款，也没有期限内付清的承诺。',
      '没有营业额的日子没有入账。',
      '现金分红需要许可，许可到期会暂停。',
    ],
  };
}

export function releaseRules(plan: ReleasePlan, settings: Settings): RulesAndRisks {
  const { dailyRate, referralRates, sameRankRate } = plan;
  return {
    rules: [
      `${returnWindow(settings)}：一笔订单计入的现金${tiersInWords(plan)}，送的是待释放积分。`,
      `第二天的收盘起，每笔订单每天释放计入现金的 ${showPercent(dailyRate)}，直到送的释放完。`,
      `一代奖励是直接推荐的会员当天每日释放的 ${showPercent(referralRates[0])}，二代是他们推荐的会员的 ${showPercent(referralRates[1])}。`,
      `等级按团队现金业绩定，可升可降：${boundsInWords(plan)}。`,
      `团队奖励按等级的比例减去中间最高的比例：${ranksInWords(plan)}。平级奖励是 ${showPercent(sameRankRate)}。`,
      '奖励都从你自己的待释放里付，待释放用完就没有奖励。',
      `释放后的可用积分在下单时抵现金，最多抵商品额的 ${showPercent(settings.pointsUseRatioMillionths)}。`,
    ],
    risks: [
      '待释放不能提现，也不能转给别人。',
      '奖励需要许可，许可到期会暂停，已有的积分仍归你。',
      '方案可以改版，改版只管以后结算的订单。',
    ],
  };
}
