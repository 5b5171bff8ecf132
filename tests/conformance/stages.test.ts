import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let $: Any;
let _: Any;
let articles: Any;

const data = [
  { _id: 'a', author: 'stark', score: 80, tags: ['x', 'y'], at: { d: 1 } },
  { _id: 'b', author: 'stark', score: 85, tags: ['x'] },
  { _id: 'c', author: 'bob', score: 60, tags: [] },
  { _id: 'd', author: 'li', score: 55, tags: null },
  { _id: 'e', author: 'jimmy', score: 60 },
  { _id: 'f', author: 'li', score: 94, tags: 'solo' },
  { _id: 'g', author: 'justan', score: 95, tags: ['y', 'z'] },
];

beforeAll(async () => {
  cloud = await openCloud();
  _ = cloud.db.command;
  $ = _.aggregate;
  articles = await cloud.fresh('articles', data);
  await cloud.fresh('people', [
    { _id: 'p1', name: 'stark', sex: 'm', ages: [1, 2] },
    { _id: 'p2', name: 'stark', sex: 'f' },
    { _id: 'p3', name: 'li' },
    { _id: 'p4' },
  ]);
});
afterAll(() => cloud.close());

type Row = [string, (pipeline: Any) => Any, object[]];
const lettersOf = (letters: string): object[] => [...letters].map((_id) => ({ _id }));

