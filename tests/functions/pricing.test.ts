import { fen, rate, spendableCents, stableCents } from '@shared/kernel';
import { priceOrder } from '@shared/rules';
import { Seam, writes } from './seam';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(120_000);

const HELD = 500_000;
const FREIGHT = { freight: fen(800), freeFrom: fen(9_900) };

const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest, workers: 2 });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  // As if a close had credited so many points.
  await world.cloud.engine.update('wallets', { _id: buyer.memberId }, { $set: { spentSpendableCents: -HELD } });
  await goods('cheap', { priceFen: 333 });
  await goods('cashOnly', { priceFen: 2_500 }, { takesSpendable: false });
  await goods('phone', { priceFen: 3_000 }, { industry: 'topUp', kind: 'topUp', takesSpendable: true });
  await goods('rare', { priceFen: 100 }, { limitPerMember: 5 });
  await goods('rarer', { priceFen: 100 }, { limitPerMember: 1 });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const goods = (goodsId: string, sku: { priceFen: number }, more: Parameters<typeof saveGoods>[3] = {}) =>
  saveGoods(world, goodsId, { costFen: 0, stock: 1_000, ...sku }, more);

interface Line {
  readonly skuId: string;
  readonly quantity: number;
}

/** '2 apple, 1 plain' */
const linesOf = (text: string): Line[] =>
  text.split(', ').map((words) => {
    const [quantity, goodsId] = words.split(' ');
    return { skuId: `${goodsId}-1`, quantity: Number(quantity) };
  });

const PRICES: Record<string, number> = {
  'apple-1': 10_000,
  'plain-1': 1_980,
  'cheap-1': 333,
  'cashOnly-1': 2_500,
  'phone-1': 3_000,
};
const NO_POINTS = ['cashOnly-1', 'phone-1'];

const ruled = (lines: readonly Line[], held: number) => {
  const priced = priceOrder({
    lines: lines.map(({ skuId, quantity }) => ({
      price: fen(PRICES[skuId]!),
      quantity,
      takesSpendable: !NO_POINTS.includes(skuId),
      isTopUp: false,
    })),
    // A top-up is not sent.
    freight: lines.some(({ skuId }) => skuId !== 'phone-1') ? FREIGHT : { freight: fen(0), freeFrom: fen(0) },
    coupon: null,
    spendable: 'most',
    spendableHeld: spendableCents(held),
    pointsUseRatio: rate(300_000),
    stable: stableCents(0),
    balance: fen(0),
  });
  if (!priced.ok) throw new Error(priced.refusal.code);
  return priced.value;
};

const orderOf = (orderId: string) =>
  world.cloud.engine.get('orders', orderId) as unknown as Record<string, number> & {
    lines: Record<'amountFen' | 'pointsCents' | 'cashFen', number>[];
  };

test.each(['1 apple', '2 apple, 1 plain', '3 cheap', '1 cheap, 1 plain, 1 cashOnly', '2 phone', '1 cashOnly'])(
  'cart, checkout and order say of "%s" what the rule says',
  async (text) => {
    const lines = linesOf(text);
    for (const { skuId, quantity } of lines) {
      const goodsId = skuId.replace(/-1$/, '');
      await world.call('shop.setCartLine', { goodsId, skuId, quantity }, buyer.token);
    }
    const { payment, spendable } = await world.call(
      'shop.previewOrder',
      { lines, useSpendableCents: 'most' },
      buyer.token,
    );
    const priced = ruled(lines, spendable.heldCents);
    const cart = await world.call('shop.viewCart', {}, buyer.token);
    expect(cart.shops[0]).toMatchObject({ chosenGoodsFen: priced.goods, freightFen: priced.freight });
    expect(cart.chosenFen).toBe(priced.goods);
    expect(payment).toEqual({
      goodsFen: priced.goods,
      freightFen: priced.freight,
      couponFen: 0,
      balanceFen: 0,
      spendableCents: priced.spendable,
      stableCents: 0,
      cashFen: priced.cash,
    });
    expect(spendable).toMatchObject({ atMostCents: priced.mostSpendable, isTaken: priced.takesSpendable });
    const { orderId, cashFen } = await world.call(
      'shop.placeOrder',
      { lines, addressId: buyer.addressId, useSpendableCents: payment.spendableCents, requestId: nextRequest() },
      buyer.token,
    );
    expect(cashFen).toBe(priced.cash);
    const order = orderOf(orderId);
    expect(order).toMatchObject({
      goodsFen: priced.goods,
      freightFen: priced.freight,
      spendableCents: priced.spendable,
    });
    expect(order.lines.map(({ amountFen, pointsCents, cashFen: cash }) => [amountFen, pointsCents, cash])).toEqual(
      priced.lines.map(({ amount, spendable: points, cash }) => [amount, points, cash]),
    );
    // What was bought has left the cart.
    expect((await world.call('shop.viewCart', {}, buyer.token)).count).toBe(0);
  },
);

