// Account and security in a browser: each act and each refusal in the words that a member reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { type Look, openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { CLIENT, codeIn } from './world';

const LIGHT: Look = { theme: 'light', scale: 1 };
const DARK: Look = { theme: 'dark', scale: 1.3, width: 360 };

const OWNER = '13600000019';

let cloud: LocalCloud;
let phone: Phone;
beforeAll(async () => {
  cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    staticDir: CLIENT,
    variables: { OWNER_PHONES: OWNER },
  });
});
afterEach(() => phone?.close());
afterAll(() => cloud?.close());

/** Signs in by phone and code, making the account where there is none. */
async function tokenOf(number: string): Promise<string> {
  await cloud.call('account.sendCode', { phone: number });
  const entered = await cloud.call('account.signIn', { phone: number, code: codeIn(cloud.inbox(number)[0]?.text) });
  return (entered as unknown as { value: { token: string } }).value.token;
}
const begin = async (look: Look, token: string, path: string) => {
  phone = await openPhone(cloud.url, look, token);
  await phone.open(path);
};
const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
const tap = (name: string | RegExp, role: 'button' | 'link' = 'button') =>
  phone.page.getByRole(role, { name }).filter({ visible: true }).first().click();
const keep = async (name: string) => {
  await phone.picture(`account-${name}`);
  expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
};
/** Six digits on the keys of the screen. */
const press = async (digits: string) => {
  for (const digit of digits)
    await phone.page.getByRole('button', { name: digit, exact: true }).filter({ visible: true }).last().click();
};
/** Has a code sent to the phone and types it. */
const typeCode = async (number: string) => {
  await tap('发验证码');
  await see(/验证码已发到/);
  await phone.page.getByRole('spinbutton', { name: '验证码' }).fill(codeIn(cloud.inbox(number)[0]?.text));
};

test('a payment password is set, changed, locked, found again and stopped', async () => {
  const number = '13600000011';
  await begin(LIGHT, await tokenOf(number), '/packages/account/security/index');
  await see('没设');
  await keep('security-new');
  await tap(/支付密码/);
  await see(/先用短信验证是你本人/);
  await typeCode(number);
  await tap('下一步');
  await press('121212');
  await see(/这个密码太好猜/);
  await press('246810');
  await see('再输一次');
  await press('246811');
  await see('两次不一样。重新输。');
  await keep('pay-password-twice');
  await press('246810');
  await press('246810');
  await see('支付密码设好了。');
  await keep('pay-password-set');
  await tap('用原来的密码改');
  await see('先输原来的支付密码');
  await press('1');
  await keep('pay-password-sheet');
  await press('35791');
  await see('6 位新密码');
  await press('908172');
  await press('908172');
  await see('支付密码不对，这一步没有做。还可以试 4 次。');
  await keep('pay-password-wrong');
  await press('246810');
  await press('908172');
  await press('908172');
  await see('支付密码改好了，下次用新的。');
  await tap('忘了，用验证码找回');
  await see(/新密码要等 24 小时才有用/);
  await cloud.advance({ by: '1m' });
  await typeCode(number);
  await tap('下一步');
  await press('135790');
  await press('135790');
  await see(/新密码 24 小时后才有用/);
  await keep('pay-password-waits');
  await tap('叫停找回');
  await tap(/^叫停$/);
  await see('叫停了。原来的支付密码照旧。');
  expect(phone.faults).toEqual([]);
});

test('in the dark and large, where it is locked', async () => {
  const number = '13600000012';
  const token = await tokenOf(number);
  await cloud.call('account.sendOwnCode', { purpose: 'payPassword' }, token);
  const code = codeIn(cloud.inbox(number)[0]?.text);
  await cloud.call('account.setPayPassword', { newPayPassword: '246810', code }, token);
  for (let at = 0; at < 4; at += 1)
    await cloud.call('account.changePayPassword', { payPassword: '135790', newPayPassword: '908172' }, token);
  await begin(DARK, token, '/packages/account/payPassword/index');
  await tap('用原来的密码改');
  await see('先输原来的支付密码');
  await keep('pay-password-sheet-dark');
  await press('135790');
  await press('908172');
  await press('908172');
  await see(/错的次数太多，锁住了/);
  await keep('pay-password-locked-dark');
});

