import { decimalText } from '../../shared/kernel';
import { RULE_REFUSALS } from '../../shared/rules';
import { runScenario } from '../../shared/simulate';
import { reasonOf } from '../../shared/simulate/reasons';
import { reportPage } from '../../shared/simulate/report';
import { booksOf, dividendsOf, releasedOf, sumOf } from '../../shared/simulate/report/books';
import { axisFor, down, widthOf } from '../../shared/simulate/report/coordinates';
import { stepPath } from '../../shared/simulate/report/drawing';
import { axisText, percent, percentOf, plain, six, two, yuan } from '../../shared/simulate/report/figures';
import { periodsOf } from '../../shared/simulate/report/periods';
import { reasonInChinese } from '../../shared/simulate/report/reasons';
import { endBooks } from '../../shared/simulate/report/summary';
import { card, play, seen, threePlans } from './runs';

const run = threePlans();
const books = booksOf(run.scenario, run.result);
const total = <T>(rows: readonly T[], figure: (row: T) => number | bigint) =>
  rows.reduce((sum, row) => sum + BigInt(figure(row)), 0n);

describe('the books equal the result', () => {
  const last = run.result.days.at(-1)!;

  it('has something of every kind to compare', () => {
    for (const kind of ['proportional', 'sold', 'redeemed', 'exchanged', 'static', 'team'] as const)
      expect([kind, books.credits[kind] > 0n]).toEqual([kind, true]);
  });

  it('what members hold in cash is what the books say they were paid', () => {
    const { sold, forcedExit } = books.credits;
    expect(dividendsOf(books.credits) + sold + forcedExit).toBe(total(run.result.members, (member) => member.cash));
    expect(sumOf(books.days, (day) => day.merchantSold)).toBe(total(run.result.merchants, (merchant) => merchant.cash));
  });

  it('the pool is its seed, what was paid in and what was paid out', () => {
    const { sold, redeemed, forcedExit } = books.credits;
    const paidIn = sumOf(books.days, (day) => day.contributed) + 100_000n;
    const paidOut = sold + redeemed + forcedExit + sumOf(books.days, (day) => day.merchantSold);
    expect(BigInt(last.appreciation!.pool)).toBe(paidIn - paidOut);
  });

  it('what is owed at the end is what members still hold', () => {
    const end = books.days.at(-1)!;
    expect(end.quotaOwed).toBe(total(run.result.members, (member) => member.quota));
    expect(end.releaseOwed).toBe(
      total(
        run.result.members.flatMap(({ orders }) => orders),
        (order) => order.remaining,
      ),
    );
  });

  it('days, kinds and members sum to the same', () => {
    expect(sumOf(books.days, (day) => day.credited)).toBe(books.credited);
    expect(sumOf(books.members, (member) => member.credited)).toBe(books.credited);
    expect(sumOf(books.members, (member) => member.released)).toBe(releasedOf(books.credits));
    expect(sumOf(books.members, (member) => member.dividends)).toBe(dividendsOf(books.credits));
  });

  it('the ledger at the end sums to what is left', () => {
    const end = endBooks(books, run.scenario.plans);
    expect(end.left).toBe(
      books.turnover +
        books.credits.redeemed -
        100_000n -
        sumOf(books.days, (day) => day.contributed) -
        dividendsOf(books.credits) -
        BigInt(last.dividend!.carried) -
        releasedOf(books.credits),
    );
    expect(end.missing).toBe(end.owedPoints > end.left ? end.owedPoints - end.left : 0n);
  });
});

