import promises from 'node:fs/promises';
import { Readable } from 'node:stream';
import { FunctionError, type FunctionRequest, type LocalCloud } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';
import { Passage } from '../../localcloud/passage';
import { CallDoor } from '../../localcloud/server';
import { memoryFiles, RetiredError } from '../../localcloud/storage/files';
import { type Endpoint, startEndpoint } from '../../localcloud/wire';
import { cleanUp, scratchFolder, signIn, startFixtures, valueFrom } from './cloud';
import { sendRaw } from './wire';

// What the doors answer: stored files that run nothing, failures that tell nothing of this machine.
let cloud: LocalCloud;
let endpoint: Endpoint;
let isHeld: (request: FunctionRequest) => Promise<void> | undefined = () => undefined;
beforeAll(async () => {
  cloud = await startFixtures({ beforeRequest: (request) => isHeld(request) });
  endpoint = await startEndpoint({ port: 0, dataDir: scratchFolder(), schema: { collections: { rows: {} } } });
});
afterAll(async () => {
  await endpoint.close();
  await cleanUp();
});
afterEach(() => {
  jest.restoreAllMocks();
  isHeld = () => undefined;
});

const wire = async (body: object): Promise<Record<string, unknown>> =>
  (await (await fetch(`${endpoint.url}/admin`, { method: 'POST', body: JSON.stringify(body) })).json()) as Record<
    string,
    unknown
  >;
const announce = async (path: string): Promise<string> =>
  ((await wire({ action: 'storage.getUploadMetadata', path })).data as { authorization: string }).authorization;

describe('a stored file runs nothing at the shop’s address', () => {
  const scripted = [
    'html',
    'htm',
    'HTML',
    'xhtml',
    'xht',
    'xml',
    'xsl',
    'mhtml',
    'js',
    'mjs',
    'css',
    'swf',
    'wasm',
    'hta',
  ];
  test.each([...scripted, 'nothing'])('.%s is only saved', async (ending) => {
    const path = ending === 'nothing' ? 'plain' : `evil.${ending}`;
    await cloud.storage.put(path, Buffer.from('<script>alert(1)</script>'));
    const { headers } = await fetch(`${cloud.url}/storage/${path}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.* sandbox;/);
  });

  test.each(['svg', 'SVG', 'png', 'jpg', 'json', 'txt', 'mp4', 'pdf'])(
    '.%s is shown without scripts',
    async (ending) => {
      await cloud.storage.put(`fine.${ending}`, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'));
      for (const method of ['GET', 'HEAD']) {
        const { headers } = await fetch(`${cloud.url}/storage/fine.${ending}`, { method });
        const policy = headers.get('content-security-policy');
        expect(policy).toContain("default-src 'none'");
        expect(policy).toContain("frame-ancestors 'self'");
        expect(policy?.includes('sandbox')).toBe(ending !== 'pdf');
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    },
  );

  test('nor does a refusal that repeats its name', async () => {
    const answer = await fetch(`${cloud.url}/storage/%3Cscript%3E%2F..%2Fx`);
    const text = await answer.text();
    expect([answer.status, text.includes('<script>'), text.includes('&#60;script')]).toEqual([400, false, true]);
  });
});

describe('an upload', () => {
  const put = async (headers: Record<string, string>, body = 'x', path = 'up'): Promise<[number, string]> => {
    const authorization = await announce(path);
    const answer = await fetch(`${endpoint.url}/storage/${path}`, {
      method: 'PUT',
      headers: { authorization, ...headers },
      body,
    });
    return [answer.status, await answer.text()];
  };

  test('in ranges, or packed, is refused, and what is there stays', async () => {
    expect((await put({}, 'whole'))[0]).toBe(200);
    expect(await put({ 'content-range': 'bytes 0-0/5' })).toEqual([400, expect.stringContaining('not in ranges')]);
    expect((await put({ 'content-encoding': 'gzip' }))[0]).toBe(415);
    expect(await (await fetch(`${endpoint.url}/storage/up`)).text()).toBe('whole');
  });

  test('that says it is too large is refused before it comes', async () => {
    const authorization = await announce('large');
    const head = `PUT /storage/large HTTP/1.1\r\nHost: ${new URL(endpoint.url).host}\r\nConnection: close\r\nAuthorization: ${authorization}\r\nContent-Length: 104857601\r\n\r\n`;
    const [answer] = await sendRaw(endpoint.url, head);
    expect([answer?.status, answer?.body]).toEqual([400, expect.stringContaining('EntityTooLarge')]);
  });

  test('that failed for want of the disk is told without the file’s place', async () => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/data/x'"), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    jest.spyOn(promises, 'rename').mockRejectedValueOnce(full);
    const [status, text] = await put({});
    expect([status, text.includes('/data/')]).toEqual([500, false]);
    expect(told).toHaveBeenCalledWith(full);
  });

  test('that comes to its end when all files have been replaced is refused', async () => {
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    async function* content(): AsyncGenerator<Buffer> {
      yield Buffer.from('a');
      await held;
    }
    const files = memoryFiles(() => 0);
    const writing = files.write('late', Readable.from(content()));
    const refused = expect(writing).rejects.toThrow(RetiredError);
    await files.retire();
    finish();
    await refused;
    expect(await files.stat('late')).toBeNull();
  });

  test('announced before all files were replaced is refused', async () => {
    const { authorization } = await cloud.storage.act('storage.getUploadMetadata', { path: 'old' });
    await cloud.clear();
    const answer = await fetch(`${cloud.url}/storage/old`, {
      method: 'PUT',
      headers: { authorization: String(authorization) },
      body: 'x',
    });
    expect(answer.status).toBe(403);
  });
});

describe('a failure of the local cloud itself names no file and no trace', () => {
  const secret = "ENOENT: no such file or directory, open '/home/someone/secret'";
  const system = (): Error => Object.assign(new Error(secret), { code: 'ENOENT', syscall: 'open' });
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));

  test.each([
    ['an error of the system', system],
    ['an error of Node', () => Object.assign(new TypeError(secret), { code: 'ERR_INVALID_ARG_TYPE' })],
    ['any other', () => new Error(secret)],
  ])('%s, at every door', async (_name, make) => {
    const token = await signIn(cloud, 'o-anna');
    jest.spyOn(cloud.engine, 'get').mockImplementation(() => {
      throw make();
    });
    const call = await fetch(`${cloud.url}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"action":"echo.nothing"}',
    });
    expect(await call.json()).toEqual({
      ok: false,
      code: 'cloud/internal',
      message: expect.stringContaining('its own output says why'),
    });
    jest.spyOn(endpoint.engine, 'rows').mockImplementation(() => {
      throw make();
    });
    jest.spyOn(endpoint.engine, 'insert').mockRejectedValueOnce(make());
    const asked = { collectionName: 'rows', data: ['{}'] };
    expect(await wire({ ...asked, action: 'database.insertDocument' })).toEqual({
      requestId: expect.any(String),
      code: 'SYS_ERR',
      message: 'The local cloud failed; its own output says why.',
    });
    expect(console.error).toHaveBeenCalledTimes(2);
  });
});

