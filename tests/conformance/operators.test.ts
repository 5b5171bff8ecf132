// biome-ignore-all lint/suspicious/noThenProperty: it is the name that MongoDB gives a branch
import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let $: Any;
let one: Any;

const document = {
  _id: 'x',
  n: 7,
  m: -2.5,
  zero: 0,
  nothing: null,
  text: 'Hello, World',
  chinese: '价格¥88',
  flag: true,
  list: [3, 1, 2],
  names: ['a', 'b'],
  pairs: [
    { k: 'a', v: 1 },
    { k: 'b', v: [1, 2] },
  ],
  o: { a: 1, b: { c: 2 } },
  rows: [
    { q: 1, p: 10 },
    { q: 2, p: 20 },
  ],
  at: new Date('2019-05-14T09:38:51.686Z'),
  sunday: new Date('2017-01-01T00:00:00Z'),
};

beforeAll(async () => {
  cloud = await openCloud();
  $ = cloud.db.command.aggregate;
  one = await cloud.fresh('one', [document]);
});
afterAll(() => cloud.close());

/** The expression's value on the document; undefined when it is missing. */
const compute = async (expression: unknown): Promise<unknown> =>
  (await one.aggregate().project({ _id: 0, value: expression }).end()).list[0].value;

type Row = [string, () => unknown, unknown];

const arithmetic: Row[] = [
  ['abs', () => $.abs('$m'), 2.5],
  ['abs of null', () => $.abs('$nothing'), null],
  ['add', () => $.add(['$n', 1, 2]), 10],
  ['add with null', () => $.add(['$n', '$nothing']), null],
  ['add with a missing field', () => $.add(['$n', '$none']), null],
  ['add to a date', () => $.add(['$at', 1000]), new Date('2019-05-14T09:38:52.686Z')],
  ['ceil', () => $.ceil('$m'), -2],
  ['divide', () => $.divide(['$n', 2]), 3.5],
  ['exp', () => $.exp('$zero'), 1],
  ['floor', () => $.floor('$m'), -3],
  ['ln', () => $.ln(1), 0],
  ['log', () => $.log([8, 2]), 3],
  ['log of a thousand', () => $.log([1000, 10]), 3],
  ['log10', () => $.log10(1000), 3],
  ['mod', () => $.mod(['$n', 4]), 3],
  ['mod keeps the sign', () => $.mod([-7, 4]), -3],
  ['mod with null', () => $.mod(['$nothing', 4]), null],
  ['multiply', () => $.multiply(['$n', 2, 3]), 42],
  ['pow', () => $.pow(['$n', 2]), 49],
  ['sqrt', () => $.sqrt(49), 7],
  ['subtract', () => $.subtract(['$n', 10]), -3],
  ['subtract dates', () => $.subtract(['$at', new Date('2019-05-14T09:38:50.686Z')]), 1000],
  ['trunc', () => $.trunc('$m'), -2],
  ['round to the even neighbour', () => ({ $round: [2.5, 0] }), 2],
  ['round to a place', () => ({ $round: [1.235, 2] }), 1.24],
  ['trunc to a place', () => ({ $trunc: [-1.239, 2] }), -1.23],
];

