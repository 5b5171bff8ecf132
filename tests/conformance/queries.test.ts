import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let goods: Any;
let _: Any;

const documents = [
  { _id: 'a', kind: 'Web', tags: ['JavaScript', 'C#'], n: 0, at: new Date('2026-01-01'), size: { h: 1, w: 2 } },
  { _id: 'b', kind: 'Web', tags: ['Go', 'C#'], n: 1, at: new Date('2026-01-02'), size: { h: 2, w: 1 } },
  { _id: 'c', kind: 'Luke', tags: ['Go'], price: null },
  { _id: 'd', kind: 'Life', tags: ['Go', 'Python', 'JavaScript'], n: 2, price: 12.5 },
  { _id: 'e', kind: 'Number', tags: [1, 2, 3, 4, 5, 6, 7, 8, 9], n: 3, price: 0 },
  {
    _id: 'f',
    kind: 'Embedded',
    tags: [
      { v: 1, k: 'x' },
      { v: 7, k: 'y' },
    ],
    n: 4,
    on: true,
  },
  { _id: 'g', kind: 'Float', tags: [], n: 0.2, on: false, deep: { list: [{ q: [1, 2] }, { q: [3] }] } },
  { _id: 'h', kind: '中文', n: -3, text: 'line1\nLine2' },
];

beforeAll(async () => {
  cloud = await openCloud();
  _ = cloud.db.command;
  goods = await cloud.fresh('goods', documents);
});
afterAll(() => cloud.close());

const ids = async (query: object): Promise<string> => {
  const { data } = await goods.where(query).get();
  return data.map((row: { _id: string }) => row._id).join('');
};

