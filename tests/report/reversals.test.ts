// Runs with reversals and adjustments: what the report says of them equals the result.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booksOf, sumOf } from '../../shared/simulate/books';
import { endBooks } from '../../shared/simulate/report/summary';
import { card, playText, seen, total } from './runs';

const scenario = (name: string) => playText(readFileSync(join(__dirname, `../scenarios/${name}.json`), 'utf8'));

it('a run without any has no card of them', () => {
  expect(card(scenario('adjustments').page, 'reversals')).toBe('');
});

describe('a run with reversals', () => {
  it('tells each with what came back and what may be paid back, and who still owes', () => {
    const half = seen(card(scenario('reversal-release-half-released').page, 'reversals'));
    expect(half).toContain('4 4 冲正 PA 2,000.00 元 0.00 0.00');
    expect(half).toContain('1 人还欠');
    expect(half).toContain('B 0.00 0.00 1,000.00');
    const part = seen(card(scenario('reversal-in-part').page, 'reversals'));
    expect(part).toContain('2.40 9.40');
    expect(part).toContain('没有人还欠');
  });

  it.each([
    'reversal-in-part',
    'reversal-points-and-dividends',
    'reversal-release-half-released',
    'reversal-quota-debt-paid',
    'adjustments',
  ])('%s: what is held at the end and what went through the pool are the result’s', (name) => {
    const run = scenario(name);
    const books = booksOf(run.scenario, run.result);
    const end = books.days.at(-1)!;
    expect(end.quotaOwed).toBe(total(run.result.members, ({ quota }) => quota));
    const orders = run.result.members.flatMap((member) => member.orders);
    expect(end.releaseOwed).toBe(total(orders, ({ remaining }) => remaining));
    const { appreciation } = run.result.days.at(-1)!;
    if (!appreciation) return;
    const { sold, redeemed, forcedExit } = books.credits;
    const sum = (figure: 'contributed' | 'funded' | 'recovered' | 'boughtBack' | 'merchantSold') =>
      sumOf(books.days, (day) => day[figure]);
    const paidIn = 100_000n + sum('contributed') + sum('funded');
    const paidOut = sold + redeemed + forcedExit + sum('merchantSold') + sum('recovered') + sum('boughtBack');
    expect(BigInt(appreciation.pool)).toBe(paidIn - paidOut);
  });

  it('books what came back, what was paid back and what adjustments moved at the end', () => {
    const words = (name: string) => {
      const run = scenario(name);
      return endBooks(booksOf(run.scenario, run.result), run.scenario.plans).lines;
    };
    expect(words('reversal-in-part')).toEqual(
      expect.arrayContaining([
        { words: '冲正：从托底池收回', amount: 240n },
        { words: '冲正：退给买家', amount: -940n },
      ]),
    );
    expect(words('adjustments')).toEqual(
      expect.arrayContaining([
        { words: '调整：付进托底池', amount: -1_506n },
        { words: '调整：从托底池收回', amount: 302n },
      ]),
    );
  });
});
