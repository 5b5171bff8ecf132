// Files that are odd, and valid all the same; and what their results look like.
import { readScenario, resultText, runScenario } from '@shared/simulate';
import { type Anything, fileWith } from './files';

const textOf = (text: string): string => {
  const read = readScenario(text);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return resultText(runScenario(read.scenario));
};
const resultOf = (file: Anything) => JSON.parse(textOf(JSON.stringify(file)));
const bare = { start: '2026-01-01', days: 1, plan: {}, members: [] };

test('nothing at all', () => {
  expect(resultOf(bare)).toEqual({
    title: '',
    days: [{ day: 1, date: '2026-01-01', turnover: '0.00' }],
    members: {},
    merchants: {},
    refused: [],
  });
  expect(resultOf({ ...bare, plan: [] })).toEqual(resultOf(bare));
});

test('plans without tiers, ranks and members', () => {
  const file = fileWith((f) => {
    Object.assign(f, { members: [], merchants: [], events: [] });
    f.plan.dividend.tiers = [];
    f.plan.release.tiers = [];
    f.plan.release.ranks = [];
  });
  const { days } = resultOf(file);
  expect(days).toHaveLength(3);
  expect(days[2]).toEqual({
    day: 3,
    date: '2026-01-03',
    turnover: '0.00',
    appreciation: {
      pool: '1000.00',
      circulating: '1000.000000',
      minted: '1000.000000',
      burned: '0.000000',
      price: '1.0000',
      reservePoints: '0.000000',
      stableOutstanding: '0.00',
      sweptToPlatform: '0.00',
      forcedExits: [],
    },
    dividend: {
      proportionalPool: '0.00',
      tierPool: '0.00',
      paidProportional: '0.00',
      paidTier: '0.00',
      carried: '0.00',
      returned: '0.00',
    },
    release: { static: '0.00', referral1: '0.00', referral2: '0.00', team: '0.00', sameRank: '0.00' },
  });
});

test('tiers and ranks may be empty while there are members', () => {
  const { members, days } = resultOf(
    fileWith((f) => {
      f.plan.dividend.tiers = [];
      f.plan.release.tiers = [];
      f.plan.release.ranks = [];
      f.events = [1, 2, 3].map((day) => ({ day, type: 'purchase', member: 'B', amount: '1000.00' }));
    }),
  );
  expect(members.A).toMatchObject({ level: 0, rank: 0, teamVolume: '3000.00', orders: [], weight: '0.300000' });
  expect(members.B).toMatchObject({ level: 0, rank: 0, orders: [], cash: '600.00', quota: '5400.00' });
  expect(days[2].dividend).toMatchObject({ tierPool: '100.00', paidTier: '0.00', returned: '100.00' });
});

test('a plan that is off: no block, zero fields, its events refused, a purchase counted as turnover', () => {
  const file = fileWith((f) => {
    f.plan = {};
    f.events.push({ day: 3, type: 'spend', member: 'A', amount: '1.00' });
    f.events.push({ day: 3, type: 'merchantSell', merchant: 'M', points: '1' });
    f.events.push({ day: 3, type: 'merchantRedeem', merchant: 'M', amount: '1' });
  });
  const { days, members, merchants, refused } = resultOf(file);
  expect(days[0]).toEqual({ day: 1, date: '2026-01-01', turnover: '3000.00' });
  expect(members.A).toEqual({
    cash: '0.00',
    stable: '0.00',
    appreciating: '0.000000',
    exitQuota: '0.00',
    quota: '0.00',
    weight: '0.000000',
    spendable: '0.00',
    level: 0,
    rank: 0,
    teamVolume: '0.00',
    orders: [],
    days: [],
  });
  expect(merchants.M).toEqual({ stable: '0.00', appreciating: '0.000000', cash: '0.00' });
  const reason = 'the plan of this event is off';
  expect(refused).toEqual([1, 2, 3, 4, 5].map((event) => ({ event, reason })));
});

test('a preset by name, and a list of them', () => {
  const days = (plan: unknown) => Object.keys(resultOf({ ...bare, plan }).days[0]).slice(3);
  expect(days('appreciation')).toEqual(['appreciation']);
  expect(days('cyclic')).toEqual(['dividend']);
  expect(days('energy')).toEqual(['dividend']);
  expect(days('release')).toEqual(['release']);
  expect(days(['release', 'energy', 'appreciation'])).toEqual(['appreciation', 'dividend', 'release']);
});

test('any name that is not empty, kept in its order', () => {
  const ids = ['10', '__proto__', '9', 'constructor', ' ', '"quoted"', 'new\nline', '名', '\ud800', 'toString', '1e3'];
  const text = textOf(
    JSON.stringify({
      ...bare,
      plan: 'cyclic',
      members: ids.map((id, at) => (at === 0 ? { id } : { id, referrer: ids[at - 1] })),
      merchants: ids.toReversed(),
      events: ids.map((member, at) => ({ day: 1, type: 'purchase', member, amount: `${at + 1}000.00` })),
    }),
  );
  const lines = text.split('\n').map((line) => line.trim());
  const rows = (key: string) => {
    const after = lines.slice(lines.indexOf(`"${key}": {`) + 1);
    return after.slice(0, after.indexOf('},'));
  };
  const quoted = (names: string[]) => names.map((id) => JSON.stringify(id));
  expect(rows('members').map((row) => row.slice(0, row.indexOf(': {')))).toEqual(quoted(ids));
  expect(rows('merchants').map((row) => row.slice(0, row.indexOf(': {')))).toEqual(quoted(ids.toReversed()));
  // Each bought in thousands what its place says, and holds a tenth of what the next one bought.
  const weights = rows('members').map((row) => /"weight": "([^"]+)"/.exec(row)![1]);
  expect(weights.slice(0, 3)).toEqual(['1.200000', '2.300000', '3.400000']);
  expect(weights.at(-1)).toBe('11.000000');
});

