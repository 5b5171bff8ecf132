import type { InputOf } from '@shared/contract';
import type { LineDocument } from '../../cloudfunctions/_store/documents';
import { all, differences } from './books';
import { entryTier } from './entryTier';
import {
  agreeing,
  allBack,
  buy,
  caseOf,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PICTURE,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let referrer: Joined;
let buyer: Joined;

beforeAll(async () => {
  // The whole entry tier: what buyers call meets its cap on requests a second.
  world = await startWorld({ timers: 'few', conditions: entryTier().conditions });
  await openShop(world, { settleAfterDays: 1 });
  referrer = await joinMember(world, '13800000001');
  buyer = await joinMember(world, '13800000002', referrer.inviteCode);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const place = async (skuId: string, more: { quantity?: number; useSpendableCents?: number; requestId?: string } = {}) =>
  world.call(
    'shop.placeOrder',
    {
      lines: [{ skuId, quantity: more.quantity ?? 1 }],
      addressId: buyer.addressId,
      useSpendableCents: more.useSpendableCents ?? 0,
      requestId: more.requestId ?? nextRequest(),
    },
    buyer.token,
  );
const pay = async (orderId: string) => {
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
};
const stockOf = async (goodsId: string) => (await world.call('shop.viewGoods', { goodsId })).skus[0]!.stock;
const viewOf = (orderId: string) => world.call('shop.viewOrder', { orderId }, buyer.token);

test('a goods page tells of each SKU which plans count it and what they do with one piece', async () => {
  await world.call(
    'admin.saveGoods',
    {
      goodsId: 'boxes',
      title: '两种礼盒',
      pictures: [PICTURE],
      ground: 1,
      industry: 'grocery',
      kind: 'delivered',
      categoryId: 'fruit',
      shopId: 'own',
      options: [{ name: '大小', choices: ['大', '小'] }],
      skus: [
        { skuId: 'boxes-large', choices: ['大'], priceFen: 900_000, costFen: 100_000, stock: 5 },
        { skuId: 'boxes-small', choices: ['小'], priceFen: 10_000, costFen: 9_900, stock: 5 },
      ],
      plans: ['appreciation', 'release'],
      weight: 1,
    },
    world.admins[0],
  );
  const { priceFen, skus } = await world.call('shop.viewGoods', { goodsId: 'boxes' });
  expect(priceFen).toBe(10_000);
  expect(skus).toMatchObject([
    {
      label: '大',
      plans: ['appreciation', 'release'],
      effects: [
        { plan: 'appreciation', contributionFen: 270_000 },
        { plan: 'release', grantedReleaseCents: 2_700_000, dailyReleaseCents: 10_800 },
      ],
    },
    // Its margin of 1 yuan pays for no plan.
    { label: '小', plans: [], effects: [] },
  ]);
});

test('the whole way of one order, from the cart to explained lines in the wallet', async () => {
  await world.call('shop.setCartLine', { goodsId: 'both', skuId: 'both-1', quantity: 1 }, buyer.token);
  const preview = await world.call('shop.previewOrder', { lines: [{ skuId: 'both-1', quantity: 1 }] }, buyer.token);
  expect(preview.payment).toEqual({
    goodsFen: 900_000,
    freightFen: 0,
    couponFen: 0,
    balanceFen: 0,
    spendableCents: 0,
    stableCents: 0,
    cashFen: 900_000,
  });
  expect(preview.counted).toEqual([
    { plan: 'appreciation', countedFen: 900_000 },
    { plan: 'dividend', countedFen: 900_000 },
    { plan: 'release', countedFen: 900_000 },
  ]);
  const orderId = await buy(world, buyer, 'both-1');
  expect((await world.call('shop.viewCart', {}, buyer.token)).count).toBe(0);
  expect((await viewOf(orderId)).state).toBe('received');

  await world.advance('3d'); // settles on day 2; its close grants, that of day 3 releases for the first time
  const order = await viewOf(orderId);
  expect(order.state).toBe('settled');
  expect(order.log.map(({ event }) => event).reverse()).toEqual([
    'order.placed',
    'payment.received',
    'goods.shipped',
    'receipt.confirmed',
    'order.settled',
  ]);
  expect(order.grants).toMatchObject([
    {
      plan: 'appreciation',
      contributionFen: 270_000,
      pointsMicroPoints: 1_890_000_000,
      exitQuotaFen: 1_800_000,
      priceShown: '1.0000',
    },
    { plan: 'dividend', quotaFen: 1_800_000, weightMicroShares: 9_000_000, fromDay: '2026-03-04' },
    { plan: 'release', multipleMillionths: 3_000_000, grantedReleaseCents: 2_700_000, dailyReleaseCents: 10_800 },
  ]);
  const wallet = await world.call('wallet.view', {}, buyer.token);
  expect(wallet.appreciation?.heldMicroPoints).toBe(1_890_000_000);
  expect(wallet.dividend?.quotaFen).toBe(1_800_000);
  expect(wallet.release?.remainingReleaseCents).toBe(2_700_000 - wallet.spendableCents);
  expect(wallet.spendableCents).toBe(10_800);
  expect(wallet.lastClose).toEqual({ day: '2026-03-04', balanced: true });
  expect(differences(world)).toEqual([]);
});

test.each(['buyer', 'referrer'])('every line of the %s is made again from its own inputs', async (who) => {
  const { token } = who === 'buyer' ? buyer : referrer;
  const { lines } = await world.call('wallet.statement', {}, token);
  expect(lines.length).toBeGreaterThan(1);
  for (const { entryId, amount, kind } of lines) {
    const explained = await world.call('wallet.explain', { entryId }, token);
    expect([kind, explained.recomputed, explained.agrees]).toEqual([kind, amount, true]);
    expect(explained.journal.postings.length).toBeGreaterThan(0);
  }
  const other = who === 'buyer' ? referrer : buyer;
  expect(await world.refused('wallet.explain', { entryId: lines[0]!.entryId }, other.token)).toBe('entry/unknown');
});

test('the balances of a statement add up from line to line, across pages', async () => {
  const wallet = await world.call('wallet.view', {}, buyer.token);
  const lines = [];
  let next: string | null | undefined;
  do {
    const page = await world.call('wallet.statement', { limit: 2, ...(next ? { cursor: next } : {}) }, buyer.token);
    lines.push(...page.lines);
    next = page.next;
  } while (next);
  const spendable = lines.filter(({ amount }) => amount.asset === 'spendable');
  expect(spendable[0]!.balanceAfter).toBe(wallet.spendableCents);
  for (const [at, line] of spendable.entries())
    expect(line.balanceAfter! - line.amount.units).toBe(spendable[at + 1]?.balanceAfter ?? 0);
});

test('no balance of a statement reads below zero between events of one moment', async () => {
  const [line] = all<LineDocument>(world, 'lines').filter(({ memberId }) => memberId === buyer.memberId);
  // Nothing is held of it before and after; by their ids, what went would stand before what came.
  const moved = [
    ['z', 100],
    ['a', -60],
    ['y', 30],
    ['b', -70],
  ] as const;
  const rows = moved.map(([id, units]) => ({ ...line!, _id: `moment:${id}:0`, journalId: `moment:${id}`, units }));
  await world.cloud.engine.insert(
    'lines',
    rows.map((row) => ({ ...row, kind: 'adjustment', asset: 'stable' })) as never,
  );
  for (const asked of [{ asset: 'stable' }, { kinds: ['adjustment'] }] satisfies InputOf<'wallet.statement'>[]) {
    const balances: (number | null)[] = [];
    let next: string | null | undefined;
    do {
      const more = next ? { cursor: next } : {};
      const page = await world.call('wallet.statement', { ...asked, limit: 1, ...more }, buyer.token);
      balances.push(...page.lines.map(({ balanceAfter }) => balanceAfter));
      next = page.next;
    } while (next);
    expect(balances).toEqual([0, 70, 130, 100]);
  }
  for (const { _id } of rows) await world.cloud.engine.remove('lines', { _id });
});

test('points pay at most their share, and go back with a cancelled order', async () => {
  const before = (await world.call('wallet.view', {}, buyer.token)).spendableCents;
  const left = await stockOf('apple');
  const lines = [{ skuId: 'apple-1', quantity: 1 }];
  const { spendable } = await world.call('shop.previewOrder', { lines, useSpendableCents: 'most' }, buyer.token);
  expect(spendable.atMostCents).toBe(3000);
  const tooMuch = { lines, addressId: buyer.addressId, useSpendableCents: 3001, requestId: nextRequest() };
  expect(await world.refused('shop.placeOrder', tooMuch, buyer.token)).toBe('points/overLimit');
  const { orderId, cashFen } = await place('apple-1', { useSpendableCents: 3000 });
  expect(cashFen).toBe(7000);
  expect((await viewOf(orderId)).counted).toEqual([{ plan: 'appreciation', countedFen: 7000 }]);
  expect((await world.call('wallet.view', {}, buyer.token)).spendableCents).toBe(before - 3000);
  expect(await stockOf('apple')).toBe(left - 1);
  for (let again = 0; again < 2; again += 1)
    expect((await world.call('shop.cancelOrder', { orderId }, buyer.token)).state).toBe('closed');
  expect((await world.call('wallet.view', {}, buyer.token)).spendableCents).toBe(before);
  expect(await stockOf('apple')).toBe(left);
  expect(differences(world)).toEqual([]);
});

test('the same request places one order; with other contents it is refused', async () => {
  const left = await stockOf('apple');
  const requestId = nextRequest();
  const placed = await Promise.all([1, 2, 3].map(() => place('apple-1', { requestId })));
  expect(new Set(placed.map(({ orderId }) => orderId)).size).toBe(1);
  expect(await stockOf('apple')).toBe(left - 1);
  const other = { lines: [{ skuId: 'apple-1', quantity: 2 }], addressId: buyer.addressId, requestId };
  expect(await world.refused('shop.placeOrder', other, buyer.token)).toBe('order/requestReused');
  await world.call('shop.cancelOrder', { orderId: placed[0]!.orderId }, buyer.token);
});

test('a notice that comes four times at once books one payment', async () => {
  const { orderId } = await place('apple-1');
  world.cloud.setFaults({ payCallback: { repeat: 3, isConcurrent: true } });
  await pay(orderId);
  world.cloud.setFaults({});
  const order = await viewOf(orderId);
  expect(order.log.filter(({ event }) => event === 'payment.received')).toHaveLength(1);
  expect(differences(world)).toEqual([]);
});

test('what is not paid in time is closed; what was paid in time and is told late is paid', async () => {
  const left = await stockOf('apple');
  const { orderId } = await place('apple-1');
  const { orderId: unpaid } = await place('apple-1');
  await world.call('shop.payOrder', { orderId: unpaid }, buyer.token);
  world.cloud.setFaults({ payCallback: { delayMs: 12 * 3_600_000 } });
  await pay(orderId);
  await world.advance('6h');
  expect([(await viewOf(orderId)).state, (await viewOf(unpaid)).state]).toEqual(['paid', 'closed']);
  expect(await stockOf('apple')).toBe(left - 1);
  await world.advance('12h');
  world.cloud.setFaults({});
  expect((await viewOf(orderId)).log.map(({ event }) => event)).toEqual(['payment.received', 'order.placed']);
  expect(differences(world)).toEqual([]);
});

test('money that comes for an order that was closed goes back', async () => {
  const left = await stockOf('apple');
  const { orderId } = await place('apple-1');
  world.cloud.setFaults({ payCallback: { delayMs: 60_000 } });
  await pay(orderId);
  // Closed past the cashier, as orders were before it was asked.
  const was = world.cloud.engine.get('orders', orderId)!;
  await world.cloud.engine.update('orders', { _id: orderId }, { $set: { prepaidAtMs: null } });
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  await world.cloud.engine.update('orders', { _id: orderId }, { $set: { prepaidAtMs: was.prepaidAtMs! } });
  expect((await viewOf(orderId)).state).toBe('closed');
  await world.advance('2m');
  world.cloud.setFaults({});
  const order = await viewOf(orderId);
  expect([order.state, order.log[0]!.event]).toEqual(['refunded', 'refund.paid']);
  expect(await stockOf('apple')).toBe(left);
  expect(differences(world)).toEqual([]);
});

test('a refund before shipping is done at once: cash, points and pieces as they were', async () => {
  const left = await stockOf('apple');
  const before = (await world.call('wallet.view', {}, buyer.token)).spendableCents;
  const { orderId } = await place('apple-1', { useSpendableCents: 1000 });
  await pay(orderId);
  await world.call('afterSales.apply', allBack(world, orderId), buyer.token);
  await world.advance('1m');
  expect((await viewOf(orderId)).state).toBe('refunded');
  expect((await world.call('wallet.view', {}, buyer.token)).spendableCents).toBe(before);
  expect(await stockOf('apple')).toBe(left);
});

test('a refund of a received order waits for an administrator, and the order does not settle meanwhile', async () => {
  const orderId = await buy(world, buyer, 'apple-1');
  await world.call('afterSales.apply', allBack(world, orderId, '坏果'), buyer.token);
  await world.advance('2d');
  expect(await viewOf(orderId)).toMatchObject({ state: 'received', isRefundPending: true });
  await world.call(
    'admin.answerAfterSales',
    { caseId: caseOf(world, orderId), answer: { is: 'refused', words: '照片看不清' } },
    world.admins[0],
  );
  await world.advance('1h');
  // The buyer has his days to have the platform look at it.
  expect((await viewOf(orderId)).state).toBe('received');
  await world.advance('4d');
  expect((await viewOf(orderId)).state).toBe('settled');
  expect(await world.refused('afterSales.apply', allBack(world, orderId, '再试'), buyer.token)).toBe(
    'order/notInState',
  );
  const second = await buy(world, buyer, 'apple-1');
  await world.call('afterSales.apply', allBack(world, second, '坏果'), buyer.token);
  await world.call('admin.answerAfterSales', agreeing(world, second), world.admins[0]);
  await world.advance('1m');
  expect((await viewOf(second)).state).toBe('refunded');
  expect(differences(world)).toEqual([]);
});

test('a member sees how many orders wait for what', async () => {
  const counts = async () => {
    const { awaitingPayment, paid, shipped, refunding } = (await world.call('account.me', {}, buyer.token)).counts;
    return [awaitingPayment, paid, shipped, refunding];
  };
  const before = await counts();
  const more = async () => (await counts()).map((count, at) => count - before[at]!);
  const { orderId } = await place('apple-1');
  await place('apple-1');
  expect(await more()).toEqual([2, 0, 0, 0]);
  await pay(orderId);
  await world.advance('1s');
  expect(await more()).toEqual([1, 1, 0, 0]);
  await world.call('admin.ship', { orderId, carrier: '顺丰', trackingNo: 'SF000000001' }, world.admins[0]);
  expect(await more()).toEqual([1, 0, 1, 0]);
  await world.call('afterSales.apply', allBack(world, orderId, '坏果'), buyer.token);
  expect(await more()).toEqual([1, 0, 0, 1]);
  await world.call('admin.answerAfterSales', agreeing(world, orderId), world.admins[0]);
  await world.advance('12h');
  expect(await more()).toEqual([0, 0, 0, 0]);
});

test('several lines are all or nothing, of one shop, each named once', async () => {
  const left = await stockOf('apple');
  const ask = (lines: { skuId: string; quantity: number }[]) =>
    world.refused('shop.placeOrder', { lines, addressId: buyer.addressId, requestId: nextRequest() }, buyer.token);
  const apple = { skuId: 'apple-1', quantity: 1 };
  expect(await ask([apple, { skuId: 'plain-1', quantity: 999 }, { ...apple }])).toBe('order/repeatedLine');
  expect(await ask([apple, { skuId: 'nothing', quantity: 1 }])).toBe('goods/unknown');
  await world.call('admin.changeStock', { skuId: 'plain-1', by: -990, requestId: nextRequest() }, world.admins[0]);
  expect(await ask([apple, { skuId: 'plain-1', quantity: 11 }])).toBe('goods/soldOut');
  expect(await stockOf('apple')).toBe(left);
});
