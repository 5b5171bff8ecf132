import fc from 'fast-check';
import { type Engine, openEngine } from '../../localcloud/engine';
import { platformLimits } from '../../localcloud/engine/limits';
import { storedSize } from '../../localcloud/engine/value/size';
import type { Value } from '../../localcloud/engine/value/value';
import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

// How much one request may bring, get, and hold while it orders or groups.
const MB = 1024 * 1024;

describe('as the platform has it', () => {
  let cloud: CloudUnderTest;
  let pages: Any;
  beforeAll(async () => {
    cloud = await openCloud({
      schema: { collections: { pages: { indexes: [{ name: 'at', fields: [{ field: 'at', order: 1 }] }] } } },
    });
    const { engine } = cloud.endpoint;
    pages = cloud.db.collection('pages');
    // Nine of them are more than 32 MB, all of them more than 100 MB.
    for (let n = 0; n < 27; n++) await engine.insert('pages', [{ n, at: -n, text: 'x'.repeat(4 * MB) }]);
  });
  afterAll(() => cloud.close());

  test('32 MB of an order without an index, as users of the platform saw it', async () => {
    expect(await refusalOf(pages.orderBy('n', 'asc').field({ n: true }).get())).toMatch(
      /^-502001 .*\[FailedOperation.Query\] Executor error during find command :: caused by :: Sort operation used more than the maximum 33554432 bytes of RAM\. Add an index, or specify a smaller limit\./,
    );
    const seven = await pages.orderBy('n', 'desc').limit(7).field({ n: true, _id: false }).get();
    expect(seven.data.map(({ n }: { n: number }) => n)).toEqual([26, 25, 24, 23, 22, 21, 20]);
    expect(await refusalOf(pages.orderBy('n', 'desc').skip(5).limit(3).field({ n: true }).get())).toMatch(/33554432/);
  });

  test('an order that an index gives takes no memory, however many documents it has', async () => {
    const inOrder = (await pages.orderBy('at', 'asc').field({ n: true, _id: false }).get()).data;
    expect(inOrder.map(({ n }: { n: number }) => n)).toEqual(Array.from({ length: 27 }, (_unused, i) => 26 - i));
    const grouped = await pages
      .aggregate()
      .sort({ at: -1 })
      .group({ _id: null, last: { $last: '$n' } })
      .end();
    expect(grouped.list).toEqual([{ _id: null, last: 26 }]);
  });

  test('100 MB of an ordering stage of a pipeline', async () => {
    const firstFrom = (least: number): Promise<Any> => {
      const sorted = pages
        .aggregate()
        .match({ n: cloud.db.command.gte(least) })
        .sort({ n: 1 });
      return sorted.group({ _id: null, first: { $first: '$n' } }).end();
    };
    expect((await firstFrom(3)).list).toEqual([{ _id: null, first: 3 }]);
    expect(await refusalOf(firstFrom(0))).toMatch(
      /\[FailedOperation.Aggregate\] \(Location16819\) Sort exceeded memory limit of 104857600 bytes, but did not opt in to external sorting\. Aborting operation\./,
    );
  });

  test('5 MB of what a write brings', async () => {
    const text = 'x'.repeat(5 * MB);
    const tooLarge = /\[LimitExceeded\] data exceed max size: one write brings at most 5242880 bytes/;
    expect(await refusalOf(pages.add({ data: { text } }))).toMatch(tooLarge);
    expect(await refusalOf(pages.add({ data: [{ text: text.slice(2 * MB) }, { text: text.slice(2 * MB) }] }))).toMatch(
      tooLarge,
    );
    expect(await refusalOf(pages.doc('x').set({ data: { text } }))).toMatch(tooLarge);
    expect(await refusalOf(pages.where({ n: 1 }).update({ data: { text } }))).toMatch(tooLarge);
    const transaction = await cloud.db.startTransaction();
    expect(await refusalOf(transaction.collection('pages').doc('x').set({ data: { text } }))).toMatch(tooLarge);
    expect((await pages.count()).total).toBe(27);
    await pages.doc('y').set({ data: { text: text.slice(100) } });
    await pages.doc('y').remove();
  });
});

