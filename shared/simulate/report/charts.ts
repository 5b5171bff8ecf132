import type { Plans } from '@shared/plans';
import { priceShown } from '../../rules';
import { type Books, dividendsOf, releasedOf, sumOf } from '../books';
import type { Chart, Column, Series } from './chart';
import { count, percentOf, six, two } from './figures';
import type { Period } from './periods';
import { priceUnits, ratioUnits, reserveValueOf } from './ratios';

/** The charts of a run in their order; those of a plan that is off are left out. */
export function chartsOf(books: Books, periods: readonly Period[], plans: Plans): Chart[] {
  return [
    payoutChart(books, periods),
    turnoverChart(periods),
    ...(plans.appreciation ? [priceChart(periods), poolChart(periods), stableChart(periods)] : []),
    ...(plans.dividend ? [quotaChart(periods)] : []),
    ...(plans.release ? [releasedChart(periods), owedPointsChart(periods)] : []),
  ];
}

type Figure = (period: Period) => bigint;

const series = (name: string, tone: string, periods: readonly Period[], figure: Figure): Series => {
  const values = periods.map(figure);
  return { name, tone, values, lastShown: two(values.at(-1)!) };
};

/** A column of amounts with two decimals; a flow has a total, a balance has none. */
const balance = (head: string, figure: Figure): Column => ({ head, cell: (period) => two(figure(period)) });
const flow = (head: string, periods: readonly Period[], figure: Figure): Column => ({
  ...balance(head, figure),
  total: two(sumOf(periods, figure)),
});

/** What a step of a long run draws: its days on average, said to be about. A single day is exact. */
const dailySeries = (name: string, tone: string, periods: readonly Period[], figure: Figure): Series => {
  const perDay = series(name, tone, periods, (period) => figure(period) / period.days);
  return periods.at(-1)!.days > 1n ? { ...perDay, lastShown: `约 ${perDay.lastShown}` } : perDay;
};

const thinned = (periods: readonly Period[]): string =>
  periods[0]!.days > 1n ? `天数多，每 ${periods[0]!.days} 天画一步，取日均；表里是这些天的合计。` : '';

const NO_TURNOVER = '无营业额';

/** How far above the cumulated ratio a day's may reach before the picture cuts it: four times. */
const CUT = 4n;

function payoutChart(books: Books, periods: readonly Period[]): Chart {
  const daily = periods.map((period) => ratioUnits(period.credited, period.turnover));
  const soFar = periods.map((period) => ratioUnits(period.creditedSoFar, period.turnoverSoFar));
  const shown = (credited: bigint, turnover: bigint) => percentOf(credited, turnover) ?? NO_TURNOVER;
  const last = periods.at(-1)!;
  const steadiest = [...soFar, 10_000n].reduce<bigint>((a, b) => (b !== undefined && b > a ? b : a), 0n);
  const highest = steadiest > CUT * 10_000n ? steadiest : CUT * 10_000n;
  const cut = daily.filter((ratio) => ratio !== undefined && ratio > highest).length;
  const idle = books.days.filter(({ turnover, credited }) => turnover === 0n && credited > 0n).length;
  return {
    id: 'payout',
    title: '拨比',
    unit: '入账 ÷ 现金营业额，%',
    form: 'lines',
    decimals: 2,
    axisSuffix: '%',
    highest,
    mark: { at: 10_000n, words: '1（100%）' },
    series: [
      {
        name: '累计',
        tone: 'cash',
        values: soFar,
        lastShown: shown(last.creditedSoFar, last.turnoverSoFar),
      },
      {
        name: periods[0]!.days > 1n ? '每段' : '当天',
        tone: 'thin',
        values: daily,
        lastShown: shown(last.credited, last.turnover),
      },
    ],
    note: [
      '高于 100% 的日子，入账比当天收进的现金多。',
      cut > 0 ? `有 ${count(cut)} 步高过图顶，画在顶边，数在表里。` : '',
      idle > 0 ? `有 ${count(idle)} 天没有营业额却有入账，除不出拨比，线在那里断开。` : '',
    ].join(''),
    columns: [
      flow('营业额', periods, (period) => period.turnover),
      flow('入账', periods, (period) => period.credited),
      {
        head: '拨比',
        cell: (period) => shown(period.credited, period.turnover),
        total: shown(books.credited, books.turnover),
      },
      { head: '累计拨比', cell: (period) => shown(period.creditedSoFar, period.turnoverSoFar) },
    ],
  };
}

function turnoverChart(periods: readonly Period[]): Chart {
  return {
    id: 'turnover',
    title: '现金营业额',
    unit: '元 / 天',
    form: 'area',
    decimals: 2,
    series: [dailySeries('营业额', 'cash', periods, (period) => period.turnover)],
    note: thinned(periods) || undefined,
    columns: [flow('营业额', periods, (period) => period.turnover), balance('累计', (period) => period.turnoverSoFar)],
  };
}

