const storage = new Map<string, unknown>();
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
  },
}));

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** Loads the gateway anew, as built for a browser, over a network that answers as told. */
async function gateway(answer: () => unknown) {
  jest.resetModules();
  process.env.TARO_ENV = 'h5';
  const sent: Sent[] = [];
  Object.assign(globalThis, {
    CALL_ADDRESS: 'http://shop',
    fetch: async (url: string, init: { headers: Record<string, string>; body: string }) => {
      sent.push({ url, headers: init.headers, body: JSON.parse(init.body) });
      const value = answer();
      return { json: async () => value };
    },
  });
  const { call } = await import('./call');
  const { useSession } = await import('./session');
  const { Refused } = await import('./refused');
  return { call, useSession, Refused, sent };
}

beforeEach(() => storage.clear());

test('one POST carries action, input and token, and its value comes back', async () => {
  const { call, useSession, sent } = await gateway(() => ({ ok: true, value: { goods: [], next: null } }));
  useSession.getState().begin('token-1');
  await expect(call('shop.listGoods', { query: '苹果' })).resolves.toEqual({ goods: [], next: null });
  expect(sent).toEqual([
    {
      url: 'http://shop/call',
      headers: { 'content-type': 'application/json', authorization: 'Bearer token-1' },
      body: { action: 'shop.listGoods', input: { query: '苹果' } },
    },
  ]);
});

test.each([3_600_000, -7_200_000])('the shop’s clock, %i ms off this device’s, is known by any answer', async (off) => {
  const replies = [{ ok: false, code: 'busy', message: '', details: {}, nowMs: Date.now() + off }, {}];
  const { call } = await gateway(() => replies.shift());
  const { serverNow } = await import('./clock');
  await expect(call('shop.home', {})).rejects.toMatchObject({ code: 'busy' });
  expect(Math.round((serverNow() - Date.now()) / 60_000)).toBe(off / 60_000);
  // An answer that does not tell it changes nothing.
  await expect(call('shop.home', {})).rejects.toMatchObject({ code: 'internal' });
  expect(Math.round((serverNow() - Date.now()) / 60_000)).toBe(off / 60_000);
});

test('a guest sends no token', async () => {
  const { call, sent } = await gateway(() => ({ ok: true, value: {} }));
  await call('shop.home', {});
  expect(sent[0]?.headers).toEqual({ 'content-type': 'application/json' });
});

test('a refusal is thrown with its code and figures', async () => {
  const { call } = await gateway(() => ({
    ok: false,
    code: 'points/overLimit',
    message: 'x',
    details: { atMostCents: 5 },
  }));
  await expect(call('shop.previewOrder', { lines: [] })).rejects.toMatchObject({
    name: 'Refused',
    code: 'points/overLimit',
    details: { atMostCents: 5 },
  });
});

test.each(['identity/signInFirst', 'session/expired'])('%s ends the session on this device', async (code) => {
  const { call, useSession } = await gateway(() => ({ ok: false, code, message: '', details: {} }));
  useSession.getState().begin('token-1');
  await expect(call('account.me', {})).rejects.toMatchObject({ code: 'identity/signInFirst' });
  expect(useSession.getState()).toMatchObject({ isSignedIn: false, token: null });
  expect(storage.size).toBe(0);
});

test.each([
  [true, 'network/unreachable'],
  [false, 'network/offline'],
])('no answer, the device online: %p, is told as %s', async (isOnline, code) => {
  const { call } = await gateway(() => {
    throw new TypeError('Failed to fetch');
  });
  const { useNetwork } = await import('./network');
  useNetwork.setState({ isOnline });
  await expect(call('shop.home', {})).rejects.toMatchObject({ code });
});

test('a page of another server is a fault of ours, not of the network', async () => {
  const { call } = await gateway(() => Promise.reject(new SyntaxError('<html>')));
  await expect(call('shop.home', {})).rejects.toMatchObject({ code: 'internal' });
});

test.each([
  ['cloud.callFunction:fail Error: errCode: -504003 | errMsg: Invoking task timed out', 'network/timeout'],
  ['cloud.callFunction:fail Error: errCode: -504002 functions execute fail', 'internal'],
  ['cloud.callFunction:fail Error: errCode: -501004 LimitExceeded', 'busy'],
  ['cloud.callFunction:fail request:fail timeout', 'network/timeout'],
  ['cloud.callFunction:fail request:fail net::ERR_INTERNET_DISCONNECTED', 'network/offline'],
])('WeChat says "%s": %s', async (errMsg, code) => {
  jest.resetModules();
  Object.assign(globalThis, {
    CLOUD_ENVIRONMENT: 'shop-1',
    wx: { cloud: { init: () => undefined, callFunction: () => Promise.reject({ errMsg }) } },
  });
  const { wechatTransport } = await import('./wechatTransport');
  await expect(wechatTransport('shop.home', {})).rejects.toMatchObject({ code });
});

test.each([undefined, null, {}, 'text', { ok: false }])(
  'an answer that is no reply (%p) is a fault',
  async (answer) => {
    const { call } = await gateway(() => answer);
    await expect(call('shop.home', {})).rejects.toMatchObject({ code: 'internal' });
  },
);

test('an invitation is kept until an account is made, and only if it can be a code', async () => {
  const { useSession } = await gateway(() => ({}));
  useSession.getState().invite('<script>');
  expect(useSession.getState().invitation).toBeNull();
  useSession.getState().invite('WJBVPCM4');
  expect(useSession.getState().invitation).toBe('WJBVPCM4');
  useSession.getState().begin(undefined);
  expect(useSession.getState().invitation).toBeNull();
});
