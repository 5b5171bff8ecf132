import { ratioShown } from '@shared/kernel';
import type { AppreciationPlan, DividendPlan, Plans, ReleasePlan } from '@shared/plans';
import { percent, plain, plainCash, six, two } from './figures';
import { type Html, html } from './html';

/** One figure of a plan: its name for an operator, its key in the file, its words, its paragraph of the rules. */
type Row = readonly [name: string, key: string, words: string | readonly string[], paragraph: string];

/** One line for each; a plan may have none. */
const lines = (each: readonly string[]): readonly string[] => (each.length > 0 ? each : ['没有']);

const appreciationRows = (plan: AppreciationPlan): Row[] => [
  ['进池比例', 'contributionRate', `现金的 ${percent(plan.contributionRate)}`, '§1 购买 1'],
  ['买家得', 'giftRate', `进池的 ${percent(plan.giftRate)}，按买前价折成积分`, '§1 购买 3'],
  ['推荐人得', 'referrerGiftRate', `进池的 ${percent(plan.referrerGiftRate)}，同一价`, '§1 购买 3'],
  ['首发价', 'issuePrice', `${issuePrice(plan)} 元 / 积分`, '§1 购买 2'],
  ['发行上限', 'maxSupply', `${six(plan.maxSupply)} 积分`, '§1 购买 4'],
  ['卖出手续费', 'sellFeeRate', `${percent(plan.sellFeeRate)}，留在池里`, '§1 卖出'],
  ['兑商品手续费', 'redeemFeeRate', percent(plan.redeemFeeRate), '§1 兑商品'],
  [
    '出局倍数',
    'exitMultiple',
    plan.exitMultiple === null ? '不设，卖出没有额度' : `每消费 1 元给 ${plain(plan.exitMultiple)} 元出局额度`,
    '§1 出局',
  ],
  ['种子积分', 'seedPoints', `${six(plan.seedPoints)} 积分，平台买，从不卖`, '§1 种子'],
];

const issuePrice = ({ issuePrice: price }: AppreciationPlan): string =>
  ratioShown(BigInt(price.fen) * 10_000n, BigInt(price.points), 6).replace(/(\.\d\d\d*?)0+$/, '$1');

const dividendRows = (plan: DividendPlan): Row[] => [
  ['额度倍数', 'quotaMultiple', `每消费 1 元给 ${plain(plan.quotaMultiple)} 元分红额度`, '§3 订单'],
  ['一股的消费额', 'weightUnit', `${two(plan.weightUnit)} 元`, '§3 订单'],
  ['推荐人额度', 'referralQuotaRate', `买家额度的 ${percent(plan.referralQuotaRate)}`, '§3 订单'],
  ['推荐人股数', 'referralWeightRate', `买家股数的 ${percent(plan.referralWeightRate)}`, '§3 订单'],
  ['按比例分红', 'proportionalRate', `当天营业额的 ${percent(plan.proportionalRate)}`, '§3 收盘 1'],
  ['档位分红', 'tierRate', `当天营业额的 ${percent(plan.tierRate)}`, '§3 收盘 1'],
  [
    '档位',
    'tiers',
    lines(plan.tiers.map(({ from, rate }, at) => `V${at + 1} 满 ${plain(from)} 股 ${percent(rate)}`)),
    '§3 收盘 4',
  ],
  ['档位比例取自', 'tierRateOf', { pool: '档位分红池', turnover: '当天营业额' }[plan.tierRateOf], '§3 收盘 4'],
  ['档内怎么分', 'tierSplit', { perCapita: '每人一样多', byWeight: '按股数' }[plan.tierSplit], '§3 收盘 4'],
  ['分母', 'weightBase', { active: '只计还有额度的会员', all: '计全部股数' }[plan.weightBase], '§3 收盘 2'],
];

const RANK_NAMES = ['青铜', '白银', '黄金', '铂金', '钻石', '星耀', '王者'];

const releaseRows = (plan: ReleasePlan): Row[] => [
  [
    '赠送档',
    'tiers',
    lines(plan.tiers.map(({ from, multiple }) => `满 ${plainCash(from)} 元送 ${plain(multiple)} 倍`)),
    '§4 订单',
  ],
  ['每日释放', 'dailyRate', `订单金额的 ${percent(plan.dailyRate)}`, '§4 收盘 1'],
  ['一代奖', 'referralRates[0]', `直推静态释放的 ${percent(plan.referralRates[0])}`, '§4 收盘 3'],
  ['二代奖', 'referralRates[1]', `二代静态释放的 ${percent(plan.referralRates[1])}`, '§4 收盘 3'],
  [
    '等级',
    'ranks',
    lines(
      plan.ranks.map(
        ({ from, rate }, at) => `${RANK_NAMES[at] ?? `${at + 1} 级`} 满 ${plainCash(from)} 元 ${percent(rate)}`,
      ),
    ),
    '§4 收盘 2、4',
  ],
  ['平级奖', 'sameRankRate', `同级下线全队静态释放的 ${percent(plan.sameRankRate)}`, '§4 收盘 5'],
  ['团队业绩', 'teamVolumeIncludesOwn', plan.teamVolumeIncludesOwn ? '含本人消费' : '不含本人消费', '§4 收盘 2'],
];

/** A key that may break between its words, on a narrow screen. */
const keyWords = (key: string): Html[] => key.split(/(?=[A-Z[])/).map((word) => html`<wbr>${word}`);

const table = (id: string, title: string, rows: readonly Row[]): Html => html`<section class="card plan" id="${id}">
<header><h2>${title}</h2><span class="muted">规则 ${rows[0]![3].slice(0, 2)}</span></header>
<table class="figures"><thead><tr><th scope="col">参数</th><th scope="col">这次的数</th><th scope="col">规则</th></tr></thead><tbody>${rows.map(
  ([name, key, words, paragraph]) =>
    html`<tr><th scope="row">${name}<code>${keyWords(key)}</code></th><td>${[words].flat().map((line) => html`<span>${line}</span>`)}</td><td class="muted">${paragraph}</td></tr>
`,
)}</tbody></table></section>
`;

/** The figures of each plan that is on, as they were played. */
export function planTables({ appreciation, dividend, release }: Plans): Html[] {
  if (!appreciation && !dividend && !release)
    return [
      html`<section class="card" id="no-plan"><h2>方案</h2><p class="note">没有开任何方案，只计营业额。</p></section>
`,
    ];
  return [
    ...(appreciation ? [table('plan-appreciation', '增值积分方案', appreciationRows(appreciation))] : []),
    ...(dividend ? [table('plan-dividend', '分红方案', dividendRows(dividend))] : []),
    ...(release ? [table('plan-release', '积分释放方案', releaseRows(release))] : []),
  ];
}
