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

/** Signs in a newcomer by the screen, who says whether somebody invited. */
async function signUp(newcomer: string, answer: string): Promise<void> {
  await phone.page.evaluate(() => localStorage.clear());
  await phone.open(`/packages/order/goods/index?id=apple&invitation=${inviteCode}`);
  await phone.open('/packages/account/signIn/index');
  await see(/会\*+ 邀请你来/);
  await enter(newcomer, answer);
}

/** On the screen that signs in: agreed, by a code; the answer is asked for where somebody is known to invite. */
async function enter(newcomer: string, answer: string | null): Promise<void> {
  const { page } = phone;
  await page.getByRole('checkbox', { name: '同意服务约定' }).click();
  await page.getByRole('checkbox', { name: '同意隐私说明' }).click();
  const type = (label: RegExp, words: string) =>
    page.getByLabel(label).filter({ visible: true }).first().locator('input').fill(words);
  await type(/^手机号$/, newcomer);
  await page.getByText('发验证码').filter({ visible: true }).first().click();
  await see(/秒后再发/);
  await type(/验证码$/, codeIn(cloud.inbox(newcomer)[0]?.text));
  if (answer) {
    await see('先选是不是朋友邀请的');
    await page.getByRole('radio', { name: answer }).click();
  }
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForFunction(() => localStorage.getItem('session.isSignedIn')?.includes('yes'));
}

const referrerOf = (newcomer: string): string | null => {
  const masked = `${newcomer.slice(0, 3)}****${newcomer.slice(-4)}`;
  const [member] = cloud.engine.find('members', { phoneMasked: masked }) as unknown as { referrerId: string | null }[];
  return member!.referrerId;
};

test('whoever comes says whether that one invited: bound when confirmed, nobody when declined', async () => {
  await signUp('13700000007', '是，记 会** 为推荐人');
  expect(referrerOf('13700000007')).not.toBeNull();
  await signUp('13700000008', '不是，不记推荐人');
  expect(referrerOf('13700000008')).toBeNull();
});

test('a code that nobody has: said on both screens, and the account is made without it', async () => {
  const words = '邀请码不存在。可以不填邀请码，直接登录。';
  await phone.page.evaluate(() => localStorage.clear());
  await phone.open('/packages/team/invite/index?invitation=NOBODY22');
  await see(words);
  await phone.picture('invited-by-nobody');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await phone.page.getByRole('button', { name: '登录或建账号' }).filter({ visible: true }).click();
  await phone.page.getByRole('checkbox', { name: '同意服务约定' }).filter({ visible: true }).waitFor();
  await see(words);
  await enter('13700000009', null);
  expect(referrerOf('13700000009')).toBeNull();
});

test('an invitation opened by who has an account says that nothing changes', async () => {
  await phone.open(`/packages/team/invite/index?invitation=${inviteCode}`);
  await see(/邀请你来明禾/);
  await see('你已经有账号，推荐人不变。');
  await phone.picture('invited-signed-in');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await phone.page.evaluate(() => localStorage.clear());
  await phone.open(`/packages/team/invite/index?invitation=${inviteCode}`);
  await see('登录或建账号');
  await phone.picture('invited');
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
