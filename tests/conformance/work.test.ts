import fc from 'fast-check';
import { type Engine, openEngine } from '../../localcloud/engine';
import { findIn } from '../../localcloud/engine/documents';
import { literalPrefix } from '../../localcloud/engine/keys/prefix';
import { firstInOrder } from '../../localcloud/engine/query/sort';
import type { Document, Fields, Value } from '../../localcloud/engine/value/value';

// What a request costs is counted in documents looked at, never in time.
const size = 5000;
const idOf = (n: number): string => `id${String(n).padStart(5, '0')}`;
let engine: Engine;
beforeAll(async () => {
  const indexes = [{ name: 'shop', fields: [{ field: 'shop', order: 1 as const }] }];
  engine = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: { indexes } } } });
  // In no order: natural order must not be mistaken for it.
  const all = Array.from({ length: size }, (_unused, i) => (i * 1777) % size);
  await engine.insert(
    'rows',
    all.map((n) => ({ _id: idOf(n), n, odd: n % 2, shop: n % 10, kind: { of: n % 3 } })),
  );
});
afterAll(() => engine.close());

/** How many documents a request looks at. */
function visited(ask: () => unknown): number {
  const before = engine.work.visited;
  ask();
  return engine.work.visited - before;
}
const found = (query: Fields, sort?: Fields, limit?: number, skip?: number): Value[] =>
  engine.rows('rows', query, { sort, limit, skip }).map((row) => row._id as Value);

describe('_id serves as an index', () => {
  const half = idOf(2500);
  const cases: Array<[string, number, () => Value[], Value[]]> = [
    ['a range in order', 3, () => found({ _id: { $gt: half } }, { _id: 1 }, 3), [2501, 2502, 2503].map(idOf)],
    ['descending', 3, () => found({ _id: { $lt: half } }, { _id: -1 }, 3), [2499, 2498, 2497].map(idOf)],
    ['a page after a skip', 5, () => found({ _id: { $gte: half } }, { _id: 1 }, 2, 3), [2503, 2504].map(idOf)],
    ['two bounds', 2, () => found({ _id: { $gte: half, $lt: idOf(2502) } }), [2500, 2501].map(idOf)],
    ['two bounds in $and', 1, () => found({ $and: [{ _id: { $gte: half } }, { _id: { $lte: half } }] }), [half]],
    ['the order alone', 2, () => found({}, { _id: 1 }, 2), [0, 1].map(idOf)],
    ['the order from its end', 2, () => found({}, { _id: -1 }, 2), [4999, 4998].map(idOf)],
    ['other conditions beside', 4, () => found({ _id: { $gte: half }, odd: 1 }, { _id: 1 }, 2), [2501, 2503].map(idOf)],
    ['$in', 2, () => found({ _id: { $in: [idOf(7), idOf(3), 'none', idOf(7)] } }, { _id: 1 }), [3, 7].map(idOf)],
    ['a pattern of its start', 10, () => found({ _id: { $regex: '^id0123' } }, { _id: 1 }, 2), [1230, 1231].map(idOf)],
    ['an order that goes on after it', 2, () => found({}, { _id: 1, n: -1 }, 2), [0, 1].map(idOf)],
    ['after the fields of another index', 2, () => found({ shop: 4 }, { _id: -1 }, 2), [4994, 4984].map(idOf)],
  ];
  test.each(cases)('%s: at most %i documents are looked at', (_name, most, ask, expected) => {
    expect(ask()).toEqual(expected);
    expect(visited(ask)).toBeLessThanOrEqual(most);
  });

  test('through updates, removals and other kinds of ids', async () => {
    const small = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: {} } } });
    await small.insert('rows', [
      { _id: 'b' },
      { _id: 2 as never },
      { _id: 'a', n: 1 },
      { _id: 'c' },
      { _id: 1 as never },
    ]);
    await small.update('rows', { _id: 'a' }, { $set: { n: 2 } });
    await small.remove('rows', { _id: 'b' });
    const rows = (query: Fields) => small.rows('rows', query, { sort: { _id: 1 }, limit: 9 });
    expect(rows({}).map((row) => row._id)).toEqual([1, 2, 'a', 'c']);
    expect(rows({ _id: { $gte: 'a' } })).toEqual([{ _id: 'a', n: 2 }, { _id: 'c' }]);
    expect(rows({ _id: { $lte: 1 } })).toEqual([{ _id: 1 }]);
    await small.close();
  });
});

