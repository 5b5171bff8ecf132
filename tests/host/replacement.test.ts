import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionRequest, LocalCloud } from '../../localcloud';
import { Schedule } from '../../localcloud/clock';
import { exportOf, linesOf, sealed } from '../conformance/exports';
import { cleanUp, START_MS, scratchFolder, signIn, startFixtures, valueFrom } from './cloud';

// What an import, a reset and a clear leave, refused or not: timers, notices, clock, calls, and no half of anything.
afterAll(cleanUp);

const HOUR = 3_600_000;
/** Something a test waits at, and lets go. */
function gate(): { reached: Promise<void>; hold: () => Promise<void>; open: () => void } {
  let reach = (): void => {};
  let open = (): void => {};
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  const hold = (): Promise<void> => {
    reach();
    return opened;
  };
  return { reached, open, hold };
}

const post = async (cloud: LocalCloud, path: string, body: object): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${cloud.url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};

describe('timers run by themselves after', () => {
  const damaged = (folder: string): string => {
    const file = join(folder, 'damaged');
    writeFileSync(file, readFileSync(join(folder, 'all'), 'utf8').replace('"balance":100', '"balance":999'));
    return file;
  };
  /** What is done, and the words of its refusal; none when it must succeed. */
  const cases: Array<[string, (cloud: LocalCloud, folder: string) => Promise<unknown>, string?]> = [
    ['an import', (cloud, folder) => cloud.importFrom(join(folder, 'all'))],
    [
      'an import of a file that is not there',
      (cloud, folder) => cloud.importFrom(join(folder, 'none')),
      'there is no such file',
    ],
    ['an import of a damaged file', (cloud, folder) => cloud.importFrom(damaged(folder)), 'its sum is not that'],
    [
      'an import that cannot be kept',
      (cloud, folder) => failing(cloud, () => cloud.importFrom(join(folder, 'all'))),
      'the disk is full',
    ],
    ['a clear', (cloud) => cloud.clear()],
    ['a clear that cannot be kept', (cloud) => failing(cloud, () => cloud.clear()), 'the disk is full'],
    ['a reset', (cloud) => cloud.reset()],
    [
      'a reset whose data cannot be made',
      (cloud) => {
        shallFail = true;
        return cloud.reset();
      },
      'no data today',
    ],
    ['an import at the door', (cloud, folder) => post(cloud, 'local/import', { file: join(folder, 'none') })],
  ];
  let shallFail = false;
  const failing = (cloud: LocalCloud, act: () => Promise<unknown>): Promise<unknown> => {
    jest.spyOn(cloud.engine, 'replaceAll').mockRejectedValueOnce(new Error('the disk is full'));
    return act();
  };
  const making = async (cloud: LocalCloud): Promise<void> => {
    await cloud.beginAt(START_MS - 24 * HOUR); // as the demo data does: the clock stands and history is played
    await cloud.demo.begin();
    if (shallFail) throw new Error('no data today');
    await cloud.demo.complete([]);
    await cloud.letTimeRun();
  };

  test.each(
    cases.flatMap(([name, act, refusal]) => [true, false].map((isPassive) => ({ name, act, refusal, isPassive }))),
  )('$name (passive at first: $isPassive)', async ({ act, refusal, isPassive }) => {
    shallFail = false;
    const folder = scratchFolder();
    const cloud = await startFixtures({ clock: { startAtMs: START_MS }, isPassive, onReset: making });
    await valueFrom(cloud, 'store.open', { id: 'a' });
    if (isPassive) await cloud.letTimeRun();
    await cloud.exportTo(join(folder, 'all'));
    if (refusal) await expect(act(cloud, folder)).rejects.toThrow(refusal);
    else await act(cloud, folder);
    expect(cloud.status().clock.isFrozen).toBe(false);
    const before = cloud.engine.count('ticks');
    const next = Date.parse(cloud.status().next[0]!.at);
    await cloud.advance({ until: new Date(next - 100).toISOString() });
    while (cloud.engine.count('ticks') === before) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test('and none does where time had not been let run', async () => {
    const folder = scratchFolder();
    const started = jest.spyOn(Schedule.prototype, 'start');
    const cloud = await startFixtures({ clock: { startAtMs: START_MS }, isPassive: true });
    await cloud.exportTo(join(folder, 'all'));
    for (const act of [() => cloud.importFrom(join(folder, 'all')), () => cloud.clear(), () => cloud.reset()]) {
      await act();
      await cloud.advance({ to: 'next' });
    }
    expect(started).not.toHaveBeenCalled();
    await cloud.letTimeRun();
    expect(started).toHaveBeenCalledTimes(1);
    started.mockRestore();
  });
});

describe('notices, faults and accounts', () => {
  const open = async (cloud: LocalCloud): Promise<void> => {
    const token = await signIn(cloud, 'o-anna');
    const data = { body: '茶', outTradeNo: 'order1', totalFee: 100, functionName: 'payCallback' };
    await valueFrom(cloud, 'cashier.pay', { name: 'unifiedOrder', data }, token);
    cloud.setFaults({ payCallback: { delayMs: HOUR / 2 } });
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
  };
  const noticed = (cloud: LocalCloud): unknown[] => cloud.engine.find('notices').map(({ at }) => at);

  test('go on over a refused import', async () => {
    const cloud = await startFixtures();
    await open(cloud);
    await expect(cloud.importFrom(join(scratchFolder(), 'none'))).rejects.toThrow('there is no such file');
    await cloud.advance({ by: '45m' });
    expect(noticed(cloud)).toEqual([START_MS + HOUR / 2]);
  });

  test('go on as the imported data says; what the sandboxes were told stays', async () => {
    const folder = scratchFolder();
    const cloud = await startFixtures();
    await open(cloud);
    await cloud.exportTo(join(folder, 'all'));
    await cloud.advance({ by: '45m' });
    await cloud.importFrom(join(folder, 'all'));
    expect([cloud.now(), noticed(cloud)]).toEqual([START_MS, []]);
    await cloud.advance({ by: '45m' });
    expect(noticed(cloud)).toEqual([START_MS + HOUR / 2]);
    const token = await signIn(cloud, 'o-anna');
    const data = { body: '茶', outTradeNo: 'order2', totalFee: 100, functionName: 'payCallback' };
    await valueFrom(cloud, 'cashier.pay', { name: 'unifiedOrder', data }, token);
    await cloud.pay({ outTradeNo: 'order2' }, 'paid');
    expect(noticed(cloud)).toHaveLength(1); // half an hour later, as was told before the import
  });
});

describe('while other data is taken in', () => {
  async function held(): Promise<{ cloud: LocalCloud; file: string; at: ReturnType<typeof gate> }> {
    const at = gate();
    const beforeRequest = ({ collection }: FunctionRequest): Promise<void> | undefined =>
      collection === 'journal' ? at.hold() : undefined;
    const cloud = await startFixtures({ beforeRequest });
    for (const id of ['a', 'b']) await valueFrom(cloud, 'store.open', { id });
    const file = join(scratchFolder(), 'all');
    await cloud.exportTo(file);
    return { cloud, file, at };
  }

  test('a call on its way is answered first, and those that come are refused with words', async () => {
    const { cloud, file, at } = await held();
    const moving = cloud.call('store.move', { id: 'a', name: 'm' });
    await at.reached;
    let isImported = false;
    const importing = cloud.importFrom(file).then(() => (isImported = true));
    // The doors close when the file has been read.
    let refused = await post(cloud, 'call', { action: 'store.read', input: { id: 'a' } });
    while (refused.status === 200) refused = await post(cloud, 'call', { action: 'store.read', input: { id: 'a' } });
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({ ok: false, code: 'server/replacing' });
    expect(JSON.parse(refused.text).message).toContain('taking in other data');
    for (const path of ['advance', 'pay', 'faults']) expect((await post(cloud, `local/${path}`, {})).status).toBe(503);
    expect((await fetch(`${cloud.url}/local/status`)).status).toBe(503);
    expect(await cloud.call('store.read', { id: 'a' })).toMatchObject({ ok: false, code: 'server/replacing' });
    await expect(cloud.advance({ by: '1d' })).rejects.toThrow('taking in other data');
    await expect(cloud.exportTo(file)).rejects.toThrow('taking in other data');
    expect(isImported).toBe(false);
    at.open();
    expect(await moving).toEqual({ ok: true, value: 'm' });
    await importing;
    expect(await valueFrom(cloud, 'store.read', { id: 'a' })).toMatchObject({ balance: 100 });
    expect(cloud.engine.count('journal')).toBe(0);
  });

  test('another import, a reset and a clear are refused, and change nothing', async () => {
    const { cloud, file, at } = await held();
    const other = join(scratchFolder(), 'other');
    writeFileSync(other, exportOf('accounts', ['{"_id":"z","balance":1,"moves":0}']));
    const moving = cloud.call('store.move', { id: 'a', name: 'm' });
    await at.reached;
    const importing = cloud.importFrom(file);
    for (const act of [() => cloud.importFrom(other), () => cloud.clear(), () => cloud.reset()])
      await expect(act()).rejects.toThrow('other data is being taken in or made');
    at.open();
    await Promise.all([moving, importing]);
    expect(
      cloud.engine
        .find('accounts')
        .map(({ _id }) => _id)
        .sort(),
    ).toEqual(['a', 'b']);
    await cloud.importFrom(other);
    expect(cloud.engine.find('accounts').map(({ _id }) => _id)).toEqual(['z']);
  });

  test('demo data is made behind closed doors, and nothing is taken in meanwhile', async () => {
    const at = gate();
    const cloud = await startFixtures({
      onReset: async (fresh) => {
        await fresh.demo.begin();
        await at.hold();
        expect(await valueFrom(fresh, 'store.open', { id: 'a' })).toMatchObject({ _id: 'a' });
        await fresh.demo.complete([]);
      },
    });
    const file = join(scratchFolder(), 'all');
    const resetting = post(cloud, 'local/reset', {});
    await at.reached;
    expect((await post(cloud, 'call', { action: 'echo.nothing' })).status).toBe(503);
    expect((await post(cloud, 'local/import', { file })).status).toBe(503);
    await expect(cloud.importFrom(file)).rejects.toThrow('other data is being taken in or made');
    at.open();
    expect((await resetting).status).toBe(200);
    expect((await post(cloud, 'call', { action: 'store.read', input: { id: 'a' } })).status).toBe(200);
  });

  test('an export that was begun before is of what was there', async () => {
    const { cloud, file } = await held();
    const fileId = await cloud.storage.put('a.txt', Buffer.from('old'));
    const second = join(scratchFolder(), 'second');
    const exporting = cloud.exportTo(second);
    await cloud.importFrom(file);
    await exporting;
    expect((await fetch(cloud.storage.urlOf(fileId)!)).status).toBe(404);
    await cloud.importFrom(second);
    expect(await (await fetch(cloud.storage.urlOf(fileId)!)).text()).toBe('old');
  });
});

describe('the file at the door', () => {
  let cloud: LocalCloud;
  let folder: string;
  beforeAll(async () => {
    folder = scratchFolder();
    cloud = await startFixtures();
    await valueFrom(cloud, 'store.open', { id: 'a' });
    await cloud.storage.put('a/b.txt', Buffer.alloc(7_000_000, 3));
    await cloud.exportTo(join(folder, 'all'));
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'thesis'), 'mine');
    const lines = linesOf(join(folder, 'all'));
    const spoil = (name: string, change: (line: string) => string): void =>
      writeFileSync(join(folder, name), sealed(lines.map(change)));
    spoil('path', (line) => line.replace('"a/b.txt"', '"../b.txt"'));
    spoil('size', (line) => line.replace('"bytes":7000000', '"bytes":7000001'));
    spoil('part', (line) => line.replace('{"part":"AwMD', '{"part":"*wMD'));
    writeFileSync(join(folder, 'clock'), exportOf('local__clock', ['{"_id":"clock","offsetMs":"x"}']));
    writeFileSync(join(folder, 'task'), exportOf('local__tasks', ['{"_id":"t","dueAt":null}']));
    writeFileSync(join(folder, 'accounts'), exportOf('local__demo', ['{"_id":"demo","isComplete":true}']));
  });

  test.each([
    ['none', 'there is no such file'],
    ['folder', 'it is a folder'],
    ['thesis', 'not an export'],
    ['path', 'belongs to a stored file|cannot be kept'],
    ['size', 'is not the next part|ends too early'],
    ['part', 'is not the next part'],
    ['clock', 'none that the local cloud keeps'],
    ['task', 'none that the local cloud keeps'],
    ['accounts', 'none that the local cloud keeps'],
  ])('%s is refused with 400 and words, and nothing is changed', async (name, words) => {
    const { status, text } = await post(cloud, 'local/import', { file: join(folder, name) });
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { ok: false, code: 'local/file', message: expect.stringMatching(words) },
    ]);
    expect(await valueFrom(cloud, 'store.read', { id: 'a' })).toMatchObject({ balance: 100 });
    expect((await fetch(cloud.storage.urlOf('cloud://local-env.6c6f-local-env/a/b.txt')!)).status).toBe(200);
  });

  test.each(['folder', 'thesis'])('%s is not exported to', async (name) => {
    const { status, text } = await post(cloud, 'local/export', { file: join(folder, name) });
    expect([status, JSON.parse(text).code]).toEqual([400, 'local/file']);
    expect(readFileSync(join(folder, 'thesis'), 'utf8')).toBe('mine');
  });

  test('a relative one is the same for export and import', async () => {
    const inProject = join('.cache', folder.split('/').at(-1)!, 'relative');
    expect((await post(cloud, 'local/export', { file: inProject })).status).toBe(200);
    expect(existsSync(join(folder, 'relative'))).toBe(true);
    expect((await post(cloud, 'local/import', { file: inProject })).status).toBe(200);
    expect((await post(cloud, 'local/import', { file: 'x\0y' })).status).toBe(400);
    expect((await post(cloud, 'local/export', { file: 'x\0y' })).status).toBe(400);
  });

  test('stored files are seen in no collection while they are exported', async () => {
    const before = cloud.engine.collections();
    const view = cloud.storage.view();
    const seen: string[][] = [];
    jest.spyOn(cloud.storage, 'view').mockReturnValueOnce({
      async *[Symbol.asyncIterator]() {
        for await (const file of view) {
          seen.push(cloud.engine.collections());
          yield file;
        }
      },
      close: () => view.close(),
    });
    await cloud.exportTo(join(folder, 'all'));
    expect(seen).toEqual([before]);
    expect(cloud.engine.collections()).toEqual(before);
  });
});
