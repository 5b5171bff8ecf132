// The owner of a shop at work: sends an order, answers a case, counts the stock; and what a visitor sees of the shop.
import { join } from 'node:path';
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

const SHOP = 'qinglan';
/** A picture that stands for a licence. */
const LICENCE = join(__dirname, '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f34e.webp');

let world: ShopWorld;
let merchant: Person;
let buyer: Person;
let first: Person;
let second: Person;
let title: string;
let goodsId: string;
let skuId: string;

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  merchant = await world.signIn(phoneOf('商户'));
  buyer = await world.signIn(phoneOf('团队长'));
  first = await world.signIn(phoneOf('管理员'));
  second = await world.signIn(phoneOf('复核管理员'));
  const { goods } = await buyer.call('shop.listGoods', { shopId: SHOP, kind: 'delivered' });
  const one = goods.find((card) => card.quickSkuId && !card.isSoldOut);
  if (!one?.quickSkuId) throw new Error('the shop sells nothing');
  ({ title, goodsId } = one);
  skuId = one.quickSkuId;
});
afterAll(() => world?.close());

const seeing = (phone: Phone) => ({
  see: (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor(),
  tap: (name: string | RegExp, role: 'button' | 'radio' | 'link' | 'tab' = 'button') =>
    phone.page.getByRole(role, { name }).filter({ visible: true }).first().click(),
  fill: (name: string, words: string) =>
    phone.page.getByLabel(name).filter({ visible: true }).first().locator('input, textarea').fill(words),
  keep: async (name: string) => {
    await phone.picture(`merchant-${name}`);
    expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
  },
});

/** An order of the shop that the buyer has paid. */
async function paid(): Promise<string> {
  const { addresses } = await buyer.call('shop.listAddresses', {});
  const { orderId } = await buyer.call('shop.placeOrder', {
    lines: [{ skuId, quantity: 2 }],
    addressId: addresses[0]?.addressId ?? '',
    requestId: `merchant-order-${Math.random().toString(36).slice(2, 10)}`,
  });
  await world.pay(buyer, orderId);
  return orderId;
}

test('an order is sent and a case answered by the owner of the shop', async () => {
  const orderId = await paid();
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, merchant.token);
  const { see, tap, fill, keep } = seeing(phone);
  try {
    await phone.open('/pages/mine/index');
    await tap(/^我的店/);
    await see('最早一单等了');
    await keep('home');
    await tap(/^待发货 \d/);
    await phone.page
      .getByRole('link', { name: new RegExp(title) })
      .first()
      .waitFor();
    await keep('orders');
    await phone.open(`/packages/merchant/order/index?id=${encodeURIComponent(orderId)}`);
    await tap('看收货地址');
    await see('复制');
    await tap('顺丰', 'radio');
    await fill('单号', 'SF1000200030004');
    await keep('order');
    await tap('已发货');
    await see('发出的包裹');
    expect(await buyer.call('shop.viewOrder', { orderId })).toMatchObject({ state: 'shipped' });

    const { caseId } = await buyer.call('afterSales.apply', {
      orderId,
      kind: 'refund',
      lines: [{ skuId, quantity: 1 }],
      reason: 'damaged',
      words: '漏了一瓶',
      requestId: 'merchant-case-0001',
    });
    await phone.open('/packages/merchant/home/index');
    await see(/前答复，过了就当同意/);
    await keep('home-case');
    await phone.open('/packages/merchant/afterSales/index');
    await phone.page.getByText(title).filter({ visible: true }).first().waitFor();
    await keep('cases');
    await phone.open(`/packages/merchant/case/index?id=${encodeURIComponent(caseId)}`);
    await fill('给买家的话', '抱歉，这一瓶退给你');
    await keep('case');
    await tap('同意退款');
    await phone.page.locator('.sheet .btn').filter({ visible: true }).last().click();
    await see('抱歉，这一瓶退给你');
    expect((await buyer.call('afterSales.view', { caseId })).log[0]).toMatchObject({ by: 'merchant' });
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test('stock is counted, a review answered, the shop’s words changed; a visitor sees them', async () => {
  const phone = await openPhone(world.url, { theme: 'dark', scale: 1.3 }, merchant.token);
  const { see, tap, fill, keep } = seeing(phone);
  try {
    await phone.open('/packages/merchant/goodsList/index');
    await see(title);
    await keep('goods-list');
    const [before] = (await merchant.call('merchant.viewGoods', { goodsId })).skus.filter((sku) => sku.skuId === skuId);
    await phone.open(`/packages/merchant/goods/index?id=${encodeURIComponent(goodsId)}`);
    await tap(/^改.*的库存$/);
    await fill('件数', '3');
    await fill('原因', '到货');
    await keep('goods');
    await tap(/加库存$/);
    await see(/剩 \d+/);
    const changed = (await merchant.call('merchant.viewGoods', { goodsId })).skus;
    expect(changed.reduce((sum, { stock }) => sum + stock, 0)).toBeGreaterThan(before?.stock ?? 0);
    await phone.open('/packages/merchant/reviews/index');
    await keep('reviews');
    await phone.open('/packages/merchant/shop/index');
    await fill('公告', '周日不发货，周一补发');
    await keep('shop');
    await tap('保存');
    await see('没有改动');
    await phone.open(`/packages/search/shop/index?id=${SHOP}`);
    await see('周日不发货，周一补发');
    await see(title);
    await keep('visitor');
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});

test('what the platform owes is explained line by line, and paid out by two administrators above a limit', async () => {
  const { shop } = await first.call('admin.viewOwed', { shopId: SHOP });
  expect(shop.owedFen).toBeGreaterThan(10_000);
  await first.call('admin.saveSettings', { payoutAloneFen: 5_000 });
  const admin = await openPhone(world.url, { theme: 'light', scale: 1 }, first.token);
  const other = await openPhone(world.url, { theme: 'light', scale: 1 }, second.token);
  const owner = await openPhone(world.url, { theme: 'light', scale: 1 }, merchant.token);
  try {
    const at = seeing(admin);
    await admin.open('/packages/admin/owed/index');
    await at.see('青岚粮油店');
    await at.keep('owed');
    await at.tap(/^青岚粮油店/);
    await at.fill('金额', '100');
    await at.fill('银行单号', 'ICBC-20261126-01');
    await at.tap('提交复核');
    await admin.page.locator('.sheet .btn').filter({ visible: true }).last().click();
    await at.see('要另一位管理员复核');
    await at.keep('owed-waiting');
    const by = seeing(other);
    await other.open(`/packages/admin/owedShop/index?id=${SHOP}`);
    await by.tap('复核，记付款');
    await by.see('银行单号 ICBC-20261126-01');
    await by.keep('owed-paid');
    const of = seeing(owner);
    await owner.open('/packages/merchant/home/index');
    await of.tap('看对账单');
    await of.see('平台付款');
    await of.keep('statement');
    const { owedFen } = await merchant.call('merchant.viewOwed', {});
    expect(owedFen).toBe(shop.owedFen - 10_000);
    expect([...admin.faults, ...other.faults, ...owner.faults]).toEqual([]);
  } finally {
    await Promise.all([admin.close(), other.close(), owner.close()]);
  }
});

test('a shop is applied for, and approved with words; its owner is at home in it', async () => {
  const member = await world.signIn('13900009911');
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  const desk = await openPhone(world.url, { theme: 'dark', scale: 1.3 }, first.token);
  try {
    const at = seeing(phone);
    await phone.open('/pages/mine/index');
    await at.tap(/^申请开店/);
    await at.fill('店名', '山脚茶铺');
    await at.fill('联系人', '陈静');
    await at.fill('手机号', '13712345678');
    const picked = phone.page.waitForEvent('filechooser');
    await at.tap(/^加执照图片/);
    await (await picked).setFiles(LICENCE);
    await phone.page.getByRole('button', { name: '删掉第 1 张执照图片' }).waitFor();
    await at.keep('apply');
    await at.tap('提交申请');
    await at.see('等平台审核');
    await at.keep('apply-waiting');
    const by = seeing(desk);
    await desk.open('/packages/admin/applications/index');
    await by.tap(/^山脚茶铺/);
    await by.see('137 1234 5678');
    await by.fill('答复', '资料齐，欢迎');
    await by.keep('application');
    await by.tap(/^通过$/);
    await desk.page.locator('.sheet .btn').filter({ visible: true }).last().click();
    await by.see('已通过');
    await phone.open('/pages/mine/index');
    await at.tap(/^我的店/);
    await at.see('现在没有要做的事。');
    expect([...phone.faults, ...desk.faults]).toEqual([]);
  } finally {
    await Promise.all([phone.close(), desk.close()]);
  }
});
