jest.setTimeout(120_000);

import { buy, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

test('the whole way of one order', async () => {
  const referrer = await joinMember(world, '13800000001');
  const buyer = await joinMember(world, '13800000002', referrer.inviteCode);
  const orderId = await buy(world, buyer, 'both-1');
  const before = await world.call('shop.viewOrder', { orderId }, buyer.token);
  expect(before.state).toBe('received');
  await world.advance('8d');
  const after = await world.call('shop.viewOrder', { orderId }, buyer.token);
  expect(after.state).toBe('settled');
  expect(after.brought.map(({ plan }) => plan)).toEqual(['appreciation', 'dividend', 'release']);
  console.log(JSON.stringify(after, null, 1), world.cloud.logs().slice(-20).join('\n'), JSON.stringify(await world.call('admin.listCloses', {}, world.admins[0])));
});
