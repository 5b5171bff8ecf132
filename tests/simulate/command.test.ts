// The command itself: what it prints where, and the status it ends with.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readScenario, resultText, runScenario } from '@shared/simulate';
import { soundFile } from './files';

const root = resolve(__dirname, '../..');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command on a file of that text, or on the words themselves. */
function simulate(...words: string[]) {
  const ran = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/simulate.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { status: ran.status, out: ran.stdout, told: ran.stderr };
}
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

test('a valid file: the result on standard output, status 0, the same bytes each time', () => {
  const text = JSON.stringify(soundFile());
  const read = readScenario(text);
  if ('faults' in read) throw new Error('not sound');
  const first = simulate(fileOf('sound.json', text));
  expect(first).toEqual({ status: 0, out: resultText(runScenario(read.scenario)), told: '' });
  expect(simulate(join(folder, 'sound.json'))).toEqual(first);
});

test('a file that is not valid: one line a fault on standard error, nothing on standard output, status 2', () => {
  const text = JSON.stringify({ ...soundFile(), days: 0, colour: 'red' });
  expect(simulate(fileOf('faults.json', text))).toEqual({
    status: 2,
    out: '',
    told: 'days: must be at least 1\ncolour: is not a known key\n',
  });
});

test('not JSON, no file, no words: told, status 2', () => {
  expect(simulate(fileOf('broken.json', '{'))).toMatchObject({ status: 2, out: '' });
  const none = simulate(join(folder, 'none.json'));
  expect(none).toMatchObject({ status: 2, out: '' });
  expect(none.told).toContain('none.json: cannot be read: ');
  expect(simulate()).toMatchObject({ status: 2, out: '', told: expect.stringContaining('usage: ') });
});

test('courses: their spread on standard output, the same bytes each time', () => {
  const file = fileOf('courses.json', JSON.stringify(soundFile()));
  const words = [file, '--courses', '3', '--days', '20', '--seed', '7', '--trend', '0.98', '--cost', '0.5'];
  const first = simulate(...words);
  expect(first).toMatchObject({ status: 0, told: '' });
  expect(JSON.parse(first.out)).toMatchObject({
    historyDays: 3,
    days: 20,
    courses: 3,
    seed: 7,
    trend: '0.980000',
    goodsCost: '0.500000',
    owedAboveCash: { atEnd: expect.stringMatching(/^[01]\.\d{6}$/) },
  });
  expect(simulate(...words)).toEqual(first);
});

test.each([
  ['--courses 0', '--courses: a whole number from 1 to 10000'],
  ['--courses 2 --days 3658', '3 days and 3658 more are above 3660'],
  ['--courses 2 --trend 11', '--trend: at most 10'],
  ['--courses 2 --cost 1.5', '--cost: at most 1'],
  ['--seed 3', '--seed goes with --courses'],
  ['--courses 2 --html x.html', '--html does not go with --courses'],
  ['--colour red', "Unknown option '--colour'"],
])('words that are off: %s', (words, told) => {
  const file = fileOf('words.json', JSON.stringify(soundFile()));
  const ran = simulate(file, ...words.split(' '));
  expect(ran).toMatchObject({ status: 2, out: '' });
  expect(ran.told).toContain(told);
});
