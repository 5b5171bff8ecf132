// Work that does not fit into one invocation: it stops by its budget, whatever it is at, and goes on, by a delayed task
// of the platform's or by the next timer. Nothing is done twice, and nothing waits for an answer that never comes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STEP_MS, WORK_MS } from '../../cloudfunctions/_platform/budget';
import type { CloseDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import { buy, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);
const worlds: TestWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
afterAll(removeBuilt);

/** A world whose workers may look at their budget so often; by the clock when null. */
async function open(looks: number | null): Promise<TestWorld> {
  const world = await startWorld(looks === null ? {} : { variables: { BUDGET_LOOKS: String(looks) } });
  worlds.push(world);
  return world;
}

/** A day with orders that settle in it, then its end. */
async function dayOver(looks: number | null): Promise<TestWorld> {
  const world = await open(looks);
  await openShop(world, { settleAfterDays: 0 });
  const upper = await joinMember(world, '13800000001');
  const lower = await joinMember(world, '13800000002', upper.inviteCode);
  for (const [buyer, skuId] of [
    [lower, 'apple-1'],
    [upper, 'share-1'],
    [lower, 'bed-1'],
    [upper, 'both-1'],
  ] as const) {
    await buy(world, buyer, skuId);
    await world.advance('1m'); // one order settles after the other, in every world alike
  }
  return world;
}
const close = (world: TestWorld) => world.cloud.engine.get('closes', '2026-03-02') as unknown as CloseDocument;
/** What a close has come to, but for how long it took and for ids made by chance. */
function outcome(world: TestWorld) {
  const { stage, balanced, totals, dividend, release, exits, pool, entries, sealed } = close(world);
  return { stage, balanced, totals, dividend, release, exits, pool, entries, sealed };
}
const invocations = (world: TestWorld): number =>
  world.cloud.events().filter(({ kind, name }) => kind === 'delayedCall' && name === 'dailyClose').length;

/** Enough for a step of the close, too little for the whole. */
const LOOKS = 5;
let whole: ReturnType<typeof outcome>;
beforeAll(async () => {
  const world = await dayOver(null);
  await world.cloud.advance({ until: '2026-03-03T08:30:00+08:00' });
  expect(close(world)).toMatchObject({ stage: 'closed', balanced: true, resumed: 0 });
  whole = outcome(world);
  for (const one of worlds.splice(0)) await one.close();
});

test('a close that does not fit into one invocation is handed on by delayed tasks, and is done within minutes', async () => {
  const world = await dayOver(LOOKS);
  await world.cloud.advance({ until: '2026-03-03T00:25:00+08:00' });
  expect(outcome(world)).toEqual(whole);
  expect(close(world).resumed).toBeGreaterThan(1);
  expect(invocations(world)).toBeGreaterThan(1);
});

test.each([
  ['is noted, and never answered', { silentNext: { 'cloudbase.addDelayedFunctionTask': 1 } }],
  ['fails', { failNext: { 'cloudbase.addDelayedFunctionTask': 1000 } }],
])('where the task %s the close comes to the same end by its timers', async (_what, faults) => {
  const world = await dayOver(LOOKS);
  world.cloud.setFaults(faults);
  await world.cloud.advance({ until: '2026-03-03T08:30:00+08:00' });
  expect(outcome(world)).toEqual(whole);
  expect(close(world).resumed).toBeGreaterThan(1);
});

test('a ticket opens the close once; no other call does', async () => {
  const world = await dayOver(LOOKS);
  const event = (ticket: unknown) => ({ handovers: 1, ticket });
  expect(await world.cloud.call('dailyClose.main', event('guessed'))).toMatchObject({ ok: false });
  await world.cloud.advance({ until: '2026-03-03T00:06:00+08:00' });
  const kept = () => world.cloud.engine.get('platform', 'ticket:dailyClose') as { hash: string | null } | undefined;
  expect(kept()?.hash).toMatch(/^[0-9a-f]{64}$/);
  await world.cloud.advance({ until: '2026-03-03T00:25:00+08:00' });
  expect(kept()?.hash).toBeNull();
});

test('a settlement stops by its budget, and the next goes on where it stopped', async () => {
  const world = await open(6);
  await openShop(world);
  const buyer = await joinMember(world, '13800000001');
  const orderIds: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    const lines = [{ skuId: 'apple-1', quantity: 1 }];
    const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
    orderIds.push((await world.call('shop.placeOrder', input, buyer.token)).orderId);
  }
  const closed = () =>
    orderIds.filter(
      (orderId) => (world.cloud.engine.get('orders', orderId) as unknown as OrderDocument).state === 'closed',
    ).length;
  await world.cloud.advance({ until: '2026-03-02T09:35:00+08:00' });
  const seen = [closed()];
  for (let timer = 0; timer < 6; timer += 1) {
    await world.advance('30m');
    seen.push(closed());
  }
  expect(seen.at(-1)).toBe(12);
  expect(new Set(seen).size).toBeGreaterThan(2);
});

test('a function may run for as long as its budget, its last step and handing on take', () => {
  const config = (name: string) =>
    JSON.parse(readFileSync(join(__dirname, `../../cloudfunctions/${name}/config.json`), 'utf8')) as {
      timeout: number;
      triggers?: unknown[];
    };
  for (const name of ['settlement', 'dailyClose']) {
    expect(config(name).triggers).toHaveLength(1);
    expect(config(name).timeout * 1000).toBeGreaterThanOrEqual(WORK_MS + STEP_MS + 5_000);
  }
  // On call: what one action asks of the cashier, and its own work.
  for (const name of ['shop', 'admin', 'payCallback'])
    expect(config(name).timeout * 1000).toBeGreaterThanOrEqual(STEP_MS + 5_000);
});
