import { type Fault, type Plans, type PlanWarning, planWarnings, publicationFaults } from '@shared/plans';
import type { Books, DayBook } from '../books';
import { count, percent, percentOf, plain, plainCash, two } from './figures';
import { type Html, html } from './html';

/** The day with the highest payout ratio. Without turnover any credit is beyond all ratios; the largest counts then. */
export function worstDay({ days }: Books): DayBook | undefined {
  const worse = (a: DayBook, b: DayBook): boolean =>
    a.turnover === 0n && b.turnover === 0n
      ? a.credited > b.credited
      : a.credited * b.turnover > b.credited * a.turnover;
  return days
    .filter(({ credited }) => credited > 0n)
    .reduce<DayBook | undefined>((worst, day) => (worst === undefined || worse(day, worst) ? day : worst), undefined);
}

/** How many days credited more than they turned over. */
const daysAboveOne = ({ days }: Books): number => days.filter(({ credited, turnover }) => credited > turnover).length;

/** The warnings of the plan's figures, and of the run (rules §5a). */
function warningsOf(plans: Plans, books: Books): PlanWarning[] {
  const worst = worstDay(books);
  const above = daysAboveOne(books);
  const warnings = planWarnings(plans).filter(({ code }) => code !== 'plan/payoutAboveTurnover');
  if (!worst || above === 0) return warnings;
  const figures = {
    days: above,
    day: worst.result.day,
    credited: two(worst.credited),
    turnover: two(worst.turnover),
    ratio: percentOf(worst.credited, worst.turnover) ?? '除不出（没有营业额）',
  };
  return [...warnings, { code: 'plan/payoutAboveTurnover', place: '', figures }];
}

type Words = (figures: PlanWarning['figures'], place: string) => readonly [string, string];
const whole = (figure: number | string | undefined): bigint => BigInt(figure ?? 0);
/** "dividend.tiers[1]" is tier 2. */
const tierOf = (place: string): string => String(Number(/\[(\d+)\]/.exec(place)?.[1] ?? 0) + 1);

const WARNINGS: Record<PlanWarning['code'], Words> = {
  'plan/sharesAboveHalf': ({ shares }) => [
    `进池、按比例分红、档位分红合计占营业额 ${percent(whole(shares))}`,
    '超过 50%。余下的要付货款、税和费用。',
  ],
  'plan/quotaAboveFunding': ({ granted, funded }) => [
    `每消费 1 元给 ${plain(whole(granted))} 元分红额度，进分红池的只有 ${plain(whole(funded))} 元`,
    '额度只能靠以后的营业额付，营业额停，付款也停。',
  ],
  'plan/pointsAboveFunding': ({ granted, funded }) => [
    `每消费 1 元最多送 ${plain(whole(granted))} 积分，收进的只有 ${plain(whole(funded))} 元`,
    '每积分抵 1 元。送的比收的多，要靠以后的订单填。',
  ],
  'plan/tierForOne': ({ costsFen, fundFen, turnoverFen }, place) => [
    `档位 V${tierOf(place)} 一个人花 ${plainCash(whole(costsFen))} 元就能进`,
    `一天营业额 ${plainCash(whole(turnoverFen))} 元时，这一档当天有 ${plainCash(whole(fundFen))} 元，没有别人就归他一人。`,
  ],
  'plan/payoutAboveTurnover': ({ days, day, credited, turnover, ratio }) => [
    `有 ${count(whole(days))} 天入账超过营业额（拨比高于 1）`,
    `拨比最高的是第 ${day} 天：入账 ${credited}，营业额 ${turnover}，拨比 ${ratio}。`,
  ],
};

/** What refuses publication, in the operator's words; a fault without words of its own is told as it is. */
function faultWords({ place, message }: Fault): readonly [string, string] {
  return place === 'appreciation.seedPoints'
    ? ['种子积分不足 1,000', '不能给真实会员发布，模拟可以照跑。']
    : [`不能发布：${place}`, message];
}

const row = (tone: 'bad' | 'warn' | 'good', sign: string, word: string, [title, more]: readonly [string, string]) =>
  html`<li class="check ${tone}"><span class="sign" role="img" aria-label="${word}">${sign}</span><div><b>${title}</b><p>${more}</p></div></li>
`;

/** The card of checks: what refuses publication, then what to look at (rules §5a). */
export function checksCard(plans: Plans, books: Books): Html {
  const faults = publicationFaults(plans);
  const warnings = warningsOf(plans, books);
  const rows = [
    ...faults.map((fault) => row('bad', '✕', '不能发布', faultWords(fault))),
    ...warnings.map(({ code, figures, place }) => row('warn', '!', '留意', WARNINGS[code](figures, place))),
  ];
  const tally = [
    faults.length > 0 && `${faults.length} 项不能发布`,
    warnings.length > 0 && `${warnings.length} 项留意`,
  ];
  return html`<section class="card" id="checks"><header><h2>检查</h2><span class="muted">${
    tally.filter(Boolean).join('，') || '没有要留意的'
  }</span></header>
<ul class="checks">${
    rows.length > 0
      ? rows
      : row('good', '✓', '通过', ['方案的数字和这次模拟都没有越线', '只说明这些检查，不说明实际经营。'])
  }</ul><p class="note">检查按规则 §5a。</p></section>
`;
}
