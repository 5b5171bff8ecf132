// What takes two administrators: a settled order is reversed, points are added or removed; by the rules, once.
import type { Asset } from '@shared/contract';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { all, differences } from './books';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import {
  buy,
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

/** The plans of the worked example: a whole order is reversed after it has brought dividends. */
const plans = {
  appreciation: {
    contributionRate: '0.30',
    giftRate: '0.70',
    referrerGiftRate: '0',
    issuePrice: '1.00',
    maxSupply: '100000000',
    sellFeeRate: '0.10',
    redeemFeeRate: '0',
    exitMultiple: '2',
    seedPoints: '1000',
  },
  dividend: {
    quotaMultiple: '2',
    weightUnit: '1000.00',
    referralQuotaRate: '0',
    referralWeightRate: '0',
    proportionalRate: '0.30',
    tierRate: '0.10',
    tiers: [],
    tierRateOf: 'pool',
    tierSplit: 'perCapita',
    weightBase: 'active',
  },
  release: {
    tiers: [{ from: '1000.00', multiple: '2' }],
    dailyRate: '0.01',
    referralRates: ['0.5', '0.3'],
    ranks: [],
    sameRankRate: '0',
    teamVolumeIncludesOwn: false,
  },
};

const seam = new Seam();
let world: TestWorld;
let a: Joined;
let b: Joined;
let first: string;
beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0, plans });
  const goods = (goodsId: string, named: ('appreciation' | 'dividend' | 'release')[]) =>
    saveGoods(world, goodsId, { priceFen: 100_000, costFen: 0, stock: 100 }, { plans: named });
  await goods('two', ['appreciation', 'dividend']);
  await goods('free', ['release']);
  a = await joinMember(world, '13800000001');
  b = await joinMember(world, '13800000002');
  first = await buy(world, a, 'two-1');
  await world.advance('1d');
  await buy(world, b, 'two-1');
  await world.advance('1d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

const propose = async (input: Record<string, unknown> = {}) =>
  world.call(
    'admin.proposeReversal',
    { orderId: first, reason: '退货', requestId: nextRequest(), ...input },
    world.admins[0],
  );
const approve = (proposalId: string, admin = world.admins[1]) =>
  world.cloud.call('admin.approveProposal', { proposalId }, admin);
const pool = () =>
  all<{ _id: string; state?: Record<string, number> }>(world, 'platform').find(({ _id }) => _id === 'pool')!.state!;

test('what an order may not be reversed for is refused, and nothing is kept', async () => {
  const refused = (input: Record<string, unknown>) =>
    world.refused(
      'admin.proposeReversal',
      { orderId: first, reason: '退货', requestId: nextRequest(), ...input } as never,
      world.admins[0],
    );
  const open = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'two-1', quantity: 1 }], addressId: b.addressId, requestId: nextRequest() },
    b.token,
  );
  expect(await refused({ orderId: open.orderId })).toBe('reversal/notSettled');
  expect(await refused({ orderId: 'OUNKNOWN' })).toBe('order/unknown');
  expect(await refused({ cashFen: 0 })).toBe('reversal/nothing');
  expect(await refused({ cashFen: 100_001 })).toBe('reversal/exceedsOrder');
  expect(await refused({ reason: '只涨不跌' })).toBe('words/forbidden');
  expect(all(world, 'proposals')).toEqual([]);
});

