// Courses behind a scenario: drawn from its own weeks, played by the rules, laid beside each other.
import { fen, RATE_ONE, rate } from '@shared/kernel';
import { runScenario, type Scenario } from '@shared/simulate';
import fc from 'fast-check';
import { booksOf, goodsCost, platformOf } from '../../shared/simulate/books';
import {
  CourseFault,
  courseOf,
  coursesText,
  fanOf,
  playCourse,
  spreadByStep,
  spreadOf,
} from '../../shared/simulate/courses';
import { endBooks } from '../../shared/simulate/report/summary';
import { threePlans } from '../report/runs';

const STEADY = rate(RATE_ONE);
const FREE = rate(0);
const { scenario: own, result } = threePlans();

/** A shop without plans whose day d sells one order of d yuan. */
const counting = (days: number, more: Partial<Scenario> = {}): Scenario => ({
  title: '',
  start: '2026-01-01' as Scenario['start'],
  days,
  plans: {},
  members: [{ id: 'A' }],
  merchants: [],
  series: [],
  events: Array.from({ length: days }, (_none, at) => ({
    day: at + 1,
    type: 'purchase' as const,
    member: 'A',
    amount: fen((at + 1) * 100),
  })),
  ...more,
});

/** Yuan of the purchases of each day of a course, in their order. */
const yuanByDay = (course: Scenario, from: number): number[][] =>
  Array.from({ length: course.days - from }, (_none, at) =>
    course.events.flatMap((event) =>
      event.type === 'purchase' && event.day === from + at + 1 ? [event.amount / 100] : [],
    ),
  );

describe('the days behind a scenario', () => {
  test('without chance are its own weeks in their order, those of the last weeks counted back from its end', () => {
    const course = courseOf(counting(17), { days: 16, trend: STEADY, draw: null });
    const weeks = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 4, 5];
    expect(yuanByDay(course, 17)).toEqual(weeks.map((yuan) => [yuan]));
  });

  test('of less than a week repeat what there is', () => {
    const course = courseOf(counting(3), { days: 5, trend: STEADY, draw: null });
    expect(yuanByDay(course, 3)).toEqual([[1], [2], [3], [1], [2]]);
  });

  test('drawn by chance are own weeks, each whole and on its weekdays', () => {
    const course = courseOf(counting(28), { days: 70, trend: STEADY, draw: { seed: 3, number: 0 } });
    const weeks = yuanByDay(course, 28).map(([yuan]) => yuan!);
    const firsts = weeks.filter((_yuan, at) => at % 7 === 0);
    weeks.forEach((yuan, at) => {
      expect(yuan).toBe(firsts[Math.floor(at / 7)]! + (at % 7));
    });
    expect(new Set(firsts).size).toBeGreaterThan(1);
    for (const first of firsts) expect([1, 8, 15, 22]).toContain(first);
  });

  test('have as many events as the trend says, spread over them', () => {
    const once = (trend: number) =>
      courseOf(counting(30), { days: 90, trend: rate(trend), draw: null }).events.length - 30;
    expect(once(RATE_ONE)).toBe(90);
    // 30 + 30 × 1.1 + 30 × 1.21, and 30 + 15 + 7.5, each to the nearest that events are whole.
    expect(once(1_100_000)).toBe(99);
    expect(once(500_000)).toBe(53);
    expect(once(0)).toBe(30);
  });

  test('repeat of a purchase that was taken back what was left of it, and nothing that happens once', () => {
    const day = { day: 1, type: 'purchase', member: 'A' } as const;
    const course = courseOf(
      counting(1, {
        events: [
          { ...day, amount: fen(1000), id: 'whole' },
          { ...day, amount: fen(1000), id: 'part' },
          { day: 1, type: 'reverse', purchase: 'whole' },
          { day: 1, type: 'reverse', purchase: 'part', amount: fen(300) },
          { day: 1, type: 'accept', member: 'A', plan: 'release' },
        ],
      }),
      { days: 1, trend: STEADY, draw: null },
    );
    expect(course.events.slice(5)).toEqual([{ ...day, day: 2, amount: 700 }]);
  });

  test('are refused past the most days of a scenario', () => {
    expect(() => courseOf(counting(3600), { days: 61, trend: STEADY, draw: null })).toThrow(CourseFault);
  });
});

