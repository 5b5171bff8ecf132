import type { ActionName, InputOf } from '@shared/contract';
import type { Reply } from '../../localcloud';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

const seam = new Seam();
let world: TestWorld;
let owner: Joined;
let other: Joined;

beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest });
  await openShop(world);
  owner = await joinMember(world, '13800000001');
  other = await joinMember(world, '13800000002');
  await world.cloud.warm();
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>, token?: string): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);

describe('who owns a shop', () => {
  const roles = (one: Joined) =>
    world.cloud.engine.get('members', one.memberId) as unknown as { roles: string[]; shopId: string | null };
  const give = (ownerId?: string) =>
    ask('admin.saveShop', { shopId: 'theirs', name: '小店', ...(ownerId ? { ownerId } : {}) }, world.admins[0]);
  const ownersAre = (...owners: Joined[]) => {
    for (const one of [owner, other])
      expect(roles(one)).toMatchObject(
        owners.includes(one) ? { roles: ['merchant'], shopId: 'theirs' } : { roles: [], shopId: null },
      );
  };

  test('given to another, the former owner has neither shop nor role', async () => {
    await give(owner.memberId);
    ownersAre(owner);
    await give(other.memberId);
    ownersAre(other);
    await give();
    ownersAre();
  });

  test('given to two at every seam, one has it', async () => {
    await atEverySeam(seam, {
      prepare: async () => {
        await give();
      },
      first: () => give(owner.memberId),
      second: () => give(other.memberId),
      check: () => {
        const { ownerId } = world.cloud.engine.get('shops', 'theirs') as unknown as { ownerId: string };
        ownersAre(ownerId === owner.memberId ? owner : other);
      },
    });
    await give();
  });

  test('both owners are told, what was not said of the shop stays, and what it is owed stays with it', async () => {
    await give(owner.memberId);
    await world.cloud.engine.update('shops', { _id: 'theirs' }, { $set: { freightFen: 900, takesStable: true } });
    await world.cloud.engine.insert('merchants', [{ _id: 'theirs', cashFen: 12_345, stableCents: 700 }]);
    await world.cloud.advance({ by: '1s' });
    await give(other.memberId);
    expect(world.cloud.engine.get('shops', 'theirs')).toMatchObject({ freightFen: 900, takesStable: true });
    expect(codeOf(await ask('merchant.viewOwed', {}, owner.token))).toBe('identity/notAllowed');
    expect((await world.call('merchant.viewOwed', {}, other.token)).owedFen).toBe(12_345);
    const newest = async (one: Joined) => (await world.call('messages.list', {}, one.token)).messages[0]?.title;
    expect([await newest(owner), await newest(other)]).toEqual(['店铺换了店主', '你是「小店」的店主了']);
    await give();
    await world.cloud.engine.remove('merchants', { _id: 'theirs' });
  });

  test('a new one gets an id, once; nobody gives one to himself, nor the platform’s own to anybody, nor one to who left', async () => {
    const opening = { name: '新店', ownerId: owner.memberId, requestId: nextRequest() };
    const { shopId } = await world.call('admin.saveShop', opening, world.admins[0]);
    expect(await world.call('admin.saveShop', opening, world.admins[0])).toEqual({ shopId });
    expect(world.cloud.engine.get('shops', shopId)).toMatchObject({
      name: '新店',
      freightFen: 0,
      takesSpendable: true,
    });
    await world.call('admin.saveShop', { shopId, name: '新店' }, world.admins[0]);
    const { memberId: oneself } = await world.call('account.me', {}, world.admins[0]);
    const refused = async (id: string, ownerId: string) =>
      codeOf(await ask('admin.saveShop', { shopId: id, name: '店', ownerId }, world.admins[0]));
    expect(await refused(shopId, oneself)).toBe('member/oneself');
    expect(await refused('own', owner.memberId)).toBe('shop/isPlatforms');
    await world.cloud.engine.update('members', { _id: other.memberId }, { $set: { isClosed: true } });
    expect(await refused(shopId, other.memberId)).toBe('member/unknown');
    await world.cloud.engine.update('members', { _id: other.memberId }, { $set: { isClosed: false } });
    const { shops } = await world.call('admin.listShops', {}, world.admins[0]);
    expect(shops.map(({ name, owner: its, isFirst }) => [name, its, isFirst])).toContainEqual(['新店', null, false]);
    expect(shops.filter(({ isFirst }) => isFirst)).toMatchObject([{ shopId: 'own' }]);
  });

  test('who has a shop gets no second one, and keeps the role while he has it', async () => {
    await give(owner.memberId);
    const second = { name: '第二家', ownerId: owner.memberId };
    expect(codeOf(await ask('admin.saveShop', second, world.admins[0]))).toBe('shop/ownerHasShop');
    const take = { memberId: owner.memberId, role: 'merchant', has: false } as const;
    expect(codeOf(await ask('admin.setRole', take, world.admins[0]))).toBe('member/ownsShop');
    await give();
  });
});
