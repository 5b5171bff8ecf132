// Payments that do not go as they should, as their buyers see them: what is told, and that nothing is paid twice.
import { type Buyer, type Card, goodsOfTwoShops, newBuyer, payKey, phoneOf } from './till';
import { openWorld, type ShopWorld } from './world';

/** The cashier cannot be asked: far more often than the tests ask. */
const NO_QUERY = { failNext: { queryOrder: 1000 } };
/** An order can be paid for half an hour; its closing asks the cashier first. */
const AFTER_ITS_TIME = '31m';
/** Wherever the day stands, the timers of a shop's day have run within it. */
const NEXT_TIMER = '10h';
const LATE_MS = 20 * 60_000;

let world: ShopWorld;
let buyer: Buyer;
let one: Card;
let other: Card;

beforeAll(async () => {
  world = await openWorld();
  const leader = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  const person = await newBuyer(world, leader?.phone ?? '');
  [one, other] = await goodsOfTwoShops(person);
  buyer = await phoneOf(world, person, 'wrong');
});
afterEach(() => world.cloud.setFaults({}));
afterAll(async () => {
  await buyer?.phone.close();
  await world?.close();
});

const stateOf = async (orderId: string) => (await buyer.person.call('shop.viewOrder', { orderId })).state;
/** How often money of an order was booked: in its record, and in the books of payments. */
const bookings = async (orderId: string) => {
  const { log } = await buyer.person.call('shop.viewOrder', { orderId });
  return [
    log.filter(({ event }) => event === 'payment.received').length,
    world.cloud.engine.count('payments', { orderId }),
  ];
};

/** To the page that tells what became of the payment. @returns its order. */
async function pay(words: string, ...cards: Card[]): Promise<string> {
  await buyer.toCheckout(...(cards.length > 0 ? cards : [one]));
  await buyer.toPayment();
  await payKey(buyer).click();
  await buyer.see(words);
  return buyer.orderInSight();
}

describe('the notice of a payment', () => {
  test('that comes four times at once is one payment, on the screen and in the books', async () => {
    world.cloud.setFaults({ payCallback: { repeat: 3, isConcurrent: true } });
    const orderId = await pay('付好了');
    expect(await bookings(orderId)).toEqual([1, 1]);
    await buyer.button('看订单').click();
    await buyer.see('待发货');
    expect(await buyer.phone.page.getByText('已付款').filter({ visible: true }).count()).toBe(1);
  });

  test('that names another amount is not believed: it is being confirmed, and paid once the true one comes', async () => {
    world.cloud.setFaults({ payCallback: { moreFen: 100 }, ...NO_QUERY });
    const orderId = await pay('正在确认');
    await buyer.see(/查了 1 次/);
    await buyer.keep('other-amount');
    expect(await buyer.button('再付一次').count()).toBe(0);
    expect([await stateOf(orderId), await bookings(orderId)]).toEqual(['awaitingPayment', [0, 0]]);
    await buyer.open(orderId);
    await buyer.see('正在确认付款，不用再付。');
    expect(await buyer.button('付款').count()).toBe(0);
    world.cloud.setFaults({});
    await world.until(async () => (await stateOf(orderId)) === 'paid');
    await buyer.open(orderId);
    await buyer.see('待发货');
    expect(await bookings(orderId)).toEqual([1, 1]);
  });

  test('that never comes, to somebody who has left: the shop asks by itself, and the order is paid', async () => {
    world.cloud.setFaults({ payCallback: { isLost: true }, ...NO_QUERY });
    const orderId = await pay('正在确认');
    await buyer.phone.open('/pages/home/index');
    world.cloud.setFaults({ payCallback: { isLost: true } });
    await world.cloud.advance({ by: NEXT_TIMER });
    await buyer.open(orderId);
    await buyer.see('待发货');
    expect(await bookings(orderId)).toEqual([1, 1]);
  });

  test('that never comes, the cashier silent past the time to pay: the order is not told as cancelled', async () => {
    world.cloud.setFaults({ payCallback: { isLost: true }, ...NO_QUERY });
    const orderId = await pay('正在确认');
    await world.cloud.advance({ by: AFTER_ITS_TIME });
    await buyer.open(orderId);
    expect(await stateOf(orderId)).toBe('awaitingPayment');
    expect(await buyer.phone.page.getByText('已取消').filter({ visible: true }).count()).toBe(0);
    await buyer.keep('silent');
    world.cloud.setFaults({});
    await world.cloud.advance({ by: NEXT_TIMER });
    await buyer.open(orderId);
    await buyer.see('待发货');
    expect(await bookings(orderId)).toEqual([1, 1]);
  });
});

