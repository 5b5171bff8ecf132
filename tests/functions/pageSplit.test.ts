import { releaseSchema } from '@shared/plans';
import { createCarry } from '@shared/rules';
import fc from 'fast-check';
import { waitingGrant } from '../../cloudfunctions/_books/pages/change';
import { type Columns, columnsOf, cut, emptyPage, FIGURES, packed } from '../../cloudfunctions/_books/pages/columns';
import { insertJoins } from '../../cloudfunctions/_books/pages/joins';
import { SPLIT_ABOVE, SPLIT_ABOVE_BYTES, split } from '../../cloudfunctions/_books/pages/split';
import type { GrantDocument } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { closeOnePage } from '../../cloudfunctions/dailyClose/onePage';
import { presets } from '../../config/plans';
import { stringifyEjson } from '../../localcloud/engine/value/ejson';

const release = releaseSchema.parse(presets.release.plan);
const LARGEST = Number.MAX_SAFE_INTEGER;
const memberId = (at: number) => `M${String(at).padStart(12, '0')}`;

/** A page of so many members, each with so many release orders, every other figure as given. */
function columnsWith(orders: readonly number[], figure = 0): Columns {
  const count = orders.reduce((sum, one) => sum + one, 0);
  const column = orders.map(() => figure);
  return {
    ...(Object.fromEntries(FIGURES.map((name) => [name, column])) as Record<(typeof FIGURES)[number], number[]>),
    members: orders.map((_, at) => memberId(at)),
    depth: orders.map((_, at) => (at === 0 ? 0 : 1)),
    handRank: orders.map(() => -1),
    orderCount: [...orders],
    orders: Array.from({ length: count }, (_, at) => `O${String(at).padStart(24, '0')}`),
    remaining: Array(count).fill(1_000_000_000_000),
    daily: Array(count).fill(3_600),
  };
}
const pageOf = (orders: readonly number[], figure = 0): PageDocument => ({
  ...emptyPage('p1'),
  ...packed(columnsWith(orders, figure)),
});

const closed = (page: PageDocument) =>
  closeOnePage({ page, items: [], day: '2026-03-02', atMs: 0, dividend: null, release, carry: createCarry(), made: 1 });

const bytesOf = (page: object): number => JSON.stringify(page).length;

test('a page is split by what its members hold, not by how many they are alone', () => {
  const { pages } = closed(pageOf(Array(1_400).fill(12)));
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(bytesOf(page)).toBeLessThan(SPLIT_ABOVE_BYTES);
});

test('a page that is neither too long nor too large stays one', () => {
  expect(closed(pageOf(Array(SPLIT_ABOVE).fill(1))).pages).toHaveLength(1);
  expect(closed(pageOf(Array(SPLIT_ABOVE + 1).fill(0))).pages).toHaveLength(2);
});

test('a page of 1,500 members with ten orders each splits', () => {
  expect(closed(pageOf(Array(SPLIT_ABOVE).fill(10))).pages.length).toBeGreaterThan(2);
});

test('the largest pages that are not split fit into an answer', () => {
  for (const [members, orders, figure] of [
    [SPLIT_ABOVE, 0, 9],
    [SPLIT_ABOVE, 0, LARGEST / 1_000_000],
    [1, 5_000, LARGEST],
    [100, 50, 0],
  ] as const) {
    const columns = columnsWith(Array(members).fill(orders), Math.floor(figure));
    const [only, ...others] = split(columns);
    expect([members, orders, others]).toEqual([members, orders, []]);
    const page = { ...emptyPage('p1'), ...only!.texts };
    expect(Buffer.byteLength(stringifyEjson(page as never))).toBeLessThan(SPLIT_ABOVE_BYTES);
  }
});

test('the bytes of a page are told to the last one, so that it splits at the bound', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 0, max: LARGEST }),
      (orders, figure) => {
        const columns = columnsWith(orders, figure);
        const exact = bytesOf(packed(columns)) - bytesOf(packed(columnsWith([])));
        const parts = (bytes: number) => split(columns, { members: 100, bytes: bytes + 1024 }).length;
        expect(parts(exact)).toBe(1);
        expect(parts(exact - 1)).toBeGreaterThan(1);
      },
    ),
  );
});

test('whatever its members hold, a split loses nobody and keeps their order; no part is over the bound but one alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 60 }), (orders) => {
      const before = pageOf(orders);
      const { pages } = closed(before);
      const read = pages.map(columnsOf);
      expect(read.flatMap(({ members }) => members)).toEqual(columnsOf(before).members);
      expect(read.flatMap(({ orderCount }) => orderCount)).toEqual(orders);
      expect(read.flatMap((page) => page.orders)).toEqual(columnsOf(before).orders);
      for (const [nth, page] of pages.entries()) {
        const { members, orderCount, orders: held } = read[nth]!;
        expect(held).toHaveLength(orderCount.reduce((sum, count) => sum + count, 0));
        if (members.length > 1) expect(bytesOf(page)).toBeLessThan(SPLIT_ABOVE_BYTES);
      }
    }),
    { numRuns: 12 },
  );
});

const join = (id: number, referrer: number | null, depth: number): GrantDocument =>
  waitingGrant({
    _id: `join:${memberId(id)}`,
    kind: 'join',
    memberId: memberId(id),
    referrerId: referrer === null ? null : memberId(referrer),
    depth,
    day: '2026-03-02',
    atMs: id,
    mergeDay: '2026-03-02',
    pageId: 'p1',
  });

test('whoever joins stands right behind the referrer, as if put in one at a time, and nobody else moves', () => {
  const choices = fc.array(fc.nat(), { maxLength: 30 });
  fc.assert(
    fc.property(fc.nat({ max: 8 }), choices, (held, picks) => {
      const columns = cut(columnsWith(Array.from({ length: held }, (_, at) => at % 3)), 0, held, 0);
      columns.cash = columns.members.map((_, at) => at + 1);
      const depths = new Map(columns.members.map((id, at) => [id, columns.depth[at]!]));
      const joins = picks.map((pick, nth) => {
        const known = [...depths.keys()];
        const referrer = known[pick % (known.length + 1)];
        const depth = referrer === undefined ? 0 : depths.get(referrer)! + 1;
        depths.set(memberId(100 + nth), depth);
        return { ...join(100 + nth, null, depth), referrerId: referrer ?? null };
      });
      const naive = columns.members.map((id, at) => [id, at + 1] as [string, number]);
      for (const one of joins.toSorted((a, b) => a.depth - b.depth || a.atMs - b.atMs))
        if (one.referrerId === null) naive.push([one.memberId, 0]);
        else naive.splice(naive.findIndex(([id]) => id === one.referrerId) + 1, 0, [one.memberId, 0]);
      insertJoins(columns, joins);
      expect(columns.members.map((id, at) => [id, columns.cash[at]])).toEqual(naive);
      expect(columns.members.map((id) => depths.get(id))).toEqual(columns.depth);
      for (const figure of FIGURES) expect(columns[figure]).toHaveLength(naive.length);
    }),
  );
});
