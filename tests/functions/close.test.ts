import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../scratch';
import { closedState, differences } from './books';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

let world: TestWorld;
let folder: string;
let snapshot: string;
let members: Joined[];

/** A line of referrers, each with orders of every plan, one day old; the day is not closed yet. */
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world, { settleAfterDays: 0 });
  members = [];
  for (let at = 0; at < 6; at += 1)
    members.push(
      await joinMember(world, `1380000000${at}`, at === 0 ? undefined : members[Math.floor(at / 2)]!.inviteCode),
    );
  for (const member of members) await buy(world, member, 'both-1');
  await world.advance('1d');
  for (const member of members.slice(0, 3)) await buy(world, member, 'share-1');
  folder = scratchFolder('close-test');
  snapshot = join(folder, 'before.json');
  await world.cloud.exportTo(snapshot);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
  removeBuilt();
});

const again = () => world.cloud.importFrom(snapshot);
const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};
const hold = (untilMs: number) =>
  world.cloud.engine.set('platform', 'lease:serial', { holder: 'a test', untilMs } as never);

test('a close killed at any point and repeated leaves what an undisturbed one leaves', async () => {
  await hold(Number.MAX_SAFE_INTEGER); // the timers find the lease taken: the day ends unclosed
  await world.advance('1d');
  const ended = join(folder, 'ended.json');
  await world.cloud.exportTo(ended);
  await hold(0);
  await world.cloud.trigger('dailyClose');
  const undisturbed = closedState(world);
  expect(differences(world)).toEqual([]);
  let killed = 0;
  for (let round = 1; round <= 8; round += 1) {
    await world.cloud.importFrom(ended);
    for (let after = 0; after < 12; after += 1) {
      await hold(0);
      const run = world.cloud.trigger('dailyClose').then(
        () => 0,
        () => 1,
      );
      await turns(round * 7 + after * 31);
      await world.cloud.killWorker();
      killed += await run;
      expect(differences(world)).toEqual([]);
    }
    await hold(0);
    await world.cloud.trigger('dailyClose');
    expect(closedState(world)).toEqual(undisturbed);
  }
  expect(killed).toBeGreaterThan(8); // else this test has tried nothing
});

test('days missed and caught up are the same as days closed in time', async () => {
  await again();
  await world.advance('3d');
  const inTime = closedState(world);
  await again();
  await hold(Number.MAX_SAFE_INTEGER);
  await world.advance('3d');
  await hold(0);
  await world.cloud.trigger('dailyClose');
  expect(closedState(world)).toEqual(inTime);
  expect(differences(world)).toEqual([]);
});

test('a close repeated changes nothing', async () => {
  const before = closedState(world);
  await world.cloud.trigger('dailyClose');
  await world.cloud.trigger('settlement');
  expect(closedState(world)).toEqual(before);
});

test('without a clearance nothing of its kind is paid or granted; what is held stays', async () => {
  await again();
  const held = await world.call('wallet.view', {}, members[0]!.token);
  const { clearances } = await world.call('admin.listClearances', {}, world.admins[0]);
  for (const { clearanceId } of clearances) await world.call('admin.revokeClearance', { clearanceId }, world.admins[0]);
  const orderId = await buy(world, members[0]!, 'both-1');
  await world.advance('1d');
  const [close] = (await world.call('admin.listCloses', {}, world.admins[0])).closes;
  expect(close).toMatchObject({ balanced: true, dividendFen: 0 });
  const wallet = await world.call('wallet.view', {}, members[0]!.token);
  expect(wallet.dividend).toMatchObject({ quotaFen: held.dividend!.quotaFen, paused: [{ feature: 'dividend.cash' }] });
  const order = await world.call('shop.viewOrder', { orderId }, members[0]!.token);
  expect(order.notCounted).toEqual([{ plan: 'dividend', why: 'notCleared' }]);
  expect(order.grants.find(({ plan }) => plan === 'release')).toMatchObject({ grantedReleaseCents: 900_000 });
  expect(differences(world)).toEqual([]);
});
