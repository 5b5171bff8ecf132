// Money that arrives, through the real SDK: booked once, where amount and state allow it, and else not at all.
import { join } from 'node:path';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { readSchema } from '../../localcloud/schemaFile';
import { type CloudUnderTest, openCloud } from '../conformance/cloud';

let under: CloudUnderTest;
let paid: typeof import('../../cloudfunctions/_orders/paid');
beforeAll(async () => {
  const file = join(__dirname, '../../cloudfunctions/database.json');
  under = await openCloud({ schema: readSchema(file), strictTransactions: true });
  jest.isolateModules(() => {
    paid = require('../../cloudfunctions/_orders/paid');
  });
  for (const way of ['warn', 'error'] as const) jest.spyOn(console, way).mockImplementation(() => {});
});
afterAll(() => under.close());

const engine = () => under.endpoint.engine;
/** All that was written of orders, payments and books. */
const books = () => JSON.stringify(['orders', 'payments', 'journal'].map((name) => engine().find(name)));
const orderOf = (orderId: string) => engine().get('orders', orderId) as unknown as OrderDocument;
const arrived = (outTradeNo: string, transactionId: string, totalFen = 8800) => ({
  outTradeNo,
  transactionId,
  totalFen,
  payerOpenid: 'o-anna',
});

beforeEach(async () => {
  for (const name of ['orders', 'payments', 'journal']) await engine().remove(name, {}, { multi: true });
  const order = (_id: string, state: OrderDocument['state']) => ({
    _id,
    orderNo: `MH-${_id}`,
    memberId: 'M1',
    state,
    isPlaced: true,
    lines: [],
    cashFen: 8800,
    transactionId: null,
    refund: null,
    isRefundPending: false,
    refundSentAtMs: null,
    log: [],
  });
  const purchase = (purchaseId: string, other: string) => ({
    purchase: { purchaseId, totalFen: 10_000, orderIds: [purchaseId, other] },
  });
  await engine().insert('orders', [
    order('O1', 'awaitingPayment'),
    order('O2', 'awaitingPayment'),
    order('O3', 'closed'),
    { ...order('P1', 'awaitingPayment'), ...purchase('P1', 'P2') },
    { ...order('P2', 'awaitingPayment'), ...purchase('P1', 'P2'), cashFen: 1_200 },
    { ...order('C1', 'closed'), ...purchase('C1', 'C2') },
    { ...order('C2', 'closed'), ...purchase('C1', 'C2'), cashFen: 1_200 },
  ]);
});

test('a payment is booked once: told again, the answer is the same and nothing is written', async () => {
  expect(await paid.takePayment(arrived('O1', 'T0000001'), 5)).toMatchObject({
    is: 'booked',
    order: { state: 'paid' },
  });
  expect(orderOf('O1')).toMatchObject({
    state: 'paid',
    transactionId: 'T0000001',
    payerOpenid: 'o-anna',
    paidAtMs: 5,
  });
  expect([engine().count('payments'), engine().count('journal')]).toEqual([1, 1]);
  const before = books();
  expect(await paid.takePayment(arrived('O1', 'T0000001'), 6)).toMatchObject({
    is: 'booked',
    order: { state: 'paid' },
  });
  expect(books()).toBe(before);
});

test('eight at once book it once, and all are told so', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => paid.takePayment(arrived('O1', 'T0000001'), 5)));
  expect(new Set(all.map(({ is }) => is))).toEqual(new Set(['booked']));
  expect([engine().count('payments'), engine().count('journal'), orderOf('O1').log.length]).toEqual([1, 1, 1]);
});

test.each([
  ['of an unknown order', arrived('O9', 'T0000001'), 'unknownOrder'],
  ['of another amount', arrived('O1', 'T0000001', 8799), 'otherAmount'],
])('money %s writes nothing', async (_what, money, is) => {
  const before = books();
  expect(await paid.takePayment(money, 5)).toEqual({ is });
  expect(books()).toBe(before);
});

test('a second transaction of a paid order is told to the operator and not booked', async () => {
  await paid.takePayment(arrived('O1', 'T0000001'), 5);
  const before = books();
  expect(await paid.takePayment(arrived('O1', 'T0000002'), 6)).toMatchObject({ is: 'paidOtherwise' });
  expect(books()).toBe(before);
  expect(console.error).toHaveBeenLastCalledWith(expect.stringMatching(/^OPERATOR: .*T0000001.*T0000002/));
});

test('one transaction cannot pay two orders', async () => {
  await paid.takePayment(arrived('O1', 'T0000001'), 5);
  const before = books();
  await expect(paid.takePayment(arrived('O2', 'T0000001'), 6)).rejects.toThrow(/there already/);
  expect(books()).toBe(before);
});

test('money of a closed order is booked, and on its way back', async () => {
  expect(await paid.takePayment(arrived('O3', 'T0000003'), 5)).toMatchObject({ order: { state: 'refunding' } });
  expect(orderOf('O3')).toMatchObject({ transactionId: 'T0000003', refund: { state: 'approved', refundNo: 'O3R' } });
});

describe('orders that are paid together', () => {
  test('are booked by one payment, once, each with its own part', async () => {
    for (const atMs of [5, 6])
      expect(await paid.takePayment(arrived('P1', 'T0000004', 10_000), atMs)).toMatchObject({
        is: 'booked',
        order: { _id: 'P1', state: 'paid' },
      });
    expect([orderOf('P1'), orderOf('P2')]).toMatchObject([
      { state: 'paid', transactionId: 'T0000004', log: [{ entryId: 'order:P1:pay' }] },
      { state: 'paid', transactionId: 'T0000004', log: [{ entryId: 'order:P2:pay' }] },
    ]);
    expect(engine().find('payments')).toMatchObject([{ _id: 'T0000004', orderId: 'P1', totalFen: 10_000 }]);
    expect(engine().find('journal')).toMatchObject([
      { _id: 'order:P1:pay', postings: [{ amount: 8_800 }] },
      { _id: 'order:P2:pay', postings: [{ amount: 1_200 }] },
    ]);
  });

  test.each([
    ['of one of them alone', arrived('P1', 'T0000004', 8_800), 'otherAmount'],
    ['under the number of another of them', arrived('P2', 'T0000004', 10_000), 'unknownOrder'],
    ['under the number of another of them, of its own part', arrived('P2', 'T0000004', 1_200), 'unknownOrder'],
  ])('money %s writes nothing', async (_what, money, is) => {
    const before = books();
    expect(await paid.takePayment(money, 5)).toEqual({ is });
    expect(books()).toBe(before);
  });

  test('that were closed before their money came all give it back', async () => {
    await paid.takePayment(arrived('C1', 'T0000005', 10_000), 5);
    for (const id of ['C1', 'C2'])
      expect(orderOf(id)).toMatchObject({ state: 'refunding', refund: { refundNo: `${id}R` } });
  });
});
