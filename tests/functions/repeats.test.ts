import type { ActionName, InputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import type { Reply } from '../../localcloud';
import { all } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 100_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest, workers: 2 });
  await openShop(world, { stock: STOCK });
  buyer = await joinMember(world, '13800000001');
  await world.cloud.warm();
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>, token?: string): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);
const stockOf = (skuId: string) => (world.cloud.engine.get('stock', skuId) as unknown as { left: number }).left;
const notes = (action: string) => all<{ action: string }>(world, 'audit').filter((one) => one.action === action).length;

/** One request of each action that would do something again: what it is, and how often it was done. */
interface Repeated {
  readonly make: () => { input: Record<string, unknown>; other: Record<string, unknown> };
  readonly token: () => string;
  readonly times: () => number;
}

const clearance = {
  feature: 'withdrawal',
  issuer: '演示',
  documentReference: '1',
  documentSha256: 'a'.repeat(64),
  scope: '演示',
  validFromDay: '2026-01-01',
  validToDay: '2026-12-31',
};
const address = { name: '陈静', phone: '13800000001', region: '山东省青岛市市南区', detail: '香港中路 40 号' };
const shop = { shopId: 'second', name: '第二家店' };
const admin = () => world.admins[0];
const member = () => buyer.token;
const withId = (input: Record<string, unknown>, change: Record<string, unknown>) => {
  const requestId = nextRequest();
  return { input: { ...input, requestId }, other: { ...input, ...change, requestId } };
};

const REPEATED: Record<string, Repeated> = {
  'shop.placeOrder': {
    make: () =>
      withId(
        { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId },
        { lines: [{ skuId: 'plain-1', quantity: 2 }] },
      ),
    token: member,
    times: () => STOCK - stockOf('plain-1'),
  },
  'shop.setCartLine': {
    make: () => withId({ goodsId: 'apple', skuId: 'apple-1', quantity: 1, add: true }, { quantity: 2 }),
    token: member,
    times: () =>
      all<{ _id: string; lines: { skuId: string; quantity: number }[] }>(world, 'carts')
        .flatMap(({ lines }) => lines)
        .reduce((sum, line) => sum + (line.skuId === 'apple-1' ? line.quantity : 0), 0),
  },
  'admin.changeStock': {
    make: () => withId({ skuId: 'bed-1', by: -3 }, { by: -4 }),
    token: admin,
    times: () => (STOCK - stockOf('bed-1')) / 3,
  },
  'admin.proposeClearance': {
    make: () => withId(clearance, { feature: 'dividend.cash' }),
    token: admin,
    times: () => world.cloud.engine.count('clearances', { feature: 'withdrawal' }),
  },
  'admin.proposePlans': {
    make: () => {
      const release = world.cloud.engine.get('planVersions', 'release:1')!.text as Record<string, unknown>;
      const fromDay = addDays(businessDayOf(world.cloud.now()), 1);
      const plans = { release: { ...release, dailyRate: '0.01' } };
      return withId({ plans, fromDay, reason: '放慢' }, { reason: '别的' });
    },
    token: admin,
    times: () => world.cloud.engine.count('proposals', { 'what.kind': 'plans' }),
  },
  'admin.saveShop': {
    make: () => withId(shop, { name: '第三家店' }),
    token: admin,
    times: () => notes('admin.saveShop') - 1,
  },
  'admin.saveSettings': {
    // What is set already is not set again.
    make: () => withId({ payWithinMinutes: 40 + (notes('admin.saveSettings') % 20) }, { payWithinMinutes: 70 }),
    token: admin,
    times: () => notes('admin.saveSettings') - 1,
  },
};

describe.each(Object.entries(REPEATED))('%s', (name, { make, token, times }) => {
  const act = ({ input }: { input: Record<string, unknown> }) => ask(name as ActionName, input as never, token());

  test('sent again it gets the same answer and does nothing; another body under its id is refused', async () => {
    const one = make();
    const before = times();
    const first = await act(one);
    expect(codeOf(first)).toBe('ok');
    expect(await act(one)).toEqual(first);
    expect(times() - before).toBe(1);
    expect(codeOf(await act({ input: one.other }))).toMatch(/^(order\/requestReused|request\/reused)$/);
    expect(await act(one)).toEqual(first);
    expect(times() - before).toBe(1);
  });

  test('twice at once, at every seam: done once, the same answer to both', async () => {
    const met = await atEverySeam(seam, {
      prepare: async () => ({ ...make(), before: times() }),
      first: act,
      second: act,
      check: ({ before }, one, two, step) => {
        expect([step, codeOf(one), codeOf(two)]).toEqual([step, 'ok', 'ok']);
        expect(one).toEqual(two);
        expect([step, times() - before]).toEqual([step, 1]);
      },
    });
    expect(met).toBeGreaterThan(1);
  });

  test('killed before each of its steps and sent again: done once', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => ({ ...make(), before: times() }),
      act,
      kill: () => world.cloud.killWorker(),
      check: ({ before }, answer, step) => {
        expect([step, codeOf(answer)]).toEqual([step, 'ok']);
        expect([step, times() - before]).toEqual([step, 1]);
      },
    });
    expect(killed).toBeGreaterThan(3);
  });
});

