import type { LocalCloud } from '../../localcloud';
import { cleanUp, START_MS, signIn, startFixtures, valueFrom } from './cloud';

let cloud: LocalCloud;
const lines: string[] = [];

beforeAll(async () => {
  cloud = await startFixtures({ log: (name, level, text) => void lines.push(`${name} ${level} ${text.trim()}`) });
});
afterAll(cleanUp);

type WhoAmI = Record<'before' | 'after', { OPENID: string; SOURCE: string; ENV: string; APPID: string }> & {
  env: string;
};

describe('identity', () => {
  test('a visitor without a token is anonymous', async () => {
    const { before } = await valueFrom<WhoAmI>(cloud, 'echo.whoAmI');
    expect(before).toMatchObject({ OPENID: '', SOURCE: 'wx_http', ENV: 'local-env', APPID: 'wx0000000000local0' });
    expect(Object.keys(before)).not.toContain('API_TOKEN');
  });

  test('a token stands for its session, and the event carries what the platform adds', async () => {
    const token = await signIn(cloud, 'o-anna');
    const { before, env } = await valueFrom<WhoAmI>(cloud, 'echo.whoAmI', {}, token);
    expect(before).toMatchObject({ OPENID: 'o-anna', SOURCE: 'wx_client' });
    expect(env).toBe('o-anna');
    expect(await valueFrom(cloud, 'echo.event', { a: 1 }, token)).toEqual({
      action: 'echo.event',
      input: { a: 1 },
      userInfo: { openId: 'o-anna', appId: 'wx0000000000local0' },
    });
  });

  test('callers in parallel never see one another', async () => {
    const people = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5'];
    const tokens = await Promise.all(people.map((openid) => signIn(cloud, openid)));
    const calls = Array.from({ length: 300 }, async (_, index) => {
      const which = (index * 7) % 6;
      const openid = people[which] ?? '';
      const input = { pauseMs: (index * 13) % 4 };
      if (index % 3 === 0) {
        const action = { name: 'echo', action: 'echo.whoAmI', input };
        const { self, told } = await valueFrom<{ self: { OPENID: string }; told: { value: WhoAmI } }>(
          cloud,
          'relay.call',
          action,
          tokens[which],
        );
        return [openid, self.OPENID, told.value.before.OPENID, told.value.after.OPENID];
      }
      const { before, after, env } = await valueFrom<WhoAmI>(cloud, 'echo.whoAmI', input, tokens[which]);
      return [openid, before.OPENID, after.OPENID, env];
    });
    for (const [openid, ...seen] of await Promise.all(calls)) expect(seen).toEqual([openid, openid, openid]);
  });

  test('a worker has nothing of the host in its environment', async () => {
    const environment = await valueFrom<Record<string, string>>(cloud, 'echo.environment');
    expect(environment.PATH).toBeUndefined();
    expect(environment.HOME).toBeUndefined();
    expect(environment.TCB_CONTEXT_CNFG).toBe(JSON.stringify({ URL: `${cloud.url}/admin` }));
    expect(environment.TRIGGER_SRC).toBeUndefined();
  });

  test('what a caller left in the environment is gone for the next one', async () => {
    await cloud.trigger('ticker');
    const environments = await Promise.all(
      [1, 2, 3, 4].map(() => valueFrom<Record<string, string>>(cloud, 'echo.environment')),
    );
    for (const environment of environments) expect(environment).toMatchObject({ WX_OPENID: '', TCB_SOURCE: 'wx_http' });
    for (const environment of environments) expect(environment.TRIGGER_SRC).toBeUndefined();
  });
});

describe('what a function gives back', () => {
  test('travels as JSON', async () => {
    expect(await cloud.call('echo.nothing')).toEqual({ ok: true });
  });

  test('an error is the function’s failure, told with the platform’s number', async () => {
    expect(await cloud.call('echo.fail')).toEqual({
      ok: false,
      code: 'function/thrown',
      message: 'as told',
      details: { errCode: -504002 },
    });
    expect(await cloud.call('echo.failPlainly')).toMatchObject({ code: 'function/thrown', message: 'just text' });
  });

  test('must be a reply', async () => {
    expect(await cloud.call('echo.bad')).toMatchObject({ ok: false, code: 'function/badReply' });
  });

  test('a refusal goes through as it is', async () => {
    expect(await cloud.call('echo.unknown')).toEqual({
      ok: false,
      code: 'action/unknown',
      message: 'no such action',
      details: { action: 'echo.unknown' },
    });
  });

  test('is at most 1 MB', async () => {
    const room = 1024 * 1024 - '{"ok":true,"value":""}'.length;
    expect(await cloud.call('echo.fill', { size: room })).toMatchObject({ ok: true });
    expect(await cloud.call('echo.fill', { size: room + 1 })).toMatchObject({
      code: 'function/resultTooLarge',
      details: { errCode: -604001 },
    });
  });

  test('what it is asked is at most 100 KB', async () => {
    const room = 100 * 1024 - '{"action":"echo.nothing","input":{"a":""}}'.length;
    expect(await cloud.call('echo.nothing', { a: 'x'.repeat(room) })).toMatchObject({ ok: true });
    expect(await cloud.call('echo.nothing', { a: 'x'.repeat(room + 1) })).toMatchObject({
      code: 'function/requestTooLarge',
    });
  });

  test('what it prints is kept under its name', async () => {
    await cloud.call('echo.shout');
    expect(lines).toEqual(expect.arrayContaining(['echo log hello { a: 1 }', 'echo error oh']));
    expect(cloud.logs().some((line) => line.endsWith('echo log: hello { a: 1 }'))).toBe(true);
  });

  test('its context is the platform’s', async () => {
    expect(await valueFrom(cloud, 'echo.context')).toMatchObject({
      function_name: 'echo',
      memory_limit_in_mb: 256,
      time_limit_in_ms: 3000,
      request_id: expect.stringMatching(/^inv[0-9a-f]{32}$/),
    });
  });
});