const table: Row[] = [
  ['match', (p) => p.match({ author: 'stark' }).project({ _id: 1 }), lettersOf('ab')],
  [
    'match with commands',
    (p) => p.match({ score: _.gt(80), author: _.neq('stark') }).project({ _id: 1 }),
    lettersOf('fg'),
  ],
  ['match with or', (p) => p.match({ author: _.or(_.eq('li'), _.eq('bob')) }).project({ _id: 1 }), lettersOf('cdf')],
  ['match with a regular expression', (p) => p.match({ author: /^j/ }).project({ _id: 1 }), lettersOf('eg')],
  ['match with expr', (p) => p.match(_.expr($.gt(['$score', 90]))).project({ _id: 1 }), lettersOf('fg')],
  [
    'match in the middle',
    (p) =>
      p
        .addFields({ twice: $.multiply(['$score', 2]) })
        .match({ twice: _.gt(180) })
        .project({ _id: 1 }),
    lettersOf('fg'),
  ],
  ['count', (p) => p.match({ score: _.gt(80) }).count('many'), [{ many: 3 }]],
  ['count of nothing', (p) => p.match({ score: 0 }).count('many'), []],
  ['sort', (p) => p.sort({ score: -1, author: 1 }).project({ _id: 1 }), lettersOf('gfbaced')],
  ['sort puts missing first', (p) => p.sort({ 'at.d': -1, _id: 1 }).limit(2).project({ _id: 1 }), lettersOf('ab')],
  ['skip and limit', (p) => p.skip(2).limit(2).project({ _id: 1 }), lettersOf('cd')],
  ['limit then skip', (p) => p.limit(2).skip(1).project({ _id: 1 }), lettersOf('b')],
  ['skip beyond the end', (p) => p.skip(100), []],
  [
    'project in',
    (p) => p.match({ _id: 'a' }).project({ score: 1, 'at.d': 1 }),
    [{ _id: 'a', score: 80, at: { d: 1 } }],
  ],
  ['project out', (p) => p.match({ _id: 'a' }).project({ tags: 0, at: 0 }), [{ _id: 'a', author: 'stark', score: 80 }]],
  ['project without _id', (p) => p.match({ _id: 'b' }).project({ _id: 0, author: true }), [{ author: 'stark' }]],
  [
    'project computed',
    (p) => p.match({ _id: 'a' }).project({ _id: 0, s: $.add(['$score', 1]), who: '$author', none: '$none' }),
    [{ s: 81, who: 'stark' }],
  ],
  [
    'project a list',
    (p) => p.match({ _id: 'a' }).project({ _id: 0, pair: ['$score', '$author'] }),
    [{ pair: [80, 'stark'] }],
  ],
  [
    'project nested',
    (p) => p.match({ _id: 'a' }).project({ _id: 0, o: { s: '$score', d: '$at.d' } }),
    [{ o: { s: 80, d: 1 } }],
  ],
  [
    'addFields',
    (p) => p.match({ _id: 'b' }).addFields({ total: $.sum(['$score', 5]), 'o.k': 'v' }),
    [{ _id: 'b', author: 'stark', score: 85, tags: ['x'], total: 90, o: { k: 'v' } }],
  ],
  [
    'addFields over a field',
    (p) => p.match({ _id: 'b' }).addFields({ score: 1, tags: '$none' }),
    [{ _id: 'b', author: 'stark', score: 1 }],
  ],
  [
    'addFields into a subdocument',
    (p) =>
      p
        .match({ _id: 'a' })
        .addFields({ at: { e: 2 } })
        .project({ at: 1 }),
    [{ _id: 'a', at: { d: 1, e: 2 } }],
  ],
  ['replaceRoot by a field', (p) => p.match({ _id: 'a' }).replaceRoot({ newRoot: '$at' }), [{ d: 1 }]],
  [
    'replaceRoot by an expression',
    (p) => p.match({ _id: 'a' }).replaceRoot({ newRoot: { full: $.concat(['$author', '!']) } }),
    [{ full: 'stark!' }],
  ],
  [
    'replaceRoot with mergeObjects',
    (p) => p.match({ _id: 'a' }).replaceRoot({ newRoot: $.mergeObjects(['$at', { n: '$score' }]) }),
    [{ d: 1, n: 80 }],
  ],
  [
    'unwind',
    (p) => p.match({ _id: 'a' }).unwind('$tags').project({ tags: 1 }),
    [
      { _id: 'a', tags: 'x' },
      { _id: 'a', tags: 'y' },
    ],
  ],
  [
    'unwind leaves out empty, null and missing, and takes a scalar as one',
    (p) => p.unwind('$tags').project({ _id: 1 }),
    lettersOf('aabfgg'),
  ],
  [
    'unwind with the place',
    (p) => p.match({ _id: 'g' }).unwind({ path: '$tags', includeArrayIndex: 'i' }).project({ _id: 0, tags: 1, i: 1 }),
    [
      { tags: 'y', i: 0 },
      { tags: 'z', i: 1 },
    ],
  ],
  [
    'unwind keeping the empty ones',
    (p) =>
      p
        .match({ _id: _.in(['c', 'd', 'e']) })
        .unwind({ path: '$tags', preserveNullAndEmptyArrays: true })
        .project({ tags: 1 }),
    [{ _id: 'c' }, { _id: 'd', tags: null }, { _id: 'e' }],
  ],
  [
    'group',
    (p) =>
      p
        .group({ _id: '$author', n: $.sum(1), total: $.sum('$score'), mean: $.avg('$score') })
        .sort({ _id: 1 })
        .limit(2),
    [
      { _id: 'bob', n: 1, total: 60, mean: 60 },
      { _id: 'jimmy', n: 1, total: 60, mean: 60 },
    ],
  ],
  [
    'group all',
    (p) => p.group({ _id: null, n: $.sum(1), max: $.max('$score'), min: $.min('$score') }),
    [{ _id: null, n: 7, max: 95, min: 55 }],
  ],
  [
    'group by several',
    (p) =>
      p
        .match({ author: 'stark' })
        .group({ _id: { who: '$author', big: $.gte(['$score', 85]) }, n: $.sum(1) })
        .sort({ '_id.big': 1 }),
    [
      { _id: { who: 'stark', big: false }, n: 1 },
      { _id: { who: 'stark', big: true }, n: 1 },
    ],
  ],
  [
    'group: missing is null',
    (p) => p.group({ _id: '$at.d', n: $.sum(1) }).sort({ n: 1 }),
    [
      { _id: 1, n: 1 },
      { _id: null, n: 6 },
    ],
  ],
  [
    'group: first and last',
    (p) => p.sort({ score: 1 }).group({ _id: null, first: $.first('$_id'), last: $.last('$_id') }),
    [{ _id: null, first: 'd', last: 'g' }],
  ],
  [
    'group: push',
    (p) =>
      p
        .match({ author: 'stark' })
        .group({ _id: '$author', all: $.push({ s: '$score', none: '$none' }), tags: $.push('$tags') }),
    [{ _id: 'stark', all: [{ s: 80 }, { s: 85 }], tags: [['x', 'y'], ['x']] }],
  ],
  ['group: push leaves out missing', (p) => p.group({ _id: null, d: $.push('$at.d') }), [{ _id: null, d: [1] }]],
  [
    'group: addToSet',
    (p) =>
      p
        .match({ _id: _.in(['a', 'b', 'e']) })
        .group({ _id: null, who: $.addToSet('$author') })
        .project({ _id: 0, who: $.size('$who') }),
    [{ who: 2 }],
  ],
  [
    'group: standard deviations',
    (p) => p.match({ author: 'stark' }).group({ _id: null, pop: $.stdDevPop('$score'), one: $.stdDevSamp('$none') }),
    [{ _id: null, pop: 2.5, one: null }],
  ],
  ['group: mergeObjects', (p) => p.group({ _id: null, o: $.mergeObjects('$at') }), [{ _id: null, o: { d: 1 } }]],
  [
    'group: a sum of sums',
    (p) => p.match({ author: 'stark' }).group({ _id: null, t: $.sum($.sum(['$score', 1])) }),
    [{ _id: null, t: 167 }],
  ],
  ['sortByCount', (p) => p.sortByCount('$author').limit(2).project({ count: 1, _id: 0 }), [{ count: 2 }, { count: 2 }]],
  [
    'sortByCount after unwind',
    (p) =>
      p
        .unwind('$tags')
        .sortByCount('$tags')
        .group({ _id: null, n: $.sum(1) }),
    [{ _id: null, n: 4 }],
  ],
  [
    'bucket',
    (p) =>
      p.bucket({
        groupBy: '$score',
        boundaries: [50, 60, 90],
        default: 'other',
        output: { n: $.sum(1), ids: $.push('$_id') },
      }),
    [
      { _id: 50, n: 1, ids: ['d'] },
      { _id: 60, n: 4, ids: ['a', 'b', 'c', 'e'] },
      { _id: 'other', n: 2, ids: ['f', 'g'] },
    ],
  ],
  [
    'bucket counts by itself',
    (p) => p.bucket({ groupBy: '$score', boundaries: [0, 80, 100] }),
    [
      { _id: 0, count: 3 },
      { _id: 80, count: 4 },
    ],
  ],
  [
    'bucketAuto',
    (p) => p.bucketAuto({ groupBy: '$score', buckets: 3 }),
    [
      { _id: { min: 55, max: 80 }, count: 3 },
      { _id: { min: 80, max: 94 }, count: 2 },
      { _id: { min: 94, max: 95 }, count: 2 },
    ],
  ],
  ['sample', (p) => p.sample({ size: 3 }).group({ _id: null, n: $.sum(1) }), [{ _id: null, n: 3 }]],
  [
    'lookup by equal fields',
    (p) =>
      p
        .match({ _id: 'a' })
        .lookup({ from: 'people', localField: 'author', foreignField: 'name', as: 'who' })
        .project({ who: 1 }),
    [
      {
        _id: 'a',
        who: [
          { _id: 'p1', name: 'stark', sex: 'm', ages: [1, 2] },
          { _id: 'p2', name: 'stark', sex: 'f' },
        ],
      },
    ],
  ],
  [
    'lookup of nobody',
    (p) =>
      p
        .match({ _id: 'c' })
        .lookup({ from: 'people', localField: 'author', foreignField: 'name', as: 'who' })
        .project({ who: 1 }),
    [{ _id: 'c', who: [] }],
  ],
  [
    'lookup: missing equals missing',
    (p) =>
      p
        .match({ _id: 'c' })
        .lookup({ from: 'people', localField: 'none', foreignField: 'name', as: 'who' })
        .project({ who: 1 }),
    [{ _id: 'c', who: [{ _id: 'p4' }] }],
  ],
  [
    'lookup from an array',
    (p) =>
      p
        .match({ _id: 'a' })
        .addFields({ ids: ['p3', 'p1'] })
        .lookup({ from: 'people', localField: 'ids', foreignField: '_id', as: 'who' })
        .project({ n: $.size('$who') }),
    [{ _id: 'a', n: 2 }],
  ],
  [
    'lookup into an array',
    (p) =>
      p
        .match({ _id: 'a' })
        .addFields({ age: 2 })
        .lookup({ from: 'people', localField: 'age', foreignField: 'ages', as: 'who' })
        .project({ who: '$who._id' }),
    [{ _id: 'a', who: ['p1'] }],
  ],
  [
    'lookup by a pipeline',
    (p) =>
      p
        .match({ _id: 'a' })
        .lookup({
          from: 'people',
          let: { name: '$author' },
          pipeline: $.pipeline()
            .match(_.expr($.eq(['$name', '$$name'])))
            .project({ sex: 1, _id: 0 })
            .done(),
          as: 'who',
        })
        .project({ who: 1 }),
    [{ _id: 'a', who: [{ sex: 'm' }, { sex: 'f' }] }],
  ],
  [
    'lookup by a pipeline with two conditions',
    (p) =>
      p
        .match({ _id: 'a' })
        .lookup({
          from: 'people',
          let: { name: '$author' },
          pipeline: $.pipeline()
            .match(_.expr($.and([$.eq(['$name', '$$name']), $.eq(['$sex', 'f'])])))
            .done(),
          as: 'who',
        })
        .project({ who: '$who._id' }),
    [{ _id: 'a', who: ['p2'] }],
  ],
  [
    'lookup by a pipeline that depends on nothing',
    (p) =>
      p
        .match({ _id: 'c' })
        .lookup({ from: 'people', pipeline: $.pipeline().match({ name: 'li' }).done(), as: 'who' })
        .project({ who: 1 }),
    [{ _id: 'c', who: [{ _id: 'p3', name: 'li' }] }],
  ],
  [
    'lookup, unwound',
    (p) =>
      p
        .match({ author: 'stark' })
        .lookup({ from: 'people', localField: 'author', foreignField: 'name', as: 'who' })
        .unwind('$who')
        .group({ _id: '$who.sex', total: $.sum('$score') })
        .sort({ _id: 1 }),
    [
      { _id: 'f', total: 165 },
      { _id: 'm', total: 165 },
    ],
  ],
  [
    'lookup within lookup',
    (p) =>
      p
        .match({ _id: 'a' })
        .lookup({
          from: 'people',
          let: { who: '$author' },
          pipeline: $.pipeline()
            .match(_.expr($.eq(['$name', '$$who'])))
            .lookup({ from: 'articles', localField: 'name', foreignField: 'author', as: 'wrote' })
            .project({ n: $.size('$wrote') })
            .done(),
          as: 'p',
        })
        .project({ p: 1 }),
    [
      {
        _id: 'a',
        p: [
          { _id: 'p1', n: 2 },
          { _id: 'p2', n: 2 },
        ],
      },
    ],
  ],
];

