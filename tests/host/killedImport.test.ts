import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from '../../localcloud';
import { cleanUp, fixtureFunctions, scratchFolder, startFixtures } from './cloud';
import type { KillPoint } from './importProcess';
import { buildServer } from './killable';

// A kill in the middle of an import leaves the old or the new, documents and stored files alike; never some of each.
afterAll(cleanUp);

let script: string;
let functionsDir: string;
beforeAll(async () => {
  functionsDir = await fixtureFunctions();
  script = await buildServer(scratchFolder(), 'importProcess');
});

const FILES = ['a.txt', 'deep/b.txt', 'c.txt'];

async function fill(cloud: LocalCloud, name: string): Promise<void> {
  await cloud.engine.insert(
    'accounts',
    FILES.map((path) => ({ _id: `${name} ${path}` })),
  );
  for (const path of FILES) await cloud.storage.put(path, Buffer.from(`${name} ${path}`));
  await cloud.storage.put(`only/${name}`, Buffer.from(name));
}

/** What a cloud holds, as `old`, `new`, or whatever it is else. */
async function held(cloud: LocalCloud): Promise<{ documents: string[]; files: string[] }> {
  const view = cloud.storage.view();
  const files: string[] = [];
  for await (const { content } of view) files.push(Buffer.from(content).toString());
  await view.close();
  const documents = cloud.engine.find('accounts').map(({ _id }) => String(_id));
  return { documents: documents.sort(), files: files.sort() };
}

const whole = (name: string): { documents: string[]; files: string[] } => {
  const texts = FILES.map((path) => `${name} ${path}`).sort();
  return { documents: texts, files: [...texts, name].sort() };
};

function kill(dataDir: string, file: string, at: KillPoint): void {
  const told = JSON.stringify({ options: { dataDir, functionsDir, workers: 1 }, file, at });
  expect(spawnSync(process.execPath, [script, told], { encoding: 'utf8' })).toMatchObject({ signal: 'SIGKILL' });
}

async function prepared(): Promise<{ dataDir: string; file: string }> {
  const folder = scratchFolder();
  const [dataDir, file] = [join(folder, 'data'), join(folder, 'all')];
  const other = await startFixtures();
  await fill(other, 'new');
  await other.exportTo(file);
  const cloud = await startFixtures({ dataDir });
  await fill(cloud, 'old');
  await cloud.close();
  return { dataDir, file };
}

test.each([
  ['staging', 'old'],
  ['exchanging', 'old'],
  ['exchanged', 'new'],
  ['taken', 'new'],
] as const)('killed %s: all is %s, and nothing else is left', async (at, expected) => {
  const { dataDir, file } = await prepared();
  kill(dataDir, file, at);
  const cloud = await startFixtures({ dataDir });
  expect(await held(cloud)).toEqual(whole(expected));
  const folders = readdirSync(dataDir).filter((name) => /storage|view/.test(name));
  expect(folders).toEqual([expect.stringContaining('storage')]);
  // And it can be done again, from whichever it is.
  await cloud.importFrom(file);
  expect(await held(cloud)).toEqual(whole('new'));
  await cloud.clear();
  expect(await held(cloud)).toEqual({ documents: [], files: [] });
  await cloud.close();
  const again = await startFixtures({ dataDir });
  expect(await held(again)).toEqual({ documents: [], files: [] });
  await again.close();
});

test('a killed export leaves what stood at its place, and what it left is gone after the next', async () => {
  const { dataDir, file } = await prepared();
  const folder = join(file, '..');
  const before = readFileSync(file);
  kill(dataDir, file, 'exporting');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(folder)).toHaveLength(3); // the part, under its own name
  const cloud = await startFixtures({ dataDir });
  expect(readdirSync(dataDir).filter((name) => name.includes('view'))).toEqual([]);
  await cloud.exportTo(file);
  expect(readdirSync(folder).sort()).toEqual(['all', 'data']);
  await cloud.clear();
  await cloud.importFrom(file);
  expect(await held(cloud)).toEqual(whole('old'));
  await cloud.close();
});
