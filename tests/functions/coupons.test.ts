// Coupons: taken within their limits, used once, given back with what they paid for.
import type { ActionName, InputOf } from '@shared/contract';
import type { HeldCouponDocument } from '../../cloudfunctions/_store/documents/coupons';
import type { Reply } from '../../localcloud';
import { all } from './books';
import { couponFaults } from './couponBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  agreeing,
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 100_000;
const YEAR_END = Date.parse('2026-12-31T00:00:00+08:00');
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
let other: Joined;

beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest });
  await openShop(world, { stock: STOCK, settleAfterDays: 0 });
  await world.call('admin.saveShop', { shopId: 'field', name: '青岚粮油店' }, world.admins[0]);
  await saveGoods(world, 'rice', { priceFen: 3_960, costFen: 0, stock: STOCK }, { shopId: 'field' });
  await saveGoods(world, 'tight', { priceFen: 10_000, costFen: 6_500, stock: STOCK }, { plans: ['appreciation'] });
  await saveGoods(world, 'phone', { priceFen: 10_000, costFen: 0, stock: STOCK }, { kind: 'topUp', industry: 'topUp' });
  buyer = await joinMember(world, '13800000001');
  other = await joinMember(world, '13800000002');
  await world.cloud.warm();
});
afterEach(async () => {
  seam.open();
  for (let timer = 0; timer < 2; timer += 1) {
    await world.advance('11m');
    await world.cloud.trigger('settlement');
  }
  expect(halfWritten(world, STOCK)).toEqual([]);
  expect(couponFaults(world)).toEqual([]);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>, member = buyer): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, member.token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);

const make = async (more: Partial<InputOf<'admin.makeCoupon'>> = {}): Promise<string> =>
  (
    await world.call(
      'admin.makeCoupon',
      {
        name: '粮油日券',
        worth: { kind: 'fixed', offFen: 1_200 },
        fromFen: 10_000,
        scope: { kind: 'all' },
        validity: { kind: 'days', days: 30 },
        takeUntilMs: YEAR_END,
        most: 1_000,
        bearer: 'platform',
        requestId: nextRequest(),
        ...more,
      },
      world.admins[0],
    )
  ).couponId;
const take = async (couponId: string, member = buyer): Promise<string> =>
  (await world.call('shop.takeCoupon', { couponId, requestId: nextRequest() }, member.token)).heldId;
const heldOf = (heldId: string) => world.cloud.engine.get('heldCoupons', heldId) as unknown as HeldCouponDocument;
const lines = (...skuIds: string[]) => skuIds.map((skuId) => ({ skuId, quantity: 1 }));
const chosen = (heldId: string, shopId = 'own', kind: 'delivered' | 'topUp' = 'delivered') => ({
  shopId,
  kind,
  heldId,
});
const order = (heldId: string, skuIds = ['apple-1'], member = buyer) => ({
  lines: lines(...skuIds),
  addressId: member.addressId,
  coupons: [chosen(heldId)],
  requestId: nextRequest(),
});
const preview = (skuIds: string[], more: Partial<InputOf<'shop.previewOrder'>> = {}) =>
  world.call('shop.previewOrder', { lines: lines(...skuIds), usesBestCoupons: true, ...more }, buyer.token);

