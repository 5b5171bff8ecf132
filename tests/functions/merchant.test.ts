// The owner of a shop: sends the own orders, keeps the own stock, and sees nothing of another's.
import type { InputOf } from '@shared/contract';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import {
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

let world: TestWorld;
let owner: Joined;
let other: Joined;
let buyer: Joined;
const seam = new Seam();

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world);
  owner = await joinMember(world, '13800000101');
  other = await joinMember(world, '13800000102');
  buyer = await joinMember(world, '13800000103');
  for (const [shopId, name, ownerId] of [
    ['hers', '青岚粮油店', owner.memberId],
    ['his', '赤谷酒坊', other.memberId],
  ] as const)
    await world.call('admin.saveShop', { shopId, name, ownerId }, world.admins[0]);
  await saveGoods(world, 'oil', { priceFen: 8_800, costFen: 6_000, stock: 50 }, { shopId: 'hers' });
  await saveGoods(world, 'wine', { priceFen: 16_800, costFen: 9_000, stock: 50 }, { shopId: 'his' });
});

afterAll(async () => {
  await world.close();
  removeBuilt();
});

async function paid(lines: InputOf<'shop.placeOrder'>['lines']): Promise<string[]> {
  const placed = await world.call(
    'shop.placeOrder',
    { lines, addressId: buyer.addressId, requestId: nextRequest() },
    buyer.token,
  );
  await world.call('shop.payOrder', { orderId: placed.orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: placed.orderId }, 'paid');
  return world.cloud.engine
    .find('orders', { memberId: buyer.memberId, state: 'paid' })
    .filter(
      (order) => String(order._id) === placed.orderId || JSON.stringify(order.purchase ?? '').includes(placed.orderId),
    )
    .map((order) => String(order._id));
}

const ofShop = (ids: readonly string[], shopId: string): string =>
  ids.find((id) => (world.cloud.engine.get('orders', id) as { shopId?: string } | null)?.shopId === shopId)!;

const oil = (quantity = 1) => [{ skuId: 'oil-1', quantity }];
const parcel = (orderId: string) => ({
  orderId,
  carrier: '德邦',
  trackingNo: `M${orderId.slice(-8)}`,
  requestId: nextRequest(),
});

describe('orders of the own shop', () => {
  it('are sent by its owner, who sees nothing of what was paid together with them', async () => {
    const ids = await paid([...oil(), { skuId: 'wine-1', quantity: 1 }]);
    const [hers, his] = [ofShop(ids, 'hers'), ofShop(ids, 'his')];
    const { orders } = await world.call('merchant.listOrders', {}, owner.token);
    expect(orders.map(({ orderId }) => orderId)).toContain(hers);
    expect(orders.map(({ orderId }) => orderId)).not.toContain(his);
    const order = await world.call('merchant.viewOrder', { orderId: hers }, owner.token);
    expect(order).toMatchObject({
      act: 'ship',
      payment: { goodsFen: 8_800 },
      buyerMasked: expect.stringContaining('*'),
    });
    expect(JSON.stringify(order)).not.toContain(his);
    expect(JSON.stringify(order)).not.toContain('赤谷酒坊');
    expect(JSON.stringify(order)).not.toContain(buyer.memberId);

    const sent = await world.call('merchant.ship', parcel(hers), owner.token);
    expect(sent).toMatchObject({
      state: 'shipped',
      act: 'none',
      log: [{ event: 'goods.shipped', by: 'merchant' }, {}, {}],
    });
    expect((await world.call('merchant.home', {}, owner.token)).todo.toShip).toBe(0);
  });

  it('are unknown to the owner of another', async () => {
    const [orderId] = (await paid(oil())) as [string];
    await world.call('shop.remindShipping', { orderId }, buyer.token);
    const asked = { orderId, requestId: nextRequest() };
    const refused = [
      await world.refused('merchant.viewOrder', { orderId }, other.token),
      await world.refused('merchant.viewShippingAddress', asked, other.token),
      await world.refused('merchant.viewAnswers', { orderId }, other.token),
      await world.refused('merchant.seeReminder', { orderId }, other.token),
      await world.refused('merchant.ship', parcel(orderId), other.token),
    ];
    expect(refused).toEqual(Array(5).fill('order/unknown'));
    await world.call('merchant.ship', parcel(orderId), owner.token);
    const wrong = { orderId, no: 1, carrier: '中通', trackingNo: 'Z1', reason: '抄错了' };
    expect(await world.refused('merchant.correctParcel', wrong, other.token)).toBe('order/unknown');
    expect(await world.refused('merchant.viewOrder', { orderId }, buyer.token)).toBe('identity/notAllowed');
  });

  it('show their address to who sends them, each look written down', async () => {
    const [orderId] = (await paid(oil())) as [string];
    const address = await world.call(
      'merchant.viewShippingAddress',
      { orderId, requestId: nextRequest() },
      owner.token,
    );
    expect(address).toMatchObject({ name: '陈静', phone: '13800000103' });
    const looks = world.cloud.engine.find('audit', {
      action: 'merchant.viewShippingAddress',
      memberId: owner.memberId,
    });
    expect(looks.map(({ details }) => details)).toEqual([{ orderId, memberId: buyer.memberId }]);
    await world.call('merchant.ship', parcel(orderId), owner.token);
    await world.call('shop.confirmReceipt', { orderId }, buyer.token);
    expect(await world.refused('merchant.viewShippingAddress', { orderId }, owner.token)).toBe('order/notInState');
  });

  it('are not sent once their buyer has asked them back, whoever comes first', async () => {
    const met = await atEverySeam(seam, {
      prepare: async () => (await paid(oil()))[0]!,
      first: (orderId) => world.cloud.call('merchant.ship', parcel(orderId), owner.token),
      second: (orderId) => world.cloud.call('afterSales.apply', allBack(world, orderId), buyer.token),
      check: (orderId, shipped, back) => {
        const { state, parcels = [] } = world.cloud.engine.get('orders', orderId) as unknown as {
          state: string;
          parcels?: unknown[];
        };
        expect([shipped.ok, parcels.length]).toEqual(shipped.ok ? [true, 1] : [false, 0]);
        // What was sent first waits for the shop's answer; what was asked back first is on its way back.
        if (back.ok) expect(shipped.ok ? ['shipped'] : ['refunding', 'refunded']).toContain(state);
      },
    });
    expect(met).toBeGreaterThan(3);
  });
});

