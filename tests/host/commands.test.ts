import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFileOf } from '../../localcloud';
import { readCommand } from '../../scripts/local/command';
import { perform } from '../../scripts/local/perform';
import { cleanUp, fixtureFunctions, scratchFolder, startFixtures, valueFrom } from './cloud';

afterAll(cleanUp);

const run = (dataDir: string, ...words: string[]): Promise<string> =>
  perform(readCommand(words), { dataDir, prepareFunctions: fixtureFunctions });

describe('a command', () => {
  test('asks the server that runs', async () => {
    const dataDir = join(scratchFolder(), 'data');
    const cloud = await startFixtures({ dataDir });
    expect(await run(dataDir)).toContain(
      'clock    2026-03-01 00:00:00 (frozen)\nnext     2026-03-01 01:00:00  ticker.daily',
    );
    expect(await run(dataDir, 'events')).toBe('nothing has happened yet');
    expect(await run(dataDir, 'advance', '1d')).toBe('2026-03-02 00:00:00, 1 event');
    expect(await run(dataDir, 'advance', 'next')).toBe('2026-03-02 01:00:00, 1 event');
    expect(await run(dataDir, 'advance', '2026-03-03T00:00:00+08:00')).toBe('2026-03-03 00:00:00, 0 events');
    expect(await run(dataDir, 'events')).toContain('2026-03-01 01:00:00  ticker.daily  done');
    const data = { env: 'local-env', content: 'hello', phoneNumberList: ['+8613800000001'] };
    await valueFrom(cloud, 'cashier.open', { name: 'cloudbase.sendSms', data });
    expect(await run(dataDir, 'inbox', '13800000001')).toBe('2026-03-03 00:00:00  13800000001  hello');
    expect(await run(dataDir, 'inbox', '13800000002')).toBe('no messages');
    await valueFrom(cloud, 'echo.shout');
    expect(await run(dataDir, 'logs')).toContain('echo log: hello { a: 1 }');
    expect(await run(dataDir, 'kill-worker')).toBe('a worker was ended');
    expect(await run(dataDir, 'faults', '{"payCallback":{"repeat":1}}')).toBe('as you wish');
    await expect(run(dataDir, 'faults', '{"payCallback":{"repeat":-1}}')).rejects.toThrow('payCallback.repeat');
    await expect(run(dataDir, 'advance', 'tomorrow')).rejects.toThrow('the time must be like');
  });

  test('opens the folder itself when no server runs, even after one was killed', async () => {
    const dataDir = join(scratchFolder(), 'data');
    await run(dataDir, 'status');
    writeFileSync(serverFileOf(dataDir), JSON.stringify({ url: 'http://127.0.0.1:1', pid: 1 }));
    expect(await run(dataDir, 'advance', '2d')).toMatch(/, 2 events$/);
    const file = join(scratchFolder(), 'all.export');
    expect(await run(dataDir, 'export', file)).toBe(`exported ${file}`);
    expect(await run(dataDir, 'reset')).toBe('everything is new');
    const cloud = await startFixtures({ dataDir });
    expect(cloud.engine.count('ticks')).toBe(0);
    await cloud.close();
    expect(await run(dataDir, 'import', file)).toBe(`imported ${file}`);
    const again = await startFixtures({ dataDir });
    expect(again.engine.count('ticks')).toBe(2);
    await expect(
      perform(readCommand(['kill-worker']), { dataDir: scratchFolder(), prepareFunctions: fixtureFunctions }),
    ).rejects.toThrow('no local cloud runs');
  });

  test('never removes a folder that it cannot read', async () => {
    const dataDir = scratchFolder();
    writeFileSync(join(dataDir, 'thesis.txt'), 'mine');
    await expect(run(dataDir, 'reset')).rejects.toThrow(/Nothing was removed/);
  });

  test.each([
    [['explode'], 'is no command'],
    [['advance'], 'advance needs a time'],
    [['export'], 'export needs a file'],
    [['faults', '{'], 'is not JSON'],
    [['status', 'a', 'b'], 'too many arguments: b'],
  ])('%j is refused', (words, why) => {
    expect(() => readCommand(words)).toThrow(why);
  });
});