describe('the door of the functions', () => {
  const ask = async (type: string, body: string): Promise<{ status: number; reply: Record<string, unknown> }> => {
    const { TENCENTCLOUD_SECRETID: secretId } = await valueFrom<Record<string, string>>(cloud, 'echo.environment');
    const answer = await fetch(`${cloud.url}/admin`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `TC3 Credential=${secretId}/x` },
      body,
    });
    return { status: answer.status, reply: (await answer.json()) as Record<string, unknown> };
  };

  test.each([
    ['application/json', ''],
    ['application/json', 'null'],
    ['application/json', '[]'],
    ['application/json', '{"action":'],
    ['application/json', '{"action":"a","action":"b"}'],
    ['application/json-evil', '{"action":"a"}'],
    ['text/html', '{"action":"a"}'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=', 'x'],
    ['multipart/form-data; boundary=XX', '--XX\r\n\r\n'],
    ['multipart/form-data-evil; boundary=XX', '--XX--'],
  ])('refuses %s %j', async (type, body) => {
    const { status, reply } = await ask(type, body);
    expect([400, 415]).toContain(status);
    expect(reply).toMatchObject({ ok: false, message: expect.any(String) });
  });

  test.each(['{', 'null', '[]', '{"a":1,"a":2}'])(
    'refuses a call of the cashier with %j for its fields',
    async (fields) => {
      let answered: { status: number } | undefined;
      await valueFrom(cloud, 'store.open', { id: 'a' }).catch(() => undefined);
      isHeld = ({ collection, invocationId }) => {
        if (collection !== 'accounts') return undefined;
        isHeld = () => undefined;
        const field = (name: string, content: string): string =>
          `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${content}\r\n`;
        const form = [
          field('action', 'wx.wxPayApi'),
          field('wxCloudApiToken', invocationId),
          field('apiName', 'refund'),
          field('requestData', fields),
        ];
        return ask('multipart/form-data; boundary=XX', `${form.join('')}--XX--`).then(
          (answer) => void (answered = answer),
        );
      };
      await valueFrom(cloud, 'store.read', { id: 'a' });
      expect(answered?.status).toBe(400);
    },
  );
});

test('a function that cannot be loaded is told without the place that it was looked for', async () => {
  const why = `Cannot find module '${projectRoot()}/dist/x.js'\nRequire stack:\n- ${projectRoot()}/dist/shop/index.js`;
  const invoke = (): Promise<never> => Promise.reject(new FunctionError('thrown', why));
  const host = { invoke } as unknown as ConstructorParameters<typeof CallDoor>[0]['host'];
  const door = new CallDoor({ host, engine: cloud.engine, now: () => 0, appId: 'x', passage: new Passage() });
  await expect(door.call('shop.open', {})).rejects.toThrow(/^Cannot find module '\.\/dist\/x\.js'$/);
});
