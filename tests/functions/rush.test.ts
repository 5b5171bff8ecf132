import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world, { stock: 50 });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

test('200 buyers for 50 pieces: exactly 50 orders, every other answer is "sold out"', async () => {
  const buyers: Joined[] = [];
  for (let at = 0; at < 10; at += 1) buyers.push(await joinMember(world, `1370000000${at}`));
  await world.cloud.warm(); // as a shop that has been open for a while
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) => {
      const { token, addressId } = buyers[at % buyers.length]!;
      const input = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId, requestId: nextRequest() };
      return world.cloud.call('shop.placeOrder', input, token);
    }),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(50);
  expect(new Set(codes)).toEqual(new Set(['ok', 'goods/soldOut']));
  const [row] = world.cloud.engine.find('stock', { _id: 'apple-1' });
  expect(row).toMatchObject({ left: 0, sold: 50, holds: {} });
  const placed = world.cloud.engine.find('orders', { isPlaced: true });
  expect(placed).toHaveLength(50);
});
