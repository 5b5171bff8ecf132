import type { OutputOf, PlanKind } from '@shared/contract';
import { businessDayOf, decimalText, done } from '@shared/kernel';
import type { AppreciationPlan, DividendPlan, ReleasePlan } from '@shared/plans';
import type { Handler } from '../_lib/outcomes';
import { type InForce, plansOn } from '../_lib/plans';

type PlanRules = OutputOf<'wallet.rules'>['plans'][number];

/** 0.30 as 30%, 0.012 as 1.2%. */
const percent = (rate: number): string => `${decimalText(rate, 4).replace(/\.?0+$/, '')}%`;
/** A multiple without needless zeros: 2.5. */
const times = (multiple: number): string => decimalText(multiple, 6).replace(/\.?0+$/, '');
const yuan = (fen: number): string => decimalText(fen, 2);
const points = (micro: number): string => decimalText(micro, 6).replace(/\.?0+$/, '');

function appreciationRules(plan: AppreciationPlan): Pick<PlanRules, 'rules' | 'risks'> {
  const exit =
    plan.exitMultiple === null
      ? []
      : [
          `买入的现金 × ${times(plan.exitMultiple)} 记作出局额度。卖出、兑商品、换恒定积分都要用它；用完后要再购买才有。`,
          '收盘时持有的积分值到了出局额度，系统会按额度卖出这部分，其余仍归你。',
        ];
  return {
    rules: [
      `订单结算后，现金部分的 ${percent(plan.contributionRate)} 进入托底池。`,
      `其中 ${percent(plan.giftRate)} 按当时价格换成积分给你${
        plan.referrerGiftRate > 0 ? `，${percent(plan.referrerGiftRate)} 给直接推荐你的人` : ''
      }。`,
      '价格等于托底池除以流通积分，每一笔都能看到算式。',
      `卖出按价格计算，手续费 ${percent(plan.sellFeeRate)} 留在池里，卖出的积分销毁。`,
      ...exit,
      '换恒定积分时积分进入储备，不销毁；1 恒定积分在收它的商户付 1 元。',
    ],
    risks: [
      '积分不是存款，也不是投资。没有人为它的价格作保证。',
      '过去的价格不代表以后。没有新的订单，价格就不会变化。',
      '卖出要等许可有效；许可到期或被撤销时会暂停，积分仍归你。',
    ],
  };
}

function dividendRules(plan: DividendPlan): Pick<PlanRules, 'rules' | 'risks'> {
  return {
    rules: [
      `订单结算后，现金 × ${times(plan.quotaMultiple)} 记作分红额度，每 ${yuan(plan.weightUnit)} 元记 1 股。次日收盘起参与。`,
      ...(plan.referralWeightRate > 0 || plan.referralQuotaRate > 0
        ? [
            `直接推荐你的人得到你股数的 ${percent(plan.referralWeightRate)}、额度的 ${percent(plan.referralQuotaRate)}。`,
          ]
        : []),
      `每天营业额的 ${percent(plan.proportionalRate)} 按股数分，${percent(plan.tierRate)} 按等级分。`,
      ...plan.tiers.map(
        (tier, index) =>
          `V${index + 1}：${points(tier.from)} 股起，分${plan.tierRateOf === 'pool' ? '等级池' : '营业额'}的 ${percent(tier.rate)}，${
            plan.tierSplit === 'perCapita' ? '人人均分' : '按股数分'
          }。`,
      ),
      '入账多少，额度就减少多少；额度用完后股数保留，要再购买才继续。',
    ],
    risks: [
      '额度是上限，不是欠款。每天分多少，只看当天的营业额。',
      '没有营业额的日子没有分红。',
      '分红要等许可有效；暂停的日子不补。',
    ],
  };
}

function releaseRules(plan: ReleasePlan): Pick<PlanRules, 'rules' | 'risks'> {
  const [first, second] = plan.referralRates;
  return {
    rules: [
      ...plan.tiers.map((tier) => `一笔订单现金满 ${yuan(tier.from)} 元，赠送 ${times(tier.multiple)} 倍积分。`),
      `每笔订单从结算次日起，每天释放订单金额的 ${percent(plan.dailyRate)}，放完为止。`,
      `直接推荐的会员当天释放多少，你加速释放其 ${percent(first)}；再下一代 ${percent(second)}。`,
      ...plan.ranks.map(
        (rank, index) => `${index + 1} 星：团队现金业绩满 ${yuan(rank.from)} 元，级差 ${percent(rank.rate)}。`,
      ),
      `同级的平级奖是其下级当天释放的 ${percent(plan.sameRankRate)}。`,
      '所有奖励都从你自己的待释放里扣，先下的单先扣；不够的部分不付。',
    ],
    risks: [
      '赠送的积分只能抵用订单，不能转给别人，也不能兑现金。',
      '订单退货会收回它赠送的积分，已用掉的从以后的入账里扣。',
      '推荐本身没有奖励；奖励只来自被推荐人已结算的订单。',
    ],
  };
}

/** Rules and risks of the plans in force, in words made of the plans' own figures, to be read before accepting. */
export const rules: Handler<'wallet.rules'> = async (_input, { nowMs }) => {
  const { appreciation, dividend, release } = await plansOn(businessDayOf(nowMs));
  const shown = <Plan>(
    plan: PlanKind,
    inForce: InForce<Plan> | null,
    words: (plan: Plan) => Pick<PlanRules, 'rules' | 'risks'>,
  ) =>
    inForce
      ? [{ plan, version: inForce.version, name: inForce.name, fromDay: inForce.fromDay, ...words(inForce.wanted) }]
      : [];
  return done({
    plans: [
      ...shown('appreciation', appreciation, appreciationRules),
      ...shown('dividend', dividend, dividendRules),
      ...shown('release', release, releaseRules),
    ],
  });
};