describe('work that need not be done', () => {
  test('a count of everything looks at nothing', () => {
    expect(engine.count('rows')).toBe(size);
    expect(visited(() => engine.count('rows'))).toBe(0);
    expect(visited(() => engine.count('rows', {}))).toBe(0);
  });
  test('a find, or an aggregation, with a limit and no order stops at it', () => {
    expect(visited(() => engine.rows('rows', {}, { limit: 7 }))).toBe(7);
    expect(visited(() => engine.aggregate('rows', [{ $match: {} }, { $skip: 2 }, { $limit: 5 }]))).toBe(7);
    expect(visited(() => engine.aggregate('rows', [{ $match: {} }]))).toBe(engine.limits.aggregateRows);
    expect(visited(() => engine.aggregate('rows', [{ $sort: { _id: 1 } }, { $skip: 2 }, { $limit: 5 }]))).toBe(7);
  });
  test('a list of values names each document once', () => {
    const values = Array.from({ length: 10_000 }, (_unused, n) => idOf(n % 100));
    expect(visited(() => engine.rows('rows', { _id: { $in: values } }))).toBe(100);
  });
});

describe('an order with a limit', () => {
  const sort = [
    { path: 'a', order: 1 as const },
    { path: 'b', order: -1 as const },
  ];
  const rows = fc.array(
    fc.record({ a: fc.integer({ min: 0, max: 4 }), b: fc.constantFrom<Value>(1, 'x', null, [1, 3]) }),
  );

  test('gives what the whole order begins with, equals in the order in which they came', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 12 }), (all, count) => {
        const numbered = all.map((row, at) => ({ ...row, at }));
        expect(firstInOrder(numbered, sort, count)).toEqual(
          firstInOrder(numbered, sort, Number.POSITIVE_INFINITY).slice(0, count),
        );
      }),
    );
  });

  test('compares a document that does not belong among the first with the last of these alone', () => {
    let compared = 0;
    class Watched extends Date {
      override getTime(): number {
        compared += 1;
        return super.getTime();
      }
    }
    const all = Array.from({ length: 1000 }, (_unused, i) => ({
      a: new Watched((i * 387) % 1000),
      n: (i * 387) % 1000,
    }));
    const first = (count: number) => {
      compared = 0;
      return firstInOrder(all, [{ path: 'a', order: 1 }], count).map((row) => row.n);
    };
    expect(first(3)).toEqual([0, 1, 2]);
    // Two dates are read for a comparison: one comparison for each document, a few for those that do belong.
    expect(compared).toBeLessThan(2 * 1200);
    first(1000);
    expect(compared).toBeGreaterThan(2 * 5000);
  });
});

test('a find gives the same by any way: index, scan, whole order, first rows', async () => {
  const id = fc.constantFrom('a', 'ab', 'abc', 'b', 'B', '中', '中文', '😀', '￥', 'a.b', 'a+');
  const bound = fc.oneof(id, fc.integer({ min: 0, max: 2 }));
  const condition: fc.Arbitrary<Value> = fc.oneof(
    fc.record({ $gt: bound }),
    fc.record({ $gte: bound, $lt: bound }),
    fc.record({ $lte: bound }),
    fc.record({ $in: fc.array(bound, { maxLength: 3 }) }),
    fc.record({
      $regex: fc.constantFrom('^a', '^ab?', '^a\\.b', '^a|^b', '^中', '^中文?', '^(a)', 'b', '^a+', '^\\w', '^a{0}b'),
    }),
    fc.record({ $regex: fc.constantFrom('^b', '^B'), $options: fc.constantFrom('i', 'm', 's') }),
    fc.record({ $ne: bound }),
  );
  const sorts = fc.constantFrom<Fields | undefined>(undefined, { _id: 1 }, { _id: -1 }, { n: 1, _id: -1 }, { n: -1 });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(bound, { maxLength: 12 }),
      condition,
      fc.option(fc.integer({ min: 0, max: 1 }), { nil: null }),
      sorts,
      fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      fc.integer({ min: 0, max: 2 }),
      async (ids, asked, n, sort, limit, skip) => {
        const indexes = [{ name: 'n', fields: [{ field: 'n', order: 1 as const }] }];
        const small = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: { indexes } } } });
        const documents = ids.map((_id, at) => ({ _id, n: at % 2 }) as unknown as Document);
        await small.insert('rows', documents);
        const query: Fields = { _id: asked, ...(n === null ? {} : { n }) };
        const scan = { indexes: [], candidates: () => ({ documents, isSorted: sort === undefined }) };
        const options = { sort: sort && { ...sort, ...(sort._id ? {} : { _id: 1 }) }, limit, skip };
        const expected = findIn(scan, query, options, { now: 0 });
        const given = small.rows('rows', query, options);
        if (sort) expect(given).toEqual(expected);
        else expect(given).toHaveLength(expected.length);
      },
    ),
    { numRuns: 500 },
  );
});

