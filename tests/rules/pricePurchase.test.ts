import { fen, spendableCents, stableCents } from '@shared/kernel';
import { type PricedPurchase, type PurchaseAsked, priceOrder, pricePurchase } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { anyOrder, linesOf, orderOf, refusalOf } from './priceOrders';
import { hundredths } from './words';

const purchaseOf = (orders: PurchaseAsked['orders'], besides: Partial<PurchaseAsked> = {}): PurchaseAsked => ({
  orders,
  spendable: spendableCents(0),
  spendableHeld: spendableCents(0),
  pointsUseRatio: orderOf([]).pointsUseRatio,
  stable: stableCents(0),
  stableHeld: stableCents(0),
  balance: fen(0),
  balanceHeld: fen(0),
  ...besides,
});

const pricedOf = (asked: PurchaseAsked): PricedPurchase => {
  const priced = pricePurchase(asked);
  if (!priced.ok) throw new Error(priced.refusal.code);
  return priced.value;
};

const order = (lines: string, takesStable = false, coupon = ''): PurchaseAsked['orders'][number] => {
  const { freight } = orderOf([]);
  const asked = linesOf(lines);
  return {
    lines: asked,
    freight,
    takesStable,
    coupon: coupon ? { worth: hundredths(coupon), isFor: asked.map(() => true) } : null,
  };
};

/** Of each order: spendable, stable, cash. */
const paidOf = (asked: PurchaseAsked) =>
  pricedOf(asked).orders.map(({ spendable, stable, cash }) => [spendable, stable, cash]);

test('two shops, a coupon, points of both kinds: what the checkout shows', () => {
  // 139.60 - 12.00, a room of 298.00, and a top-up that takes no points.
  const asked = purchaseOf([order('100.00, 19.80 x2', true, '12.00'), order('298.00'), order('49.80 top-up')], {
    spendable: 'most',
    spendableHeld: spendableCents(566_160),
    stable: 'most',
    stableHeld: stableCents(1_878),
  });
  expect(paidOf(asked)).toEqual([
    [3_828, 1_878, 7_054],
    [8_940, 0, 20_860],
    [0, 0, 4_980],
  ]);
  expect(pricedOf(asked)).toMatchObject({
    goods: 48_740,
    coupon: 1_200,
    spendable: 12_768,
    stable: 1_878,
    cash: 32_894,
  });
});

test('points are shared by what each order takes, rounded down, the rest to the first with room', () => {
  const orders = [order('10.00'), order('10.00'), order('10.00 no'), order('10.00')];
  const some = (cents: number) =>
    purchaseOf(orders, { spendable: spendableCents(cents), spendableHeld: spendableCents(9_999) });
  expect(paidOf(some(100)).map(([points]) => points)).toEqual([34, 33, 0, 33]);
  expect(paidOf(some(900)).map(([points]) => points)).toEqual([300, 300, 0, 300]);
  expect(refusalOf(pricePurchase(some(901)))).toEqual({
    code: 'points/overLimit',
    figures: { asked: 901, atMostCents: 900 },
  });
});

test.each([
  ['that no order takes', [order('10.00')], 1, 5, { code: 'stable/notTaken', figures: {} }],
  [
    'above what they take',
    [order('10.00', true), order('5.00')],
    1_001,
    9_999,
    { code: 'stable/overLimit', figures: { asked: 1_001, atMostCents: 1_000 } },
  ],
  [
    'above what is held',
    [order('10.00', true)],
    6,
    5,
    { code: 'stable/notEnough', figures: { asked: 6, heldCents: 5 } },
  ],
])('stable points %s are refused', (_what, orders, stable, held, refusal) => {
  const asked = purchaseOf(orders, { stable: stableCents(stable), stableHeld: stableCents(held) });
  expect(refusalOf(pricePurchase(asked))).toEqual(refusal);
});

