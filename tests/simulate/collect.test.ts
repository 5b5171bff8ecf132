// Collectibles in a scenario: the faults of their rows, what is paid for them, and what holds whatever happens.
import { balancesOf, type Posting } from '@shared/ledger';
import { readScenario, resultText, runScenario, type Scenario } from '@shared/simulate';
import fc from 'fast-check';
import { presets } from '../../config/plans';
import { law } from '../rules/law';
import { type Anything, checkFaults, soundFile } from './files';

const SERIES = { id: 'S', supply: 3, limit: 2, asset: 'spendable', price: '88.00' };
const spoilt = (changes: Anything) => (f: Anything) => Object.assign(f, { series: [{ ...SERIES, ...changes }] });

describe('series', () => {
  checkFaults([
    ['without a supply', spoilt({ supply: undefined }), 'series[0].supply: is missing'],
    ['of none', spoilt({ supply: 0 }), 'series[0].supply: must be at least 1'],
    ['of half an edition', spoilt({ supply: 1.5 }), 'series[0].supply: must be a whole number'],
    ['with a limit of 0', spoilt({ limit: 0 }), 'series[0].limit: must be at least 1'],
    ['for nothing', spoilt({ price: '0.00' }), 'series[0].price: must be above 0'],
    ['without a price', spoilt({ price: undefined }), 'series[0].price: is missing'],
    [
      'for more decimals than there are',
      spoilt({ price: '1.001' }),
      'series[0].price: has more than 2 decimals, not "1.001"',
    ],
    [
      'for shares',
      spoilt({ asset: 'weight' }),
      'series[0].asset: must be one of spendable, stable, cash, appreciating',
    ],
    ['paid to whom nobody knows', spoilt({ merchant: 'Z' }), 'series[0].merchant: "Z" is not a merchant'],
    ['named twice', (f) => Object.assign(f, { series: [SERIES, SERIES] }), 'series[1].id: "S" is named before'],
    ['with more', spoilt({ story: '' }), 'series[0].story: is not a known key'],
    [
      'that nobody knows',
      (f) => Object.assign(f, { series: [SERIES], events: [{ day: 1, type: 'collect', member: 'A', series: 'T' }] }),
      'events[0].series: "T" is not a series',
    ],
  ]);
});

const read = (file: object): Scenario => {
  const answer = readScenario(JSON.stringify(file));
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.scenario;
};
const played = (file: object): Anything => JSON.parse(resultText(runScenario(read(file))));

test('editions are numbered as they are taken; past the limit, the supply and what is held nothing is', () => {
  const collect = (member: string, series = 'S') => ({ day: 1, type: 'collect', member, series });
  const add = (member: string, asset: string, amount: string) => ({
    day: 1,
    type: 'adjust',
    member,
    asset,
    add: amount,
  });
  const file = {
    ...soundFile(),
    series: [
      SERIES,
      { id: 'T', supply: 1, asset: 'stable', price: '5.00', merchant: 'M' },
      { id: 'U', supply: 1, asset: 'stable', price: '5.00' },
    ],
    events: [
      add('A', 'spendable', '300.00'),
      add('B', 'spendable', '100.00'),
      add('B', 'stable', '7.00'),
      collect('A'),
      collect('B'),
      collect('B'),
      collect('A'),
      collect('A'),
      collect('B', 'T'),
      collect('B', 'U'),
      collect('A', 'T'),
    ],
  };
  const { series, refused, members, merchants } = played(file);
  expect(series).toEqual({
    S: {
      left: 0,
      editions: [
        { number: 1, member: 'A', day: 1 },
        { number: 2, member: 'B', day: 1 },
        { number: 3, member: 'A', day: 1 },
      ],
    },
    T: { left: 0, editions: [{ number: 1, member: 'B', day: 1 }] },
    U: { left: 1, editions: [] },
  });
  expect(refused).toEqual([
    { event: 5, reason: 'holds 12.00 spendable points, cannot spend 88.00' },
    { event: 7, reason: 'all 3 editions are taken' },
    { event: 9, reason: 'holds 2.00 stable points, cannot pay 5.00' },
    { event: 10, reason: 'all 1 editions are taken' },
  ]);
  expect([members.A.spendable, members.B.spendable, members.B.stable]).toEqual(['124.00', '12.00', '2.00']);
  expect(merchants.M.stable).toBe('5.00');
  expect(
    played({ ...file, series: [{ ...SERIES, limit: 1 }], events: file.events.slice(0, 7) }).refused.at(-1),
  ).toEqual({
    event: 6,
    reason: 'has taken 1 of the series, at most 1 each',
  });
});

test('for appreciating points they are redeemed: quota, fee and burn as of any redemption', () => {
  const file = (type: object, changes: object = {}) => ({
    title: '',
    start: '2026-01-01',
    days: 1,
    plan: { appreciation: { ...presets.appreciation.plan, redeemFeeRate: '0.05', ...changes } },
    members: [{ id: 'A' }],
    series: [{ id: 'S', supply: 9, asset: 'appreciating', price: '38.00' }],
    events: [{ day: 1, type: 'purchase', member: 'A', amount: '1000.00' }, type],
  });
  const collected = played(file({ day: 1, type: 'collect', member: 'A', series: 'S' }));
  expect(collected.refused).toEqual([]);
  expect(collected.series.S.editions).toHaveLength(1);
  // 38.00 behind a fee of 5 % are 40.00 of value.
  const points = Number(collected.days[0].appreciation.burned).toFixed(6);
  const redeemed = played(file({ day: 1, type: 'redeem', member: 'A', points }));
  expect(collected.days).toEqual(redeemed.days);
  expect(collected.members).toEqual(redeemed.members);
  expect(2000 - Number(collected.members.A.exitQuota)).toBeCloseTo(40, 2);
  // Nothing to redeem from, and none of the plan at all.
  expect(played({ ...file({ day: 1, type: 'collect', member: 'A', series: 'S' }), plan: 'release' }).refused).toEqual([
    { event: 1, reason: 'the plan of this event is off' },
  ]);
});

