import type { ActionName, InputOf } from '@shared/contract';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { FunctionRequest, Reply } from '../../localcloud';
import { moneyFaults, paymentOf, refundsOf } from './cashierBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { changes, Seam } from './seam';
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

jest.setTimeout(300_000);

const STOCK = 100_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
/** The orders of the test that runs. */
const made: string[] = [];

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { stock: STOCK });
  await world.call('admin.saveSettings', { payWithinMinutes: 1 }, world.admins[0]);
  buyer = await joinMember(world, '13800000001');
  await world.cloud.warm();
});
afterEach(async () => {
  seam.open();
  for (let timer = 0; timer < 3; timer += 1) {
    await world.advance('11m'); // a lease that a killed worker left has run out; what is left is taken up
    await world.cloud.trigger('settlement');
  }
  await world.advance('1s');
  expect(halfWritten(world, STOCK)).toEqual([]);
  expect(moneyFaults(world, world.cloud.now(), made.splice(0))).toEqual([]);
  world.cloud.setFaults({});
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
const isAction =
  (name: string) =>
  ({ action }: FunctionRequest): boolean =>
    action === name;

async function placed(): Promise<string> {
  const lines = [{ skuId: 'apple-1', quantity: 1 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  made.push(orderId);
  return orderId;
}
async function started(): Promise<string> {
  const orderId = await placed();
  await world.call('shop.payOrder', { orderId }, buyer.token);
  return orderId;
}
/** Its last moment: the expiry is due, and the cashier still takes the money. */
async function startedAndDue(): Promise<string> {
  const orderId = await started();
  await world.cloud.advance({ until: new Date(orderOf(orderId).payBeforeMs).toISOString() });
  return orderId;
}

const cancel = (orderId: string) => ask('shop.cancelOrder', { orderId });
const payOrder = (orderId: string) => ask('shop.payOrder', { orderId });
/** The payer pays whatever the cashier lets him pay. @returns whether it took the money. */
const payer = (orderId: string): Promise<boolean> =>
  world.cloud.pay({ outTradeNo: orderId }, 'paid').then(
    () => true,
    () => false,
  );
/** A buyer who pays: what the app does. @returns whether the cashier took the money. */
const buyerPays = async (orderId: string): Promise<boolean> => {
  const reply = await payOrder(orderId);
  return reply.ok && (reply.value as { payment: unknown }).payment !== null ? payer(orderId) : false;
};
const expire = () => world.cloud.trigger('settlement').catch(() => undefined);

/** What holds at once, before any timer: what the buyer was told, and what the money says. */
function checkAtOnce(orderId: string): void {
  const { state } = orderOf(orderId);
  const payment = paymentOf(world, orderId);
  if (state === 'closed') expect([orderId, payment?.state ?? 'CLOSED']).toEqual([orderId, 'CLOSED']);
  expect([orderId, state]).not.toEqual([orderId, 'awaitingPayment']);
}

describe.each([
  ['told', {}],
  ['never told', { payCallback: { isLost: true } }],
])('a payment that is %s, beside a closing, at every seam', (_name, faults) => {
  beforeEach(() => world.cloud.setFaults(faults));

  test.each([
    ['the buyer cancels while paying, elsewhere', placed, cancel, buyerPays],
    ['the buyer pays while cancelling, elsewhere', placed, buyerPays, cancel],
    ['the payer pays while the buyer cancels', started, cancel, payer],
    ['the order expires while the payer pays', startedAndDue, expire, payer],
    ['the buyer cancels while the order expires', startedAndDue, expire, cancel],
    ['the order expires while the buyer cancels', startedAndDue, cancel, expire],
    ['pay is tapped again while the buyer cancels', started, payOrder, cancel],
    ['the buyer cancels twice', started, cancel, cancel],
  ])('%s', async (_case, prepare, first, second) => {
    const met = await atEverySeam<string, unknown, unknown>(seam, {
      prepare,
      first,
      second,
      check: async (orderId) => {
        await cancel(orderId); // what is still open is open for good reason: it closes, or is paid
        checkAtOnce(orderId);
      },
    });
    expect(met).toBeGreaterThan(2);
  });
});

test('a notice beside a closing, at every seam', async () => {
  const prepare = async () => {
    const orderId = await started();
    world.cloud.setFaults({ payCallback: { delayMs: 1000 } });
    await payer(orderId);
    return orderId;
  };
  for (const [first, second] of [
    [cancel, () => world.advance('1s')],
    [() => world.advance('1s'), cancel],
  ] as const)
    await atEverySeam<string, unknown, unknown>(seam, {
      prepare,
      first,
      second,
      check: (orderId) => expect([orderId, stateOf(orderId)]).toEqual([orderId, 'paid']),
    });
});

describe('paying held, and cancelled meanwhile', () => {
  const isMark = ({ action, collection }: FunctionRequest) => /modify/.test(action) && collection === 'orders';
  /** An order as it was written before there was a mark: its payment may have been started. */
  const unmarked = async (): Promise<string> => {
    const orderId = await placed();
    await world.cloud.engine.update('orders', { _id: orderId }, { $unset: { prepaidAtMs: '', askedAtMs: '' } });
    return orderId;
  };

  test.each([
    ['before unifiedOrder', placed, isAction('unifiedOrder')],
    ['before unifiedOrder, an older order', unmarked, isAction('unifiedOrder')],
    ['between unifiedOrder and the mark', placed, isMark],
    ['between unifiedOrder and the mark, an older order', unmarked, isMark],
  ])('%s: the order is closed, gives out nothing to pay with, and cannot be paid', async (_where, prepare, is) => {
    const orderId = await prepare();
    const held = seam.hold(is);
    const paying = payOrder(orderId);
    await held.reached;
    expect(codeOf(await cancel(orderId))).toBe('ok');
    held.release();
    expect(await paying).toMatchObject({ code: 'order/notInState', details: { state: 'closed' } });
    expect(stateOf(orderId)).toBe('closed');
    expect(await payer(orderId)).toBe(false);
  });

  test('tapped again, between unifiedOrder and the answer', async () => {
    const orderId = await started();
    const held = seam.hold(({ action, collection }) => action === 'database.getDocument' && collection === 'orders');
    const paying = payOrder(orderId);
    await held.reached;
    expect(paymentOf(world, orderId)?.state).toBe('NOTPAY');
    expect(codeOf(await cancel(orderId))).toBe('ok');
    held.release();
    expect(codeOf(await paying)).toBe('order/notInState');
    expect(await payer(orderId)).toBe(false);
  });

  test.each([
    ['had nothing to ask it for', placed],
    ['was told that it did not know the order', unmarked],
  ])('cancelling held after it %s: what was given out cannot be paid', async (_why, prepare) => {
    const orderId = await prepare();
    const beforeStart = seam.hold(isAction('unifiedOrder'));
    const paying = payOrder(orderId);
    await beforeStart.reached;
    const beforeBooks = seam.hold(isAction('database.startTransaction'));
    const cancelling = cancel(orderId);
    await beforeBooks.reached;
    beforeStart.release();
    expect(await paying).toMatchObject({ ok: true, value: { payment: expect.anything() } });
    beforeBooks.release();
    expect(codeOf(await cancelling)).toBe('ok');
    expect([stateOf(orderId), await payer(orderId)]).toEqual(['closed', false]);
  });

  test.each([
    // The mark is seen by the closing: the cashier is asked, and the money booked.
    ['the money is booked', placed, ['order/notInState', 'paid']],
    ['the money goes back', unmarked, ['ok', 'refunding']],
  ])('and paid at that very moment: %s, though nobody is told of it', async (_what, prepare, expected) => {
    world.cloud.setFaults({ payCallback: { isLost: true }, refundCallback: { isLost: true } });
    const orderId = await prepare();
    const beforeStart = seam.hold(isAction('unifiedOrder'));
    const paying = payOrder(orderId);
    await beforeStart.reached;
    const beforeBooks = seam.hold(isAction('database.startTransaction'));
    const cancelling = cancel(orderId);
    await beforeBooks.reached;
    beforeStart.release();
    await paying;
    expect(await payer(orderId)).toBe(true);
    beforeBooks.release();
    const reply = await cancelling;
    expect([codeOf(reply), stateOf(orderId)]).toEqual(expected);
  });

  test('the payer pays between the question and the closing: paid, and the cancelling is refused', async () => {
    world.cloud.setFaults({ payCallback: { isLost: true } });
    const orderId = await started();
    seam.before(isAction('closeOrder'), () => payer(orderId));
    expect(await cancel(orderId)).toMatchObject({ code: 'order/notInState', details: { state: 'paid' } });
  });
});

describe('killed between any two steps, it ends the same', () => {
  const kill = () => world.cloud.killWorker();

  test('paying', async () => {
    world.cloud.setFaults({ payCallback: { isLost: true } });
    const killed = await killedAtEverySeam(seam, {
      prepare: placed,
      act: payOrder,
      kill,
      check: async (orderId, reply, step) => {
        expect([step, codeOf(reply)]).toEqual([step, 'ok']);
        expect([step, await payer(orderId)]).toEqual([step, true]);
      },
    });
    expect(killed).toBe(2); // before the cashier is asked, and before the order is marked
  });

  test('paying, killed for good, and cancelled: nobody can pay it, or the money goes back', async () => {
    for (let step = 1; ; step += 1) {
      const orderId = await placed();
      const held = seam.holdStep(step, changes);
      const paying = payOrder(orderId);
      if (!(await Promise.race([held.reached.then(() => true), paying.then(() => false)]))) break;
      expect(codeOf(await cancel(orderId))).toBe('ok');
      expect(kill()).toBe(true);
      held.release();
      await paying;
      expect([step, stateOf(orderId)]).toEqual([step, 'closed']);
    }
  });

  test.each([
    ['cancelling', started, cancel],
    ['cancelling what is paid', async () => (await startedAndPaid())!, cancel],
  ])('%s', async (_name, prepare, act) => {
    await killedAtEverySeam(seam, {
      prepare,
      act,
      kill,
      check: (orderId, reply, step) => {
        const isPaid = paymentOf(world, orderId)!.paidAt !== null;
        expect([step, stateOf(orderId), codeOf(reply)]).toEqual([
          step,
          isPaid ? 'paid' : 'closed',
          isPaid ? 'order/notInState' : 'ok',
        ]);
      },
    });
  });
  async function startedAndPaid(): Promise<string> {
    world.cloud.setFaults({ payCallback: { isLost: true } });
    const orderId = await started();
    await payer(orderId);
    return orderId;
  }

  test("the timer, at the expiry of two orders: the unpaid one closes, the other's money is booked", async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const orderIds = [await started(), await startedAndPaid()];
        await world.advance('2m'); // both are due, and the lease of the worker killed before has run out
        return orderIds;
      },
      act: expire,
      kill,
      check: async (orderIds, _answer, step) => {
        await world.advance('2m');
        await expire();
        expect([step, ...orderIds.map(stateOf)]).toEqual([step, 'closed', 'paid']);
      },
    });
    expect(killed).toBeGreaterThan(5);
  });

  test('giving back, its notice lost: one refund, booked once', async () => {
    world.cloud.setFaults({ refundCallback: { isLost: true } });
    const orderIds: string[] = [];
    for (let step = 1; ; step += 1) {
      const orderId = await started();
      await payer(orderId);
      const held = seam.holdStep(step, changes);
      const giving = ask('afterSales.apply', allBack(world, orderId));
      if (!(await Promise.race([held.reached.then(() => true), giving.then(() => false)]))) break;
      expect(kill()).toBe(true);
      await giving;
      orderIds.push(orderId);
    }
    for (let timer = 0; timer < 2; timer += 1) {
      await world.advance('11m');
      await world.cloud.trigger('settlement');
    }
    for (const orderId of orderIds) {
      const isAsked = stateOf(orderId) !== 'paid';
      expect([orderId, stateOf(orderId)]).toEqual([orderId, isAsked ? 'refunded' : 'paid']);
      expect(refundsOf(world, orderId)).toHaveLength(isAsked ? 1 : 0);
    }
    expect(orderIds.filter((orderId) => stateOf(orderId) === 'refunded').length).toBeGreaterThan(1);
  });
});
