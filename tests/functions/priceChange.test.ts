// A price that is changed before it is paid: whatever meets it, nothing that was asked for one price pays another.
import type { InputOf } from '@shared/contract';
import { all } from './books';
import { paymentOf, refundsOf } from './cashierBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import {
  ask,
  buyer,
  codeOf,
  idsOf,
  keeper,
  lines,
  openShops,
  orderOf,
  payer as payerOf,
  place,
  seam,
  walletOf,
  world,
} from './purchases';
import { nextRequest } from './world';

jest.setTimeout(600_000);
openShops();

type Price = Partial<InputOf<'admin.changePrice'>>;
const priceOf = (orderId: string, more: Price = {}) => ({
  orderId,
  changes: orderOf(orderId).priceChanges?.length ?? 0,
  offFen: 1_000,
  freightFen: orderOf(orderId).freightFen,
  reason: '老客优惠',
  requestId: nextRequest(),
  ...more,
});
const change = (orderId: string, more: Price = {}) => ask('admin.changePrice', priceOf(orderId, more), world.admins[0]);
const placedOne = async () => (await place(['apple-1'])).orderId;
async function startedOne(): Promise<string> {
  const orderId = await placedOne();
  await world.call('shop.payOrder', { orderId }, buyer.token);
  return orderId;
}
const numberOf = (orderId: string) => {
  const { tradeNo = 0 } = orderOf(orderId);
  return tradeNo === 0 ? orderId : `${orderId}-${tradeNo}`;
};
/** What the app does: it pays what it was given. */
async function buyerPays(orderId: string): Promise<boolean> {
  const reply = await ask('shop.payOrder', { orderId });
  const given = reply.ok ? (reply.value as { payment: { package: string } | null }).payment : null;
  if (!given) return false;
  return world.cloud.pay({ prepayId: given.package.slice('prepay_id='.length) }, 'paid').then(
    () => true,
    () => false,
  );
}
/** With what was given out for the old price. */
const payerPays = (orderId: string) => payerOf(orderId);

test('a price that changed nine times changes no more', async () => {
  const orderId = await placedOne();
  for (let times = 1; times <= 9; times += 1) expect(codeOf(await change(orderId, { offFen: 100 * times }))).toBe('ok');
  expect(codeOf(await change(orderId))).toBe('price/tooOften');
});

describe('at every seam', () => {
  const cancel = (orderId: string) => ask('shop.cancelOrder', { orderId });
  const startedAndDue = async () => {
    const orderId = await startedOne();
    await world.cloud.advance({ until: new Date(orderOf(orderId).payBeforeMs - 1).toISOString() });
    return orderId;
  };
  const expire = async () => {
    await world.advance('1s');
    await world.cloud.trigger('settlement').catch(() => undefined);
  };
  test.each([
    ['the payer pays while the price changes', startedOne, change, payerPays],
    ['the buyer begins to pay while the price changes', placedOne, change, buyerPays],
    ['the price changes while the buyer begins to pay', placedOne, buyerPays, change],
    ['the price changes while the buyer taps again', startedOne, buyerPays, change],
    ['the buyer cancels while the price changes', startedOne, change, cancel],
    ['the price changes while the buyer cancels', startedOne, cancel, change],
    ['the price changes while the order expires', startedAndDue, expire, change],
    ['the order expires while the price changes', startedAndDue, change, expire],
    ['two change it', startedOne, change, (orderId: string) => change(orderId, { offFen: 500, changes: 0 })],
  ] as const)('%s', async (_case, prepare, first, second) => {
    const met = await atEverySeam<string, unknown, unknown>(seam, {
      prepare,
      first: first as (orderId: string) => Promise<unknown>,
      second: second as (orderId: string) => Promise<unknown>,
      check: async (orderId, _first, _second, step) => {
        await world.advance('1s'); // a notice has come
        const now = orderOf(orderId);
        // Of a payment that was made the cash is the order's, at the price that the payer saw.
        if (now.paidAtMs !== null && now.state !== 'refunding')
          expect([step, paymentOf(world, numberOf(orderId))?.totalFee]).toEqual([step, now.cashFen]);
        expect([step, now.priceChanges?.length ?? 0, now.strays]).toEqual([step, now.reducedFen ? 1 : 0, undefined]);
        if (now.state === 'awaitingPayment') expect(await buyerPays(orderId)).toBe(true);
      },
    });
    expect(met).toBeGreaterThan(2);
  });

  test('killed between any two steps and asked again, it is changed once, and paid', async () => {
    const asked = new Map<string, ReturnType<typeof priceOf>>();
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const orderId = await startedOne();
        asked.set(orderId, priceOf(orderId));
        return orderId;
      },
      act: (orderId) => ask('admin.changePrice', asked.get(orderId)!, world.admins[0]),
      kill: () => world.cloud.killWorker(),
      check: async (orderId, reply, step) => {
        expect([step, codeOf(reply), orderOf(orderId).priceChanges?.length]).toEqual([step, 'ok', 1]);
        expect([step, await buyerPays(orderId)]).toEqual([step, true]);
      },
    });
    expect(killed).toBeGreaterThan(2);
  });

  test('killed for good once the old payment is closed: the buyer pays the old price by a new number', async () => {
    const orderId = await startedOne();
    const held = seam.hold(({ action }) => action === 'database.startTransaction');
    const changing = change(orderId);
    await held.reached;
    expect(world.cloud.killWorker()).toBe(true);
    held.release();
    await changing;
    expect([orderOf(orderId).state, paymentOf(world, orderId)?.state]).toEqual(['awaitingPayment', 'CLOSED']);
    expect(codeOf(await ask('shop.payOrder', { orderId }))).toBe('order/priceChanged');
    expect(await buyerPays(orderId)).toBe(true);
    expect(orderOf(orderId)).toMatchObject({ state: 'paid', tradeNo: 1 });
    expect(orderOf(orderId).priceChanges).toBeUndefined();
  });
});