test.each(table)('%s', async (_name, build, expected) => {
  expect((await build(articles.aggregate()).end()).list).toEqual(expected);
});

test('no stage changed what is stored', async () => {
  expect((await articles.orderBy('_id', 'asc').get()).data).toEqual(data);
});

const refused: Array<[string, (pipeline: Any) => Any, RegExp]> = [
  [
    'a collection that does not exist',
    () => cloud.db.collection('none').aggregate().match({}),
    /\[ResourceNotFound\] Db or Table not exist: none/,
  ],
  [
    'a lookup from one',
    (p) => p.lookup({ from: 'none', localField: 'a', foreignField: 'b', as: 'c' }),
    /Db or Table not exist: none/,
  ],
  ['a limit of nothing', (p) => p.limit(0), /the limit must be positive/],
  ['a negative skip', (p) => p.skip(-1), /not negative/],
  ['a group without _id', (p) => p.group({ n: $.sum(1) }), /must include an _id/],
  [
    'a group field that is no accumulator',
    (p) => p.group({ _id: null, n: '$score' }),
    /The field 'n' must be an accumulator object/,
  ],
  ['an unknown accumulator', (p) => p.group({ _id: null, n: $.add([1, 2]) }), /unknown group operator '\$add'/],
  ['in and out together', (p) => p.project({ a: 1, b: 0 }), /Cannot do exclusion on field b in inclusion projection/],
  [
    'a new root that is no object',
    (p) => p.replaceRoot({ newRoot: '$score' }),
    /'newRoot' expression must evaluate to an object/,
  ],
  ['an unwind without a dollar', (p) => p.unwind('tags'), /should be prefixed with a '\$'/],
  [
    'a bucket without room for a value',
    (p) => p.bucket({ groupBy: '$score', boundaries: [0, 1] }),
    /no default was specified/,
  ],
  ['boundaries out of order', (p) => p.bucket({ groupBy: '$score', boundaries: [1, 0] }), /must be sorted/],
  ['a count that is a path', (p) => p.count('$n'), /the count field/],
  ['an unknown operator in a match', (p) => p.match({ score: { $foo: 1 } }), /unknown operator: \$foo/],
];
test.each(refused)('refused: %s', async (_name, build, text) => {
  expect(await refusalOf(build(articles.aggregate()).end())).toMatch(text);
});
