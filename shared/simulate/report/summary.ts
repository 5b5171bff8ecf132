import type { Plans } from '@shared/plans';
import { priceShown } from '../../rules';
import { type Books, CREDIT_KINDS, type CreditKind, PLATFORM_LINES, type PlatformLine, platformOf } from '../books';
import type { SimulationResult } from '../result';
import { worstDay } from './checks';
import { widthOf } from './coordinates';
import { count, percentOf, two, yuan } from './figures';
import { type Html, html } from './html';
import { reserveValueOf } from './ratios';

/** The money at the end of a run, as the platform's own ledger has it. All in fen; 1 released point counts 1 yuan. */
interface EndBooks {
  /** What came in and what went out or is set aside, in the order written. Its sum is `left`. */
  readonly lines: readonly { readonly words: string; readonly amount: bigint }[];
  readonly left: bigint;
  /** Release points granted and still to be released. */
  readonly owedPoints: bigint;
  /** What is missing to release them all without another sale; 0 when there is enough. */
  readonly missing: bigint;
}

const LINE_WORDS: Record<PlatformLine, string> = {
  turnover: '现金营业额',
  redeemed: '兑商品的货款（托底池付）',
  swept: '池清空时转回平台',
  seed: '买种子积分',
  contributed: '进托底池',
  recovered: '冲正：从托底池收回',
  refundable: '冲正：退给买家',
  funded: '调整：付进托底池',
  boughtBack: '调整：从托底池收回',
  dividends: '分红已付',
  carried: '分红结转到下一天',
  released: '已释放的积分，每分抵 1 元',
};

/** The platform's ledger at the end of a run, before the cost of goods. */
export function endBooks(books: Books, plans: Plans): EndBooks {
  const { lines, left, owed } = platformOf(books, plans).at(-1)!;
  return {
    lines: PLATFORM_LINES.map((line) => ({ words: LINE_WORDS[line], amount: lines[line] })).filter(
      ({ amount }, at) => at === 0 || amount !== 0n,
    ),
    left,
    owedPoints: owed,
    missing: owed > left ? owed - left : 0n,
  };
}

const figure = (href: string, label: string, value: Html | string, more: string): Html =>
  html`<a class="fact" href="#${href}"><span>${label}</span><strong>${value}</strong><small>${more}</small></a>
`;

/** The head of the report: the few figures that an operator asks for first, each the door to its chart. */
export function summaryCard(books: Books, plans: Plans, result: SimulationResult): Html {
  const first = result.days[0]!;
  const last = result.days.at(-1)!;
  const worst = worstDay(books);
  const { missing, left } = endBooks(books, plans);
  const appreciation = last.appreciation &&
    first.appreciation && { first: first.appreciation, last: last.appreciation };
  return html`<section class="card" id="summary"><header><h2>一眼看完</h2><span class="tag">模拟</span></header><div class="facts">
${figure('turnover', '现金营业额', big(yuan(books.turnover)), `${count(result.days.length)} 天合计`)}${figure(
  'credits',
  '入账给会员',
  big(yuan(books.credited)),
  '分红、释放、卖出与换出',
)}${figure('payout', '拨比', percentOf(books.credited, books.turnover) ?? '除不出', books.turnover === 0n ? '没有营业额' : '入账 ÷ 营业额，全程')}${figure(
  'payout',
  '拨比最高的一天',
  worst ? (percentOf(worst.credited, worst.turnover) ?? '无营业额') : '没有入账',
  worst ? `第 ${worst.result.day} 天，入账 ${two(worst.credited)}` : '每天都是 0.00',
)}${
  appreciation &&
  html`${figure('pool', '托底池', big(yuan(appreciation.last.pool)), `第 1 天 ${two(appreciation.first.pool)}`)}${figure(
    'price',
    '收盘价',
    priceShown(appreciation.last.price),
    `第 1 天 ${priceShown(appreciation.first.price)}`,
  )}`
}${figure(
  'end',
  '停售后够不够付',
  missing > 0n ? html`<em class="bad">差 ${big(yuan(missing))}</em>` : '够付',
  missing > 0n ? '未扣货款' : `付完还余 ${two(left - books.days.at(-1)!.releaseOwed)}，未扣货款`,
)}</div></section>
`;
}