/** [what is asked, the query, ids of the documents that fit] */
const table: Array<[string, () => object, string]> = [
  ['equality', () => ({ kind: 'Web' }), 'ab'],
  ['two fields', () => ({ kind: 'Web', n: 1 }), 'b'],
  ['a number is not its text', () => ({ n: '1' }), ''],
  ['a nested field', () => ({ size: { h: 1 } }), 'a'],
  ['a dotted field', () => ({ 'size.w': 1 }), 'b'],
  ['a whole subdocument by eq, fields in order', () => ({ size: _.eq({ h: 1, w: 2 }) }), 'a'],
  ['a whole subdocument by eq, fields out of order', () => ({ size: _.eq({ w: 2, h: 1 }) }), ''],
  ['an element of an array', () => ({ tags: 'Go' }), 'bcd'],
  ['a whole array', () => ({ tags: ['Go', 'C#'] }), 'b'],
  ['a whole array in another order', () => ({ tags: ['C#', 'Go'] }), ''],
  ['an array element by number', () => ({ 'tags.0': 'Go' }), 'bcd'],
  ['a field of array elements', () => ({ 'tags.v': 7 }), 'f'],
  ['a field of one array element by number', () => ({ 'tags.1.v': 7 }), 'f'],
  ['arrays within arrays', () => ({ 'deep.list.q': 3 }), 'g'],
  ['null fits null and missing', () => ({ price: null }), 'abcfgh'],
  ['eq(null)', () => ({ price: _.eq(null) }), 'abcfgh'],
  ['neq(null)', () => ({ price: _.neq(null) }), 'de'],
  ['gte(null) fits null and missing', () => ({ price: _.gte(null) }), 'abcfgh'],
  ['gt(null) fits nothing', () => ({ price: _.gt(null) }), ''],
  ['exists(true) fits null', () => ({ price: _.exists(true) }), 'cde'],
  ['exists(false)', () => ({ n: _.exists(false) }), 'c'],
  ['booleans', () => ({ on: false }), 'g'],
  ['a date', () => ({ at: new Date('2026-01-02') }), 'b'],
  ['dates after', () => ({ at: _.gt(new Date('2026-01-01')) }), 'b'],
  ['dates between', () => ({ at: _.gte(new Date('2026-01-01')).and(_.lt(new Date('2026-01-02'))) }), 'a'],
  ['dates up to the server date', () => ({ at: _.lte(cloud.db.serverDate()) }), 'ab'],
  ['gt', () => ({ n: _.gt(1) }), 'def'],
  ['gte', () => ({ n: _.gte(1) }), 'bdef'],
  ['lt', () => ({ n: _.lt(1) }), 'agh'],
  ['lte', () => ({ n: _.lte(1) }), 'abgh'],
  ['gt compares one type only', () => ({ kind: _.gt(1) }), ''],
  ['gt on array elements', () => ({ tags: _.gt(8) }), 'e'],
  ['neq', () => ({ n: _.neq(1) }), 'acdefgh'],
  ['neq on arrays: no element equals', () => ({ tags: _.neq('Go') }), 'aefgh'],
  ['in', () => ({ kind: _.in(['Web', 'Life']) }), 'abd'],
  ['in with null', () => ({ price: _.in([null, 0]) }), 'abcefgh'],
  ['in with a regular expression', () => ({ kind: _.in([/^W/, 'Life']) }), 'abd'],
  ['in on array elements', () => ({ tags: _.in(['Python', 9]) }), 'de'],
  ['in nothing', () => ({ kind: _.in([]) }), ''],
  ['nin', () => ({ kind: _.nin(['Web', 'Life']) }), 'cefgh'],
  ['nin also fits missing', () => ({ n: _.nin([0, 1, 2, 3]) }), 'cfgh'],
  ['and of one field', () => ({ n: _.and(_.gt(0), _.lt(3)) }), 'bdg'],
  ['and, chained', () => ({ n: _.gt(0).and(_.lt(3)) }), 'bdg'],
  ['or of one field', () => ({ n: _.or(_.lt(0), _.gt(3)) }), 'fh'],
  ['or, chained', () => ({ n: _.lt(0).or(_.gt(3)) }), 'fh'],
  ['or of values', () => ({ n: _.or(_.eq(1), _.eq(2)) }), 'bd'],
  ['or across fields', () => _.or({ kind: 'Web' }, { n: 3 }), 'abe'],
  ['or as a list', () => _.or([{ kind: 'Life' }, { n: _.gt(3) }]), 'df'],
  ['and across fields', () => _.and({ kind: 'Web' }, { n: _.gt(0) }), 'b'],
  ['and within or', () => _.or({ n: _.and(_.gte(1), _.lte(2)) }, { n: _.and(_.gt(3), _.lte(9)) }), 'bdf'],
  ['nor of one field', () => ({ kind: _.nor(_.eq('Life'), _.eq('Web')) }), 'cefgh'],
  ['nor across fields', () => _.nor({ kind: 'Web' }, { n: _.gt(2) }), 'cdgh'],
  ['not', () => ({ n: _.not(_.gt(1)) }), 'abcgh'],
  ['not a regular expression', () => ({ kind: _.not(/^W/) }), 'cdefgh'],
  ['all', () => ({ tags: _.all(['Go', 'JavaScript']) }), 'd'],
  ['all of one', () => ({ tags: _.all(['Go']) }), 'bcd'],
  ['all of none fits nothing', () => ({ tags: _.all([]) }), ''],
  ['size', () => ({ tags: _.size(2) }), 'abf'],
  ['size 0', () => ({ tags: _.size(0) }), 'g'],
  ['elemMatch on values', () => ({ tags: _.elemMatch(_.gt(2)) }), 'e'],
  ['elemMatch on one element', () => ({ tags: _.elemMatch({ $gt: 8, $lt: 10 }) }), 'e'],
  ['elemMatch: no single element fits both', () => ({ tags: _.elemMatch({ $gt: 9, $lt: 10 }) }), ''],
  ['elemMatch on subdocuments', () => ({ tags: _.elemMatch({ v: _.gt(0) }) }), 'f'],
  ['elemMatch: one element must fit all', () => ({ tags: _.elemMatch({ v: 1, k: 'y' }) }), ''],
  ['elemMatch with exists', () => ({ tags: _.elemMatch({ v: _.exists(true) }) }), 'f'],
  ['elemMatch with mod', () => ({ tags: _.elemMatch({ v: _.mod([4, 3]) }) }), 'f'],
  ['mod', () => ({ n: _.mod(2, 0) }), 'adfg'],
  ['mod keeps the sign', () => ({ n: _.mod(2, -1) }), 'h'],
  ['a regular expression', () => ({ kind: /^L/ }), 'cd'],
  ['a regular expression regardless of case', () => ({ kind: /^web$/i }), 'ab'],
  ['a regular expression on array elements', () => ({ tags: /^Py/ }), 'd'],
  ['a regular expression over lines', () => ({ text: /^Line2$/m }), 'h'],
  ['a regular expression where the dot takes line ends', () => ({ text: /line1.Line2/s }), 'h'],
  ['a global flag does not make matching forgetful', () => ({ kind: /e/g }), 'abcdef'],
  ['db.RegExp', () => ({ kind: cloud.db.RegExp({ regexp: 'WEB', options: 'i' }) }), 'ab'],
  ['Chinese', () => ({ kind: /^中/ }), 'h'],
  ['expr on two fields', () => _.expr(_.aggregate.gt(['$size.h', '$size.w'])), 'b'],
  ['expr with a number', () => _.expr(_.aggregate.gte(['$n', 3])), 'ef'],
  ['expr with a computation', () => _.expr(_.aggregate.eq([_.aggregate.add(['$n', 1]), 3])), 'd'],
  ['everything', () => ({}), 'abcdefgh'],
  ['a field named like an inherited one', () => ({ constructor: _.exists(true) }), ''],
];

