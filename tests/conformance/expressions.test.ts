// biome-ignore-all lint/suspicious/noThenProperty: it is the name that MongoDB gives a branch
import { knownOperators } from '../../localcloud/engine/aggregate/check/expression';
import { runOperators } from '../../localcloud/engine/aggregate/evaluate';
import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

/** What MongoDB refuses when it reads an expression, whether or not there is a document to compute it on. */

let cloud: CloudUnderTest;
let none: Any;
let one: Any;

beforeAll(async () => {
  cloud = await openCloud();
  none = await cloud.fresh('none');
  one = await cloud.fresh('one', [
    {
      _id: 'x',
      n: 7,
      list: [{ 0: 'zero', q: 1 }, { q: 2 }, 3, [{ q: 4 }]],
      numbers: [5, 6],
      deep: { list: [{ q: [1] }] },
    },
  ]);
});
afterAll(() => cloud.close());

/** Every place where an expression may stand; an empty collection shows that no document is needed. */
const places: Array<[string, (expression: unknown) => Any]> = [
  ['project', (expression) => none.aggregate().project({ v: expression })],
  ['addFields', (expression) => none.aggregate().addFields({ v: expression })],
  ['group by', (expression) => none.aggregate().group({ _id: { v: expression } })],
  ['an accumulator', (expression) => none.aggregate().group({ _id: null, v: { $push: { v: expression } } })],
  ['replaceRoot', (expression) => none.aggregate().replaceRoot({ newRoot: { v: expression } })],
  ['a bucket', (expression) => none.aggregate().bucket({ groupBy: { $add: [expression] }, boundaries: [0, 1] })],
  ['expr', (expression) => none.aggregate().match({ $expr: { $eq: [1, expression] } })],
  ['another expression', (expression) => none.aggregate().project({ v: { $cond: [true, { a: [expression] }, 1] } })],
  ['a lookup', (expression) => none.aggregate().lookup({ from: 'one', let: { v: expression }, pipeline: [], as: 'r' })],
  [
    "a lookup's pipeline",
    (expression) => none.aggregate().lookup({ from: 'one', pipeline: [{ $project: { v: expression } }], as: 'r' }),
  ],
  [
    "a facet's pipeline",
    (expression) =>
      none
        .aggregate()
        .lookup({ from: 'one', pipeline: [{ $facet: { f: [{ $project: { v: expression } }] } }], as: 'r' }),
  ],
];
const refusal = (expression: unknown): Promise<string> => refusalOf(none.aggregate().project({ v: expression }).end());
const passes = async (expression: unknown): Promise<void> => {
  await none.aggregate().project({ v: expression }).end();
};

describe.each(places)('in %s', (_place, put) => {
  test('a malformed operator is refused', async () => {
    expect(await refusalOf(put({ $subtract: [1] }).end())).toMatch(
      /Expression \$subtract takes exactly 2 arguments\. 1 were passed in\./,
    );
  });
  test('an unknown operator is refused', async () => {
    expect(await refusalOf(put({ $foo: 1 }).end())).toMatch(/Unrecognized expression '\$foo'/);
  });
  test('a well-formed one passes', async () => {
    await put({ $subtract: [2, 1] }).end();
  });
});

