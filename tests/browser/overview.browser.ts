// What an operator sees first, how each close went, and whose shop is whose.
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

test("a merchant's shop gets another owner; who saved behind somebody else is told, of a parcel's number as well", async () => {
  const [former, next, meanwhile, buyer] = [
    await world.signIn('13700008801'),
    await world.signIn('13700008804'),
    await world.signIn('13700008805'),
    await world.signIn('13800000002'),
  ];
  const { memberId: ownerId } = await former.call('account.me', {});
  await admin.call('admin.saveShop', { shopId: 'songhe', name: '松禾酒店', ownerId });
  const [{ inviteCode, nickname }, other] = [await next.call('account.me', {}), await meanwhile.call('account.me', {})];
  const its = await on(admin);
  await its.phone.open('/packages/admin/merchants/index');
  await its.see('松禾酒店');
  await its.keep('merchants');
  await its.tap(/松禾酒店/);
  await its.see(/现在的店主$/);
  await its.keep('merchant');
  await its.fill('售后说明', '离店后 7 天内可退');
  await its.tap('换店主');
  await its.fill('新店主', inviteCode);
  await its.tap('找新店主');
  await its.see(/加入$/);
  await its.keep('merchant-found');
  await admin.call('admin.saveShop', { shopId: 'songhe', name: '松禾酒店', ownerId: other.memberId });
  const dialog = its.phone.page.getByRole('dialog');
  const give = async () => {
    await its.tap('保存');
    await its.see(/两位都会收到通知。$/);
    await dialog.getByText('交出去', { exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  };
  await its.tap('保存');
  await its.see(/两位都会收到通知。$/);
  await its.keep('merchant-sure');
  await dialog.getByText('交出去', { exact: true }).click();
  await its.see(/^这里刚被别人改过/);
  // What is there by now was read again.
  await its.see(/^137 \*{4} 8805 · 现在的店主$/);
  await its.keep('merchant-behind');
  await give();
  await its.phone.page.waitForURL(/admin\/merchants\//);
  expect((await next.call('account.me', {})).shop).toMatchObject({ name: '松禾酒店' });
  expect((await meanwhile.call('account.me', {})).shop).toBeNull();
  expect(world.cloud.engine.get('shops', 'songhe')).toMatchObject({ afterSalesWord: '离店后 7 天内可退' });
  const audit = await admin.call('admin.listAudit', { kind: 'shop', limit: 5 });
  expect(audit.lines[0]).toMatchObject({ action: 'admin.saveShop' });
  expect(audit.lines[0]!.changes.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['ownerId', 'afterSalesWord']),
  );

  await its.tap('开一家店');
  await its.button('先填店名').waitFor();
  await its.fill('店名', '木春书屋');
  await its.fill('店主', (await former.call('account.me', {})).inviteCode);
  await its.tap('找店主');
  await its.see(/加入$/);
  await its.keep('merchant-new');
  await its.tap('开这家店');
  await its.phone.page.waitForURL(/admin\/merchants\//);
  await its.see('木春书屋');
  expect((await former.call('account.me', {})).shop).toMatchObject({ name: '木春书屋' });
  const wide = await on(admin, { theme: 'dark', scale: 1, width: 1200 });
  await wide.phone.open('/packages/admin/merchant/index?id=songhe');
  await wide.see(nickname);
  await wide.keep('merchant-wide');

  const { goods } = await admin.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const card = goods.find((one) => one.shopName === '明禾自营' && one.quickSkuId && !one.isSoldOut && !one.offer)!;
  const address = { name: '林小满', phone: '13912345678', region: '山东省青岛市市南区', detail: '香港中路 40 号' };
  const { addressId } = await buyer.call('shop.saveAddress', address);
  const lines = [{ skuId: card.quickSkuId!, quantity: 1 }];
  const { orderId } = await buyer.call('shop.placeOrder', { lines, addressId, requestId: 'parcel-behind' });
  await world.pay(buyer, orderId);
  await admin.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK00010' });
  await its.phone.open(`/packages/admin/order/index?id=${encodeURIComponent(orderId)}`);
  await its.tap('改包裹 1 的单号');
  await its.fill('对的单号', 'SF9000000002');
  await its.fill('原因', '抄错了');
  const correct = { orderId, no: 1, carrier: '顺丰', trackingNo: 'SF9000000001', reason: '抄错了' };
  await admin.call('admin.correctParcel', correct);
  await its.tap('改单号');
  await its.see(/^这里刚被别人改过/);
  await its.see(/SF9000000001/);
  await its.keep('parcel-behind');
  await its.tap('改单号');
  await its.see(/SF9000000002/);
  expect((await admin.call('admin.viewOrder', { orderId })).parcels[0]).toMatchObject({ trackingNo: 'SF9000000002' });
});