test('devices are listed and signed out, a login password is set and used, the phone is changed', async () => {
  const number = '13600000013';
  const other = '13600000014';
  await tokenOf(number);
  await cloud.advance({ by: '31m' });
  const token = await tokenOf(number);
  await begin(LIGHT, token, '/packages/account/security/index');
  await see('登录的设备');
  await see('2 台');
  await keep('security');
  await tap('退出其他 1 台');
  await tap(/^退出$/);
  await see('1 台');
  await tap(/^登录密码/);
  await cloud.advance({ by: '1m' });
  await typeCode(number);
  await phone.page.getByRole('textbox', { name: '新的登录密码' }).fill('mountain-tea-8');
  await keep('login-password');
  await tap('设好');
  await see('登录密码设好了。其他设备都退出了。');
  await phone.open('/packages/account/phone/index');
  await see('现在的手机号');
  await tap('发验证码');
  await see(/验证码已发到 136/);
  await phone.page.getByRole('spinbutton', { name: '原号码的验证码' }).fill(codeIn(cloud.inbox(number)[0]?.text));
  await phone.page.getByRole('spinbutton', { name: '新手机号' }).fill(other);
  await phone.page.getByRole('button', { name: '发验证码' }).filter({ visible: true }).last().click();
  await see(`验证码已发到 ${other}，5 分钟内有效。`);
  const wrong = codeIn(cloud.inbox(other)[0]?.text) === '000000' ? '000001' : '000000';
  await phone.page.getByRole('spinbutton', { name: '新号码的验证码' }).fill(wrong);
  await tap('换成新号码');
  await see(/验证码不对，或已过期/);
  await keep('phone-wrong');
  await phone.page.getByRole('spinbutton', { name: '新号码的验证码' }).fill(codeIn(cloud.inbox(other)[0]?.text));
  await tap('换成新号码');
  await see('手机号换好了，下次用新的登录。其他设备都退出了。');
  await phone.page.evaluate(() => localStorage.clear());
  await phone.open('/packages/account/signIn/index');
  await tap('用登录密码');
  for (const name of [/服务约定/, /隐私说明/])
    await phone.page.getByRole('checkbox', { name }).filter({ visible: true }).click();
  await phone.page.getByRole('spinbutton', { name: '手机号' }).fill(other);
  await phone.page.getByRole('textbox', { name: '登录密码' }).fill('mountain-tea-9');
  await phone.page.getByRole('button', { name: '登录', exact: true }).filter({ visible: true }).click();
  await see('手机号或密码不对，没有登录。再看一眼，或用验证码。');
  await keep('sign-in-password');
  await phone.page.getByRole('textbox', { name: '登录密码' }).fill('mountain-tea-8');
  await phone.page.getByRole('button', { name: '登录', exact: true }).filter({ visible: true }).click();
  await phone.page.waitForURL(/home/);
  await phone.open('/packages/account/consents/index');
  await see('服务约定');
  await keep('consents');
  await phone.open('/packages/account/looksAtMe/index');
  await see('还没有人看过');
  await keep('looks-at-me');
});

/** Four colours, wider than high: what is cut is its middle. */
async function chooseFile(): Promise<void> {
  const drawn = await phone.page.evaluate(() => {
    const paper = document.createElement('canvas');
    Object.assign(paper, { width: 600, height: 300 });
    const pen = paper.getContext('2d')!;
    for (const [at, colour] of ['#c33', '#3a3', '#33c', '#cc3'].entries()) {
      pen.fillStyle = colour;
      pen.fillRect(at * 150, 0, 150, 300);
    }
    return paper.toDataURL('image/png').split(',')[1]!;
  });
  const chooser = phone.page.waitForEvent('filechooser');
  await tap(/，头像$/);
  const file = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(drawn, 'base64') };
  await (await chooser).setFiles(file);
}

test('an avatar is chosen, cut to a square, seen by who is invited, and deleted', async () => {
  const token = await tokenOf('13600000017');
  await begin(LIGHT, token, '/packages/account/display/index');
  await see('现在用昵称的第一个字。');
  await keep('avatar-none');
  await chooseFile();
  await see('自己和被你邀请的人看得到。评价和团队里不放。');
  await phone.page.waitForFunction(() => {
    const image = document.querySelector<HTMLImageElement>('.avatar img');
    return image?.complete && image.naturalWidth === 256 && image.naturalHeight === 256;
  });
  await keep('avatar');
  await phone.open('/pages/mine/index');
  await keep('avatar-mine');
  const me = (await cloud.call('account.me', {}, token)) as unknown as { value: { inviteCode: string } };
  await phone.close();
  phone = await openPhone(cloud.url, DARK);
  await phone.open(`/pages/home/index?invitation=${me.value.inviteCode}`);
  await phone.open('/packages/account/signIn/index');
  await see(/邀请你来$/);
  await phone.page.waitForFunction(() => document.querySelector<HTMLImageElement>('.avatar img')?.complete);
  await keep('avatar-inviter-dark');
  await phone.close();
  await begin(DARK, token, '/packages/account/display/index');
  await keep('avatar-dark');
  await tap('删掉头像', 'link').catch(() => tap('删掉头像'));
  await see('现在用昵称的第一个字。');
});

test('in the dark and large', async () => {
  const token = await tokenOf('13600000015');
  await begin(DARK, token, '/packages/account/security/index');
  await see('登录的设备');
  await keep('security-dark');
  await phone.open('/packages/account/phone/index');
  await see('现在的手机号');
  await keep('phone-dark');
});

test('one’s data is exported, and the closing of the account asked for and taken back', async () => {
  const number = '13600000016';
  const token = await tokenOf(number);
  await begin(LIGHT, token, '/packages/account/exportData/index');
  const download = phone.page.waitForEvent('download');
  await tap('导出');
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^我的数据-\d{4}-\d{2}-\d{2}\.json$/);
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ profile: [{ phone: number }] });
  await see(/^导出好了，/);
  await keep('export');
  await phone.open('/packages/account/closing/index');
  await see('会没掉什么');
  await typeCode(number);
  await keep('closing');
  await tap(/^申请注销$/);
  await see('等 7 天才办，期间能撤回。办了以后找不回来。');
  await phone.page
    .getByRole('button', { name: /^申请注销$/ })
    .filter({ visible: true })
    .last()
    .click();
  await see(/申请了注销，.* 起办/);
  await keep('closing-asked');
  await tap('撤回注销');
  await see('会没掉什么');
});

test('an administrator is told what is in the way of closing', async () => {
  await begin(DARK, await tokenOf(OWNER), '/packages/account/closing/index');
  await see('你是管理员');
  expect(await phone.page.getByRole('button', { name: '申请注销' }).count()).toBe(0);
  await keep('closing-hindered-dark');
});
