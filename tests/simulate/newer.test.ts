// Acceptances, owners, publications, reversals and adjustments: their faults, each with its place, and what is said of
// those that the rules refuse. What they come to is held by tests/oracle and the worked scenarios.
import { readScenario, resultText, runScenario } from '@shared/simulate';
import { type Anything, checkFaults, fileWith, PLAIN } from './files';

const KINDS = 'appreciation, dividend, release';
const events =
  (...rows: Anything[]) =>
  (f: Anything) =>
    Object.assign(f, { events: rows });
const purchase = (changes: Anything) => events({ day: 1, type: 'purchase', member: 'A', amount: '1.00', ...changes });
const adjust = (changes: Anything) => events({ day: 1, type: 'adjust', member: 'A', ...changes });

describe('who has accepted, and whose merchant it is', () => {
  checkFaults([
    [
      'an unknown plan accepted',
      (f) => Object.assign(f.members[1], { accepts: ['release', 'cyclic'] }),
      `members[1].accepts[1]: must be one of ${KINDS}`,
    ],
    [
      'a plan accepted twice',
      (f) => Object.assign(f.members[0], { accepts: ['release', 'dividend', 'release'] }),
      'members[0].accepts[2]: "release" is named before',
    ],
    ['no list', (f) => Object.assign(f.members[0], { accepts: 'release' }), 'members[0].accepts: must be a list'],
    [
      'an owner whom nobody knows',
      (f) => Object.assign(f, { merchants: ['M', { id: 'N', owner: 'Z' }] }),
      'merchants[1].owner: "Z" is not a member',
    ],
    [
      'a merchant named in two forms',
      (f) => Object.assign(f, { merchants: ['M', { id: 'M' }] }),
      'merchants[1].id: "M" is named before',
    ],
    [
      'a merchant with more',
      (f) => Object.assign(f, { merchants: [{ id: 'M', name: 'm' }] }),
      'merchants[0].name: is not a known key',
    ],
    ['a merchant without an id', (f) => Object.assign(f, { merchants: ['M', {}] }), 'merchants[1].id: is missing'],
    [
      'an acceptance of a preset',
      events({ day: 1, type: 'accept', member: 'A', plan: 'cyclic' }),
      `events[0].plan: must be one of ${KINDS}`,
    ],
  ]);
});

describe('purchases and their reversals', () => {
  checkFaults([
    ['an empty id', purchase({ id: '' }), 'events[0].id: must not be empty'],
    [
      'an id that stands twice',
      events(
        { day: 1, type: 'purchase', member: 'A', amount: '1.00', id: 'P' },
        { day: 1, type: 'purchase', member: 'B', amount: '1.00', id: 'P' },
      ),
      'events[1].id: "P" is named before',
    ],
    ['an unknown merchant', purchase({ merchant: 'N' }), 'events[0].merchant: "N" is not a merchant'],
    ['goods of an unknown plan', purchase({ plans: ['x'] }), `events[0].plans[0]: must be one of ${KINDS}`],
    [
      'goods of a plan twice',
      purchase({ plans: ['release', 'release'] }),
      'events[0].plans[1]: "release" is named before',
    ],
    [
      'a purchase that nobody made',
      events({ day: 1, type: 'reverse', purchase: 'P' }),
      'events[0].purchase: "P" is no purchase of the file',
    ],
    [
      'an amount that is none',
      events(
        { day: 1, type: 'purchase', member: 'A', amount: '1.00', id: 'P' },
        { day: 1, type: 'reverse', purchase: 'P', amount: '-1' },
      ),
      `events[1].amount: ${PLAIN}, not "-1"`,
    ],
  ]);
});

