// A shop's history under the plans that run and under a draft.
import { fen, RATE_ONE, rate } from '@shared/kernel';
import type { PlanKind, Plans } from '@shared/plans';
import { runScenario } from '@shared/simulate';
import fc from 'fast-check';
import {
  type Candidates,
  course,
  goingOn,
  type HistoryOrder,
  lastDays,
  replay,
  type ShopHistory,
  scenarioOf,
  sharesOf,
} from '../../shared/simulate/compare';
import { threePlans } from '../report/runs';

const { scenario: example } = threePlans();
const FREE = rate(0);
const FLAT = { trend: rate(RATE_ONE), draw: null };

/** The orders of the example, each counted by all three plans, in a shop that runs them. */
const history = (more: Partial<ShopHistory> = {}): ShopHistory => ({
  start: example.start,
  days: example.days,
  plans: example.plans,
  published: [],
  members: example.members,
  orders: example.events.flatMap((event, at): HistoryOrder[] => {
    if (event.type !== 'purchase') return [];
    const all = { appreciation: event.amount, dividend: event.amount, release: event.amount };
    const { day, member, amount: cash } = event;
    return [{ id: `O${at}`, day, member, cash, counted: all, wouldCount: all, reversals: [] }];
  }),
  others: [],
  ...more,
});
const slower: Plans = { ...example.plans, release: { ...example.plans.release!, dailyRate: rate(10_000) } };
const slowed: Candidates = { running: example.plans, draft: slower };

test('a history is the scenario of its orders: what its days come to is what the rules give', () => {
  const purchases = example.events.filter(({ type }) => type === 'purchase');
  const played = runScenario({ ...example, events: purchases });
  expect(runScenario(scenarioOf(history(), 'counted')).days).toEqual(played.days);
});

describe('an order that plans count differently', () => {
  const order = (counted: HistoryOrder['counted'], cash: number, reversals: HistoryOrder['reversals'] = []) =>
    scenarioOf(
      history({
        members: [{ id: 'A' }],
        orders: [{ id: 'O', day: 1, member: 'A', cash: fen(cash), counted, wouldCount: {}, reversals }],
      }),
      'counted',
    ).events;

  test('is several purchases: each plan counts what it did', () => {
    expect(order({ appreciation: fen(100), dividend: fen(100), release: fen(60) }, 120)).toEqual([
      { day: 1, type: 'purchase', member: 'A', amount: 60, plans: ['appreciation', 'dividend', 'release'], id: 'O.1' },
      { day: 1, type: 'purchase', member: 'A', amount: 40, plans: ['appreciation', 'dividend'], id: 'O.2' },
      { day: 1, type: 'purchase', member: 'A', amount: 20, plans: [], id: 'O.3' },
    ]);
  });

  test('is taken back from the first of them on', () => {
    const taken = order({ release: fen(60) }, 100, [
      { day: 2, cash: fen(50) },
      { day: 3, cash: fen(30) },
    ]).slice(2);
    expect(taken).toEqual([
      { day: 2, type: 'reverse', purchase: 'O.1', amount: 50 },
      { day: 3, type: 'reverse', purchase: 'O.1', amount: 10 },
      { day: 3, type: 'reverse', purchase: 'O.2', amount: 20 },
    ]);
  });

  test('law: its purchases sum up to its cash, and those of each plan to what that plan counts', () => {
    const money = fc.integer({ min: 1, max: 1000 });
    const kind = fc.constantFrom<PlanKind>('appreciation', 'dividend', 'release');
    fc.assert(
      fc.property(money, fc.dictionary(kind, money), (cash, parts) => {
        const counted = Object.fromEntries(
          Object.entries(parts).map(([plan, of]) => [plan, Math.min(of, cash)]),
        ) as HistoryOrder['counted'];
        const events = order(counted, cash);
        const sum = (of?: PlanKind) =>
          events.reduce((all, one) => {
            if (one.type !== 'purchase') throw new Error(one.type);
            return all + (of === undefined || one.plans!.includes(of) ? one.amount : 0);
          }, 0);
        expect(sum()).toBe(cash);
        for (const plan of ['appreciation', 'dividend', 'release'] as const) expect(sum(plan)).toBe(counted[plan] ?? 0);
      }),
    );
  });
});

