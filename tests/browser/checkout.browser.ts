// Several shops at once: one payment, and what changes between the cart and it.
import type { OutputOf } from '@shared/contract';
import { showAmount } from '@shared/format';
import { openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

type Card = OutputOf<'shop.listGoods'>['goods'][number];

const HOUR_MS = 3_600_000;

let world: ShopWorld;
let phone: Phone;
let owner: Person;
let buyer: Person;
let one: Card;
let other: Card;

beforeAll(async () => {
  world = await openWorld();
  owner = await world.owner();
  buyer = await world.signIn('13800000002');
  await buyer.call('shop.saveAddress', {
    name: '林小满',
    phone: '13912345678',
    region: '山东省青岛市市南区',
    detail: '香港中路 40 号 2 单元 1203',
  });
  const { goods } = await owner.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const plain = goods.filter((card) => card.quickSkuId && !card.isSoldOut && !card.offer);
  one = plain[0]!;
  other = plain.find(({ shopId }) => shopId !== one.shopId)!;
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, buyer.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();

/** Takes the picture and holds the screen to the look. */
async function keep(name: string): Promise<void> {
  await settled(phone.page);
  await phone.picture(`checkout-${name}`);
  expect({ name, faults: [...(await faultsInSight(phone.page)), ...(await ledgerFaults(phone.page))] }).toEqual({
    name,
    faults: [],
  });
}

/** The cart with one piece of each, and nothing else. */
async function fillCart(...cards: Card[]): Promise<void> {
  const { shops } = await buyer.call('shop.viewCart', {});
  const skuIds = shops.flatMap(({ lines }) => lines.map(({ skuId }) => skuId));
  if (skuIds.length > 0) await buyer.call('shop.removeCartLines', { skuIds });
  for (const { goodsId, quickSkuId } of cards)
    await buyer.call('shop.setCartLine', { goodsId, skuId: quickSkuId!, quantity: 1 });
}

async function toCheckout(pieces: number): Promise<void> {
  await phone.open('/pages/cart/index');
  await button(`结算 ${pieces} 件`).click();
  await see('怎么付');
  await settled(phone.page);
}

const submit = () => phone.page.locator('.bar .btn', { hasText: '微信支付' }).filter({ visible: true }).click();

/** @returns the order that is paid. */
async function payInSheet(): Promise<string> {
  await submit();
  await phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  await phone.page.locator('.sheet .btn').getByText('付款', { exact: true }).click();
  await see('付好了');
  return decodeURIComponent(/id=([^&]+)/.exec(phone.page.url())?.[1] ?? '');
}

const paidBy = async (orderId: string) => (await buyer.call('shop.viewOrder', { orderId })).payment;

const ordersOf = async (filter: 'paid' | 'all') => (await buyer.call('shop.listOrders', { filter, limit: 50 })).orders;

/** The sizes of one as they are stored, and the place of the one that is bought. */
function sizesOf({ goodsId, quickSkuId }: Card) {
  const { skus } = world.cloud.engine.get('goods', goodsId) as unknown as {
    skus: { skuId: string; priceFen: number }[];
  };
  const at = skus.findIndex(({ skuId }) => skuId === quickSkuId);
  return { at, priceFen: skus[at]!.priceFen };
}

/** Changes what it costs. */
const raise = (card: Card, byFen: number) =>
  world.cloud.engine.update('goods', { _id: card.goodsId }, { $inc: { [`skus.${sizesOf(card).at}.priceFen`]: byFen } });

test('two shops are settled by one payment, each as an order of its own', async () => {
  const before = (await ordersOf('paid')).length;
  await fillCart(one, other);
  await toCheckout(2);
  await see(one.shopName);
  await see(other.shopName);
  await see('订单 2 / 2');
  await keep('two-shops');
  await payInSheet();
  await keep('paid');
  const paid = await ordersOf('paid');
  expect(paid.length - before).toBe(2);
  const page = await buyer.call('shop.viewOrder', { orderId: paid[0]!.orderId });
  expect(page.siblings.map(({ orderId }) => orderId)).toEqual([paid[1]!.orderId]);
});

test('what sold out between the cart and the payment is told, and the rest can be settled', async () => {
  const before = (await ordersOf('all')).length;
  await fillCart(one, other);
  await toCheckout(2);
  await world.cloud.engine.update('stock', { _id: other.quickSkuId! }, { $set: { left: 0 } });
  await submit();
  await see(`「${other.title}」卖完了`);
  await keep('sold-out');
  expect(await ordersOf('all')).toHaveLength(before);
  await button('返回去改').click();
  await see('买不了的 1 件');
  await see('不含运费和积分抵扣');
  await keep('sold-out-cart');
  await button('结算 1 件').click();
  await see('怎么付');
  await payInSheet();
  expect(await ordersOf('all')).toHaveLength(before + 1);
  await world.cloud.engine.update('stock', { _id: other.quickSkuId! }, { $set: { left: 50 } });
  // Off the shelf it has no page any more: it can be taken out, and leads nowhere.
  await world.cloud.engine.update('goods', { _id: other.goodsId }, { $set: { isOnShelf: false } });
  await phone.open('/pages/cart/index');
  await see(/已下架$/);
  await keep('off-shelf-cart');
  await button(`移走${other.title}`).click();
  await see('购物车是空的');
  await world.cloud.engine.update('goods', { _id: other.goodsId }, { $set: { isOnShelf: true } });
});

test('a price that changed is told in the cart, and at the checkout before anything is paid', async () => {
  await fillCart(one);
  const { priceFen } = sizesOf(one);
  await raise(one, 200);
  await phone.open('/pages/cart/index');
  await see(`放进时 ${showAmount(priceFen, 'cash')}，现在 ${showAmount(priceFen + 200, 'cash')}`);
  await keep('price-cart');
  await toCheckout(1);
  const before = (await ordersOf('all')).length;
  await raise(one, 300);
  await submit();
  await see('金额刚刚变了');
  await keep('price-changed');
  expect(await ordersOf('all')).toHaveLength(before);
  expect(await paidBy(await payInSheet())).toMatchObject({ goodsFen: priceFen + 500 });
});

/** Makes a coupon that can be used within the hours around now. */
async function makeCoupon(name: string, offFen: number, fromFen: number, hours = 1): Promise<void> {
  const [fromMs, untilMs] = [world.cloud.now() - HOUR_MS, world.cloud.now() + hours * HOUR_MS];
  await owner.call('admin.makeCoupon', {
    name,
    worth: { kind: 'fixed', offFen },
    fromFen,
    scope: { kind: 'all' },
    validity: { kind: 'period', fromMs, untilMs },
    takeUntilMs: untilMs,
    most: 10,
    bearer: 'platform',
    requestId: `checkout-coupon-${offFen}`,
  });
}

/** Takes a coupon in the centre. */
async function takeCoupon(name: string): Promise<void> {
  await button(`领${name}`).click();
  await button(`看领到的${name}`).waitFor();
}

const openSheet = async () => {
  await button(/优惠券$/).click();
  await phone.page.getByRole('dialog', { name: /优惠券$/ }).waitFor();
};

test('of coupons that were taken the best is chosen and says why; it comes back with an order that is given back', async () => {
  const { priceFen } = sizesOf(one);
  await makeCoupon('周末减 4', 400, 400, 400);
  await makeCoupon('周末减 3', 300, 300, 400);
  await makeCoupon('周末大件', 5_000, priceFen + 1_234, 400);
  await phone.open(`/packages/order/goods/index?id=${one.goodsId}`);
  await button(/^领券/).click();
  await see('只列这件商品能用的');
  for (const name of ['周末减 3', '周末减 4', '周末大件']) await takeCoupon(name);
  await see('领到了');
  await keep('coupon-taken');
  await fillCart(one);
  await toCheckout(1);
  await see('2 张能用，已选减得最多的一张：满 4.00，减 4.00');
  await openSheet();
  expect(await phone.page.getByRole('radio', { name: /^周末减 4/ }).getAttribute('aria-checked')).toBe('true');
  await see('还差 12.34');
  await keep('coupon-sheet');
  await button('用这张').click();
  const orderId = await payInSheet();
  const { couponFen, cashFen, freightFen } = await paidBy(orderId);
  expect([couponFen, cashFen]).toEqual([400, priceFen + freightFen - 400]);
  await phone.open('/packages/order/coupons/index?tab=used');
  await see('周末减 4');
  await button('看用了周末减 4的订单').click();
  await button('申请退款').click();
  await see('哪几件');
  await phone.page.getByRole('checkbox').filter({ visible: true }).first().click();
  await phone.page.getByRole('radio').filter({ visible: true }).last().click();
  await see('等于货价');
  await keep('coupon-back');
  await button('提交申请').click();
  await see('已办完');
  expect((await paidBy(orderId)).couponFen).toBe(400);
  await phone.open('/packages/order/coupons/index?tab=usable');
  await see('周末减 4');
});

test('a coupon that expires between the checkout and the payment is refused with its time, and nothing is placed', async () => {
  await makeCoupon('今晚减 5', 500, 500);
  await phone.open('/packages/order/coupons/index');
  await takeCoupon('今晚减 5');
  await fillCart(one);
  await toCheckout(1);
  await see('3 张能用，已选减得最多的一张：满 5.00，减 5.00');
  const before = (await ordersOf('all')).length;
  await world.cloud.advance({ by: '2h' });
  await submit();
  await see(/「今晚减 5」在 .* 过期了，没有下单/);
  expect(await ordersOf('all')).toHaveLength(before);
  // The best of what is left is chosen, and told before anything is paid.
  await see('2 张能用，已选减得最多的一张：满 4.00，减 4.00');
  await keep('coupon-expired');
  expect(await paidBy(await payInSheet())).toMatchObject({ couponFen: 400 });
  await phone.open('/packages/order/coupons/index?tab=expired');
  await see('今晚减 5');
});

test('an invoice is asked for after the order is placed, and seen by the shop', async () => {
  const [{ orderId } = { orderId: '' }] = await ordersOf('paid');
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await button('改发票').click();
  await phone.page.getByRole('tab', { name: '企业' }).click();
  const field = (label: string) => phone.page.getByLabel(label, { exact: true }).filter({ visible: true });
  await field('抬头').locator('input').fill('青岛青岚科技有限公司');
  await field('税号').locator('input').fill('91350100M000100Y44');
  await field('邮箱').locator('input').fill('fapiao@example.com');
  await button('保存').click();
  await see('税号有一位不对');
  await field('税号').locator('input').fill('91350100M000100Y43');
  await phone.page.locator('.sheet .btn', { hasText: '保存' }).filter({ visible: true }).click();
  await see('企业 · 电子普票');
  await keep('invoice');
  expect((await owner.call('admin.viewOrder', { orderId })).invoice).toMatchObject({ taxNumber: '91350100M000100Y43' });
});

test('nothing went wrong in the browser on the way', () => expect(phone.faults).toEqual([]));
