import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { newerThanEngines } from '../../scripts/built/engine';
import { faultOf, weigh } from '../../scripts/built/sizes';
import { CLIENT } from './world';

const ROOT = join(__dirname, '../..');
const WEAPP = join(CLIENT, '../weapp');
const MEGABYTE = 1024 * 1024;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? filesIn(join(folder, one.name)) : [join(folder, one.name)],
  );
const sizeOf = (files: readonly string[]): number => files.reduce((sum, file) => sum + statSync(file).size, 0);

test.each([
  ['h5', CLIENT],
  ['weapp', WEAPP],
])('every script of %s can be read', (_, folder) => {
  const scripts = filesIn(folder).filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(5);
  // A green build can be a blank page: what a browser cannot parse is found here, by file.
  for (const filename of scripts) new Script(readFileSync(filename, 'utf8'), { filename });
});

/** Newer things in the scripts of H5, and why they hurt no older browser. */
const UNHARMFUL: Record<string, string> = {
  TextDecoder: 'asked for by typeof (gateway/pickText): without it one is told to save the sheet as UTF-8',
  '.replaceAll()': 'client/olderBrowsers.ts brings it',
  '.hasOwn()': 'client/olderBrowsers.ts brings it',
  Intl: 'browsers have had it for long; only mini-programs lack it',
  AbortController: 'browsers have had it since iOS 11.3 and Chrome 66',
  URLSearchParams: 'browsers have had it since iOS 10.3 and Chrome 49',
  ResizeObserver: 'of a part of Chart.js that is not used',
  OffscreenCanvas: 'asked for by typeof',
  BigInt:
    'in the rules, and in what checks a signature, which are fetched only where there is one (features/explain/again.ts, packages/check)',
};

test('every script of H5 is understood by the oldest browsers that are served', () => {
  const found = newerThanEngines(CLIENT).filter(({ what }) => !UNHARMFUL[what]);
  expect(found.map(({ file, what, place }) => `${file}: ${what} at … ${place} …`)).toEqual([]);
});

test('the main package of weapp stays below 1 MB, and no package passes 2 MB', () => {
  expect(existsSync(join(WEAPP, 'app.json'))).toBe(true);
  const all = filesIn(WEAPP);
  const main = all.filter((file) => !file.startsWith(join(WEAPP, 'packages')));
  expect(sizeOf(main)).toBeLessThan(MEGABYTE);
  for (const name of readdirSync(join(WEAPP, 'packages'))) {
    expect(sizeOf(filesIn(join(WEAPP, 'packages', name)))).toBeLessThan(2 * MEGABYTE);
  }
});

test.each(['h5', 'functions'] as const)('every part of %s keeps its budget', (build) => {
  expect(weigh(ROOT, build).flatMap((weight) => faultOf(weight) ?? [])).toEqual([]);
});

test('weapp bundles no goods pictures', () => {
  expect(filesIn(WEAPP).filter((file) => /\.(webp|jpe?g)$/.test(file))).toEqual([]);
});
