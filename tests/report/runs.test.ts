import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booksOf, dividendsOf, sumOf } from '../../shared/simulate/books';
import { periodsOf } from '../../shared/simulate/report/periods';
import { endBooks } from '../../shared/simulate/report/summary';
import { card, play, playText, seen, total } from './runs';

const SCENARIOS = join(__dirname, '../scenarios');

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

describe('a forced exit', () => {
  // 30.00 in the pool for 21 points, exit quota 10.00: 7 points are sold for 10.00, of which 1.00 is the fee.
  const { page, scenario, result } = play({
    plan: {
      appreciation: {
        contributionRate: '0.30',
        giftRate: '0.70',
        referrerGiftRate: '0',
        issuePrice: '1.00',
        maxSupply: '100',
        sellFeeRate: '0.10',
        redeemFeeRate: '0',
        exitMultiple: '0.1',
        seedPoints: '0',
      },
    },
    members: [{ id: 'A' }],
    events: [{ day: 1, type: 'purchase', member: 'A', amount: '100.00' }],
  });

  it('is credited by what was paid, out of the pool', () => {
    expect(result.members[0]!.cash).toBe(900);
    expect(booksOf(scenario, result)).toMatchObject({ credited: 900n, credits: { forcedExit: 900n } });
    expect(seen(card(page, 'credits'))).toContain('出局卖出 9.00 100.00%');
    expect(seen(card(page, 'pool'))).toContain('1 2026-01-01 30.00 9.00 0.00 0.00 21.00');
  });
});

describe.each(readdirSync(SCENARIOS).filter((name) => name.endsWith('.json') && !name.endsWith('.expected.json')))(
  'the worked example %s',
  (name) => {
    it('has books that equal its balances', () => {
      const { page, scenario, result } = playText(readFileSync(join(SCENARIOS, name), 'utf8'));
      const { credits, days } = booksOf(scenario, result);
      expect(dividendsOf(credits) + credits.sold + credits.forcedExit).toBe(total(result.members, ({ cash }) => cash));
      expect(days.at(-1)!.quotaOwed).toBe(total(result.members, ({ quota }) => quota));
      expect(page).toContain('</html>');
    });
  },
);

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
    expect(card(long.page, 'turnover')).toContain('约 3,655.51');
    expect(long.page.length).toBeLessThan(1_000_000);
  });

  it('two hundred members for a year stay small', () => {
    const members = Array.from({ length: 200 }, (_, at) => ({ id: `会员${at}` }));
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
