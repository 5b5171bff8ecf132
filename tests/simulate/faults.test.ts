// A file that is not valid: one line for each fault, each naming its place (docs/simulator.md).
import { checkFaults, fileWith, linesOf, PLAIN, soundFile } from './files';

const TYPES =
  'purchase, sell, redeem, exchange, pay, merchantRedeem, merchantSell, spend, collect, give, accept, publish, reverse, adjust';

test('the file that is spoilt here is sound', () => expect(linesOf(JSON.stringify(soundFile()))).toEqual([]));

describe('what is no scenario at all', () => {
  it.each([
    ['', 'file: is not JSON: Unexpected end of JSON input'],
    ['{"a":1,}', 'file: is not JSON: Expected double-quoted property name in JSON at position 7'],
    ['{\n  "a": 1\n  "b": 2\n}', "file: is not JSON: Expected ',' or '}' after property value in JSON at position 13"],
    ['null', 'file: must be a JSON object'],
    ['[]', 'file: must be a JSON object'],
    ['"file"', 'file: must be a JSON object'],
    ['7', 'file: must be a JSON object'],
  ])('%j', (text, line) => {
    const lines = linesOf(text);
    expect(lines).toHaveLength(1);
    // Later versions of Node add the line and the column.
    expect(lines[0]!.slice(0, line.length)).toBe(line);
  });

  it('an empty object lacks four things', () => {
    expect(linesOf('{}')).toEqual(['start: is missing', 'days: is missing', 'plan: is missing', 'members: is missing']);
  });
});

describe('keys that nobody knows', () => {
  checkFaults([
    ['at the top', (f) => Object.assign(f, { colour: 1 }), 'colour: is not a known key'],
    ['in brackets where they are odd', (f) => Object.assign(f, { 'a b': 1 }), '["a b"]: is not a known key'],
    ['on one line whatever they are', (f) => Object.assign(f, { 'a\nb': 1 }), '["a\\nb"]: is not a known key'],
    ['two at once', (f) => Object.assign(f, { x: 1, y: 2 }), 'x: is not a known key', 'y: is not a known key'],
    ['of a member', (f) => Object.assign(f.members[1], { name: 'B' }), 'members[1].name: is not a known key'],
    ['of an event', (f) => Object.assign(f.events[2], { note: '' }), 'events[2].note: is not a known key'],
    ['of another event', (f) => Object.assign(f.events[1], { amount: '1.00' }), 'events[1].amount: is not a known key'],
    ['of plan', (f) => Object.assign(f.plan, { bonus: {} }), 'plan.bonus: is not a known key'],
    ['of a plan', (f) => Object.assign(f.plan.appreciation, { fee: '0' }), 'plan.appreciation.fee: is not a known key'],
    ['of the dividend', (f) => Object.assign(f.plan.dividend, { v: '0' }), 'plan.dividend.v: is not a known key'],
    ['of the release', (f) => Object.assign(f.plan.release, { v: '0' }), 'plan.release.v: is not a known key'],
    [
      'of rows of plans',
      (f) => {
        f.plan.dividend.tiers[2].to = '500';
        f.plan.release.tiers[0].to = '500';
        f.plan.release.ranks[6].name = '王者';
      },
      'plan.dividend.tiers[2].to: is not a known key',
      'plan.release.tiers[0].to: is not a known key',
      'plan.release.ranks[6].name: is not a known key',
    ],
  ]);

  it('__proto__ is one of them, at every level', () => {
    const text = JSON.stringify(soundFile())
      .replace('{', '{"__proto__":1,')
      .replace('"plan":{', '"plan":{"__proto__":1,')
      .replace('"appreciation":{', '"appreciation":{"__proto__":1,')
      .replace('"dividend":{', '"dividend":{"__proto__":1,')
      .replace('"release":{', '"release":{"__proto__":1,')
      .replace('{"from":"50"', '{"__proto__":1,"from":"50"')
      .replace('{"id":"A"', '{"__proto__":1,"id":"A"')
      .replace('{"day":1', '{"__proto__":1,"day":1');
    const places = ['members[0].', 'events[0].', '', 'plan.appreciation.', 'plan.dividend.tiers[0].'];
    expect(linesOf(text)).toEqual(
      [...places, 'plan.dividend.', 'plan.release.', 'plan.'].map((place) => `${place}__proto__: is not a known key`),
    );
  });
});

