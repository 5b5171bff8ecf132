// A mixed payment goes back in part, from the buyer's screen to the money: in the browser, with the shop's answer.
import { type Look, openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

const LOOKS: readonly Look[] = [
  { theme: 'light', scale: 1 },
  { theme: 'dark', scale: 1.3, width: 360 },
];
const OWN_SHOP = '明禾自营';

let world: ShopWorld;
let buyer: Person;
let admin: Person;
let phone: Phone;
let desk: Phone;
let orderId: string;

beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  buyer = await world.signIn(account?.phone ?? '');
  admin = await world.owner();
  phone = await openPhone(world.url, LOOKS[0]!, buyer.token);
  desk = await openPhone(world.url, LOOKS[0]!, admin.token);
  orderId = await received();
});
afterAll(async () => {
  await phone?.close();
  await desk?.close();
  await world?.close();
});

/** Two pieces of the own shop, paid with cash and points, received. */
async function received(): Promise<string> {
  const { goods } = await buyer.call('shop.listGoods', { sort: 'priceUp', limit: 50 });
  const wanted = goods.filter(
    (one) => one.shopName === OWN_SHOP && one.spendableRateMillionths > 0 && !one.isSoldOut && one.priceFen > 1000,
  );
  const { skus } = await buyer.call('shop.viewGoods', { goodsId: wanted[0]?.goodsId ?? '' });
  const lines = [{ skuId: skus.find(({ stock }) => stock > 2)?.skuId ?? '', quantity: 2 }];
  const { addresses } = await buyer.call('shop.listAddresses', {});
  const addressId = addresses[0]?.addressId ?? '';
  const most = await buyer.call('shop.previewOrder', { lines, addressId, useSpendableCents: 'most' });
  const useSpendableCents = most.payment.spendableCents;
  expect(useSpendableCents).toBeGreaterThan(0);
  const requestId = 'after-sales-order';
  const placed = await buyer.call('shop.placeOrder', { lines, addressId, useSpendableCents, requestId });
  await world.pay(buyer, placed.orderId);
  await admin.call('admin.ship', { orderId: placed.orderId, carrier: '德邦', trackingNo: 'DPK00001' });
  await buyer.call('shop.confirmReceipt', { orderId: placed.orderId });
  return placed.orderId;
}

const see = (on: Phone, words: string) =>
  on.page.getByText(words, { exact: false }).filter({ visible: true }).first().waitFor();
const button = (on: Phone, name: string | RegExp) =>
  on.page.getByRole('button', { name }).filter({ visible: true }).first();

/** Takes the picture and holds the screen to the look. */
async function keep(on: Phone, name: string): Promise<void> {
  await settled(on.page);
  await on.picture(`after-sales-${name}`);
  expect({ name, faults: [...(await faultsInSight(on.page)), ...(await ledgerFaults(on.page))] }).toEqual({
    name,
    faults: [],
  });
}

