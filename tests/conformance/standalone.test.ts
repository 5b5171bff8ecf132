import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

// `npm run localcloud`: the database and storage alone, for any program that uses the SDK.
const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  /** The lines `export NAME='value'` that it prints. */
  environment: Record<string, string>;
  ended: Promise<number | null>;
}

async function start(...options: string[]): Promise<Started> {
  const script = [join(root, 'scripts', 'run.mjs'), 'scripts/localcloud.ts', '--port', '0', ...options];
  const child = spawn(process.execPath, script, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  void ended.then(() => running.delete(child));
  const environment: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /^ {2}export (\w+)='(.*)'$/.exec(line);
    if (found) environment[found[1]!] = found[2]!;
    if (line.includes('Ctrl-C stops')) break;
  }
  return { child, environment, ended };
}

/** Runs a program of its own that has nothing but the printed variables, and gives what it prints. */
function program(source: string, environment: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', source], {
      cwd: root,
      env: { PATH: process.env.PATH, ...environment } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout!.on('data', (chunk) => (text += String(chunk)));
    child.on('exit', (code) => (code === 0 ? resolve(text.trim()) : reject(new Error(`exit ${code}: ${text}`))));
  });
}

const writing = `
  const cloud = require('wx-server-sdk');
  cloud.init({ env: "mine" });
  const db = cloud.database();
  (async () => {
    await db.createCollection('notes');
    await db.collection('notes').add({ data: { _id: 'a', text: '你好' } });
    const { fileID } = await cloud.uploadFile({ cloudPath: 'n.txt', fileContent: Buffer.from('file') });
    console.log(fileID);
  })();
`;
const reading = `
  const app = require('@cloudbase/node-sdk').init({ env: 'mine' });
  (async () => {
    const { data } = await app.database().collection('notes').doc('a').get();
    const { fileContent } = await app.downloadFile({ fileID: 'cloud://mine.6c6f-mine/n.txt' });
    console.log(data[0].text + ' ' + fileContent);
  })();
`;

test('any program can be pointed at it by the variables it prints; what it wrote is there after a restart', async () => {
  const data = join(folder, 'data');
  const first = await start('--data', data, '--env', 'mine');
  expect(await program(writing, first.environment)).toBe('cloud://mine.6c6f-mine/n.txt');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(readdirSync(data).sort()).toEqual(['cloud.mark', 'cloud.sqlite', 'storage']);

  const second = await start('--data', data, '--env', 'mine');
  expect(await program(reading, second.environment)).toBe('你好 file');
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
}, 60_000);

const declared = `
  const cloud = require('wx-server-sdk');
  cloud.init({ env: 'local-env' });
  const db = cloud.database();
  const { collections } = require('./cloudfunctions/database.json');
  const valueAt = (path, value) => path.split('.').reduceRight((inner, name) => ({ [name]: inner }), value);
  (async () => {
    for (const [name, { indexes }] of Object.entries(collections)) {
      // A document for every declared field, then every kind of write over it.
      const fields = indexes.flatMap((index) => index.fields.map((field) => field.name));
      const data = Object.assign({ _id: 'a' }, ...fields.map((path) => valueAt(path, 'x')));
      await db.collection(name).add({ data });
      await db.collection(name).doc('a').update({ data: { touched: true } });
      await db.collection(name).doc('a').set({ data: { touched: 2 } });
      await db.runTransaction((transaction) => transaction.collection(name).doc('a').update({ data: { touched: 3 } }));
      const unique = indexes.find((index) => index.unique);
      const second = await db.collection(name).add({ data: { _id: 'b', touched: 3 } }).then(() => 'taken', (error) => error.message);
      if (unique && !second.includes('E11000')) throw new Error(name + ' takes two of a unique key: ' + second);
      if (!unique && second !== 'taken') throw new Error(second);
      await db.collection(name).doc('a').remove();
    }
    console.log(Object.keys(collections).length + ' written');
  })();
`;

