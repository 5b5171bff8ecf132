import { type Fen, fen, mulRateDown, type SpendableCents, spendableCents } from '@shared/kernel';
import { priceGoods, priceOrder } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { anyOrder, pricedOf, refusalOf } from './priceOrders';

const sum = (parts: readonly number[]): bigint => parts.reduce((all, part) => all + BigInt(part), 0n);
const PARTS = ['coupon', 'spendable', 'stable', 'balance', 'cash'] as const;

law('a line is its coupon, points, cash balance and cash, none of them below 0', anyOrder, (asked) => {
  for (const line of pricedOf(asked).lines) {
    expect(sum(PARTS.map((part) => line[part]))).toBe(BigInt(line.amount));
    for (const part of PARTS) expect(line[part]).toBeGreaterThanOrEqual(0);
  }
});

law('every total is the sum of its parts, and all that is paid is goods and freight', anyOrder, (asked) => {
  const priced = pricedOf(asked);
  for (const part of ['coupon', 'spendable', 'stable'] as const)
    expect(sum(priced.lines.map((line) => line[part]))).toBe(BigInt(priced[part]));
  expect(sum(priced.lines.map(({ amount }) => amount))).toBe(BigInt(priced.goods));
  const ofFreight = BigInt(priced.balance) - sum(priced.lines.map(({ balance }) => balance));
  expect(ofFreight >= 0n && ofFreight <= BigInt(priced.freight)).toBe(true);
  expect(sum([...priced.lines.map(({ cash }) => cash), priced.freight])).toBe(BigInt(priced.cash) + ofFreight);
  expect(priced.balance).toBe(asked.balance);
  expect(sum(PARTS.map((part) => priced[part]))).toBe(sum([priced.goods, priced.freight]));
  expect(priced.stable).toBe(asked.stable);
});

law('points pay only what takes them, within the share, within what is held', anyOrder, (asked) => {
  const priced = pricedOf(asked);
  const takes = asked.lines.map((line) => line.takesSpendable && !line.isTopUp);
  for (const [at, line] of priced.lines.entries()) if (!takes[at]) expect(line.spendable).toBe(0);
  const eligible = priced.lines.reduce((all, line, at) => all + (takes[at] ? line.amount - line.coupon : 0), 0);
  const limit = mulRateDown(fen(eligible), asked.pointsUseRatio);
  expect(priced.mostSpendable).toBe(Math.min(limit, asked.spendableHeld));
  expect(priced.spendable).toBeLessThanOrEqual(priced.mostSpendable);
  expect(priced.takesSpendable).toBe(eligible > 0);
  if (asked.spendable === 'most') expect(priced.spendable).toBe(priced.mostSpendable);
});

law('the coupon pays only what it is for, its worth where that is enough', anyOrder, (asked) => {
  const priced = pricedOf(asked);
  const isFor = (at: number) => asked.coupon?.isFor[at] ?? false;
  for (const [at, line] of priced.lines.entries()) if (!isFor(at)) expect(line.coupon).toBe(0);
  const room = priced.lines.reduce((all, { amount }, at) => all + (isFor(at) ? amount : 0), 0);
  expect(priced.coupon).toBe(Math.min(room, asked.coupon?.worth ?? 0));
});

/** Shares as the rules say it, in big integers. */
function shared(whole: number, rooms: readonly number[]): number[] {
  const room = sum(rooms);
  const shares = rooms.map((part) => (room === 0n ? 0n : (BigInt(whole) * BigInt(part)) / room));
  let rest = BigInt(whole) - shares.reduce((all, share) => all + share, 0n);
  return shares.map((share, at) => {
    const free = BigInt(rooms[at]!) - share;
    const more = rest < free ? rest : free;
    rest -= more;
    return Number(share + more);
  });
}