test.each(table)('%s', async (_name, query, expected) => {
  expect(await ids(query())).toBe(expected);
});

test.each(table)('count agrees: %s', async (_name, query, expected) => {
  expect((await goods.where(query()).count()).total).toBe(expected.length);
});

test('a query without where takes everything', async () => {
  expect((await goods.get()).data).toHaveLength(documents.length);
  expect((await goods.count()).total).toBe(documents.length);
});

test('documents come back as they were written', async () => {
  for (const document of documents) expect((await goods.doc(document._id).get()).data).toEqual(document);
});

test('doc() of an id that is not there is refused', async () => {
  expect(await refusalOf(goods.doc('none').get())).toMatch(/document.get:fail.*none/);
});

describe('order', () => {
  const ordered = async (...orders: Array<[string, string]>): Promise<string> => {
    let query = goods;
    for (const [field, direction] of orders) query = query.orderBy(field, direction);
    const { data } = await query.get();
    return data.map((row: { _id: string }) => row._id).join('');
  };
  test('ascending: missing first, then numbers', async () => expect(await ordered(['n', 'asc'])).toBe('chagbdef'));
  test('descending', async () => expect(await ordered(['n', 'desc'])).toBe('fedbgahc'));
  test('by two fields', async () => expect(await ordered(['kind', 'desc'], ['n', 'desc'])).toBe('hbaecdgf'));
  test('text in byte order, ASCII before Chinese', async () => expect(await ordered(['kind', 'asc'])).toBe('fgdceabh'));
  test('arrays ascending by their least element, the empty one first', async () =>
    // A missing field counts as null and comes after the empty array; then numbers, text, subdocuments.
    expect(await ordered(['tags', 'asc'])).toBe('gheabcdf'));
  test('arrays descending by their greatest element', async () =>
    expect(await ordered(['tags', 'desc'])).toBe('fdabcehg'));
  test('a nested field', async () => expect((await ordered(['size.w', 'desc'])).slice(0, 2)).toBe('ab'));
  test('skip and limit after ordering', async () => {
    const { data } = await goods.orderBy('n', 'asc').skip(2).limit(3).get();
    expect(data.map((row: { _id: string }) => row._id)).toEqual(['a', 'g', 'b']);
  });
});

