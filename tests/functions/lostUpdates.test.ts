import type { ActionName, InputOf } from '@shared/contract';
import type { Reply } from '../../localcloud';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PICTURE,
  proposePlans,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

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
const find = <T>(collection: string, query: object = {}) =>
  world.cloud.engine.find(collection, query as never) as unknown as T[];

test('two changes of a plan approved at every seam are two versions, one after the other', async () => {
  const text = world.cloud.engine.get('planVersions', 'release:1')!.text as Record<string, unknown>;
  let rate = 1000;
  const proposed = () => proposePlans(world, { release: { ...text, dailyRate: `0.00${(rate += 1)}` } });
  const versions = () =>
    find<{ version: number; text: { dailyRate: string } }>('planVersions', { plan: 'release' }).sort(
      (a, b) => a.version - b.version,
    );
  let waiting: string[] = [];
  const approve = (proposalId: string) =>
    ask('admin.approveProposal', { proposalId, requestId: nextRequest() }, world.admins[1]);
  const met = await atEverySeam(seam, {
    prepare: async () => {
      waiting = [await proposed(), await proposed()];
      return versions().length;
    },
    first: () => approve(waiting[0]!),
    second: () => approve(waiting[1]!),
    check: (before, one, two) => {
      expect([one, two].map(codeOf)).toEqual(['ok', 'ok']);
      const now = versions();
      expect(now.map(({ version }) => version)).toEqual(Array.from({ length: before + 2 }, (_none, at) => at + 1));
      expect(new Set(now.slice(before).map((version) => version.text.dailyRate)).size).toBe(2);
    },
  });
  expect(met).toBeGreaterThan(2);
});

test('settings changed side by side are all changed', async () => {
  const met = await atEverySeam(seam, {
    prepare: async () => {
      await world.call('admin.saveSettings', { payWithinMinutes: 30, autoReceiveAfterDays: 10 }, world.admins[0]);
    },
    first: () => ask('admin.saveSettings', { payWithinMinutes: 20 }, world.admins[0]),
    second: () => ask('admin.saveSettings', { autoReceiveAfterDays: 5 }, world.admins[1]),
    check: () =>
      expect(world.cloud.engine.get('platform', 'settings')).toMatchObject({
        payWithinMinutes: 20,
        autoReceiveAfterDays: 5,
      }),
  });
  expect(met).toBeGreaterThan(2);
});

test('two roles given to one member at every seam are both there', async () => {
  const roles = () => (world.cloud.engine.get('members', other.memberId) as unknown as { roles: string[] }).roles;
  const give = (role: 'owner' | 'merchant', token: string) =>
    ask('admin.setRole', { memberId: other.memberId, role, has: true }, token);
  const met = await atEverySeam(seam, {
    prepare: async () => {
      await world.cloud.engine.update('members', { _id: other.memberId }, { $set: { roles: [] } });
    },
    first: () => give('owner', world.admins[0]),
    second: () => give('merchant', world.admins[1]),
    check: () => expect(roles().toSorted()).toEqual(['merchant', 'owner']),
  });
  expect(met).toBeGreaterThan(2);
  await world.cloud.engine.update('members', { _id: other.memberId }, { $set: { roles: [] } });
});

test('the last two administrators cannot remove each other', async () => {
  const ids = find<{ _id: string }>('members', { roles: 'owner' }).map(({ _id }) => _id);
  expect(ids).toHaveLength(2);
  const [mine] = ids.filter((id) => find<{ _id: string }>('sessions', { openid: `h5-${id}` }).length > 0);
  expect(mine).toBeDefined();
  const idOf = async (token: string) => (await world.call('account.me', {}, token)).memberId;
  const [first, second] = [await idOf(world.admins[0]), await idOf(world.admins[1])];
  const remove = (memberId: string, token: string) =>
    ask('admin.setRole', { memberId, role: 'owner', has: false }, token);
  const met = await atEverySeam(seam, {
    prepare: async () => {
      for (const id of ids) await world.cloud.engine.update('members', { _id: id }, { $set: { roles: ['owner'] } });
    },
    first: () => remove(second, world.admins[0]),
    second: () => remove(first, world.admins[1]),
    check: (_nothing, one, two) => {
      expect(find('members', { roles: 'owner' })).toHaveLength(1);
      expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['identity/notAllowed', 'ok']);
    },
  });
  expect(met).toBeGreaterThan(2);
  for (const id of ids) await world.cloud.engine.update('members', { _id: id }, { $set: { roles: ['owner'] } });
});

