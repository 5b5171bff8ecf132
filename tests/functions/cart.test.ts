// What a cart tells of its lines, and that nothing of it is lost.
import type { InputOf } from '@shared/contract';
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

let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ workers: 2 });
  await openShop(world);
  const [first] = world.admins;
  await world.call(
    'admin.saveShop',
    { shopId: 'field', name: '青岚粮油店', freightFen: 800, freeFreightFromFen: 9_900 },
    first,
  );
  await saveGoods(world, 'rice', { priceFen: 3_990, costFen: 0, stock: 9 }, { shopId: 'field' });
  await saveGoods(world, 'meal', { priceFen: 9_800, costFen: 0, stock: 9 }, { shopId: 'field', kind: 'voucher' });
  await saveGoods(world, 'few', { priceFen: 500, costFen: 0, stock: 9 }, { limitPerMember: 4 });
  buyer = await joinMember(world, '13800000001');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
beforeEach(() => world.cloud.engine.remove('carts', {}, { multi: true }));

const set = (goodsId: string, quantity = 1, more: Partial<InputOf<'shop.setCartLine'>> = {}) =>
  world.call('shop.setCartLine', { goodsId, skuId: `${goodsId}-1`, quantity, ...more }, buyer.token);
const view = () => world.call('shop.viewCart', {}, buyer.token);
const change = (goodsId: string, changes: Record<string, string | number | boolean>) =>
  world.cloud.engine.update('goods', { _id: goodsId }, { $set: changes });

test('lines of every shop are chosen together, with what is missing to free freight; what is not sent counts nothing for it', async () => {
  await set('apple');
  await set('rice');
  const cart = await set('meal');
  expect(cart).toMatchObject({ chosenFen: 10_000 + 3_990 + 9_800, chosenCount: 3, count: 3 });
  expect(cart.shops.find(({ shopId }) => shopId === 'field')).toMatchObject({
    chosenGoodsFen: 13_790,
    freightFen: 800,
    toFreeFreightFen: 9_900 - 3_990,
  });
  expect(cart.shops.find(({ shopId }) => shopId === 'own')).toMatchObject({ freightFen: 0, toFreeFreightFen: 0 });
  await world.call('shop.chooseCartLines', { skuIds: ['rice-1'], isChosen: false }, buyer.token);
  expect((await view()).shops.flatMap(({ lines }) => lines.map(({ skuId, isChosen }) => [skuId, isChosen]))).toEqual(
    expect.arrayContaining([
      ['apple-1', true],
      ['rice-1', false],
      ['meal-1', true],
    ]),
  );
});

test('a price that changed since is told until the goods are laid in anew', async () => {
  await set('rice');
  await change('rice', { 'skus.0.priceFen': 4_490 });
  const told = async () => (await view()).shops[0]!.lines[0]!;
  expect(await told()).toMatchObject({ addedFen: 3_990, priceFen: 4_490 });
  await set('rice', 2); // stepped: the price of then stays
  expect(await told()).toMatchObject({ addedFen: 3_990, priceFen: 4_490, quantity: 2 });
  await set('rice', 1, { add: true });
  expect(await told()).toMatchObject({ addedFen: null, quantity: 3 });
  await change('rice', { 'skus.0.priceFen': 3_990 });
});

