import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, serverFileOf, startLocalCloud } from '../../localcloud';
import { cleanUp, fixtureFunctions, START_MS, scratchFolder, signIn, startFixtures, valueFrom } from './cloud';
import { buildServer, endServers, killsAsked, startServer } from './killable';

const ROUNDS = killsAsked(4);

afterAll(async () => {
  endServers();
  await cleanUp();
});

interface Account {
  _id: string;
  balance: number;
  moves: number;
}
interface Move {
  _id: string;
  from: string;
  to: string;
  amount: number;
}

/** Balances as the journal has them: 100 to begin with. */
function expectBooksToAgree(cloud: LocalCloud): Move[] {
  const moves = cloud.engine.find('journal') as unknown as Move[];
  for (const account of cloud.engine.find('accounts') as unknown as Account[]) {
    const given = moves.filter(({ from }) => from === account._id);
    const got = moves.filter(({ to }) => to === account._id);
    const sum = (list: Move[]): number => list.reduce((total, { amount }) => total + amount, 0);
    expect([account._id, account.balance]).toEqual([account._id, 100 - sum(given) + sum(got)]);
    expect(account.moves).toBe(given.length);
  }
  return moves;
}

describe('what an invocation leaves behind', () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await startFixtures();
    for (const id of ['a', 'b']) await valueFrom(cloud, 'store.open', { id });
  });

  const balance = async (): Promise<unknown> => (await valueFrom<Account>(cloud, 'store.read', { id: 'a' })).balance;

  test('a transaction that nobody ends is rolled back, and holds nobody up', async () => {
    expect(await valueFrom(cloud, 'store.forget', { id: 'a' })).toBe('forgotten');
    expect(await valueFrom(cloud, 'store.move', { id: 'a', name: 'after it' })).toBe('after it');
    expect(await balance()).toBe(99);
  });

  test('so is that of a function that is killed at its timeout', async () => {
    expect(await cloud.call('store.forget', { id: 'a', pauseMs: 60_000 })).toMatchObject({ code: 'function/timeout' });
    expect(await valueFrom(cloud, 'store.move', { id: 'a', name: 'after the kill' })).toBe('after the kill');
    expect(await balance()).toBe(98);
    expectBooksToAgree(cloud);
  });

  test('the sandboxes’ own collections do not exist for a function', async () => {
    await cloud.call('cashier.open', { name: 'x.y', data: {} });
    for (const name of ['local__payments', 'local__clock', 'local__inbox'])
      for (const action of ['store.reserved', 'store.lookup'])
        expect(await cloud.call(action, { name })).toMatchObject({
          ok: false,
          message: expect.stringContaining('Db or Table not exist'),
        });
  });
});

