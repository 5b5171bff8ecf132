import { differences } from './books';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

let world: TestWorld;
let keeper: Joined;
let other: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world, { settleAfterDays: 1 });
  keeper = await joinMember(world, '13800000001');
  other = await joinMember(world, '13800000002');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const give = (owner?: Joined) =>
  world.call(
    'admin.saveShop',
    { shopId: 'own', name: '明禾', ...(owner ? { ownerId: owner.memberId } : {}) },
    world.admins[0],
  );
const boughtBy = (member: Joined) => buy(world, member, 'share-1');
const whyOf = async (orderId: string, member: Joined) => {
  const { grants, notCounted } = await world.call('shop.viewOrder', { orderId }, member.token);
  return grants.length > 0 ? 'counted' : notCounted[0]?.why;
};

test.each<[string, Joined | 'keeper' | undefined, 'keeper' | 'other' | undefined, string]>([
  ['the owner', 'keeper', 'keeper', 'ownShop'],
  ['the owner, who then gave it away', 'keeper', 'other', 'ownShop'],
  ['the owner, of whom it was taken', 'keeper', undefined, 'ownShop'],
  ['somebody who had it by the time it settled', undefined, 'keeper', 'ownShop'],
  ['somebody who never had it', undefined, 'other', 'counted'],
])('an order of %s is worth what it should be', async (_name, before, after, why) => {
  const named = { keeper, other };
  await give(before ? keeper : undefined);
  const orderId = await boughtBy(keeper);
  await give();
  await give(after && named[after]);
  await world.advance('2d');
  expect(await whyOf(orderId, keeper)).toBe(why);
  await give();
  expect(differences(world)).toEqual([]);
});

test('once it is given away, the former owner buys there as everybody does', async () => {
  await give(keeper);
  expect((await world.call('account.me', {}, keeper.token)).shop).toMatchObject({ shopId: 'own' });
  await give(other);
  expect(await world.call('account.me', {}, keeper.token)).toMatchObject({ shop: null, roles: [] });
  const orderId = await boughtBy(keeper);
  await world.advance('2d');
  expect(await whyOf(orderId, keeper)).toBe('counted');
});