test.each<[string, string, () => Promise<unknown>, () => Promise<unknown>]>([
  ['off the shelf', 'offShelf', () => change('rice', { isOnShelf: false }), () => change('rice', { isOnShelf: true })],
  [
    'of a size that is gone',
    'sizeGone',
    () => change('rice', { 'skus.0.skuId': 'rice-2' }),
    () => change('rice', { 'skus.0.skuId': 'rice-1' }),
  ],
  [
    'sold out',
    'soldOut',
    () => world.cloud.engine.update('stock', { _id: 'rice-1' }, { $set: { left: 0 } }),
    () => world.cloud.engine.update('stock', { _id: 'rice-1' }, { $set: { left: 9 } }),
  ],
  [
    'of more than is left',
    'tooFew',
    () => world.cloud.engine.update('stock', { _id: 'rice-1' }, { $set: { left: 2 } }),
    () => world.cloud.engine.update('stock', { _id: 'rice-1' }, { $set: { left: 9 } }),
  ],
  [
    'of more than a member may have',
    'overLimit',
    () => change('rice', { limitPerMember: 2 }),
    () => change('rice', { limitPerMember: 0 }),
  ],
])('a line %s stands apart, is not summed, and comes back as it was', async (_what, blockedBy, spoil, mend) => {
  await set('apple');
  await set('rice', 3);
  await spoil();
  const cart = await view();
  expect(cart.blocked).toMatchObject([{ skuId: 'rice-1', blockedBy, quantity: 3, isChosen: false }]);
  expect(cart).toMatchObject({ chosenFen: 10_000, count: 4 });
  await mend();
  expect(await view()).toMatchObject({ blocked: [], chosenFen: 10_000 + 3 * 3_990 });
});

test('a limit is told, and holds for what is typed', async () => {
  const cart = await set('few', 4);
  expect(cart.shops[0]!.lines[0]!.limitPerMember).toBe(4);
  expect(await world.refused('shop.setCartLine', { goodsId: 'few', skuId: 'few-1', quantity: 5 }, buyer.token)).toBe(
    'goods/limit',
  );
});

test('many lines taken out are laid back as they were, in their places; once, and beside what came meanwhile', async () => {
  for (const goodsId of ['apple', 'rice', 'few', 'meal']) await set(goodsId, 2);
  await world.call('shop.chooseCartLines', { skuIds: ['few-1'], isChosen: false }, buyer.token);
  const before = world.cloud.engine.get('carts', buyer.memberId)!.lines;
  const removed = await world.call('shop.removeCartLines', { skuIds: ['rice-1', 'few-1', 'none'] }, buyer.token);
  expect(removed).toMatchObject({ count: 4, removedCount: 4 });
  const requestId = nextRequest();
  for (let again = 0; again < 2; again += 1)
    expect(await world.call('shop.restoreCartLines', { requestId }, buyer.token)).toMatchObject({
      count: 8,
      removedCount: 0,
    });
  expect(world.cloud.engine.get('carts', buyer.memberId)!.lines).toEqual(before);
  // Laid in again meanwhile, a line stays as it is.
  await world.call('shop.removeCartLines', { skuIds: ['rice-1', 'few-1'] }, buyer.token);
  await set('rice', 1);
  const cart = await world.call('shop.restoreCartLines', {}, buyer.token);
  expect(
    cart.shops.flatMap(({ lines }) => lines.map(({ skuId, quantity }) => `${skuId} ${quantity}`)).toSorted(),
  ).toEqual(['apple-1 2', 'few-1 2', 'meal-1 2', 'rice-1 1']);
});

test('what was bought before counts for a limit: the line says so, and no more is laid in', async () => {
  const set = (quantity: number) => ({ goodsId: 'few', skuId: 'few-1', quantity });
  const before = await world.call('shop.setCartLine', set(1), buyer.token);
  const lineIn = ({ shops, blocked }: typeof before) =>
    [...shops.flatMap(({ lines }) => lines), ...blocked].find(({ goodsId }) => goodsId === 'few')!;
  expect(lineIn(before)).toMatchObject({ limitPerMember: 4, boughtBefore: 0, blockedBy: null });
  await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'few-1', quantity: 3 }], addressId: buyer.addressId, requestId: nextRequest() },
    buyer.token,
  );
  expect(lineIn(await world.call('shop.setCartLine', set(1), buyer.token))).toMatchObject({
    boughtBefore: 3,
    blockedBy: null,
  });
  const refused = await world.cloud.call('shop.setCartLine', { ...set(2), requestId: nextRequest() }, buyer.token);
  expect(refused).toMatchObject({ ok: false, code: 'goods/limit', details: { most: 4, bought: 3 } });
  expect((await world.call('shop.viewGoods', { goodsId: 'few' }, buyer.token)).mine).toMatchObject({ bought: 3 });
});
