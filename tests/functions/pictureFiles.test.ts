// Pictures from a picked file to a screen: the door for files, what a function takes for a picture, and how it is shown.
import { createHash } from 'node:crypto';
import { joinMember, openShop, PICTURE, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const PREFIX = 'cloud://local-env.6c6f-local-env/';
const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('whatever follows')]);
const PDF = Buffer.from('%PDF-1.7 a licence');
const MEGABYTE = 1024 * 1024;

async function upload(content: Buffer, { kind = 'goods', token = world.admins[0] as string | undefined } = {}) {
  const response = await fetch(`${world.cloud.url}/upload/${kind}`, {
    method: 'POST',
    headers: token ? { authorization: `Bearer ${token}` } : {},
    body: new Uint8Array(content),
  });
  const reply = (await response.json()) as { ok: boolean; code?: string; details?: object; value?: { fileId: string } };
  return { status: response.status, ...reply, fileId: reply.value?.fileId ?? '' };
}

const show = (fileId: string, headers: Record<string, string> = {}) =>
  fetch(`${world.cloud.url}/picture/${fileId.slice('cloud://'.length)}`, { headers });

test('a picture that was uploaded is named by its content, stored once, and may be kept by a browser for ever', async () => {
  const { fileId } = await upload(PNG);
  const digest = createHash('sha256').update(PNG).digest('hex');
  expect(fileId).toMatch(new RegExp(`^${PREFIX}goods/U[A-Z0-9]+/${digest}\\.png$`));
  expect((await upload(PNG)).fileId).toBe(fileId);
  // Who uploads has a folder of their own: nobody writes over what another one showed.
  expect((await upload(PNG, { token: world.admins[1] })).fileId).not.toBe(fileId);
  const shown = await show(fileId);
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
    200,
    'image/png',
    'public, max-age=31536000, immutable',
  ]);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG);
  expect((await show(fileId, { 'if-none-match': shown.headers.get('etag')! })).status).toBe(304);
  await saveGoods(world, 'pictured', { priceFen: 100, costFen: 20, stock: 1 }, { pictures: [fileId] });
  expect(await world.call('shop.viewGoods', { goodsId: 'pictured' })).toMatchObject({ pictures: [fileId] });
});

test('only who has the role uploads, and only what is a picture', async () => {
  const { token } = await joinMember(world, '13700000001');
  const stranger = await fetch(`${world.cloud.url}/upload/goods`, { method: 'POST', body: 'x' });
  expect(stranger.status).toBe(401);
  expect(await upload(PNG, { token: 'a-token-of-nobody' })).toMatchObject({ status: 401, code: 'session/expired' });
  expect(await upload(PNG, { token })).toMatchObject({ ok: false, code: 'identity/notAllowed' });
  for (const content of [Buffer.from('<svg/>'), Buffer.from('GIF89a........'), Buffer.alloc(0)])
    expect(await upload(content)).toMatchObject({ ok: false, code: 'picture/type' });
  expect(await upload(PNG, { kind: 'elsewhere' })).toMatchObject({ ok: false, code: 'input/invalid' });
  expect(await upload(Buffer.concat([PNG, Buffer.alloc(2 * MEGABYTE)]))).toMatchObject({
    code: 'picture/tooLarge',
    details: { mostBytes: 2 * MEGABYTE },
  });
  expect(await upload(Buffer.alloc(9 * MEGABYTE))).toMatchObject({ status: 413, code: 'picture/tooLarge' });
});

test('a document proves a clearance, and is no picture', async () => {
  expect(await upload(PDF)).toMatchObject({ ok: false, code: 'picture/type' });
  const { fileId } = await upload(PDF, { kind: 'clearance' });
  expect(fileId).toMatch(/\/clearance\/.*\.pdf$/);
  expect((await show(fileId)).status).toBe(404);
});

test.each([
  ['that is not there', `${PREFIX}goods/nowhere.png`],
  ['of another environment', PICTURE.replace('cloud://local-env.', 'cloud://other-env.')],
  ['of another folder', `${PREFIX}clearance/one.png`],
])('a picture %s is not kept', async (_what, fileId) => {
  await world.cloud.storage.put('clearance/one.png', PNG);
  const goods = {
    goodsId: 'apple',
    title: '苹果',
    ground: 1,
    industry: 'grocery',
    kind: 'delivered',
    categoryId: 'fruit',
    shopId: 'own',
  } as const;
  const skus = [{ skuId: 'apple-1', choices: [], priceFen: 100, costFen: 20, stock: 1 }];
  const [admin] = world.admins;
  expect(await world.refused('admin.saveGoods', { ...goods, skus, pictures: [PICTURE, fileId] }, admin)).toBe(
    'picture/unknown',
  );
  const category = { categoryId: 'fruit', name: '蔬果', industry: 'grocery', ground: 1, order: 1 } as const;
  expect(await world.refused('admin.saveCategory', { ...category, picture: fileId }, admin)).toBe('picture/unknown');
  expect(await world.call('shop.viewGoods', { goodsId: 'apple' })).toMatchObject({ pictures: [PICTURE] });
});

test.each([
  ['a path', '/goods/1f34e.webp'],
  ['an address', 'https://example.com/1.png'],
  ['a way out of its folder', `${PREFIX}goods/../clearance/one.png`],
  ['a hidden file', `${PREFIX}goods/.parts`],
  ['nothing', ''],
])('%s is no file id', async (_what, picture) => {
  await expect(
    saveGoods(world, 'apple', { priceFen: 100, costFen: 10, stock: 1 }, { pictures: [picture] }),
  ).rejects.toThrow('input/invalid');
});

test.each([
  `${PREFIX}goods/nowhere.png`,
  'cloud://other-env.bucket/goods/test.webp',
  `${PREFIX}..%2f..%2fpackage.json`,
  `${PREFIX}goods%2f..%2f..%2f..%2fpackage.json`,
  `${PREFIX}%zz`,
  'cloud://',
])('%s is shown as a placeholder', async (fileId) => {
  const shown = await show(fileId);
  expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
    404,
    'image/svg+xml',
    'no-store',
  ]);
});