test('the last days begin with nothing owed; what was bought before them is not taken back in them', () => {
  const events = [
    { day: 2, type: 'purchase', member: 'A', amount: fen(100), id: 'old' },
    { day: 9, type: 'purchase', member: 'A', amount: fen(200), id: 'new' },
    { day: 10, type: 'reverse', purchase: 'old' },
    { day: 10, type: 'reverse', purchase: 'new' },
  ] as const;
  const own = { ...example, days: 10, members: [{ id: 'A' }], events };
  const last = lastDays(own, 4, example.start, slower);
  expect(last).toMatchObject({ days: 4, plans: slower });
  expect(last.events).toEqual([
    { day: 3, type: 'purchase', member: 'A', amount: 200, id: 'new' },
    { day: 4, type: 'reverse', purchase: 'new' },
  ]);
});

test('replayed under the same plans both sides are one; a lower daily rate credits less and owes more by as much', () => {
  const same = { running: example.plans, draft: example.plans };
  expect(replay(history(), same, 'draft', FREE)).toEqual(replay(history(), same, 'running', FREE));
  const [running, draft] = (['running', 'draft'] as const).map((side) => replay(history(), slowed, side, FREE)) as [
    ReturnType<typeof replay>,
    ReturnType<typeof replay>,
  ];
  expect(running.turnover).toBe(draft.turnover);
  expect(running.granted).toBe(draft.granted);
  expect(draft.credited < running.credited).toBe(true);
  expect(draft.owed - running.owed).toBe(running.credited - draft.credited);
});

test('a course goes on from the very end of the history: its first days are those that were', () => {
  const { own } = goingOn(history(), slowed, 'draft');
  const first = runScenario(own).days;
  expect(first).toEqual(runScenario(scenarioOf(history(), 'counted')).days);
  // Orders of the time before keep their daily release: what was owed is owed, and only new orders follow the draft.
  const { days } = course(history(), slowed, 'draft', FLAT, FREE);
  const { days: running } = course(history(), slowed, 'running', FLAT, FREE);
  expect(days[0]!.credited).toBe(running[0]!.credited);
  expect(days[0]!.owed).toBe(running[0]!.owed);
  expect(days.at(-1)!.owed > running.at(-1)!.owed).toBe(true);
});

test('a kind that only the draft has counts from the first day ahead, nothing before', () => {
  const { release: _none, ...without } = example.plans;
  const shop = history({
    plans: without,
    orders: history().orders.map(({ counted: { release: _was, ...counted }, ...order }) => ({ ...order, counted })),
  });
  const candidates = { running: without, draft: example.plans };
  const { days } = course(shop, candidates, 'draft', FLAT, FREE);
  expect(days[0]!.owed > 0n).toBe(true);
  expect(course(shop, candidates, 'running', FLAT, FREE).owed).toBe(0n);
  const replayed = replay(shop, candidates, 'running', FREE);
  expect(replayed.granted).toBe(0n);
});

test('who gets more and who less: the groups are all members, and sum up to what all were credited', () => {
  const outcomes = {
    running: course(history(), slowed, 'running', FLAT, FREE),
    draft: course(history(), slowed, 'draft', FLAT, FREE),
  };
  const shares = sharesOf(history(), outcomes);
  expect(shares.reduce((sum, { members }) => sum + members, 0)).toBe(example.members.length);
  for (const side of ['running', 'draft'] as const)
    expect(shares.reduce((sum, share) => sum + share[side], 0n)).toBe(outcomes[side].credited);
  expect(shares.map(({ level }) => level)).toEqual([...new Set(shares.map(({ level }) => level))].sort());
});
