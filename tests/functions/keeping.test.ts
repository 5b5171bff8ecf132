// What a member keeps of goods: favourites, what was looked at, what is waited for; and the goods page that shows it.
import { all } from './books';
import { Seam } from './seam';
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

const seam = new Seam();
/** What a product's page says of one who has never bought it. */
const UNBOUGHT = { bought: 0, boughtAtOffer: 0 };

let world: TestWorld;
let member: Joined;
beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest });
  await openShop(world);
  member = await joinMember(world, '13800000001');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const mark = (goodsId: string, isFavourite = true, by = member) =>
  world.call('shop.setFavourite', { goodsId, isFavourite, requestId: nextRequest() }, by.token);
const reprice = (goodsId: string, priceFen: number) =>
  saveGoods(world, goodsId, { priceFen, costFen: Math.floor(priceFen * 0.2), stock: 0 });
const stockBy = (skuId: string, by: number) =>
  world.call('admin.changeStock', { skuId, by, requestId: nextRequest() }, world.admins[0]);
const mine = async (goodsId: string, by = member) => {
  const { inviteCode, ...mine } = (await world.call('shop.viewGoods', { goodsId }, by.token)).mine!;
  expect(inviteCode).toBe(by.inviteCode);
  return mine;
};

describe('favourites', () => {
  test('newest first, page by page, with the price then and now', async () => {
    for (const goodsId of ['apple', 'share', 'bed']) {
      await mark(goodsId);
      await world.advance('1m');
    }
    await mark('apple'); // again: neither moved nor another
    await reprice('share', 98_000);
    const first = await world.call('shop.listFavourites', { limit: 2 }, member.token);
    expect(first.favourites.map(({ goods, savedFen }) => [goods.goodsId, savedFen, goods.priceFen])).toEqual([
      ['bed', 300_000, 300_000],
      ['share', 100_000, 98_000],
    ]);
    const rest = await world.call('shop.listFavourites', { limit: 2, cursor: first.next! }, member.token);
    expect([rest.favourites.map(({ goods }) => goods.goodsId), rest.next]).toEqual([['apple'], null]);
  });

  test('are each one’s own; what is off the shelf or sold out stays and is told', async () => {
    const other = await joinMember(world, '13800000002');
    expect([await mine('bed'), await mine('bed', other)]).toEqual([
      { isFavourite: true, awaited: [], ...UNBOUGHT },
      { isFavourite: false, awaited: [], ...UNBOUGHT },
    ]);
    expect((await world.call('shop.viewGoods', { goodsId: 'bed' })).mine).toBeNull();
    await world.call(
      'admin.shelveGoods',
      { goodsId: 'bed', isOnShelf: false, requestId: nextRequest() },
      world.admins[0],
    );
    await stockBy('apple-1', -1000);
    const { favourites } = await world.call('shop.listFavourites', {}, member.token);
    expect(favourites.map(({ goods, isOnShelf }) => [goods.goodsId, isOnShelf, goods.isSoldOut])).toEqual([
      ['bed', false, false],
      ['share', true, false],
      ['apple', true, true],
    ]);
    expect(
      await world.refused(
        'shop.setFavourite',
        { goodsId: 'bed', isFavourite: true, requestId: nextRequest() },
        other.token,
      ),
    ).toBe('goods/unknown');
    await mark('bed', false);
    await mark('bed', false);
    expect((await world.call('shop.listFavourites', {}, member.token)).favourites).toHaveLength(2);
    await stockBy('apple-1', 1000);
    await world.call(
      'admin.shelveGoods',
      { goodsId: 'bed', isOnShelf: true, requestId: nextRequest() },
      world.admins[0],
    );
  });
});

describe('looks', () => {
  const look = (goodsId: string) => world.call('shop.noteLook', { goodsId }, member.token);
  const looks = async (input: { limit?: number; cursor?: string } = {}) => {
    const page = await world.call('shop.listLooks', input, member.token);
    return { ids: page.looks.map(({ goods }) => goods.goodsId), next: page.next };
  };

  test('the newest look of each product, page by page, until they are forgotten', async () => {
    for (const goodsId of ['apple', 'share', 'plain', 'apple', 'none-such']) {
      await look(goodsId);
      await world.advance('1m');
    }
    // The page counts looks; what is not there takes a place and is not shown.
    const first = await looks({ limit: 2 });
    expect(first.ids).toEqual(['apple']);
    expect(await looks({ limit: 2, cursor: first.next! })).toEqual({ ids: ['plain', 'share'], next: null });
    await world.call('shop.forgetLooks', { goodsIds: ['plain'], requestId: nextRequest() }, member.token);
    expect((await looks()).ids).toEqual(['apple', 'share']);
    await world.call('shop.forgetLooks', { requestId: nextRequest() }, member.token);
    expect(await looks()).toEqual({ ids: [], next: null });
  });

  test('two at once show the product once, and no more than two hundred are kept', async () => {
    await Promise.all([look('apple'), look('apple'), look('share')]);
    const { ids } = await looks();
    expect([ids.toSorted(), ids.length]).toEqual([['apple', 'share'], 2]);
    const older = Array.from({ length: 200 }, (_, at) => ({ goodsId: `old-${at}`, atMs: 200 - at }));
    await world.cloud.engine.update('looks', { _id: member.memberId }, { $set: { looks: older } } as never);
    await look('bed');
    expect(all<{ looks: { goodsId: string }[] }>(world, 'looks')[0]!.looks.map(({ goodsId }) => goodsId)).toHaveLength(
      200,
    );
    expect((await looks()).ids).toEqual(['bed']);
  });
});