describe('goods of the own shop', () => {
  const leftOf = (skuId: string) => (world.cloud.engine.get('stock', skuId) as unknown as { left: number }).left;

  it('are counted by their owner alone, once for each request', async () => {
    const before = leftOf('oil-1');
    const change = { skuId: 'oil-1', by: 5, reason: '到货', requestId: nextRequest() };
    const answers = await Promise.all([1, 2].map(() => world.call('merchant.changeStock', change, owner.token)));
    expect(answers.map(({ stock }) => stock)).toEqual([before + 5, before + 5]);
    expect(leftOf('oil-1')).toBe(before + 5);
    expect(await world.refused('merchant.changeStock', { ...change, requestId: nextRequest() }, other.token)).toBe(
      'goods/unknown',
    );
    const tooMany = { ...change, by: -1_000, requestId: nextRequest() };
    expect(await world.refused('merchant.changeStock', tooMany, owner.token)).toBe('goods/stockBelowZero');
    const { goods } = await world.call('merchant.listGoods', {}, owner.token);
    expect(goods.map(({ goodsId }) => goodsId)).toEqual(['oil']);
    expect(await world.call('merchant.viewGoods', { goodsId: 'oil' }, owner.token)).toMatchObject({
      skus: [{ skuId: 'oil-1', priceFen: 8_800, costFen: 6_000, stock: before + 5 }],
    });
    expect(await world.refused('merchant.viewGoods', { goodsId: 'wine' }, owner.token)).toBe('goods/unknown');
  });

  it('go off the shelf and back by their owner, but not back where the platform took them off', async () => {
    const shelve = (isOnShelf: boolean) => ({ goodsId: 'oil', isOnShelf, requestId: nextRequest() });
    expect(await world.refused('merchant.shelveGoods', shelve(false), other.token)).toBe('goods/unknown');
    await world.call('merchant.shelveGoods', shelve(false), owner.token);
    expect(await world.refused('shop.viewGoods', { goodsId: 'oil' })).toBe('goods/unknown');
    await world.call('merchant.shelveGoods', shelve(true), owner.token);
    await world.call('admin.shelveGoods', shelve(false), world.admins[0]);
    expect(await world.refused('merchant.shelveGoods', shelve(true), owner.token)).toBe('goods/takenOff');
    await world.call('admin.shelveGoods', shelve(true), world.admins[0]);
    // What its owner took off stays the owner's to put back when an administrator has edited it meanwhile.
    await world.call('merchant.shelveGoods', shelve(false), owner.token);
    await saveGoods(world, 'oil', { priceFen: 8_800, costFen: 6_000, stock: 0 }, { shopId: 'hers', isOnShelf: false });
    await world.call('merchant.shelveGoods', shelve(true), owner.token);
    expect((await world.call('shop.viewGoods', { goodsId: 'oil' })).shop.name).toBe('青岚粮油店');
  });
});

describe('the shop', () => {
  it('tells its visitors what its owner says, and what its buyers say of its goods', async () => {
    const words = { notice: '周日不发货', servicePhone: '0532-8888888', requestId: nextRequest() };
    await world.call('merchant.changeShop', words, owner.token);
    const [orderId] = (await paid(oil())) as [string];
    await world.call('merchant.ship', parcel(orderId), owner.token);
    await world.call('shop.confirmReceipt', { orderId }, buyer.token);
    await world.call(
      'reviews.write',
      { orderId, skuId: 'oil-1', stars: 4, words: '油香', requestId: nextRequest() },
      buyer.token,
    );
    expect(await world.call('shop.viewShop', { shopId: 'hers' })).toMatchObject({
      name: '青岚粮油店',
      notice: '周日不发货',
      servicePhone: '0532-8888888',
      goodsCount: 1,
      rating: { count: 1, averageHundredths: 400 },
    });
    expect(await world.refused('shop.viewShop', { shopId: 'nowhere' })).toBe('shop/unknown');
    expect((await world.call('merchant.home', {}, owner.token)).todo).toMatchObject({ reviews: 1 });
  });

  it('leaves what only the platform may change, and ends with its ownership', async () => {
    expect(await world.refused('merchant.changeShop', { name: '别名' } as never, owner.token)).toBe('input/invalid');
    await world.call('admin.saveShop', { shopId: 'his', name: '赤谷酒坊' }, world.admins[0]);
    expect(await world.refused('merchant.home', {}, other.token)).toBe('identity/notAllowed');
  });
});
