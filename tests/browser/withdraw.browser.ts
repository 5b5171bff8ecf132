// Cash drawn in a browser: each act and each refusal in the words that a member and an administrator read.
import { join } from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { spokenFaults } from './axe';
import { type Look, openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { CLIENT, codeIn } from './world';

const LIGHT: Look = { theme: 'light', scale: 1 };
const DARK: Look = { theme: 'dark', scale: 1.3, width: 360 };
const ADMINS = ['13900000001', '13900000002'] as const;
const NUMBER = '13600000021';

let cloud: LocalCloud;
let phone: Phone;
let admins: readonly Session[];
let member: Session;

interface Session {
  readonly token: string;
  readonly memberId: string;
}

const act = async (action: string, input: object, token: string): Promise<Record<string, unknown>> => {
  const reply = await cloud.call(action, input as Record<string, unknown>, token);
  if (!reply.ok) throw new Error(`${action} was refused: ${reply.code} ${reply.message}`);
  return reply.value as Record<string, unknown>;
};

/** Signs in by phone and code, making the account where there is none. */
async function signIn(number: string): Promise<Session> {
  await cloud.call('account.sendCode', { phone: number });
  const reply = await cloud.call('account.signIn', { phone: number, code: codeIn(cloud.inbox(number)[0]?.text) });
  const { token, member: self } = (reply as unknown as { value: { token: string; member: Session } }).value;
  return { token, memberId: self.memberId };
}

/** Cash as sold points brought it: 222.60 long ago, 58.00 an hour ago. */
async function giveCash({ memberId }: Session): Promise<void> {
  const nowMs = cloud.now();
  await cloud.engine.update('wallets', { _id: memberId }, { $set: { exitCashFen: 208_060 } });
  const line = {
    _id: 'exit:1:0',
    memberId,
    kind: 'appreciation.forcedExit',
    asset: 'cash',
    units: 5_800,
    day: new Date(nowMs + 8 * 3_600_000).toISOString().slice(0, 10),
    atMs: nowMs - 3_600_000,
    position: 0,
    journalId: 'exit:1',
    orderId: null,
    orderNo: null,
    plan: null,
    version: null,
    note: '',
    inputs: {},
  };
  await cloud.engine.insert('lines', [line]);
}

async function clear(): Promise<void> {
  const record = {
    feature: 'withdrawal',
    issuer: '演示',
    documentReference: '许可 1',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: '2020-01-01',
    validToDay: '2099-12-31',
    requestId: 'clearance-of-drawing',
  };
  const { clearanceId } = await act('admin.proposeClearance', record, admins[0]!.token);
  await act('admin.approveClearance', { clearanceId }, admins[1]!.token);
}

beforeAll(async () => {
  cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: join(__dirname, '../../dist/cloudfunctions'),
    staticDir: CLIENT,
    variables: { OWNER_PHONES: ADMINS.join(',') },
  });
  admins = [await signIn(ADMINS[0]), await signIn(ADMINS[1])];
  await clear();
  const { proposalId } = await act('admin.saveSettings', { withdrawDailyCount: 10 }, admins[0]!.token);
  await act('admin.approveProposal', { proposalId }, admins[1]!.token);
  member = await signIn(NUMBER);
  await giveCash(member);
});
afterEach(() => phone?.close());
afterAll(() => cloud?.close());

const begin = async (look: Look, { token }: Session, path: string) => {
  phone = await openPhone(cloud.url, look, token);
  await phone.open(path);
};
const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
const tap = (name: string | RegExp, role: 'button' | 'link' | 'checkbox' | 'radio' | 'tab' = 'button') =>
  phone.page.getByRole(role, { name }).filter({ visible: true }).first().click();
const type = (name: string, words: string) => {
  const field = phone.page
    .getByRole('textbox', { name, exact: true })
    .or(phone.page.getByRole('spinbutton', { name, exact: true }));
  return field.filter({ visible: true }).first().fill(words);
};
const keep = async (name: string) => {
  await phone.picture(`withdraw-${name}`);
  const { page } = phone;
  const faults = [...(await faultsInSight(page)), ...(await spokenFaults(page)), ...(await ledgerFaults(page))];
  expect({ name, faults }).toEqual({ name, faults: [] });
};
const press = async (digits: string) => {
  for (const digit of digits)
    await phone.page.getByRole('button', { name: digit, exact: true }).filter({ visible: true }).last().click();
};
const PAGE = '/packages/wallet/withdraw/index';