describe('the page shows the result’s figures', () => {
  it('on every row of a chart’s table', () => {
    const price = seen(card(run.page, 'price'));
    const turnover = seen(card(run.page, 'turnover'));
    const released = seen(card(run.page, 'released'));
    for (const { day, date, appreciation: a, release: r, turnover: t } of run.result.days) {
      expect(price).toContain(`${day} ${date}`);
      expect(price).toContain(`${two(a!.pool)} ${six(a!.circulating)}`);
      expect(turnover).toContain(`${day} ${date} ${two(t)} `);
      expect(released).toContain(
        `${day} ${date} ${two(r!.static)} ${two(r!.firstGeneration)} ${two(r!.secondGeneration)} `,
      );
    }
  });

  it('in the summary', () => {
    const summary = seen(card(run.page, 'summary')).replace(/ /g, '');
    const last = run.result.days.at(-1)!;
    expect(summary).toContain(yuan(books.turnover));
    expect(summary).toContain(yuan(books.credited));
    expect(summary).toContain(percentOf(books.credited, books.turnover));
    expect(summary).toContain(yuan(last.appreciation!.pool));
  });

  it('in words for those who do not see the picture', () => {
    const label = /role="img" aria-label="([^"]*)"/.exec(card(run.page, 'pool'))![1]!;
    expect(label).toContain('托底池，单位元');
    expect(label).toContain(two(run.result.days[0]!.appreciation!.pool));
    expect(label).toContain(two(run.result.days.at(-1)!.appreciation!.pool));
  });

  it('with the members credited most first', () => {
    const members = card(run.page, 'members');
    const places = books.members.slice(0, 20).map(({ index }) => members.indexOf(`${run.result.members[index]!.id}<`));
    expect(places.every((place, at) => place > (places[at - 1] ?? 0))).toBe(true);
  });
});

describe('a small run, worked out by hand', () => {
  // 100 yuan, 30 % to the pool, 70 % of it in points at 1.00: 21 points, price 30 / 21. All sold: 30.00 less 3.00.
  const plan = {
    appreciation: {
      contributionRate: '0.30',
      giftRate: '0.70',
      referrerGiftRate: '0',
      issuePrice: '1.00',
      maxSupply: '100',
      sellFeeRate: '0.10',
      redeemFeeRate: '0',
      exitMultiple: null,
      seedPoints: '0',
    },
  };
  const { page, scenario, result } = play({
    days: 2,
    plan,
    members: [{ id: 'A' }],
    events: [
      { day: 1, type: 'purchase', member: 'A', amount: '100.00' },
      { day: 2, type: 'sell', member: 'A', points: '21' },
      { day: 2, type: 'sell', member: 'A', points: '1' },
    ],
  });

  it('pays 27.00 on a day without turnover', () => {
    expect(booksOf(scenario, result).credits.sold).toBe(2700n);
    expect(seen(card(page, 'payout'))).toMatch(/2 2026-01-02 0\.00 27\.00 无营业额 27\.00%/);
    expect(seen(card(page, 'checks'))).toContain('有 1 天入账超过营业额');
    expect(seen(card(page, 'checks'))).toContain('第 2 天：入账 27.00，营业额 0.00');
  });

  it('cannot be published with a seed of 0', () => {
    expect(seen(card(page, 'checks'))).toContain('1 项不能发布');
    expect(seen(card(page, 'checks'))).toContain('种子积分不足 1,000');
  });

  it('sweeps the fee to the platform: 100 + 3 − 30 is left', () => {
    expect(endBooks(booksOf(scenario, result), scenario.plans)).toMatchObject({ left: 7300n, missing: 0n });
  });

  it('lists what was refused, and why, in Chinese', () => {
    expect(seen(card(page, 'refused'))).toContain('2 2 A 卖出 1.000000 积分 只有 0.000000 积分，不够 1.000000');
  });
});