test('it takes another administrator, who finds the figures of the rules', async () => {
  const { proposalId, state } = await propose();
  expect(state).toBe('proposed');
  expect(await approve(proposalId, world.admins[0])).toMatchObject({ ok: false, code: 'proposal/sameAdmin' });
  const preview = await world.call('admin.previewReversal', { orderId: first }, world.admins[1]);
  // floor(210 × 1600 / 1405.461538) of the 300 contributed; 1000 − 60.94 − 400, less the 300 of quota newly owed.
  const figures = { cashFen: 100_000, recoveredFen: 23_906, refundableFen: 23_906 };
  expect(preview).toMatchObject(figures);
  const done = await approve(proposalId);
  expect(done).toMatchObject({ ok: true, value: { state: 'done', reversal: figures } });
  expect(await approve(proposalId)).toEqual(done); // asked again, it is what it was
  expect(pool()).toMatchObject({ pool: 136_094, circulating: 1_195_461_538 });
  // Shown at once, though the page learns of it at the next close.
  const held = (await world.call('wallet.view', {}, a.token)).dividend;
  expect(held).toMatchObject({ quotaFen: 0, weightMicroShares: 0 });
  expect(differences(world)).toEqual([]);
  expect(
    await world.refused(
      'admin.proposeReversal',
      { orderId: first, reason: '退货', requestId: nextRequest() },
      world.admins[0],
    ),
  ).toBe('reversal/nothingLeft');
  await world.advance('1d');
  expect(differences(world)).toEqual([]);
  const wallet = await world.call('wallet.view', {}, a.token);
  expect(wallet.dividend).toMatchObject({ quotaFen: 0, weightMicroShares: 0 });
  expect(all<{ balanced: boolean }>(world, 'closes').map(({ balanced }) => balanced)).toEqual([true, true, true]);
});

test('points are added and removed by the rules, and the price stays', async () => {
  const price = () => pool().pool! / pool().circulating!;
  const before = price();
  const adjust = async (input: Record<string, unknown>) => {
    const { proposalId } = await world.call(
      'admin.proposeAdjustment',
      { memberId: a.memberId, reason: '补偿', requestId: nextRequest(), ...input } as never,
      world.admins[0],
    );
    return approve(proposalId);
  };
  const asked = { memberId: a.memberId, change: 'add', asset: 'appreciating', units: 5_000_000 } as const;
  const preview = await world.call('admin.previewAdjustment', asked, world.admins[0]);
  expect(preview).toMatchObject({ beforeUnits: 0, afterUnits: 5_000_000, boughtBackFen: 0 });
  const added = await adjust({ change: 'add', asset: 'appreciating', units: 5_000_000 });
  expect(added).toMatchObject({ ok: true, value: { adjustment: { fundedFen: preview.fundedFen } } });
  const { proposals } = await world.call('admin.listProposals', { state: 'done', limit: 1 }, world.admins[0]);
  const member = await world.call('admin.viewMember', { memberId: a.memberId }, world.admins[0]);
  expect(proposals[0]).toMatchObject({ aboutName: member.nickname, what: asked });
  expect(proposals[0]!.proposedByName).not.toBe('');
  expect(proposals[0]!.decidedByName).not.toBe('');
  expect(await adjust({ change: 'add', asset: 'stable', units: 1_000 })).toMatchObject({ ok: true });
  expect(await adjust({ change: 'add', asset: 'spendable', units: 700 })).toMatchObject({ ok: true });
  expect(await adjust({ change: 'remove', asset: 'spendable', units: 200 })).toMatchObject({ ok: true });
  expect(price()).toBeGreaterThanOrEqual(before);
  expect(all<{ _id: string }>(world, 'wallets').find(({ _id }) => _id === a.memberId)).toMatchObject({
    pointsMicroPoints: 5_000_000,
    stableCents: 1_000,
    adjustedSpendableCents: 500,
  });
  expect((await world.call('account.me', {}, a.token)).wallet).toMatchObject({ spendableCents: 500 });
  expect(
    await world.refused(
      'admin.proposeAdjustment',
      {
        memberId: a.memberId,
        change: 'remove',
        asset: 'spendable',
        units: 501,
        reason: '收回',
        requestId: nextRequest(),
      },
      world.admins[0],
    ),
  ).toBe('adjustment/exceedsHolding');
  expect(differences(world)).toEqual([]);
});

