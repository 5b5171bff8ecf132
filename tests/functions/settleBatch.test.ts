// Many orders settle in one transaction, and what follows from it is written once, whoever is killed where.
import { differences } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { commits, Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  allBack,
  buy,
  type Joined,
  joinMember,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 1000;
const seam = new Seam();
let world: TestWorld;
let buyers: Joined[];
beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 7, stock: STOCK });
  const first = await joinMember(world, '13800000001');
  // Somebody else's shop, which the platform owes something for each order.
  const owner = await joinMember(world, '13800000009');
  await world.call('admin.saveShop', { shopId: 'theirs', name: '粮油店', ownerId: owner.memberId }, world.admins[0]);
  const oil = { priceFen: 100_000, costFen: 20_000, stock: STOCK };
  await saveGoods(world, 'oil', oil, { shopId: 'theirs', plans: ['dividend'] });
  buyers = [first, await joinMember(world, '13800000002', first.inviteCode), await joinMember(world, '13800000003')];
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

const order = (id: string) => world.cloud.engine.find('orders', { _id: id })[0] as unknown as Record<string, unknown>;

/** Orders of every plan by several members, all due; the first so many of them. */
async function due(count = 5): Promise<string[]> {
  const bought: [Joined, string][] = [
    [buyers[0]!, 'apple-1'],
    [buyers[1]!, 'both-1'],
    [buyers[0]!, 'oil-1'],
    [buyers[2]!, 'plain-1'],
    [buyers[1]!, 'apple-1'],
  ];
  const ids: string[] = [];
  for (const [member, skuId] of bought.slice(0, count)) ids.push(await buy(world, member, skuId));
  await world.cloud.engine.update('orders', { _id: { $in: ids } }, { $set: { dueAtMs: world.cloud.now() - 1 } });
  return ids;
}

const settle = () => world.cloud.trigger('settlement');

test('a batch is settled in one transaction, in the order of (due time, id)', async () => {
  const ids = await due();
  const before = seam.seen.length;
  await settle();
  const asked = seam.seen.slice(before);
  expect(ids.map((id) => order(id).state)).toEqual(ids.map(() => 'settled'));
  const inOrder = ids.toSorted();
  const numbers = inOrder.map((id) => order(id).sequence as number);
  expect(numbers).toEqual(inOrder.map((_, at) => numbers[0]! + at));
  const [first] = asked.filter(commits);
  const within = asked.filter(
    ({ params }) => params.transactionId && params.transactionId === first?.params.transactionId,
  );
  expect(within.length).toBeLessThanOrEqual(10);
  expect(halfWritten(world, STOCK)).toEqual([]);
});

test('killed before each of its steps, and taken up by the next: every order once, every balance right', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: () => due(3),
    act: async () => {
      await world.advance('20m'); // the lease of a worker that was killed runs out
      return settle().catch(() => null);
    },
    kill: () => world.cloud.killWorker(),
    check: (ids, _answer, step) => {
      expect([step, ids.map((id) => [order(id).state, order(id).isSettling])]).toEqual([
        step,
        ids.map(() => ['settled', false]),
      ]);
      expect(halfWritten(world, STOCK)).toEqual([]);
      expect(differences(world)).toEqual([]);
    },
  });
  expect(killed).toBeGreaterThan(18);
});

test('points that a member spends between a batch and its writing are not given back', async () => {
  const wallet = () =>
    world.cloud.engine.find('wallets', { _id: buyers[0]!.memberId })[0] as unknown as Record<string, number>;
  const before = wallet();
  await due();
  seam.before(
    (request) => request.collection === 'wallets' && request.action === 'database.modifyDocument',
    () =>
      world.cloud.engine.update('wallets', { _id: buyers[0]!.memberId }, { $inc: { pointsMicroPoints: -1_000_000 } }),
  );
  await settle();
  const granted = world.cloud.engine
    .find('lines', { memberId: buyers[0]!.memberId, asset: 'appreciating' })
    .map((line) => line as unknown as { units: number; day: string })
    .reduce((sum, { units }) => sum + units, 0);
  expect(wallet().pointsMicroPoints).toBe(granted - 1_000_000);
  expect(wallet().pointsMicroPoints).toBeGreaterThan(before.pointsMicroPoints! - 1_000_000);
  expect(wallet().exitAt).toBe(0); // the close looks
  await world.cloud.engine.update('wallets', { _id: buyers[0]!.memberId }, { $inc: { pointsMicroPoints: 1_000_000 } });
});

test('a refund asked for at every step of a settlement is refused, or keeps the order from it', async () => {
  const met = await atEverySeam(seam, {
    prepare: async () => {
      const [orderId] = await due(1);
      return orderId!;
    },
    first: settle,
    second: async (orderId) => {
      // As if asked for in time: its clock is that of the moment before.
      await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() + 1 } });
      const answer = await world.cloud.call('afterSales.apply', allBack(world, orderId, '不合适'), buyers[0]!.token);
      await world.cloud.engine.update('orders', { _id: orderId }, { $set: { dueAtMs: world.cloud.now() - 1 } });
      return answer.ok;
    },
    check: (orderId, _first, isAsked) => {
      const { state, isRefundPending } = order(orderId);
      if (isAsked) expect([state, isRefundPending]).toEqual(['received', true]);
      else expect(state).toBe('settled');
    },
  });
  expect(met).toBeGreaterThan(5);
});
