import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { DataFolderError, type Engine, openEngine } from '../../localcloud/engine';

// Damage of the data folder is told: no crash, no loss in silence, nothing changed in what is refused.
const root = join(__dirname, '..', '..');
const built = join(root, '.cache', 'conformance', `harm-${process.pid}.mjs`);
const scratch = mkdtempSync(join(tmpdir(), 'damage-'));
/** Two folders whose process was killed, so that part of what they hold is in the log alone. */
const killed = join(scratch, 'killed');
const other = join(scratch, 'other');

beforeAll(() => {
  mkdirSync(join(root, '.cache', 'conformance'), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, 'harm.ts')],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql'],
  });
  for (const folder of [killed, other])
    expect(spawnSync(process.execPath, [built, 'make', folder], { stdio: 'inherit' }).signal).toBe('SIGKILL');
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(built, { force: true });
});

const open = (folder: string): Engine => openEngine({ dataDir: folder, now: () => 0, schema: { collections: {} } });
let copies = 0;
function copyOf(folder: string): string {
  copies += 1;
  const copy = join(scratch, `copy-${copies}`);
  cpSync(folder, copy, { recursive: true });
  return copy;
}
async function countsIn(folder: string): Promise<number[]> {
  const engine = open(folder);
  const counts = [engine.count('rows'), engine.count('more'), engine.count('rows', { text: { $regex: '^changed' } })];
  await engine.close();
  return counts;
}
const whole = [251, 40, 10];
const bytesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
/** The refusal's reason; the folder must be as it was. */
function reasonOf(folder: string): string {
  const before = bytesOf(folder);
  let message = '';
  try {
    open(folder);
  } catch (error) {
    expect(error).toBeInstanceOf(DataFolderError);
    message = (error as Error).message;
  }
  expect(bytesOf(folder)).toEqual(before);
  const [, reason] =
    /^The data folder .* is damaged \((.*)\)\. It was left as it is: restore it from a copy, or choose another folder\.$/.exec(
      message,
    ) ?? [];
  if (reason === undefined) throw new Error(`not refused as damaged: ${message}`);
  return reason;
}

/** Runs the harms of one seed in a process of their own. @returns what became of each. */
async function harms(seed: number, count: number): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [built, 'try', killed, other, String(seed), String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let errors = '';
  child.stdout!.on('data', (chunk) => (said += String(chunk)));
  child.stderr!.on('data', (chunk) => (errors += String(chunk)));
  const end = await new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
  // The last line tells what ended the process, should it not have lived to its end.
  expect([end, end === 0 ? '' : said.split('\n').at(-1), errors]).toEqual([0, '', '']);
  return said.trim().split('\n');
}

test('whatever is damaged, it opens with all that was written or is refused, and the process lives', async () => {
  const results = [...(await harms(1, 100)), ...(await harms(2, 100))];
  expect(results).toHaveLength(200);
  expect(results.filter((result) => result.includes('WRONG'))).toEqual([]);
  for (const kind of ['cut at', 'zeroed at', 'of anything', 'of another folder', 'overwritten by', 'bit '])
    expect(results.some((result) => result.includes(kind))).toBe(true);
  expect(results.filter((result) => result.includes(': refused')).length).toBeGreaterThan(80);
  expect(results.filter((result) => result.endsWith(': opened')).length).toBeGreaterThan(30);
}, 240_000);

