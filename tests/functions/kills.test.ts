import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { type LocalCloudOptions, startLocalCloud } from '../../localcloud';
import { type Engine, openEngine } from '../../localcloud/engine';
import { reservedCollections } from '../../localcloud/sandbox';
import { readSchema } from '../../localcloud/schemaFile';
import { Chance } from '../../localcloud/seed/chance';
import { buildServer, endServers, killsAsked, startServer } from '../host/killable';
import { scratchFolder } from '../scratch';
import { all } from './books';
import { Load, type Promised } from './load';
import { halfWritten } from './wholeness';
import { ADMIN_PHONES, built, type Joined, joinMember, openShop, removeBuilt, START_MS, startWorld } from './world';

const ROUNDS = killsAsked(3);
const CLIENTS = 6;
const STOCK = 100_000;

jest.setTimeout(120_000 + ROUNDS * 30_000);

let folder: string;
let options: LocalCloudOptions;
let script: string;
let load: Load;

/** A line of referrers who have accepted every plan, in a data folder. */
beforeAll(async () => {
  folder = scratchFolder('kills-test');
  const dataDir = join(folder, 'data');
  const world = await startWorld({ dataDir });
  await openShop(world, { settleAfterDays: 0, stock: STOCK });
  const members: Joined[] = [];
  for (let at = 0; at < 5; at += 1)
    members.push(
      await joinMember(world, `1380000000${at}`, at === 0 ? undefined : members[Math.floor(at / 2)]!.inviteCode),
    );
  await world.close();
  load = new Load(members, world.admins[0], new Chance(20_260_302));
  options = {
    dataDir,
    functionsDir: await built(),
    clock: { startAtMs: START_MS, isFrozen: true },
    variables: { OWNER_PHONES: ADMIN_PHONES.join(',') },
    workers: 2,
  };
  script = await buildServer(folder);
});
afterAll(() => {
  endServers();
  rmSync(folder, { recursive: true, force: true });
  removeBuilt();
});

/** What the folder of a killed server holds, read with no server: nothing has been taken up again yet. */
async function readFolder<T>(read: (engine: Engine) => T): Promise<T> {
  const declared = readSchema(join(options.functionsDir, 'database.json'));
  const schema = { collections: { ...declared.collections, ...reservedCollections } };
  const engine = openEngine({ dataDir: options.dataDir, now: () => START_MS, schema });
  try {
    return read(engine);
  } finally {
    await engine.close();
  }
}

/** Promises that were not kept, in words. */
function broken(engine: Engine, promises: readonly Promised[]): string[] {
  const orders = new Map(all<OrderDocument>({ cloud: { engine } }, 'orders').map((order) => [order._id, order]));
  const keeps: Record<string, (order: OrderDocument) => boolean> = {
    placed: ({ isPlaced }) => isPlaced,
    paid: ({ paidAtMs, log }) => paidAtMs !== null && log.some(({ event }) => event === 'payment.received'),
    shipped: ({ shippedAtMs }) => shippedAtMs !== null,
    received: ({ receivedAtMs }) => receivedAtMs !== null,
    cancelled: ({ state }) => ['closed', 'refunding', 'refunded'].includes(state),
    refunded: ({ state }) => ['refunding', 'refunded'].includes(state),
  };
  return promises.flatMap(({ orderId, said }) => {
    const order = orders.get(orderId);
    if (!order) return [`${orderId} is lost`];
    return [...said].filter((what) => !keeps[what]!(order)).map((what) => `${orderId} is not ${what}: ${order.state}`);
  });
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
};

/** Loads a server and kills it: after some answers, and then at any moment between two. */
async function round(): Promise<void> {
  const server = await startServer(script, options);
  const enough = load.acknowledged + load.chance.between(0, 60);
  const more = load.chance.below(3000);
  let isKilled = false;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!isKilled && (await load.step(server.url)));
  });
  while (load.acknowledged < enough) await turns(1);
  await turns(more);
  isKilled = true;
  await server.kill();
  await Promise.all(clients);
}

test(`a shop killed ${ROUNDS} times under mixed load keeps what it said, whole`, async () => {
  const found: string[] = [];
  for (let at = 1; at <= ROUNDS; at += 1) {
    await round();
    const faults = await readFolder((engine) => [
      ...halfWritten({ cloud: { engine } }, STOCK),
      ...broken(engine, load.orders),
    ]);
    found.push(...faults.map((fault) => `round ${at}: ${fault}`));
  }

  // What was broken off is taken up by the timers, and nothing is left over.
  const cloud = await startLocalCloud(options);
  try {
    await cloud.advance({ by: '2d' });
    found.push(...halfWritten({ cloud }, STOCK), ...broken(cloud.engine, load.orders));
    expect(cloud.engine.find('orders', { isPlaced: false, isSwept: false })).toEqual([]);
    expect(cloud.engine.find('orders', { state: 'awaitingPayment', isPlaced: true })).toEqual([]);
    expect(cloud.engine.find('closes', { balanced: { $ne: true } })).toEqual([]);
    expect(cloud.engine.count('closes')).toBeGreaterThan(0);
    const states = new Map<string, number>();
    for (const { state, isPlaced } of all<OrderDocument>({ cloud }, 'orders'))
      states.set(isPlaced ? state : 'given up', (states.get(isPlaced ? state : 'given up') ?? 0) + 1);
    if (process.env.KILLS)
      process.stdout.write(
        `${JSON.stringify({
          kills: ROUNDS,
          acknowledged: load.acknowledged,
          cutOff: load.unanswered,
          refusals: Object.fromEntries(load.refusals),
          orders: Object.fromEntries(states),
          closes: cloud.engine.count('closes'),
          differences: found.length,
        })}\n`,
      );
  } finally {
    await cloud.close();
  }
  expect(found).toEqual([]);
  expect([...load.refusals.keys()].filter((code) => /^(function|cloud|call|session)\//.test(code))).toEqual([]);
  expect(load.acknowledged).toBeGreaterThan(ROUNDS * 10); // else this test has tried nothing
  expect(load.unanswered).toBeGreaterThan(0);
});
