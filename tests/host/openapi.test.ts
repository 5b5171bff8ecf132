import type { LocalCloud } from '../../localcloud';
import { cleanUp, START_MS, startFixtures, valueFrom } from './cloud';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startFixtures();
});
afterAll(cleanUp);

const open = <T = Record<string, unknown>>(name: string, data: object): Promise<T> =>
  valueFrom<T>(cloud, 'cashier.open', { name, data });
const refused = async (name: string, data: object): Promise<unknown> => {
  const reply = await cloud.call('cashier.open', { name, data });
  return reply.ok ? null : reply.details?.errCode;
};

describe('a message', () => {
  test('is read in the inbox, the newest first, by phone', async () => {
    const sms = (phone: string, content: string) =>
      open('cloudbase.sendSms', { env: 'local-env', content, phoneNumberList: [`+86${phone}`] });
    expect(await sms('13800000001', '您的验证码是111111')).toMatchObject({
      errCode: 0,
      sendStatusList: [{ phoneNumber: '+8613800000001', code: 'Ok' }],
    });
    await sms('13800000002', '您的验证码是222222');
    await sms('13800000001', '您的验证码是333333');
    expect(cloud.inbox().map(({ to, text }) => `${to} ${text}`)).toEqual([
      '13800000001 您的验证码是333333',
      '13800000002 您的验证码是222222',
      '13800000001 您的验证码是111111',
    ]);
    const shown = await (await fetch(`${cloud.url}/local/inbox?phone=13800000002`)).json();
    expect(shown).toEqual({
      ok: true,
      value: [
        {
          to: '13800000002',
          text: '您的验证码是222222',
          at: new Date(START_MS).toISOString(),
          channel: 'sms',
        },
      ],
    });
  });

  test('by template carries its values', async () => {
    await open('cloudbase.sendSms', {
      env: 'local-env',
      smsType: 'Notification',
      templateId: '844110',
      templateParamList: ['654321', '5'],
      phoneNumberList: ['+8613800000003'],
    });
    expect(cloud.inbox('13800000003')[0]!.text).toBe('[844110] 654321 5');
  });

  test.each([
    [{ phoneNumberList: ['13800000001'] }],
    [{ phoneNumberList: [] }],
    [{ content: '长'.repeat(31) }],
    [{ content: undefined }],
  ])('with %j is refused and nobody gets one', async (fault) => {
    const before = cloud.inbox().length;
    const asked = { env: 'local-env', content: 'x', phoneNumberList: ['+8613800000001'], ...fault };
    expect(await refused('cloudbase.sendSms', asked)).toEqual(expect.any(Number));
    expect(cloud.inbox()).toHaveLength(before);
  });

  test('can fail to be sent', async () => {
    cloud.setFaults({ failNext: { 'cloudbase.sendSms': 1 } });
    const asked = { env: 'local-env', content: 'x', phoneNumberList: ['+8613800000009'] };
    expect(await refused('cloudbase.sendSms', asked)).toBe(-601001);
    expect(await refused('cloudbase.sendSms', asked)).toBeNull();
    expect(cloud.inbox('13800000009')).toHaveLength(1);
  });

  test('of a subscription goes to its openid', async () => {
    await open('subscribeMessage.send', {
      touser: 'o-anna',
      templateId: 'shipped',
      page: 'pages/order',
      data: { thing1: { value: '茶' }, time2: { value: '2026年3月2日 10:00' } },
    });
    expect(cloud.inbox('o-anna')[0]).toMatchObject({ channel: 'subscribe', text: '[shipped] 茶 2026年3月2日 10:00' });
  });
});

describe('the other interfaces', () => {
  test('a phone number is given for a code, once', async () => {
    const code = 'phone-13800000001-abc';
    expect(await open('phonenumber.getPhoneNumber', { code })).toMatchObject({
      phoneInfo: { purePhoneNumber: '13800000001', countryCode: '86' },
    });
    expect(await refused('phonenumber.getPhoneNumber', { code })).toBe(40029);
    expect(await refused('phonenumber.getPhoneNumber', { code: 'made up' })).toBe(40029);
  });

  test('a text is checked', async () => {
    const check = (content: string) =>
      open<{ result: unknown }>('security.msgSecCheck', { version: 2, scene: 1, openid: 'o-anna', content });
    expect((await check('好茶')).result).toEqual({ suggest: 'pass', label: 100 });
    expect((await check('违规内容测试')).result).toEqual({ suggest: 'risky', label: 20001 });
  });

  test('a code is a picture', async () => {
    const { buffer, contentType } = await open<{ buffer: string; contentType: string }>('wxacode.getUnlimited', {
      scene: 'invite=AB12',
      page: 'pages/home/index',
    });
    expect(contentType).toBe('image/png');
    expect(Buffer.from(buffer, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect(await refused('wxacode.getUnlimited', { scene: 'x'.repeat(33) })).toBe(40097);
  });

  test('what the function’s config does not name is not permitted, what does not exist is not found', async () => {
    expect(await refused('made.up', {})).toBe(-604100);
    expect(await valueFrom(cloud, 'echo.sms')).toBe(-604101);
    expect(cloud.inbox('13800000001')).toHaveLength(2);
  });
});