law('sharing is by amount, rounded down, the rest to the first with room', anyOrder, (asked) => {
  const { lines, coupon, spendable, stable, balance, freight } = pricedOf(asked);
  const amounts = lines.map(({ amount }) => amount);
  const ofCoupon = shared(
    coupon,
    amounts.map((amount, at) => (asked.coupon?.isFor[at] ? amount : 0)),
  );
  expect(lines.map((line) => line.coupon)).toEqual(ofCoupon);
  const left = amounts.map((amount, at) => amount - ofCoupon[at]!);
  const taking = asked.lines.map((line, at) => (line.takesSpendable && !line.isTopUp ? left[at]! : 0));
  const ofSpendable = shared(spendable, taking);
  expect(lines.map((line) => line.spendable)).toEqual(ofSpendable);
  expect(lines.map((line) => line.stable)).toEqual(
    shared(
      stable,
      left.map((amount, at) => amount - ofSpendable[at]!),
    ),
  );
  const due = left.map((amount, at) => amount - ofSpendable[at]! - lines[at]!.stable);
  expect(lines.map((line) => line.balance)).toEqual(shared(balance, [...due, freight]).slice(0, -1));
});

law('no line bears less than its due rounded down, all rests together less than a unit a line', anyOrder, (asked) => {
  const { lines, spendable } = pricedOf(asked);
  const rooms = lines.map(({ amount, coupon }, at) =>
    asked.lines[at]!.takesSpendable && !asked.lines[at]!.isTopUp ? BigInt(amount - coupon) : 0n,
  );
  const room = rooms.reduce((all, one) => all + one, 0n);
  if (room === 0n) return;
  for (const [at, line] of lines.entries()) {
    const beyond = BigInt(line.spendable) * room - BigInt(spendable) * rooms[at]!;
    expect(beyond > -room).toBe(true);
    expect(beyond < BigInt(lines.length) * room).toBe(true);
  }
});

law('what was previewed with the most points is what is placed with so many', anyOrder, (asked) => {
  const previewed = pricedOf({ ...asked, stable: 0 as never, balance: 0 as never, spendable: 'most' });
  expect(pricedOf({ ...asked, stable: 0 as never, balance: 0 as never, spendable: previewed.spendable })).toEqual(
    previewed,
  );
});

law('a cart says what the order will', anyOrder, (asked) => {
  const { amounts, goods, freight } = priceGoods(asked.lines, asked.freight);
  const priced = pricedOf(asked);
  expect({ amounts, goods, freight }).toEqual({
    amounts: priced.lines.map(({ amount }) => amount),
    goods: priced.goods,
    freight: priced.freight,
  });
});

law('points save their worth in cash; without a coupon the order of the lines changes no total', anyOrder, (asked) => {
  // A coupon's rest goes to the first lines, which may take points or not: there the order may tell, by the rest.
  const plain = { ...asked, coupon: null, stable: 0 as never, balance: 0 as never, spendable: 'most' as const };
  const none = pricedOf({ ...plain, spendable: 0 as SpendableCents });
  const some = pricedOf(plain);
  expect(none.cash - some.cash).toBe(some.spendable as number);
  const turned = pricedOf({ ...plain, lines: [...asked.lines].reverse() });
  const { goods, freight, coupon, spendable, cash, mostSpendable } = some;
  expect(turned).toMatchObject({ goods, freight, coupon, spendable, cash, mostSpendable });
});

law('one point beyond the most is refused with its figures', anyOrder, fc.boolean(), (asked, isRich) => {
  const held = isRich ? spendableCents(10 ** 15) : asked.spendableHeld;
  const plain = { ...asked, stable: 0 as never, balance: 0 as never, spendableHeld: held };
  const { mostSpendable, takesSpendable } = pricedOf({ ...plain, spendable: 'most' });
  const beyond = spendableCents(mostSpendable + 1);
  const refusal = refusalOf(priceOrder({ ...plain, spendable: beyond }));
  if (!takesSpendable) expect(refusal?.code).toBe('points/notTaken');
  else if (refusal?.code === 'points/overLimit')
    expect(refusal.figures).toEqual({ asked: beyond, atMostCents: mostSpendable });
  else
    expect(refusal).toEqual({
      code: 'points/notEnough',
      figures: { asked: beyond, heldCents: held as Fen & SpendableCents },
    });
});