describe('restocks', () => {
  const wait = (isAwaited = true, by = member) =>
    world.call(
      'shop.awaitRestock',
      { goodsId: 'plain', skuId: 'plain-1', isAwaited, requestId: nextRequest() },
      by.token,
    );
  const states = async (by = member) =>
    (await world.call('shop.listRestocks', {}, by.token)).restocks.map(({ skuId, state, left }) => [
      skuId,
      state,
      left,
    ]);
  const settle = () => world.cloud.trigger('settlement');

  test('wait only for what is sold out, and learn that it is back however it came back', async () => {
    const other = await joinMember(world, '13800000003');
    expect(
      await world.refused(
        'shop.awaitRestock',
        { goodsId: 'plain', skuId: 'plain-1', isAwaited: true, requestId: nextRequest() },
        member.token,
      ),
    ).toBe('goods/inStock');
    await stockBy('plain-1', -999);
    const { orderId } = await world.call(
      'shop.placeOrder',
      { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: member.addressId, requestId: nextRequest() },
      member.token,
    );
    await wait();
    await wait(true, other);
    await wait(false, other);
    expect(await mine('plain')).toEqual({ isFavourite: false, awaited: ['plain-1'], ...UNBOUGHT });
    await settle();
    expect([await states(), await states(other)]).toEqual([[['plain-1', 'waiting', 0]], []]);
    // A piece that is gone again before anybody looked sends nobody.
    await stockBy('plain-1', 1);
    await stockBy('plain-1', -1);
    await settle();
    expect(await states()).toEqual([['plain-1', 'waiting', 0]]);
    await world.call('shop.cancelOrder', { orderId, requestId: nextRequest() }, member.token);
    await settle();
    expect(await states()).toEqual([['plain-1', 'back', 1]]);
    expect(await mine('plain')).toEqual({ isFavourite: false, awaited: [], ...UNBOUGHT });
  });

  test('whoever comes while the sweep works is not left out', async () => {
    await stockBy('plain-1', -1);
    await wait();
    const late = await joinMember(world, '13800000004');
    await stockBy('plain-1', 1);
    // Told to the first, and before the mark goes: all gone again, somebody comes.
    seam.before(
      ({ functionName, action, collection }) =>
        functionName === 'settlement' && collection === 'stock' && action === 'database.modifyDocument',
      async () => {
        await stockBy('plain-1', -1);
        await wait(true, late);
      },
    );
    await settle();
    expect([await states(), await states(late)]).toEqual([[['plain-1', 'back', 0]], [['plain-1', 'waiting', 0]]]);
    await stockBy('plain-1', 1);
    await settle();
    expect(await states(late)).toEqual([['plain-1', 'back', 1]]);
    // Nobody waits any more: nothing is left to be swept.
    expect(all<{ _id: string; awaited?: string }>(world, 'stock').filter(({ awaited }) => awaited)).toEqual([]);
  });
});

describe('the goods page', () => {
  const notCounted = async (goodsId: string, token?: string) =>
    (await world.call('shop.viewGoods', { goodsId }, token)).skus[0]!.notCounted;

  test('says why a plan would not count it for who looks', async () => {
    const reader = await joinMember(world, '13800000005', undefined, ['appreciation']);
    expect(await notCounted('both')).toEqual([]);
    expect(await notCounted('both', reader.token)).toEqual([
      { plan: 'dividend', why: 'notAccepted' },
      { plan: 'release', why: 'notAccepted' },
    ]);
    const { effects } = (await world.call('shop.viewGoods', { goodsId: 'both' }, reader.token)).skus[0]!;
    expect(effects.map(({ plan }) => plan)).toEqual(['appreciation']);
    // All but the cost is margin: too little of it pays for nothing.
    await saveGoods(world, 'thin', { priceFen: 10_000, costFen: 9_900, stock: 1 }, { plans: ['appreciation'] });
    expect(await notCounted('thin', reader.token)).toEqual([{ plan: 'appreciation', why: 'cashCannotPay' }]);
    await world.call('admin.saveShop', { shopId: 'hers', name: '陈静的店', ownerId: reader.memberId }, world.admins[0]);
    const own = { priceFen: 10_000, costFen: 2_000, stock: 1 };
    await saveGoods(world, 'hers', own, { plans: ['appreciation'], shopId: 'hers' });
    expect([await notCounted('hers', reader.token), await notCounted('hers', member.token)]).toEqual([
      [{ plan: 'appreciation', why: 'ownShop' }],
      [],
    ]);
  });

  test('leads on to goods of the same category, then of the same industry, and last to what is sold out', async () => {
    const [admin] = world.admins;
    const ground = { picture: world.picture, ground: 1 };
    await world.call(
      'admin.saveCategory',
      { categoryId: 'oil', name: '粮油', industry: 'grocery', ...ground, order: 2 },
      admin,
    );
    const sku = { priceFen: 5_000, costFen: 4_000, stock: 9 };
    await saveGoods(world, 'rice', sku, { categoryId: 'oil', weight: 1 });
    await saveGoods(world, 'oil', { ...sku, stock: 0 }, { categoryId: 'oil', weight: 9 });
    await saveGoods(world, 'wine', sku, { categoryId: 'oil', weight: 90, industry: 'wine' });
    const { goods } = await world.call('shop.listAlike', { goodsId: 'rice' });
    expect(goods.map(({ goodsId }) => goodsId)).toEqual(['wine', 'apple', 'bed', 'both', 'plain', 'oil']);
    expect(await world.call('shop.listAlike', { goodsId: 'none-such' })).toEqual({ goods: [] });
  });
});
