import { callFrom, codeOf, wechat } from './callers';
import { removeBuilt, START_MS, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const codeFor = async (action: string, input: Record<string, unknown>, token?: string) => {
  const answer = await world.cloud.call(action, input, token);
  return answer.ok ? 'ok' : answer.code;
};
const isAlive = async (token: string) => (await codeFor('account.me', {}, token)) === 'ok';
const again = async (phone: string) => {
  await world.advance('31m'); // the longest pause
  return world.signIn(phone);
};

describe('signing out', () => {
  test.each([
    ['nothing', async () => ({})],
    ['an unknown token', async () => ({ token: 'no-such-token' })],
    ["somebody else's token", async () => ({ token: world.admins[0] })],
    ['its own token', async (own: string) => ({ token: own })],
  ])('ends the session of the call when the body says %s, and nobody else’s', async (_, body) => {
    const phone = '13600000001';
    const [other, own] = [await again(phone), await again(phone)];
    expect(await codeFor('account.signOut', await body(own.token), own.token)).toBe('ok');
    expect(await codeFor('account.me', {}, own.token)).toBe('session/expired');
    expect(await isAlive(other.token)).toBe(true);
    expect(await isAlive(world.admins[0])).toBe(true);
    expect(world.cloud.engine.find('sessions', { openid: `h5-${own.memberId}` }).length).toBeGreaterThan(0);
  });

  test('over HTTP as well, by the header alone', async () => {
    const { token } = await again('13600000001');
    expect(await callFrom(world, '127.0.0.2', 'account.signOut', {}, { token })).toMatchObject({ ok: true, value: {} });
    expect(await callFrom(world, '127.0.0.2', 'account.me', {}, { token })).toMatchObject({ code: 'session/expired' });
  });

  test('ends another session of its own that it names', async () => {
    const [first, second] = [await again('13600000001'), await again('13600000001')];
    expect(await codeFor('account.signOut', { token: first.token }, second.token)).toBe('ok');
    expect([await isAlive(first.token), await isAlive(second.token)]).toEqual([false, false]);
  });

  test('on WeChat there is nothing to end', async () => {
    const token = await wechat(world, 'oStays');
    await world.cloud.call('account.signInWithWechatPhone', { code: 'phone-13600000002-a' }, token);
    expect(await codeFor('account.signOut', {}, token)).toBe('ok');
    expect(await codeFor('account.signOut', { token: world.admins[0] }, token)).toBe('ok');
    expect([await isAlive(token), await isAlive(world.admins[0])]).toEqual([true, true]);
  });
});

test('a member has at most 20 sessions: the oldest goes, the newest and those of others stay', async () => {
  const tokens: string[] = [];
  for (let device = 0; device < 22; device += 1) {
    await world.advance('31m');
    tokens.push((await world.signIn('13600000003')).token);
  }
  const alive = await Promise.all(tokens.map(isAlive));
  expect(alive).toEqual([false, false, ...Array(20).fill(true)]);
  expect(await isAlive(world.admins[1])).toBe(true);
});

test('what has expired goes with the settlement: sessions, codes, counters; what lives stays', async () => {
  const { engine } = world.cloud;
  const { memberId, token } = await again('13600000004');
  await callFrom(world, '127.0.0.3', 'account.sendCode', { phone: '13600000005' });
  const old = { openid: 'h5-nobody', expiresAt: START_MS };
  for (let at = 0; at < 450; at += 1) await engine.set('sessions', `old-${at}`, old as never);
  await world.cloud.trigger('settlement');
  expect(engine.find('sessions', { openid: 'h5-nobody' })).toEqual([]);
  expect(await isAlive(token)).toBe(true);
  const phone = '13600000006';
  await world.call('account.sendCode', { phone });
  const code = codeOf(world, phone);
  await world.advance('45m');
  await world.cloud.trigger('settlement'); // who comes late still learns that the code was the right one
  expect(await codeFor('account.signIn', { phone, code })).toBe('code/expired');
  await world.advance('32d');
  await world.cloud.trigger('settlement');
  expect(engine.find('sessions', { openid: `h5-${memberId}` })).toEqual([]);
  expect([engine.find('codes', {}), engine.find('counters', {})]).toEqual([[], []]);
});
