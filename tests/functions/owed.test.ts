// What the platform owes a shop: grows by orders that settle, falls by reversals and payouts, explained line by line.
import { differences } from './books';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import {
  agreeing,
  allBack,
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  setTerms,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

let world: TestWorld;
let owner: Joined;
let buyer: Joined;
const seam = new Seam();

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world);
  owner = await joinMember(world, '13800000201');
  buyer = await joinMember(world, '13800000202');
  const shop = { shopId: 'hers', name: '青岚粮油店', freightFen: 800, freeFreightFromFen: 9_900 };
  await world.call('admin.saveShop', { ...shop, takesStable: true, ownerId: owner.memberId }, world.admins[0]);
  await saveGoods(
    world,
    'oil',
    { priceFen: 8_800, costFen: 6_000, stock: 500 },
    { shopId: 'hers', plans: ['appreciation'] },
  );
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => expect(differences(world)).toEqual([]));

const settle = async () => {
  await world.cloud.engine.update('orders', { state: 'received' }, { $set: { dueAtMs: world.cloud.now() - 1 } });
  await world.cloud.trigger('settlement');
};
const owed = () => world.call('merchant.viewOwed', {}, owner.token);
const [first, second] = [0, 1].map((at) => () => world.admins[at]!) as [() => string, () => string];
const paying = (amountFen: number, requestId = nextRequest()) => ({
  shopId: 'hers',
  amountFen,
  reference: 'ICBC-20260302-01',
  requestId,
});

test('an order brings its cost and freight when it settles, and not before; pieces that went back bring nothing', async () => {
  const one = await buy(world, buyer, 'oil-1');
  expect(await owed()).toMatchObject({ owedFen: 0, settledOrders: 0 });
  const two = await buy(world, buyer, 'oil-1', { quantity: 2 });
  const { lines, ...asked } = allBack(world, two);
  const piece = lines.map((line) => ({ ...line, quantity: 1 }));
  await world.call('afterSales.apply', { ...asked, lines: piece }, buyer.token);
  const { caseId } = agreeing(world, two);
  await world.call('afterSales.answer', { caseId, answer: { is: 'agreed' } }, owner.token);
  await settle();
  // 60.00 + 8.00 freight, and one piece of the second, of which nothing was paid for sending.
  expect(await owed()).toMatchObject({ settledOrders: 2, settledFen: 12_800, owedFen: 12_800, paidOutFen: 0 });
  const { lines: said } = await world.call('merchant.statement', {}, owner.token);
  expect(said.map(({ kind, units, parts }) => [kind, units, parts.costFen, parts.freightFen])).toEqual(
    expect.arrayContaining([
      ['order', 6_800, 6_000, 800],
      ['order', 6_000, 6_000, 0],
    ]),
  );
  const order = await world.call('merchant.viewOrder', { orderId: one }, owner.token);
  expect(said.map(({ orderNo }) => orderNo)).toContain(order.orderNo);
});

test('stable points that the shop got are taken off, down to what it owes', async () => {
  // The buyer has points by an administrator's adjustment.
  const asked = { memberId: buyer.memberId, change: 'add' as const, asset: 'stable' as const, units: 20_000 };
  const { proposalId } = await world.call(
    'admin.proposeAdjustment',
    { ...asked, reason: '测试', requestId: nextRequest() },
    first(),
  );
  await world.call('admin.approveProposal', { proposalId }, second());
  const before = await owed();
  const { orderId } = await world.call(
    'shop.placeOrder',
    {
      lines: [{ skuId: 'oil-1', quantity: 1 }],
      addressId: buyer.addressId,
      useStableCents: 8_800,
      requestId: nextRequest(),
    },
    buyer.token,
  );
  const { payment } = await world.call('shop.payOrder', { orderId }, buyer.token);
  if (payment) await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call(
    'merchant.ship',
    { orderId, carrier: '德邦', trackingNo: 'S1', requestId: nextRequest() },
    owner.token,
  );
  await world.call('shop.confirmReceipt', { orderId }, buyer.token);
  await settle();
  const after = await owed();
  // 60.00 + 8.00 − 88.00: the shop has 88.00 in points already, and owes 20.00 of it.
  expect(after.owedFen - before.owedFen).toBe(-2_000);
  expect(after.stableCents - before.stableCents).toBe(8_800);
  const { lines } = await world.call('merchant.statement', { asset: 'stable' }, owner.token);
  expect(lines).toMatchObject([{ kind: 'stableOrder', units: 8_800 }]);
});