describe('publications', () => {
  const publish = (plan: Anything) => events({ day: 1, type: 'publish', plan });
  const appreciation = (changes: Anything) => (f: Anything) =>
    publish({ appreciation: { ...f.plan.appreciation, ...changes } })(f);
  const SAME = 'must be that of the plan which is on';
  checkFaults([
    ['without a plan', events({ day: 1, type: 'publish' }), 'events[0].plan: is missing'],
    ['of an unknown preset', publish('x'), 'events[0].plan: must be one of appreciation, cyclic, energy, release'],
    ['of two of a kind', publish(['cyclic', 'energy']), 'events[0].plan[1]: is a second dividend plan'],
    ['of a fourth kind', publish({ points: {} }), 'events[0].plan.points: is not a known key'],
    [
      'of a kind that is not on',
      (f) => {
        delete f.plan.dividend;
        publish(['release', 'energy'])(f);
      },
      'events[0].plan[1]: is not on, and cannot be published',
    ],
    [
      'with another issue price, seed and supply, the exit quota gone',
      appreciation({ issuePrice: '2', seedPoints: '1001', maxSupply: '99999999', exitMultiple: null }),
      `events[0].plan.appreciation.issuePrice: ${SAME}`,
      `events[0].plan.appreciation.maxSupply: ${SAME}`,
      `events[0].plan.appreciation.seedPoints: ${SAME}`,
      'events[0].plan.appreciation.exitMultiple: must stay a number',
    ],
    [
      'with an exit quota that comes',
      (f) => {
        f.plan.appreciation.exitMultiple = null;
        publish('appreciation')(f);
      },
      'events[0].plan: must stay null',
    ],
    ['with other fees and another exit multiple', appreciation({ sellFeeRate: '1', exitMultiple: '0.5' })],
    [
      'with a rate above 1',
      appreciation({ sellFeeRate: '1.1' }),
      'events[0].plan.appreciation.sellFeeRate: must be from 0 to 1, not "1.1"',
    ],
    [
      'of plans held against faulty ones, of which alone is told',
      (f) => {
        f.plan.release.dailyRate = '2';
        appreciation({ issuePrice: '3' })(f);
      },
      'plan.release.dailyRate: must be from 0 to 1, not "2"',
    ],
  ]);
});

describe('adjustments', () => {
  const ONE = 'events[0]: must have exactly one of add and remove';
  checkFaults([
    ['of nothing', adjust({ asset: 'stable' }), ONE],
    ['both ways', adjust({ asset: 'stable', add: '1', remove: '1' }), ONE],
    ['of no asset', adjust({ add: '1' }), 'events[0].asset: is missing'],
    ['of cash', adjust({ asset: 'cash', add: '1' }), 'events[0].asset: must be one of appreciating, stable, spendable'],
    [
      'of three decimals',
      adjust({ asset: 'spendable', remove: '0.001' }),
      'events[0].remove: has more than 2 decimals, not "0.001"',
    ],
    ['of six decimals', adjust({ asset: 'appreciating', add: '0.000001' })],
    ['of a number', adjust({ asset: 'stable', add: 1 }), 'events[0].add: must be decimal text in quotes'],
  ]);
});

const resultOf = (file: Anything): Anything => {
  const read = readScenario(JSON.stringify(file));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return JSON.parse(resultText(runScenario(read.scenario)));
};