test('one of two pieces of a mixed payment: asked for, agreed, and back to the cent', async () => {
  const before = (await buyer.call('wallet.view', {})).spendableCents;
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await button(phone, '申请售后').click();
  await see(phone, '哪几件');
  await phone.page.getByRole('checkbox').filter({ visible: true }).first().click();
  await button(phone, /减一$/).click();
  await phone.page.getByRole('radio', { name: '破损' }).click();
  await phone.page.getByLabel('补充说明').locator('textarea').fill('到手一瓶盖子裂了，漏了一半。');
  await see(phone, '等于货价');
  await keep(phone, 'apply');
  await button(phone, '提交申请').click();
  await see(phone, '等店家答复');
  await keep(phone, 'asked');

  await desk.open('/packages/admin/afterSales/index');
  await keep(desk, 'desk-list');
  await desk.page
    .getByRole('link', { name: /等店家答复$/ })
    .filter({ visible: true })
    .first()
    .click();
  await see(desk, '到手一瓶盖子裂了');
  await keep(desk, 'desk-case');
  await button(desk, '同意退款').click();
  await desk.page.getByRole('dialog', { name: '同意退款' }).waitFor();
  await desk.page.locator('.sheet .btn', { hasText: '同意退款' }).click();
  await see(desk, '已办完');

  const { cases } = await buyer.call('afterSales.list', { orderId });
  const view = () => buyer.call('afterSales.view', { caseId: cases[0]?.caseId ?? '' });
  await world.until(async () => (await view()).money === 'arrived');
  const done = await view();
  expect(done.state).toBe('done');
  const { goodsFen, cashFen, spendableCents, keptFen } = done.ledger;
  expect(cashFen + spendableCents + keptFen).toBe(goodsFen);
  expect((await buyer.call('wallet.view', {})).spendableCents - before).toBe(spendableCents);
  await phone.open(`/packages/service/case/index?id=${encodeURIComponent(done.caseId)}`);
  await see(phone, '已经什么样退回');
  await keep(phone, 'done');
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await see(phone, '退了 1 件');
  await keep(phone, 'order');
  await phone.open('/packages/order/orders/index?filter=refund');
  await see(phone, '已办完');
  await keep(phone, 'list');
});

test('the other piece: a return, refused, looked at by the platform, in the dark and at 130%', async () => {
  const large = await openPhone(world.url, LOOKS[1]!, buyer.token);
  const desk2 = await openPhone(world.url, LOOKS[1]!, admin.token);
  try {
    await large.open(`/packages/service/apply/index?id=${encodeURIComponent(orderId)}`);
    await large.page.getByRole('radio', { name: /退货退款/ }).click();
    await large.page.getByRole('checkbox').filter({ visible: true }).first().click();
    await large.page.getByRole('radio', { name: '与描述不符' }).click();
    await keep(large, 'apply-dark');
    await button(large, '提交申请').click();
    await see(large, '等店家答复');
    const { cases } = await buyer.call('afterSales.list', { orderId });
    const caseId = cases[0]?.caseId ?? '';
    const answer = (given: Parameters<typeof admin.call<'admin.answerAfterSales'>>[1]['answer']) =>
      admin.call('admin.answerAfterSales', { caseId, answer: given });
    const returnTo = {
      name: '明禾自营退货组',
      phone: '0532-88886610',
      region: '山东省青岛市城阳区',
      detail: '正阳路 188 号 3 库',
    };
    await answer({ is: 'agreed', returnTo, words: '运费我们付，请保留吊牌。' });
    await large.open(`/packages/service/case/index?id=${encodeURIComponent(caseId)}`);
    await see(large, '请寄回商品');
    await keep(large, 'agreed-dark');
    await large.page.getByLabel('快递公司').locator('input').fill('顺丰');
    await large.page.getByLabel('快递单号').locator('input').fill('SF1234567890');
    await button(large, '交单号').click();
    await see(large, '等店家收货');
    await desk2.open(`/packages/admin/case/index?id=${encodeURIComponent(caseId)}`);
    await see(desk2, '收到，退款');
    await keep(desk2, 'desk-return-dark');
    await answer({ is: 'refused', words: '出厂验过，寄回的已经用过' });
    await large.open(`/packages/service/case/index?id=${encodeURIComponent(caseId)}`);
    await button(large, /请平台来看/).click();
    const sheet = large.page.getByRole('dialog', { name: '请平台来看' });
    await sheet.waitFor();
    await sheet.page().getByLabel('为什么不认可店家的答复').locator('textarea').fill('没有用过，吊牌还在。');
    await keep(large, 'arbitration-dark');
    await button(large, '交给平台').click();
    await see(large, '平台在看');
    await desk2.open(`/packages/admin/case/index?id=${encodeURIComponent(caseId)}`);
    await see(desk2, '三方怎么说');
    await keep(desk2, 'desk-sides-dark');
  } finally {
    await large.close();
    await desk2.close();
  }
});