describe('the log of a killed process', () => {
  const logOf = (folder: string): string => join(folder, 'cloud.sqlite-wal');
  const frameBytes = 24 + 4096;
  const frames = (): number => Math.floor((readFileSync(logOf(killed)).length - 32) / frameBytes);

  test('is read as it was left', async () => {
    expect(await countsIn(copyOf(killed))).toEqual(whole);
  });

  test('with one bit changed, in the first, a middle or the last frame, is no shorter log', () => {
    for (const frame of [0, frames() >> 1, frames() - 1])
      for (const at of [0, 8, 16, 24 + 2000]) {
        const folder = copyOf(killed);
        const bytes = readFileSync(logOf(folder));
        bytes[32 + frame * frameBytes + at]! ^= 4;
        writeFileSync(logOf(folder), bytes);
        expect(reasonOf(folder)).toMatch(/it ends at commit \d+, but \d+ was acknowledged|sqlite is|rows were written/);
      }
  });

  test('cut between two commits is no shorter log; without the mark it opens, as far as it goes', async () => {
    const folder = copyOf(killed);
    truncateSync(logOf(folder), 32 + (frames() - 6) * frameBytes);
    expect(reasonOf(folder)).toMatch(/it ends at commit \d+, but \d+ was acknowledged; .* once cloud\.mark is deleted/);
    rmSync(join(folder, 'cloud.mark'));
    const [rows, more, changed] = await countsIn(folder);
    expect([rows, more]).toEqual([251, 40]);
    expect(changed).toBeLessThan(10);
    // From then on it is a whole folder again.
    expect(existsSync(join(folder, 'cloud.mark'))).toBe(true);
    expect((await countsIn(folder))[2]).toBe(changed);
  });

  test('missing altogether is told', () => {
    const folder = copyOf(killed);
    rmSync(logOf(folder));
    expect(reasonOf(folder)).toMatch(/but \d+ was acknowledged/);
  });

  test('with a torn end, which nobody was promised, opens with all that was', async () => {
    for (const bytes of [1, 24, frameBytes - 1, 3 * frameBytes]) {
      const folder = copyOf(killed);
      const log = readFileSync(logOf(folder));
      appendFileSync(logOf(folder), Buffer.concat([log.subarray(32), log.subarray(32)]).subarray(0, bytes));
      expect(await countsIn(folder)).toEqual(whole);
    }
  });

  test('killed between the commit and its mark, which then lags behind, is whole', async () => {
    const folder = copyOf(killed);
    const engine = open(folder);
    const mark = readFileSync(join(folder, 'cloud.mark'));
    await engine.insert('more', [{ _id: 'unpromised' }]);
    await engine.close();
    expect(readFileSync(join(folder, 'cloud.mark'))).not.toEqual(mark);
    writeFileSync(join(folder, 'cloud.mark'), mark);
    expect(await countsIn(folder)).toEqual([251, 41, 10]);
  });
});

describe('of files that belong together', () => {
  test('one that is missing, emptied or older is told', async () => {
    const closed = copyOf(killed);
    const engine = open(closed);
    await engine.close();
    const older = copyOf(closed);
    const later = open(closed);
    await later.insert('more', [{ _id: 'later' }]);
    await later.close();

    const missing = copyOf(closed);
    rmSync(join(missing, 'cloud.sqlite'));
    expect(reasonOf(missing)).toBe('cloud.sqlite is missing');
    const emptied = copyOf(closed);
    truncateSync(join(emptied, 'cloud.sqlite'));
    expect(reasonOf(emptied)).toBe('cloud.sqlite is empty');
    const mixed = copyOf(closed);
    cpSync(join(older, 'cloud.sqlite'), join(mixed, 'cloud.sqlite'));
    expect(reasonOf(mixed)).toMatch(/it ends at commit \d+, but \d+ was acknowledged/);
    const marked = copyOf(closed);
    cpSync(join(other, 'cloud.mark'), join(marked, 'cloud.mark'));
    expect(reasonOf(marked)).toBe('cloud.sqlite and cloud.mark belong to different folders');
  });

  test('the database alone is a whole folder', async () => {
    const closed = copyOf(killed);
    await countsIn(closed);
    const alone = join(scratch, 'alone');
    mkdirSync(alone);
    cpSync(join(closed, 'cloud.sqlite'), join(alone, 'cloud.sqlite'));
    expect(await countsIn(alone)).toEqual(whole);
  });
});

test.each(['cloud.owner', 'cloud.lock', '.server.json', 'cloud.sqlite-shm', 'cloud.mark.part'])(
  'anything in %s has no effect',
  async (name) => {
    for (const from of [killed, copyOf(killed)]) {
      const folder = copyOf(from);
      if (from !== killed) await countsIn(folder);
      writeFileSync(join(folder, name), Buffer.from([0xff, 0xfe, 0, 1, 0x80, ...Array(9000).fill(0xc3)]));
      expect(await countsIn(folder)).toEqual(whole);
    }
  },
);

test('a folder is looked through on the side, and nothing of that stays', async () => {
  const folder = copyOf(killed);
  mkdirSync(join(folder, '.examined'));
  writeFileSync(join(folder, '.examined', 'cloud.sqlite'), 'what an interrupted start has left');
  await countsIn(folder);
  expect(readdirSync(folder).sort()).toEqual(['cloud.mark', 'cloud.sqlite']);
});

test('a mark that is not what was written is told, with the way out', async () => {
  const folder = copyOf(killed);
  const mark = readFileSync(join(folder, 'cloud.mark'));
  for (const text of [
    '',
    mark.subarray(0, 40),
    Buffer.concat([mark, mark]),
    mark.toString().replace('9', '8').replace('1', '2'),
  ]) {
    writeFileSync(join(folder, 'cloud.mark'), text);
    expect(reasonOf(folder)).toMatch(/^cloud\.mark is not what was written; once it is deleted, the folder opens/);
  }
  rmSync(join(folder, 'cloud.mark'));
  expect(await countsIn(folder)).toEqual(whole);
});
