// What is read out of pages, through the real SDK: one member's figures alone, and where a downline stands.
import { join } from 'node:path';
import fc from 'fast-check';
import { type Columns, packed } from '../../cloudfunctions/_books/pages/columns';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { readSchema } from '../../localcloud/schemaFile';
import { type CloudUnderTest, openCloud } from '../conformance/cloud';

jest.setTimeout(300_000);

type Read = typeof import('../../cloudfunctions/_books/pages/read');
type Downline = typeof import('../../cloudfunctions/_books/pages/downline');
type Collections = typeof import('../../cloudfunctions/_store/collections');

let under: CloudUnderTest;
let read: Read;
let downline: Downline;
/** What came back for each request about pages, in bytes. */
const answers: number[] = [];

beforeAll(async () => {
  under = await openCloud({
    schema: readSchema(join(__dirname, '../../cloudfunctions/database.json')),
    strictTransactions: true,
  });
  jest.isolateModules(() => {
    read = require('../../cloudfunctions/_books/pages/read');
    downline = require('../../cloudfunctions/_books/pages/downline');
    const { pages, directories } = require('../../cloudfunctions/_store/collections') as Collections;
    for (const collection of [pages, directories]) {
      const aggregate = collection.aggregate.bind(collection);
      jest.spyOn(collection, 'aggregate').mockImplementation(async (build) => {
        const rows = await aggregate(build);
        answers.push(Buffer.byteLength(JSON.stringify(rows)));
        return rows;
      });
    }
  });
});
afterAll(() => under.close());

/** One member of a generated shop, in pre-order. */
interface Row {
  readonly id: string;
  readonly depth: number;
  /** What each release order still holds. */
  readonly holding: readonly number[];
}

const idOf = (at: number): string => `M${String(at).padStart(12, '0')}`;
const orderIdOf = (at: number, order: number): string =>
  `O${String(at).padStart(12, '0')}${String(order).padStart(12, '0')}`;

/** A page; every figure telling its member and column apart from every other. */
function pageOf(_id: string, rows: readonly Row[]): PageDocument {
  const column = (kind: number) => rows.map(({ id }) => Number(id.slice(1)) * 100 + kind);
  const columns: Columns = {
    members: rows.map(({ id }) => id),
    depth: rows.map(({ depth }) => depth),
    orderCount: rows.map(({ holding }) => holding.length),
    orders: rows.flatMap(({ id, holding }) => holding.map((_, order) => orderIdOf(Number(id.slice(1)), order))),
    remaining: rows.flatMap(({ holding }) => holding),
    daily: rows.flatMap(({ holding }) => holding.map((_, order) => order + 1)),
    quota: column(1),
    weight: column(2),
    quotaGiven: column(3),
    cash: column(4),
    spendable: column(5),
    owedSpendable: column(6),
    ownVolume: column(7),
    teamVolume: column(8),
    ownPoints: column(9),
    handRank: column(10),
    rank: column(11),
  };
  return { _id, day: '2026-03-02', ...packed(columns), splits: [], cameFrom: null };
}

/** Writes pages; the first has split into all others, as a member's document that lags behind finds it. */
async function store(parts: readonly (readonly Row[])[]): Promise<void> {
  const { engine } = under.endpoint;
  await engine.remove('pages', {}, { multi: true });
  await engine.remove('platform', {}, { multi: true });
  const ids = parts.map((_, at) => `p${at + 1}`);
  const documents = parts.map((rows, at) => ({
    ...pageOf(ids[at]!, rows),
    ...(at === 0 ? { splits: ids.slice(1).map((pageId) => ({ pageId, day: '2026-03-01' })) } : {}),
  }));
  await engine.insert('pages', documents as never);
  await engine.insert('platform', [{ _id: 'pages', pages: ids, made: ids.length }] as never);
  answers.length = 0;
}

