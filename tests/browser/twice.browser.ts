// Every key that pays or places, tapped twice within one moment, and one voucher at two tills: it is done once.

import { sellTasting } from './tasting';
import { type Buyer, type Card, goodsOfTwoShops, newBuyer, payKey, phoneOf, tapTwice } from './till';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let buyer: Buyer;
let merchant: Person;
let one: Card;

beforeAll(async () => {
  world = await openWorld();
  merchant = await world.signIn(world.cloud.demo.accounts().find(({ role }) => role === '商户')?.phone ?? '');
  await sellTasting(await world.owner());
  const person = await newBuyer(world, '13800000002');
  [one] = await goodsOfTwoShops(person);
  buyer = await phoneOf(world, person, 'twice');
});
afterAll(async () => {
  await buyer?.phone.close();
  await world?.close();
});

const ordersOf = async () => (await buyer.person.call('shop.listOrders', { filter: 'all', limit: 50 })).orders;
/** What was done so far: orders, prepayments at the cashier, and payments that were booked. */
const done = async () => ({
  orders: (await ordersOf()).length,
  asked: world.cloud.engine.count('local__payments', {}),
  booked: world.cloud.engine.count('payments', {}),
});
const toppedUp = () => world.cloud.engine.count('local__topUps', {});
const barKey = (words: string) => buyer.phone.page.locator('.bar .btn', { hasText: words }).filter({ visible: true });
/** Pages that lie on one another: a way that is gone twice leaves one more to come back through. */
const depth = () => buyer.phone.page.evaluate(() => document.querySelectorAll('.taro_page').length);

test('placing, paying and paying again are done once each, and lead on once', async () => {
  const before = await done();
  await buyer.toCheckout(one);
  await tapTwice(barKey('微信支付'));
  await buyer.phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  expect(await done()).toEqual({ ...before, orders: before.orders + 1, asked: before.asked + 1 });
  await buyer.phone.page.locator('.sheet .btn', { hasText: '不付了' }).click();
  await buyer.see('付款没有完成，没有扣款');
  const pages = await depth();

  await tapTwice(buyer.button('再付一次'));
  await buyer.phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  expect(await done()).toEqual({ ...before, orders: before.orders + 1, asked: before.asked + 1 });
  await tapTwice(payKey(buyer));
  await buyer.see('付好了');
  expect(await done()).toEqual({ orders: before.orders + 1, asked: before.asked + 1, booked: before.booked + 1 });
  expect(await depth()).toBe(pages);
});

test('paying in the window of the checkout leads to one result', async () => {
  const before = await done();
  await buyer.toCheckout(one);
  const pages = await depth();
  await buyer.toPayment();
  await tapTwice(payKey(buyer));
  await buyer.see('付好了');
  expect(await done()).toEqual({ orders: before.orders + 1, asked: before.asked + 1, booked: before.booked + 1 });
  expect(await depth()).toBeLessThanOrEqual(pages + 1);
});

test('a top-up is ordered and asked for once', async () => {
  const before = await done();
  const topUps = toppedUp();
  await buyer.phone.open('/packages/order/topUps/index');
  await buyer.phone.page
    .getByLabel('手机号', { exact: true })
    .filter({ visible: true })
    .locator('input')
    .fill('13900001234');
  const pages = await depth();
  await tapTwice(buyer.button('去付款'));
  await buyer.see('怎么付');
  expect(await depth()).toBe(pages + 1);
  await tapTwice(barKey('微信支付'));
  await buyer.phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  await tapTwice(payKey(buyer));
  await buyer.see('付好了');
  expect(await done()).toEqual({ orders: before.orders + 1, asked: before.asked + 1, booked: before.booked + 1 });
  const orderId = buyer.orderInSight();
  const its = () => buyer.person.call('shop.viewOrder', { orderId });
  await world.until(async () => (await its()).topUps.every(({ state }) => state === 'succeeded'));
  await buyer.open(orderId);
  await buyer.see('已到账');
  expect(toppedUp() - topUps).toBe(1);
});

describe('a voucher', () => {
  /** The code of one that the buyer has paid, of so many portions. */
  async function bought(quantity: number): Promise<{ readonly orderId: string; readonly code: string }> {
    const lines = [{ skuId: 'tasting-1', quantity }];
    const requestId = `twice-voucher-${quantity}`;
    const { orderId } = await buyer.person.call('shop.placeOrder', { lines, requestId });
    await world.pay(buyer.person, orderId);
    return { orderId, code: (await buyer.person.call('shop.viewOrder', { orderId })).vouchers[0]!.code };
  }
  /** A till at which the code is looked up and may be redeemed. */
  async function till(code: string): Promise<Buyer> {
    const its = await phoneOf(world, merchant, 'twice-till');
    await its.phone.open('/packages/merchant/redeem/index');
    await its.phone.page.getByLabel('券码').filter({ visible: true }).first().locator('input').fill(code);
    await its.button('查这张券').click();
    await its.see('券有效，可以核销');
    return its;
  }
  const redemptions = async (orderId: string) =>
    (await buyer.person.call('shop.viewOrder', { orderId })).vouchers.map(({ left }) => left);

  test('is redeemed once by a key that is tapped twice', async () => {
    const { orderId, code } = await bought(3);
    const its = await till(code);
    try {
      await tapTwice(its.button('核销 1 份'));
      await its.see('核销了 1 份');
      await its.see('还能用 2 份');
      expect(await redemptions(orderId)).toEqual([2]);
      expect(its.phone.faults).toEqual([]);
    } finally {
      await its.phone.close();
    }
  });

  test('that two tills redeem at once is redeemed at one, and the other says that nothing was', async () => {
    const { orderId, code } = await bought(1);
    const tills = [await till(code), await till(code)] as const;
    try {
      await Promise.all(tills.map((its) => its.button('核销 1 份').click()));
      const said = await Promise.all(
        tills.map(async (its) => {
          await its.see(/核销了 1 份|没有再核销/);
          return (await its.phone.page.getByText('核销了 1 份').filter({ visible: true }).count()) > 0;
        }),
      );
      expect(said.toSorted()).toEqual([false, true]);
      await tills[said.indexOf(false)]!.keep('other-till');
      expect(await redemptions(orderId)).toEqual([0]);
      expect((await buyer.person.call('shop.viewOrder', { orderId })).state).toBe('received');
    } finally {
      for (const its of tills) await its.phone.close();
    }
  });
});

test('nothing went wrong in the browser on the way', () => expect(buyer.phone.faults).toEqual([]));