describe('runs of any size', () => {
  it('one day, nobody, no plan', () => {
    const { page } = play({ title: '' });
    expect(seen(card(page, 'members'))).toContain('这份模拟里没有会员');
    expect(seen(card(page, 'payout'))).toContain('无营业额');
    expect(page).toContain('没有标题的模拟');
  });

  it('empty tables of a plan', () => {
    const { page } = play({
      plan: {
        release: {
          tiers: [],
          ranks: [],
          dailyRate: '0',
          referralRates: ['0', '0'],
          sameRankRate: '0',
          teamVolumeIncludesOwn: true,
        },
      },
    });
    expect(seen(card(page, 'plan-release'))).toContain('等级 ranks 没有');
  });

  it('ten years in at most 366 rows that sum to all', () => {
    const events = Array.from({ length: 3660 }, (_, day) => ({
      day: day + 1,
      type: 'purchase',
      member: 'A',
      amount: `${day + 1}.01`,
    }));
    const long = play({ days: 3660, plan: ['appreciation', 'cyclic'], members: [{ id: 'A' }], events });
    const kept = booksOf(long.scenario, long.result);
    const periods = periodsOf(kept);
    expect(periods).toHaveLength(366);
    expect(sumOf(periods, (period) => period.turnover)).toBe(total(long.result.days, (day) => day.turnover));
    expect(periods.at(-1)!.last.result.day).toBe(3660);
    expect(card(long.page, 'turnover')).toContain('3651–3660');
    expect(long.page.length).toBeLessThan(1_000_000);
  });

  it('a thousand members for a year stay small', () => {
    const members = Array.from({ length: 1000 }, (_, at) => ({ id: `会员${at}` }));
    const events = members.map(({ id }, at) => ({
      day: 1 + (at % 365),
      type: 'purchase',
      member: id,
      amount: '3000.00',
    }));
    const { page } = play({ days: 365, plan: ['appreciation', 'cyclic', 'release'], members, events });
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  });

  it('refused events: the first fifty, and how many', () => {
    const events = Array.from({ length: 70 }, () => ({ day: 1, type: 'purchase', member: 'A', amount: '0.00' }));
    const refused = card(play({ members: [{ id: 'A' }], events }).page, 'refused');
    expect(refused).toContain('70 件，共 70 件；只列前 50 件');
    expect(refused.match(/购买 0\.00 元/g)).toHaveLength(50);
  });

  it('sums past 2^53', () => {
    const members = Array.from({ length: 5 }, (_, at) => ({ id: `${at}` }));
    const events = members.map(({ id }, at) => ({
      day: at + 1,
      type: 'purchase',
      member: id,
      amount: '90071992547409.91',
    }));
    const { page } = play({ days: 5, members, events });
    expect(seen(card(page, 'turnover'))).toContain('450,359,962,737,049.55');
  });
});

describe('figures in words', () => {
  it('are exact and keep their decimals', () => {
    expect(two(123_456_789)).toBe('1,234,567.89');
    expect(yuan(-5n)).toBe('−¥0.05');
    expect(six(1)).toBe('0.000001');
    expect(plain(2_500_000)).toBe('2.5');
    expect(plain(10_000_000)).toBe('10');
    expect(percent(12_000)).toBe('1.2%');
    expect(percentOf(1n, 3n)).toBe('33.33%');
    expect(percentOf(1n, 0n)).toBeUndefined();
  });

  it.each([
    [0n, '0'],
    [50n, '0.5'],
    [100_000n, '1,000'],
    [15_000_000n, '15万'],
    [25_000_000_000n, '2.5亿'],
  ])('an axis writes %s fen as %s', (units, words) => expect(axisText(units, 2)).toBe(words));

  it.each(RULE_REFUSALS)('the reason of %s is known in Chinese', (code) => {
    const figures = { asked: 1, held: 2, gross: 3, quota: 4, limit: 5, left: 6 };
    const words = reasonInChinese(reasonOf({ code, figures }));
    expect(words).toMatch(/\p{Script=Han}/u);
    expect(words).not.toMatch(/[a-z]{2}/);
  });
});

describe('positions', () => {
  it.each([
    [0n, 100n, [0n, 20n, 40n, 60n, 80n, 100n]],
    [7n, 1n, [0n, 2n, 4n, 6n, 8n]],
    [26_859n, 1n, [0n, 10_000n, 20_000n, 30_000n]],
  ])('an axis for %s (at least %s) has round steps', (most, least, ticks) =>
    expect(axisFor(most, least)).toEqual({ top: ticks.at(-1), ticks }),
  );

  it('a line steps, and breaks where there is no figure', () => {
    const axis = axisFor(100n, 1n);
    expect(stepPath([0n, 50n, 50n, undefined, 100n], axis)).toBe('M0 1000H1V500H3M4 0H5');
    expect(down(1000n, axis)).toBe(0);
    expect(widthOf(1n, 3n)).toBe('33.3%');
    expect(widthOf(0n, 0n)).toBe('0%');
    expect(decimalText(0, 2)).toBe('0.00');
  });
});

it('a report of a run played twice is the same', () => {
  expect(reportPage(run.scenario, runScenario(run.scenario))).toBe(run.page);
});
