import type { PlanKind } from '@shared/contract';

/** A figure of a plan as it is typed: plain decimal text. */
export interface PlanField {
  readonly key: string;
  readonly words: string;
  /** What it does, in one sentence. */
  readonly says: string;
  readonly unit?: string;
  /** Stays what it is once the plan has begun. */
  readonly isKept?: boolean;
  /** May be left empty: there is none then. */
  readonly isOptional?: boolean;
}

/** Rows of a plan that are numbered: tiers and ranks. */
export interface PlanTable {
  readonly key: string;
  readonly words: string;
  readonly from: { readonly words: string; readonly unit: string };
  readonly to: { readonly key: string; readonly words: string };
}

/** A choice of two words. */
interface PlanChoice {
  readonly key: string;
  readonly words: string;
  readonly options: readonly { readonly key: string; readonly words: string }[];
}

interface PlanForm {
  readonly fields: readonly PlanField[];
  readonly tables: readonly PlanTable[];
  readonly choices: readonly PlanChoice[];
}

/** The form of each plan: every parameter with what it means. Rates are from 0 to 1. */
export const PLAN_FORMS: Record<PlanKind, PlanForm> = {
  appreciation: {
    fields: [
      { key: 'contributionRate', words: '进池比例', says: '计入的现金里，进托底池的那一份。0 到 1。' },
      { key: 'giftRate', words: '买家得', says: '进池的钱里，折成积分给买家的那一份。' },
      { key: 'referrerGiftRate', words: '推荐人得', says: '进池的钱里，折成积分给直接推荐人。两份加起来不超过 1。' },
      { key: 'sellFeeRate', words: '卖出手续费', says: '卖出时按毛额收，留在池里。' },
      { key: 'redeemFeeRate', words: '兑商品手续费', says: '用积分兑商品时收，留在池里。' },
      {
        key: 'exitMultiple',
        words: '出局倍数',
        says: '每付 1 元得几元出局额度，卖出用掉它。开始后不能从有改成没有。',
        isOptional: true,
      },
      { key: 'issuePrice', words: '发行价', says: '第一枚积分的价格。', unit: '元', isKept: true },
      { key: 'maxSupply', words: '发行上限', says: '一共最多发多少积分。', isKept: true },
      { key: 'seedPoints', words: '种子积分', says: '开始时平台买下、永不卖出的积分，至少 1000。', isKept: true },
    ],
    tables: [],
    choices: [],
  },
  dividend: {
    fields: [
      { key: 'quotaMultiple', words: '额度倍数', says: '每付 1 元得几元分红额度，分到用完为止。' },
      { key: 'weightUnit', words: '一股的金额', says: '付多少元算一股，按比例折算到百万分之一股。', unit: '元' },
      { key: 'referralQuotaRate', words: '推荐额度', says: '直接推荐人另得买家额度的几成。' },
      { key: 'referralWeightRate', words: '推荐股数', says: '直接推荐人另得买家股数的几成。' },
      { key: 'proportionalRate', words: '按股数分', says: '当天计入的货款，按股数分的那一份。' },
      { key: 'tierRate', words: '按档位分', says: '当天计入的货款，分给各档位的那一份。' },
    ],
    tables: [
      {
        key: 'tiers',
        words: '档位',
        from: { words: '持有满', unit: '股' },
        to: { key: 'rate', words: '分这一份' },
      },
    ],
    choices: [
      {
        key: 'tierRateOf',
        words: '档位的比例是',
        options: [
          { key: 'pool', words: '档位资金的' },
          { key: 'turnover', words: '当天货款的' },
        ],
      },
      {
        key: 'tierSplit',
        words: '同一档里',
        options: [
          { key: 'perCapita', words: '按人平分' },
          { key: 'byWeight', words: '按股数分' },
        ],
      },
      {
        key: 'weightBase',
        words: '总股数算',
        options: [
          { key: 'active', words: '有额度的人' },
          { key: 'all', words: '所有人' },
        ],
      },
    ],
  },
  release: {
    fields: [
      { key: 'dailyRate', words: '每日比例', says: '每天释放订单金额的几成，到送的放完为止。' },
      { key: 'referralRates.0', words: '一代奖', says: '直接推荐的人当天静态释放的几成，从得奖人自己的待释放里付。' },
      { key: 'referralRates.1', words: '二代奖', says: '再下一代当天静态释放的几成，同样付法。' },
      { key: 'sameRankRate', words: '平级奖', says: '同级下线整条线静态释放的几成。' },
    ],
    tables: [
      {
        key: 'tiers',
        words: '赠送档位',
        from: { words: '一笔满', unit: '元' },
        to: { key: 'multiple', words: '送几倍' },
      },
      {
        key: 'ranks',
        words: '团队级别',
        from: { words: '团队满', unit: '元' },
        to: { key: 'rate', words: '级差比例' },
      },
    ],
    choices: [
      {
        key: 'teamVolumeIncludesOwn',
        words: '团队业绩',
        options: [
          { key: 'false', words: '不含自己' },
          { key: 'true', words: '含自己' },
        ],
      },
    ],
  },
};

/** What the checks say of a figure, in the words of the form. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^is missing$/, '还没填'],
  [/^must be a plain decimal/, '填数字，如 0.30'],
  [/^has more than (\d+) decimals/, '小数位太多'],
  [/^must be from 0 to 1/, '从 0 到 1'],
  [/^must be above 0/, '要大于 0'],
  [/^must be above the bound before it/, '要比上一行高'],
  [/^must not fall below the rate before it/, '不能比上一行低'],
  [/giftRate and referrerGiftRate together/, '买家得 + 推荐人得 不能超过 1，不然价格会跌'],
  [/^must be at most maxSupply/, '不能超过发行上限'],
  [/^rates of the turnover must sum/, '各档加起来不能超过“按档位分”'],
  [/^rates of the tier pool must sum/, '各档加起来不能超过 1'],
  [/^must be at least 1000/, '至少要 1000，才能发布'],
  [/^must be that of the plan which is on/, '方案开始后不能改，保持原来的数'],
  [/^must stay null/, '原来没有出局额度，不能加上'],
  [/^must stay a number/, '原来有出局额度，不能去掉'],
  [/^must be at most/, '数字太大'],
  [/^must be below/, '数字太大'],
  [/cost 2\^53/, '种子太贵，改小'],
];

/** A fault in Chinese; one that is not known is told as it is. */
export const faultWords = (message: string): string => FAULTS.find(([is]) => is.test(message))?.[1] ?? message;