test('a top-up takes no points, whatever is kept of it: page, checkout and order say so', async () => {
  const page = await world.call('shop.viewGoods', { goodsId: 'phone' });
  expect(page).toMatchObject({ spendableRateMillionths: 0, skus: [{ spendableAtMostCents: 0 }] });
  const lines = linesOf('1 phone');
  const { spendable } = await world.call('shop.previewOrder', { lines, useSpendableCents: 'most' }, buyer.token);
  expect(spendable).toMatchObject({ isTaken: false, atMostCents: 0 });
  const input = { lines, addressId: buyer.addressId, useSpendableCents: 1, requestId: nextRequest() };
  expect(await world.refused('shop.placeOrder', input, buyer.token)).toBe('points/notTaken');
});

test('of several limits the one that would be passed is told, beside what was bought before', async () => {
  const place = (text: string) =>
    world.cloud.call(
      'shop.placeOrder',
      { lines: linesOf(text), addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );
  const limit = (title: string, most: number) => ({ ok: false, code: 'goods/limit', details: { title, most } });
  expect(await place('1 rare, 2 rarer')).toMatchObject(limit('商品 rarer', 1));
  expect(await place('2 rare, 1 rarer')).toMatchObject({ ok: true });
  expect(await place('1 rare, 1 rarer')).toMatchObject(limit('商品 rarer', 1));
  expect(await place('4 rare, 1 plain')).toMatchObject(limit('商品 rare', 5));
  expect(await place('3 rare, 1 plain')).toMatchObject({ ok: true });
});

test('a line put into the cart while an order leaves it stays', async () => {
  const set = (goodsId: string) =>
    world.call('shop.setCartLine', { goodsId, skuId: `${goodsId}-1`, quantity: 1 }, buyer.token);
  await set('apple');
  await set('cheap');
  seam.before(writes('carts'), () => set('plain'));
  const input = { lines: linesOf('1 apple'), addressId: buyer.addressId, requestId: nextRequest() };
  await world.call('shop.placeOrder', input, buyer.token);
  const { shops } = await world.call('shop.viewCart', {}, buyer.token);
  expect(shops[0]!.lines.map(({ skuId }) => skuId).toSorted()).toEqual(['cheap-1', 'plain-1']);
});

test('without a plan in force goods are sold, and nothing counts', async () => {
  const lines = linesOf('1 apple');
  const counted = async () => (await world.call('shop.previewOrder', { lines }, buyer.token)).counted;
  expect(await counted()).toEqual([{ plan: 'appreciation', countedFen: 10_000 }]);
  await world.call('admin.saveSettings', { settleAfterDays: 9 }, world.admins[0]);
  await world.cloud.engine.remove('planVersions', {}, { multi: true });
  expect(await counted()).toEqual([]);
  expect((await world.call('shop.viewGoods', { goodsId: 'apple' })).settleAfterDays).toBe(9);
  expect((await world.call('shop.home', {})).goods).not.toEqual([]);
});

test('an order is of one kind: what is sent and what is topped up are two of one purchase', async () => {
  const order = (text: string) => ({ lines: linesOf(text), addressId: buyer.addressId, requestId: nextRequest() });
  const { orders } = await world.call('shop.placeOrder', order('1 phone, 1 cheap'), buyer.token);
  expect(orders.map(({ orderId }) => orderOf(orderId).kind)).toEqual(['topUp', 'delivered']);
});