test('an event of 0 is refused, a purchase too', () => {
  const { refused, days } = resultOf(
    fileWith((f) => {
      f.events = [
        { day: 1, type: 'purchase', member: 'A', amount: '0' },
        { day: 1, type: 'sell', member: 'A', points: '0.000000' },
        { day: 1, type: 'redeem', member: 'A', points: '0' },
        { day: 1, type: 'exchange', member: 'A', points: '0' },
        { day: 1, type: 'pay', member: 'A', merchant: 'M', amount: '0.00' },
        { day: 1, type: 'merchantRedeem', merchant: 'M', amount: '0' },
        { day: 1, type: 'merchantSell', merchant: 'M', points: '0' },
        { day: 1, type: 'spend', member: 'A', amount: '0' },
      ];
    }),
  );
  expect(days[0].turnover).toBe('0.00');
  expect(refused.map(({ reason }: Anything) => reason)).toEqual([
    'a purchase of 0.00',
    'a sale of 0.000000 points',
    'a redemption of 0.000000 points',
    'an exchange of 0.000000 points',
    'a payment of 0.00',
    'a redemption of 0.00',
    'a sale of 0.000000 points',
    'a spending of 0.00',
  ]);
});

test('events of a day happen in the order of the file, whatever the order of their days', () => {
  const buy = (day: number) => ({ day, type: 'purchase', member: 'A', amount: '100.00' });
  const sell = (day: number) => ({ day, type: 'sell', member: 'A', points: '0.000002' });
  const events = [sell(2), buy(2), sell(1), buy(1), { ...sell(3), points: '1' }];
  const { refused } = resultOf(fileWith((f) => Object.assign(f, { events })));
  // Refusals are listed by their place in the file, though the third was refused first.
  expect(refused).toEqual([
    { event: 0, reason: '0.000002 points would pay 0.00' },
    { event: 2, reason: 'holds 0.000000 points, cannot sell 0.000002' },
  ]);
});

test('a reason names its figures', () => {
  const { refused } = resultOf(
    fileWith((f) => {
      Object.assign(f.plan.appreciation, { exitMultiple: '0.25', contributionRate: '1', giftRate: '0.9' });
      f.events = [
        { day: 1, type: 'purchase', member: 'A', amount: '100.00' },
        { day: 1, type: 'sell', member: 'A', points: '91' },
        { day: 1, type: 'redeem', member: 'A', points: '91' },
        { day: 1, type: 'exchange', member: 'A', points: '91' },
        { day: 1, type: 'sell', member: 'A', points: '50' },
        { day: 1, type: 'redeem', member: 'A', points: '50' },
        { day: 1, type: 'exchange', member: 'A', points: '50' },
        { day: 1, type: 'redeem', member: 'A', points: '0.000001' },
        { day: 1, type: 'exchange', member: 'A', points: '0.000001' },
        { day: 1, type: 'exchange', member: 'A', points: '20' },
        { day: 1, type: 'pay', member: 'A', merchant: 'M', amount: '20.19' },
        { day: 1, type: 'merchantRedeem', merchant: 'M', amount: '0.01' },
        { day: 1, type: 'merchantSell', merchant: 'M', points: '0.000001' },
        { day: 1, type: 'spend', member: 'A', amount: '12.34' },
        { day: 1, type: 'purchase', member: 'A', amount: '90071992547409.91' },
      ];
    }),
  );
  expect(refused).toEqual([
    { event: 1, reason: 'holds 90.000000 points, cannot sell 91.000000' },
    { event: 2, reason: 'holds 90.000000 points, cannot redeem 91.000000' },
    { event: 3, reason: 'holds 90.000000 points, cannot exchange 91.000000' },
    { event: 4, reason: 'worth 50.45, above the exit quota of 25.00' },
    { event: 5, reason: 'worth 50.45, above the exit quota of 25.00' },
    { event: 6, reason: 'worth 50.45, above the exit quota of 25.00' },
    { event: 7, reason: '0.000001 points would pay 0.00' },
    { event: 8, reason: '0.000001 points would pay 0.00' },
    { event: 10, reason: 'holds 20.18 stable points, cannot pay 20.19' },
    { event: 11, reason: 'holds 0.00 stable points, cannot redeem 0.01' },
    { event: 12, reason: 'holds 0.000000 points, cannot sell 0.000001' },
    { event: 13, reason: 'holds 0.00 spendable points, cannot spend 12.34' },
    { event: 14, reason: 'an amount would reach 2^53 units' },
  ]);
});
