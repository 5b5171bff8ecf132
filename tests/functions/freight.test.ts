import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

describe('in the shop', () => {
  let world: TestWorld;
  let buyer: Joined;
  beforeAll(async () => {
    world = await startWorld();
    await openShop(world);
    buyer = await joinMember(world, '13800000001');
  });
  afterAll(async () => {
    await world.close();
    removeBuilt();
  });
  const shop = (freightFen: number, freeFreightFromFen: number) =>
    world.call('admin.saveShop', { shopId: 'own', name: '明禾', freightFen, freeFreightFromFen }, world.admins[0]);
  const lines = [{ skuId: 'plain-1', quantity: 1 }];

  test('cart, preview and order agree', async () => {
    await shop(800, 0);
    await world.call('shop.setCartLine', { goodsId: 'plain', skuId: 'plain-1', quantity: 1 }, buyer.token);
    const cart = await world.call('shop.viewCart', {}, buyer.token);
    expect(cart.shops[0]).toMatchObject({ freightFen: 800 });
    const { payment } = await world.call('shop.previewOrder', { lines }, buyer.token);
    expect(payment).toMatchObject({ freightFen: 800, cashFen: 2_780 });
    const order = { lines, addressId: buyer.addressId, expectedCashFen: 2_780, requestId: nextRequest() };
    expect((await world.call('shop.placeOrder', order, buyer.token)).cashFen).toBe(2_780);
  });

  test('no freight takes an order past what an amount may be', async () => {
    const input = { shopId: 'own', name: '明禾', freightFen: Number.MAX_SAFE_INTEGER };
    expect(await world.refused('admin.saveShop', input, world.admins[0])).toBe('input/invalid');
    // A shop of an older folder.
    await world.cloud.engine.update('shops', { _id: 'own' }, { $set: { freightFen: Number.MAX_SAFE_INTEGER } });
    expect(await world.refused('shop.previewOrder', { lines }, buyer.token)).toBe('amount/tooLarge');
    const order = { lines, addressId: buyer.addressId, requestId: nextRequest() };
    expect(await world.refused('shop.placeOrder', order, buyer.token)).toBe('amount/tooLarge');
  });
});
