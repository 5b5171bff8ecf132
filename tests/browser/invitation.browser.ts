// An invitation opened in a browser, cold and warm, and what the sign-in screen offers where no code can be sent.
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { CLIENT, codeIn } from './world';

const LOOK = { theme: 'light', scale: 1 } as const;
const INVITER = '13700000001';

const open = (more: { envId?: string; variables?: Record<string, string> } = {}): Promise<LocalCloud> =>
  startLocalCloud({
    dataDir: null,
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    staticDir: CLIENT,
    ...more,
  });

let cloud: LocalCloud;
let phone: Phone;
let inviteCode: string;
beforeAll(async () => {
  cloud = await open();
  await cloud.call('account.sendCode', { phone: INVITER });
  const entered = await cloud.call('account.signIn', { phone: INVITER, code: codeIn(cloud.inbox(INVITER)[0]?.text) });
  inviteCode = (entered as unknown as { value: { member: { inviteCode: string } } }).value.member.inviteCode;
  phone = await openPhone(cloud.url, LOOK);
});
afterAll(async () => {
  await phone?.close();
  await cloud?.close();
});
const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();

test('a link that is opened first leads to the shop, and signing in names who invites', async () => {
  await phone.open(`/pages/home/index?invitation=${inviteCode}`);
  await phone.open('/packages/account/signIn/index');
  await see(/会\*+ 邀请你来/);
  await phone.picture('sign-in-invited');
  expect(await faultsInSight(phone.page)).toEqual([]);
});

test('a link that is opened while the shop runs counts as well', async () => {
  await phone.page.evaluate(() => localStorage.clear());
  await phone.open('/pages/home/index');
  await phone.page.evaluate((code) => {
    location.hash = `/pages/home/index?invitation=${code}`;
  }, inviteCode);
  await phone.page.waitForFunction((code) => localStorage.getItem('session.invitation')?.includes(code), inviteCode);
});

test('where no code can be sent a browser says so, and offers no form', async () => {
  await phone.close();
  const without = await open({
    envId: 'shop-1a2b3c',
    variables: { PHONE_KEY: 'k'.repeat(32), SUB_MCH_ID: '1900000001' },
  });
  phone = await openPhone(without.url, LOOK);
  try {
    await phone.open('/packages/account/signIn/index');
    await see(/这里还不能发短信验证码/);
    expect(await phone.page.getByLabel('手机号').count()).toBe(0);
    await phone.picture('sign-in-no-codes');
    expect(await faultsInSight(phone.page)).toEqual([]);
  } finally {
    await without.close();
  }
});