/** Trees in pre-order: each member stands at most one deeper than the one before. */
const trees = fc
  .tuple(
    // Depths of one digit and more: as texts they stand in another order than as numbers.
    fc.constantFrom(0, 8, 98),
    fc.array(fc.record({ step: fc.integer({ min: -3, max: 1 }), holding: fc.array(fc.nat(3), { maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map(([lowest, steps]) => {
    let depth = lowest - 1;
    return steps.map(({ step, holding }, at): Row => {
      depth = Math.max(depth + step, lowest);
      return { id: idOf(at), depth, holding };
    });
  });

/** Some rows cut into pages, none of them empty. */
function cut(rows: readonly Row[], cuts: readonly number[]): Row[][] {
  const places = [...new Set(cuts.map((place) => place % rows.length))]
    .filter((place) => place > 0)
    .sort((a, b) => a - b);
  const bounds = [0, ...places, rows.length];
  return bounds.slice(1).map((end, at) => rows.slice(bounds[at], end));
}

const shops = fc.record({ rows: trees, cuts: fc.array(fc.nat(1000), { maxLength: 5 }) });

/** By hand: everybody behind a member until the first who is no deeper. */
function downlineByHand(rows: readonly Row[], at: number): Row[] {
  const behind = rows.slice(at + 1);
  const end = behind.findIndex(({ depth }) => depth <= rows[at]!.depth);
  return end < 0 ? behind : behind.slice(0, end);
}

test('the figures of a member are those of the columns at its place, whatever page it went to', async () => {
  await fc.assert(
    fc.asyncProperty(shops, async ({ rows: trees, cuts }) => {
      const held = (row: Row) => ({ ...row, holding: row.holding.filter((cents) => cents > 0) });
      const rows = trees.map(held);
      const parts = cut(rows, cuts);
      await store(parts);
      const found = await read.figuresOf([
        ...rows.map(({ id }) => ({ _id: id, pageId: 'p1' })),
        { _id: 'Mnobody', pageId: 'p1' },
        { _id: 'Mnew', pageId: null },
      ]);
      expect([found.get('Mnobody'), found.get('Mnew')]).toEqual([null, null]);
      for (const [at, { id, depth, holding }] of rows.entries()) {
        const kind = (which: number) => at * 100 + which;
        const held = holding.flatMap((remaining, order) =>
          remaining > 0 ? [{ id: orderIdOf(at, order), remaining, daily: order + 1 }] : [],
        );
        expect(found.get(id)).toMatchObject({
          memberId: id,
          pageId: `p${parts.findIndex((part) => part.some((row) => row.id === id)) + 1}`,
          day: '2026-03-02',
          depth,
          quotaFen: kind(1),
          weightMicroShares: kind(2),
          quotaGivenFen: kind(3),
          cashFen: kind(4),
          spendableCents: kind(5),
          owedSpendableCents: kind(6),
          ownVolumeFen: kind(7),
          teamVolumeFen: kind(8),
          ownPointsCents: kind(9),
          handRank: kind(10),
          rank: kind(11),
          orders: held,
          orderCount: held.length,
          remainingReleaseCents: holding.reduce((sum, cents) => sum + cents, 0),
        });
      }
      expect(answers.length).toBeLessThanOrEqual(2); // the page named, and all that it split into
    }),
    { numRuns: 60 },
  );
});

test('a downline stands where it stands by hand, over however many pages', async () => {
  await fc.assert(
    fc.asyncProperty(shops, fc.boolean(), async ({ rows, cuts }, knowsLast) => {
      const parts = cut(rows, cuts);
      await store(parts);
      const found = await read.figuresOf(rows.map(({ id }) => ({ _id: id, pageId: 'p1' })));
      const extents = await downline.extentsOf(
        [...found.values()].map((one) => one!),
        knowsLast ? `p${parts.length}` : null,
      );
      for (const [at, { id }] of rows.entries()) {
        const byHand = downlineByHand(rows, at);
        const extent = extents.get(id)!;
        const ids = extent.parts.flatMap(({ pageId, from, count }) =>
          parts[Number(pageId.slice(1)) - 1]!.slice(from, from + count).map((row) => row.id),
        );
        expect([id, extent.count, extent.isWhole]).toEqual([id, byHand.length, true]);
        expect(ids).toEqual(byHand.map((row) => row.id));
      }
    }),
    { numRuns: 100 },
  );
});

test('a downline beyond what is looked at is told as not whole', async () => {
  const rows = Array.from({ length: 45 }, (_, at): Row => ({ id: idOf(at), depth: at === 0 ? 0 : 1, holding: [] }));
  await store(rows.map((row) => [row]));
  const extentOf = async () =>
    downline.extentOf((await read.figuresOf([{ _id: idOf(0), pageId: 'p1' }])).get(idOf(0))!);
  expect(await extentOf()).toMatchObject({ count: 40, isWhole: false });
  await store(rows.slice(0, 41).map((row) => [row]));
  expect(await extentOf()).toMatchObject({ count: 40, isWhole: true });
});

/** A page of a thousand members, the first of whom has very many orders. */
const large = (first: number): Row[] =>
  Array.from({ length: 1_000 }, (_, at) => ({
    id: idOf(at),
    depth: at === 0 ? 0 : 1,
    holding: Array.from({ length: at === 0 ? first : 3 }, () => 999_999_999),
  }));

test('of a page of a thousand members one comes back, in 4 KB, however many its orders', async () => {
  await store([large(900)]);
  const figures = (await read.figuresOf([{ _id: idOf(0), pageId: 'p1' }])).get(idOf(0))!;
  expect(figures).toMatchObject({ orderCount: 900, remainingReleaseCents: 900 * 999_999_999 });
  expect(figures.orders).toHaveLength(50);
  expect(figures.orders[49]).toEqual({ id: orderIdOf(0, 49), remaining: 999_999_999, daily: 50 });
  expect(answers).toEqual([expect.any(Number)]);
  expect(answers[0]).toBeLessThanOrEqual(4 * 1024);
});

test('an order behind the first fifty is told when it is asked for; one that is not listed is null', async () => {
  await store([large(900)]);
  const asked = async (orderId: string) =>
    (await read.figuresOf([{ _id: idOf(0), pageId: 'p1' }], orderId)).get(idOf(0))!.askedCents;
  expect([await asked(orderIdOf(0, 777)), await asked('Onone')]).toEqual([999_999_999, null]);
});

test('twenty members of twenty pages come in one request, twenty of a page that split in two', async () => {
  const rows = Array.from({ length: 20 * 50 }, (_, at): Row => ({ id: idOf(at), depth: 0, holding: [1, 2, 3] }));
  const parts = Array.from({ length: 20 }, (_, page) => rows.slice(page * 50, page * 50 + 50));
  await store(parts);
  const twenty = parts.map(([row], page) => ({ _id: row!.id, pageId: `p${page + 1}` }));
  const found = await read.figuresOf(twenty);
  expect([...found.values()].filter((one) => one === null)).toEqual([]);
  expect(answers).toHaveLength(1);
  expect(answers[0]).toBeLessThanOrEqual(20 * 4 * 1024);
  answers.length = 0;
  await read.figuresOf(twenty.map(({ _id }) => ({ _id, pageId: 'p1' })));
  expect(answers).toHaveLength(2);
});
