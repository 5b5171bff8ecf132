import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { type Engine, openEngine } from '../../localcloud/engine';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'durability-'));
// Built within the project, so that it finds the installed packages.
const built = join(root, '.cache', 'conformance', `writer-${process.pid}.mjs`);
const rounds = 8;

beforeAll(() => {
  mkdirSync(join(root, '.cache', 'conformance'), { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, 'writer.ts')],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['libsql'],
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(built, { force: true });
});

/** What was acknowledged over all rounds. */
const rows = new Set<string>();
const removed = new Set<string>();
let day = 0;

function note(line: string): void {
  const [what, value = ''] = line.split(' ');
  if (what === 'row') rows.add(value);
  // Between the two a row may be there or not.
  if (what === 'going') rows.delete(value);
  if (what === 'gone') removed.add(value);
  if (what === 'day') day = Math.max(day, Number(value));
}

/** Runs the writer and kills it after so many acknowledgements, wherever it is then. */
async function runAndKill(round: number, acknowledgements: number): Promise<void> {
  const child: ChildProcess = spawn(process.execPath, [built, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
  let left = acknowledgements;
  for await (const line of createInterface({ input: child.stdout! })) {
    note(line);
    left -= 1;
    // What it still says before it dies counts too.
    if (left === 0) child.kill('SIGKILL');
  }
  expect(await ended).toBe('SIGKILL');
}

function check(engine: Engine): void {
  const kept = new Set(engine.rows('rows').map((row) => String(row._id)));
  expect([...rows].filter((id) => !kept.has(id))).toEqual([]);
  expect([...removed].filter((id) => kept.has(id))).toEqual([]);
  // A move and its row are there together: each move took one from an account and gave it to another.
  const money = engine.rows('accounts').map((row) => Number(row.money));
  expect(money.reduce((total, amount) => total + amount, 0)).toBe(5000);
  const balances = new Map(['A', 'B', 'C', 'D', 'E'].map((name) => [name, 1000]));
  for (const id of kept) {
    const move = /^move-\d+-(\d+)$/.exec(id);
    if (!move) continue;
    const from = 'ABCDE'[Number(move[1]) % 5]!;
    const to = 'ABCDE'[(Number(move[1]) * 2 + 1) % 5]!;
    balances.set(from, balances.get(from)! - 1);
    balances.set(to, balances.get(to)! + 1);
  }
  expect(Object.fromEntries(engine.rows('accounts').map((row) => [row._id, row.money]))).toEqual(
    Object.fromEntries(balances),
  );
  const days = new Set(engine.rows('pages').map((row) => Number(row.day)));
  expect(days.size).toBe(1);
  expect([...days][0]).toBeGreaterThanOrEqual(day);
}

test(`killed ${rounds} times while it writes: nothing acknowledged is lost, nothing half-written is seen`, async () => {
  for (let round = 0; round < rounds; round++) {
    await runAndKill(round, 1 + Math.floor(Math.random() * 300));
    // The folder that the killed process held opens again at once.
    const engine = openEngine({ dataDir: folder, now: Date.now, schema: { collections: {} } });
    check(engine);
    await engine.close();
  }
  expect(rows.size).toBeGreaterThan(rounds);
}, 120_000);