const many = Number.POSITIVE_INFINITY;
/** [operands at least, at most, operators] */
const counts: Array<[number, number, string]> = [
  [
    1,
    1,
    `$abs $acos $acosh $asin $asinh $atan $atanh $bitNot $ceil $cos $cosh $degreesToRadians $exp $floor $ln $log10
     $radiansToDegrees $sigmoid $sin $sinh $sqrt $tan $tanh $allElementsTrue $anyElementTrue $arrayToObject $first
     $isArray $isNumber $last $not $objectToArray $reverseArray $size $strLenBytes $strLenCP $toBool $toDate $toDecimal
     $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObjectId $toString $toUpper $type`,
  ],
  [
    1,
    1,
    `$year $month $dayOfMonth $dayOfWeek $dayOfYear $hour $minute $second $millisecond $week $isoWeek $isoWeekYear
     $isoDayOfWeek`,
  ],
  [1, 2, '$round $trunc'],
  [
    2,
    2,
    `$arrayElemAt $atan2 $cmp $divide $eq $gt $gte $in $log $lt $lte $mod $ne $pow $setDifference $setIsSubset $split
     $strcasecmp $subtract`,
  ],
  [2, 3, '$range $slice'],
  [2, 4, '$indexOfArray $indexOfBytes $indexOfCP'],
  [3, 3, '$substr $substrBytes $substrCP $cond'],
  [2, many, '$ifNull $setEquals'],
  [0, 0, '$rand'],
  [
    0,
    many,
    `$add $and $avg $bitAnd $bitOr $bitXor $concat $concatArrays $max $mergeObjects $min $multiply $or $setIntersection
     $setUnion $stdDevPop $stdDevSamp $sum`,
  ],
];
const counted = counts.flatMap(([least, most, names]) =>
  names.split(/\s+/).map((name): [string, number, number] => [name, least, most]),
);

describe('how many operands', () => {
  const given = (count: number): string[] => Array.from({ length: count }, () => '$n');
  test.each(counted)('%s: %d to %d', async (operator, least, most) => {
    for (let count = 0; count <= 6; count++) {
      const expression = { [operator]: given(count) };
      if (count >= least && count <= most) await passes(expression);
      else expect(await refusal(expression)).toMatch(new RegExp(`\\${operator} .*(argument|needs)`));
    }
  });
  test.each(counted)('%s: one operand without a list is one', async (operator, least) => {
    if (least > 1) expect(await refusal({ [operator]: '$n' })).toMatch(/\b1\b/);
    else if (operator !== '$rand') await passes({ [operator]: '$n' });
  });
  const words: Array<[object, RegExp]> = [
    [{ $subtract: ['$n'] }, /Expression \$subtract takes exactly 2 arguments\. 1 were passed in\./],
    [{ $slice: ['$n'] }, /Expression \$slice takes at least 2 arguments, and at most 3, but 1 were passed in\./],
    [{ $cond: [true, 1] }, /Expression \$cond takes exactly 3 arguments\. 2 were passed in\./],
    [{ $setEquals: [[1]] }, /\$setEquals needs at least two arguments had: 1/],
    [{ $ifNull: ['$n'] }, /\$ifNull needs at least two arguments, had: 1/],
    [{ $rand: 1 }, /\$rand does not currently accept arguments/],
    [{ $year: ['$n', '$n'] }, /\$year accepts exactly one argument if given an array/],
    [{ $toInt: ['$n', 1] }, /Expression \$toInt takes exactly 1 arguments\. 2 were passed in\./],
  ];
  test.each(words)('%j', async (expression, text) => expect(await refusal(expression)).toMatch(text));
});

