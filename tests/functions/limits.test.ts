// The entry tier's cap on requests, 30 within any second: functions that meet it wait a little and ask again, and say
// that it is busy where that does not help. Time is the cap's own clock, which the requests themselves move on.
import { entryTier } from './entryTier';
import { buy, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

/** The cap holds from when it is told to: what opens the shop is no shop at work. */
const tier = entryTier({ isCapped: false, refusedMs: 200 });
let world: TestWorld;

beforeAll(async () => {
  world = await startWorld({ conditions: tier.conditions });
  await openShop(world, { settleAfterDays: 0 });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

test('under the cap an order is placed, paid, sent, received, settled and its day closed, to the same figures', async () => {
  const upper = await joinMember(world, '13800000001');
  const lower = await joinMember(world, '13800000002', upper.inviteCode);
  tier.isCapped = true;
  await buy(world, lower, 'both-1');
  await world.call('shop.home', {}, lower.token);
  await world.call('wallet.view', {}, lower.token);
  await world.cloud.advance({ until: '2026-03-03T00:30:00+08:00' });
  tier.isCapped = false;
  expect(tier.refused).toBeGreaterThan(20);
  expect(world.cloud.engine.get('closes', '2026-03-02')).toMatchObject({ stage: 'closed', balanced: true });
  expect((await world.call('shop.listOrders', {}, lower.token)).orders).toMatchObject([{ state: 'settled' }]);
  expect(world.cloud.logs().filter((line) => / error: E\w+ /.test(line))).toEqual([]);
});

test('where nothing is taken for longer the caller hears that it is busy, and nothing is written', async () => {
  const member = await joinMember(world, '13800000003');
  const orders = world.cloud.engine.count('orders');
  const lines = [{ skuId: 'apple-1', quantity: 1 }];
  const input = { lines, addressId: member.addressId, requestId: 'request-busy' };
  tier.isCapped = true;
  tier.isShut = true; // the clock of the cap stands: the second never ends
  while ((await world.cloud.call('shop.home', {}, member.token)).ok); // until the second is full
  expect(await world.refused('shop.placeOrder', input, member.token)).toBe('busy');
  tier.isShut = false;
  tier.isCapped = false;
  expect(world.cloud.engine.count('orders')).toBe(orders);
  await world.call('shop.placeOrder', input, member.token);
});
