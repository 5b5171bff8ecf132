import type { ActionName, InputOf } from '@shared/contract';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { FunctionRequest, Reply } from '../../localcloud';
import { moneyFaults, paymentOf, refundsOf } from './cashierBooks';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
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

const STOCK = 100_000;
const seam = new Seam();
/** A request of a function that finds no answer. */
let isCut: (request: FunctionRequest) => boolean = () => false;
let world: TestWorld;
let buyer: Joined;
/** The orders of the test that runs. */
const made: string[] = [];

beforeAll(async () => {
  world = await startWorld({
    beforeRequest: (request) => {
      if (isCut(request)) throw new Error('no answer (as told)');
      return seam.beforeRequest(request);
    },
  });
  await openShop(world, { stock: STOCK });
  buyer = await joinMember(world, '13800000001');
  await world.cloud.warm();
});
afterEach(async () => {
  isCut = () => false;
  world.cloud.setFaults({});
  for (let timer = 0; timer < 2; timer += 1) await timerAfter('40m'); // the timers take up what is left
  expect(halfWritten(world, STOCK)).toEqual([]);
  expect(moneyFaults(world, world.cloud.now(), made.splice(0))).toEqual([]);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, buyer.token);
const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);
const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const stateOf = (orderId: string): string => orderOf(orderId).state;
const left = (): number => world.cloud.engine.get('stock', 'apple-1')!.left as number;
const payer = (orderId: string) => world.cloud.pay({ outTradeNo: orderId }, 'paid');
const settle = () => world.cloud.trigger('settlement');
/** Time passes, and the settlement's timer comes: whether it is day or night in the shop. */
async function timerAfter(by: string): Promise<void> {
  await world.advance(by);
  await settle();
}
const cashierCalls = (since: number): string[] =>
  seam.seen.slice(since).flatMap(({ action, params }) => (params.action === 'wx.wxPayApi' ? [action] : []));
const told = (text: string): number => world.cloud.logs().filter((line) => line.includes(text)).length;