/** From 17 px up the sign and the decimals stand smaller than the figure. */
const big = (text: string): Html => {
  const [, sign = '', whole = '', fraction = ''] = /^(−?¥?)([\d,]+)(\.\d+)?$/.exec(text) ?? [];
  return html`<small>${sign}</small>${whole}<small>${fraction}</small>`;
};

/** The ledger at the end: rows, a rule, the sum, a double rule; what is owed stands outside it. */
export function endCard(books: Books, plans: Plans): Html {
  const { lines, left, owedPoints, missing } = endBooks(books, plans);
  const last = books.days.at(-1)!;
  const { appreciation } = last.result;
  const cover = reserveValueOf(last.result) - BigInt(appreciation?.stableOutstanding ?? 0);
  const notes: Html[] = [];
  if (plans.release)
    notes.push(
      missing > 0n
        ? html`<p class="say bad">还欠待释放 ${two(owedPoints)} 积分。停售后全部释放，还差 <b>${yuan(missing)}</b>。</p>`
        : html`<p class="say good">还欠待释放 ${two(owedPoints)} 积分，余下的够付。</p>`,
    );
  else if (missing > 0n) notes.push(html`<p class="say bad">付出的比收进的多 <b>${yuan(missing)}</b>。</p>`);
  if (plans.dividend)
    notes.push(html`<p class="say">还欠分红额度 ${two(last.quotaOwed)} 元：额度是上限，只从以后的营业额里付。</p>`);
  if (appreciation)
    notes.push(
      html`<p class="say ${cover < 0n ? 'bad' : 'good'}">恒定积分在外 ${two(appreciation.stableOutstanding)}，储备价值 ${two(
        reserveValueOf(last.result),
      )}，${cover < 0n ? '不够' : '够付'}。流通积分按收盘价全部由托底池 ${two(appreciation.pool)} 元支付。</p>`,
    );
  return html`<section class="card" id="end"><header><h2>期末对账</h2><span class="muted">平台的钱，元</span></header>
<table class="ledger"><tbody>${lines.map(
    ({ words, amount }, at) =>
      html`<tr><th scope="row">${words}</th><td>${at === 0 || amount < 0n ? two(amount) : `+${two(amount)}`}</td></tr>
`,
  )}</tbody><tfoot><tr><th scope="row">余下，未扣货款、税和费用</th><td>${two(left)}</td></tr></tfoot></table>
${notes}</section>
`;
}

const KIND_WORDS: Record<CreditKind, string> = {
  proportional: '按比例分红',
  tier: '档位分红',
  static: '静态释放',
  firstGeneration: '一代奖',
  secondGeneration: '二代奖',
  team: '团队级差奖',
  sameRank: '平级奖',
  forcedExit: '出局卖出',
  sold: '卖出积分',
  redeemed: '兑商品',
  exchanged: '换恒定积分',
};

/** Where credits came from, as bars that sum to the whole. */
export function creditsCard({ credits, credited }: Books): Html {
  const kinds = CREDIT_KINDS.filter((kind) => credits[kind] > 0n);
  return html`<section class="card" id="credits"><header><h2>入账从哪来</h2><span class="muted">元或积分，1 积分抵 1 元</span></header>
${
  kinds.length === 0
    ? html`<p class="note">这次模拟没有给会员入账。</p>`
    : html`<table class="bars"><tbody>${kinds.map(
        (
          kind,
        ) => html`<tr><th scope="row">${KIND_WORDS[kind]}<i style="width:${widthOf(credits[kind], credited)}"></i></th><td>${two(credits[kind])}</td><td class="muted">${percentOf(credits[kind], credited)}</td></tr>
`,
      )}</tbody><tfoot><tr><th scope="row">入账合计</th><td>${two(credited)}</td><td class="muted">100%</td></tr></tfoot></table>`
}<p class="note">入账 = 当天到会员手里、能花能提的：现金、可用积分、恒定积分、兑到的货。送出的增值积分和额度还没变现，不算在内；商户卖出不算会员入账。</p></section>
`;
}