test('of several orders in one payment one is cheaper: purse, payment, record, message, refund', async () => {
  const asked = { lines: lines('both-1', 'rice-1'), useSpendableCents: 'most' } as const;
  const { spendable } = await world.call('shop.previewOrder', { ...asked, lines: [...asked.lines] }, buyer.token);
  const { orderId } = await place(['both-1', 'rice-1'], { useSpendableCents: spendable.atMostCents });
  await world.call('shop.payOrder', { orderId }, buyer.token);
  const [first, second] = idsOf(orderId).map(orderOf);
  const spent = walletOf().spentSpendableCents;
  const before = { own: first!.cashFen, theirs: second!.cashFen };
  expect(codeOf(await change(second!._id))).toBe('order/unknown'); // the merchant's own to say
  // Three tenths of what is left are less than was paid with points.
  const offFen = first!.goodsFen * 0.8;
  expect(codeOf(await change(orderId, { offFen }))).toBe('ok');
  const now = orderOf(orderId);
  const back = first!.spendableCents - now.spendableCents;
  expect(back).toBeGreaterThan(0);
  expect(now.cashFen).toBe(before.own - offFen + back);
  expect(walletOf().spentSpendableCents).toBe(spent - back);
  expect(idsOf(orderId).map((id) => orderOf(id).purchase!.totalFen)).toEqual(
    idsOf(orderId).map(() => now.cashFen + before.theirs),
  );
  const theirs = await world.cloud.call(
    'merchant.changePrice',
    priceOf(second!._id, { offFen: 300, freightFen: second!.freightFen }),
    keeper.token,
  );
  expect(theirs).toMatchObject({ ok: true, value: { payment: { reducedFen: 300 } } });
  expect(paymentOf(world, orderId)?.state).toBe('CLOSED');
  expect(await payerPays(orderId)).toBe(false);
  expect(await buyerPays(orderId)).toBe(true);
  await world.advance('1s');
  expect(idsOf(orderId).map((id) => orderOf(id).state)).toEqual(['paid', 'paid']);
  const page = await world.call('shop.viewOrder', { orderId }, buyer.token);
  expect(page.priceChanges).toMatchObject([
    { reason: '老客优惠', before: { cashFen: before.own }, after: { cashFen: now.cashFen } },
  ]);
  await world.cloud.trigger('settlement');
  const messages = all<{ title: string; memberId: string }>(world, 'messages').filter(
    (one) => one.title === '店家改了价',
  );
  expect(messages.length).toBeGreaterThanOrEqual(2);
  // Given back whole it is what was paid, at the number and the total of the new price.
  const { skuId, quantity } = now.lines[0]!;
  const given = { orderId, lines: [{ skuId, quantity }], reason: '缺货', requestId: nextRequest() };
  await world.call('admin.refundPieces', given, world.admins[0]);
  expect(refundsOf(world, numberOf(orderId)).map(({ refundFee }) => refundFee)).toEqual([now.cashFen]);
});

test('refused: what was not seen, what is the same, what is out of bounds, what is paid', async () => {
  const orderId = await placedOne();
  expect(codeOf(await change(orderId, { changes: 1 }))).toBe('order/priceChanged');
  expect(codeOf(await change(orderId, { offFen: 0 }))).toBe('price/unchanged');
  expect(codeOf(await change(orderId, { offFen: orderOf(orderId).goodsFen }))).toBe('price/outOfBounds');
  expect(codeOf(await change(orderId, { freightFen: orderOf(orderId).freightFen + 1 }))).toBe('price/outOfBounds');
  expect(await buyerPays(orderId)).toBe(true);
  await world.advance('1s');
  expect(await change(orderId)).toMatchObject({ code: 'order/notInState', details: { state: 'paid' } });
});

test('a notice of a price that is over pays nothing: its money goes back whole, once', async () => {
  const orderId = await startedOne();
  world.cloud.setFaults({ payCallback: { delayMs: 60_000 } });
  expect(await payerPays(orderId)).toBe(true);
  // As if the cashier had said that it was closed, against its word.
  const { endedTradesFen: _none, ...order } = orderOf(orderId);
  await world.cloud.engine.update(
    'orders',
    { _id: orderId },
    { $set: { tradeNo: 1, endedTradesFen: [order.cashFen], prepaidAtMs: null } },
  );
  await world.advance('2m');
  expect(orderOf(orderId)).toMatchObject({ strays: [{ tradeNo: 0, totalFen: order.cashFen, isBack: true }] });
  expect(orderOf(orderId).paidAtMs).toBeNull();
  expect(refundsOf(world, orderId)).toMatchObject([{ _id: `${orderId}R-stray0`, refundFee: order.cashFen }]);
});