describe('taking', () => {
  test('is within the limits of all and of a member, by tap and by request', async () => {
    const couponId = await make({ most: 3, perMember: 2 });
    const requestId = nextRequest();
    const taken = await Promise.all([1, 2, 3].map(() => ask('shop.takeCoupon', { couponId, requestId })));
    expect(new Set(taken.map((reply) => JSON.stringify(reply))).size).toBe(1);
    await take(couponId);
    expect(await ask('shop.takeCoupon', { couponId })).toMatchObject({
      code: 'coupon/mineTaken',
      details: { most: 2 },
    });
    await take(couponId, other);
    expect(codeOf(await ask('shop.takeCoupon', { couponId }, other))).toBe('coupon/noneLeft');
    const { coupons } = await world.call('shop.listCoupons', { limit: 50 }, buyer.token);
    expect(coupons.find((one) => one.couponId === couponId)).toMatchObject({
      left: 0,
      mine: 2,
      blockedBy: 'mineTaken',
    });
  });

  test.each<[string, () => Joined]>([
    ['somebody else', () => other],
    ['the same member, by another tap', () => buyer],
  ])('the last one, beside %s at every seam: once', async (_who, second) => {
    const met = await atEverySeam<string, Reply, Reply>(seam, {
      prepare: () => make({ most: 1, perMember: 2 }),
      first: (couponId) => ask('shop.takeCoupon', { couponId, requestId: nextRequest() }),
      second: (couponId) => ask('shop.takeCoupon', { couponId, requestId: nextRequest() }, second()),
      check: (couponId, one, two) => {
        expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['coupon/noneLeft', 'ok']);
        expect(world.cloud.engine.count('heldCoupons', { couponId })).toBe(1);
      },
    });
    expect(met).toBeGreaterThan(3);
  });

  test.each([
    ['the same request, sent twice', true, 1],
    ['another tap', false, 2],
  ])('%s at every seam: counted as many as are held', async (_name, isSame, pieces) => {
    const asked = (couponId: string, requestId: string) => ask('shop.takeCoupon', { couponId, requestId });
    await atEverySeam<readonly [string, string], Reply, Reply>(seam, {
      prepare: async () => [await make({ most: 5, perMember: 3 }), nextRequest()],
      first: ([couponId, requestId]) => asked(couponId, requestId),
      second: ([couponId, requestId]) => asked(couponId, isSame ? requestId : nextRequest()),
      check: ([couponId], one, two) => {
        expect([codeOf(one), codeOf(two)]).toEqual(['ok', 'ok']);
        expect(world.cloud.engine.count('heldCoupons', { couponId })).toBe(pieces);
        expect(world.cloud.engine.get('coupons', couponId)).toMatchObject({ taken: pieces, holds: {} });
      },
    });
  });

  test('killed before every step and asked again: one, and it is counted once', async () => {
    const killed = await killedAtEverySeam<InputOf<'shop.takeCoupon'>, Reply>(seam, {
      prepare: async () => ({ couponId: await make({ most: 1, perMember: 2 }), requestId: nextRequest() }),
      act: (input) => ask('shop.takeCoupon', input),
      kill: () => world.cloud.killWorker(),
      check: ({ couponId }, reply) => {
        expect(codeOf(reply)).toBe('ok');
        expect(world.cloud.engine.get('coupons', couponId)).toMatchObject({ taken: 1 });
      },
    });
    expect(killed).toBeGreaterThan(3);
  });

  test('is for newcomers alone where it says so, not after it was stopped, not after its time', async () => {
    const forNew = await make({ isForNewcomers: true });
    const newcomer = await joinMember(world, '13800000009');
    await take(forNew, newcomer);
    const { orderId } = await world.call(
      'shop.placeOrder',
      { lines: lines('apple-1'), addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    expect(codeOf(await ask('shop.takeCoupon', { couponId: forNew }))).toBe('coupon/newcomersOnly');
    // The list says so before anybody tries.
    const whyNot = async (token?: string) => {
      const { coupons } = await world.call('shop.listCoupons', { limit: 50 }, token);
      return coupons.find(({ couponId }) => couponId === forNew)?.blockedBy;
    };
    const another = await joinMember(world, '13800000019');
    expect([
      await whyNot(buyer.token),
      await whyNot(another.token),
      await whyNot(newcomer.token),
      await whyNot(),
    ]).toEqual(['newcomersOnly', null, 'mineTaken', 'signIn']);
    const stopped = await make();
    await world.call('admin.stopCoupon', { couponId: stopped }, world.admins[0]);
    expect(codeOf(await ask('shop.takeCoupon', { couponId: stopped }))).toBe('coupon/over');
    const late = await make({ takeUntilMs: world.cloud.now() + 1_000 });
    await world.advance('2s');
    expect(codeOf(await ask('shop.takeCoupon', { couponId: late }))).toBe('coupon/over');
    expect(codeOf(await ask('shop.takeCoupon', { couponId: 'none' }))).toBe('coupon/unknown');
  });
});

describe('at a checkout', () => {
  beforeEach(() => world.cloud.engine.remove('heldCoupons', { state: 'held' }, { multi: true }));

  test('the best ones are chosen over all orders; others say what is missing; a choice of the member counts', async () => {
    const day = await take(await make());
    const shop = await take(
      await make({
        name: '青岚券',
        fromFen: 3_000,
        worth: { kind: 'fixed', offFen: 500 },
        scope: { kind: 'shop', shopId: 'field' },
      }),
    );
    const large = await take(await make({ name: '大件券', fromFen: 20_000, worth: { kind: 'fixed', offFen: 3_000 } }));
    const fruit = await take(
      await make({
        name: '蔬果周券',
        fromFen: 0,
        worth: { kind: 'percent', rateMillionths: 50_000, mostFen: 400 },
        scope: { kind: 'categories', categoryIds: ['fruit'] },
      }),
    );
    const sums = await preview(['apple-1', 'plain-1', 'rice-1', 'phone-1']);
    expect(sums.orders.map(({ coupon, payment }) => [coupon?.heldId, coupon?.why, payment.couponFen])).toEqual([
      [day, 'best', 1_200],
      [shop, 'best', 500],
      [fruit, 'best', 400],
    ]);
    expect(sums.payment.couponFen).toBe(2_100);
    const offered = new Map(sums.orders[0]!.coupons.map((one) => [one.heldId, one]));
    expect(offered.get(large)).toMatchObject({ blockedBy: 'missing', missingFen: 20_000 - 11_980, offFen: 0 });
    expect(offered.get(shop)).toMatchObject({ blockedBy: 'notFor' });
    expect(offered.get(fruit)).toMatchObject({ blockedBy: 'otherOrder', offFen: 400 });
    // The member chooses otherwise, and none for the second; the rest is the best of what is left.
    const other = await preview(['apple-1', 'plain-1', 'rice-1', 'phone-1'], {
      coupons: [chosen(fruit), { shopId: 'field', kind: 'delivered', heldId: null }],
    });
    expect(other.orders.map(({ coupon, payment }) => [coupon?.heldId, coupon?.why, payment.couponFen])).toEqual([
      [fruit, 'chosen', 400],
      [undefined, undefined, 0],
      [undefined, undefined, 0],
    ]);
  });

  test('one of a category is for the goods of those below it', async () => {
    const [category, admin] = [{ industry: 'grocery', picture: '', ground: 1, order: 1 } as const, world.admins[0]];
    await world.call('admin.saveCategory', { ...category, categoryId: 'fresh', name: '生鲜' }, admin);
    await world.call(
      'admin.saveCategory',
      { ...category, categoryId: 'fruit', name: '蔬果', parentId: 'fresh' },
      admin,
    );
    const heldId = await take(await make({ scope: { kind: 'categories', categoryIds: ['fresh'] } }));
    const sums = await preview(['apple-1'], { coupons: [chosen(heldId)] });
    expect(sums.orders[0]!.payment.couponFen).toBe(1_200);
    expect(sums.orders[0]!.coupons.find((one) => one.heldId === heldId)?.scopeWords).toBe('生鲜可用');
  });

  test('a goods page lists the coupons that a checkout of it takes, and no others', async () => {
    await world.cloud.engine.remove('coupons', {}, { multi: true });
    await take(await make({ scope: { kind: 'all' } }));
    await take(await make({ fromFen: 1_200, scope: { kind: 'shop', shopId: 'field' } }));
    await take(await make({ scope: { kind: 'categories', categoryIds: ['fruit'] } }));
    await take(await make({ scope: { kind: 'goods', goodsIds: ['phone', 'tight'] } }));
    for (const goodsId of ['apple', 'rice', 'tight', 'phone']) {
      const { coupons } = await world.call('shop.listCoupons', { goodsId, limit: 50 });
      const [{ coupons: offered } = { coupons: [] }] = (await preview([`${goodsId}-1`])).orders;
      const isFor = offered.filter(({ blockedBy }) => blockedBy !== 'notFor').map(({ heldId }) => heldId.split(':')[0]);
      expect([goodsId, coupons.map(({ couponId }) => couponId).toSorted()]).toEqual([goodsId, isFor.toSorted()]);
    }
    expect((await world.call('shop.listCoupons', { goodsId: 'nothing' })).coupons).toEqual([]);
  });

  test.each<[string, Partial<InputOf<'admin.makeCoupon'>>, object]>([
    ['below its amount', { fromFen: 20_000 }, { code: 'coupon/missing', details: { missingFen: 10_000 } }],
    ['for other goods', { scope: { kind: 'goods', goodsIds: ['rice'] } }, { code: 'coupon/notFor' }],
    [
      'not begun yet',
      { validity: { kind: 'period', fromMs: YEAR_END - 86_400_000, untilMs: YEAR_END }, takeUntilMs: YEAR_END },
      { code: 'coupon/notYet' },
    ],
  ])('one that is %s is refused with words, and nothing is placed', async (_what, more, refusal) => {
    const heldId = await take(await make(more));
    expect(await ask('shop.placeOrder', order(heldId))).toMatchObject(refusal);
    expect(heldOf(heldId).state).toBe('held');
  });

  test('expired between checkout and placing: refused with its time', async () => {
    const untilMs = world.cloud.now() + 60_000;
    const heldId = await take(
      await make({ validity: { kind: 'period', fromMs: untilMs - 3_600_000, untilMs }, takeUntilMs: untilMs }),
    );
    expect((await preview(['apple-1'])).orders[0]!.coupon).toMatchObject({ heldId });
    await world.advance('61s');
    expect(await ask('shop.placeOrder', order(heldId))).toMatchObject({ code: 'coupon/expired', details: { untilMs } });
    const { coupons } = await world.call('shop.listHeldCoupons', { filter: 'expired' }, buyer.token);
    expect(coupons.map((one) => one.heldId)).toContain(heldId);
  });

  test('that of somebody else, or one twice in a purchase, is refused', async () => {
    const couponId = await make({ fromFen: 1_200 });
    const theirs = await take(couponId, other);
    expect(codeOf(await ask('shop.placeOrder', order(theirs)))).toBe('coupon/used');
    const heldId = await take(couponId);
    const twice = { ...order(heldId, ['apple-1', 'rice-1']), coupons: [chosen(heldId), chosen(heldId, 'field')] };
    expect(codeOf(await ask('shop.placeOrder', twice))).toBe('coupon/used');
    expect(heldOf(heldId).state).toBe('held');
  });

  test('two devices with one coupon, at every seam: one order has it', async () => {
    const couponId = await make({ perMember: 10, most: 10_000 });
    const met = await atEverySeam<string, Reply, Reply>(seam, {
      prepare: async () => {
        await world.cloud.engine.remove('heldCoupons', { couponId, state: 'held' }, { multi: true });
        return take(couponId);
      },
      first: (heldId) => ask('shop.placeOrder', order(heldId)),
      second: (heldId) => ask('shop.placeOrder', order(heldId, ['apple-1', 'rice-1'])),
      check: async (_heldId, one, two) => {
        expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['coupon/used', 'ok']);
        for (const reply of [one, two])
          if (reply.ok) await ask('shop.cancelOrder', { orderId: (reply.value as { orderId: string }).orderId });
        expect(couponFaults(world)).toEqual([]);
      },
    });
    expect(met).toBeGreaterThan(4);
  });

  test('killed before every step of the placing and sent again: used by that order once', async () => {
    const couponId = await make({ perMember: 10, most: 10_000 });
    await killedAtEverySeam<InputOf<'shop.placeOrder'>, Reply>(seam, {
      prepare: async () => {
        await world.cloud.engine.remove('heldCoupons', { couponId, state: 'held' }, { multi: true });
        return order(await take(couponId));
      },
      act: (input) => ask('shop.placeOrder', input),
      kill: () => world.cloud.killWorker(),
      check: async ({ coupons }, reply) => {
        expect(codeOf(reply)).toBe('ok');
        const { orderId } = (reply as { value: { orderId: string } }).value;
        expect(heldOf(coupons![0]!.heldId!)).toMatchObject({ state: 'used', orderId });
        await ask('shop.cancelOrder', { orderId });
        expect(heldOf(coupons![0]!.heldId!)).toMatchObject({ state: 'held', orderId: null });
      },
    });
  });
});

