// Outside of the local cloud nothing stands in for a variable: a function does nothing until all of its own are right.
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { ADMIN_PHONES, built, openShop, removeBuilt, START_MS, startWorld } from './world';

jest.setTimeout(180_000);

const KEY = 'k'.repeat(32);
let cloud: LocalCloud | undefined;
const start = async (variables: Record<string, string>): Promise<LocalCloud> => {
  await cloud?.close();
  cloud = await startLocalCloud({
    dataDir: null,
    clock: { startAtMs: START_MS, isFrozen: true },
    functionsDir: await built(),
    envId: 'shop-1a2b3c',
    variables,
    workers: 1,
  });
  return cloud;
};
afterAll(async () => {
  await cloud?.close();
  removeBuilt();
});

test.each([
  ['shop.home', {}, ['PHONE_KEY is missing', 'SUB_MCH_ID is missing']],
  ['shop.home', { PHONE_KEY: 'short', SUB_MCH_ID: '1900000001' }, ['PHONE_KEY is not as it must be']],
  ['account.ways', { PHONE_KEY: KEY, SMS_PROVIDER: 'pigeon' }, ['SMS_PROVIDER is not as it must be']],
  [
    'account.ways',
    { PHONE_KEY: KEY, SMS_PROVIDER: 'https', SMS_URL: 'http://plain.example' },
    ['SMS_URL is not as it must be', 'SMS_BODY is missing, needed with SMS_PROVIDER=https'],
  ],
])('%s with %j does nothing: the log names what is wrong, the caller hears a reference', async (action, set, names) => {
  const { call, logs } = await start(set);
  const first = await call(action);
  expect(first).toMatchObject({
    ok: false,
    code: 'internal',
    details: { reference: expect.stringMatching(/^E\w{8}$/) },
  });
  const text = logs().join('\n');
  const { reference } = (first as unknown as { details: { reference: string } }).details;
  for (const name of names) expect(text).toContain(name);
  expect(text).toContain(`${reference} ${action}`);
  for (const value of Object.values(set)) if (value !== 'https') expect(text).not.toContain(value);
  expect(JSON.stringify(first)).not.toMatch(/PHONE_KEY|SMS_|SUB_MCH/);
  expect(await call(action)).toMatchObject({ code: 'internal' });
});

test('a timer and a notice do nothing either, and a notice is not taken', async () => {
  const { trigger, logs } = await start({});
  expect(await trigger('settlement')).toMatchObject({ ok: false, code: 'internal' });
  expect(logs().join('\n')).toContain('SUB_MCH_ID is missing');
});

test('with everything set the shop runs, by its own merchant number, and is no demonstration', async () => {
  const variables = {
    PHONE_KEY: KEY,
    SUB_MCH_ID: '1900000001',
    SMS_PROVIDER: 'cloudbase',
    SMS_CLOUDBASE_TEMPLATE: 'codes',
    OWNER_PHONES: ADMIN_PHONES.join(','),
  };
  const world = await startWorld({ envId: 'shop-1a2b3c', variables });
  try {
    await openShop(world);
    const { token } = await world.signIn('13700000001');
    expect((await world.call('account.me', {}, token)).isDemo).toBe(false);
    expect(world.cloud.inbox('13700000001')[0]!.text).toMatch(/^\[codes\] \d{6} 5$/);
  } finally {
    await world.close();
  }
});

test('without a provider nobody can be sent a code, and a visitor is told so before trying', async () => {
  const { call, inbox } = await start({ PHONE_KEY: KEY, SUB_MCH_ID: '1900000001' });
  expect(await call('account.ways')).toMatchObject({ ok: true, value: { canSendCodes: false } });
  expect(await call('account.sendCode', { phone: '13700000001' })).toMatchObject({ code: 'code/noProvider' });
  expect(inbox('13700000001')).toEqual([]);
});
