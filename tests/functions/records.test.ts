// A page's columns and the record of a day, as texts: what was packed is what is read, and what is no such text is told.
import fc from 'fast-check';
import { type Columns, columnsOf, emptyPage, FIGURES, packed } from '../../cloudfunctions/_books/pages/columns';
import { downlineOf, firstNoDeeper, lowsOf } from '../../cloudfunctions/_books/pages/derived';
import { packedRecord, paidSums, recordOf } from '../../cloudfunctions/_books/pages/record';
import { bytesOf } from '../../cloudfunctions/_books/pages/split';
import { numbersOf, textOfIds } from '../../cloudfunctions/_books/pages/texts';
import type { DayCredit } from '../../cloudfunctions/_store/documents/pages';

const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const id = fc.stringMatching(/^[A-Z][A-Za-z0-9_-]{1,12}$/);

const columns = fc.array(
  fc.record({ figures: fc.array(amount, { minLength: 12, maxLength: 12 }), orders: fc.nat(3) }),
  {
    maxLength: 12,
  },
);

function columnsFrom(rows: readonly { figures: readonly number[]; orders: number }[]): Columns {
  const orders = rows.flatMap((row, at) => Array.from({ length: row.orders }, (_, nth) => `O${at}n${nth}`));
  const figures = FIGURES.map((figure, nth) => [
    figure,
    rows.map((row) =>
      figure === 'orderCount' ? row.orders : figure === 'handRank' ? (row.orders % 3) - 1 : row.figures[nth % 12]!,
    ),
  ]);
  return {
    ...(Object.fromEntries(figures) as Record<(typeof FIGURES)[number], number[]>),
    members: rows.map((_, at) => `M${at}`),
    orders,
    remaining: orders.map((_, at) => 1_000 + at),
    daily: orders.map((_, at) => at),
  };
}

test('columns that were packed are read as they were, to the last unit', () => {
  fc.assert(
    fc.property(columns, (rows) => {
      const before = columnsFrom(rows);
      const page = { ...emptyPage('p1'), ...packed(before) };
      expect(columnsOf(page)).toEqual(before);
      const { _id, day, splits, cameFrom, ...texts } = page;
      expect(bytesOf(packed(before))).toBe(Object.values(texts).reduce((sum, text) => sum + String(text).length, 0));
    }),
  );
});

test('where each downline ends in a page, and where a page comes to the first member no deeper, is as by hand', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(6), { maxLength: 30 }), fc.nat(6), (depth, bound) => {
      const ends = (from: number, of: number) => depth.slice(from).findIndex((one) => one <= of);
      expect(downlineOf({ depth })).toEqual(depth.map((of, at) => ends(at + 1, of)));
      expect(firstNoDeeper(lowsOf({ depth }), bound)).toBe(ends(0, bound));
    }),
  );
});

test.each(['1,x', '1.5', '1-2', 'NaN', '1e3', ' 1'])('%s is no column of numbers', (text) => {
  expect(() => numbersOf(text)).toThrow(/a column of numbers holds/);
});

test.each([',', ';', '|'])('an id that holds %s is refused', (parting) => {
  expect(() => textOfIds(['A', `B${parting}`])).toThrow(/an id holds/);
});

const dividend = fc.record({
  weightMicroShares: amount,
  quotaBeforeFen: amount,
  tier: fc.nat(5),
  proportionalDueFen: amount,
  tierDueFen: amount,
  proportionalFen: fc.nat(),
  tierFen: fc.nat(),
});
const release = fc
  .record({
    staticCents: fc.nat(),
    firstGenerationCents: fc.nat(),
    secondGenerationCents: fc.nat(),
    teamCents: fc.nat(),
    sameRankCents: fc.nat(),
    owedCents: fc.nat(3),
    orders: fc.array(fc.tuple(id, fc.nat(), fc.nat(), fc.nat()), { maxLength: 4 }),
  })
  .map(({ owedCents, ...rest }) => (owedCents > 0 ? { ...rest, owedCents } : rest));
const credit: fc.Arbitrary<DayCredit> = fc.oneof(
  fc.record({ dividend }),
  fc.record({ release }),
  fc.record({ dividend, release }),
);

test('a record that was packed tells of everybody what was credited, and sums to the same', () => {
  const rows = fc.array(fc.tuple(fc.option(credit, { nil: undefined }), fc.nat(3)), { maxLength: 12 });
  fc.assert(
    fc.property(rows, (members) => {
      const ids = members.map((_, at) => `M${at}`);
      const credits = Object.fromEntries(members.flatMap(([one], at) => (one ? [[ids[at]!, one]] : [])));
      const ranks = Object.fromEntries(members.flatMap(([, rank], at) => (rank > 0 ? [[ids[at]!, rank]] : [])));
      const bare = { day: '2026-03-02', pageId: 'p1', atMs: 0 };
      const list = members.map(([one]) => one ?? null);
      const stored = {
        ...bare,
        ...packedRecord(
          ids,
          list,
          members.map(([, rank]) => rank),
        ),
      };
      expect(recordOf(stored)).toEqual({ credits, ranks });
      expect(recordOf({ ...bare, credits, ranks })).toEqual({ credits, ranks });
      expect(paidSums(stored)).toEqual(paidSums({ credits }));
    }),
  );
});

test('the sums of a record are those of its dividends, its releases and the falls of its orders', () => {
  const figures = { weightMicroShares: 9, quotaBeforeFen: 99, tier: 1, proportionalDueFen: 9, tierDueFen: 9 };
  const paid = { staticCents: 1, firstGenerationCents: 20, secondGenerationCents: 300, teamCents: 4_000 };
  const credits: Record<string, DayCredit> = {
    A: { dividend: { ...figures, proportionalFen: 5, tierFen: 70 } },
    B: {
      release: {
        ...paid,
        sameRankCents: 50_000,
        orders: [
          ['O1x9', 900, 3, 400],
          ['O2', 77, 2, 70],
        ],
      },
    },
  };
  const expected = { dividendFen: 75, releaseCents: 54_321, fallCents: 507 };
  expect(paidSums({ credits })).toEqual(expected);
  expect(paidSums(packedRecord(['A', 'B'], [credits.A!, credits.B!], [0, 0]))).toEqual(expected);
});