/** [operator, arguments that it must have, arguments that it may have] */
const named: Array<[string, object, object]> = [
  ['$map', { input: '$list', in: 1 }, { as: 'i' }],
  ['$filter', { input: '$list', cond: true }, { as: 'i', limit: 1 }],
  ['$let', { vars: { a: 1 }, in: '$$a' }, {}],
  ['$reduce', { input: '$list', initialValue: 0, in: '$$value' }, {}],
  ['$zip', { inputs: ['$list'] }, { useLongestLength: true, defaults: [0] }],
  ['$switch', { branches: [{ case: true, then: 1 }] }, { default: 1 }],
  ['$sortArray', { input: '$list', sortBy: 1 }, {}],
  ['$firstN', { n: 1, input: '$list' }, {}],
  ['$lastN', { n: 1, input: '$list' }, {}],
  ['$maxN', { n: 1, input: '$list' }, {}],
  ['$minN', { n: 1, input: '$list' }, {}],
  ['$median', { input: '$list', method: 'approximate' }, {}],
  ['$percentile', { input: '$list', p: [0.5], method: 'approximate' }, {}],
  ['$getField', { field: 'a', input: '$o' }, {}],
  ['$setField', { field: 'a', input: '$o', value: 1 }, {}],
  ['$unsetField', { field: 'a', input: '$o' }, {}],
  ['$convert', { input: '$n', to: 'int' }, { onError: 0, onNull: 0 }],
  ['$dateToString', { date: '$at' }, { format: '%Y', timezone: 'UTC', onNull: '' }],
  ['$dateFromString', { dateString: '$at' }, { format: '%Y', timezone: 'UTC', onError: 0, onNull: 0 }],
  ['$dateToParts', { date: '$at' }, { timezone: 'UTC', iso8601: true }],
  ['$dateAdd', { startDate: '$at', unit: 'day', amount: 1 }, { timezone: 'UTC' }],
  ['$dateSubtract', { startDate: '$at', unit: 'day', amount: 1 }, { timezone: 'UTC' }],
  ['$dateDiff', { startDate: '$at', endDate: '$at', unit: 'day' }, { timezone: 'UTC', startOfWeek: 'monday' }],
  ['$dateTrunc', { date: '$at', unit: 'day' }, { binSize: 1, timezone: 'UTC', startOfWeek: 'monday' }],
  ['$trim', { input: '$s' }, { chars: 'x' }],
  ['$ltrim', { input: '$s' }, { chars: 'x' }],
  ['$rtrim', { input: '$s' }, { chars: 'x' }],
  ['$regexMatch', { input: '$s', regex: 'x' }, { options: 'i' }],
  ['$regexFind', { input: '$s', regex: 'x' }, { options: 'i' }],
  ['$regexFindAll', { input: '$s', regex: 'x' }, { options: 'i' }],
  ['$replaceOne', { input: '$s', find: 'x', replacement: 'y' }, {}],
  ['$replaceAll', { input: '$s', find: 'x', replacement: 'y' }, {}],
  ['$cond', { if: true, then: 1, else: 2 }, {}],
  ['$hour', { date: '$at' }, { timezone: 'UTC' }],
  ['$isoWeek', { date: '$at' }, { timezone: 'UTC' }],
];

