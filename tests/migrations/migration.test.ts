import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isPacked, type ListedPage } from '../../cloudfunctions/migration/listedPage';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud';
import { type Document, type Engine, openEngine } from '../../localcloud/engine';
import { HttpRefusal } from '../../localcloud/http';
import { answer } from '../../scripts/migrate/command';
import { readBooks, readEngine, readExportFile, verify } from '../../scripts/verify/index';
import { DATA_VERSION } from '../../shared/contract';
import { changes } from '../functions/seam';
import { ADMIN_PHONES, built, removeBuilt } from '../functions/world';
import { scratchFolder } from '../scratch';

jest.setTimeout(300_000);

/**
 * A small shop as it was stored before there were versions: three members, orders settled, closed, waiting, refunding and
 * unpaid; pages in lists; wallets and orders without the fields that came later; pictures by path, two of them known.
 */
const EXPORT = join(__dirname, 'version1.export');
const FROZEN_AT = Date.parse('2026-03-05T09:10:00+08:00');
const NONE = 'cloud://local-env.6c6f-local-env/goods/none.png';

let folder: string;
const clouds: LocalCloud[] = [];

beforeAll(() => {
  folder = scratchFolder('migration-test');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  removeBuilt();
});
afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.close();
});

async function start(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: await built(),
    clock: { startAtMs: FROZEN_AT, isFrozen: true },
    variables: { OWNER_PHONES: ADMIN_PHONES.join(',') },
    workers: 1,
    isPassive: true,
    ...options,
  });
  clouds.push(cloud);
  return cloud;
}

const faults = (engine: Engine) => [...verify(readBooks(readEngine(engine)))];
const versionOf = (engine: Engine) => engine.get('platform', 'dataVersion')?.version;

/** Every document of the shop, but for what stands still or is not of the migration. */
const contentOf = (engine: Engine): Record<string, Document[]> =>
  Object.fromEntries(
    engine
      .collections()
      .filter((name) => !name.startsWith('local__'))
      .map((name) => [name, engine.find(name, {}, { sort: { _id: 1 } }).filter(({ _id }) => _id !== 'lease:serial')]),
  );

/** A data folder as the program before left it. */
async function folderOfBefore(name: string): Promise<string> {
  const dataDir = join(folder, name);
  const engine = openEngine({ dataDir, now: () => FROZEN_AT, schema: { collections: {} } });
  await engine.importFrom(EXPORT);
  await engine.close();
  return dataDir;
}

/** An older environment under functions that are new: what a deployment finds. */
async function deployedOver(options: Partial<LocalCloudOptions> = {}): Promise<LocalCloud> {
  const cloud = await start(options);
  await cloud.engine.importFrom(EXPORT);
  return cloud;
}

interface Migrated {
  isDone: boolean;
  from: number;
  to: number;
  step: string;
  remaining: number;
}
const migrate = (cloud: LocalCloud) => cloud.trigger('migration') as Promise<Migrated>;