const limits = { sortBytes: 1000, stageBytes: 1000, replyBytes: 1000 };
let engine: Engine;
beforeEach(async () => {
  engine = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: {} } }, limits });
  await engine.insert(
    'rows',
    Array.from({ length: 10 }, (_unused, n) => ({ _id: `r${n}`, n, text: '文'.repeat(50) })), // 189 bytes each
  );
});
afterEach(() => engine.close());

const text = '文'.repeat(50);
const heavy: Array<[string, object, RegExp | null]> = [
  ['$sort of made rows', { $sort: { m: 1 } }, /Location16819/],
  ['$bucketAuto', { $bucketAuto: { groupBy: '$n', buckets: 2 } }, /Location16819/],
  ['$group that keeps rows', { $group: { _id: null, all: { $push: '$$ROOT' } } }, /Location16945/],
  ['$group by large keys', { $group: { _id: { n: '$n', text: '$text' } } }, /Location16945/],
  ['$sortByCount of large keys', { $sortByCount: { $concat: ['$text', { $toString: '$n' }] } }, /Location16945/],
  ['$group that counts', { $group: { _id: '$text', sum: { $sum: '$n' } } }, null],
  ['$bucket that counts', { $bucket: { groupBy: '$n', boundaries: [0, 5, 10] } }, null],
];
test.each(heavy)('%s', (_name, stage, refused) => {
  const run = () => engine.aggregate('rows', [{ $addFields: { m: { $subtract: [0, '$n'] } } }, stage as Any]);
  if (refused) expect(run).toThrow(refused);
  else expect(run().length).toBeGreaterThan(0);
});

test('a value that shares its parts with itself is not counted to its end', () => {
  let value: Value = 'a';
  for (let i = 0; i < 100; i++) value = [value, value];
  expect(storedSize(value, 1000)).toBeGreaterThan(1000);
  expect(storedSize([1, 'a', { b: null }], 1000)).toBe(storedSize([1, 'a', { b: null }]));
});

test('a changed document that is too large for an answer is refused, and told to be changed', async () => {
  const cloud = await openCloud({ limits: { replyBytes: 1000 } });
  await cloud.fresh('rows', [{ _id: 'a', text }]);
  const ask = async (data: object): Promise<Any> =>
    (
      await fetch(`${cloud.endpoint.url}/admin`, {
        method: 'POST',
        body: JSON.stringify({
          action: 'database.modifyAndReturnDoc',
          collectionName: 'rows',
          query: JSON.stringify({ _id: 'a' }),
          data: JSON.stringify({ $set: data }),
        }),
      })
    ).json();
  expect(await ask({ n: 1 })).toMatchObject({ data: { updated: 1 } });
  expect(await ask({ more: 'x'.repeat(1000) })).toMatchObject({
    code: 'DATABASE_REQUEST_FAILED',
    message: expect.stringContaining('The document was changed, but has more than the 1000 bytes of an answer'),
  });
  await cloud.close();
});

test('law: refused are exactly the orders whose first documents are larger than the room', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(sizes, fc.integer({ min: 1, max: 12 }), async (lengths, limit) => {
      await engine.remove('rows', {});
      const rows = lengths.map((length, n) => ({ _id: `${n}`, n, text: 'x'.repeat(length) }));
      await engine.insert('rows', rows);
      const query = () => engine.find('rows', {}, { sort: { n: 1 }, limit });
      const bytes = rows.slice(0, limit).reduce((sum, row) => sum + storedSize(row), 0);
      if (bytes > limits.sortBytes) expect(query).toThrow(/maximum 1000 bytes of RAM/);
      else expect(query()).toHaveLength(Math.min(limit, rows.length));
    }),
  );
});

test('the figures', () => {
  const { sortBytes, stageBytes, requestBytes, replyBytes, queryResultBytes } = platformLimits;
  expect([sortBytes, stageBytes, requestBytes, replyBytes, queryResultBytes]).toEqual([
    33_554_432,
    104_857_600,
    5 * MB,
    5 * MB,
    MB,
  ]);
});
