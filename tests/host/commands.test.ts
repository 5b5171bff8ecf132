import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFileOf } from '../../localcloud';
import { DataFolderError } from '../../localcloud/engine';
import { projectRoot } from '../../localcloud/host';
import { readCommand } from '../../scripts/local/command';
import { perform } from '../../scripts/local/perform';
import { explainStart, readPort } from '../../scripts/local/port';
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

describe('a port', () => {
  test.each([
    ['0', 0],
    ['4600', 4600],
    ['65535', 65_535],
  ])('is %j', (text, port) => expect(readPort(text)).toBe(port));

  test.each(['', ' ', '65536', '-1', '1.5', '1e3', '0x50', '+80', ' 80', '80 ', 'http', '999999'])(
    'is not %j',
    (text) => expect(() => readPort(text)).toThrow(`'${text}' is not a port: a whole number from 0 to 65535 is wanted`),
  );

  test('that is taken, or not allowed, is told with what to type', async () => {
    const cloud = await startFixtures();
    const port = Number(new URL(cloud.url).port);
    const taken = await startFixtures({ port }).catch((error: Error) => error);
    expect(explainStart(taken, port, 'npm start')).toMatch(
      new RegExp(`^Port ${port} is taken\\. Choose another: npm start -- --port \\d+$`),
    );
    const forbidden = Object.assign(new Error('listen EACCES: permission denied'), {
      code: 'EACCES',
      syscall: 'listen',
    });
    expect(explainStart(forbidden, 80, 'npm run localcloud')).toBe(
      'Port 80 may not be used by this user. Choose one above 1023: npm run localcloud -- --port 4600',
    );
  });

  test('is not to blame for a folder: that is told in its own words, and nothing by a trace', () => {
    expect(explainStart(new DataFolderError('The folder is in use.'), 80, 'npm start')).toBe('The folder is in use.');
    expect(explainStart(new Error('why'), 80, 'npm start')).toBe('The local cloud did not start: why');
  });
});

describe('export and import', () => {
  test('take the same paths, relative ones from the project’s folder wherever the command is given', () => {
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue('/somewhere/else');
    for (const name of ['export', 'import']) {
      expect(readCommand([name, 'a/b']).body).toEqual({ file: join(projectRoot(), 'a/b') });
      expect(readCommand([name, '/a/b']).body).toEqual({ file: '/a/b' });
    }
    cwd.mockRestore();
  });

  test('a server that takes in other data is one that runs: its words are told, and its folder is not opened', async () => {
    const dataDir = join(scratchFolder(), 'data');
    let told: string | undefined;
    const cloud = await startFixtures({
      dataDir,
      onReset: async () => {
        told = await run(dataDir, 'status').catch((error: Error) => error.message);
      },
    });
    await cloud.reset();
    expect(told).toBe('the demo data is being made: ask again when it is complete');
  });
});