test('functions can be loaded ahead of their first call, without being called', async () => {
  const other = await startFixtures({ workers: 1 });
  await other.warm();
  expect(other.status().workers).toEqual({ workers: 1, running: 0, waiting: 0 });
  expect(await valueFrom(other, 'echo.calls')).toBe(1);
  expect(other.status().workers.workers).toBe(1);
});

describe('limits', () => {
  test.each(['slow.spin', 'slow.wait'])('%s is ended at its timeout, and the next call is served', async (action) => {
    expect(await cloud.call(action)).toEqual({
      ok: false,
      code: 'function/timeout',
      message: 'Invoking task timed out after 1 seconds',
      details: { errCode: -504003 },
    });
    expect(await cloud.call('slow.quick')).toEqual({ ok: true, value: 'in time' });
  });

  test('a function that eats memory is ended, and the others go on', async () => {
    const [eaten, ...others] = await Promise.all([
      cloud.call('hungry.eat'),
      ...Array.from({ length: 20 }, () => cloud.call('echo.nothing')),
    ]);
    expect(eaten).toMatchObject({ code: 'function/memory', message: 'Memory limit exceeded: 128 MB' });
    for (const other of others) expect(other).toEqual({ ok: true });
    expect(await cloud.call('hungry.rest')).toMatchObject({ ok: true });
  });

  test.each(['echo.exit', 'echo.reject'])('%s ends its worker alone', async (action) => {
    expect(await cloud.call(action)).toMatchObject({ ok: false, code: 'function/crashed' });
    expect(await cloud.call('echo.nothing')).toEqual({ ok: true });
  });

  test('a worker killed from outside fails its call alone', async () => {
    const call = cloud.call('relay.sleep');
    do await new Promise(setImmediate);
    while (cloud.status().workers.running === 0);
    expect(cloud.killWorker()).toBe(true);
    expect(await call).toMatchObject({ code: 'function/crashed' });
    expect(await cloud.call('echo.nothing')).toEqual({ ok: true });
  });
});

describe('functions that call functions', () => {
  test('pass on the caller, one step longer a source', async () => {
    const token = await signIn(cloud, 'o-anna');
    const called = { name: 'relay', action: 'relay.call', input: { name: 'echo', action: 'echo.whoAmI', input: {} } };
    const reply = await valueFrom<{ self: object; told: { value: { self: object; told: { value: WhoAmI } } } }>(
      cloud,
      'relay.call',
      called,
      token,
    );
    expect(reply.self).toMatchObject({ OPENID: 'o-anna', SOURCE: 'wx_client' });
    expect(reply.told.value.self).toMatchObject({ OPENID: 'o-anna', SOURCE: 'wx_client,scf' });
    expect(reply.told.value.told.value.before).toMatchObject({ OPENID: 'o-anna', SOURCE: 'wx_client,scf,scf' });
  });

  test('cannot wait for one another in a circle, however many there are', async () => {
    const trees = await Promise.all(
      Array.from({ length: 4 }, () => valueFrom<number>(cloud, 'relay.tree', { depth: 3, width: 2 })),
    );
    expect(trees).toEqual([15, 15, 15, 15]);
    expect(await valueFrom(cloud, 'relay.tree', { depth: 1, width: 30 })).toBe(31);
  });

  test('at most four levels deep', async () => {
    expect(await cloud.call('relay.tree', { depth: 4 })).toEqual({ ok: true, value: 5 });
    expect(await cloud.call('relay.tree', { depth: 5 })).toMatchObject({ ok: false, code: 'relay/failed' });
  });

  test('see why a called one failed', async () => {
    const reply = await cloud.call('relay.call', { name: 'nobody', action: 'x', input: {} });
    expect(reply).toMatchObject({
      code: 'relay/failed',
      message: expect.stringContaining('FunctionName parameter could not be found. functionName:nobody'),
    });
    expect(await cloud.call('relay.call', { name: 'echo', action: 'echo.fail', input: {} })).toMatchObject({
      message: expect.stringContaining('as told'),
    });
  });

  test('one that returns without waiting for its call loses its worker, not its answer', async () => {
    expect(await cloud.call('relay.leave')).toEqual({ ok: true, value: null });
    expect(lines.some((line) => line.startsWith('relay warn returned while 1 of its requests'))).toBe(true);
    expect(await cloud.call('echo.nothing')).toEqual({ ok: true });
  });
});

describe('the demo clock inside a function', () => {
  test('is what Date shows', async () => {
    const dates = await valueFrom<Record<string, unknown>>(cloud, 'echo.dates');
    expect(dates).toEqual({
      now: START_MS,
      made: new Date(START_MS).toISOString(),
      given: '1970-01-01T00:00:00.000Z',
      text: 'string',
      isDate: true,
      parsed: 1_767_225_600_000,
      utc: 1_767_225_600_000,
    });
  });
});

describe('a query in a transaction', () => {
  test('is refused unless it is allowed: what the documents do not promise must not pass here', async () => {
    const answer = await cloud.call('store.queryInTransaction', { id: 'nobody' });
    expect(JSON.stringify(answer) + lines.join()).toMatch(/where\(\)\.get does not take part in a transaction/);
    const lenient = await startFixtures({ workers: 1, strictTransactions: false });
    expect(await valueFrom(lenient, 'store.queryInTransaction', { id: 'nobody' })).toBe(0);
  });
});