test('a cancel under the id of another is refused, and so is every other act', async () => {
  const place = () =>
    world.call(
      'shop.placeOrder',
      { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );
  const [first, second] = [await place(), await place()];
  const requestId = nextRequest();
  const cancel = (orderId: string) => ask('shop.cancelOrder', { orderId, requestId }, buyer.token);
  const answered = await cancel(first.orderId);
  expect(answered).toMatchObject({ ok: true, value: { state: 'closed' } });
  expect(codeOf(await cancel(second.orderId))).toBe('request/reused');
  expect(await cancel(first.orderId)).toEqual(answered);
  expect(world.cloud.engine.get('orders', second.orderId)).toMatchObject({ state: 'awaitingPayment' });
  for (const [name, input, token] of [
    ['shop.confirmReceipt', { orderId: second.orderId }, buyer.token],
    ['afterSales.apply', allBack(world, second.orderId), buyer.token],
    ['shop.removeCartLines', { skuIds: ['plain-1'] }, buyer.token],
    ['shop.chooseCartLines', { skuIds: ['plain-1'], isChosen: true }, buyer.token],
    ['shop.saveAddress', address, buyer.token],
    ['shop.removeAddress', { addressId: buyer.addressId }, buyer.token],
  ] as const)
    expect([name, codeOf(await ask(name, { ...input, requestId } as never, token))]).toEqual([name, 'request/reused']);
  await world.call('shop.cancelOrder', { orderId: second.orderId }, buyer.token);
});

test('the id of an order is of no other act, nor the other way round', async () => {
  const lines = [{ skuId: 'plain-1', quantity: 1 }];
  const order = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const placed = await ask('shop.placeOrder', order, buyer.token);
  const tap = { goodsId: 'apple', skuId: 'apple-1', quantity: 1, add: true, requestId: order.requestId };
  expect(codeOf(await ask('shop.setCartLine', tap, buyer.token))).toBe('request/reused');
  expect(await ask('shop.placeOrder', order, buyer.token)).toEqual(placed);
  const left = stockOf('plain-1');
  const used = { ...tap, requestId: nextRequest() };
  await world.call('shop.setCartLine', used, buyer.token);
  expect(codeOf(await ask('shop.placeOrder', { ...order, requestId: used.requestId }, buyer.token))).toBe(
    'order/requestReused',
  );
  expect(stockOf('plain-1')).toBe(left);
  expect(world.cloud.engine.find('orders', { isPlaced: false, isAbandoned: false })).toEqual([]);
});

test('an address saved twice by one request is one address', async () => {
  const input = { ...address, requestId: nextRequest() };
  const count = () => world.cloud.engine.count('addresses', { memberId: buyer.memberId });
  const before = count();
  const [first, again] = [
    await ask('shop.saveAddress', input, buyer.token),
    await ask('shop.saveAddress', input, buyer.token),
  ];
  expect(again).toEqual(first);
  expect(count() - before).toBe(1);
});

test('a refusal is the answer to the same request, also when it could be done by now', async () => {
  const input = { skuId: 'share-1', by: -(STOCK + 5), requestId: nextRequest() };
  const first = await ask('admin.changeStock', input, world.admins[0]);
  expect(codeOf(first)).toBe('goods/stockBelowZero');
  await ask('admin.changeStock', { skuId: 'share-1', by: 10, requestId: nextRequest() }, world.admins[0]);
  expect(await ask('admin.changeStock', input, world.admins[0])).toEqual(first);
  expect(stockOf('share-1')).toBe(STOCK + 10);
  await ask('admin.changeStock', { skuId: 'share-1', by: -10, requestId: nextRequest() }, world.admins[0]);

  const order = {
    lines: [{ skuId: 'both-1', quantity: 1 }],
    addressId: buyer.addressId,
    expectedCashFen: 1,
    requestId: nextRequest(),
  };
  const refused = await ask('shop.placeOrder', order, buyer.token);
  expect(codeOf(refused)).toBe('order/sumChanged');
  await world.cloud.engine.update('goods', { _id: 'both' }, { $set: { 'skus.0.priceFen': 1 } });
  expect(await ask('shop.placeOrder', order, buyer.token)).toEqual(refused);
  await world.cloud.engine.update('goods', { _id: 'both' }, { $set: { 'skus.0.priceFen': 900_000 } });
});

test('an order refused for its pieces stays refused, also when there are pieces by now', async () => {
  await world.cloud.engine.update('stock', { _id: 'both-1' }, { $set: { left: 0 } });
  const order = { lines: [{ skuId: 'both-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() };
  const refused = await ask('shop.placeOrder', order, buyer.token);
  expect(codeOf(refused)).toBe('goods/soldOut');
  await world.cloud.engine.update('stock', { _id: 'both-1' }, { $set: { left: STOCK } });
  expect(await ask('shop.placeOrder', order, buyer.token)).toEqual(refused);
});

test('one id for two actions is two bodies', async () => {
  const requestId = nextRequest();
  await ask('admin.changeStock', { skuId: 'bed-1', by: 1, requestId }, world.admins[0]);
  const reply = await ask('admin.proposeClearance', { ...clearance, requestId } as never, world.admins[0]);
  expect(codeOf(reply)).toBe('request/reused');
  await ask('admin.changeStock', { skuId: 'bed-1', by: -1, requestId: nextRequest() }, world.admins[0]);
});

test('what a placing left behind is swept, and everything is whole', async () => {
  await world.advance('2d');
  expect(world.cloud.engine.find('stock', {}).flatMap(({ holds }) => Object.keys(holds as object))).toEqual([]);
  expect(world.cloud.engine.count('orders', { isPlaced: false, isSwept: false })).toBe(0);
  await world.cloud.engine.update('stock', { _id: 'bed-1' }, { $set: { left: STOCK, sold: 0 } });
  expect(halfWritten(world, STOCK)).toEqual([]);
});

test('an answer is kept for a week, and then gone', async () => {
  expect(world.cloud.engine.count('requests')).toBeGreaterThan(20);
  await world.advance('8d');
  expect(world.cloud.engine.count('requests')).toBe(0);
});