describe('what becomes of it', () => {
  const paid = async (heldId: string, skuId = 'apple-1'): Promise<string> => {
    const { orderId } = await world.call('shop.placeOrder', order(heldId, [skuId]), buyer.token);
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    return orderId;
  };

  test('given back with an order that ends unpaid, and with one that goes back whole before it is sent; else used', async () => {
    const couponId = await make({ perMember: 10 });
    const unpaid = await take(couponId);
    await world.call('shop.placeOrder', order(unpaid), buyer.token);
    await world.advance('61m');
    expect(heldOf(unpaid).state).toBe('held');
    const unsent = await take(couponId);
    await world.call('afterSales.apply', allBack(world, await paid(unsent)), buyer.token);
    expect(heldOf(unsent).state).toBe('held');
    const sent = await take(couponId);
    const orderId = await paid(sent);
    await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK77' }, world.admins[0]);
    await world.call('afterSales.apply', allBack(world, orderId), buyer.token);
    await world.call('admin.answerAfterSales', agreeing(world, orderId), world.admins[0]);
    expect(heldOf(sent)).toMatchObject({ state: 'used', orderId });
    // What the coupon paid does not come back: 88.00 were paid.
    expect(
      all<{ outTradeNo: string; refundFee: number }>(world, 'local__refunds').find((one) => one.outTradeNo === orderId),
    ).toMatchObject({ refundFee: 8_800 });
    const { coupons } = await world.call('shop.listHeldCoupons', { filter: 'used' }, buyer.token);
    expect(coupons.find((one) => one.heldId === sent)).toMatchObject({ orderId, state: 'used' });
    expect(
      (await world.call('admin.listCoupons', {}, world.admins[0])).coupons.find((one) => one.couponId === couponId),
    ).toMatchObject({ taken: 3, used: 1 });
  });

  test('plans count the cash alone, and only where what the coupon leaves can pay for it', async () => {
    const settled = async (heldId: string, skuId: string) => {
      const orderId = await paid(heldId, skuId);
      await world.call('admin.ship', { orderId, way: 'virtual' }, world.admins[0]);
      await world.call('shop.confirmReceipt', { orderId }, buyer.token);
      await world.cloud.trigger('settlement');
      const { grants, notCounted } = await world.call('shop.viewOrder', { orderId }, buyer.token);
      return [grants.map((one) => one.countedFen), notCounted.map((one) => one.why)];
    };
    const byPlatform = await make({ perMember: 10, fromFen: 1_200 });
    const byShop = await make({ perMember: 10, fromFen: 1_200, bearer: 'shop' });
    // 100.00, of which 30 % go to the pool: with 20.00 of cost it is paid from 88.00, with 65.00 only without the coupon.
    expect(await settled(await take(byPlatform), 'apple-1')).toEqual([[8_800], []]);
    expect(await settled(await take(byPlatform), 'tight-1')).toEqual([[], []]);
    expect(await settled(await take(byShop), 'tight-1')).toEqual([[8_800], []]);
  });
});
