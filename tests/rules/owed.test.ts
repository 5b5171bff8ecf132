// What the platform owes a merchant for an order (rules §5): a table, and laws over any order.
import { fen, spendableCents, stableCents } from '@shared/kernel';
import { balancesOf } from '@shared/ledger';
import { type OwedLine, owedForOrder, owedPostings, owedTakenBack } from '@shared/rules';
import fc from 'fast-check';

interface Row {
  readonly price: number;
  readonly cost: number;
  readonly quantity: number;
  readonly back?: number;
  readonly coupon?: number;
  readonly stable?: number;
}

const line = ({ price, cost, quantity, back = 0, coupon = 0, stable = 0 }: Row): OwedLine => ({
  paid: {
    price: fen(price),
    quantity,
    amount: fen(price * quantity),
    coupon: fen(coupon),
    spendable: spendableCents(0),
    stable: stableCents(stable),
    balance: fen(0),
    cash: fen(price * quantity - coupon - stable),
  },
  cost: fen(cost),
  back,
});

test.each([
  ['one piece and its sending', [{ price: 8_800, cost: 6_000, quantity: 1 }], 800, false, 6_800, 0],
  ['two of three pieces kept', [{ price: 8_800, cost: 6_000, quantity: 3, back: 1 }], 0, false, 12_000, 0],
  ['nothing kept', [{ price: 8_800, cost: 6_000, quantity: 1, back: 1 }], 0, false, 0, 0],
  ['a coupon of the platform', [{ price: 8_800, cost: 6_000, quantity: 1, coupon: 1_000 }], 0, false, 6_000, 0],
  ['a coupon of the shop', [{ price: 8_800, cost: 6_000, quantity: 1, coupon: 1_000 }], 0, true, 5_000, 0],
  ['half of it in stable points', [{ price: 8_800, cost: 6_000, quantity: 1, stable: 4_400 }], 0, false, 1_600, 0],
  ['all of it in stable points', [{ price: 8_800, cost: 6_000, quantity: 1, stable: 8_800 }], 0, false, 0, 2_800],
] as const)('%s', (_what, rows, freight, isBorne, owed, owing) => {
  expect(owedForOrder(rows.map(line), fen(freight), isBorne)).toMatchObject({ owed, owing });
});

const anyRow = fc
  .record({
    price: fc.integer({ min: 1, max: 100_000 }),
    cost: fc.integer({ min: 0, max: 100_000 }),
    quantity: fc.integer({ min: 1, max: 5 }),
    back: fc.integer({ min: 0, max: 5 }),
    coupon: fc.integer({ min: 0, max: 100 }),
    stable: fc.integer({ min: 0, max: 100 }),
  })
  .map((row) => ({
    ...row,
    back: Math.min(row.back, row.quantity),
    coupon: Math.floor((row.price * row.quantity * row.coupon) / 200),
    stable: Math.floor((row.price * row.quantity * row.stable) / 200),
  }));

test('what is owed and what is owing are what the parts leave, one of them 0, and balance in the postings', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { minLength: 1, maxLength: 4 }),
      fc.nat(5_000),
      fc.boolean(),
      (rows, freight, isBorne) => {
        const figures = owedForOrder(rows.map(line), fen(freight), isBorne);
        expect(figures.owed - figures.owing).toBe(figures.cost + figures.freight - figures.coupon - figures.stable);
        expect(Math.min(figures.owed, figures.owing)).toBe(0);
        const balance = balancesOf(owedPostings('s', figures)).get('merchant:s cash') ?? 0n;
        expect(balance).toBe(BigInt(figures.owed - figures.owing));
      },
    ),
    { numRuns: 200 },
  );
});

test('reversed in parts, what was owed is taken back whole, each part rounded up', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 6 }),
      (owed, parts) => {
        const of = fen(parts.reduce((sum, part) => sum + part, 0));
        let before = 0;
        let taken = 0;
        for (const part of parts) {
          taken += owedTakenBack(fen(owed), { of, before: fen(before), after: fen(before + part) });
          before += part;
          expect(taken * of).toBeGreaterThanOrEqual(owed * before);
        }
        expect(taken).toBe(owed);
      },
    ),
    { numRuns: 200 },
  );
});