describe('what is of a wrong type or missing', () => {
  checkFaults([
    ['title', (f) => Object.assign(f, { title: 7 }), 'title: must be text, not a number'],
    ['title, null', (f) => Object.assign(f, { title: null }), 'title: must be text, not null'],
    ['start', (f) => Object.assign(f, { start: 20260101 }), 'start: must be text, not a number'],
    ['start, gone', (f) => delete f.start, 'start: is missing'],
    ['days', (f) => Object.assign(f, { days: '3' }), 'days: must be a whole number'],
    ['days, null', (f) => Object.assign(f, { days: null }), 'days: must be a whole number'],
    ['days, gone', (f) => delete f.days, 'days: is missing'],
    [
      'plan',
      (f) => Object.assign(f, { plan: 7 }),
      'plan: must be plan blocks, the name of a preset or a list of names',
    ],
    [
      'plan, null',
      (f) => Object.assign(f, { plan: null }),
      'plan: must be plan blocks, the name of a preset or a list of names',
    ],
    ['plan, gone', (f) => delete f.plan, 'plan: is missing'],
    ['members', (f) => Object.assign(f, { members: {} }), 'members: must be a list'],
    ['members, gone', (f) => delete f.members, 'members: is missing'],
    ['merchants', (f) => Object.assign(f, { merchants: 'M' }), 'merchants: must be a list'],
    ['events', (f) => Object.assign(f, { events: null }), 'events: must be a list'],
    [
      'a member',
      (f) => Object.assign(f.members, ['A']),
      'members[0]: must be an object, not text',
      'members[1].referrer: "A" is not named before',
      'events[0].member: "A" is not a member',
      'events[1].member: "A" is not a member',
      'events[2].member: "A" is not a member',
    ],
    ["a member's id", (f) => f.members.push({ id: 7 }), 'members[2].id: must be text, not a number'],
    ["a member's id, gone", (f) => f.members.push({}), 'members[2].id: is missing'],
    [
      'a referrer',
      (f) => Object.assign(f.members[1], { referrer: null }),
      'members[1].referrer: must be text, not null',
    ],
    ['a merchant', (f) => f.merchants.push(7), 'merchants[1]: must be text, not a number'],
    ['an event', (f) => Object.assign(f.events, [null]), 'events[0]: must be an object'],
    ['an event, a list', (f) => Object.assign(f.events, [[]]), 'events[0]: must be an object'],
    ['an event, text', (f) => Object.assign(f.events, ['sell']), 'events[0]: must be an object'],
    ["an event's type", (f) => Object.assign(f.events[0], { type: 7 }), `events[0].type: must be one of ${TYPES}`],
    [
      "an event's type, unknown",
      (f) => Object.assign(f.events[0], { type: 'buy' }),
      `events[0].type: must be one of ${TYPES}`,
    ],
    [
      "an event's type, inherited",
      (f) => Object.assign(f.events[0], { type: 'toString' }),
      `events[0].type: must be one of ${TYPES}`,
    ],
    ["an event's type, gone", (f) => delete f.events[0].type, 'events[0].type: is missing'],
    [
      'an event of a type alone',
      (f) => Object.assign(f.events, [{ type: 'pay' }]),
      'events[0].day: is missing',
      'events[0].member: is missing',
      'events[0].merchant: is missing',
      'events[0].amount: is missing',
    ],
    [
      "an event's member",
      (f) => Object.assign(f.events[0], { member: 7 }),
      'events[0].member: must be text, not a number',
    ],
    ['an amount', (f) => Object.assign(f.events[0], { amount: 7 }), 'events[0].amount: must be decimal text in quotes'],
    [
      'an amount, null',
      (f) => Object.assign(f.events[0], { amount: null }),
      'events[0].amount: must be decimal text in quotes',
    ],
    ['a plan', (f) => Object.assign(f.plan, { appreciation: null }), 'plan.appreciation: must be an object, not null'],
    [
      'a dividend, null',
      (f) => Object.assign(f.plan, { dividend: null }),
      'plan.dividend: must be an object, not null',
    ],
    ['a release, null', (f) => Object.assign(f.plan, { release: null }), 'plan.release: must be an object, not null'],
    ['a plan, a list', (f) => Object.assign(f.plan, { dividend: [] }), 'plan.dividend: must be an object, not a list'],
    ['a plan, text', (f) => Object.assign(f.plan, { release: 'release' }), 'plan.release: must be an object, not text'],
    [
      'tiers',
      (f) => Object.assign(f.plan.dividend, { tiers: {} }),
      'plan.dividend.tiers: must be a list, not an object',
    ],
    [
      'tiers of the release',
      (f) => Object.assign(f.plan.release, { tiers: true }),
      'plan.release.tiers: must be a list, not true or false',
    ],
    ['ranks', (f) => Object.assign(f.plan.release, { ranks: 'none' }), 'plan.release.ranks: must be a list, not text'],
    [
      'rows',
      (f) => {
        f.plan.dividend.tiers = [null, 7, { from: '1' }, { rate: '0' }, { from: 2, rate: '0' }];
        f.plan.release.tiers = [{ from: null, multiple: '2' }];
        f.plan.release.ranks = [null, ['50000.00', '0.10']];
      },
      'plan.dividend.tiers[0]: must be an object, not null',
      'plan.dividend.tiers[1]: must be an object, not a number',
      'plan.dividend.tiers[2].rate: is missing',
      'plan.dividend.tiers[3].from: is missing',
      'plan.dividend.tiers[4].from: must be decimal text in quotes',
      'plan.release.tiers[0].from: must be decimal text in quotes',
      'plan.release.ranks[0]: must be an object, not null',
      'plan.release.ranks[1]: must be an object, not a list',
    ],
    [
      'a switch',
      (f) => Object.assign(f.plan.release, { teamVolumeIncludesOwn: 'no' }),
      'plan.release.teamVolumeIncludesOwn: must be true or false, not text',
    ],
    [
      'a choice',
      (f) => Object.assign(f.plan.dividend, { tierRateOf: 'both' }),
      'plan.dividend.tierRateOf: must be "pool" or "turnover"',
    ],
    [
      'a choice, null',
      (f) => Object.assign(f.plan.dividend, { tierSplit: null }),
      'plan.dividend.tierSplit: must be "perCapita" or "byWeight"',
    ],
    ['a choice, gone', (f) => delete f.plan.dividend.weightBase, 'plan.dividend.weightBase: is missing'],
    [
      'a choice, in capitals',
      (f) => Object.assign(f.plan.dividend, { weightBase: 'ALL' }),
      'plan.dividend.weightBase: must be "active" or "all"',
    ],
    [
      'a rate',
      (f) => Object.assign(f.plan.appreciation, { giftRate: 0.7 }),
      'plan.appreciation.giftRate: must be decimal text in quotes',
    ],
    [
      'the exit multiple',
      (f) => Object.assign(f.plan.appreciation, { exitMultiple: 2 }),
      'plan.appreciation.exitMultiple: must be decimal text in quotes',
    ],
    [
      'one rate for two',
      (f) => Object.assign(f.plan.release, { referralRates: '0.5' }),
      'plan.release.referralRates: must be a list of exactly two rates',
    ],
    [
      'a second rate',
      (f) => Object.assign(f.plan.release, { referralRates: ['0.5', 0.3] }),
      'plan.release.referralRates[1]: must be decimal text in quotes',
    ],
  ]);

  it('every key of a plan is required', () => {
    for (const kind of ['appreciation', 'dividend', 'release'])
      for (const key of Object.keys(soundFile().plan[kind]))
        expect(linesOf(JSON.stringify(fileWith((f) => delete f.plan[kind][key])))).toEqual([
          `plan.${kind}.${key}: is missing`,
        ]);
  });

  it('each list of rates has exactly two', () => {
    for (const referralRates of [[], ['0.5'], ['0.5', '0.3', '0.1']])
      expect(linesOf(JSON.stringify(fileWith((f) => Object.assign(f.plan.release, { referralRates }))))).toEqual([
        'plan.release.referralRates: must be a list of exactly two rates',
      ]);
  });
});