test('a member draws cash: payee, amount, payment password, confirmation, receipt', async () => {
  await begin(LIGHT, member, PAGE);
  await see('入账满 48 小时');
  await see(/卖出积分/);
  await see('先填金额');
  await keep('new');
  await type('金额', '9');
  await see('最少提 10.00');
  await type('金额', '2022.61');
  await see('现在最多提 2,000.00');
  await type('金额', '20');
  await see('先填收款人');
  await tap(/到哪里/, 'link').catch(() => tap(/到哪里/));
  await see('填收款人');
  await type('姓名', '陈静');
  await see('先读过并同意');
  await tap('同意为提现保存收款人', 'checkbox');
  await keep('payee');
  await tap('保存收款人');
  await see('到哪里');
  await type('金额', '20');
  await see('提现，到账 ¥19.80');
  await see(/以税务为准/);
  await keep('filled');
  await tap('提现，到账 ¥19.80');
  await see(/还没有支付密码，什么都没有做/);
  await phone.page.keyboard.press('Escape');

  await act('account.sendOwnCode', { purpose: 'payPassword' }, member.token);
  const code = codeIn(cloud.inbox(NUMBER)[0]?.text);
  await act(
    'account.setPayPassword',
    { newPayPassword: '246810', code, requestId: 'password-of-drawing' },
    member.token,
  );
  await phone.open(PAGE);
  await type('金额', '20');
  await tap('提现，到账 ¥19.80');
  await see('输入 6 位支付密码');
  await keep('password');
  await press('135790');
  await see('支付密码不对，这一步没有做。还可以试 4 次。');
  await press('246810');
  await see('等你确认收款');
  await keep('waits');
  await tap(/确认收款 19.80/);
  await see(/这里代替微信的收款窗口/);
  await tap('收下');
  await see('已到账 19.80');
  await keep('paid');
  await tap('怎么算的', 'link').catch(() => tap('怎么算的'));
  await see(/申请提现的现金，手续费在里面/);
  expect(phone.faults).toEqual([]);
});

test('what waits, was declined or is stopped is told in words; dark and large', async () => {
  const drawn = await act(
    'wallet.withdraw',
    { amountFen: 50_000, payPassword: '246810', requestId: 'drawing-of-500' },
    member.token,
  );
  await begin(DARK, member, PAGE);
  await see('等待审核');
  await see(/正在提的 500.00 已冻结/);
  await keep('in-review-dark');
  const decision = { is: 'declined', reason: '资料对不上' };
  await act('admin.reviewWithdrawal', { withdrawalId: drawn.withdrawalId, decision }, admins[0]!.token);
  await phone.open(`/packages/wallet/withdrawal/index?id=${String(drawn.withdrawalId)}`);
  await see('没通过，已退回');
  await see(/资料对不上，500.00 已回余额，手续费没收/);
  await keep('declined-dark');
  await act('admin.stopWithdrawals', { stopped: 'all', reason: '对账' }, admins[0]!.token);
  await phone.open(PAGE);
  await see(/平台暂停了提现。现金余额仍归你/);
  await see('现在不能提');
  await keep('stopped-dark');
  await phone.close();
  await begin(LIGHT, admins[0]!, '/packages/admin/withdrawals/index');
  await see(/停的，因为：对账/);
  await see('放开要另一位管理员来做。');
  await keep('stopped-by');
  await phone.close();
  await act('admin.stopWithdrawals', { stopped: 'none', reason: '对完了' }, admins[1]!.token);
  await begin(DARK, member, '/packages/wallet/withdrawals/index');
  await see('已到账 19.80');
  await keep('history-dark');
  await phone.open('/packages/messages/inbox/index');
  await see('提现退回');
});

test('administrators agree, decline, stop, set the terms and list payees', async () => {
  for (const [amountFen, requestId] of [
    [60_000, 'drawing-of-600'],
    [55_000, 'drawing-of-550'],
  ] as const)
    await act('wallet.withdraw', { amountFen, payPassword: '246810', requestId }, member.token);
  await begin(LIGHT, admins[0]!, '/packages/admin/withdrawals/index');
  await see('没结束的 2 笔');
  await keep('admin');
  await tap('看收款人全名，会记下来');
  await see('陈静');
  await tap(/^同意$/);
  await see(/同意后自动付，付出去收不回/);
  await phone.page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
  // The one that was agreed to leaves the list.
  await phone.page.waitForFunction(() => {
    const tags = [...document.querySelectorAll<HTMLElement>('.tag')];
    return tags.filter((one) => one.offsetHeight > 0 && one.textContent === '等待审核').length === 1;
  });
  await type('原因', '同一天太多');
  await tap('不同意，退回');
  await see('没有等审核的');
  await tap('在路上', 'tab');
  await see('等着付');
  await tap('全部暂停', 'radio');
  await type('理由', '查一件事');
  await tap('改');
  await see('现在：全部暂停');
  await see('先等着');
  await keep('admin-stopped');
  await tap('导出 CSV');
  await see(/1 位，已存成文件/);
  await phone.open('/packages/admin/setting/index?group=withdraw');
  await see('提现条件');
  await keep('admin-terms');
  await type('最少', '');
  await see('有一项不在范围里');
  await type('最少', '5');
  await tap('保存 1 项');
  await see(/^存好了，第 \d+ 版，马上生效。$/);
  expect(cloud.engine.get('platform', 'settings')).toMatchObject({ withdrawMinFen: 500 });
});
