import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../platform/platform';
import { type DemoCatalogue, type Step, Tally } from './step';

/** Uploaded last: where it is, the demo's goods are there, and somebody may have changed them since. */
const MARK = 'goods/demo/catalogue.json';

/** Uploads a file where the storage has none, or another. */
async function put(platform: Platform, file: string, cloudPath: string, tally: Tally): Promise<void> {
  const digest = createHash('md5').update(readFileSync(file)).digest('hex');
  const there = await platform.fileDigest(cloudPath);
  if (there === digest) return tally.kept();
  await platform.upload(file, cloudPath);
  if (there === undefined) tally.created(await platform.fileId(cloudPath));
  else tally.changed(await platform.fileId(cloudPath));
}

/** Puts the demo's goods into the database, and a mark beside their pictures. */
async function putGoods(platform: Platform, demo: DemoCatalogue, tally: Tally): Promise<void> {
  // Places are known once the bucket is: every id is of the same one.
  const prefix = await platform.fileId('');
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  try {
    const lists = demo.documents((cloudPath) => `${prefix}${cloudPath}`);
    for (const { collection, documents } of lists) {
      const file = join(folder, `${collection}.json`);
      writeFileSync(file, documents.map((one) => `${JSON.stringify(one)}\n`).join(''));
      await platform.importLines(collection, file);
      tally.created(`${documents.length} documents of the demo in ${collection}`);
    }
    const mark = join(folder, 'catalogue.json');
    writeFileSync(mark, JSON.stringify(lists.map(({ collection, documents }) => [collection, documents.length])));
    await platform.upload(mark, MARK);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Pictures that an environment needs before anybody uploads one: none of its own; in a trial environment those of the
 * demo, with its shops, categories, goods and stock. Goods that were put there once are not touched again.
 */
export const pictures: Step = {
  name: 'pictures',
  title: 'Pictures',
  plan: ({ hasDemo }) =>
    hasDemo
      ? [
          'pictures of the demo to goods/demo/ of the cloud storage',
          'shops, categories, goods and stock of the demo, once',
        ]
      : ['none: the shop uploads its own (with --with-demo: the demo and its goods)'],
  run: async ({ hasDemo, demo: makeDemo, platform, log }) => {
    const tally = new Tally(log);
    if (!hasDemo) return tally.done;
    if ((await platform.fileDigest(MARK)) !== undefined) {
      log('  The demo is there already.');
      tally.kept();
      return tally.done;
    }
    const demo = await makeDemo();
    for (const { file, cloudPath } of demo.pictures) await put(platform, file, cloudPath, tally);
    await putGoods(platform, demo, tally);
    return tally.done;
  },
};