const arrays: Row[] = [
  ['arrayElemAt', () => $.arrayElemAt(['$list', 0]), 3],
  ['arrayElemAt from the end', () => $.arrayElemAt(['$list', -1]), 2],
  ['arrayElemAt beyond', () => $.arrayElemAt(['$list', 9]), undefined],
  ['arrayToObject of pairs', () => $.arrayToObject('$pairs'), { a: 1, b: [1, 2] }],
  [
    'arrayToObject of lists',
    () =>
      $.arrayToObject(
        $.literal([
          ['a', 1],
          ['b', [1, 2]],
        ]),
      ),
    { a: 1, b: [1, 2] },
  ],
  ['concatArrays', () => $.concatArrays(['$list', '$names']), [3, 1, 2, 'a', 'b']],
  ['concatArrays with null', () => $.concatArrays(['$list', '$nothing']), null],
  ['filter', () => $.filter({ input: '$rows', as: 'row', cond: $.gte(['$$row.p', 20]) }), [{ q: 2, p: 20 }]],
  ['in', () => $.in([2, '$list']), true],
  ['in: not there', () => $.in([5, '$list']), false],
  ['indexOfArray', () => $.indexOfArray(['$list', 2]), 2],
  ['indexOfArray: not there', () => $.indexOfArray(['$list', 9]), -1],
  ['indexOfArray from a place', () => $.indexOfArray([$.literal(['a', 'b', 'a']), 'a', 1]), 2],
  ['isArray', () => $.isArray('$list'), true],
  ['isArray of a scalar, in a list', () => $.isArray(['$n']), false],
  ['map', () => $.map({ input: '$rows', as: 'row', in: $.multiply(['$$row.q', '$$row.p']) }), [10, 40]],
  ['map sees the document', () => $.map({ input: '$list', as: 'i', in: $.add(['$$i', '$n']) }), [10, 8, 9]],
  ['map of null', () => $.map({ input: '$nothing', as: 'i', in: '$$i' }), null],
  [
    'map within map',
    () => $.map({ input: '$names', as: 'a', in: $.map({ input: '$names', as: 'b', in: $.concat(['$$a', '$$b']) }) }),
    [
      ['aa', 'ab'],
      ['ba', 'bb'],
    ],
  ],
  ['range', () => $.range([0, 10, 3]), [0, 3, 6, 9]],
  ['range downward', () => $.range([3, 0, -1]), [3, 2, 1]],
  ['reduce', () => $.reduce({ input: '$list', initialValue: 0, in: $.add(['$$value', '$$this']) }), 6],
  ['reduce text', () => $.reduce({ input: '$names', initialValue: '', in: $.concat(['$$value', '$$this']) }), 'ab'],
  [
    'reduce sees the document',
    () => $.reduce({ input: '$list', initialValue: '$n', in: $.add(['$$value', '$$this', '$zero']) }),
    13,
  ],
  ['reverseArray', () => $.reverseArray('$list'), [2, 1, 3]],
  ['size', () => $.size('$list'), 3],
  ['slice', () => $.slice(['$list', 2]), [3, 1]],
  ['slice from the end', () => $.slice(['$list', -2]), [1, 2]],
  ['slice from a place', () => $.slice(['$list', 1, 5]), [1, 2]],
  ['slice of null', () => $.slice(['$nothing', 1]), null],
  [
    'zip',
    () => $.zip({ inputs: ['$list', '$names'] }),
    [
      [3, 'a'],
      [1, 'b'],
    ],
  ],
  [
    'zip to the longest',
    () => $.zip({ inputs: ['$list', '$names'], useLongestLength: true, defaults: [0, 'z'] }),
    [
      [3, 'a'],
      [1, 'b'],
      [2, 'z'],
    ],
  ],
  ['a list of expressions', () => ['$n', '$none', $.add(['$n', 1])], [7, null, 8]],
  ['a field of array elements', () => '$rows.q', [1, 2]],
];

