// What those who keep a shop set on a screen: settings with their history, and what is stopped for everybody; nights by a calendar, of a return the pieces that are taken back, parcels of
// orders by a sheet; and what is done with members: looked at, points added by two, stopped and let go on.
import { staffPhones } from './staff';
import { openWorld, type Person, type ShopWorld } from './world';

const QUEEN = 'songhe-queen';

let world: ShopWorld;
let admin: Person;
let innkeeper: Person;
let buyer: Person;
const { on, close } = staffPhones(() => world, 'staff');

beforeAll(async () => {
  world = await openWorld();
  admin = await world.owner();
  innkeeper = await world.signIn('13700008801');
  const { memberId } = await innkeeper.call('account.me', {});
  await admin.call('admin.saveShop', { shopId: 'songhe', name: '松禾酒店', ownerId: memberId });
  buyer = await world.signIn('13800000002');
});
afterEach(close);
afterAll(() => world?.close());

const nights = async (goodsId: string) => (await buyer.call('shop.viewNights', { goodsId })).rooms[0]!.nights;

test('the owner of a hotel sets a range at once, closes a night, and is told what is too low', async () => {
  const before = await nights(QUEEN);
  const its = await on(innkeeper);
  await its.phone.open(`/packages/merchant/goods/index?id=${QUEEN}`);
  await its.see('单独定的日子');
  await its.keep('calendar');
  const days = its.phone.page.locator('.cal-day').filter({ visible: true });
  await days.nth(20).click();
  await days.nth(22).click();
  await its.see(/，3 晚$/);
  await its.fill('单独的价', '1');
  await its.see(/每晚填 .* 以上/);
  await its.fill('单独的价', '666');
  await its.keep('calendar-range');
  await its.button('定下').click();
  await days.nth(24).click();
  await its.button('不卖').click();
  await its.button(/^保存/).click();
  await its.see('存好了。新的订单按它算。');
  await its.keep('calendar-saved');
  const after = await nights(QUEEN);
  expect(after.slice(20, 23).map(({ priceFen }) => priceFen)).toEqual([66_600, 66_600, 66_600]);
  expect([after[24]!.left, after[19], after[23], after[25]]).toEqual([0, before[19], before[23], before[25]]);
});

test('an administrator begins to sell nights by the calendar, in the dark and large', async () => {
  const kept = await admin.call('admin.viewGoods', { goodsId: QUEEN });
  const { goodsId: _id, revision: _revision, ...like } = kept;
  const skus = like.skus.map(({ choices, priceFen, costFen, grams }) => ({
    choices,
    priceFen,
    costFen,
    grams,
    stock: 0,
    calendar: null,
  }));
  await admin.call('admin.saveGoods', { ...like, goodsId: 'songhe-new', title: '松禾酒店山景房', stay: null, skus });
  const its = await on(admin, { theme: 'dark', scale: 1.3, width: 360 });
  await its.phone.open('/packages/admin/goods/index?id=songhe-new');
  await its.phone.page.getByRole('switch', { name: '按日历卖' }).click();
  await its.see('入住和取消');
  await its.button(/^保存|^上架/).click();
  await its.see('先填全每晚的价和房，然后才能保存。填好的都在，不会丢。');
  for (const field of await its.phone.page.locator('.ask', { hasText: '每晚几间' }).locator('input').all())
    await field.fill('5');
  await its.fill('周六', '888');
  await its.keep('calendar-new');
  await its.button(/^保存|^上架/).click();
  await its.phone.page.waitForURL((url) => !url.hash.includes('admin/goods/'));
  const saturday = (await nights('songhe-new')).find(({ priceFen }) => priceFen === 88_800);
  expect(saturday).toEqual({ priceFen: 88_800, left: 5 });
});