test('cash balance pays what points leave, freight included, shared by what is left of each order', () => {
  const sent = { ...order('10.00', true), freight: { freight: hundredths('8.00'), freeFrom: fen(0) } };
  const asked = (balance: string) =>
    purchaseOf([sent, order('9.00 no')], {
      stable: stableCents(300),
      stableHeld: stableCents(300),
      balance: hundredths(balance),
      balanceHeld: hundredths('20.00'),
    });
  const balances = (balance: string) =>
    pricedOf(asked(balance)).orders.map((one) => [one.balance, one.cash, ...one.lines.map((line) => line.balance)]);
  // 15.00 and 9.00 are left; of the first 7.00 of goods and 8.00 of freight.
  expect(balances('10.00')).toEqual([
    [625, 875, 292],
    [375, 525, 375],
  ]);
  expect(pricedOf(asked('10.00')).mostBalance).toBe(2_000);
  expect(refusalOf(pricePurchase(asked('20.01')))).toEqual({
    code: 'balance/notEnough',
    figures: { asked: 2_001, readyFen: 2_000 },
  });
  expect(refusalOf(pricePurchase(asked('24.01')))).toEqual({
    code: 'balance/overLimit',
    figures: { asked: 2_401, atMostFen: 2_400 },
  });
  expect(pricedOf({ ...asked('0.00'), balance: 'most', balanceHeld: hundredths('99.00') })).toMatchObject({
    balance: 2_400,
    cash: 0,
  });
});

const anyPurchase: fc.Arbitrary<PurchaseAsked> = fc
  .record({
    orders: fc.array(fc.tuple(anyOrder, fc.boolean()), { minLength: 1, maxLength: 4 }),
    held: fc.nat(10 ** 7),
    heldStable: fc.nat(10 ** 7),
    ofSpendable: fc.nat(100),
    ofStable: fc.nat(100),
    heldBalance: fc.nat(10 ** 7),
    ofBalance: fc.oneof(fc.constantFrom(0, 100), fc.nat(100)),
  })
  .map(({ orders, held, heldStable, ofSpendable, ofStable, heldBalance, ofBalance }) => {
    const plain = purchaseOf(
      orders.map(([{ lines, freight, coupon }, takesStable]) => ({ lines, freight, coupon, takesStable })),
      {
        spendable: 'most',
        spendableHeld: spendableCents(held),
        pointsUseRatio: orders[0]![0].pointsUseRatio,
        stable: 'most',
        stableHeld: stableCents(heldStable),
        balanceHeld: fen(heldBalance),
      },
    );
    const { spendable } = pricedOf(plain);
    const some = { ...plain, spendable: spendableCents(Math.floor((spendable * ofSpendable) / 100)) };
    const pointed = { ...some, stable: stableCents(Math.floor((pricedOf(some).stable * ofStable) / 100)) };
    const { mostBalance } = pricedOf(pointed);
    return { ...pointed, balance: fen(Math.floor((mostBalance * ofBalance) / 100)) };
  });

law('a purchase is its orders, and its points and cash balance are shared out to the last', anyPurchase, (asked) => {
  const priced = pricedOf(asked);
  for (const part of ['goods', 'freight', 'coupon', 'spendable', 'stable', 'balance', 'cash'] as const)
    expect(priced.orders.reduce((sum, one) => sum + BigInt(one[part]), 0n)).toBe(BigInt(priced[part]));
  expect([priced.spendable, priced.stable, priced.balance]).toEqual([asked.spendable, asked.stable, asked.balance]);
});

law('each order is priced as an order alone with its share, and takes no more than it may', anyPurchase, (asked) => {
  const priced = pricedOf(asked);
  for (const [at, one] of priced.orders.entries()) {
    const { takesStable, ...alone } = asked.orders[at]!;
    const { spendable, stable, balance } = one;
    const { pointsUseRatio } = asked;
    const again = priceOrder({ ...alone, spendable, spendableHeld: spendable, pointsUseRatio, stable, balance });
    if (!again.ok) throw new Error(again.refusal.code);
    expect(again.value.lines).toEqual(one.lines);
    expect(spendable).toBeLessThanOrEqual(one.mostSpendable);
    expect(takesStable || stable === 0).toBe(true);
    // Points pay goods alone.
    expect(one.cash + one.balance).toBeGreaterThanOrEqual(one.freight);
  }
});

law('the most that is told is taken, and a cent more is refused', anyPurchase, (asked) => {
  const { mostSpendable, mostStable, mostBalance } = pricedOf(asked);
  expect(pricedOf({ ...asked, balance: mostBalance }).balance).toBe(mostBalance);
  expect(pricePurchase({ ...asked, balance: fen(mostBalance + 1) }).ok).toBe(false);
  const unpaid = { ...asked, balance: fen(0) };
  const most = pricedOf({ ...unpaid, spendable: mostSpendable, stable: stableCents(0) });
  expect(most.spendable).toBe(mostSpendable);
  expect(pricedOf({ ...unpaid, stable: mostStable }).stable).toBe(mostStable);
  expect(pricePurchase({ ...unpaid, stable: stableCents(fen(mostStable + 1)) }).ok).toBe(false);
});