const logic: Row[] = [
  ['and', () => $.and([true, '$n', '']), true],
  ['and with zero', () => $.and([true, '$zero']), false],
  ['and of nothing', () => $.and([]), true],
  ['or', () => $.or([false, '$nothing', '$n']), true],
  ['or of false ones', () => $.or([false, 0, '$none']), false],
  ['not', () => $.not(['$flag']), false],
  ['not of an empty text', () => $.not(['']), false],
  ['cmp', () => $.cmp(['$n', 10]), -1],
  ['cmp of types: numbers before text', () => $.cmp(['$n', '$text']), -1],
  ['eq', () => $.eq(['$n', 7]), true],
  ['eq heeds the order of fields', () => $.eq(['$o', $.literal({ b: { c: 2 }, a: 1 })]), false],
  ['eq of a subdocument', () => $.eq(['$o', $.literal({ a: 1, b: { c: 2 } })]), true],
  ['neq', () => $.neq(['$n', 7]), false],
  ['gt', () => $.gt(['$n', 6]), true],
  ['gt of null and missing', () => $.gt(['$nothing', '$none']), true],
  ['gte', () => $.gte(['$n', 7]), true],
  ['lt', () => $.lt(['$n', 7]), false],
  ['lte', () => $.lte(['$n', 7]), true],
  ['cond', () => $.cond({ if: $.gt(['$n', 5]), then: 'big', else: 'small' }), 'big'],
  ['cond as a list', () => $.cond([$.gt(['$n', 50]), 'big', 'small']), 'small'],
  ['ifNull of null', () => $.ifNull(['$nothing', 'none']), 'none'],
  ['ifNull of a missing field', () => $.ifNull(['$none', 'none']), 'none'],
  ['ifNull of a value', () => $.ifNull(['$n', 'none']), 7],
  [
    'switch',
    () =>
      $.switch({
        branches: [
          { case: $.gt(['$n', 250]), then: 0.8 },
          { case: $.gt(['$n', 5]), then: 0.9 },
        ],
        default: 1,
      }),
    0.9,
  ],
  ['switch: the default', () => $.switch({ branches: [{ case: false, then: 1 }], default: 2 }), 2],
  ['literal', () => $.literal('$n'), '$n'],
  ['literal 1', () => $.literal(1), 1],
  ['let', () => $.let({ vars: { total: $.add(['$n', 1]) }, in: $.multiply(['$$total', 2]) }), 16],
  ['$$ROOT', () => '$$ROOT.o.b.c', 2],
];

const dates: Row[] = [
  ['year', () => $.year('$at'), 2019],
  ['month', () => $.month('$at'), 5],
  ['dayOfMonth', () => $.dayOfMonth('$at'), 14],
  ['dayOfWeek', () => $.dayOfWeek('$at'), 3],
  ['dayOfYear', () => $.dayOfYear('$at'), 134],
  ['hour', () => $.hour('$at'), 9],
  ['hour in Shanghai', () => $.hour({ date: '$at', timezone: 'Asia/Shanghai' }), 17],
  ['hour by an offset', () => $.hour({ date: '$at', timezone: '+0530' }), 15],
  ['minute', () => $.minute('$at'), 38],
  ['second', () => $.second('$at'), 51],
  ['millisecond', () => $.millisecond('$at'), 686],
  ['week', () => $.week('$at'), 19],
  ['week of a Sunday on 1 January', () => $.week('$sunday'), 1],
  ['isoWeek', () => $.isoWeek('$at'), 20],
  ['isoWeek of a Sunday on 1 January', () => $.isoWeek('$sunday'), 52],
  ['isoWeekYear', () => $.isoWeekYear('$at'), 2019],
  ['isoWeekYear of a Sunday on 1 January', () => $.isoWeekYear('$sunday'), 2016],
  ['isoDayOfWeek', () => $.isoDayOfWeek('$at'), 2],
  ['a part of null', () => $.year('$nothing'), null],
  [
    'dateFromParts',
    () => $.dateFromParts({ year: 2017, month: 2, day: 8, hour: 12, timezone: 'America/New_York' }),
    new Date('2017-02-08T17:00:00Z'),
  ],
  [
    'dateFromParts carries over',
    () => $.dateFromParts({ year: 2017, month: 14, day: 1 }),
    new Date('2018-02-01T00:00:00Z'),
  ],
  [
    'dateFromParts by ISO week',
    () => $.dateFromParts({ isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3 }),
    new Date('2017-02-08T00:00:00Z'),
  ],
  [
    'dateFromString',
    () => $.dateFromString({ dateString: '2019-05-14T09:38:51.686Z' }),
    new Date('2019-05-14T09:38:51.686Z'),
  ],
  ['dateFromString of a day', () => $.dateFromString({ dateString: '2019-05-14' }), new Date('2019-05-14T00:00:00Z')],
  [
    'dateFromString without milliseconds',
    () => $.dateFromString({ dateString: '2017-02-08T12:10:40', timezone: 'Asia/Shanghai' }),
    new Date('2017-02-08T04:10:40Z'),
  ],
  [
    'dateFromString by a format',
    () => $.dateFromString({ dateString: '15/06/2018', format: '%d/%m/%Y' }),
    new Date('2018-06-15T00:00:00Z'),
  ],
  ['dateFromString with onError', () => $.dateFromString({ dateString: 'soon', onError: 'never' }), 'never'],
  ['dateFromString of null', () => $.dateFromString({ dateString: '$nothing', onNull: 'none' }), 'none'],
  ['dateToString', () => $.dateToString({ date: '$at', format: '%Y-%m-%d' }), '2019-05-14'],
  [
    'dateToString in a zone',
    () => $.dateToString({ date: '$at', format: '%Y-%m-%d %H:%M:%S.%L %z', timezone: 'Asia/Shanghai' }),
    '2019-05-14 17:38:51.686 +0800',
  ],
  [
    'dateToString, all of it',
    () => $.dateToString({ date: '$sunday', format: '%j %U %V %G %u %w %% %Z' }),
    '001 01 52 2016 7 1 % +000',
  ],
  ['dateToString without a format', () => $.dateToString({ date: '$at' }), '2019-05-14T09:38:51.686Z'],
  ['dateToString of a missing date', () => $.dateToString({ date: '$none', format: '%H', onNull: 'null' }), 'null'],
  [
    'dateToParts',
    () => ({ $dateToParts: { date: '$at', timezone: '+08' } }),
    { year: 2019, month: 5, day: 14, hour: 17, minute: 38, second: 51, millisecond: 686 },
  ],
];

