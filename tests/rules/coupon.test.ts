import { fen, rate } from '@shared/kernel';
import { bestCoupons, type CouponTerms, couponOn } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';

const fixed = (off: number, from: number): CouponTerms => ({
  worth: { kind: 'fixed', off: fen(off) },
  from: fen(from),
});
const percent = (part: number, most: number | null, from = 0): CouponTerms => ({
  worth: { kind: 'percent', rate: rate(part), most: most === null ? null : fen(most) },
  from: fen(from),
});
const APPLES_AND_MILK = [fen(10_000), fen(3_960)];

test.each<[string, CouponTerms, boolean[], object]>([
  ['12.00 from 100.00', fixed(1_200, 10_000), [true, true], { eligible: 13_960, missing: 0, off: 1_200 }],
  ['30.00 from 200.00', fixed(3_000, 20_000), [true, true], { eligible: 13_960, missing: 6_040, off: 0 }],
  ['5% of the fruit', percent(50_000, null), [true, false], { eligible: 10_000, missing: 0, off: 500 }],
  ['5% of the milk, rounded down', percent(50_100, null), [false, true], { eligible: 3_960, missing: 0, off: 198 }],
  ['half of all, at most 20.00', percent(500_000, 2_000), [true, true], { eligible: 13_960, missing: 0, off: 2_000 }],
  ['more than the milk costs', fixed(5_000, 0), [false, true], { eligible: 3_960, missing: 0, off: 3_960 }],
  ['for none of it', fixed(500, 1_000), [false, false], { eligible: 0, missing: 1_000, off: 0 }],
])('%s', (_what, terms, isFor, expected) => {
  expect(couponOn(terms, APPLES_AND_MILK, isFor)).toEqual(expected);
});

test('of two orders the coupon goes where all of them together take off the most', () => {
  // The first would serve the first order best; the second serves nothing else.
  const offs = [
    [1_200, 1_100],
    [1_000, 0],
  ];
  expect(bestCoupons(offs, 2)).toEqual([1, 0]);
  expect(bestCoupons([[500], [500]], 1)).toEqual([0]);
  expect(bestCoupons([[0, 0]], 2)).toEqual([null, null]);
});

/** Every way to give each order one of the coupons or none, each once. */
function most(offs: readonly (readonly number[])[], orders: number, at = 0, used: readonly number[] = []): number {
  if (at === orders) return 0;
  const others = offs.map((off, coupon) =>
    used.includes(coupon) || !off[at] ? 0 : off[at] + most(offs, orders, at + 1, [...used, coupon]),
  );
  return Math.max(most(offs, orders, at + 1, used), ...others);
}

law(
  'no other way takes off more, no coupon is used twice, and none where it takes nothing off',
  fc.integer({ min: 1, max: 4 }).chain((orders) =>
    fc.record({
      orders: fc.constant(orders),
      offs: fc.array(fc.array(fc.nat(30), { minLength: orders, maxLength: orders }), { maxLength: 5 }),
    }),
  ),
  ({ orders, offs }) => {
    const chosen = bestCoupons(offs, orders);
    const coupons = chosen.filter((coupon) => coupon !== null);
    expect(new Set(coupons).size).toBe(coupons.length);
    const taken = chosen.map((coupon, order) => (coupon === null ? 0 : offs[coupon]![order]!));
    expect(taken.every((off, order) => chosen[order] === null || off > 0)).toBe(true);
    expect(taken.reduce((sum, off) => sum + off, 0)).toBe(most(offs, orders));
  },
);

law(
  'a coupon takes off nothing below its amount, and never more than its lines come to',
  fc.record({
    amounts: fc.array(fc.tuple(fc.nat(10 ** 7), fc.boolean()), { minLength: 1, maxLength: 6 }),
    terms: fc.oneof(
      fc.tuple(fc.nat(10 ** 6), fc.nat(10 ** 7)).map(([off, from]) => fixed(off, from)),
      fc
        .tuple(fc.nat(1_000_000), fc.option(fc.nat(10 ** 6)), fc.nat(10 ** 7))
        .map(([part, bound, from]) => percent(part, bound, from)),
    ),
  }),
  ({ amounts, terms }) => {
    const { eligible, missing, off } = couponOn(
      terms,
      amounts.map(([amount]) => fen(amount)),
      amounts.map(([, isFor]) => isFor),
    );
    expect(off).toBeLessThanOrEqual(eligible);
    if (eligible < terms.from) expect([off, missing]).toEqual([0, terms.from - eligible]);
    else expect(missing === 0 || eligible === 0).toBe(true);
  },
);