describe('addresses', () => {
  const address = { name: '陈静', phone: '13800000001', region: '山东省青岛市市南区', detail: '香港中路 40 号' };
  const mine = () => find<{ _id: string; isDefault: boolean }>('addresses', { memberId: owner.memberId });
  const defaults = () => mine().filter(({ isDefault }) => isDefault);
  const save = (more: object = {}) => ask('shop.saveAddress', { ...address, ...more }, owner.token);
  const isOneDefault = () => expect(defaults()).toHaveLength(1);

  test.each([
    ['a new default one beside another', { isDefault: true }, { isDefault: true }],
    ['a new one beside a default one', {}, { isDefault: true }],
    ['two first ones', {}, {}],
  ])('%s: one is the default one, at every seam', async (name, first, second) => {
    const met = await atEverySeam(seam, {
      prepare: async () => {
        await world.cloud.engine.remove('addresses', { memberId: owner.memberId }, { multi: true });
        if (name !== 'two first ones') await save();
      },
      first: () => save(first),
      second: () => save(second),
      check: isOneDefault,
    });
    expect(met).toBeGreaterThan(2);
  });

  test('the default one removed beside one made default', async () => {
    const met = await atEverySeam(seam, {
      prepare: async () => {
        await world.cloud.engine.remove('addresses', { memberId: owner.memberId }, { multi: true });
        await save();
        await save();
        return { old: defaults()[0]!._id, next: mine().find(({ isDefault }) => !isDefault)!._id };
      },
      first: ({ old }) => ask('shop.removeAddress', { addressId: old }, owner.token),
      second: ({ next }) => save({ addressId: next, isDefault: true }),
      check: isOneDefault,
    });
    expect(met).toBeGreaterThan(2);
  });

  test('there are never more than twenty', async () => {
    await atEverySeam(seam, {
      prepare: async () => {
        await world.cloud.engine.remove('addresses', { memberId: owner.memberId }, { multi: true });
        for (let at = 0; at < 19; at += 1)
          await world.cloud.engine.insert('addresses', [
            { memberId: owner.memberId, name: '陈静', phoneSealed: 'x', isDefault: at === 0, savedAtMs: at },
          ]);
      },
      first: () => ask('shop.removeAddress', { addressId: 'nothing' }, owner.token).then(() => save()),
      second: () => save(),
      check: () => {
        expect(mine().length).toBeLessThanOrEqual(20);
        isOneDefault();
      },
    });
    await world.cloud.engine.remove('addresses', { memberId: owner.memberId }, { multi: true });
  });

  test('editing the default one leaves it the default one', async () => {
    await save();
    const [{ _id }] = defaults() as unknown as [{ _id: string }];
    await save();
    expect(codeOf(await save({ addressId: _id, detail: '香港中路 41 号' }))).toBe('ok');
    expect(defaults().map((one) => one._id)).toEqual([_id]);
  });
});

test('a product edited while it sells keeps what was sold', async () => {
  const goods = {
    goodsId: 'plain',
    title: '商品 plain',
    pictures: [PICTURE],
    ground: 1,
    industry: 'grocery',
    kind: 'delivered',
    categoryId: 'fruit',
    shopId: 'own',
    skus: [{ skuId: 'plain-1', choices: [], priceFen: 1_980, costFen: 396, stock: 0 }],
  } as const;
  await atEverySeam(seam, {
    prepare: async () => {
      await world.cloud.engine.update('goods', { _id: 'plain' }, { $set: { soldCount: 5 } });
    },
    first: () => ask('admin.saveGoods', goods as never, world.admins[0]),
    second: () => world.cloud.engine.update('goods', { _id: 'plain' }, { $inc: { soldCount: 1 } }),
    check: () => expect(world.cloud.engine.get('goods', 'plain')).toMatchObject({ soldCount: 6 }),
  });
});

test('one size is of one product, whoever takes it first', async () => {
  const goods = (goodsId: string, skuId: string) =>
    ask(
      'admin.saveGoods',
      {
        goodsId,
        title: goodsId,
        pictures: [PICTURE],
        ground: 1,
        industry: 'grocery',
        kind: 'delivered',
        categoryId: 'fruit',
        shopId: 'own',
        skus: [{ skuId, choices: [], priceFen: 100, costFen: 20, stock: 1 }],
      },
      world.admins[0],
    );
  let made = 0;
  await atEverySeam(seam, {
    prepare: async () => `size-${++made}`,
    first: (skuId) => goods('left', skuId),
    second: (skuId) => goods('right', skuId),
    check: (skuId, one, two) => {
      expect([codeOf(one), codeOf(two)].toSorted()).toEqual(['goods/skuTaken', 'ok']);
      expect(find('goods', { 'skus.skuId': skuId })).toHaveLength(1);
    },
  });
});