describe('named arguments', () => {
  test.each(named)('%s takes them all, and the needed ones alone', async (operator, needed, possible) => {
    await passes({ [operator]: { ...needed, ...possible } });
    await passes({ [operator]: needed });
  });
  test.each(named)('%s refuses one that it does not know', async (operator, needed) => {
    expect(await refusal({ [operator]: { ...needed, surplus: 1 } })).toMatch(/surplus/);
  });
  test.each(named)('%s refuses to go without a needed one', async (operator, needed) => {
    for (const key of Object.keys(needed)) {
      const { [key]: _missing, ...rest } = needed as Record<string, unknown>;
      expect(await refusal({ [operator]: rest })).toMatch(new RegExp(`'?${key}'?`));
    }
    expect(await refusal({ [operator]: {} })).toMatch(new RegExp(Object.keys(needed).join('|')));
  });
  test.each(named.filter(([operator]) => !['$cond', '$hour', '$isoWeek', '$getField'].includes(operator)))(
    '%s refuses anything but an object',
    async (operator) => {
      expect(await refusal({ [operator]: [1] })).toMatch(/object/);
      expect(await refusal({ [operator]: 1 })).toMatch(/object/);
    },
  );

  const words: Array<[object, RegExp]> = [
    [{ $cond: { if: true, then: 1 } }, /Missing 'else' parameter to \$cond/],
    [{ $cond: { if: true, then: 1, else: 2, x: 3 } }, /Unrecognized parameter to \$cond: x/],
    [{ $switch: { branches: [] } }, /\$switch requires at least one branch\./],
    [{ $switch: { branches: { case: 1, then: 2 } } }, /\$switch expected an array for 'branches', found: object/],
    [{ $switch: { branches: [1] } }, /\$switch expected each branch to be an object, found: int/],
    [{ $switch: { branches: [{ case: 1 }] } }, /\$switch requires each branch have a 'then' expression/],
    [{ $switch: { branches: [{ then: 1 }] } }, /\$switch requires each branch have a 'case' expression/],
    [{ $switch: { branches: [{ case: 1, then: 2, x: 3 }] } }, /\$switch found an unknown argument to a branch: x/],
    [{ $let: { vars: 1, in: 1 } }, /expected an object \(vars\)/],
    [{ $let: { vars: { Big: 1 }, in: 1 } }, /'Big' starts with an invalid character for a user variable name/],
    [{ $let: { vars: { 'a-b': 1 }, in: 1 } }, /'a-b' contains an invalid character for a variable name: '-'/],
    [{ $map: { input: [1], as: '', in: 1 } }, /empty variable names are not allowed/],
    [{ $filter: { input: [1], as: '$x', cond: 1 } }, /starts with an invalid character/],
    [{ $zip: { inputs: [] } }, /\$zip requires at least one input array/],
    [{ $zip: { inputs: '$list' } }, /inputs must be an array of expressions, found string/],
    [{ $zip: { inputs: ['$list'], defaults: [1] } }, /cannot specify defaults unless useLongestLength is true/],
    [
      { $zip: { inputs: ['$list'], defaults: [1, 2], useLongestLength: true } },
      /defaults and inputs must have the same length/,
    ],
    [{ $zip: { inputs: ['$list'], useLongestLength: 1 } }, /useLongestLength must be a bool, found int/],
    [{ $sortArray: { input: '$list', sortBy: 2 } }, /\$sort is invalid/],
    [{ $sortArray: { input: '$list', sortBy: { a: 0 } } }, /\$sort element value must be either 1 or -1/],
    [{ $sortArray: { input: '$list', sortBy: { 'a.': 1 } } }, /FieldPath must not end with a '\.'\./],
    [{ $dateFromParts: {} }, /requires either 'year' or 'isoWeekYear' to be present/],
    [{ $dateFromParts: { year: 2026, isoWeek: 1 } }, /does not allow mixing natural dates with ISO dates/],
    [{ $dateFromParts: { year: 2026, x: 1 } }, /Unrecognized argument to \$dateFromParts: x/],
    [{ $getField: '$a' }, /A field path reference which is not allowed in this context/],
    [{ $getField: { field: 1, input: '$o' } }, /must evaluate to type String/],
    [{ $add: [1], x: 1 }, /An object representing an expression must have exactly one field/],
    [{ $add: [1], $subtract: [1, 2] }, /An object representing an expression must have exactly one field/],
  ];
  test.each(words)('%j', async (expression, text) => expect(await refusal(expression)).toMatch(text));
});

describe('which operators there are', () => {
  const inTables = new Set([
    ...counted.map(([operator]) => operator),
    ...named.map(([operator]) => operator),
    '$dateFromParts',
    '$literal',
  ]);
  test('the tables above name every operator that is run, and no other', () => {
    expect([...inTables].sort()).toEqual([...runOperators].sort());
    expect([...knownOperators].sort()).toEqual([...runOperators].sort());
  });
  test.each([
    '$push',
    '$addToSet',
    '$count',
    '$top',
    '$accumulator',
    '$covariancePop',
    '$function',
    '$sampleRate',
    '$elemMatch',
    '$meta',
    '$constructor',
    '$toString ',
    '$localCloudPath',
    '$localCloudOptions',
  ])('%s is no expression', async (operator) => {
    expect(await refusal({ [operator]: ['$n'] })).toMatch(/Unrecognized expression/);
  });
});