describe('field', () => {
  const shaped = async (id: string, projection: object): Promise<unknown> =>
    (await goods.where({ _id: id }).field(projection).get()).data[0];
  const cases: Array<[string, string, () => object, object]> = [
    ['one field and _id', 'a', () => ({ kind: true }), { _id: 'a', kind: 'Web' }],
    ['without _id', 'a', () => ({ kind: true, _id: false }), { kind: 'Web' }],
    ['numbers for booleans', 'a', () => ({ n: 1, kind: 1 }), { _id: 'a', kind: 'Web', n: 0 }],
    ['a field out', 'd', () => ({ tags: false, n: false }), { _id: 'd', kind: 'Life', price: 12.5 }],
    ['a nested field', 'a', () => ({ 'size.h': true }), { _id: 'a', size: { h: 1 } }],
    [
      'a nested field out',
      'a',
      () => ({ 'size.h': false, tags: false, at: false }),
      { _id: 'a', kind: 'Web', n: 0, size: { w: 2 } },
    ],
    ['a field of array elements', 'f', () => ({ 'tags.v': true }), { _id: 'f', tags: [{ v: 1 }, { v: 7 }] }],
    ['a field that is not there', 'c', () => ({ n: true }), { _id: 'c' }],
    [
      'the first of an array',
      'e',
      () => ({ tags: _.project.slice(1), kind: true }),
      { _id: 'e', kind: 'Number', tags: [1] },
    ],
    [
      'the last two',
      'e',
      () => ({ tags: _.project.slice(-2), kind: true }),
      { _id: 'e', kind: 'Number', tags: [8, 9] },
    ],
    [
      'some from the middle',
      'e',
      () => ({ tags: _.project.slice([2, 3]), kind: true }),
      { _id: 'e', kind: 'Number', tags: [3, 4, 5] },
    ],
    [
      'slice alone keeps the other fields',
      'c',
      () => ({ tags: _.project.slice(1) }),
      { _id: 'c', kind: 'Luke', tags: ['Go'], price: null },
    ],
    ['elemMatch', 'f', () => ({ tags: { $elemMatch: { v: 7 } } }), { _id: 'f', tags: [{ v: 7, k: 'y' }] }],
  ];
  test.each(cases)('%s', async (_name, id, projection, expected) => {
    expect(await shaped(id, projection())).toEqual(expected);
  });
  test('doc().field()', async () => {
    expect((await goods.doc('a').field({ kind: true }).get()).data).toEqual({ _id: 'a', kind: 'Web' });
  });
  test('in and out together are refused', async () => {
    expect(await refusalOf(goods.field({ kind: true, n: false }).get())).toMatch(/mix of inclusion and exclusion/);
  });
});

describe('refusals', () => {
  const raw = (query: object) => goods.where(query).get();
  const cases: Array<[string, () => Promise<unknown>, RegExp]> = [
    ['an unknown operator', () => raw({ n: { $foo: 1 } }), /unknown operator: \$foo/],
    ['an unknown operator at the top', () => raw({ $foo: 1 }), /unknown top level operator: \$foo/],
    ['in without a list', () => raw({ n: { $in: 1 } }), /\$in needs an array/],
    ['mod by zero', () => raw({ n: _.mod(0, 1) }), /divisor cannot be 0/],
    ['a negative size', () => raw({ tags: _.size(-1) }), /non-negative/],
    [
      'an expression that does not compile',
      () => raw({ kind: cloud.db.RegExp({ regexp: '(' }) }),
      /Regular expression is invalid/,
    ],
    ['$where', () => raw({ $where: 'true' }), /\$where is not supported/],
    [
      'a collection that does not exist',
      () => cloud.db.collection('none').get(),
      /-502005.*\[ResourceNotFound\] Db or Table not exist: none/,
    ],
    [
      'a collection that exists already',
      () => cloud.db.createCollection('goods'),
      /DATABASE_REQUEST_FAILED.*Table exist/,
    ],
  ];
  test.each(cases)('%s', async (_name, call, text) => {
    expect(await refusalOf(call())).toMatch(text);
  });
});