test('on its default schema every declared collection is there, and is written with its indexes', async () => {
  const { child, environment, ended } = await start();
  expect(await program(declared, environment)).toMatch(/^\d\d+ written$/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);

test('it answers on 127.0.0.1 alone, and no web page', async () => {
  const { child, environment, ended } = await start();
  const { URL: admin } = JSON.parse(environment.TCB_CONTEXT_CNFG!) as { URL: string };
  const ask = (url: string, headers: Record<string, string> = {}): Promise<string> =>
    new Promise((resolve) => {
      const asked = request(url, { method: 'POST', headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(String(response.statusCode)));
      });
      asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      asked.end(JSON.stringify({ action: 'database.addCollection', collectionName: 'x' }));
    });
  expect(await ask(admin)).toBe('200');
  expect(await ask(admin, { origin: 'https://example.com' })).toBe('403');
  expect(await ask(admin, { host: 'rebound.example.com' })).toBe('403');
  const other = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);
  if (other) expect(await ask(admin.replace('127.0.0.1', other.address))).toBe('ECONNREFUSED');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
}, 60_000);

const queryingInTransaction = `
  const cloud = require('wx-server-sdk');
  cloud.init({ env: 'local-env' });
  const db = cloud.database();
  (async () => {
    await db.createCollection('notes');
    const transaction = await db.startTransaction();
    const answer = await transaction.collection('notes').where({ a: 1 }).get().catch((error) => error);
    console.log(answer.data ? 'answered' : /TransactionUnsupported/.test(answer.message) ? 'refused' : answer);
    await transaction.rollback().catch(() => {});
  })();
`;

test.each([
  ['answered', []],
  ['refused', ['--strict-transactions']],
])(
  'a query in a transaction is %s with the options %j',
  async (expected, options) => {
    const { child, environment, ended } = await start(...options);
    expect(await program(queryingInTransaction, environment)).toBe(expected);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  },
  60_000,
);

const refusals: Array<[string, string[], RegExp]> = [
  ['a port that is none', ['--port', 'x'], /'x' is not a port/],
  ['a port that is empty', ['--port', ''], /'' is not a port/],
  ['a name that is none', ['--env', "a'b"], /is no name for an environment/],
  ['an unknown option', ['--bogus'], /Unknown option '--bogus'/],
  ['a schema that is not there', ['--schema', 'none.json'], /The schema none\.json cannot be read/],
  ['a foreign folder', ['--data', root], /is not a data folder of the local cloud/],
  ['a file in the place of the folder', ['--data', __filename], /^The data folder .* cannot be made: .* is a file\./],
  ['a folder below a file', ['--data', join(__filename, 'a')], /^The data folder .* cannot be made: .* is a file\./],
];
test.each(refusals)(
  'refused: %s',
  async (_name, options, text) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'run.mjs'), 'scripts/localcloud.ts', ...options], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.add(child);
    let said = '';
    child.stderr!.on('data', (chunk) => (said += String(chunk)));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    running.delete(child);
    expect(said).toMatch(text);
    expect(said).not.toMatch(/^ +at /m);
    expect(code).not.toBe(0);
    expect(existsSync(join(root, 'cloud.sqlite'))).toBe(false);
  },
  60_000,
);

test('a port that is taken is told in words', async () => {
  const first = await start();
  const { URL: admin } = JSON.parse(first.environment.TCB_CONTEXT_CNFG!) as { URL: string };
  const { port } = new URL(admin);
  const script = [join(root, 'scripts', 'run.mjs'), 'scripts/localcloud.ts', '--port', port];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(new RegExp(`^Port ${port} is taken\\. Choose another: npm run localcloud -- --port \\d+\n$`)),
  ]);
  first.child.kill('SIGTERM');
  await first.ended;
}, 60_000);

test('collections are declared in the words of the deployment, unique keys among them', async () => {
  const schema = join(folder, 'database.json');
  const index = { name: 'phone', unique: true, fields: [{ name: 'phone', direction: '1' }] };
  writeFileSync(schema, JSON.stringify({ collections: { people: { indexes: [index] } } }));
  const { child, environment, ended } = await start('--schema', schema);
  const twice = `
    const cloud = require('wx-server-sdk');
    cloud.init({ env: "local-env" });
    const add = () => cloud.database().collection('people').add({ data: { phone: '1' } });
    add().then(add).catch((error) => console.log(String(error)));
  `;
  expect(await program(twice, environment)).toContain('E11000');
  child.kill('SIGTERM');
  await ended;
}, 60_000);
