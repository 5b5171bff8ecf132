// Orders to price, drawn or written as in a table.
import { fen, type Outcome, RATE_ONE, rate, spendableCents, stableCents } from '@shared/kernel';
import { type OrderAsked, type PaidLine, type PricedOrder, priceOrder } from '@shared/rules';
import fc from 'fast-check';
import { hundredths } from './words';

/** An order of the lines, without freight, coupon or points but those that a test says. */
export const orderOf = (lines: OrderAsked['lines'], besides: Partial<OrderAsked> = {}): OrderAsked => ({
  lines,
  freight: { freight: fen(0), freeFrom: fen(0) },
  coupon: null,
  spendable: spendableCents(0),
  spendableHeld: spendableCents(0),
  pointsUseRatio: rate(300_000),
  stable: stableCents(0),
  balance: fen(0),
  ...besides,
});

/** '40.00 x2, 25.00 no, 30.00 top-up': price, pieces, and what keeps spendable points from it. */
export const linesOf = (text: string): OrderAsked['lines'] =>
  text.split(',').map((line) => {
    const [price, ...words] = line.trim().split(' ');
    return {
      price: hundredths(price!),
      quantity: Number(words.find((word) => /^x\d+$/.test(word))?.slice(1) ?? 1),
      takesSpendable: !words.includes('no'),
      isTopUp: words.includes('top-up'),
    };
  });

export const pricedOf = (asked: OrderAsked): PricedOrder => {
  const priced = priceOrder(asked);
  if (!priced.ok) throw new Error(priced.refusal.code);
  return priced.value;
};

/** An order's lines as they were paid. */
export const paidLinesOf = (asked: OrderAsked): PaidLine[] =>
  pricedOf(asked).lines.map((line, at) => ({
    ...line,
    price: asked.lines[at]!.price,
    quantity: asked.lines[at]!.quantity,
  }));

const amount = fc.oneof(fc.nat(20), fc.nat(1_000_000), fc.integer({ min: 0, max: 10 ** 12 }));
const line = fc.record({
  price: amount.map(fen),
  quantity: fc.integer({ min: 1, max: 9 }),
  takesSpendable: fc.boolean(),
  isTopUp: fc.integer({ min: 0, max: 5 }).map((die) => die === 0),
});

/** Any order that has a price: with a coupon or none, points as its buyer may ask for them, 'most' among them. */
export const anyOrder: fc.Arbitrary<OrderAsked> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    freight: fc.record({ freight: fc.nat(2_000).map(fen), freeFrom: amount.map(fen) }),
    worth: amount.map(fen),
    isFor: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    hasCoupon: fc.boolean(),
    held: amount.map(spendableCents),
    pointsUseRatio: fc.oneof(fc.constantFrom(0, 1, 300_000, RATE_ONE), fc.nat(RATE_ONE)).map(rate),
    wantsMost: fc.boolean(),
    ofSpendable: fc.nat(100),
    ofStable: fc.nat(100),
    ofBalance: fc.oneof(fc.constantFrom(0, 100), fc.nat(100)),
  })
  .map(
    ({
      lines,
      freight,
      worth,
      isFor,
      hasCoupon,
      held,
      pointsUseRatio,
      wantsMost,
      ofSpendable,
      ofStable,
      ofBalance,
    }) => {
      const coupon = hasCoupon ? { worth, isFor: isFor.slice(0, lines.length) } : null;
      const plain = orderOf(lines, { freight, coupon, spendableHeld: held, pointsUseRatio, spendable: 'most' });
      const { mostSpendable } = pricedOf(plain);
      const part = (whole: number, percent: number) => Number((BigInt(whole) * BigInt(percent)) / 100n);
      const spendable = wantsMost ? ('most' as const) : spendableCents(part(mostSpendable, ofSpendable));
      const { lines: left } = pricedOf({ ...plain, spendable });
      const payable = left.reduce((sum, { cash }) => sum + cash, 0);
      const pointed = { ...plain, spendable, stable: stableCents(part(payable, ofStable)) };
      return { ...pointed, balance: fen(part(pricedOf(pointed).cash, ofBalance)) };
    },
  );

/** The code and figures of a refusal; undefined for what was done. */
export const refusalOf = (outcome: Outcome<unknown>) => (outcome.ok ? undefined : outcome.refusal);