function expectUpToDate({ engine }: LocalCloud): void {
  expect(versionOf(engine)).toBe(DATA_VERSION);
  expect(faults(engine)).toEqual([]);
  const pictures = [
    ...engine.find('categories').map(({ picture }) => picture),
    ...engine.find('goods').flatMap((goods) => goods.pictures),
    ...engine.find('orders').flatMap(({ lines }) => (lines as { picture: string }[]).map(({ picture }) => picture)),
  ];
  expect(pictures.length).toBeGreaterThan(10);
  for (const picture of pictures) expect(picture).toMatch(/^cloud:\/\/local-env\.6c6f-local-env\/goods\//);
  expect(engine.find('pages').every((page) => isPacked(page as unknown as ListedPage))).toBe(true);
  for (const wallet of engine.find('wallets'))
    expect(wallet).toMatchObject({
      quotaGrantedFen: expect.any(Number),
      weightGrantedMicroShares: expect.any(Number),
      levels: expect.any(Array),
    });
  expect(engine.count('goods', { shelfRank: { $nin: [0, 1] } })).toBe(0);
  expect(engine.count('stock', { isOut: { $exists: false } })).toBe(0);
  expect(engine.count('searchWords', { kind: 'shop' })).toBe(engine.count('shops', {}));
  for (const kept of ['goods', 'orders']) expect(engine.count(kept, { kind: { $exists: false } })).toBe(0);
  expect(engine.count('orders', { prepaidAtMs: { $exists: false } })).toBe(0);
  expect(engine.count('orders', { refundSentAtMs: { $exists: false } })).toBe(0);
  for (const { _id, openCases } of engine.find('orders', { isRefundPending: true }))
    expect(engine.get('afterSales', (openCases as { caseId: string }[])[0]!.caseId)).toMatchObject({ orderId: _id });
  expect(engine.count('members', { roles: 'admin' })).toBe(0);
  expect(engine.count('members', { roles: 'owner' })).toBe(2);
  expect(engine.get('platform', 'day')).toMatchObject({ isSealing: false, plansRevision: 0 });
}

test('an export of before is brought up to date when it is taken in: its books agree, its pictures are shown', async () => {
  expect([...verify(readBooks(await readExportFile(EXPORT)))]).toEqual([]);
  const cloud = await start();
  await cloud.importFrom(EXPORT);
  expectUpToDate(cloud);
  const { engine } = cloud;
  expect(engine.get('goods', 'apple')?.pictures).toEqual([
    'cloud://local-env.6c6f-local-env/goods/demo/1f34e.webp',
    'cloud://local-env.6c6f-local-env/goods/demo/1f34a.webp',
  ]);
  // Of no demo, and so nowhere: one sign for all of them.
  expect([engine.get('goods', 'both')?.pictures, engine.get('goods', 'plain')?.pictures]).toEqual([[NONE], [NONE]]);
  // What its members held of each tier is counted from their orders, not assumed.
  expect(engine.find('wallets', { level: 2 }).map(({ levels }) => levels)).toEqual([
    [1, 1],
    [1, 1],
  ]);
  const goods = (await cloud.call('shop.viewGoods', { goodsId: 'apple' })) as { value: { pictures: string[] } };
  for (const picture of [...goods.value.pictures, NONE]) {
    const shown = await fetch(`${cloud.url}/picture/${picture.slice('cloud://'.length)}`);
    expect([picture, shown.status]).toEqual([picture, 200]);
  }
});

test('what was migrated goes on: the days are closed, what waits is settled, the books agree', async () => {
  const cloud = await start();
  await cloud.importFrom(EXPORT);
  await cloud.advance({ by: '12d' });
  expect(cloud.events().filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(cloud.engine.count('orders', { state: 'received' })).toBe(0);
  expect(faults(cloud.engine)).toEqual([]);
});

test('a folder of before is brought up to date at its start, once, and a copy of before is kept beside it', async () => {
  const dataDir = await folderOfBefore('older');
  const told: string[] = [];
  const first = await start({ dataDir, tell: (line) => told.push(line) });
  expectUpToDate(first);
  const copy = `${dataDir}.version-1.export`;
  expect(told).toContain(`A copy of before: ${copy}`);
  const kept = await readExportFile(copy);
  expect(kept<Document>('platform').some(({ _id }) => _id === 'dataVersion')).toBe(false);
  const before = await readExportFile(EXPORT);
  for (const name of ['orders', 'wallets', 'pages', 'goods', 'journal']) expect(kept(name)).toEqual(before(name));
  await first.close();
  told.length = 0;
  rmSync(copy);
  await start({ dataDir, tell: (line) => told.push(line) });
  expect([told, existsSync(copy)]).toEqual([[], false]);
});

test('a start that is cut short goes on at the next one, and the copy stays that of before', async () => {
  const dataDir = await folderOfBefore('cut');
  let [cut, at] = [undefined as LocalCloud | undefined, 0];
  const beforeRequest = ({ functionName }: { functionName: string }): void => {
    if (functionName !== 'migration') return;
    at += 1;
    // In the middle of the second pass: categories are done, and some goods.
    if (at === 16) throw new HttpRefusal(400, 'test/cut', 'cut off');
  };
  await expect(
    start({ dataDir, beforeRequest }).then((cloud) => {
      cut = cloud;
    }),
  ).rejects.toThrow();
  expect(cut).toBeUndefined();
  const told: string[] = [];
  const cloud = await start({ dataDir, tell: (line) => told.push(line) });
  expectUpToDate(cloud);
  expect(told.filter((line) => line.startsWith('A copy'))).toEqual([]);
  const [kept, before] = [await readExportFile(`${dataDir}.version-1.export`), await readExportFile(EXPORT)];
  for (const name of ['categories', 'goods', 'orders']) expect(kept(name)).toEqual(before(name));
});

test('killed before each of its requests in turn it comes to the same end, and repeated it changes nothing', async () => {
  let [at, killBefore] = [0, Number.POSITIVE_INFINITY];
  const cloud = await deployedOver({
    variables: { MIGRATION_BATCH: '4' },
    beforeRequest: (request) => {
      // Killed before one that only reads it leaves what it leaves before the next that writes.
      if (request.functionName !== 'migration' || !changes(request)) return;
      at += 1;
      if (at === killBefore) cloud.killWorker();
    },
  });
  const { engine } = cloud;
  await migrate(cloud);
  const whole = contentOf(engine);
  await engine.importFrom(EXPORT);
  let kills = 0;
  for (let isDone = false; !isDone; kills += 1) {
    [at, killBefore] = [0, kills + 1];
    // The lease of the one that was killed is over.
    await engine.remove('platform', { _id: 'lease:serial' });
    isDone = await migrate(cloud).then(
      (answer) => answer.isDone,
      () => false,
    );
  }
  expect(kills).toBeGreaterThan(10);
  expect(contentOf(engine)).toEqual(whole);
  killBefore = Number.POSITIVE_INFINITY;
  expect(await migrate(cloud)).toEqual({ isDone: true, from: DATA_VERSION, to: DATA_VERSION, step: '', remaining: 0 });
  expect(contentOf(engine)).toEqual(whole);
});

test('without time it does a batch a call and says what is left; until it is done nobody else does anything', async () => {
  const cloud = await deployedOver({ variables: { BUDGET_LOOKS: '0', MIGRATION_BATCH: '4' } });
  const [{ _id: waiting }] = cloud.engine.find('orders', { state: { $in: ['received', 'shipped'] } }) as [
    { _id: string },
  ];
  const asked = { state: 'requested', reason: '坏果', atMs: FROZEN_AT, refundNo: '' };
  const refund = { isRefundPending: true, refund: asked };
  await cloud.engine.update('orders', { _id: waiting }, { $set: refund } as never);
  const before = contentOf(cloud.engine);
  expect(await cloud.call('shop.home')).toMatchObject({ ok: false, code: 'platform/updating' });
  expect(await cloud.trigger('settlement')).toEqual({ ok: true, isUpdating: true });
  expect(await cloud.trigger('dailyClose')).toEqual({ ok: true, isUpdating: true });
  const { platform, ...others } = before;
  expect(contentOf(cloud.engine)).toMatchObject(others);
  const steps: string[] = [];
  for (let answer = await migrate(cloud); !answer.isDone; answer = await migrate(cloud)) {
    expect(answer).toMatchObject({ to: DATA_VERSION, remaining: expect.any(Number) });
    steps.push(`${answer.step} ${answer.remaining}`);
  }
  // A category, five goods, eleven orders; one page; five wallets, and the orders again; the goods twice more and the
  // orders once; the pieces, goods, shop and category once more; the members; what administrators did: four at a time.
  expect(steps).toEqual([
    ...['pictures 16', 'pictures 12', 'pictures 11', 'pictures 7', 'pictures 3'],
    ...['documents 12', 'documents 11', 'documents 7', 'documents 3'],
    'searchTerms 1',
    ...['kinds 12', 'kinds 11', 'kinds 7', 'kinds 3'],
    ...['shelf 8', 'shelf 7', 'shelf 3', 'shelf 2', 'shelf 1'],
    ...['cases 7', 'cases 3'],
    'staff 1',
    ...Array.from({ length: 8 }, (_, at) => `auditLines ${32 - 4 * at}`),
  ]);
  expectUpToDate(cloud);
  expect(cloud.engine.get('orders', waiting)).toMatchObject({ openCases: [{}], caseCount: 1 });
  expect(cloud.engine.find('afterSales', { orderId: waiting })).toMatchObject([{ state: 'asked', words: '坏果' }]);
  expect(await cloud.call('shop.home')).toMatchObject({ ok: true });
});

test('what is emptied is of the newest version, and as empty as before', async () => {
  const dataDir = join(folder, 'emptied');
  const first = await start({ dataDir });
  // The function knows the version by then, and does not look again.
  expect([await first.call('account.me'), first.demo.state()]).toMatchObject([
    { code: 'identity/signInFirst' },
    'empty',
  ]);
  await first.clear();
  expect(first.demo.state()).toBe('empty');
  await first.call('account.sendCode', { phone: ADMIN_PHONES[0] });
  const code = /\d{6}/.exec(first.inbox(ADMIN_PHONES[0])[0]!.text)![0];
  expect(await first.call('account.signIn', { phone: ADMIN_PHONES[0], code })).toMatchObject({ ok: true });
  await first.close();
  const told: string[] = [];
  const second = await start({ dataDir, tell: (line) => told.push(line) });
  expect([told, versionOf(second.engine)]).toEqual([[], DATA_VERSION]);
});

test('only a deployment calls it', async () => {
  const cloud = await deployedOver();
  expect(await cloud.call('migration.run')).toMatchObject({ ok: false, code: 'identity/notAllowed' });
  expect(versionOf(cloud.engine)).toBeUndefined();
});

test('newer data is refused with words, and stays as it is, to the byte', async () => {
  const dataDir = await folderOfBefore('newer');
  const engine = openEngine({ dataDir, now: () => FROZEN_AT, schema: { collections: {} } });
  await engine.insert('platform', [{ _id: 'dataVersion', version: DATA_VERSION + 1, place: null }]);
  const newer = join(folder, 'newer.export');
  await engine.exportTo(newer);
  await engine.close();
  const sums = () =>
    readdirSync(dataDir).map((name) =>
      createHash('sha256')
        .update(readFileSync(join(dataDir, name)))
        .digest('hex'),
    );
  const before = sums();
  const words = new RegExp(`data has version ${DATA_VERSION + 1}, this program knows ${DATA_VERSION}.*Nothing was`);
  await expect(start({ dataDir })).rejects.toThrow(words);
  expect(sums()).toEqual(before);
  const cloud = await start();
  await expect(cloud.importFrom(newer)).rejects.toThrow(words);
  // Functions of before under newer data, as after a rollback: they refuse, and migrate nothing.
  await cloud.engine.importFrom(newer);
  expect(await cloud.call('shop.home')).toMatchObject({ ok: false, code: 'platform/updating' });
  await expect(migrate(cloud)).rejects.toThrow(/deploy the newer ones again/);
});

test('tried on an export, the command says what was done and that the books agree before and after', async () => {
  const out = join(folder, 'out.export');
  const { status, text } = await answer(['--export', EXPORT, '--out', out], built);
  expect([status, text]).toEqual([0, expect.stringContaining('The books agree, before and after.')]);
  expect(text).toContain(`The data has version ${DATA_VERSION} now.`);
  expect((await answer(['--export', out], built)).text).toContain('nothing is to be done');
  expect(await answer(['--export', join(folder, 'none')], built)).toMatchObject({ status: 2 });
});
