import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { LocalCloud } from '../../localcloud';
import { cleanUp, scratchFolder, signIn, startFixtures } from './cloud';

let cloud: LocalCloud;

beforeAll(async () => {
  const folder = scratchFolder();
  const staticDir = join(folder, 'h5');
  mkdirSync(join(staticDir, 'js'), { recursive: true });
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html>shop');
  writeFileSync(join(staticDir, 'js/app.1a2b3c4d.js'), 'let a = 1;');
  writeFileSync(join(staticDir, 'js/app.1a2b3c4d.js.br'), 'brotli');
  writeFileSync(join(staticDir, 'js/app.1a2b3c4d.js.gz'), 'gzip');
  writeFileSync(join(staticDir, 'index.html.br'), 'of an older page');
  writeFileSync(join(staticDir, 'big.png'), Buffer.alloc(200_000, 7));
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  symlinkSync(join(folder, 'secret.txt'), join(staticDir, 'link.txt'));
  writeFileSync(join(staticDir, 'js/late.1a2b3c4d.js'), 'let b = 2;');
  symlinkSync(join(folder, 'secret.txt'), join(staticDir, 'js/late.1a2b3c4d.js.br'));
  cloud = await startFixtures({ staticDir });
});
afterAll(cleanUp);

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as bytes on the wire: fetch would tidy up paths and refuse headers. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(cloud.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const call = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  send('/call', {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

describe('/call', () => {
  test('answers what the function replies, for no cache to keep', async () => {
    const { status, headers, text } = await call({ action: 'echo.calls', input: {} });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(JSON.parse(text)).toEqual({ ok: true, value: 1 });
  });

  test('knows the session of a token', async () => {
    const token = await signIn(cloud, 'o-anna');
    const { text } = await call({ action: 'echo.whoAmI' }, { authorization: `Bearer ${token}` });
    expect(JSON.parse(text).value.before).toMatchObject({ OPENID: 'o-anna', SOURCE: 'wx_client' });
  });

  test.each([
    ['no JSON', '{"action":', 400, 'call/malformed'],
    ['nothing', '', 400, 'call/malformed'],
    ['no object', '[1]', 400, 'call/malformed'],
    ['null', 'null', 400, 'call/malformed'],
    ['broken UTF-8', Buffer.from('{"action":"echo.\xff"}', 'latin1'), 400, 'call/malformed'],
    ['no action', '{}', 400, 'call/malformed'],
    ['an action that is no text', '{"action":["echo.event"]}', 400, 'call/malformed'],
    ['an action without a dot', '{"action":"echo"}', 400, 'call/malformed'],
    ['a path as action', '{"action":"../echo.event"}', 400, 'call/malformed'],
    ['an input that is no object', '{"action":"echo.event","input":[]}', 400, 'call/malformed'],
    ['another key', '{"action":"echo.event","openid":"o-anna"}', 400, 'call/malformed'],
    ['a prototype', '{"action":"echo.event","input":{"__proto__":{"role":"admin"}}}', 400, 'call/malformed'],
    ['a constructor', '{"action":"echo.event","input":{"a":[{"constructor":{"prototype":1}}]}}', 400, 'call/malformed'],
    ['deep nesting', `{"action":"echo.event","input":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, 400, 'call/malformed'],
    ['a function that does not exist', '{"action":"nobody.act"}', 400, 'function/notFound'],
    ['a function named like a property', '{"action":"constructor.call"}', 400, 'function/notFound'],
    ['too much', `{"action":"echo.event","input":{"a":"${'x'.repeat(103_000)}"}}`, 413, 'call/tooLarge'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await call(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, code, message: expect.any(String) });
  });

  test('refuses too much although its length was not told', async () => {
    const answer = await send('/call', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      body: 'x'.repeat(200_000),
    });
    expect(answer.status).toBe(413);
  });

  test('refuses other methods and content types', async () => {
    expect((await send('/call')).status).toBe(405);
    const plain = await call({ action: 'echo.event' }, { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
  });

  test.each([
    ['unknown', 'Bearer not-known-here', 'session/expired'],
    ['malformed', 'Basic abc', 'session/malformed'],
    ['empty', 'Bearer ', 'session/malformed'],
    ['with a query in it', 'Bearer {"$ne":1}', 'session/expired'],
  ])('a session that is %s is refused with 401', async (_, authorization, code) => {
    const { status, text } = await call({ action: 'echo.whoAmI' }, { authorization });
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ ok: false, code });
  });

  test('a session ends at its moment of the demo clock', async () => {
    const token = await signIn(cloud, 'o-brief', 60_000);
    expect((await call({ action: 'echo.whoAmI' }, { authorization: `Bearer ${token}` })).status).toBe(200);
    await cloud.advance({ by: '1m' });
    expect((await call({ action: 'echo.whoAmI' }, { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  test('functions of the platform refuse a client by its source', async () => {
    const token = await signIn(cloud, 'o-anna');
    for (const action of ['payCallback.notify', 'ticker.run'])
      for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
        const { text } = await call({ action }, headers as Record<string, string>);
        expect(JSON.parse(text)).toMatchObject({ ok: false, code: 'source/forbidden' });
      }
    expect(cloud.engine.count('notices') + cloud.engine.count('ticks')).toBe(0);
  });

  test('tells a failure of the function by its status', async () => {
    expect((await call({ action: 'echo.fail' })).status).toBe(502);
    expect((await call({ action: 'slow.spin' })).status).toBe(504);
  });
});

describe('other places', () => {
  test.each([
    ['another name for this machine', { host: 'rebound.example.com' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['a page of another origin', { origin: 'http://evil.example.com' }],
    ['a page of another port', { origin: 'http://127.0.0.1:3000' }],
    ['no origin at all', { origin: 'null' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('%s is refused everywhere', async (_, headers) => {
    for (const path of ['/', '/local/status', '/call', '/admin'])
      expect((await send(path, { headers: headers as unknown as Record<string, string> })).status).toBe(403);
  });

  test('the shop’s own pages may call', async () => {
    const { port } = new URL(cloud.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const answer = await call({ action: 'echo.nothing' }, { host, origin: `http://${host}` });
      expect(answer.status).toBe(200);
    }
  });

  test('only workers of this server may ask its database', async () => {
    const body = JSON.stringify({ action: 'database.getDocument', collectionName: 'sessions', queryType: 'WHERE' });
    const ask = (headers: Record<string, string>) =>
      send('/admin', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body });
    expect((await ask({})).status).toBe(403);
    expect((await ask({ authorization: 'TC3-HMAC-SHA256 Credential=local/2026-03-01/tcb' })).status).toBe(403);
  });
});

describe('/local', () => {
  const post = (path: string, body: unknown): Promise<Answer> =>
    send(`/local/${path}`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) });

  test('status tells the clock, what comes next and the functions', async () => {
    const { value } = JSON.parse((await send('/local/status')).text);
    expect(value.clock).toEqual({ now: new Date(cloud.now()).toISOString(), isFrozen: true });
    expect(value.next[0]).toEqual({ at: '2026-02-28T17:00:00.000Z', kind: 'timer', name: 'ticker.daily' });
    expect(value.functions.find(({ name }: { name: string }) => name === 'slow')).toEqual({
      name: 'slow',
      timeoutMs: 1000,
      memoryMb: 256,
      timers: [],
    });
  });

  test('advance moves the clock, by a time, to the next event, or until a moment', async () => {
    const before = cloud.now();
    expect(JSON.parse((await post('advance', { by: '30m' })).text).value.events).toBe(0);
    expect(cloud.now()).toBe(before + 1_800_000);
    await post('advance', { to: 'next' });
    expect(new Date(cloud.now()).toISOString()).toBe('2026-02-28T17:00:00.000Z');
    await post('advance', { until: '2026-03-02T00:00:00Z' });
    expect(new Date(cloud.now()).toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(cloud.engine.count('ticks')).toBe(2);
  });

  test.each([
    [{}],
    [{ by: '1w' }],
    [{ by: '-1d' }],
    [{ by: '999999d' }],
    [{ to: 'yesterday' }],
    [{ until: 'soon' }],
    [{ until: '2020-01-01T00:00:00Z' }],
  ])('advance %j is refused and nothing moves', async (body) => {
    const before = cloud.now();
    expect((await post('advance', body)).status).toBe(400);
    expect(cloud.now()).toBe(before);
  });

  test('unknown commands and faults are refused', async () => {
    expect((await post('explode', {})).status).toBe(404);
    expect((await send('/local/advance')).status).toBe(404);
    expect((await post('faults', { payBack: {} })).status).toBe(400);
    expect((await post('pay', { outcome: 'paid' })).status).toBe(400);
    expect((await post('pay', { outTradeNo: 'x', outcome: 'stolen' })).status).toBe(400);
    expect((await post('pay', { outTradeNo: 'x', outcome: 'paid' })).status).toBe(404);
  });
});

describe('the client’s files', () => {
  test('have their types and are kept as long as their names allow', async () => {
    const page = await send('/');
    expect([page.status, page.text, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      '<!doctype html>shop',
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    const script = await send('/js/app.1a2b3c4d.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await send('/goods/1')).text).toBe('<!doctype html>shop');
    expect((await send('/big.png')).text.length).toBe(200_000);
  });

  test.each([
    ['/js/app.1a2b3c4d.js', 'gzip, deflate, br', 'brotli', 'br'],
    ['/js/app.1a2b3c4d.js', 'gzip;q=0.5, br;q=0', 'gzip', 'gzip'],
    ['/js/app.1a2b3c4d.js', 'identity', 'let a = 1;', undefined],
    ['/js/app.1a2b3c4d.js', undefined, 'let a = 1;', undefined],
    ['/js/late.1a2b3c4d.js', 'br', 'let b = 2;', undefined],
    // Only a name that changes with its content can be trusted to have a packing of the same content.
    ['/index.html', 'br', '<!doctype html>shop', undefined],
  ])('%s is sent packed as its reader takes it: %s', async (path, accepted, text, encoding) => {
    const answer = await send(path, { headers: accepted === undefined ? {} : { 'accept-encoding': accepted } });
    expect([answer.status, answer.text, answer.headers['content-encoding']]).toEqual([200, text, encoding]);
    expect(answer.headers['content-length']).toBe(String(text.length));
    expect(answer.headers.vary).toBe(path.startsWith('/js/') ? 'accept-encoding' : undefined);
    expect(answer.headers['content-type']).toMatch(path.startsWith('/js/') ? /^text\/javascript/ : /^text\/html/);
  });

  test('are not sent again when they have not changed', async () => {
    const { headers } = await send('/');
    const again = await send('/', { headers: { 'if-none-match': String(headers.etag) } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/js/../../secret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/%00.png',
    '/%E0%A4%A',
    '//etc/passwd.txt',
    '/missing.js',
  ])('%s leads nowhere', async (path) => {
    const { status, text } = await send(path);
    expect(text).not.toContain('secret');
    expect(status).toBe(404);
  });

  test('cannot be written', async () => {
    expect((await send('/index.html', { method: 'PUT', body: 'x' })).status).toBe(405);
  });
});