test('a reversal takes its part back, in parts together the whole', async () => {
  const orderId = await buy(world, buyer, 'oil-1');
  await settle();
  const before = await owed();
  for (const cashFen of [3_333, 6_267]) {
    const { proposalId } = await world.call(
      'admin.proposeReversal',
      { orderId, cashFen, reason: '退货', requestId: nextRequest() },
      first(),
    );
    await world.call('admin.approveProposal', { proposalId }, second());
  }
  const after = await owed();
  expect(before.owedFen - after.owedFen).toBe(6_800);
  expect(after.reversedFen).toBe(6_800);
  const { lines } = await world.call('merchant.statement', { limit: 2 }, owner.token);
  // ceil(68.00 × 33.33 ÷ 96.00) = 23.61
  expect(lines.map(({ kind, units }) => [kind, units]).toSorted()).toEqual([
    ['reversal', -2_361],
    ['reversal', -4_439],
  ]);
});

test('paid out once however often it is said, never more than is owed, and by two above what one may', async () => {
  const { owedFen } = await owed();
  expect(await world.refused('admin.payOut', paying(owedFen + 1), first())).toBe('payout/exceedsOwed');
  const said = paying(1_000);
  const answers = await Promise.all([1, 2].map(() => world.call('admin.payOut', said, first())));
  expect(answers).toEqual(Array(2).fill({ state: 'paid', owedFen: owedFen - 1_000, proposalId: null }));
  expect(await world.refused('admin.payOut', paying(100), owner.token)).toBe('identity/notAllowed');

  // Of a limit of 15.00 a day 5.00 are left: 6.00 want a second administrator.
  await world.call('admin.saveSettings', { payoutAloneFen: 1_500 }, first());
  expect((await world.call('admin.viewOwed', { shopId: 'hers' }, first())).aloneFen).toBe(500);
  const { state, proposalId } = await world.call('admin.payOut', paying(600), first());
  expect([state, (await owed()).owedFen]).toEqual(['proposed', owedFen - 1_000]);
  expect(await world.refused('admin.approveProposal', { proposalId: proposalId! }, first())).toBe('proposal/sameAdmin');
  const { waiting } = await world.call('admin.viewOwed', { shopId: 'hers' }, second());
  expect(waiting).toMatchObject([{ proposalId, what: { kind: 'payout', amountFen: 600 } }]);
  await Promise.all([1, 2].map(() => world.call('admin.approveProposal', { proposalId: proposalId! }, second())));
  expect(await owed()).toMatchObject({ owedFen: owedFen - 1_600, paidOutFen: 1_600 });
  const { lines } = await world.call('merchant.statement', { limit: 5 }, owner.token);
  expect(lines.filter(({ kind }) => kind === 'payout')).toMatchObject([{ note: 'ICBC-20260302-01' }, {}]);
  const { shops } = await world.call('admin.listOwed', {}, first());
  expect(shops).toMatchObject([{ shopId: 'hers', name: '青岚粮油店', owedFen: owedFen - 1_600 }]);
});

test('two who pay out what is owed at the same moment pay it once', async () => {
  await setTerms(world, { payoutAloneFen: 100_000_000 });
  const met = await atEverySeam(seam, {
    prepare: async () => {
      await buy(world, buyer, 'oil-1');
      await settle();
      return (await owed()).owedFen;
    },
    first: (all) => world.cloud.call('admin.payOut', paying(all), first()),
    second: (all) => world.cloud.call('admin.payOut', paying(all), second()),
    check: async (all, one, other) => {
      expect([one.ok, other.ok].filter(Boolean)).toHaveLength(1);
      expect((await owed()).owedFen).toBe(0);
      expect(all).toBeGreaterThan(0);
    },
  });
  expect(met).toBeGreaterThan(3);
});

test('a figure that is bent is found: a line, a sum of the shop, what an order is said to have brought', async () => {
  const { engine } = world.cloud;
  const bends = [
    ['shopLines', { kind: 'order' }, 'units'],
    ['merchants', { _id: 'hers' }, 'paidOutFen'],
    ['orders', { state: 'settled', 'owed.owedFen': { $gt: 0 } }, 'owed.costFen'],
  ] as const;
  for (const [collection, query, field] of bends) {
    const [one] = engine.find(collection, query, { limit: 1 });
    const bend = (by: number) => engine.update(collection, { _id: one!._id }, { $inc: { [field]: by } });
    await bend(1);
    expect(differences(world).join('\n')).toContain('shops');
    await bend(-1);
  }
});
