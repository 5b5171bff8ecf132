// biome-ignore-all lint/suspicious/noThenProperty: it is the name that MongoDB gives a branch
import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

/** What operators do with operands of the wrong kind, null, and the forms in which one operand may be given. */

let cloud: CloudUnderTest;
let one: Any;

beforeAll(async () => {
  cloud = await openCloud();
  one = await cloud.fresh('one', [
    { _id: 'x', n: 7, half: 0.5, text: 'abc', list: [3, 1, 2], at: new Date('2026-01-31T20:00:00Z'), yes: true, o: {} },
  ]);
});
afterAll(() => cloud.close());

const compute = async (expression: unknown): Promise<unknown> =>
  (await one.aggregate().project({ _id: 0, value: expression }).end()).list[0].value;

const numeric = `$abs $acos $asin $asinh $atan $atanh $ceil $cos $cosh $degreesToRadians $exp $floor $ln $log10
  $radiansToDegrees $sigmoid $sin $sinh $sqrt $tan $tanh`.split(/\s+/);
describe.each(numeric)('%s', (operator) => {
  test('takes its operand alone or in a list of one', async () => {
    expect(await compute({ [operator]: ['$half'] })).toEqual(expect.any(Number));
    expect(await compute({ [operator]: ['$half'] })).toBe(await compute({ [operator]: '$half' }));
  });
  test('gives null for null and missing', async () => {
    expect(await compute({ [operator]: [null] })).toBeNull();
    expect(await compute({ [operator]: '$none' })).toBeNull();
  });
  test('refuses what is no number', async () => {
    for (const wrong of ['$text', '$list', '$yes', '$at', '$o'])
      expect(await refusalOf(compute({ [operator]: [wrong] }))).toMatch(/only supports numeric types, not/);
  });
});

const values: Array<[string, unknown, unknown]> = [
  ['a list of one to $isNumber', { $isNumber: ['$n'] }, true],
  ['a list of one to $first', { $first: ['$list'] }, 3],
  ['a list of one to $last', { $last: ['$list'] }, 2],
  ['$first of an empty array is missing', { $type: { $first: [[]] } }, 'missing'],
  ['$first does not flatten', { $first: [[[1, 2]]] }, [1, 2]],
  ['a list of one to $bitNot', { $bitNot: ['$n'] }, -8],
  ['one operand without a list', { $add: '$n' }, 7],
  ['one operand without a list, of bits', { $bitOr: '$n' }, 7],
  ['nothing to add', { $add: [] }, 0],
  ['a date less milliseconds', { $subtract: ['$at', 1000] }, new Date('2026-01-31T19:59:59Z')],
  ['$cond takes an empty text for true', { $cond: ['', 1, 2] }, 1],
  ['$cond takes NaN for true', { $cond: [{ $ln: { $literal: Number.NaN } }, 1, 2] }, 1],
  ['$range downward', { $range: [3, 0, -2] }, [3, 1]],
  [
    'a month later keeps within the month',
    { $dateAdd: { startDate: '$at', unit: 'month', amount: 1 } },
    new Date('2026-02-28T20:00:00Z'),
  ],
  [
    'a month later in a zone where it is tomorrow',
    { $dateAdd: { startDate: '$at', unit: 'month', amount: 1, timezone: 'Asia/Shanghai' } },
    new Date('2026-02-28T20:00:00Z'),
  ],
  [
    'a quarter earlier',
    { $dateSubtract: { startDate: '$at', unit: 'quarter', amount: 1 } },
    new Date('2025-10-31T20:00:00Z'),
  ],
  ['a week later', { $dateAdd: { startDate: '$at', unit: 'week', amount: 1 } }, new Date('2026-02-07T20:00:00Z')],
  ['a missing date', { $dateAdd: { startDate: '$none', unit: 'day', amount: 1 } }, null],
  ...(
    [
      ['year', 1],
      ['quarter', 1],
      ['month', 1],
      ['week', 0],
      ['day', 1],
      ['hour', 1],
      ['minute', 1],
      ['second', 1],
      ['millisecond', 1],
    ] as const
  ).map(([unit, expected]): [string, unknown, unknown] => [
    `beginnings of a ${unit} between two instants`,
    {
      $dateDiff: {
        startDate: new Date('2025-12-31T23:59:59.999Z'),
        endDate: new Date('2026-01-01T00:00:00.000Z'),
        unit,
      },
    },
    expected,
  ]),
  [
    'weeks from Thursday on',
    {
      $dateDiff: {
        startDate: new Date('2025-12-31T00:00:00Z'),
        endDate: new Date('2026-01-01T00:00:00Z'),
        unit: 'week',
        startOfWeek: 'thursday',
      },
    },
    1,
  ],
  [
    'days in a zone',
    {
      $dateDiff: {
        startDate: new Date('2026-01-01T15:00:00Z'),
        endDate: new Date('2026-01-01T17:00:00Z'),
        unit: 'day',
        timezone: 'Asia/Shanghai',
      },
    },
    1,
  ],
  ['a match of null', { $regexMatch: { input: null, regex: 'a' } }, false],
  ['a find counts code points', { $regexFind: { input: '😀b', regex: 'b' } }, { match: 'b', idx: 1, captures: [] }],
  [
    'all finds',
    { $regexFindAll: { input: 'a1b2', regex: '([a-z])(x)?' } },
    [
      { match: 'a', idx: 0, captures: ['a', null] },
      { match: 'b', idx: 2, captures: ['b', null] },
    ],
  ],
  ['a trim of null characters', { $trim: { input: 'a', chars: null } }, null],
  ['a trim by code points', { $rtrim: { input: 'a😀', chars: '😀' } }, 'a'],
];
test.each(values)('%s', async (_name, expression, expected) => expect(await compute(expression)).toEqual(expected));