describe('of two who filled a form from the same, the second is told, and may then go over it', () => {
  const by = (at: 0 | 1) => world.admins[at];
  /** A form: reads what it is filled from, and answers what saves some words from it. */
  type Form = (at: 0 | 1) => Promise<(words: string, number: number) => Promise<Reply>>;
  const shop = (fields: (words: string, number: number) => InputOf<'admin.changeShop'>): Form => {
    return async (at) => {
      const { seen } = await world.call('admin.viewShop', {}, by(at));
      return (words, number) => ask('admin.changeShop', { ...fields(words, number), seen }, by(at));
    };
  };
  const theirs: Form = async (at) => {
    await world.call('admin.saveShop', { shopId: 'theirs', name: '小店', ownerId: owner.memberId }, by(0));
    if (at === 0) {
      const { seen } = await world.call('admin.viewShop', { shopId: 'theirs' }, by(0));
      return (notice) => ask('admin.changeShop', { shopId: 'theirs', notice, seen }, by(0));
    }
    const { seen } = await world.call('merchant.viewShop', {}, owner.token);
    return (notice) => ask('merchant.changeShop', { notice, seen }, owner.token);
  };
  const whose: Form = async (at) => {
    if (at === 0) await world.call('admin.saveShop', { shopId: 'theirs', name: '小店' }, by(0));
    const { seen } = await world.call('admin.viewShop', { shopId: 'theirs' }, by(at));
    const ownerOf = (number: number) => (number === 1 ? other : owner).memberId;
    return (_words, number) =>
      ask('admin.saveShop', { shopId: 'theirs', name: '小店', ownerId: ownerOf(number), seen }, by(at));
  };
  const stop: Form = async (at) => {
    const { stopped: seen } = await world.call('admin.viewWithdrawalTerms', {}, by(at));
    return (reason, number) =>
      ask('admin.stopWithdrawals', { stopped: number === 1 ? 'dividend' : 'all', reason, seen }, by(at));
  };
  const category: Form = async (at) => {
    const { categories } = await world.call('admin.listCategories', {}, by(at));
    const { parentId: _parent, seen, ...kept } = categories[0]!;
    return (name) => ask('admin.saveCategory', { ...kept, name, seen }, by(at));
  };
  const order: Form = async (at) => {
    const { categories } = await world.call('admin.listCategories', {}, by(at));
    const seen = categories.map(({ categoryId }) => categoryId);
    return (_words, number) =>
      ask('admin.orderCategories', { categoryIds: number % 2 ? [...seen].reverse() : [...seen], seen }, by(at));
  };
  const draft: Form = async (at) => {
    await world.cloud.advance({ by: '1s' });
    const seenAtMs = (await world.call('admin.viewPlans', {}, by(at))).draft?.savedAtMs ?? 0;
    return (_words, number) =>
      ask('admin.savePlanDraft', { presets: [number % 2 ? 'release' : 'cyclic'], seenAtMs }, by(at));
  };
  let orderId = '';
  const remark: Form = async (at) => {
    await world.cloud.advance({ by: '1s' });
    const seenAtMs = (await world.call('admin.viewOrder', { orderId }, by(at))).remark?.atMs ?? 0;
    return (words) => ask('admin.remarkOrder', { orderId, remark: words, seenAtMs }, by(at));
  };
  let sentId = '';
  const parcel: Form = async (at) => {
    const { carrier, trackingNo } = (await world.call('admin.viewOrder', { orderId: sentId }, by(at))).parcels[0]!;
    const asked = { orderId: sentId, no: 1, carrier: '中通', reason: '抄错了', seen: `${carrier} ${trackingNo}` };
    return (_words, number) => ask('admin.correctParcel', { ...asked, trackingNo: `ZT000${number}` }, by(at));
  };
  const offer: Form = async (at) => {
    const { offer: newest, nowMs } = await world.call('admin.viewOffer', { goodsId: 'plain' }, by(at));
    const [fromMs, untilMs] = [nowMs + 3_600_000, nowMs + 7_200_000];
    return (_words, number) => {
      const prices = [{ skuId: 'plain-1', priceFen: 1_000 + number }];
      const asked = { goodsId: 'plain', fromMs, untilMs, prices, pieces: 5, seen: newest?.offerId ?? '' };
      return ask('admin.saveOffer', asked, by(at));
    };
  };

  beforeAll(async () => {
    const category = { industry: 'grocery', picture: '', ground: 2, order: 3, name: '粮油' } as const;
    await world.call('admin.saveCategory', category, by(0));
    const lines = [{ skuId: 'plain-1', quantity: 1 }];
    const placed = { lines, addressId: other.addressId, requestId: nextRequest() };
    ({ orderId } = await world.call('shop.placeOrder', placed, other.token));
    const sent = { ...placed, requestId: nextRequest() };
    ({ orderId: sentId } = await world.call('shop.placeOrder', sent, other.token));
    await world.call('shop.payOrder', { orderId: sentId }, other.token);
    await world.cloud.pay({ outTradeNo: sentId }, 'paid');
    await world.call('admin.ship', { orderId: sentId, carrier: '德邦', trackingNo: 'DP0000' }, by(0));
  });

  test.each<[string, Form]>([
    ['words of the shop', shop((notice) => ({ notice }))],
    ['freight', shop((_words, number) => ({ freightFen: number * 100 }))],
    ['words of a shop of somebody else, with its owner', theirs],
    ['a shop with whose it is', whose],
    ['what of withdrawals is stopped', stop],
    ['the number of a parcel', parcel],
    ['a category', category],
    ['the order of categories', order],
    ['a draft of plans', draft],
    ['a remark on an order', remark],
    ['a limited-time price', offer],
  ])('%s', async (_what, form) => {
    const [first, second] = [await form(0), await form(1)];
    expect(codeOf(await first('先存的', 1))).toBe('ok');
    expect(codeOf(await second('后存的', 2))).toBe('form/changedMeanwhile');
    expect(codeOf(await (await form(1))('后存的', 3))).toBe('ok');
  });
});
