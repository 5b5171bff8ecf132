import { releaseSchema } from '@shared/plans';
import { createCarry } from '@shared/rules';
import fc from 'fast-check';
import { closeOnePage, SPLIT_ABOVE, SPLIT_ABOVE_BYTES } from '../../cloudfunctions/dailyClose/onePage';
import { columnsOf, emptyPage, newRow, type Row, rowsOf } from '../../cloudfunctions/dailyClose/rows';
import { presets } from '../../config/plans';

const release = releaseSchema.parse(presets.release.plan);

/** A page of so many members, each with so many release orders. */
function pageOf(orders: readonly number[]) {
  const rows: Row[] = orders.map((count, at) => ({
    ...newRow(`M${String(at).padStart(12, '0')}`, at === 0 ? 0 : 1),
    orders: Array.from({ length: count }, (_, order) => ({
      id: `O${String(at).padStart(12, '0')}${String(order).padStart(12, '0')}`,
      remaining: 1_000_000_000_000,
      daily: 3_600,
    })),
  }));
  return { ...emptyPage('p1'), ...columnsOf(rows) };
}

const closed = (orders: readonly number[]) =>
  closeOnePage({
    page: pageOf(orders),
    items: [],
    day: '2026-03-02',
    atMs: 0,
    dividend: null,
    release,
    carry: createCarry(),
    made: 1,
  }).pages;

const bytesOf = (page: object): number => JSON.stringify(page).length;

test('a page is split by what its members hold, not by how many they are alone', () => {
  const pages = closed(Array(1_400).fill(12));
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages) expect(bytesOf(page)).toBeLessThan(SPLIT_ABOVE_BYTES);
});

test('a page that is neither too long nor too large stays one', () => {
  expect(closed(Array(SPLIT_ABOVE).fill(1))).toHaveLength(1);
  expect(closed(Array(SPLIT_ABOVE + 1).fill(0))).toHaveLength(2);
});

test('whatever its members hold, a split loses nobody and keeps their order; no part is over the bound but one alone', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 }), (orders) => {
      const pages = closed(orders);
      const ids = pages.flatMap(({ members }) => members);
      expect(ids).toEqual(pageOf(orders).members);
      expect(pages.flatMap((page) => rowsOf(page).map((row) => row.orders.length))).toEqual(orders);
      for (const page of pages) if (page.members.length > 1) expect(bytesOf(page)).toBeLessThan(SPLIT_ABOVE_BYTES);
    }),
    { numRuns: 60 },
  );
});
