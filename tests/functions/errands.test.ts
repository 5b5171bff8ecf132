// What an order needs of the cashier, who does not answer or not wholly: tried at growing intervals, so often and no
// more, and told to an operator; what was lost is found when it is asked for.
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { FunctionRequest } from '../../localcloud';
import { moneyFaults, refundsOf } from './cashierBooks';
import {
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const HOUR_MS = 3_600_000;
let isCut: (request: FunctionRequest) => boolean = () => false;
const calls: string[] = [];
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({
    timers: 'few',
    beforeRequest: (request) => {
      if (request.params.action === 'wx.wxPayApi') calls.push(request.action);
      if (isCut(request)) throw new Error('no answer (as told)');
    },
  });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
});
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {}); // the local cloud tells of each cut request
  isCut = () => false;
  world.cloud.setFaults({});
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const told = (text: string): number => world.cloud.logs().filter((line) => line.includes(text)).length;

async function started(): Promise<string> {
  const lines = [{ skuId: 'apple-1', quantity: 1 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  return orderId;
}
async function refunding(): Promise<string> {
  const orderId = await started();
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call('afterSales.apply', allBack(world, orderId), buyer.token);
  return orderId;
}
/** The settlement's timer each hour, day and night. @returns in which hours the cashier was called. */
async function hours(count: number): Promise<number[]> {
  const called: number[] = [];
  for (let hour = 1; hour <= count; hour += 1) {
    await world.cloud.engine.update('platform', { _id: 'lease:serial' }, { $set: { untilMs: 0 } });
    await world.advance('1h');
    calls.length = 0;
    await world.cloud.trigger('settlement');
    if (calls.length > 0) called.push(hour);
  }
  return called;
}

test('an order whose payment nobody answers for is closed in the end: asked less and less often, told once', async () => {
  const orderId = await started();
  isCut = ({ params }) => params.action === 'wx.wxPayApi';
  await hours(30);
  const stuck = orderOf(orderId);
  expect(stuck).toMatchObject({ state: 'awaitingPayment', stuckSinceMs: expect.any(Number) });
  expect(stuck.tries!.closing!.count).toBeLessThan(12);
  expect(stuck.tries!.closing!.againAtMs! - world.cloud.now()).toBeGreaterThan(12 * HOUR_MS);
  expect(told(`the closing of order ${stuck.orderNo}`)).toBe(1);
  isCut = () => false;
  expect(await hours(3)).toEqual([]); // not yet: its next try is a day after the last
  await hours(24);
  expect(orderOf(orderId)).toMatchObject({ state: 'closed', tries: {}, stuckSinceMs: null });
});

test('after a month of days it is not tried of itself any more, and stays told of', async () => {
  const orderId = await started();
  const { tries } = {
    tries: { closing: { count: 36, failed: 36, sinceMs: 1, againAtMs: 1, stuckSinceMs: 5, why: '' } },
  };
  await world.cloud.engine.update('orders', { _id: orderId }, { $set: { tries, stuckSinceMs: 5 } } as never);
  isCut = ({ params }) => params.action === 'wx.wxPayApi';
  await hours(1);
  expect(orderOf(orderId)).toMatchObject({ stuckSinceMs: 5, tries: { closing: { count: 37, againAtMs: null } } });
  isCut = () => false;
  await hours(2);
  expect(orderOf(orderId).state).toBe('awaitingPayment');
  // Whoever asks for it is answered all the same.
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  expect(orderOf(orderId)).toMatchObject({ state: 'closed', tries: {}, stuckSinceMs: null });
});

test('a refund that is only counted is never taken to have arrived: after a week somebody has to look', async () => {
  world.cloud.setFaults({ refundCallback: { isLost: true }, areRefundListsEmpty: true });
  const orderId = await refunding();
  await hours(48);
  expect(orderOf(orderId)).toMatchObject({ state: 'refunding', stuckSinceMs: null });
  const count = orderOf(orderId).tries!.back1!.count;
  expect(count).toBeLessThan(11);
  await world.advance('6d');
  await hours(1);
  expect(orderOf(orderId)).toMatchObject({ state: 'refunding', stuckSinceMs: expect.any(Number) });
  world.cloud.setFaults({});
  await hours(24);
  expect(orderOf(orderId)).toMatchObject({ state: 'refunded', tries: {}, stuckSinceMs: null });
  expect(refundsOf(world, orderId)).toHaveLength(1);
  expect(moneyFaults(world, world.cloud.now(), [orderId])).toEqual([]);
});

test('an order that cannot be closed at the cashier yet stays as it is, and closes when it can be', async () => {
  world.cloud.setFaults({ closesAfterMs: 5 * 60_000 });
  const orderId = await started();
  expect(await world.refused('shop.cancelOrder', { orderId }, buyer.token)).toBe('payment/unreachable');
  expect(orderOf(orderId)).toMatchObject({ state: 'awaitingPayment' });
  await world.advance('5m');
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  expect(orderOf(orderId)).toMatchObject({ state: 'closed' });
});
