import type { EntryKind } from '@shared/contract';
import { showMultiple, showPercent } from '@shared/format';
import type { AppreciationPlan, DividendPlan, Plans, ReleasePlan } from '@shared/plans';
import { fundsInWords, ranksInWords, tiersInWords, yuan } from './phrases';

/** What a rule is told with: the plan's version by which a line came about, and how much of an order points may pay. */
interface Terms extends Plans {
  readonly pointsUseRatioMillionths: number;
}

/** A rule in words for members, with the plan's own figures where it has some, and its paragraph in docs/rules.md. */
interface RuleWords {
  readonly words: string | ((terms: Terms) => string);
  readonly paragraph: string;
}

const ofAppreciation =
  (say: (plan: AppreciationPlan) => string) =>
  ({ appreciation }: Terms) =>
    say(appreciation!);
const ofDividend =
  (say: (plan: DividendPlan) => string) =>
  ({ dividend }: Terms) =>
    say(dividend!);
const ofRelease =
  (say: (plan: ReleasePlan) => string) =>
  ({ release }: Terms) =>
    say(release!);

/** What an exit quota is, where the plan has one. */
const exitQuotaWords = (exitMultiple: number | null, of: string): string =>
  exitMultiple === null ? '' : `出局额度按${of}的 ${showMultiple(exitMultiple)} 倍给。`;

/** The rule behind a kind of line, as it is told to a member. */
export function ruleOf(kind: EntryKind, terms: Terms): { words: string; paragraph: string } {
  const { words, paragraph } = RULE_WORDS[kind];
  return { words: typeof words === 'string' ? words : words(terms), paragraph };
}

