// What an operator sees first, and how each close went.
import { staffPhones } from './staff';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let admin: Person;
const { on, close } = staffPhones(() => world, 'overview');

beforeAll(async () => {
  world = await openWorld();
  admin = await world.owner();
});
afterEach(close);
afterAll(() => world?.close());

test('an owner sees the shop as it stands, follows each figure, and changes a threshold', async () => {
  const its = await on(admin);
  await its.phone.open('/packages/admin/home/index');
  await its.see('等你处理');
  await its.see(/\d+ 项里 \d+ 项越线/);
  await its.keep('home');
  await its.tap('看 30 天');
  await its.see('入账合计（1 积分按 1 元）');
  await its.keep('month');
  for (const [figure, page] of [
    [/^新会员\s*\d+ 人/, /admin\/members\//],
    [/^还没释放的积分/, /admin\/close\/index\?day=/],
  ] as const) {
    await its.phone.open('/packages/admin/home/index');
    await its.tap(figure);
    await its.phone.page.waitForURL(page);
  }
  await its.phone.open('/packages/admin/watch/index');
  await its.tap('改门槛');
  await its.fill('推荐层数', '1');
  await its.tap('保存 1 项');
  await its.see(/^存好了/);
  await its.phone.open('/packages/admin/watch/index');
  await its.see(/最深的一条线。门槛 1。/);
  await its.keep('watch');
  await its.phone.open('/packages/admin/closes/index');
  await its.keep('calendar');
  const { openDay } = await admin.call('admin.viewOverview', {});
  const { days } = await admin.call('admin.closeCalendar', { month: openDay.slice(0, 7) });
  const last = days.at(-1) ?? (await lastMonths(openDay));
  await its.phone.open(`/packages/admin/close/index?day=${last.day}`);
  await its.see('封账时又算了一遍');
  await its.see('都一致');
  await its.see('去向合计，与来处相等');
  await its.keep('close');
  const [file] = await Promise.all([its.phone.page.waitForEvent('download'), its.tap('导出这一天的分录（CSV）')]);
  expect(file.suggestedFilename()).toBe(`分录-${last.day}.csv`);
  await its.see(`分录-${last.day}.csv 已给出。`);
  await its.phone.open('/packages/admin/lowStock/index');
  await its.see(/^剩 \d 件$|没有快卖完的/);
  await its.keep('lowStock');
});

/** The last closed day of the month before a day. */
async function lastMonths(openDay: string) {
  const before = new Date(`${openDay.slice(0, 7)}-01T00:00:00Z`);
  before.setUTCDate(0);
  const { days } = await admin.call('admin.closeCalendar', { month: before.toISOString().slice(0, 7) });
  return days.at(-1)!;
}

test('support sees its own part in the dark and large, and is told whose the rest is', async () => {
  const helper = await world.signIn('13700008802');
  const { memberId } = await helper.call('account.me', {});
  await admin.call('admin.setRole', { memberId, role: 'support', has: true });
  const its = await on(helper, { theme: 'dark', scale: 1.3 });
  await its.phone.open('/packages/admin/home/index');
  await its.see('等你处理');
  expect(await its.button(/^提现待审/).count()).toBe(0);
  await its.keep('support');
  await its.phone.open('/packages/admin/owed/index');
  await its.see('这里只给店主和财务用');
});