test.each<[string, string, string | undefined]>([
  ['^abc', '', 'abc'],
  ['^ab*', '', 'a'],
  ['^ab{0,2}', '', 'a'],
  ['^ab+', '', 'ab'],
  ['^a\\.b\\d', '', 'a.b'],
  ['^abc', 'i', undefined],
  ['^abc', 'm', undefined],
  ['^abc|d', '', undefined],
  ['abc', '', undefined],
  ['^[a]', '', undefined],
  ['^中文', 's', '中文'],
])('everything that %s (%s) finds starts with %s', (pattern, options, prefix) => {
  expect(literalPrefix(pattern, options)).toBe(prefix);
});

describe('arrays and alternatives are found by an index', () => {
  const termsOf = (n: number): string[] => [`every`, `seventh${n % 7}`, `own${n}`, ...(n % 50 === 0 ? ['rare'] : [])];
  let shelf: Engine;
  beforeAll(async () => {
    const fields = ['terms', 'on', 'rank'].map((field) => ({ field, order: 1 as const }));
    const indexes = [
      { name: 'terms', fields },
      { name: 'rank', fields: fields.slice(1) },
    ];
    shelf = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: { indexes } } } });
    const rows = Array.from({ length: size }, (_unused, n) => ({
      _id: idOf(n),
      terms: termsOf(n),
      on: n % 10 > 0,
      rank: n % 3,
    }));
    await shelf.insert('rows', rows);
  });
  afterAll(() => shelf.close());
  const byRank = { rank: 1, _id: 1 } as const;
  const ask = (query: Fields, limit?: number): { ids: Value[]; looked: number } => {
    const before = shelf.work.visited;
    const ids = shelf.rows('rows', query, { sort: byRank, limit }).map(({ _id }) => _id as Value);
    return { ids, looked: shelf.work.visited - before };
  };
  /** What the query finds, by looking at everything. */
  const slowly = (query: (n: number) => boolean, limit = size): Value[] =>
    Array.from({ length: size }, (_unused, n) => n)
      .filter((n) => n % 10 > 0 && query(n))
      .sort((a, b) => (a % 3) - (b % 3) || a - b)
      .slice(0, limit)
      .map(idOf);

  test.each<[string, Fields, (n: number) => boolean, number | undefined, number]>([
    ['one element, in the order of the index', { terms: { $all: ['seventh3'] } }, (n) => n % 7 === 3, 20, 20],
    [
      'of several elements the rarest',
      { terms: { $all: ['every', 'own77', 'seventh0'] } },
      (n) => n === 77,
      undefined,
      1,
    ],
    [
      'alternatives, in the order of both',
      { $or: [{ terms: { $all: ['seventh1'] } }, { terms: 'seventh2' }] },
      (n) => n % 7 === 1 || n % 7 === 2,
      20,
      22,
    ],
    [
      'alternatives that overlap, each once',
      { $or: [{ terms: 'own7' }, { terms: { $all: ['own7', 'every'] } }, { terms: 'own8' }] },
      (n) => n === 7 || n === 8,
      undefined,
      3,
    ],
    [
      'of several alternatives those that narrow',
      { $and: [{ $or: [{ terms: 'every' }, { rank: 9 }] }, { $or: [{ terms: 'own7' }, { terms: 'own9' }] }] },
      (n) => n === 7 || n === 9,
      undefined,
      size,
    ],
  ])('%s', (_name, query, finds, limit, most) => {
    const { ids, looked } = ask({ on: true, ...query }, limit);
    expect(ids).toEqual(slowly(finds, limit));
    expect(looked).toBeLessThanOrEqual(most);
  });

  test('an order by an array is none of an index by one of its elements', async () => {
    const indexes = [{ name: 'tags', fields: [{ field: 'tags', order: 1 as const }] }];
    const small = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: { indexes } } } });
    // The least element of each is not the one that is looked up.
    await small.insert(
      'rows',
      ['c', 'a', 'b'].map((least, at) => ({ _id: idOf(at), tags: ['x', least] })),
    );
    const ids = small.rows('rows', { tags: 'x' }, { sort: { tags: 1 }, limit: 2 }).map(({ _id }) => _id);
    expect(ids).toEqual([1, 2].map(idOf));
    small.close();
  });
});