async function placed(): Promise<string> {
  const lines = [{ skuId: 'apple-1', quantity: 1 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  made.push(orderId);
  return orderId;
}
/** An order whose payment was started. */
async function started(): Promise<string> {
  const orderId = await placed();
  await world.call('shop.payOrder', { orderId }, buyer.token);
  return orderId;
}
/** An order whose money is at the cashier, and nobody was told. */
async function paidUnheard(): Promise<string> {
  const orderId = await started();
  world.cloud.setFaults({ payCallback: { isLost: true } });
  await payer(orderId);
  expect(stateOf(orderId)).toBe('awaitingPayment');
  return orderId;
}
/** As an order was written before there was a mark. */
const withoutMark = (orderId: string) =>
  world.cloud.engine.update('orders', { _id: orderId }, { $unset: { prepaidAtMs: '', askedAtMs: '' } });

describe('a payment of which nobody was told', () => {
  test('is booked at the expiry instead of the closing', async () => {
    const before = left();
    const orderId = await paidUnheard();
    await world.cloud.advance({ until: new Date(orderOf(orderId).payBeforeMs).toISOString() });
    await settle();
    expect(stateOf(orderId)).toBe('paid');
    expect(left()).toBe(before - 1);
  });

  test('is asked for when its device says that it paid, at most every few seconds, and booked once', async () => {
    const paid = await paidUnheard();
    const unpaid = await started();
    const confirm = (orderId: string) => world.call('shop.confirmPayment', { orderId }, buyer.token);
    const since = seam.seen.length;
    expect(await confirm(unpaid)).toEqual({ orderId: unpaid, state: 'awaitingPayment' });
    await Promise.all([confirm(unpaid), confirm(unpaid)]);
    expect(cashierCalls(since)).toEqual(['queryOrder']);
    world.cloud.setFaults({ failNext: { queryOrder: 1 } });
    expect((await confirm(paid)).state).toBe('awaitingPayment'); // nobody knows, and nothing is said
    await world.advance('3s');
    const answers = await Promise.all([confirm(paid), confirm(paid)]);
    expect(answers.map(({ state }) => state)).toContain('paid');
    expect(await confirm(paid)).toEqual({ orderId: paid, state: 'paid' });
    expect(codeOf(await ask('shop.confirmPayment', { orderId: 'somebody-elses' }))).toBe('order/unknown');
  });

  test('is asked for minutes later, long before the expiry, and at most every few minutes an order', async () => {
    const paid = await paidUnheard();
    const unpaid = await started();
    let since = seam.seen.length;
    await settle();
    expect(cashierCalls(since)).toEqual([]); // a notice may still come by itself
    await timerAfter('2m');
    expect([stateOf(paid), stateOf(unpaid)]).toEqual(['paid', 'awaitingPayment']);
    since = seam.seen.length;
    await settle();
    await timerAfter('4m');
    expect(cashierCalls(since)).toEqual([]);
    await timerAfter('1m');
    expect(cashierCalls(since)).toEqual(['queryOrder']);
    expect(stateOf(unpaid)).toBe('awaitingPayment'); // asking alone closes nothing
    expect((await payer(unpaid)).state).toBe('SUCCESS');
  });

  test('one that cannot be asked for stops no other', async () => {
    const [one, other] = [await paidUnheard(), await paidUnheard()];
    await world.advance('2m');
    world.cloud.setFaults({ failNext: { queryOrder: 1 } });
    await settle();
    expect([stateOf(one), stateOf(other)].toSorted()).toEqual(['awaitingPayment', 'paid']);
    await timerAfter('5m');
    expect([stateOf(one), stateOf(other)]).toEqual(['paid', 'paid']);
  });

  test('is known when the buyer cancels: refused, and the order is shown as paid', async () => {
    const orderId = await paidUnheard();
    expect(await ask('shop.cancelOrder', { orderId })).toMatchObject({
      code: 'order/notInState',
      details: { state: 'paid' },
    });
    expect((await world.call('shop.viewOrder', { orderId }, buyer.token)).state).toBe('paid');
  });

  test('is known when the buyer taps pay again: nothing more to pay, and one payment', async () => {
    const orderId = await paidUnheard();
    for (let again = 0; again < 2; again += 1) {
      const reply = await ask('shop.payOrder', { orderId });
      if (again === 0) expect(reply).toMatchObject({ ok: true, value: { orderId, state: 'paid', payment: null } });
      else expect(reply).toMatchObject({ code: 'order/notInState', details: { state: 'paid' } });
    }
    expect(orderOf(orderId).transactionId).toBe(paymentOf(world, orderId)!.transactionId);
  });

  test('is known to a buyer who taps pay after the expiry', async () => {
    const orderId = await paidUnheard();
    isCut = ({ action }) => action === 'queryOrder';
    await world.cloud.advance({ until: new Date(orderOf(orderId).payBeforeMs).toISOString() });
    expect(codeOf(await ask('shop.payOrder', { orderId }))).toBe('payment/unreachable');
    isCut = () => false;
    expect(await ask('shop.payOrder', { orderId })).toMatchObject({
      ok: true,
      value: { state: 'paid', payment: null },
    });
  });

  test.each(['late', 'twice', 'four times at once'])('and which is told %s after all, is booked once', async (how) => {
    const orderId = await started();
    const delayMs = 20 * 60_000;
    const repeat = how === 'late' ? 0 : how === 'twice' ? 1 : 3;
    world.cloud.setFaults({ payCallback: { delayMs, repeat, isConcurrent: repeat === 3 } });
    await payer(orderId);
    await timerAfter('3m');
    expect(stateOf(orderId)).toBe('paid');
    await world.advance('20m');
    expect(orderOf(orderId).log.filter(({ event }) => event === 'payment.received')).toHaveLength(1);
    expect(paymentOf(world, orderId)!.isNotified).toBe(true);
  });

  test('of an order that is older than the mark is known all the same', async () => {
    const [cancelled, expired, unpaid, neverStarted] = [
      await paidUnheard(),
      await paidUnheard(),
      await started(),
      await placed(),
    ];
    for (const orderId of [cancelled, expired, unpaid, neverStarted]) await withoutMark(orderId);
    expect(codeOf(await ask('shop.cancelOrder', { orderId: cancelled }))).toBe('order/notInState');
    expect(stateOf(cancelled)).toBe('paid');
    for (const orderId of [unpaid, neverStarted]) {
      expect(codeOf(await ask('shop.cancelOrder', { orderId }))).toBe('ok');
      expect(stateOf(orderId)).toBe('closed');
    }
    await world.cloud.advance({ until: new Date(orderOf(expired).payBeforeMs).toISOString() });
    await settle();
    expect(stateOf(expired)).toBe('paid');
  });
});

describe('an order that is closed', () => {
  test('by its buyer cannot be paid at the cashier any more', async () => {
    const before = left();
    const orderId = await started();
    expect(codeOf(await ask('shop.cancelOrder', { orderId }))).toBe('ok');
    expect(left()).toBe(before);
    await expect(payer(orderId)).rejects.toMatchObject({ code: 'payment/closed' });
    expect(await ask('shop.payOrder', { orderId })).toMatchObject({ code: 'order/notInState' });
  });

  test('by its expiry cannot be paid at the cashier any more', async () => {
    const orderId = await started();
    await world.cloud.advance({ until: new Date(orderOf(orderId).payBeforeMs).toISOString() });
    await settle();
    expect(stateOf(orderId)).toBe('closed');
    await expect(payer(orderId)).rejects.toMatchObject({ code: 'payment/closed' });
  });

  test('and was never started needs no cashier', async () => {
    isCut = ({ params }) => params.action === 'wx.wxPayApi';
    const since = seam.seen.length;
    const [cancelled, expired] = [await placed(), await placed()];
    expect(codeOf(await ask('shop.cancelOrder', { orderId: cancelled }))).toBe('ok');
    await world.cloud.advance({ until: new Date(orderOf(expired).payBeforeMs).toISOString() });
    await settle();
    expect(stateOf(expired)).toBe('closed');
    expect(cashierCalls(since)).toEqual([]);
  });

  test('says that it was not started, where it could not be, and is by the next tap', async () => {
    const orderId = await placed();
    isCut = ({ params }) => params.action === 'wx.wxPayApi';
    expect(codeOf(await ask('shop.payOrder', { orderId }))).toBe('payment/notStarted');
    isCut = () => false;
    expect(await ask('shop.payOrder', { orderId })).toMatchObject({ ok: true, value: { state: 'awaitingPayment' } });
  });

  test.each(['queryOrder', 'closeOrder'])('is not while the cashier does not answer %s', async (api) => {
    const before = left();
    const orderId = await started();
    const was = orderOf(orderId);
    for (const isSilent of [true, false]) {
      if (isSilent) isCut = ({ action }) => action === api;
      else world.cloud.setFaults({ failNext: { [api]: 1 } });
      expect(codeOf(await ask('shop.cancelOrder', { orderId }))).toBe('payment/unreachable');
      isCut = () => false;
      expect(orderOf(orderId)).toEqual(was);
    }
    await world.cloud.advance({ until: new Date(was.payBeforeMs).toISOString() });
    isCut = ({ action }) => action === api;
    await settle();
    expect(stateOf(orderId)).toBe('awaitingPayment');
    expect(left()).toBe(before - 1);
    expect(codeOf(await ask('shop.payOrder', { orderId }))).toMatch(/^(order\/expired|payment\/unreachable)$/);
    isCut = () => false;
    await settle();
    expect(stateOf(orderId)).toBe('closed');
    expect(left()).toBe(before);
  });

  test('at the cashier alone, its books closing broken off, is closed by the next who looks', async () => {
    const close = async () => {
      const orderId = await started();
      const payment = paymentOf(world, orderId)!;
      const { _id, ...fields } = { ...payment, state: 'CLOSED' };
      await world.cloud.engine.set('local__payments', _id, fields as never);
      return orderId;
    };
    const before = left();
    const [tapped, asked] = [await close(), await close()];
    expect(await ask('shop.payOrder', { orderId: tapped })).toMatchObject({ details: { state: 'closed' } });
    await timerAfter('2m');
    expect(stateOf(asked)).toBe('closed');
    expect(left()).toBe(before);
  });
});

describe('a notice', () => {
  test('that cannot be booked now is not taken, and comes again', async () => {
    const orderId = await started();
    isCut = ({ functionName, collection }) => functionName === 'payCallback' && collection === 'orders';
    const notTaken = told('a payment notice was not taken');
    await payer(orderId);
    expect([stateOf(orderId), told('a payment notice was not taken')]).toEqual(['awaitingPayment', notTaken + 1]);
    isCut = () => false;
    await world.advance('15s');
    expect(stateOf(orderId)).toBe('paid');
  });

  test('of another transaction of the same order is told to the operator and not booked', async () => {
    const orderId = await started();
    world.cloud.setFaults({ payCallback: { delayMs: 3 * 60_000 } });
    await payer(orderId);
    await timerAfter('2m');
    const { _id, ...fields } = paymentOf(world, orderId)!;
    await world.cloud.engine.set('local__payments', _id, { ...fields, transactionId: '4200000000000002' } as never);
    await world.advance('1m');
    expect(told(`is said to be paid a second time, by 4200000000000002`)).toBeGreaterThan(0);
    expect(orderOf(orderId).log.filter(({ event }) => event === 'payment.received')).toHaveLength(1);
    await world.cloud.engine.set('local__payments', _id, fields as never);
  });
});

describe('a refund', () => {
  async function paid(): Promise<string> {
    const orderId = await started();
    await payer(orderId);
    return orderId;
  }
  const numberOf = (orderId: string) => refundsOf(world, orderId)[0]?._id ?? orderOf(orderId).givenBack?.[0]?.refundNo;
  const refund = (orderId: string) => ask('afterSales.apply', allBack(world, orderId));

  test('of which nobody was told is asked for, and booked when it has reached the payer', async () => {
    const orderId = await paid();
    world.cloud.setFaults({ refundCallback: { isLost: true } });
    await refund(orderId);
    await world.advance('1m');
    expect(stateOf(orderId)).toBe('refunding');
    const since = seam.seen.length;
    await timerAfter('45m');
    expect([stateOf(orderId), cashierCalls(since)]).toEqual(['refunded', ['queryRefund']]);
    expect(refundsOf(world, orderId)).toHaveLength(1);
  });

  test('that is on its way is waited for', async () => {
    const orderId = await paid();
    const input = allBack(world, orderId);
    await ask('afterSales.apply', input);
    expect(orderOf(orderId).givenBack).toMatchObject([{ refund: 'sent', sentAtMs: world.cloud.now() }]);
    const since = seam.seen.length;
    await refund(orderId).then((reply) => expect(codeOf(reply)).toBe('order/notInState'));
    await ask('afterSales.apply', input); // the same request asks what became of it
    expect([stateOf(orderId), cashierCalls(since)]).toEqual(['refunding', ['queryRefund']]);
  });

  test.each(['CHANGE', 'REFUNDCLOSE'])('that ends as %s is told to the operator once and kept', async (status) => {
    const orderId = await paid();
    world.cloud.setFaults({ refundEndsAs: status });
    await refund(orderId);
    const words = `order ${orderOf(orderId).orderNo} (${orderId}), 10000 fen, is stuck after 1 tries: ${numberOf(orderId)} is ${status}`;
    for (let timer = 0; timer < 3; timer += 1) await timerAfter('40m');
    expect([stateOf(orderId), told(words)]).toEqual(['refunding', 1]);
    expect(refundsOf(world, orderId)).toHaveLength(1);
    // The operator sees to it, and the shop hears of it by asking.
    const { _id, ...fields } = refundsOf(world, orderId)[0]!;
    const ended = { ...fields, state: 'SUCCESS', succeededAt: world.cloud.now() };
    await world.cloud.engine.set('local__refunds', _id, ended as never);
    expect(orderOf(orderId)).toMatchObject({ stuckSinceMs: expect.any(Number) });
    await timerAfter('2h');
    expect([stateOf(orderId), told(words)]).toEqual(['refunded', 1]);
    expect(orderOf(orderId)).toMatchObject({ tries: {}, stuckSinceMs: null });
  });

  test('that was not taken is sent again under its number', async () => {
    const orderId = await paid();
    world.cloud.setFaults({ failNext: { refund: 1 } });
    await refund(orderId);
    expect(refundsOf(world, orderId)).toEqual([]);
    await timerAfter('45m');
    await world.advance('1s');
    expect(stateOf(orderId)).toBe('refunded');
    expect(refundsOf(world, orderId).map(({ _id }) => _id)).toEqual([numberOf(orderId)]);
  });

  test('is left alone while nobody answers what became of it', async () => {
    const orderId = await paid();
    world.cloud.setFaults({ refundCallback: { isLost: true } });
    const input = allBack(world, orderId);
    await ask('afterSales.apply', input);
    await world.advance('1m');
    isCut = ({ action }) => action === 'queryRefund';
    const since = seam.seen.length;
    // Asked for again it is told as it is: on its way.
    expect(await ask('afterSales.apply', input)).toMatchObject({ ok: true, value: { money: 'onItsWay' } });
    expect([stateOf(orderId), cashierCalls(since)]).toEqual(['refunding', []]);
  });
});