describe('cancelled while it is being paid, on another phone', () => {
  let beside: Buyer;
  beforeAll(async () => {
    beside = await phoneOf(world, buyer.person, 'wrong-beside');
  });
  afterAll(() => beside?.phone.close());

  /** Cancels on the other phone, which shows the order as it was before the money came. */
  async function cancelBeside(orderId: string, meanwhile: () => Promise<void>): Promise<void> {
    await beside.open(orderId);
    await meanwhile();
    await beside.button('取消订单').click();
    await beside.phone.page.getByRole('dialog', { name: '取消订单' }).waitFor();
    await beside.phone.page.locator('.sheet .btn', { hasText: '取消订单' }).click();
  }
  const waiting = async () => {
    const { orders } = await buyer.person.call('shop.listOrders', { filter: 'awaitingPayment', limit: 10 });
    return orders[0]?.orderId ?? '';
  };

  test('before the money: it cannot be paid any more, and the page says that nothing was taken', async () => {
    await buyer.toCheckout(one);
    await buyer.toPayment();
    const orderId = await waiting();
    await cancelBeside(orderId, async () => undefined);
    await beside.see('已取消');
    await payKey(buyer).click();
    await buyer.see('付款没有送到，没有扣款。');
    await buyer.phone.page.locator('.sheet .btn', { hasText: '不付了' }).click();
    await buyer.see('订单取消了');
    await buyer.see(/没有扣款/);
    await buyer.keep('cancelled');
    expect([await stateOf(orderId), await bookings(orderId)]).toEqual(['closed', [0, 0]]);
  });

  test('after the money, its notice late: it is not cancelled, and shown as paid', async () => {
    world.cloud.setFaults({ payCallback: { delayMs: LATE_MS } });
    await buyer.toCheckout(one);
    await buyer.toPayment();
    const orderId = await waiting();
    await cancelBeside(orderId, async () => {
      await payKey(buyer).click();
      await buyer.see('正在确认');
    });
    await beside.see(/这一步没有做|待发货/);
    await beside.see('待发货');
    await beside.keep('paid-not-cancelled');
    await buyer.see('付好了');
    expect([await stateOf(orderId), await bookings(orderId)]).toEqual(['paid', [1, 1]]);
    await world.cloud.advance({ by: '1h' });
    expect(await bookings(orderId)).toEqual([1, 1]);
  });
});

test('of two shops in one payment one is given back: what was its part, and the other order goes on', async () => {
  await buyer.toCheckout(one, other);
  await buyer.phone.page.getByRole('switch', { name: /可用积分/ }).click();
  await buyer.phone.page.locator('.led-row', { hasText: '可用积分' }).filter({ visible: true }).waitFor();
  await buyer.toPayment();
  await payKey(buyer).click();
  await buyer.see('付好了');
  const first = buyer.orderInSight();
  const { orders, payment } = await buyer.person.call('shop.viewPurchase', { orderId: first });
  const [back, stays] = orders as [(typeof orders)[0], (typeof orders)[0]];
  expect(payment.cashFen).toBe(back.payment.cashFen + stays.payment.cashFen);
  const { spendableCents } = await buyer.person.call('wallet.view', {});

  await buyer.open(back.orderId);
  await buyer.button('申请退款').click();
  await buyer.see('哪几件');
  await buyer.phone.page.getByRole('checkbox').filter({ visible: true }).first().click();
  await buyer.phone.page.getByRole('radio').filter({ visible: true }).last().click();
  await buyer.see('等于货价');
  await buyer.keep('one-shop-apply');
  await buyer.button('提交申请').click();
  await buyer.see('已办完');
  await buyer.keep('one-shop-case');
  await world.until(async () => (await stateOf(back.orderId)) === 'refunded');

  await buyer.open(back.orderId);
  await buyer.see('已退款');
  await buyer.keep('one-shop-back');
  await buyer.phone.open('/packages/order/orders/index?filter=refund');
  await buyer.see('已办完');
  await buyer.open(stays.orderId);
  await buyer.see('待发货');
  await buyer.keep('one-shop-stays');
  expect([await stateOf(back.orderId), await stateOf(stays.orderId)]).toEqual(['refunded', 'paid']);
  const paidBack = world.cloud.engine.find('local__refunds', { outTradeNo: first });
  expect(paidBack).toMatchObject([{ refundFee: back.payment.cashFen, state: 'SUCCESS' }]);
  const after = await buyer.person.call('wallet.view', {});
  expect(back.payment.spendableCents).toBeGreaterThan(0);
  expect(after.spendableCents - spendableCents).toBe(back.payment.spendableCents);
  await buyer.phone.open('/packages/wallet/statement/index');
  await buyer.see(/^订单退款/);
});

test('nothing else went wrong in the browser than that a closed order could not be paid', () =>
  expect(buyer.phone.faults).toEqual([expect.stringContaining('409 (Conflict)')]));