test('what is refused is told with its figures', () => {
  const reverse = (changes: Anything) => ({ day: 2, type: 'reverse', purchase: 'P', ...changes });
  const adjusting = (changes: Anything) => ({ day: 2, type: 'adjust', member: 'A', ...changes });
  const file = fileWith(
    events(
      { day: 1, type: 'reverse', purchase: 'P' },
      { day: 1, type: 'purchase', member: 'A', amount: '100.00', id: 'P' },
      { day: 1, type: 'purchase', member: 'A', amount: '0', id: 'Q' },
      { day: 2, type: 'reverse', purchase: 'Q' },
      reverse({ amount: '0' }),
      reverse({ amount: '100.01' }),
      reverse({ amount: '60.00' }),
      reverse({ amount: '40.01' }),
      reverse({}),
      reverse({}),
      reverse({ amount: '1' }),
      adjusting({ asset: 'stable', remove: '0.01' }),
      adjusting({ asset: 'appreciating', remove: '0.5' }),
      adjusting({ asset: 'appreciating', add: '100000000' }),
      adjusting({ asset: 'spendable', add: '0' }),
    ),
  );
  expect(resultOf(file).refused).toEqual([
    { event: 0, reason: 'the purchase "P" has not been settled' },
    { event: 2, reason: 'a purchase of 0.00' },
    { event: 3, reason: 'the purchase "Q" has not been settled' },
    { event: 4, reason: 'a reversal of 0.00' },
    { event: 5, reason: '100.00 is left of the purchase, cannot reverse 100.01' },
    { event: 7, reason: '40.00 is left of the purchase, cannot reverse 40.01' },
    { event: 9, reason: 'nothing is left of the 100.00 of the purchase' },
    { event: 10, reason: 'nothing is left of the 100.00 of the purchase' },
    { event: 11, reason: 'holds 0.00, cannot remove 0.01' },
    { event: 12, reason: 'holds 0.000000, cannot remove 0.500000' },
    { event: 13, reason: '99998979.000000 points are left to issue, not 100000000.000000' },
    { event: 14, reason: 'an adjustment of 0' },
  ]);
});

test('a result has reversals only where one was played, in the order of the file, right before what is refused', () => {
  const bought = { day: 1, type: 'purchase', member: 'A', amount: '100.00', id: 'P' };
  const refused = resultOf(fileWith(events(bought, { day: 1, type: 'reverse', purchase: 'P', amount: '0' })));
  expect(Object.keys(refused)).toEqual(['title', 'days', 'members', 'merchants', 'refused']);
  const later = { day: 2, type: 'reverse', purchase: 'P', amount: '1.00' };
  const played = resultOf(fileWith(events(later, bought, { ...later, day: 1 })));
  expect(Object.keys(played)).toEqual(['title', 'days', 'members', 'merchants', 'reversals', 'refused']);
  expect(played.reversals.map(({ event }: Anything) => event)).toEqual([0, 2]);
});

test('of a day, the last publication of each kind is in force from the next day on', () => {
  const block = (f: Anything, proportionalRate: string) => ({ dividend: { ...f.plan.dividend, proportionalRate } });
  const file = fileWith((f) => {
    const bought = (day: number) => ({ day, type: 'purchase', member: 'A', amount: '100.00' });
    f.events = [
      { day: 1, type: 'publish', plan: block(f, '0.1') },
      { day: 1, type: 'publish', plan: { release: f.plan.release } },
      { day: 1, type: 'publish', plan: block(f, '0.2') },
      { day: 3, type: 'publish', plan: block(f, '0.5') },
      ...[1, 2, 3].map(bought),
    ];
  });
  const pools = resultOf(file).days.map(({ dividend }: Anything) => dividend.proportionalPool);
  expect(pools).toEqual(['30.00', '20.00', '20.00']);
});

test('a volume that a published plan begins to count is cut to what fits below 2^53; more is refused', () => {
  const MOST = '90071992547409.91';
  const file = fileWith((f) => {
    const bought = (day: number, amount: string) => ({ day, type: 'purchase', member: 'A', amount });
    f.days = 4;
    f.plan = { release: { ...f.plan.release, tiers: [] } };
    f.events = [
      bought(1, MOST),
      bought(2, MOST),
      { day: 2, type: 'publish', plan: { release: { ...f.plan.release, teamVolumeIncludesOwn: true } } },
      bought(3, '0.01'),
    ];
  });
  const { members, refused } = resultOf(file);
  expect(members.A).toMatchObject({ teamVolume: MOST, rank: 7 });
  expect(refused).toEqual([{ event: 3, reason: 'an amount would reach 2^53 units' }]);
});