describe('a course', () => {
  const terms = { days: 30, trend: STEADY, draw: { seed: 5, number: 2 } };

  test('begins with what happened, to the last figure', () => {
    expect(runScenario(courseOf(own, terms)).days.slice(0, own.days)).toEqual(result.days);
  });

  test('is the same for the same seed and number, another for another', () => {
    const played = playCourse(own, terms, FREE);
    expect(playCourse(own, terms, FREE)).toEqual(played);
    for (const draw of [
      { seed: 5, number: 3 },
      { seed: 6, number: 2 },
    ])
      expect(playCourse(own, { ...terms, draw }, FREE).turnover).not.toBe(played.turnover);
  });

  test('ends with the platform’s own ledger, less what its goods cost', () => {
    const course = courseOf(own, terms);
    const books = booksOf(course, runScenario(course));
    const { left, owedPoints } = endBooks(books, course.plans);
    const { cash, owed, missing } = playCourse(own, terms, rate(550_001));
    expect(cash).toBe(left - goodsCost(books.turnover, rate(550_001)));
    expect(owed).toBe(owedPoints);
    expect(missing).toBe(owed - cash);
    expect(goodsCost(3n, rate(500_000))).toBe(2n);
  });

  test('tells its lowest day and its worst one', () => {
    const { days, lowest, worst } = playCourse(own, terms, FREE);
    expect(days).toHaveLength(30);
    expect(lowest.cash).toBe(days[lowest.day - 1]!.cash);
    for (const day of days) {
      expect(day.cash >= lowest.cash).toBe(true);
      expect(day.credited - day.turnover <= worst!.credited - worst!.turnover).toBe(true);
    }
  });
});

test('what is missing on the day when it was most may be more than at the end', () => {
  // A large order grants 2.5 times its price once a week; six small ones grant nothing and pay for a part of it.
  const week = counting(7, {
    plans: { release: own.plans.release! },
    events: [3000, 2000, 100, 100, 100, 100, 100].map((yuan, at) => ({
      day: at + 1,
      type: 'purchase' as const,
      member: 'A',
      amount: fen(yuan * 100),
    })),
  });
  const { days, missing, mostMissing } = playCourse(week, { days: 7, trend: STEADY, draw: null }, FREE);
  // 4,500 are missing after each large order alone, and 2,500 of them were paid for in the week before.
  expect(days.map(({ cash, owed }) => owed - cash)).toEqual(
    [6500, 4500, 4400, 4300, 4200, 4100, 4000].map((yuan) => BigInt(yuan * 100)),
  );
  expect({ missing, mostMissing }).toEqual({ missing: 400_000n, mostMissing: 650_000n });
});

test('the platform’s ledger of each day is the sum of its lines, and what it has when the run is cut there', () => {
  const books = booksOf(own, result);
  const days = platformOf(books, own.plans);
  for (const at of [0, 40, 89]) {
    const cut = { ...own, days: at + 1, events: own.events.filter(({ day }) => day <= at + 1) };
    const { left, owedPoints } = endBooks(booksOf(cut, runScenario(cut)), own.plans);
    expect(days[at]).toMatchObject({ left, owed: owedPoints });
  }
});

describe('courses beside each other', () => {
  const compare = (a: number, b: number) => a - b;

  test('spread by nearest rank', () => {
    const twenty = Array.from({ length: 20 }, (_none, at) => 20 - at);
    expect(spreadOf(twenty, compare)).toEqual({ 5: 1, 25: 5, 50: 10, 75: 15, 95: 19 });
    expect(spreadOf([7], compare)).toEqual({ 5: 7, 25: 7, 50: 7, 75: 7, 95: 7 });
    expect(() => spreadOf([], compare)).toThrow('no figures');
  });

  test('law: a quantile is one of the figures, so many of which do not pass it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (figures) => {
        const spread = spreadOf(figures, compare);
        for (const share of [5, 25, 50, 75, 95] as const) {
          expect(figures).toContain(spread[share]);
          const below = figures.filter((one) => one <= spread[share]).length;
          expect(below * 100).toBeGreaterThanOrEqual(share * figures.length);
        }
      }),
    );
  });

  test('count those in which more is owed than there is, at the end and on some day', () => {
    const terms = (number: number) => ({ days: 10, trend: STEADY, draw: { seed: 1, number } });
    const outcomes = [0, 1, 2, 3].map((number) => playCourse(own, terms(number), FREE));
    const missing = [5n, 0n, 0n, 1n];
    const most = [5n, 2n, 0n, 1n];
    const set = outcomes.map((one, at) => ({ ...one, missing: missing[at]!, mostMissing: most[at]! }));
    expect(fanOf(set).short).toEqual({ atEnd: 2, onSomeDay: 3 });
    const byDay = spreadByStep(
      outcomes.map(({ days }) => days.map(({ cash }) => cash)),
      (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    );
    expect(byDay).toHaveLength(10);
    expect(byDay[9]![50]).toBe(fanOf(outcomes).cash[50]);
    const asked = { title: 't', historyDays: 90, days: 10, seed: 1, trend: STEADY, costRate: FREE };
    expect(JSON.parse(coursesText(asked, fanOf(set), set))).toMatchObject({
      courses: 4,
      owedAboveCash: { atEnd: '0.500000', onSomeDay: '0.750000', mostMissing: '0.05' },
      list: [{ course: 1 }, { course: 2 }, { course: 3 }, { course: 4 }],
    });
  });
});