test('of a return a part is taken back, with the reason for the rest', async () => {
  const { goods } = await admin.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const card = goods.find((one) => one.shopName === '明禾自营' && one.quickSkuId && !one.isSoldOut && !one.offer)!;
  await buyer.call('shop.saveAddress', {
    name: '林小满',
    phone: '13912345678',
    region: '山东省青岛市市南区',
    detail: '香港中路 40 号',
  });
  const { addresses } = await buyer.call('shop.listAddresses', {});
  const lines = [{ skuId: card.quickSkuId!, quantity: 3 }];
  const { orderId } = await buyer.call('shop.placeOrder', {
    lines,
    addressId: addresses[0]!.addressId,
    requestId: 'staff-part-order',
  });
  await world.pay(buyer, orderId);
  await admin.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK00009' });
  await buyer.call('shop.confirmReceipt', { orderId });
  const { caseId } = await buyer.call('afterSales.apply', {
    orderId,
    kind: 'return',
    lines,
    reason: 'damaged',
    words: '三件都裂了',
    requestId: 'staff-part-case',
  });
  const returnTo = {
    name: '退货组',
    phone: '0532-88886610',
    region: '山东省青岛市城阳区',
    detail: '正阳路 188 号 3 库',
  };
  await admin.call('admin.answerAfterSales', { caseId, answer: { is: 'agreed', returnTo, words: '' } });
  await buyer.call('afterSales.giveParcel', { caseId, parcel: { carrier: '顺丰', trackingNo: 'SF1234567890' } });

  const its = await on(admin);
  await its.phone.open(`/packages/admin/case/index?id=${encodeURIComponent(caseId)}`);
  await its.button(/退的件数减一$/).click();
  await its.button('先写其余为什么不退').waitFor();
  await its.phone.page.getByLabel('给买家的话').locator('textarea').fill('两件裂了，另一件完好。');
  await its.keep('part');
  await its.button('收到，退这些').click();
  await its.see(/退其中 2 件/);
  await its.keep('part-sure');
  await its.phone.page.locator('.sheet .btn', { hasText: '收到，退这些' }).click();
  await its.phone.page.getByRole('dialog').waitFor({ state: 'hidden' });
  // Answered, the page has no key for it any more.
  await its.button('收到，退这些').waitFor({ state: 'hidden' });
  await world.cloud.advance({ by: '1m' });
  const { lines: kept } = await buyer.call('shop.viewOrder', { orderId });
  expect(kept[0]).toMatchObject({ quantity: 3, backPieces: 2 });
  const { state, lines: rest } = await buyer.call('afterSales.view', { caseId });
  expect([state, rest.map(({ quantity }) => quantity)]).toEqual(['refused', [1]]);
});

