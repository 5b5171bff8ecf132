// A process that damages copies of a data folder and opens them, saying of each what became of it. Should one of them
// end the process, the test that started it sees that.
//   node harm.js make FOLDER         fills a folder and ends by SIGKILL, so that its log is there
//   node harm.js try FOLDER OTHER SEED COUNT
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseSchema, type Engine, openEngine } from '../../localcloud/engine';

const schema: DatabaseSchema = {
  collections: { rows: { indexes: [{ name: 'n', fields: [{ field: 'n', order: 1 }], unique: true }] } },
};
const open = (dataDir: string): Engine => openEngine({ dataDir, now: () => 0, schema });

/** Rows of several sizes, one longer than a page; some changed, some removed, so that there are free pages too. */
async function make(folder: string): Promise<void> {
  const first = open(folder);
  const long = { _id: 'long', n: -1, text: '很长的文字'.repeat(2000) };
  await first.insert('rows', [
    long,
    ...Array.from({ length: 300 }, (_unused, n) => ({ _id: `r${n}`, n, text: '文'.repeat(n % 90) })),
  ]);
  await first.remove('rows', { n: { $gte: 250 } });
  await first.close();
  const second = open(folder);
  await second.createCollection('more');
  for (let n = 0; n < 40; n++) await second.insert('more', [{ _id: `m${n}`, n, text: `在日志里 ${n}` }]);
  for (let n = 0; n < 10; n++) await second.update('rows', { n }, { $set: { text: `changed ${n}` } });
  process.kill(process.pid, 'SIGKILL');
}

/** Everything that a program could read. */
const contentOf = (engine: Engine): string =>
  engine
    .collections()
    .sort()
    .map((name) => JSON.stringify([name, engine.rows(name)]))
    .join('\n');

/** What is in the folder, to the byte; the note of who holds it aside. */
const bytesOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name !== 'cloud.owner')
    .sort()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    )
    .join('\n');

/** A repeatable sequence of numbers from 0 to below 1 (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Damages one file of the folder. @returns what was done. */
function harm(folder: string, other: string, below: (limit: number) => number): string {
  const names = ['cloud.sqlite', 'cloud.sqlite-wal', 'cloud.mark'].filter((name) => existsSync(join(folder, name)));
  const name = names[below(20) === 0 ? names.length - 1 : below(names.length - 1)]!;
  const file = join(folder, name);
  const bytes = readFileSync(file);
  const at = below(bytes.length);
  const page = at - (at % 4096);
  switch (below(12)) {
    case 0:
      truncateSync(file, at);
      return `${name} cut at ${at}`;
    case 1:
      writeFileSync(file, bytes.fill(0, page, Math.min(page + 4096, bytes.length)));
      return `${name} zeroed at ${page}`;
    case 2:
      for (let i = at; i < Math.min(at + 64, bytes.length); i++) bytes[i] = below(256);
      writeFileSync(file, bytes);
      return `${name} 64 bytes of anything at ${at}`;
    case 3: {
      if (!existsSync(join(other, name))) return 'nothing';
      cpSync(join(other, name), file);
      return `${name} of another folder`;
    }
    case 4: {
      const from = below(bytes.length);
      bytes.copy(bytes, page, from - (from % 4096), from - (from % 4096) + 4096);
      writeFileSync(file, bytes);
      return `${name} page at ${page} overwritten by that at ${from - (from % 4096)}`;
    }
    default: {
      // Half of them where everything depends on it.
      const where = below(2) === 0 ? at : below(Math.min(300, bytes.length));
      const bit = below(8);
      bytes[where]! ^= 1 << bit;
      writeFileSync(file, bytes);
      return `${name} bit ${bit} of byte ${where}`;
    }
  }
}

const refusal =
  /^The data folder .* is damaged \(.*\)\. It was left as it is: restore it from a copy, or choose another folder\.$/;
const otherRefusals =
  /^The data folder .* has format \d+; this version reads 2\. Nothing was written|some other program made it\. Nothing was written/;

async function tryOnce(copy: string, expected: string): Promise<string> {
  const before = bytesOf(copy);
  let engine: Engine;
  try {
    engine = open(copy);
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'DataFolderError' || !(refusal.test(message) || otherRefusals.test(message)))
      return `WRONG ${message}`;
    return bytesOf(copy) === before
      ? `refused ${message.replaceAll(copy, 'F')}`
      : 'WRONG the refused folder was changed';
  }
  if (contentOf(engine) !== expected) return 'WRONG other content';
  // What it was opened with must also bear further writes.
  await engine.insert('rows', [{ _id: 'later', n: 1000, text: 'x'.repeat(9000) }]);
  await engine.close();
  const again = open(copy);
  const isThere = again.get('rows', 'later') !== undefined;
  await again.remove('rows', { _id: 'later' });
  const isSame = contentOf(again) === expected;
  await again.close();
  return isThere && isSame ? 'opened' : 'WRONG later';
}

async function tryMany(folder: string, other: string, seed: number, count: number): Promise<void> {
  const random = chance(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const scratch = mkdtempSync(join(tmpdir(), 'harm-'));
  try {
    const whole = join(scratch, 'whole');
    cpSync(folder, whole, { recursive: true });
    const engine = open(whole);
    const expected = contentOf(engine);
    await engine.close();
    for (let n = 0; n < count; n++) {
      const copy = join(scratch, `copy-${n}`);
      cpSync(n % 2 === 0 ? folder : whole, copy, { recursive: true });
      const done = harm(copy, other, below);
      process.stdout.write(`${done}: `);
      process.stdout.write(`${await tryOnce(copy, expected)}\n`);
      rmSync(copy, { recursive: true, force: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [what, folder, other, seed, count] = process.argv.slice(2);
if (what === 'make') await make(folder!);
else await tryMany(folder!, other!, Number(seed), Number(count));