describe('days', () => {
  checkFaults([
    ['none', (f) => Object.assign(f, { days: 0 }), 'days: must be at least 1'],
    ['below none', (f) => Object.assign(f, { days: -1 }), 'days: must be at least 1'],
    ['a part of one', (f) => Object.assign(f, { days: 1.5 }), 'days: must be a whole number'],
    ['too many', (f) => Object.assign(f, { days: 3661 }), 'days: must be at most 3660'],
    ['far too many', (f) => Object.assign(f, { days: 1e20 }), 'days: must be at most 3660'],
    ['as many as there may be', (f) => Object.assign(f, { days: 3660 })],
    ['an event before the first', (f) => Object.assign(f.events[0], { day: 0 }), 'events[0].day: must be at least 1'],
    [
      'an event after the last',
      (f) => Object.assign(f.events[2], { day: 4 }),
      'events[2].day: is after the last day, 3',
    ],
    [
      'an event on part of one',
      (f) => Object.assign(f.events[0], { day: 1.5 }),
      'events[0].day: must be a whole number',
    ],
    [
      'a start that is no day',
      (f) => Object.assign(f, { start: '2026-02-29' }),
      'start: must be a day of the calendar such as 2026-01-31',
    ],
    [
      'a start in other words',
      (f) => Object.assign(f, { start: '1 January 2026' }),
      'start: must be a day of the calendar such as 2026-01-31',
    ],
    [
      'a run past the calendar',
      (f) => Object.assign(f, { start: '9999-12-30' }),
      'start: the run would pass the year 9999',
    ],
    ['a run to the end of the calendar', (f) => Object.assign(f, { start: '9999-12-29' })],
  ]);
});

