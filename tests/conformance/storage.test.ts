import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openStorage } from '../../localcloud/storage';
import { type CloudUnderTest, openCloud, refusalOf } from './cloud';

const folder = mkdtempSync(join(tmpdir(), 'storage-'));
let under: CloudUnderTest;

beforeAll(async () => {
  under = await openCloud({ dataDir: folder });
});
afterAll(async () => {
  await under.close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = async (cloudPath: string, content: Buffer): Promise<string> =>
  (await under.cloud.uploadFile({ cloudPath, fileContent: content })).fileID;
const download = async (fileID: string): Promise<Buffer> => (await under.cloud.downloadFile({ fileID })).fileContent;

describe('a file', () => {
  const contents: Array<[string, Buffer]> = [
    ['goods/wine.txt', Buffer.from('hello')],
    ['a/图 1.png', Buffer.from([0, 255, 1, 254, 10, 13])],
    ['deep/er/and/deeper/x', Buffer.alloc(300_000, 7)],
    ['nothing.bin', Buffer.alloc(0)],
    ['100%25&a=b+c.txt', Buffer.from('percent')],
    ['folder', Buffer.from('a file')],
    ['folder/inside', Buffer.from('and a folder of the same name')],
  ];
  test.each(contents)('%s comes back as it went', async (path, content) => {
    const id = await upload(path, content);
    expect(id).toBe(`cloud://local-env.6c6f-local-env/${path}`);
    expect(Buffer.compare(await download(id), content)).toBe(0);
  });

  test('is replaced by another of its name', async () => {
    const id = await upload('again', Buffer.from('one'));
    await upload('again', Buffer.from('three'));
    expect(String(await download(id))).toBe('three');
  });

  test('has an address that is not percent-encoded', async () => {
    const id = await upload('a/图.txt', Buffer.from('图'));
    const { fileList } = await under.cloud.getTempFileURL({
      fileList: [id, { fileID: id, maxAge: 600 }, 'cloud://x.y/none'],
    });
    expect(fileList[0]).toMatchObject({ fileID: id, status: 0, tempFileURL: `${under.endpoint.url}/storage/a/图.txt` });
    expect(fileList[1]).toMatchObject({ status: 0, maxAge: 600 });
    expect(fileList[2]).toMatchObject({ fileID: 'cloud://x.y/none', tempFileURL: '' });
    expect(fileList[2].status).not.toBe(0);
    const answer = await fetch(encodeURI(fileList[0].tempFileURL));
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      '图',
    ]);
  });

  test('is served with its size, and not again when it is unchanged', async () => {
    await upload('picture.png', Buffer.alloc(1234));
    const url = `${under.endpoint.url}/storage/picture.png`;
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.headers.get('content-length'), head.headers.get('content-type')]).toEqual(['1234', 'image/png']);
    const again = await fetch(url, { headers: { 'if-none-match': head.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  test('is deleted once', async () => {
    const id = await upload('gone', Buffer.from('x'));
    const { fileList } = await under.cloud.deleteFile({ fileList: [id, id] });
    expect(fileList[0]).toMatchObject({ fileID: id, status: 0 });
    expect(fileList[1].status).not.toBe(0);
    expect(await refusalOf(download(id))).toMatch(/-503003|NONEXIST|not exist/i);
    expect((await fetch(`${under.endpoint.url}/storage/gone`)).status).toBe(404);
  });
});

describe('refused', () => {
  const paths = ['../up', 'a/../../up', 'a//b', '/a', 'a/', '.', 'a\\..\\b', 'a\u0000b', 'x'.repeat(900)];
  test.each(paths)('uploading to %j', async (path) => {
    expect(await refusalOf(upload(path, Buffer.from('x')))).toMatch(/storage path/i);
  });

  test.each(['..%2f..%2fcloud.sqlite', '%2e%2e/cloud.sqlite', 'a%00', '%zz', '..%5ccloud.sqlite'])(
    'fetching %s',
    async (path) => {
      const answer = await fetch(`${under.endpoint.url}/storage/${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('SQLite');
    },
  );

  test('an upload that was not announced, or to another path than announced', async () => {
    const url = `${under.endpoint.url}/storage/sneaked`;
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    const { authorization } = await announce('announced');
    expect((await fetch(url, { method: 'PUT', body: 'x', headers: { authorization } })).status).toBe(403);
    expect((await fetch(url)).status).toBe(404);
  });

  test('other methods', async () => {
    expect((await fetch(`${under.endpoint.url}/storage/a`, { method: 'DELETE' })).status).toBe(405);
  });

  test('more than 50 files at once', async () => {
    const fileList = Array.from({ length: 51 }, (_unused, i) => `cloud://local-env.6c6f-local-env/${i}`);
    expect(await refusalOf(under.cloud.deleteFile({ fileList }))).toMatch(/at most 50 files/);
  });
});

async function announce(path: string): Promise<{ authorization: string }> {
  const answer = await fetch(`${under.endpoint.url}/admin`, {
    method: 'POST',
    body: JSON.stringify({ action: 'storage.getUploadMetadata', path }),
  });
  return ((await answer.json()) as { data: { authorization: string } }).data;
}

test('an upload that breaks off leaves nothing', async () => {
  const { authorization } = await announce('broken');
  const controller = new AbortController();
  const body = Readable.toWeb(
    Readable.from(
      (async function* () {
        yield Buffer.alloc(1000);
        controller.abort();
        yield Buffer.alloc(1000);
      })(),
    ),
  );
  const request = { method: 'PUT', body, headers: { authorization }, signal: controller.signal, duplex: 'half' };
  await fetch(`${under.endpoint.url}/storage/broken`, request as unknown as RequestInit).catch(() => {});
  expect((await fetch(`${under.endpoint.url}/storage/broken`)).status).toBe(404);
});

test('files outlive the process that took them, and can be listed and removed', async () => {
  const id = await upload('kept/for/long', Buffer.from('still here'));
  const storage = openStorage({ dataDir: folder, envId: 'local-env', baseUrl: () => 'http://127.0.0.1:1/storage' });
  expect(storage.urlOf(id)).toBe('http://127.0.0.1:1/storage/kept/for/long');
  const found = new Map<string, string>();
  const view = storage.view();
  for await (const { path, content } of view) found.set(path, Buffer.from(content).toString());
  expect(found.get('kept/for/long')).toBe('still here');
  expect(found.get('folder/inside')).toBe('and a folder of the same name');
  await view.close();
  await (await storage.stage()).take();
  expect(readdirSync(folder)).not.toContain('storage');
});

test('a kept name that was changed from outside is left out of the list, and stops nothing', async () => {
  const at = join(folder, 'damaged-names');
  const storage = openStorage({ dataDir: at, envId: 'local-env', baseUrl: () => '' });
  await storage.put('图', Buffer.from('whole'));
  const kept = join(at, 'storage');
  for (const name of ['%E5.file', '%.file', '.file', '%61.file', 'a%2Fb.file', '%2E%2E.file', 'x.fil'])
    writeFileSync(join(kept, name), 'of no path');
  mkdirSync(join(kept, '%FF.dir'));
  writeFileSync(join(kept, '%FF.dir', 'a.file'), 'of no path');
  const found: string[] = [];
  for await (const { path } of storage.view()) found.push(path);
  expect(found).toEqual(['图']);
});