/** The rule behind each kind of line. */
const RULE_WORDS: Record<EntryKind, RuleWords> = {
  'order.pay': {
    words: ({ pointsUseRatioMillionths }) =>
      `积分 1 个抵 1 元：可用积分最多抵商品额的 ${showPercent(pointsUseRatioMillionths)}（现在的规定），恒定积分在收它的店里不限。现金余额不限，运费也能付。数目由你在下单时选定。`,
    paragraph: '§5',
  },
  'order.giveBack': {
    words: '订单没有付款就关闭了，用掉的积分和余额按下单时的数目退回；或店家在付款前改了价，新价用不了的退回。',
    paragraph: '§5',
  },
  'order.refund': { words: '结算前退货，现金、余额和积分按付款时的样子各自退回。', paragraph: '§5' },
  'appreciation.purchase': {
    words: ofAppreciation(
      ({ contributionRate, giftRate, exitMultiple }) =>
        `订单结算时，计入的现金的 ${showPercent(contributionRate)} 进入托底池，其中 ${showPercent(giftRate)} 按结算前的价格（托底池 ÷ 流通积分）折成增值积分给你。${exitQuotaWords(exitMultiple, '计入的现金')}都向下取整。`,
    ),
    paragraph: '§1',
  },
  'appreciation.referral': {
    words: ofAppreciation(
      ({ contributionRate, referrerGiftRate, exitMultiple }) =>
        `你直接推荐的会员的订单结算了，计入的现金的 ${showPercent(contributionRate)} 进入托底池，其中 ${showPercent(referrerGiftRate)} 按结算前的价格（托底池 ÷ 流通积分）折成增值积分给你。${exitQuotaWords(exitMultiple, `这 ${showPercent(referrerGiftRate)}`)}都向下取整。`,
    ),
    paragraph: '§1',
  },
  'appreciation.forcedExit': {
    words: ofAppreciation(
      ({ sellFeeRate }) =>
        `收盘时持有积分的价值达到出局额度，卖出相当于额度的积分，手续费 ${showPercent(sellFeeRate)}（向上取整）留在托底池，其余积分仍归你。`,
    ),
    paragraph: '§1',
  },
  'points.sale': {
    words: ofAppreciation(
      ({ sellFeeRate }) =>
        `积分按卖出时的托底池 ÷ 流通积分折成现金，向下取整；手续费 ${showPercent(sellFeeRate)}（向上取整）留在托底池。卖出的积分销毁，用掉手续费前那么多的出局额度。`,
    ),
    paragraph: '§1',
  },
  'points.exchange': {
    words: '积分按当时的价格折成恒定积分，向下取整，不收费用。积分进兑换储备，不销毁；用掉同样多的出局额度。',
    paragraph: '§2',
  },
  'points.redemption': {
    words:
      '积分按当时的托底池 ÷ 流通积分折成钱付商品，和商品的钱一样多为止；积分向上取整。兑换的积分销毁，用掉同样多的出局额度。',
    paragraph: '§1',
  },
  'collectible.take': {
    words:
      '领一份藏品，价在发行时定下，不再变：可用积分和恒定积分 1 个当 1 元，余额按元；用增值积分的，按当时的托底池 ÷ 流通积分折成钱付，积分向上取整、销毁，用掉同样多的出局额度。',
    paragraph: '§5',
  },
  'points.redemptionBack': { words: '兑换来的商品退了，按它的钱退成恒定积分，1 元 1 个，不退现金。', paragraph: '§5' },
  'stable.payment': { words: '恒定积分 1 个当 1 元付给商户，付多少由你输入，付出后不能撤回。', paragraph: '§2' },
  'stable.paymentBack': { words: '商户把收到的恒定积分整笔退回，不收费用。', paragraph: '§2' },
  'dividend.grant': {
    words: ofDividend(
      ({ quotaMultiple, weightUnit }) =>
        `订单结算时，计入的现金的 ${showMultiple(quotaMultiple)} 倍是分红额度，每 ${yuan(weightUnit)} 元记 1 股，从第二天的收盘起参与。向下取整。`,
    ),
    paragraph: '§3',
  },
  'dividend.referral': {
    words: ofDividend(
      ({ quotaMultiple, weightUnit, referralQuotaRate, referralWeightRate }) =>
        `你直接推荐的会员的订单结算了：额度是计入的现金的 ${showMultiple(quotaMultiple)} 倍的 ${showPercent(referralQuotaRate)}，股数是每 ${yuan(weightUnit)} 元 1 股的 ${showPercent(referralWeightRate)}，从第二天的收盘起参与。向下取整。`,
    ),
    paragraph: '§3',
  },
  'dividend.proportional': {
    words: ofDividend(
      ({ proportionalRate, weightBase }) =>
        `当天计入的现金营业额的 ${showPercent(proportionalRate)} 是分红池，加上前一天结转的，按股数分给额度没用完的会员${weightBase === 'all' ? '（额度用完的股数也算在总数里）' : ''}，不超过你剩余的分红额度。向下取整到 0.01。`,
    ),
    paragraph: '§3',
  },
  'dividend.tier': {
    words: ofDividend((plan) => `${fundsInWords(plan)}不超过你剩余的分红额度。向下取整到 0.01。`),
    paragraph: '§3',
  },
  'release.grant': {
    words: ofRelease(
      (plan) => `一笔订单计入的现金${tiersInWords(plan)}，送的是待释放积分，从第二天的收盘起释放。向下取整。`,
    ),
    paragraph: '§4',
  },
  'order.reversal': {
    words:
      '订单结算后退回，它给的积分、额度、股数和释放按退回的金额收回，收到手里还有的为止，向上取整。能退的现金按当初余额和微信支付的份额各自退回，余额的一份向下取整。',
    paragraph: '§5',
  },
  adjustment: { words: '平台调整了积分，由两位管理员办理，写明了原因。', paragraph: '§5' },
  'owed.paid': { words: '订单冲正后还欠着的，由同一种资产以后得到的先抵还，其余才到账。', paragraph: '§5' },
  'withdrawal.request': {
    words: '申请提现的现金从余额里取出，由平台冻结着。付成了，手续费归平台，其余到微信零钱；没有付成，全数回到余额。',
    paragraph: '§5',
  },
  'withdrawal.returned': { words: '提现没有付成，冻结的现金全数回到余额，手续费没有收。', paragraph: '§5' },
  'release.static': {
    words: ofRelease(
      ({ dailyRate }) => `每笔订单每天释放计入现金的 ${showPercent(dailyRate)}，向下取整到 0.01，直到送的积分释放完。`,
    ),
    paragraph: '§4',
  },
  'release.firstGeneration': {
    words: ofRelease(
      ({ referralRates }) =>
        `你直接推荐的会员当天每日释放的合计，乘以 ${showPercent(referralRates[0])}，从你自己的待释放里付。向下取整到 0.01。`,
    ),
    paragraph: '§4',
  },
  'release.secondGeneration': {
    words: ofRelease(
      ({ referralRates }) =>
        `你推荐的会员再推荐的会员，当天每日释放的合计，乘以 ${showPercent(referralRates[1])}，从你自己的待释放里付。向下取整到 0.01。`,
    ),
    paragraph: '§4',
  },
  'release.team': {
    words: ofRelease(
      (plan) =>
        `团队里每个人当天的释放，乘以「我的比例减去中间最高比例」。比例按等级：${ranksInWords(plan)}。加总后向下取整到 0.01，从你自己的待释放里付。`,
    ),
    paragraph: '§4',
  },
  'release.sameRank': {
    words: ofRelease(
      ({ sameRankRate }) =>
        `线下离你最近的同级会员，其线下当天释放的合计乘以 ${showPercent(sameRankRate)}。加总后向下取整到 0.01，从你自己的待释放里付。`,
    ),
    paragraph: '§4',
  },
};
