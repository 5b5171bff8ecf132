import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newerThanEngines } from '../../scripts/built/engine';

const DIST = join(__dirname, '../../dist/weapp');

const EXACT = { BigInt: 'in the rules, which are reached only where there is one (features/explain/again.ts)' };

/** What newer things stand in the build, by script or folder, and why none of them is reached on an old phone. */
const UNREACHED: Record<string, Record<string, string>> = {
  'packages/wallet/sub-vendors.js': {
    Intl: 'Chart.js writes labels by it; ours are our own (drawPrices.test.ts runs without it)',
    OffscreenCanvas: 'asked for by typeof',
    ResizeObserver: 'of the platform of browsers, which is not used',
  },
  'common.js': { TextDecoder: 'asked for by typeof; without it one is told to save the sheet as UTF-8' },
  'packages/wallet/proof': { BigInt: 'asked for by typeof before a proof is checked (wallet/proof)' },
  'packages/collectibles/sub-common': {
    BigInt: 'of sums in a tree: that over collectibles has none (shared/proofs/merkle.ts)',
  },
  'packages/wallet/sub-common': EXACT,
  'packages/admin/sub-common': EXACT,
  'packages/order/sub-common': EXACT,
  'packages/team/sub-common': EXACT,
};

const isIn = (file: string, place: string): boolean => file === place || dirname(file) === place;

test('every script of the mini-program is understood by the oldest phones that are served', () => {
  const found = newerThanEngines(DIST);
  const unknown = found.filter(
    ({ file, what }) => !Object.entries(UNREACHED).some(([place, whats]) => isIn(file, place) && whats[what]),
  );
  expect(unknown.map(({ file, what, place }) => `${file}: ${what} at … ${place} …`)).toEqual([]);
  // What is no longer there needs no excuse.
  const excused = Object.entries(UNREACHED).flatMap(([file, whats]) =>
    Object.keys(whats).map((what) => ({ file, what })),
  );
  expect(excused.filter((one) => !found.some(({ file, what }) => isIn(file, one.file) && what === one.what))).toEqual(
    [],
  );
});

test.each([
  ['class A { b = 1 }', 'newer than ES2018: Unexpected token (1:12)'],
  ['a?.b', 'newer than ES2018: Unexpected token (1:2)'],
  ['"a-b".replaceAll("-", "")', '.replaceAll()'],
  ['new Intl.NumberFormat()', 'Intl'],
  ['/(?<=a)b/.test(c)', 'a lookbehind'],
])('%s would be named', (script, what) => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  try {
    mkdirSync(join(folder, 'packages'));
    writeFileSync(join(folder, 'packages/index.js'), script);
    expect(newerThanEngines(folder)).toEqual([{ file: 'packages/index.js', what, place: expect.any(String) }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