describe('names', () => {
  checkFaults([
    ['an empty one', (f) => f.members.push({ id: '' }), 'members[2].id: must not be empty'],
    ['one given twice', (f) => f.members.push({ id: 'A' }), 'members[2].id: "A" is named before'],
    ['an empty merchant', (f) => f.merchants.push(''), 'merchants[1]: must not be empty'],
    ['a merchant given twice', (f) => f.merchants.push('M'), 'merchants[1]: "M" is named before'],
    ['a member and a merchant of one name are two', (f) => f.merchants.push('A')],
    [
      'a referrer who comes later',
      (f) => f.members.unshift({ id: 'Z', referrer: 'A' }),
      'members[0].referrer: "A" is not named before',
    ],
    [
      'a referrer of oneself',
      (f) => f.members.push({ id: 'C', referrer: 'C' }),
      'members[2].referrer: "C" is not named before',
    ],
    [
      'an empty referrer',
      (f) => f.members.push({ id: 'C', referrer: '' }),
      'members[2].referrer: "" is not named before',
    ],
    ['an unknown member', (f) => Object.assign(f.events[0], { member: 'Z' }), 'events[0].member: "Z" is not a member'],
    ['an empty member', (f) => Object.assign(f.events[0], { member: '' }), 'events[0].member: must not be empty'],
    [
      'an unknown merchant',
      (f) => Object.assign(f.events[2], { merchant: 'A' }),
      'events[2].merchant: "A" is not a merchant',
    ],
    ['merchants that are none', (f) => delete f.merchants, 'events[2].merchant: "M" is not a merchant'],
    [
      'a merchant for a member',
      (f) => Object.assign(f.events[0], { member: 'M' }),
      'events[0].member: "M" is not a member',
    ],
    [
      'a name like a property',
      (f) => Object.assign(f.events[0], { member: '__proto__' }),
      'events[0].member: "__proto__" is not a member',
    ],
    [
      'a long one, cut',
      (f) => Object.assign(f.events[0], { member: 'x'.repeat(100) }),
      `events[0].member: "${'x'.repeat(59)}… is not a member`,
    ],
  ]);
});

describe('presets', () => {
  const NAMES = 'must be one of appreciation, cyclic, energy, release';
  checkFaults([
    ['an unknown one', (f) => Object.assign(f, { plan: 'cycle' }), `plan: ${NAMES}`],
    ['an inherited name', (f) => Object.assign(f, { plan: 'toString' }), `plan: ${NAMES}`],
    [
      'of an unknown name in a list',
      (f) => Object.assign(f, { plan: ['cyclic', 'x', 7] }),
      `plan[1]: ${NAMES}`,
      `plan[2]: ${NAMES}`,
    ],
    ['two of a kind', (f) => Object.assign(f, { plan: ['cyclic', 'energy'] }), 'plan[1]: is a second dividend plan'],
    ['one twice', (f) => Object.assign(f, { plan: ['release', 'release'] }), 'plan[1]: is a second release plan'],
  ]);
});

test('all faults are told at once', () => {
  const file = fileWith((f) => {
    f.days = 0;
    f.members.push({ id: 'A' });
    f.plan.release.dailyRate = '2';
    f.events[1].points = 'x';
    f.colour = 'red';
  });
  expect(linesOf(JSON.stringify(file))).toEqual([
    'days: must be at least 1',
    `events[1].points: ${PLAIN}, not "x"`,
    'colour: is not a known key',
    'plan.release.dailyRate: must be from 0 to 1, not "2"',
    'members[2].id: "A" is named before',
  ]);
});