function priceChart(periods: readonly Period[]): Chart {
  const at = (period: Period) => period.last.result.appreciation!;
  const last = priceShown(at(periods.at(-1)!).price);
  return {
    id: 'price',
    title: '增值积分收盘价',
    unit: '元 / 积分',
    form: 'lines',
    decimals: 4,
    series: [
      { name: '收盘价', tone: 'appreciating', values: periods.map((p) => priceUnits(at(p).price)), lastShown: last },
    ],
    note: '价格 = 托底池 ÷ 流通积分。只画模拟出的收盘价，不代表以后。',
    columns: [
      { head: '收盘价', cell: (period) => priceShown(at(period).price) },
      { head: '托底池', cell: (period) => two(at(period).pool) },
      { head: '流通积分', cell: (period) => six(at(period).circulating) },
    ],
  };
}

function poolChart(periods: readonly Period[]): Chart {
  const pool: Figure = (period) => BigInt(period.last.result.appreciation!.pool);
  return {
    id: 'pool',
    title: '托底池',
    unit: '元，收盘',
    form: 'area',
    decimals: 2,
    series: [series('托底池', 'cash', periods, pool)],
    note: '手续费留在池里。换恒定积分不动池子，商户卖出时池子才付。',
    columns: [
      flow('进池', periods, (period) => period.contributed),
      flow('付给会员', periods, (period) => period.credits.sold + period.credits.forcedExit),
      flow('付货款', periods, (period) => period.credits.redeemed),
      flow('付给商户', periods, (period) => period.merchantSold),
      balance('池', pool),
    ],
  };
}

function stableChart(periods: readonly Period[]): Chart {
  const value: Figure = (period) => reserveValueOf(period.last.result);
  const out: Figure = (period) => BigInt(period.last.result.appreciation!.stableOutstanding);
  return {
    id: 'stable',
    title: '恒定积分与储备',
    unit: '元，收盘',
    form: 'lines',
    decimals: 2,
    series: [series('储备价值', 'appreciating dash', periods, value), series('在外恒定积分', 'stable', periods, out)],
    note: '储备价值 = 储备积分 × 收盘价，向下取整。它不能少于在外的恒定积分。',
    columns: [
      flow('换出', periods, (period) => period.credits.exchanged),
      balance('在外', out),
      balance('储备价值', value),
      balance('盈余', (period) => value(period) - out(period)),
    ],
  };
}

function quotaChart(periods: readonly Period[]): Chart {
  const owed: Figure = (period) => period.quotaOwed;
  const funded: Figure = (period) => period.fundedSoFar;
  return {
    id: 'quota',
    title: '还欠的分红额度，与进池的钱',
    unit: '元',
    form: 'lines',
    decimals: 2,
    series: [series('还欠额度', 'quota', periods, owed), series('累计进分红池', 'cash dash', periods, funded)],
    note: '额度是上限：只从以后的营业额里付，没有营业额就不付。',
    columns: [
      flow('新给额度', periods, (period) => period.quotaGranted),
      flow('已付', periods, (period) => dividendsOf(period.credits)),
      balance('还欠', owed),
      flow('进分红池', periods, (period) => period.dividendFunded),
    ],
  };
}

const RELEASE_LINES = [
  ['静态', 'r1', 'static'],
  ['一代', 'r2', 'firstGeneration'],
  ['二代', 'r3', 'secondGeneration'],
  ['团队级差', 'r4', 'team'],
  ['平级', 'r5', 'sameRank'],
] as const;

function releasedChart(periods: readonly Period[]): Chart {
  return {
    id: 'released',
    title: '每天释放的积分',
    unit: '积分 / 天，1 积分抵 1 元',
    form: 'stack',
    decimals: 2,
    series: RELEASE_LINES.map(([name, tone, kind]) =>
      dailySeries(name, tone, periods, (period) => period.credits[kind]),
    ),
    note: `从下到上：静态、一代、二代、团队级差、平级。${thinned(periods)}`,
    columns: [
      ...RELEASE_LINES.map(([name, , kind]) => flow(name, periods, (period) => period.credits[kind])),
      flow('合计', periods, (period) => releasedOf(period.credits)),
    ],
  };
}

function owedPointsChart(periods: readonly Period[]): Chart {
  const owed: Figure = (period) => period.releaseOwed;
  return {
    id: 'owed',
    title: '还欠的释放积分，与收进的营业额',
    unit: '积分或元，1 积分抵 1 元',
    form: 'lines',
    decimals: 2,
    series: [
      series('还欠积分', 'release', periods, owed),
      series('累计营业额', 'cash dash', periods, (period) => period.turnoverSoFar),
    ],
    note: '送出的积分迟早要用货抵。营业额是它唯一的来源，还要先付货款。',
    columns: [
      flow('新送', periods, (period) => period.releaseGranted),
      flow('已释放', periods, (period) => releasedOf(period.credits)),
      balance('还欠', owed),
      balance('累计营业额', (period) => period.turnoverSoFar),
    ],
  };
}
