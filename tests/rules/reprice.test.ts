import { fen, rate, spendableCents, stableCents } from '@shared/kernel';
import { mostReduction, notTaken, type PlacedOrder, repriceOrder } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';

const placed = (more: Partial<PlacedOrder> = {}): PlacedOrder => ({
  lines: [
    { price: fen(3_000), quantity: 2, takesSpendable: true, hasCoupon: true },
    { price: fen(1_001), quantity: 1, takesSpendable: false, hasCoupon: false },
  ],
  goods: fen(7_001),
  freight: fen(800),
  coupon: fen(500),
  spendable: spendableCents(1_650),
  stable: stableCents(0),
  balance: fen(0),
  pointsUseRatio: rate(300_000),
  ...more,
});
const asked = (reduction: number, freight: number) => ({ reduction: fen(reduction), freight: fen(freight) });

test('what is taken off is shared by amount, then coupon and points as of any order', () => {
  const priced = repriceOrder(placed(), asked(1_000, 300));
  // 1000 × 6000 ÷ 7001 and × 1001 ÷ 7001, rounded down; the missing fen to the first with room.
  expect(priced).toMatchObject({
    value: {
      lines: [
        { reduced: 858, coupon: 500, spendable: 1_392, cash: 3_250 },
        { reduced: 142, coupon: 0, spendable: 0, cash: 859 },
      ],
      freight: 300,
      spendable: 1_392, // floor((6000 - 858 - 500) × 0.3)
      cash: 3_250 + 859 + 300,
    },
  });
  expect(notTaken(placed(), (priced as never as { value: never }).value)).toMatchObject({ spendable: 258, balance: 0 });
});

test.each([
  ['more than nine tenths of the goods', asked(mostReduction(fen(7_001)) + 1, 800)],
  ['more freight than it was placed for', asked(0, 801)],
])('%s is refused', (_what, price) =>
  expect(repriceOrder(placed(), price)).toMatchObject({
    refusal: { code: 'price/outOfBounds', figures: { mostOffFen: 6_300, freightFen: 800 } },
  }),
);

law(
  'a reduction never raises what is left to pay, takes nothing more of a wallet, and every part adds up',
  fc.record({
    off: fc.integer({ min: 0, max: 6_300 }),
    more: fc.nat(500),
    balance: fc.nat(3_000),
    stable: fc.nat(2_000),
  }),
  ({ off, more, balance, stable }) => {
    const order = placed({ balance: fen(balance), stable: stableCents(stable) });
    const [less, most] = [off, Math.min(off + more, 6_300)].map((by) => {
      const priced = repriceOrder(order, asked(by, 800));
      if (!priced.ok) throw new Error(priced.refusal.code);
      return priced.value;
    });
    for (const one of [less!, most!]) {
      expect([one.spendable <= 1_650, one.stable <= stable, one.balance <= balance]).toEqual([true, true, true]);
      for (const { amount, reduced = 0, coupon, spendable, stable: held, balance: own, cash } of one.lines)
        expect(reduced + coupon + spendable + held + own + cash).toBe(amount);
    }
    expect(most!.cash).toBeLessThanOrEqual(less!.cash);
  },
);