describe('paths and variables', () => {
  const words: Array<[unknown, RegExp]> = [
    ['$', /'\$' by itself is not a valid FieldPath/],
    ['$a.', /FieldPath must not end with a '\.'\./],
    ['$.a', /FieldPath field names may not be empty strings\./],
    ['$a..b', /FieldPath field names may not be empty strings\./],
    ['$a.$b', /FieldPath field names may not start with '\$'\./],
    ['$a.\0', /FieldPath field names may not contain/],
    [`$${Array.from({ length: 201 }, () => 'a').join('.')}`, /FieldPath is too long/],
    ['$a.__proto__', /__proto__/],
    ['$$', /empty variable names are not allowed/],
    ['$$none', /Use of undefined variable: none/],
    ['$$none.a', /Use of undefined variable: none/],
    ['$$this', /Use of undefined variable: this/],
    ['$$value', /Use of undefined variable: value/],
    ['$$KEEP', /Use of undefined variable: KEEP/],
    ['$$1', /'1' starts with an invalid character/],
    ['$$a-b', /'a-b' contains an invalid character/],
    ['$$ROOT.', /FieldPath must not end with a '\.'\./],
    ['$$ROOT.a..b', /FieldPath field names may not be empty strings\./],
    [{ $map: { input: '$$i', as: 'i', in: 1 } }, /Use of undefined variable: i/],
    [{ $let: { vars: { a: 1, b: '$$a' }, in: 1 } }, /Use of undefined variable: a/],
    [{ $add: [{ $let: { vars: { a: 1 }, in: 1 } }, '$$a'] }, /Use of undefined variable: a/],
    [{ a: { 'b.c': 1 }, $add: [1] }, /FieldPath field names may not start with '\$'/],
    [[{ 'a.b': 1 }], /FieldPath field names may not contain '\.'/],
    [[{ '': 1 }], /FieldPath field names may not be empty strings\./],
    [[{ a: 1, $b: 2 }], /FieldPath field names may not start with '\$'\./],
  ];
  test.each(words)('%j', async (expression, text) => expect(await refusal(expression)).toMatch(text));

  const compute = async (expression: unknown): Promise<unknown> =>
    (await one.aggregate().project({ _id: 0, v: expression }).end()).list[0].v;
  const values: Array<[string, unknown, unknown]> = [
    ['a number names a field of subdocuments, never an element', '$list.0', ['zero']],
    ['of elements that are no subdocuments there is nothing', '$numbers.0', []],
    ['nor of their fields', '$numbers.q', []],
    ['arrays within arrays are passed over', '$list.q', [1, 2]],
    ['below such a field', '$deep.list.q', [[1]]],
    ['a number below a variable', { $let: { vars: { l: '$list' }, in: '$$l.0' } }, ['zero']],
    ['a field of a scalar is missing', { $type: '$n.q' }, 'missing'],
    ['a field of a scalar variable is missing', { $let: { vars: { s: 5 }, in: { $type: '$$s.q' } } }, 'missing'],
    ['a number below $$ROOT', '$$ROOT.numbers.0', []],
    ['as an operand', { $size: '$list.0' }, 1],
    ['an inherited name is missing', { $type: '$deep.constructor' }, 'missing'],
    [
      'an inner $reduce has its own this',
      {
        $map: {
          input: [1],
          in: { $reduce: { input: [10, 20], initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
        },
      },
      [30],
    ],
    ['a literal is not looked into', { $literal: { $foo: '$a..b' } }, { $foo: '$a..b' }],
    ['zip to a shortest that is empty', { $zip: { inputs: [[], [1]] } }, []],
    ['a limit that is computed', { $filter: { input: [1, 2, 3], cond: true, limit: { $add: [1, 1] } } }, [1, 2]],
    ['getField of a name', { $getField: 'n' }, 7],
    ['getField of a missing object', { $type: { $getField: { field: 'a', input: '$none' } } }, 'missing'],
  ];
  test.each(values)('%s', async (_name, expression, expected) => expect(await compute(expression)).toEqual(expected));
});
