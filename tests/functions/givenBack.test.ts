// Pieces of an order that go back before it settles, through the real SDK: to the cent in parts as at once, once each,
// beside one another, and killed between the steps of their money.
import { join } from 'node:path';
import { fen } from '@shared/kernel';
import { type PricedOrder, priceOrder } from '@shared/rules';
import fc from 'fast-check';
import type { OrderDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import { readSchema } from '../../localcloud/schemaFile';
import { checkGivenBack } from '../../scripts/verify/givenBack';
import { readBooks, readEngine } from '../../scripts/verify/index';
import { type Any, type CloudUnderTest, openCloud } from '../conformance/cloud';

type Asked = import('../../cloudfunctions/_orders/giveBackPieces').PiecesBack;

let under: CloudUnderTest;
let giving: typeof import('../../cloudfunctions/_orders/giveBackPieces');
let sending: typeof import('../../cloudfunctions/_orders/sendGivenBack');
let refunds: typeof import('../../cloudfunctions/_orders/refunds');
let collections: typeof import('../../cloudfunctions/_store/collections');
let transact: typeof import('../../cloudfunctions/_platform/transactions').transact;
/** What the cashier has: refunds by their number, in the order in which they were asked for. */
const cashier = new Map<string, { fee: number; status: 'PROCESSING' | 'SUCCESS' | 'CHANGE' }>();
let isDown = false;

jest.setTimeout(60_000);

beforeAll(async () => {
  const file = join(__dirname, '../../cloudfunctions/database.json');
  under = await openCloud({ schema: readSchema(file), strictTransactions: true });
  jest.isolateModules(() => {
    giving = require('../../cloudfunctions/_orders/giveBackPieces');
    sending = require('../../cloudfunctions/_orders/sendGivenBack');
    refunds = require('../../cloudfunctions/_orders/refunds');
    collections = require('../../cloudfunctions/_store/collections');
    transact = require('../../cloudfunctions/_platform/transactions').transact;
    const { cloud } = require('../../cloudfunctions/_platform/cloud');
    const { merchantNumber } = require('../../cloudfunctions/_platform/merchant');
    const answer = (fields: object) => ({ returnCode: 'SUCCESS', subMchId: merchantNumber(), ...fields });
    cloud.cloudPay = {
      refund: async ({ outTradeNo, outRefundNo, totalFee, refundFee }: Any) => {
        if (isDown) throw new Error('no answer');
        const before = cashier.get(outRefundNo);
        if (before && before.fee !== refundFee) return answer({ resultCode: 'FAIL' });
        if (!before) cashier.set(outRefundNo, { fee: refundFee, status: 'PROCESSING' });
        return answer({ resultCode: 'SUCCESS', outTradeNo, outRefundNo, totalFee });
      },
      queryRefund: async ({ outRefundNo }: Any) => {
        if (isDown) throw new Error('no answer');
        const found = cashier.get(outRefundNo);
        if (!found) return answer({ resultCode: 'FAIL' });
        const row = { outRefundNo_0: outRefundNo, refundFee_0: found.fee, refundStatus_0: found.status };
        return answer({ resultCode: 'SUCCESS', outTradeNo: 'O1', refundCount: 1, ...row });
      },
    };
  });
  for (const way of ['warn', 'error'] as const) jest.spyOn(console, way).mockImplementation(() => {});
});
afterAll(() => under.close());

const engine = () => under.endpoint.engine;
const orderOf = () => engine().get('orders', 'O1') as unknown as OrderDocument;
const walletOf = () => engine().get('wallets', 'M1') as unknown as WalletDocument;
const NONE = { _id: 'O1', orderNo: 'MH-O1', memberId: 'M1', isPlaced: true, refund: null, log: [] } as const;

/** Three of 33.33 and one of 10.00, freight 8.00; points 20.01, stable points 5.00, cash balance 31.00, a coupon of 7.00. */
const PRICED = priced({
  prices: [3333, 1000],
  pieces: [3, 1],
  spendable: 2001,
  stable: 500,
  balance: 3100,
  coupon: 700,
});
/** What of an order's cash balance came of dividends. */
const dividendsOf = ({ balance }: PricedOrder): number => Math.floor(balance / 3);

function priced(of: {
  prices: readonly number[];
  pieces: readonly number[];
  spendable: number;
  stable: number;
  balance?: number;
  coupon: number;
}): { order: PricedOrder; prices: readonly number[]; pieces: readonly number[] } {
  const outcome = priceOrder({
    lines: of.prices.map((price, at) => ({
      price: fen(price),
      quantity: of.pieces[at]!,
      takesSpendable: true,
      isTopUp: false,
    })),
    freight: { freight: fen(800), freeFrom: fen(10_000_000) },
    coupon: { worth: fen(of.coupon), isFor: of.prices.map(() => true) },
    spendable: of.spendable as never,
    spendableHeld: 1_000_000 as never,
    pointsUseRatio: 300_000 as never,
    stable: of.stable as never,
    balance: fen(of.balance ?? 0),
  });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return { order: outcome.value, prices: of.prices, pieces: of.pieces };
}

/** The books with one paid order of a member who paid it with what he had. */
async function paidOrder({ order, prices, pieces } = PRICED, more: Partial<OrderDocument> = {}): Promise<void> {
  for (const name of ['orders', 'wallets', 'stock', 'journal', 'lines', 'payments'])
    await engine().remove(name, {}, { multi: true });
  cashier.clear();
  isDown = false;
  const lines = order.lines.map((line, at) => ({
    goodsId: `g${at}`,
    skuId: `s${at}`,
    priceFen: prices[at],
    quantity: pieces[at],
    amountFen: line.amount,
    couponFen: line.coupon,
    pointsCents: line.spendable,
    stableCents: line.stable,
    balanceFen: line.balance,
    cashFen: line.cash,
    plans: at === 0 ? ['release'] : [],
  }));
  await engine().insert('orders', [
    {
      ...NONE,
      state: 'paid',
      lines,
      goodsFen: order.goods,
      freightFen: order.freight,
      couponFen: order.coupon,
      spendableCents: order.spendable,
      stableCents: order.stable,
      balanceFen: order.balance,
      balanceDividendFen: dividendsOf(order),
      cashFen: order.cash,
      counted: [{ plan: 'release', countedFen: lines[0]!.cashFen + lines[0]!.balanceFen }],
      paidAtMs: 2,
      transactionId: 'T0000001',
      shippedAtMs: null,
      refundSentAtMs: null,
      isRefundPending: false,
      ...more,
    } as never,
  ]);
  const taken = { spentCashFen: order.balance, drawnDividendFen: dividendsOf(order) };
  const wallet = { _id: 'M1', spentSpendableCents: order.spendable, stableCents: 0, ...taken };
  await engine().insert('wallets', [wallet] as never);
  await engine().insert(
    'stock',
    lines.map(({ skuId, quantity }) => ({ _id: skuId, left: 0, sold: quantity, holds: {} })) as never,
  );
}

const numberOf = (event: string) => `O1R-${event}`;
const give = (pieces: readonly number[], event: string, more: Partial<Asked> = {}): Promise<OrderDocument> =>
  transact(async (transaction) => {
    const order = (await collections.orders.get('O1', transaction))!;
    const asked: Asked = {
      pieces,
      refundNo: numberOf(event),
      freight: 'unsent',
      why: '不想要了',
      by: 'buyer',
      ...more,
    };
    return giving.giveBackPieces(order, asked, 5, transaction);
  });
/** The cashier comes to the end of everything, and is asked. */
async function arrive(): Promise<void> {
  for (const refund of cashier.values()) refund.status = 'SUCCESS';
  await refunds.sendRefund(orderOf(), 6);
}
const faults = () => [...checkGivenBack(readBooks(readEngine(engine())))];
/** What the buyer has back: cash that has arrived, cash balance, points. */
const back = () => ({
  cash: [...cashier.values()].reduce((sum, { fee, status }) => sum + (status === 'SUCCESS' ? fee : 0), 0),
  spendable: PRICED.order.spendable - walletOf().spentSpendableCents,
  stable: walletOf().stableCents,
  balance: PRICED.order.balance - walletOf().spentCashFen,
});
const events = () => orderOf().log.map(({ event }) => event);

test('a mixed payment goes back in parts to the cent as at once, the freight with the last piece unsent', async () => {
  const { cash, spendable, stable, balance } = PRICED.order;
  await paidOrder();
  await give([3, 1], 'ALL');
  await refunds.sendRefund(orderOf(), 6);
  await arrive();
  expect([back(), orderOf().state]).toEqual([{ cash, spendable, stable, balance }, 'refunded']);

  await paidOrder();
  for (const [at, pieces] of [
    [1, 0],
    [1, 1],
    [1, 0],
  ].entries()) {
    const order = await give(pieces, `P${at}`);
    expect([order.state, order.freightBackFen ?? 0]).toEqual(at < 2 ? ['paid', 0] : ['refunding', 800]);
    await refunds.sendRefund(orderOf(), 6);
    expect(faults()).toEqual([]);
  }
  await arrive();
  expect([back(), orderOf().state]).toEqual([{ cash, spendable, stable, balance }, 'refunded']);
  expect(engine().find('stock')).toMatchObject([
    { left: 3, sold: 0 },
    { left: 1, sold: 0 },
  ]);
  expect(orderOf().counted).toEqual([]);
  expect(events()).toEqual([
    'pieces.givenBack',
    'pieces.givenBack',
    'refund.approved',
    'pieces.refunded',
    'pieces.refunded',
    'refund.paid',
  ]);
  expect(faults()).toEqual([]);
});

test('what was sent is not put on the shelf again, its freight is as decided, and what is left still counts', async () => {
  await paidOrder(PRICED, { state: 'received', shippedAtMs: 3 });
  const order = await give([2, 0], 'A1', { freight: fen(300), by: 'admin' });
  expect(engine().get('stock', 's0')).toMatchObject({ left: 0, sold: 3 });
  const [line] = order.lines;
  const twoThirds = Math.floor((line!.cashFen * 6666) / 9999);
  const balanceBack = Math.floor((line!.balanceFen! * 6666) / 9999);
  // What the lines leave of the balance paid the freight, three eighths of which go back.
  const ofFreight = Math.floor(((3100 - line!.balanceFen! - order.lines[1]!.balanceFen!) * 300) / 800);
  expect(order.givenBack).toMatchObject([
    {
      no: 1,
      cashFen: twoThirds + 300 - ofFreight,
      balanceFen: balanceBack + ofFreight,
      freightFen: 300,
      refund: 'due',
    },
  ]);
  const kept = line!.cashFen - twoThirds + line!.balanceFen! - balanceBack;
  expect(order.counted).toEqual([{ plan: 'release', countedFen: kept }]);
  // Of what came of dividends none is back while the rest is not.
  expect(walletOf()).toMatchObject({
    drawnDividendFen: dividendsOf(PRICED.order) - Math.max(back().balance - 2067, 0),
  });
  expect([order.state, order.isRefundDue]).toEqual(['received', true]);
  await refunds.sendRefund(orderOf(), 6);
  await arrive();
  expect([orderOf().state, orderOf().isRefundDue]).toEqual(['received', false]);
  expect(faults()).toEqual([]);
});

test('of an order that is sent in part the unsent pieces go to the shelf; with the last of them it is shipped', async () => {
  const parcels = [
    {
      no: 1,
      way: 'express' as const,
      carrier: '德邦',
      trackingNo: 'D1',
      sentAtMs: 3,
      lines: [{ skuId: 's0', quantity: 2 }],
    },
  ];
  await paidOrder(PRICED, { parcels, isPartlySent: true, receiveAfterDays: 10 });
  const one = await give([0, 1], 'A1', { freight: fen(0) });
  expect([one.state, one.isPartlySent]).toEqual(['paid', true]);
  // One of the two that go back was never sent.
  const rest = await give([2, 0], 'A2', { freight: fen(0) });
  expect(rest).toMatchObject({ state: 'shipped', isPartlySent: false, autoReceiveAtMs: 5 + 10 * 86_400_000 });
  expect(engine().get('stock', 's0')).toMatchObject({ left: 1, sold: 2 });
  expect(engine().get('stock', 's1')).toMatchObject({ left: 1, sold: 0 });
  expect(faults()).toEqual([]);
});

test('the same event again changes nothing; more than is left, and what is being settled, is a mistake', async () => {
  await paidOrder();
  await give([1, 0], 'A1');
  const before = JSON.stringify([orderOf(), walletOf()]);
  await give([1, 0], 'A1');
  expect(JSON.stringify([orderOf(), walletOf()])).toBe(before);
  await expect(give([3, 0], 'A2')).rejects.toThrow('of 3 pieces');
  await expect(give([0, 0], 'A2')).rejects.toThrow('gives nothing back');
  await expect(give([1, 0], 'A2', { freight: fen(801) })).rejects.toThrow('freight');
  await engine().update('orders', { _id: 'O1' }, { $set: { isSettling: true } });
  await expect(give([1, 0], 'A2')).rejects.toThrow('is being settled');
  expect(walletOf().spentSpendableCents).toBe(JSON.parse(before)[1].spentSpendableCents);
});

test('two at once: both go back, of one piece that is left one does', async () => {
  await paidOrder();
  await Promise.all([give([1, 0], 'A1'), give([1, 1], 'A2')]);
  const raced = await Promise.allSettled([give([1, 0], 'A3'), give([1, 0], 'A4')]);
  expect(raced.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await refunds.sendRefund(orderOf(), 6);
  await arrive();
  expect([back().cash, orderOf().state]).toEqual([PRICED.order.cash, 'refunded']);
  expect(faults()).toEqual([]);
});

test('one that is stuck at the cashier keeps back no other; one that was cut off is sent once', async () => {
  await paidOrder();
  await give([1, 0], 'A1');
  await sending.sendGivenBack(orderOf(), 6);
  cashier.get(numberOf('A1'))!.status = 'CHANGE';
  await give([1, 0], 'A2');
  expect(await sending.sendGivenBack(orderOf(), 7)).toMatchObject({ is: 'failed', isHopeless: true });
  await sending.sendGivenBackAgain('O1', 1_000_000, 1_000_000);
  expect(orderOf()).toMatchObject({ stuckSinceMs: 1_000_000, tries: { back1: { failed: 1 } } });
  cashier.get(numberOf('A2'))!.status = 'SUCCESS';
  await sending.sendGivenBackAgain('O1', 90_000_000, 90_000_000);
  expect(orderOf().givenBack!.map(({ refund }) => refund)).toEqual(['sent', 'paid']);
  // The third is lost on its way out: the cashier is asked, has none, and gets it once.
  await give([1, 1], 'A3');
  isDown = true;
  expect(await sending.sendGivenBack(orderOf(), 8)).toMatchObject({ is: 'failed' });
  isDown = false;
  await sending.sendGivenBackAgain('O1', 990_000_000, 990_000_000);
  expect([...cashier.keys()]).toEqual(['A1', 'A2', 'A3'].map(numberOf));
  await arrive();
  expect(orderOf()).toMatchObject({ state: 'refunded', isRefundDue: false, tries: {}, stuckSinceMs: null });
  expect(faults()).toEqual([]);
});

test('an order paid with points alone ends at once', async () => {
  const { order, ...rest } = priced({ prices: [1000], pieces: [2], spendable: 600, stable: 1400, coupon: 0 });
  await paidOrder({ order, ...rest }, { cashFen: 0, freightFen: 0, transactionId: null });
  await give([2], 'A1');
  expect(orderOf()).toMatchObject({ state: 'refunding', givenBack: [{ refund: 'none', cashFen: 0 }] });
  await refunds.sendRefund(orderOf(), 6);
  expect([orderOf().state, walletOf().stableCents, cashier.size]).toEqual(['refunded', 1400, 0]);
});

test('an order paid with cash balance alone ends at once, and the balance is of the kinds that it was', async () => {
  const all = priced({ prices: [1000], pieces: [3], spendable: 0, stable: 0, balance: 3800, coupon: 0 });
  await paidOrder(all, { transactionId: null });
  await give([1], 'A1');
  expect(walletOf()).toMatchObject({ spentCashFen: 2800, drawnDividendFen: 1266 });
  await give([2], 'A2');
  expect(orderOf()).toMatchObject({
    state: 'refunding',
    givenBack: [{ refund: 'none' }, { refund: 'none', cashFen: 0 }],
  });
  await refunds.sendRefund(orderOf(), 6);
  expect([orderOf().state, cashier.size]).toEqual(['refunded', 0]);
  expect(walletOf()).toMatchObject({ spentCashFen: 0, drawnDividendFen: 0 });
  expect(faults()).toEqual([]);
});

test('law: whatever goes back in whatever parts, all of it is what was paid, and no part is more', async () => {
  const orders = fc.record({
    prices: fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 3 }),
    pieces: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
    shares: fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 30 })),
    ofBalance: fc.integer({ min: 0, max: 100 }),
    turns: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 4 })), { maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(orders, async ({ prices, pieces, shares: [coupon, stable, spendable], ofBalance, turns }) => {
      const goods = prices.reduce((sum, price, at) => sum + price * pieces[at]!, 0);
      const share = (percent: number, of = goods) => Math.floor((of * percent) / 100);
      const worth = share(coupon);
      const asked = { coupon: worth, stable: share(stable), spendable: share(spendable, goods - worth) };
      const { cash: due } = priced({ prices, pieces: pieces.slice(0, prices.length), ...asked }).order;
      const balance = share(ofBalance, due);
      const of = priced({ prices, pieces: pieces.slice(0, prices.length), ...asked, balance });
      await paidOrder(of);
      const left = [...of.pieces];
      for (const [at, [line, wanted]] of turns.entries()) {
        const some = Math.min(wanted, left[line] ?? 0);
        if (some === 0) continue;
        left[line]! -= some;
        await give(
          left.map((_, nth) => (nth === line ? some : 0)),
          `L${at}`,
        );
        const { givenBack = [], cashFen } = orderOf();
        expect(givenBack.reduce((sum, one) => sum + one.cashFen, 0)).toBeLessThanOrEqual(cashFen);
      }
      if (left.some((pieces) => pieces > 0)) await give(left, 'REST');
      const { givenBack } = orderOf();
      const all = (part: 'cashFen' | 'balanceFen' | 'spendableCents' | 'stableCents') =>
        givenBack!.reduce((sum, one) => sum + (one[part] ?? 0), 0);
      const { cash, spendable: points, stable: stablePoints } = of.order;
      expect([all('cashFen'), all('spendableCents'), all('stableCents')]).toEqual([cash, points, stablePoints]);
      expect(all('balanceFen')).toBe(balance);
      expect([walletOf().spentSpendableCents, walletOf().stableCents]).toEqual([0, stablePoints]);
      expect([walletOf().spentCashFen, walletOf().drawnDividendFen]).toEqual([0, 0]);
      expect(faults()).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