test('two who approve at the same moment do it once, at every step of the first', async () => {
  const held = async () => (await world.call('account.me', {}, b.token)).wallet.spendableCents;
  const met = await atEverySeam(seam, {
    prepare: async () => {
      const { proposalId } = await world.call(
        'admin.proposeAdjustment',
        {
          memberId: b.memberId,
          change: 'add',
          asset: 'spendable',
          units: 100,
          reason: '补偿',
          requestId: nextRequest(),
        },
        world.admins[0],
      );
      return { proposalId, before: await held() };
    },
    first: ({ proposalId }) => approve(proposalId),
    second: ({ proposalId }) => approve(proposalId),
    check: async ({ before }, one, other) => {
      expect([one.ok, other.ok]).toEqual([true, true]);
      expect(one).toEqual(other);
      expect(await held()).toBe(before + 100);
    },
  });
  expect(met).toBeGreaterThan(5);
  expect(differences(world)).toEqual([]);
});

test('points that a member spends beside a removal are not taken twice, at every step of it', async () => {
  const held = async () => (await world.call('account.me', {}, a.token)).wallet.spendableCents;
  const met = await atEverySeam(seam, {
    prepare: async () => {
      const { proposalId: give } = await world.call(
        'admin.proposeAdjustment',
        {
          memberId: a.memberId,
          change: 'add',
          asset: 'spendable',
          units: 1_000,
          reason: '补偿',
          requestId: nextRequest(),
        },
        world.admins[0],
      );
      await approve(give);
      const units = await held();
      const { proposalId } = await world.call(
        'admin.proposeAdjustment',
        { memberId: a.memberId, change: 'remove', asset: 'spendable', units, reason: '收回', requestId: nextRequest() },
        world.admins[0],
      );
      return { proposalId };
    },
    first: ({ proposalId }) => approve(proposalId),
    second: () =>
      world.cloud.call(
        'shop.placeOrder',
        {
          lines: [{ skuId: 'two-1', quantity: 1 }],
          addressId: a.addressId,
          useSpendableCents: 300,
          requestId: nextRequest(),
        },
        a.token,
      ),
    check: async (_one, removed, placed) => {
      // One of the two came first; what the other asked for is not there any more.
      expect([removed.ok, placed.ok].filter(Boolean)).toHaveLength(1);
      expect(await held()).toBeGreaterThanOrEqual(0);
    },
  });
  expect(met).toBeGreaterThan(5);
  expect(differences(world)).toEqual([]);
});

test('a part of an order is reversed before its first close, and the next close keeps to it', async () => {
  const orderId = await buy(world, b, 'free-1');
  await world.cloud.trigger('settlement');
  const { proposalId } = await propose({ orderId, cashFen: 40_000 });
  expect(await approve(proposalId)).toMatchObject({ ok: true, value: { reversal: { refundableFen: 40_000 } } });
  expect(differences(world)).toEqual([]);
  await world.advance('1d');
  // Below every tier now: nothing is left to release, and its cash is on its way back.
  expect(differences(world)).toEqual([]);
  const order = await world.call('shop.viewOrder', { orderId }, b.token);
  expect(order.log.map(({ event }) => event)).toEqual(expect.arrayContaining(['sale.reversed', 'reversal.paid']));
  expect(order.grants).toMatchObject([{ plan: 'release', remainingReleaseCents: 0, releasedBonusCents: 0 }]);
});

test('what is paid back while another part of the order is being reversed stays paid back', async () => {
  const orderId = await buy(world, b, 'free-1');
  await world.cloud.trigger('settlement');
  for (const cashFen of [10_000, 20_000]) {
    const { proposalId } = await propose({ orderId, cashFen });
    // The notice of the first comes between the reading of the second and its transaction.
    const held = seam.hold(({ action }) => action === 'database.startTransaction');
    const approving = approve(proposalId);
    await held.reached;
    await world.advance('2m');
    held.release();
    expect(await approving).toMatchObject({ ok: true });
  }
  const order = all<OrderDocument>(world, 'orders').find(({ _id }) => _id === orderId)!;
  expect(order.reversals!.map(({ refund }) => refund)).toEqual(['paid', 'sent']);
  expect(order.isReversalDue).toBe(true);
  expect(order.log.filter(({ event }) => event === 'reversal.paid')).toHaveLength(1);
  await world.advance('2m');
  const after = all<OrderDocument>(world, 'orders').find(({ _id }) => _id === orderId)!;
  expect(after.reversals!.map(({ refund }) => refund)).toEqual(['paid', 'paid']);
  expect(after.isReversalDue).toBe(false);
  expect(differences(world)).toEqual([]);
});

