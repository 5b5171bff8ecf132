// An order in one or several parcels: what may be sent, when it counts as shipped, what the platform and the buyer are
// told, and what a buyer does with his orders besides.
import { type InputOf, MOST_PARCELS } from '@shared/contract';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import {
  agreeing,
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const DAY_MS = 86_400_000;
let world: TestWorld;
let buyer: Joined;
let admin: string;

beforeAll(async () => {
  world = await startWorld({ variables: { SHIPPING_UPLOAD: 'auto' } });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  [admin] = world.admins;
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const leftOf = (skuId: string) => Number(world.cloud.engine.get('stock', skuId)?.left);
const told = (orderId: string) => world.cloud.engine.get('local__shippings', orderOf(orderId).transactionId!);

/** Two apples and three plain ones, paid. */
async function paid(): Promise<string> {
  const lines = [
    { skuId: 'apple-1', quantity: 2 },
    { skuId: 'plain-1', quantity: 3 },
  ];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}
const apples = (quantity: number) => [{ skuId: 'apple-1', quantity }];
const ship = (orderId: string, trackingNo: string, more: Partial<InputOf<'admin.ship'>> = {}) =>
  world.call('admin.ship', { orderId, carrier: '德邦', trackingNo, ...more }, admin);
const refusedShip = (orderId: string, trackingNo: string, more: Partial<InputOf<'admin.ship'>> = {}) =>
  world.refused('admin.ship', { orderId, carrier: '德邦', trackingNo, ...more }, admin);
const view = (orderId: string) => world.call('shop.viewOrder', { orderId }, buyer.token);
async function uploads(): Promise<void> {
  await world.advance('2m');
  await world.cloud.trigger('settlement');
}

test('an order stays paid while something is left, and is shipped with its last piece', async () => {
  const orderId = await paid();
  const first = await ship(orderId, 'DPK1', { lines: apples(1) });
  expect(first).toMatchObject({ state: 'paid', toSendPieces: 4, parcelCount: 1, upload: null });
  expect(orderOf(orderId)).toMatchObject({ shippedAtMs: null, autoReceiveAtMs: null, isPartlySent: true });
  await world.advance('1d');
  const lastAtMs = world.cloud.now();
  const rest = await ship(orderId, 'DPK2');
  expect(rest).toMatchObject({
    state: 'shipped',
    toSendPieces: 0,
    parcels: [
      { no: 1, trackingNo: 'DPK1', lines: apples(1) },
      { no: 2, trackingNo: 'DPK2', lines: [...apples(1), { skuId: 'plain-1', quantity: 3 }] },
    ],
  });
  expect(rest.log.map(({ event }) => event).slice(0, 2)).toEqual(['goods.shipped', 'parcel.sent']);
  // The receipt that comes by itself counts from the last parcel.
  expect(orderOf(orderId)).toMatchObject({ autoReceiveAtMs: lastAtMs + 10 * DAY_MS, isPartlySent: false });
});

test('what is not there cannot be sent, nor twice; the same parcel again changes nothing', async () => {
  const orderId = await paid();
  expect(await refusedShip(orderId, 'A1', { lines: apples(3) })).toBe('parcel/pieces');
  expect(await refusedShip(orderId, 'A1', { lines: [...apples(1), ...apples(1)] })).toBe('parcel/pieces');
  expect(await refusedShip(orderId, 'A1', { lines: [{ skuId: 'bed-1', quantity: 1 }] })).toBe('parcel/pieces');
  await ship(orderId, 'A1', { lines: apples(2) });
  await ship(orderId, 'A1', { lines: apples(2) });
  expect(orderOf(orderId).parcels).toHaveLength(1);
  expect(await refusedShip(orderId, 'A1', { lines: [{ skuId: 'plain-1', quantity: 1 }] })).toBe('parcel/numberTaken');
  expect(await refusedShip(orderId, 'A2', { lines: apples(1) })).toBe('parcel/pieces');
  // Two at once send what is left once.
  const both = await Promise.all(
    ['A3', 'A4'].map((trackingNo) =>
      world.cloud.call('admin.ship', { orderId, carrier: '德邦', trackingNo }, admin).then(({ ok }) => ok),
    ),
  );
  expect(both.sort()).toEqual([false, true]);
  expect(orderOf(orderId)).toMatchObject({ state: 'shipped', parcels: [{ no: 1 }, { no: 2 }] });
});

test('the platform is told once, of all parcels, when nothing is to be sent any more', async () => {
  const orderId = await paid();
  await ship(orderId, 'S1', { lines: apples(2) });
  await uploads();
  expect(told(orderId)).toBeUndefined();
  await ship(orderId, 'S2', { carrier: '中通', lines: [{ skuId: 'plain-1', quantity: 1 }] });
  await ship(orderId, '', { way: 'local', carrier: '城际冷链' });
  await uploads();
  expect(told(orderId)).toMatchObject({
    deliveryMode: 2,
    isFinished: true,
    corrections: 0,
    parcels: [
      { trackingNo: 'S1', carrier: 'DBL', words: '商品 apple*2' },
      { trackingNo: 'S2', carrier: 'ZTO', words: '商品 plain*1' },
    ],
  });
  expect(orderOf(orderId).upload?.state).toBe('uploaded');
});

test('a number that was wrong is corrected, told of once more, and then left to the console', async () => {
  const orderId = await paid();
  await ship(orderId, 'W1');
  await uploads();
  const correct = (trackingNo: string) =>
    world.call('admin.correctParcel', { orderId, no: 1, carrier: '中通', trackingNo, reason: '抄错了' }, admin);
  const page = await correct('R1');
  expect(page.parcels).toMatchObject([{ carrier: '中通', trackingNo: 'R1' }]);
  expect(page.log[0]).toMatchObject({ event: 'parcel.corrected', note: '德邦 W1 → 中通 R1，抄错了' });
  // Its answer is lost: it is asked for, has the right number, and is not sent again.
  world.cloud.setFaults({ silentNext: { upload_shipping_info: 1 } });
  await uploads();
  await world.advance('1h');
  await world.cloud.trigger('settlement');
  world.cloud.setFaults({});
  expect(told(orderId)).toMatchObject({ corrections: 1, parcels: [{ trackingNo: 'R1', carrier: 'ZTO' }] });
  expect(orderOf(orderId).upload).toMatchObject({ state: 'uploaded', isCorrection: true });
  expect((await correct('R2')).upload).toMatchObject({ state: 'failed', reason: 'its one correction is used' });
  const other = { orderId, no: 2, carrier: '中通', trackingNo: 'R3', reason: '抄错了' };
  expect(await world.refused('admin.correctParcel', other, admin)).toBe('parcel/unknown');
  await world.call('shop.confirmReceipt', { orderId }, buyer.token);
  expect(await world.refused('admin.correctParcel', { ...other, no: 1 }, admin)).toBe('order/notInState');
});

test('orders of one payment are told of together, by the first of them', async () => {
  const [first, second] = [await paid(), await paid()];
  const { transactionId } = orderOf(first);
  const purchase = { purchaseId: first, totalFen: 2 * orderOf(first).cashFen, orderIds: [first, second] };
  await world.cloud.engine.set('orders', first, { ...orderOf(first), purchase } as never);
  await world.cloud.engine.set('orders', second, { ...orderOf(second), purchase, transactionId } as never);
  expect((await view(first)).siblings).toMatchObject([{ orderId: second, state: 'paid' }]);
  await ship(second, 'P2');
  await uploads();
  expect([orderOf(second).upload?.state, told(first)]).toEqual(['pending', undefined]);
  await ship(first, 'P1');
  for (let half = 0; half < 3; half += 1) {
    await world.advance('31m');
    await world.cloud.trigger('settlement');
  }
  expect(told(first)).toMatchObject({ corrections: 0, parcels: [{ trackingNo: 'P1' }, { trackingNo: 'P2' }] });
  expect([first, second].map((id) => orderOf(id).upload?.state)).toEqual(['uploaded', 'uploaded']);
});

test('a part that is sent is not given back unasked, and what was not sent goes to the shelf', async () => {
  const orderId = await paid();
  await ship(orderId, 'B1', { lines: apples(2) });
  const [apple, plain] = [leftOf('apple-1'), leftOf('plain-1')];
  expect(await world.call('afterSales.apply', allBack(world, orderId), buyer.token)).toMatchObject({ state: 'asked' });
  expect(orderOf(orderId)).toMatchObject({ state: 'paid', isRefundPending: true });
  expect(await refusedShip(orderId, 'B2')).toBe('refund/pending');
  await world.call('admin.answerAfterSales', agreeing(world, orderId), admin);
  expect([leftOf('apple-1'), leftOf('plain-1')]).toEqual([apple, plain + 3]);
});

test('an older document’s one delivery is a parcel of all of it', async () => {
  const orderId = await paid();
  await ship(orderId, 'OLD1');
  const { parcels: _parcels, ...order } = orderOf(orderId);
  await world.cloud.engine.set('orders', orderId, {
    ...order,
    delivery: { carrier: '德邦', trackingNo: 'OLD1' },
  } as never);
  expect((await view(orderId)).parcels).toMatchObject([
    { no: 1, way: 'express', trackingNo: 'OLD1', lines: [...apples(2), { skuId: 'plain-1', quantity: 3 }] },
  ]);
});

test('a parcel more than the platform takes is refused', async () => {
  const orderId = await paid();
  await ship(orderId, 'T1', { lines: apples(1) });
  const [first] = orderOf(orderId).parcels ?? [];
  const parcels = Array.from({ length: MOST_PARCELS }, (_, at) => ({ ...first, no: at + 1, trackingNo: `T${at + 1}` }));
  await world.cloud.engine.update('orders', { _id: orderId }, { $set: { parcels } } as never);
  expect(await refusedShip(orderId, 'T99', { lines: apples(1) })).toBe('parcel/tooMany');
});

test('a reminder is kept, once a day, seen by the shop and by its buyer, until the order is sent', async () => {
  const orderId = await paid();
  const remind = () => world.call('shop.remindShipping', { orderId, requestId: nextRequest() }, buyer.token);
  const reminded = await remind();
  expect(reminded).toMatchObject({ reminder: { seenAtMs: null }, may: { remind: false } });
  expect(await world.refused('shop.remindShipping', { orderId }, buyer.token)).toBe('reminder/today');
  const waiting = async () =>
    (await world.call('admin.listOrders', { filter: 'reminded' }, admin)).orders.map((order) => order.orderId);
  expect(await waiting()).toEqual([orderId]);
  expect(await world.refused('admin.seeReminder', { orderId: await paid() }, admin)).toBe('reminder/none');
  await world.call('admin.seeReminder', { orderId }, admin);
  expect(await waiting()).toEqual([]);
  expect((await view(orderId)).reminder?.seenAtMs).toBe(world.cloud.now());
  await world.advance('1d');
  await remind();
  expect(await waiting()).toEqual([orderId]);
  await ship(orderId, 'M1');
  expect(await waiting()).toEqual([]);
  expect(await world.refused('shop.remindShipping', { orderId }, buyer.token)).toBe('order/notInState');
});

test('the receipt that comes by itself is moved once, by what the settings say', async () => {
  await world.call('admin.saveSettings', { extendReceiptDays: 5 }, admin);
  const orderId = await paid();
  expect(await world.refused('shop.extendReceipt', { orderId }, buyer.token)).toBe('order/notInState');
  await ship(orderId, 'E1');
  const before = (await view(orderId)).receivesAtMs!;
  const extended = await world.call('shop.extendReceipt', { orderId }, buyer.token);
  expect(extended).toMatchObject({ receivesAtMs: before + 5 * DAY_MS, isExtended: true, may: { extend: false } });
  expect(await world.refused('shop.extendReceipt', { orderId }, buyer.token)).toBe('receipt/extended');
  // The timer looks for this one figure.
  expect(orderOf(orderId).autoReceiveAtMs).toBe(before + 5 * DAY_MS);
});

test('own orders are found by title, shop and number, page by page, and ended ones leave the list', async () => {
  const member = await joinMember(world, '13800000002');
  const place = async (skuId: string) => {
    const input = { lines: [{ skuId, quantity: 1 }], addressId: member.addressId, requestId: nextRequest() };
    await world.advance('1s');
    return world.call('shop.placeOrder', input, member.token);
  };
  const [apple, plain, again] = [await place('apple-1'), await place('plain-1'), await place('apple-1')];
  const found = async (query: string, more: Partial<InputOf<'shop.listOrders'>> = {}) => {
    const page = await world.call('shop.listOrders', { query, ...more }, member.token);
    return { ids: page.orders.map(({ orderId }) => orderId), next: page.next };
  };
  expect(await found('APPLE')).toEqual({ ids: [again.orderId, apple.orderId], next: null });
  expect((await found('明禾 plain')).ids).toEqual([plain.orderId]);
  expect((await found(plain.orderNo.slice(-6))).ids).toEqual([plain.orderId]);
  expect((await found('鲜花')).ids).toEqual([]);
  const first = await found('apple', { limit: 1 });
  expect(first.ids).toEqual([again.orderId]);
  expect(await found('apple', { limit: 1, cursor: first.next! })).toEqual({ ids: [apple.orderId], next: null });
  expect(await world.refused('shop.listOrders', { query: 'plain', cursor: first.next! }, member.token)).toBe(
    'cursor/invalid',
  );
  const { orderId } = apple;
  expect(await world.refused('shop.hideOrder', { orderId }, member.token)).toBe('order/notInState');
  await world.call('shop.cancelOrder', { orderId }, member.token);
  expect(await world.refused('shop.hideOrder', { orderId }, buyer.token)).toBe('order/unknown');
  await world.call('shop.hideOrder', { orderId }, member.token);
  const { orders } = await world.call('shop.listOrders', {}, member.token);
  expect(orders.map((order) => order.orderId)).toEqual([again.orderId, plain.orderId]);
});

test('bought again: what can be had is laid into the cart, and what cannot is named', async () => {
  await saveGoods(world, 'gone', { priceFen: 100, costFen: 10, stock: 5 });
  await saveGoods(world, 'few', { priceFen: 100, costFen: 10, stock: 5 });
  const lines = ['apple-1', 'gone-1', 'few-1'].map((skuId) => ({ skuId, quantity: 3 }));
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('admin.shelveGoods', { goodsId: 'gone', isOnShelf: false, requestId: nextRequest() }, admin);
  const requestId = nextRequest();
  const laid = await world.call('shop.buyAgain', { orderId, requestId }, buyer.token);
  expect(laid).toEqual({
    added: 5,
    left: [
      { title: '商品 gone', label: '', pieces: 3, why: 'offShelf' },
      { title: '商品 few', label: '', pieces: 1, why: 'tooFew' },
    ],
  });
  expect(await world.call('shop.buyAgain', { orderId, requestId }, buyer.token)).toEqual(laid);
  const cart = await world.call('shop.viewCart', {}, buyer.token);
  const kept = cart.shops.flatMap((shop) => shop.lines.map(({ skuId, quantity }) => [skuId, quantity]));
  expect(kept).toEqual(
    expect.arrayContaining([
      ['apple-1', 3],
      ['few-1', 2],
    ]),
  );
});

test('a remark is for those who work here alone', async () => {
  const orderId = await paid();
  await world.call('admin.remarkOrder', { orderId, remark: '老客，放门口' }, admin);
  expect((await world.call('admin.viewOrder', { orderId }, admin)).remark?.text).toBe('老客，放门口');
  expect(JSON.stringify(await view(orderId))).not.toContain('放门口');
  await world.call('admin.remarkOrder', { orderId, remark: '' }, admin);
  expect((await world.call('admin.viewOrder', { orderId }, admin)).remark).toBeNull();
});

test('where a parcel is moves with the clock, is asked for now and then, and changes nothing of the order', async () => {
  const orderId = await paid();
  await ship(orderId, 'T1001', { lines: apples(2) });
  await ship(orderId, 'T1002LOST');
  const look = () => world.call('shop.viewParcels', { orderId }, buyer.token);
  const seen: string[][] = [];
  for (const by of ['1s', '4h', '1d', '1d', '2d']) {
    await world.advance(by);
    const { parcels } = await look();
    seen.push(parcels.map(({ trace }) => trace!.state));
  }
  expect(seen[0]).toEqual(['waiting', 'waiting']);
  expect(seen.at(-1)).toEqual(['signed', 'heldUp']);
  expect(new Set(seen.map(([state]) => state)).size).toBeGreaterThan(2);
  expect((await view(orderId)).state).toBe('shipped');
  // Within half an hour nobody is asked again.
  const asked = (await look()).parcels[1]!.trace!.askedAtMs;
  await world.advance('10m');
  expect((await look()).parcels[1]!.trace!.askedAtMs).toBe(asked);
  await world.advance('30m');
  expect((await look()).parcels[1]!.trace!.askedAtMs).toBe(world.cloud.now());
  const stranger = await joinMember(world, '13800000003');
  expect(await world.refused('shop.viewParcels', { orderId }, stranger.token)).toBe('order/unknown');
});

test("orders are found by number, by the buyer's phone, by goods and by days, the newest first", async () => {
  const one = await joinMember(world, '13800000009');
  const asked = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId: one.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', asked, one.token);
  const { orderNo } = orderOf(orderId);
  const found = async (query: string, more: { filter?: 'all' | 'paid'; fromDay?: string; untilDay?: string } = {}) => {
    const { orders } = await world.call('admin.listOrders', { filter: 'all', query, ...more }, admin);
    return orders.map((order) => order.orderId);
  };
  expect(await found(orderNo.toLowerCase())).toEqual([orderId]);
  expect(await found('138 0000 0009')).toEqual([orderId]);
  expect(await found('13899999999')).toEqual([]);
  expect(await found('apple')).toContain(orderId);
  expect(await found('没有这样的商品')).toEqual([]);
  expect(await found('apple', { filter: 'paid' })).not.toContain(orderId);
  const day = (later: number): string =>
    new Date(world.cloud.now() + 8 * 3_600_000 + later * DAY_MS).toISOString().slice(0, 10);
  expect(await found(orderNo, { fromDay: day(0), untilDay: day(0) })).toEqual([orderId]);
  expect(await found(orderNo, { fromDay: day(1) })).toEqual([]);
  expect(await found(orderNo, { untilDay: day(-1) })).toEqual([]);
});