describe('a data folder', () => {
  test('keeps documents, clock, payments and messages for the next start', async () => {
    const dataDir = join(scratchFolder(), 'data');
    const first = await startFixtures({ dataDir });
    const token = await signIn(first, 'o-anna');
    const data = { body: '茶', outTradeNo: 'order1', totalFee: 100, functionName: 'payCallback' };
    await valueFrom(first, 'cashier.pay', { name: 'unifiedOrder', data }, token);
    first.setFaults({ payCallback: { delayMs: 3_600_000 } });
    await first.pay({ outTradeNo: 'order1' }, 'paid');
    const sms = { env: 'local-env', content: 'hello', phoneNumberList: ['+8613800000001'] };
    await valueFrom(first, 'cashier.open', { name: 'cloudbase.sendSms', data: sms });
    await first.advance({ by: '30m' });
    await first.close();

    const second = await startFixtures({ dataDir });
    expect(second.now()).toBe(START_MS + 1_800_000);
    expect(second.inbox().map(({ text }) => text)).toEqual(['hello']);
    expect(second.sheet({ outTradeNo: 'order1' })).toMatchObject({ state: 'SUCCESS' });
    await second.advance({ by: '45m' });
    expect(second.engine.find('notices').map(({ at }) => at)).toEqual([START_MS + 3_600_000]);
  });

  test('moves by export and import, stored files with it', async () => {
    const folder = scratchFolder();
    const first = await startFixtures();
    await valueFrom(first, 'store.open', { id: 'a' });
    const fileId = await first.storage.put('goods/1.txt', Buffer.from('picture'));
    await first.advance({ by: '2d' });
    await first.exportTo(join(folder, 'all.export'));

    const second = await startFixtures();
    await valueFrom(second, 'store.open', { id: 'b' });
    await second.importFrom(join(folder, 'all.export'));
    expect(second.now()).toBe(START_MS + 2 * 86_400_000);
    expect(second.engine.find('accounts').map(({ _id }) => _id)).toEqual(['a']);
    expect(second.engine.count('ticks')).toBe(2);
    expect(await (await fetch(second.storage.urlOf(fileId)!)).text()).toBe('picture');
    await second.advance({ by: '1d' });
    expect(second.engine.count('ticks')).toBe(3);
  });

  test('an export replaces an export, and nothing else', async () => {
    const folder = scratchFolder();
    const cloud = await startFixtures();
    await cloud.exportTo(join(folder, 'all.export'));
    await cloud.exportTo(join(folder, 'all.export'));
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    await expect(cloud.exportTo(join(folder, 'thesis.txt'))).rejects.toThrow(/is no export/);
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
    await expect(cloud.exportTo('all.export')).rejects.toThrow(/absolute/);
  });

  test('an import that is not whole changes nothing', async () => {
    const folder = scratchFolder();
    const cloud = await startFixtures();
    await valueFrom(cloud, 'store.open', { id: 'a' });
    await cloud.storage.put('goods/1.txt', Buffer.from('picture'));
    writeFileSync(join(folder, 'half.export'), '{"format":"local-cloud-export","version":1}\n{"collection":"x"}\n');
    await expect(cloud.importFrom(join(folder, 'half.export'))).rejects.toThrow();
    expect(await valueFrom(cloud, 'store.read', { id: 'a' })).toMatchObject({ balance: 100 });
    await cloud.advance({ by: '1d' });
    expect(cloud.engine.count('ticks')).toBe(1);
  });

  test('of somebody else, or damaged, is refused with a message and left as it is', async () => {
    const foreign = scratchFolder();
    writeFileSync(join(foreign, 'thesis.txt'), 'mine');
    const functionsDir = await fixtureFunctions();
    await expect(startLocalCloud({ dataDir: foreign, functionsDir })).rejects.toThrow(/not a data folder/);
    const damaged = scratchFolder();
    writeFileSync(join(damaged, 'cloud.sqlite'), 'this is no database at all'.repeat(100));
    await expect(startLocalCloud({ dataDir: damaged, functionsDir })).rejects.toThrow();
  });

  test('starts anew by a reset, and is told so', async () => {
    let resets = 0;
    const cloud = await startFixtures({
      onReset: async (fresh) => {
        resets += 1;
        await fresh.demo.complete([{ name: '安娜', phone: '13800000001', shows: 'a buyer' }]);
      },
    });
    await valueFrom(cloud, 'store.open', { id: 'a' });
    expect(cloud.demo.state()).toBe('own');
    await cloud.advance({ by: '5d' });
    await cloud.reset();
    expect([resets, cloud.now(), cloud.engine.count('accounts'), cloud.engine.count('ticks')]).toEqual([
      1,
      START_MS,
      0,
      0,
    ]);
    expect(cloud.demo.state()).toBe('complete');
    expect(cloud.status().accounts).toHaveLength(1);
    await cloud.clear();
    expect(cloud.demo.state()).toBe('empty');
  });
});

describe('a server killed under load', () => {
  let script: string;
  let functionsDir: string;

  beforeAll(async () => {
    functionsDir = await fixtureFunctions();
    script = await buildServer(scratchFolder());
  });

  const startProcess = (dataDir: string) => startServer(script, { dataDir, functionsDir, workers: 2 });

  async function move(url: string, name: string, from: string): Promise<boolean> {
    try {
      const response = await fetch(`${url}/call`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ action: 'store.move', input: { id: from, name } }),
      });
      return ((await response.json()) as { ok: boolean }).ok;
    } catch {
      return false; // it was killed: nothing was promised
    }
  }

  test(
    'loses nothing it had acknowledged, and its books agree',
    async () => {
      const dataDir = join(scratchFolder(), 'data');
      const promised: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const server = await startProcess(dataDir);
        if (round === 0)
          for (const id of ['a', 'b'])
            await fetch(`${server.url}/call`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ action: 'store.open', input: { id } }),
            });
        let isKilled = false;
        const enough = promised.length + 20 + 7 * (round % 4);
        const clients = ['a', 'b', 'a'].map(async (from, client) => {
          for (let index = 0; !isKilled; index += 1) {
            const name = `${round}-${client}-${index}`;
            if (await move(server.url, name, from)) promised.push(name);
            if (promised.length >= enough && !isKilled) {
              isKilled = true;
              await server.kill();
            }
          }
        });
        await Promise.all(clients);
      }
      const cloud = await startFixtures({ dataDir });
      const moves = expectBooksToAgree(cloud);
      const kept = new Set(moves.map(({ _id }) => _id));
      expect(promised.filter((name) => !kept.has(name))).toEqual([]);
      expect(promised.length).toBeGreaterThanOrEqual(20 * ROUNDS);
    },
    ROUNDS * 15_000,
  );

  test('leaves its address behind, which the next one replaces', async () => {
    const dataDir = join(scratchFolder(), 'data');
    const first = await startProcess(dataDir);
    await expect(startLocalCloud({ dataDir, functionsDir })).rejects.toThrow(/in use/);
    await first.kill();
    const second = await startFixtures({ dataDir });
    expect(JSON.parse(readFileSync(serverFileOf(dataDir), 'utf8')).url).toBe(second.url);
  }, 30_000);
});
