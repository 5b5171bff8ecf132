import { runScenario } from '../../shared/simulate';
import { booksOf, dividendsOf, releasedOf, sumOf } from '../../shared/simulate/books';
import { reportPage } from '../../shared/simulate/report';
import { percentOf, six, two, yuan } from '../../shared/simulate/report/figures';
import { endBooks } from '../../shared/simulate/report/summary';
import { card, seen, threePlans, total } from './runs';

const run = threePlans();
const books = booksOf(run.scenario, run.result);

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

it('a report of a run played twice is the same', () => {
  expect(reportPage(run.scenario, runScenario(run.scenario))).toBe(run.page);
});