test('each line of what a reversal took is worked out again from what the order gave and what was held', async () => {
  const orderId = await buy(world, b, 'share-1');
  await world.cloud.trigger('settlement');
  for (const cashFen of [10_000, 33_333]) {
    // What happens in one moment stands by its id.
    await world.advance('1m');
    const { proposalId } = await propose({ orderId, cashFen });
    expect(await approve(proposalId)).toMatchObject({ ok: true });
  }
  const reversals = async (ofOrder: string, asset: Asset, limit = 50) =>
    (await world.call('wallet.statement', { asset, kinds: ['order.reversal'], limit }, b.token)).lines.filter(
      (line) => line.orderId === ofOrder,
    );
  const own = [...(await reversals(orderId, 'quota')), ...(await reversals(orderId, 'weight'))];
  expect(new Set(own.map(({ amount }) => amount.asset)).size).toBeGreaterThan(1);
  for (const { entryId, amount } of own) {
    const told = await world.call('wallet.explain', { entryId }, b.token);
    expect(told).toMatchObject({ agrees: true, recomputed: amount });
    expect(told.formula.lines[0]!.words).toContain('向上取整');
  }
  // The second part stands on the first.
  const { inputs } = await world.call('wallet.explain', { entryId: own[0]!.entryId }, b.token);
  expect(inputs).toMatchObject({ reversedBeforeFen: 10_000, reversedFen: 33_333 });
  // What is cut of a release: of what the order still holds, by the tier that the rest reaches.
  const freeId = await buy(world, b, 'free-1');
  await world.cloud.trigger('settlement');
  await world.advance('2d');
  expect(await approve((await propose({ orderId: freeId, cashFen: 100 })).proposalId)).toMatchObject({ ok: true });
  // The newest alone: an order above was settled and reversed in one moment, and no balance between the two is told.
  const cut = [...(await reversals(freeId, 'remaining', 1)), ...(await reversals(freeId, 'spendable', 1))];
  expect(cut.map(({ amount }) => amount.asset)).toEqual(['remaining', 'spendable']);
  for (const { entryId, amount } of cut) {
    const told = await world.call('wallet.explain', { entryId }, b.token);
    expect(told).toMatchObject({ agrees: true, recomputed: amount, inputs: { grantedBeforeCents: expect.anything() } });
  }
  expect(differences(world)).toEqual([]);
});

test('a proposal that nobody approved in a week, or the days that were set, cannot be approved any more; it can be turned down', async () => {
  const adding = { memberId: b.memberId, change: 'add', asset: 'spendable', units: 100, reason: '补发' } as const;
  const proposed = async (days: number) => {
    const one = await world.call('admin.proposeAdjustment', { ...adding, requestId: nextRequest() }, world.admins[0]);
    expect(one.expiresAtMs - one.proposedAtMs).toBe(days * 86_400_000);
    return one;
  };
  const { proposalId } = await proposed(7);
  await world.call('admin.saveSettings', { proposalDays: 2 }, world.admins[0]);
  await world.call('admin.rejectProposal', { proposalId: (await proposed(2)).proposalId }, world.admins[0]);
  const past = world.cloud.now() - 1;
  await world.cloud.engine.update('proposals', { _id: proposalId }, { $set: { expiresAtMs: past } });
  expect(await approve(proposalId)).toMatchObject({ code: 'proposal/expired', details: { expiredAtMs: past } });
  expect(world.cloud.engine.get('proposals', proposalId)).toMatchObject({ state: 'proposed', adjustment: null });
  expect((await world.call('admin.rejectProposal', { proposalId }, world.admins[1])).state).toBe('rejected');
});