test('parcels are sent by a sheet: its faults by line, then mended and done', async () => {
  const { goods } = await admin.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const card = goods.find((one) => one.shopName === '明禾自营' && one.quickSkuId && !one.isSoldOut && !one.offer)!;
  const { addressId } = await buyer.call('shop.saveAddress', {
    name: '林小满',
    phone: '13912345678',
    region: '山东省青岛市市南区',
    detail: '香港中路 40 号',
  });
  const ordered: { orderId: string; orderNo: string }[] = [];
  for (const requestId of ['sheet-order-1', 'sheet-order-2']) {
    const lines = [{ skuId: card.quickSkuId!, quantity: 1 }];
    const placed = { lines, addressId, requestId };
    const { orderId } = await buyer.call('shop.placeOrder', placed);
    await world.pay(buyer, orderId);
    ordered.push({ orderId, orderNo: (await buyer.call('shop.viewOrder', { orderId })).orderNo });
  }
  const its = await on(admin);
  await its.phone.open('/packages/admin/imports/index');
  await its.see('还没有导入过');
  await its.keep('sheets');
  const pick = async (rows: readonly string[]) => {
    const chooser = its.phone.page.waitForEvent('filechooser');
    await its.tap('选 CSV 文件');
    const text = ['\uFEFF订单号,快递公司,运单号', ...rows].join('\r\n');
    await (await chooser).setFiles({ name: '今天的包裹.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  const [first, second] = ordered.map(({ orderNo }) => orderNo);
  await its.phone.open('/packages/admin/import/index?kind=shipping');
  await its.keep('sheet-begin');
  await pick([`${first},顺丰,SF1000000001`, `${second},,SF1000000002`, 'MH20260101-NOSUCH22,中通,78900001']);
  await its.see('有 2 行不对，整张表都没有执行。改好后重新导入。');
  await its.see('快递公司：没有填');
  await its.see('第 4 行');
  await its.keep('sheet-faults');
  expect((await buyer.call('shop.viewOrder', { orderId: ordered[0]!.orderId })).state).toBe('paid');

  await its.phone.open('/packages/admin/import/index?kind=shipping');
  await pick([`${first},顺丰,SF1000000001`, `${second},中通,78900002`]);
  await its.see('检查好了，等执行');
  await its.keep('sheet-ready');
  await its.tap('执行 2 行');
  await its.see('订单会标成已发货，买家会收到通知。');
  await its.phone.page.getByRole('dialog').getByText('执行', { exact: true }).click();
  await its.see('做完 2 行。');
  await its.keep('sheet-done');
  for (const { orderId } of ordered) expect((await buyer.call('shop.viewOrder', { orderId })).state).toBe('shipped');

  await its.phone.open('/packages/admin/orders/index?filter=shipped');
  await its.phone.page.getByLabel('按订单号、买家手机号或商品找').locator('input').fill(first!);
  await its.phone.page
    .locator('.card', { hasText: card.title.slice(0, 4) })
    .filter({ visible: true })
    .first()
    .waitFor();
  await its.keep('orders-found');
  await its.phone.open(`/packages/admin/order/index?id=${encodeURIComponent(ordered[0]!.orderId)}`);
  await its.tap('选要退的');
  await its.button(/^退的.*加一$/).click();
  await its.fill('理由', '路上压坏了');
  await its.tap('看退到哪里');
  await its.see('微信支付，原路退回');
  await its.keep('refund');
  await its.tap('退 1 件');
  await its.see(/^按上面退，不能收回/);
  await its.phone.page.getByRole('dialog').getByText('退款', { exact: true }).click();
  await its.phone.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await its.button('不退了').waitFor({ state: 'hidden' });
  expect(['refunding', 'refunded']).toContain(
    (await buyer.call('shop.viewOrder', { orderId: ordered[0]!.orderId })).state,
  );
  // Behind the settlement it is a reversal: where it goes is told before it is proposed.
  const settled = world.cloud.engine.find('orders', { state: 'settled', cashFen: { $gt: 1_000 } }, { limit: 1 })[0]!;
  await its.phone.open(`/packages/admin/order/index?id=${encodeURIComponent(String(settled._id))}`);
  await its.tap('算一算');
  await its.see('退回微信支付的账户');
  await its.fill('原因', '货是坏的，收货后才看出来');
  await its.keep('reversal');
  await its.tap('提出，等复核');
  await its.see('提出了冲正，等另一位管理员复核。账还没有变。');
  const [proposed] = (await admin.call('admin.listProposals', { state: 'proposed' })).proposals;
  await admin.call('admin.rejectProposal', { proposalId: proposed!.proposalId });
  const dark = await on(admin, { theme: 'dark', scale: 1.3, width: 360 });
  await dark.phone.open('/packages/admin/imports/index');
  await dark.see('今天的包裹.csv');
  await dark.keep('sheets-dark');
  const wide = await on(admin, { theme: 'light', scale: 1, width: 1200 });
  await wide.phone.open('/packages/admin/imports/index');
  await wide.see('今天的包裹.csv');
  await wide.keep('sheets-wide');
});

test('a member is found, looked at, given points by two, stopped and let go on', async () => {
  const member = await world.signIn('13700008802');
  const { memberId, inviteCode } = await member.call('account.me', {});
  const other = await world.signIn('13700008803');
  const second = await other.call('account.me', {});
  await admin.call('admin.setRole', { memberId: second.memberId, role: 'finance', has: true });

  const its = await on(admin);
  await its.phone.open('/packages/admin/members/index');
  await its.see(/加入$/);
  await its.keep('members');
  await its.fill('找会员', inviteCode);
  await its.tap('找这位会员');
  await its.tap('看余额');
  await its.see('现金余额');
  await its.keep('member');
  await its.tap('申请调整');
  await its.fill('数量', '12.5');
  await its.tap('算一算');
  await its.see('调整后');
  await its.fill('原因', '售后补偿');
  await its.keep('adjust');
  await its.tap('提出，等复核');
  await its.see('提出了，等另一位管理员复核。余额还没有变。');
  await its.tap('看待复核的');
  await its.button('撤回').waitFor();
  expect((await member.call('wallet.view', {})).spendableCents).toBe(0);

  const theirs = await on(other, { theme: 'dark', scale: 1.3, width: 360 });
  await theirs.phone.open('/packages/admin/proposals/index');
  await theirs.see(/原因：售后补偿/);
  await theirs.keep('proposals');
  await theirs.tap('复核，现在调整');
  await theirs.see('没有待复核的');
  expect((await member.call('wallet.view', {})).spendableCents).toBe(1_250);

  await its.phone.open(`/packages/admin/member/index?id=${memberId}`);
  await its.see('操作记录');
  await its.phone.page.locator('.card', { hasText: '只停提现' }).locator('input').fill('同一地址反复退货');
  await its.tap('停用账号');
  await its.see(/停用。原因：同一地址反复退货/);
  await its.keep('blocked');
  expect((await member.call('account.me', {})).blocked?.reason).toBe('同一地址反复退货');
  await its.phone.page.locator('.card', { hasText: '只停提现' }).locator('input').fill('核实过了');
  await its.tap('恢复账号');
  await its.button('停用账号').waitFor();
  expect((await member.call('account.me', {})).blocked).toBeNull();

  const wide = await on(admin, { theme: 'light', scale: 1, width: 1200 });
  await wide.phone.open(`/packages/admin/member/index?id=${memberId}`);
  await wide.see('操作记录');
  await wide.keep('member-wide');
});

test("how a member's figure came about leads the staff to the day's close, not to a buyer's page", async () => {
  const { phone: number } = world.cloud.demo.accounts().find(({ role }) => role === '团队长')!;
  const { memberId } = await (await world.signIn(number)).call('account.me', {});
  const its = await on(admin);
  await its.phone.open(`/packages/admin/statement/index?id=${memberId}`);
  await its.keep('statement');
  await its.button(/，怎么算的$/).click();
  await its.see(/^照会员读到的写/);
  await its.keep('statement-explained');
  const sheet = its.phone.page.locator('.sheet').filter({ visible: true });
  await sheet.getByText(/^\d{4}-\d\d-\d\d 收盘$/).click();
  await its.phone.page.waitForURL(/admin\/close\/index\?day=/);
  await its.see('积分释放');
});

test('prices of several goods: each seen before, then done as a sheet is', async () => {
  const its = await on(admin);
  await its.phone.open('/packages/admin/goodsList/index');
  await its.tap('选几件一起改价');
  const boxes = its.phone.page.getByRole('checkbox', { name: /^选 / }).filter({ visible: true });
  for (const at of [0, 1, 2]) await boxes.nth(at).click();
  await its.see('选了 3 件商品');
  await its.fill('提高多少', '5');
  const key = its.button(/^检查这 \d+ 款，还不改$/);
  await key.waitFor();
  await its.keep('prices');
  await key.click();
  await its.see('检查好了，等执行');
  await its.tap(/^执行 \d+ 行$/);
  await its.phone.page.getByRole('dialog').getByText('执行', { exact: true }).click();
  await its.see(/^做完 \d+ 行。$/);
  const { lines } = await admin.call('admin.listAudit', { kind: 'goods', limit: 50 });
  expect(lines.find(({ action }) => action === 'admin.importGoods')?.changes).toMatchObject([{ field: 'priceFen' }]);
});

test('settings are saved and gone back to, and a stop is told where it matters', async () => {
  const its = await on(admin);
  await its.phone.open('/packages/admin/settings/index');
  await its.see('提现条件');
  await its.keep('settings');
  await its.phone.open('/packages/admin/setting/index?group=order');
  await its.fill('付款时间', '45');
  await its.keep('setting');
  await its.tap('保存 1 项');
  await its.see(/^存好了，第 \d+ 版，马上生效。$/);
  const { version } = await admin.call('admin.viewSettings', {});
  // Somebody else saves meanwhile: the second is told, keeps what was typed, and can go on.
  await its.fill('付款时间', '50');
  await admin.call('admin.saveSettings', { extendReceiptDays: 4 });
  await its.tap('保存 1 项');
  await its.see(/^设置刚被别的管理员改过/);
  await its.tap('保存 1 项');
  await its.see(`存好了，第 ${version + 2} 版，马上生效。`);
  await its.tap('改动记录');
  await its.see('45 分钟 → 50 分钟');
  await its.keep('settings-history');
  await its.phone.page
    .locator('.card', { hasText: `第 ${version} 版` })
    .getByRole('button')
    .last()
    .click();
  await its.tap(`恢复到第 ${version} 版`);
  await its.see(`恢复到第 ${version} 版的样子，记为第 ${version + 3} 版。`);
  expect((await admin.call('admin.viewSettings', {})).settings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'payWithinMinutes', value: 45 }),
      expect.objectContaining({ name: 'extendReceiptDays', value: 3 }),
    ]),
  );

  const theirs = await on(admin, { theme: 'dark', scale: 1.3, width: 360 });
  await theirs.phone.open('/packages/admin/stops/index');
  await theirs.phone.page.locator('.card', { hasText: '下单' }).first().getByRole('button').click();
  await theirs.fill('理由', '系统升级');
  await theirs.fill('对会员说', '今晚十点恢复');
  await theirs.keep('stop');
  await theirs.tap('现在停下单');
  await theirs.see(/因为：系统升级/);
  await theirs.keep('stopped');
  const { goods } = await admin.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const { quickSkuId } = goods.find((one) => one.quickSkuId && !one.isSoldOut && !one.offer)!;
  const member = await on(buyer);
  await member.phone.open(`/packages/order/checkout/index?lines=${quickSkuId}~1`);
  await member.see(/^现在暂停下单。购物车都在，恢复后再来。店家说明：今晚十点恢复。/);
  expect(await member.button('下单停着').getAttribute('aria-disabled')).toBe('true');
  await member.keep('checkout-stopped');
  await admin.call('admin.setStop', { stop: 'orders', isStopped: false, reason: '升级完了' });

  const wide = await on(admin, { theme: 'light', scale: 1, width: 1200 });
  await wide.phone.open('/packages/admin/setting/index?group=withdraw');
  await wide.see('审核起点');
  await wide.keep('setting-wide');
});
