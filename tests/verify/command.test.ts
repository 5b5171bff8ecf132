import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOf } from '@shared/contract';
import { columnsOf, packed } from '../../cloudfunctions/_books/pages/columns';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { openEngine } from '../../localcloud/engine';
import { answer } from '../../scripts/verify/index';
import { removeBuilt, type TestWorld } from '../functions/world';
import { scratchFolder } from '../scratch';
import { playedWorld } from './world';

jest.setTimeout(300_000);

let folder: string;
let data: string;
let exported: string;
let world: TestWorld;
let proof: OutputOf<'wallet.proof'>;

beforeAll(async () => {
  folder = scratchFolder('verify-test');
  data = join(folder, 'data');
  exported = join(folder, 'all.export');
  world = await playedWorld(data);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  removeBuilt();
});

/** Every file of a folder by its content. */
const sumsOf = (of: string): string[] =>
  readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      ({ parentPath, name }) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(parentPath, name)))
          .digest('hex')}`,
    )
    .sort();

test('a folder in use is refused, and goes on being used', async () => {
  const { status, text } = await answer(['--data', data]);
  expect([status, text]).toEqual([2, expect.stringContaining(`${data} is in use by another local cloud`)]);
  const { token } = await world.signIn('13800000001');
  proof = await world.call('wallet.proof', {}, token);
  await world.cloud.exportTo(exported);
  await world.close();
});

test('a folder and an export of it agree, and stay as they are', async () => {
  const before = sumsOf(folder);
  const ofFolder = await answer(['--data', data]);
  expect(ofFolder).toMatchObject({ status: 0, text: expect.stringMatching(/^The books agree\.\n {2}entries +\d\d/) });
  expect(await answer(['--export', exported])).toEqual(ofFolder);
  expect(sumsOf(folder)).toEqual(before);
});

test('a proof of a balance holds by itself, and one with a letter changed does not', async () => {
  const file = join(folder, 'proof.json');
  writeFileSync(file, JSON.stringify(proof));
  const { status, text } = await answer(['--proof', file]);
  expect([status, text]).toEqual([0, expect.stringContaining('The proof holds')]);
  expect(text).toMatch(new RegExp(`quota +${proof.balances[6]} of ${proof.root.sums[6]}\n`));
  expect(text).toContain(proof.dayHash);
  writeFileSync(file, JSON.stringify({ ...proof, balances: ['1000000', ...proof.balances.slice(1)] }));
  expect(await answer(['--proof', file])).toMatchObject({
    status: 1,
    text: expect.stringMatching(/^The proof does not hold\.\n +place +balances\n/),
  });
  writeFileSync(file, 'no proof');
  expect(await answer(['--proof', file])).toMatchObject({ status: 2 });
  expect(await answer(['--proof', join(folder, 'none')])).toMatchObject({ status: 2 });
});

test('one unit more on a page is told with its place', async () => {
  const other = join(folder, 'other');
  cpSync(data, other, { recursive: true });
  const engine = openEngine({ dataDir: other, now: () => 0, schema: { collections: {} } });
  const pages = engine.find('pages', {}) as unknown as PageDocument[];
  const page = pages.find((one) => columnsOf(one).members.length > 0)!;
  const columns = columnsOf(page);
  columns.cash[0]! += 1;
  await engine.update('pages', { _id: page._id }, { $set: { cash: packed(columns).cash } });
  await engine.close();
  const { status, text } = await answer(['--data', other]);
  expect(status).toBe(1);
  expect(text).toContain('The books differ (balances).');
  expect(text).toMatch(
    new RegExp(`place +member:${columns.members[0]}\n +what +cash\n +expected +\\d+\n +found +\\d+\n`),
  );
  expect(text).toMatch(new RegExp(`arises .*kept in page ${page._id}`));
});

test('a page that is no page any more cannot be read', async () => {
  const other = join(folder, 'torn');
  cpSync(data, other, { recursive: true });
  const engine = openEngine({ dataDir: other, now: () => 0, schema: { collections: {} } });
  await engine.update('pages', {}, { $set: { cash: 'much' } });
  await engine.close();
  expect(await answer(['--data', other])).toMatchObject({ status: 2 });
});

test.each([
  ['no folder', () => ['--data', join(folder, 'none')], 'There is no data folder'],
  ['no export', () => ['--export', join(folder, 'none')], 'there is no such file'],
  ['something else', () => ['--export', __filename], 'it is not an export of the local cloud'],
  ['both', () => ['--export', 'a', '--data', 'b'], 'not both'],
  ['an unknown word', () => ['--date', 'b'], 'usage: npm run verify'],
  [
    'a damaged folder',
    () => {
      const damaged = join(folder, 'damaged');
      cpSync(data, damaged, { recursive: true });
      const file = join(damaged, 'cloud.sqlite');
      const bytes = readFileSync(file);
      bytes[bytes.length - 100]! ^= 1;
      writeFileSync(file, bytes);
      return ['--data', damaged];
    },
    'is damaged',
  ],
  [
    'a folder of somebody else',
    () => {
      mkdirSync(join(folder, 'foreign'));
      writeFileSync(join(folder, 'foreign', 'a.txt'), 'a');
      return ['--data', join(folder, 'foreign')];
    },
    'is not a data folder of the local cloud',
  ],
])('%s cannot be read', async (_name, words, told) => {
  const { status, text } = await answer(words());
  expect([status, text]).toEqual([2, expect.stringContaining(told)]);
});