const refused: Array<[unknown, RegExp]> = [
  [{ $first: '$text' }, /The argument to \$first must be an array, but was of type: string/],
  [{ $last: ['$n'] }, /The argument to \$last must be an array, but was of type: int/],
  [{ $acos: 2 }, /cannot apply \$acos to 2, value must be in \[-1,1\]/],
  [{ $acosh: 0 }, /cannot apply \$acosh to 0/],
  [{ $atan2: ['$text', 1] }, /\$atan2 only supports numeric types, not string/],
  [{ $bitAnd: ['$half', 1] }, /\$bitAnd only supports int and long operands, found: double/],
  [{ $bitXor: ['$text'] }, /\$bitXor only supports int and long operands, found: string/],
  [{ $add: ['$at', '$at'] }, /only one date allowed in an \$add expression/],
  [{ $add: ['$text', null] }, /\$add only supports numeric or date types, not string/],
  [{ $subtract: [1, '$at'] }, /can't \$subtract date from int/],
  [{ $subtract: ['$text', 1] }, /can't \$subtract int from string/],
  [{ $range: [0, 5, 0] }, /non-zero step/],
  [{ $range: [0, 5, null] }, /step value/],
  [{ $range: [0.5, 5] }, /starting value/],
  [{ $range: [0, 2_000_000_000] }, /makes a value of more than 16777216 bytes/],
  [{ $indexOfArray: ['$list', 1, 'a'] }, /nonnegative whole/],
  [{ $indexOfArray: ['$list', 1, -1] }, /nonnegative whole/],
  [{ $setEquals: ['$none', []] }, /All operands of \$setEquals must be arrays\. One argument is of type: missing/],
  [{ $setIsSubset: [null, []] }, /All operands of \$setIsSubset must be arrays\. One argument is of type: null/],
  [{ $regexMatch: { input: '$n', regex: 'a' } }, /\$regexMatch needs 'input' to be of type string/],
  [{ $regexFind: { input: 'a', regex: '$n' } }, /\$regexFind needs 'regex' to be of type string or regex/],
  [{ $regexMatch: { input: 'a', regex: 'a', options: 'q' } }, /invalid flag in regex options: q/],
  [{ $regexMatch: { input: 'a', regex: /a/i, options: 'm' } }, /specified in both 'regex' and 'option'/],
  [{ $trim: { input: '$n' } }, /\$trim requires its input to be a string, got int instead/],
  [{ $ltrim: { input: 'a', chars: '$n' } }, /\$ltrim requires its chars to be a string, got int instead/],
  [{ $dateAdd: { startDate: '$n', unit: 'day', amount: 1 } }, /\$dateAdd requires 'startDate' to be a date/],
  [{ $dateAdd: { startDate: '$at', unit: 'eon', amount: 1 } }, /cannot be recognized as a time unit: eon/],
  [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1.5 } }, /expects integer amount of time units/],
  [{ $dateAdd: { startDate: '$at', unit: 'day', amount: '$text' } }, /expects integer amount of time units/],
  [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1, timezone: 'Mars/Base' } }, /unrecognized time zone/],
  [{ $dateDiff: { startDate: '$at', endDate: '$text', unit: 'day' } }, /\$dateDiff requires 'endDate' to be a date/],
  [{ $dateDiff: { startDate: '$at', endDate: '$at', unit: 'eon' } }, /cannot be recognized as a time unit: eon/],
  [
    { $dateDiff: { startDate: '$at', endDate: '$at', unit: 'week', startOfWeek: 'noday' } },
    /cannot be recognized as a day of a week: noday/,
  ],
  [{ $dateToString: { date: '$at', format: 5 } }, /\$dateToString requires that 'format' be a string, found: int/],
  [{ $dateToParts: { date: '$at', iso8601: 5 } }, /iso8601 must evaluate to a bool, found int/],
  [{ $median: { input: '$list', method: 'x' } }, /only 'approximate' can be used/],
];
test.each(refused)('refused: %j', async (expression, text) => {
  expect(await refusalOf(compute(expression))).toMatch(text);
});