const objects: Row[] = [
  ['mergeObjects', () => $.mergeObjects(['$o', { a: 9, d: 1 }]), { a: 9, b: { c: 2 }, d: 1 }],
  ['mergeObjects passes over null', () => $.mergeObjects(['$nothing', '$o']), { a: 1, b: { c: 2 } }],
  [
    'objectToArray',
    () => $.objectToArray('$o'),
    [
      { k: 'a', v: 1 },
      { k: 'b', v: { c: 2 } },
    ],
  ],
  ['a computed object', () => ({ sum: $.add(['$n', 1]), gone: '$none' }), { sum: 8 }],
];

const sets: Row[] = [
  ['allElementsTrue', () => $.allElementsTrue([[true, 1, 'x']]), true],
  ['allElementsTrue with null', () => $.allElementsTrue([[true, null]]), false],
  ['anyElementTrue', () => $.anyElementTrue([[false, 0, 1]]), true],
  ['setDifference', () => $.setDifference(['$list', [1]]), [3, 2]],
  ['setEquals', () => $.setEquals(['$list', [1, 2, 3, 3]]), true],
  ['setIntersection', () => $.setIntersection(['$list', [2, 3, 9]]), [3, 2]],
  ['setIsSubset', () => $.setIsSubset([[1, 2], '$list']), true],
  ['setUnion', () => $.setUnion(['$names', ['b', 'c']]), ['a', 'b', 'c']],
  ['setUnion with null', () => $.setUnion(['$names', '$nothing']), null],
];

const strings: Row[] = [
  ['concat', () => $.concat(['$text', '!']), 'Hello, World!'],
  ['concat with null', () => $.concat(['$text', '$nothing']), null],
  ['indexOfBytes', () => $.indexOfBytes(['$chinese', '¥']), 6],
  ['indexOfCP', () => $.indexOfCP(['$chinese', '¥']), 2],
  ['indexOfCP: not there', () => $.indexOfCP(['$text', 'z']), -1],
  ['indexOfCP from a place', () => $.indexOfCP(['$text', 'o', 5]), 8],
  ['split', () => $.split(['$text', ', ']), ['Hello', 'World']],
  ['strLenBytes', () => $.strLenBytes('$chinese'), 10],
  ['strLenCP', () => $.strLenCP('$chinese'), 5],
  ['strcasecmp', () => $.strcasecmp(['$text', 'hello, world']), 0],
  ['strcasecmp of lesser', () => $.strcasecmp(['a', 'B']), -1],
  ['substr', () => $.substr(['$text', 0, 5]), 'Hello'],
  ['substrBytes', () => $.substrBytes(['$chinese', 0, 6]), '价格'],
  ['substrBytes to the end', () => $.substrBytes(['$text', 7, -1]), 'World'],
  ['substrCP', () => $.substrCP(['$chinese', 2, 3]), '¥88'],
  ['toLower', () => $.toLower('$text'), 'hello, world'],
  ['toUpper', () => $.toUpper('$text'), 'HELLO, WORLD'],
  ['toUpper of null', () => $.toUpper('$nothing'), ''],
  ['trim', () => ({ $trim: { input: '  x ' } }), 'x'],
  ['ltrim', () => ({ $ltrim: { input: '00x0', chars: '0' } }), 'x0'],
  ['rtrim', () => ({ $rtrim: { input: 'x00', chars: '0' } }), 'x'],
  ['regexMatch', () => ({ $regexMatch: { input: '$text', regex: /^hello/i } }), true],
];