test('an edition is given for nothing: the longest held, after a while, so often a year; its taker stays', () => {
  const collect = (day: number) => ({ day, type: 'collect', member: 'A', series: 'S' });
  const give = (day: number, member: string, to: string) => ({ day, type: 'give', member, to, series: 'S' });
  const file = {
    ...soundFile(),
    days: 400,
    series: [SERIES],
    giving: { waitDays: 2, perYear: 1 },
    events: [
      { day: 1, type: 'adjust', member: 'A', asset: 'spendable', add: '300.00' },
      collect(1),
      collect(1),
      give(2, 'A', 'B'),
      give(3, 'A', 'A'),
      give(3, 'B', 'A'),
      give(3, 'A', 'B'),
      give(4, 'A', 'B'),
      give(5, 'B', 'A'),
      give(368, 'A', 'B'),
    ],
  };
  const { series, refused } = played(file);
  expect(series.S.editions).toEqual([
    {
      number: 1,
      member: 'A',
      day: 1,
      given: [
        { to: 'B', day: 3 },
        { to: 'A', day: 5 },
      ],
    },
    { number: 2, member: 'A', day: 1, given: [{ to: 'B', day: 368 }] },
  ]);
  expect(refused).toEqual([
    { event: 3, reason: 'it has not been held long enough' },
    { event: 4, reason: 'nobody gives to themselves' },
    { event: 5, reason: 'holds no edition of the series' },
    { event: 7, reason: 'at most 1 are given a year' },
  ]);
  expect(readScenario(JSON.stringify({ ...file, events: [give(1, 'A', 'Z')] }))).toEqual({
    faults: [{ place: 'events[0].to', message: '"Z" is not a member' }],
  });
});

const NAMES = ['A', 'B', 'C'];
const ASSETS = ['spendable', 'stable', 'cash', 'appreciating'];
const member = fc.constantFrom(...NAMES);
const day = fc.integer({ min: 1, max: 3 });
const events = fc.array(
  fc.oneof(
    fc.record({ day, type: fc.constant('purchase'), member, amount: fc.constantFrom('100.00', '3000.00') }),
    fc.record({
      day,
      type: fc.constant('adjust'),
      member,
      asset: fc.constantFrom('spendable', 'stable', 'appreciating'),
      add: fc.constantFrom('1.00', '40.00'),
    }),
    fc.record({ day, type: fc.constant('sell'), member, points: fc.constantFrom('1', '10') }),
    {
      weight: 2,
      arbitrary: fc.record({ day, type: fc.constant('give'), member, to: member, series: fc.constantFrom(...ASSETS) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ day, type: fc.constant('collect'), member, series: fc.constantFrom(...ASSETS) }),
    },
  ),
  { maxLength: 40 },
);
const files = fc.record({
  events,
  supply: fc.integer({ min: 1, max: 4 }),
  limit: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  price: fc.constantFrom('0.01', '1.00', '12.34'),
});

law(
  'never more than the supply nor than one may have, each edition one owner, every asset conserved',
  files,
  ({ events: rows, supply, limit, price }) => {
    const file = {
      title: '',
      start: '2026-01-01',
      days: 3,
      plan: { appreciation: presets.appreciation.plan, release: presets.release.plan },
      members: NAMES.map((id) => ({ id })),
      merchants: ['M'],
      series: ASSETS.map((asset) => ({ id: asset, supply, limit, asset, price, merchant: 'M' })),
      events: rows,
    };
    const scenario = read(file);
    const postings: Posting[] = [];
    const result = runScenario(scenario, { onPostings: (some) => postings.push(...some) });
    const sums = balancesOf(postings);
    const held = new Map<string, number>();
    for (const { id, left, editions } of result.series) {
      expect(editions.length + left).toBe(supply);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(editions.map(({ number }) => number)).toEqual(editions.map((_one, at) => at + 1));
      for (const name of NAMES) {
        const own = editions.filter((one) => one.member === name).length;
        expect(own).toBeLessThanOrEqual(limit ?? supply);
        const holds = editions.filter((one) => (one.given.at(-1)?.to ?? one.member) === name).length;
        held.set(name, (held.get(name) ?? 0) + holds);
      }
      expect(sums.get(`series:${id} editions`)).toBe(BigInt(left));
    }
    for (const { id, cash, stable, spendable, appreciating } of result.members) {
      const posted = (asset: string) => sums.get(`member:${id} ${asset}`) ?? 0n;
      expect([cash, stable, spendable, appreciating, held.get(id)].map((one) => BigInt(one!))).toEqual(
        ['cash', 'stable', 'spendable', 'appreciating', 'editions'].map(posted),
      );
    }
    const totals = new Map<string, bigint>();
    for (const [key, sum] of sums) {
      const asset = key.split(' ').at(-1)!;
      totals.set(asset, (totals.get(asset) ?? 0n) + sum);
    }
    expect([...totals.values()].filter((sum) => sum !== 0n)).toEqual([]);
    // What is refused changes nothing.
    const refused = new Set(result.refused.map(({ event }) => event));
    const again = runScenario({ ...scenario, events: scenario.events.filter((_event, at) => !refused.has(at)) });
    expect({ ...again, refused: [] }).toEqual({ ...result, refused: [] });
  },
);