const accumulated: Row[] = [
  ['sum of a list', () => $.sum(['$n', '$m', '$text']), 4.5],
  ['sum of an array', () => $.sum('$list'), 6],
  ['sum of nested fields', () => $.sum(['$o.a', '$o.b.c']), 3],
  ['avg', () => $.avg('$list'), 2],
  ['avg of nothing', () => $.avg('$names'), null],
  ['max', () => $.max('$list'), 3],
  ['min', () => $.min(['$n', '$m', '$nothing']), -2.5],
  ['stdDevPop', () => $.stdDevPop([84, 96]), 6],
  ['stdDevSamp', () => $.stdDevSamp([80, 80]), 0],
];

const conversions: Row[] = [
  ['toString', () => ({ $toString: '$m' }), '-2.5'],
  ['toString of a date', () => ({ $toString: '$at' }), '2019-05-14T09:38:51.686Z'],
  ['toInt', () => ({ $toInt: '$m' }), -2],
  ['toInt of text', () => ({ $toInt: '42' }), 42],
  ['toDouble of text', () => ({ $toDouble: '1.50' }), 1.5],
  ['toBool of text', () => ({ $toBool: 'false' }), true],
  ['toDate of a number', () => ({ $toDate: 0 }), new Date(0)],
  ['convert with onError', () => ({ $convert: { input: 'x', to: 'int', onError: 0 } }), 0],
  ['type', () => ({ $type: '$list' }), 'array'],
  ['type of a missing field', () => ({ $type: '$none' }), 'missing'],
];

describe.each([
  ['arithmetic', arithmetic],
  ['arrays', arrays],
  ['logic', logic],
  ['dates', dates],
  ['objects', objects],
  ['sets', sets],
  ['strings', strings],
  ['accumulators as expressions', accumulated],
  ['conversions', conversions],
])('%s', (_group, rows) => {
  test.each(rows)('%s', async (_name, expression, expected) => {
    expect(await compute(expression())).toEqual(expected);
  });
});

test('nothing above changed the stored document', async () => {
  expect((await one.doc('x').get()).data).toEqual(document);
});

const refused: Array<[string, () => unknown, RegExp]> = [
  ['divide by zero', () => $.divide(['$n', 0]), /can't \$divide by zero/],
  ['add of text', () => $.add(['$n', '$text']), /\$add/],
  ['concat of a number', () => $.concat(['$text', '$n']), /\$concat only supports strings, not int/],
  ['size of a scalar', () => $.size('$n'), /The argument to \$size must be an array, but was of type: int/],
  ['size of a missing field', () => $.size('$none'), /but was of type: missing/],
  ['in without an array', () => $.in([1, '$n']), /\$in requires an array as a second argument/],
  ['year of text', () => $.year('$text'), /can't convert from BSON type string to Date/],
  ['switch without a default', () => $.switch({ branches: [{ case: false, then: 1 }] }), /no default was specified/],
  ['a date that cannot be read', () => $.dateFromString({ dateString: 'soon' }), /Error parsing date string 'soon'/],
  ['an unknown zone', () => $.hour({ date: '$at', timezone: 'Mars/Base' }), /unrecognized time zone identifier/],
  ['an unknown operator', () => ({ $foo: 1 }), /\$foo/],
  ['code', () => ({ $function: { body: 'return 1', args: [], lang: 'js' } }), /\$function/],
  ['an unknown variable', () => '$$none', /undefined variable: none/],
];
test.each(refused)('refused: %s', async (_name, expression, text) => {
  expect(await refusalOf(compute(expression()))).toMatch(text);
});
