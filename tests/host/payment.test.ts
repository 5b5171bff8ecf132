import type { LocalCloud } from '../../localcloud';
import { cleanUp, START_MS, signIn, startFixtures, valueFrom } from './cloud';

let cloud: LocalCloud;
let token: string;

beforeAll(async () => {
  cloud = await startFixtures();
});
beforeEach(async () => {
  await cloud.clear();
  token = await signIn(cloud, 'o-anna', 30 * 86_400_000);
});
afterAll(cleanUp);

const MINUTE = 60_000;
const DAY = 86_400_000;

type Answer = Record<string, unknown> & { payment: Record<string, string> };

const cashier = (name: string, data: object): Promise<Answer> =>
  valueFrom<Answer>(cloud, 'cashier.pay', { name, data }, token);
const order = (outTradeNo: string, others: object = {}): Promise<Answer> =>
  cashier('unifiedOrder', { body: '茶', outTradeNo, totalFee: 8800, functionName: 'payCallback', ...others });

interface Notice {
  event: Record<string, unknown>;
  openid: string | null;
  at: number;
}
const notices = (): Notice[] => cloud.engine.find('notices', {}, { sort: { at: 1 } }) as unknown as Notice[];
const sinceStart = (): number[] => notices().map(({ at }) => at - START_MS);

describe('an order at the cashier', () => {
  test('gets a prepayment with what the pay sheet needs', async () => {
    const answer = await order('order1');
    expect(answer).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      subMchId: '1900000109',
      tradeType: 'JSAPI',
      prepayId: expect.stringMatching(/^wx[0-9a-f]{34}$/),
      errMsg: 'cloudPay.unifiedOrder:ok',
    });
    expect(answer.payment).toEqual({
      appId: 'wx0000000000local0',
      timeStamp: String(START_MS / 1000),
      nonceStr: expect.any(String),
      package: `prepay_id=${answer.prepayId}`,
      signType: 'MD5',
      paySign: expect.any(String),
    });
    expect(cloud.sheet({ prepayId: String(answer.prepayId) })).toMatchObject({ totalFee: 8800, state: 'NOTPAY' });
  });

  test('asked again with the same figures has the same prepayment, with others none', async () => {
    const first = await order('order1');
    expect((await order('order1')).prepayId).toBe(first.prepayId);
    expect(await order('order1', { totalFee: 1 })).toMatchObject({ resultCode: 'FAIL', errCode: expect.anything() });
  });

  test.each([
    [{ totalFee: 0 }],
    [{ totalFee: 1.5 }],
    [{ totalFee: '88' }],
    [{ body: '' }],
    [{ outTradeNo: 'x'.repeat(33) }],
    [{ outTradeNo: 'order 1' }],
    [{ functionName: 'nobody' }],
    [{ envId: 'another' }],
    [{ timeExpire: '20200101000000' }],
  ])('with %j is refused', async (fault) => {
    expect(await order('order1', fault)).toMatchObject({ returnCode: 'FAIL', returnMsg: expect.any(String) });
  });

  test.each([
    ['without nonce_str', 'unifiedOrder', { nonceStr: '' }],
    ['with a nonce_str that is too long', 'unifiedOrder', { nonceStr: 'N'.repeat(33) }],
    ['with a nonce_str of other characters', 'unifiedOrder', { nonceStr: 'N-1' }],
    ['without sub_mch_id', 'unifiedOrder', { subMchId: '' }],
    ['of another trade_type', 'unifiedOrder', { tradeType: 'APP' }],
    ['from no address', 'unifiedOrder', { spbillCreateIp: 'localhost' }],
    ['open for less than a minute', 'unifiedOrder', { timeExpire: '20260301000059' }],
    ['with a field that the document does not have', 'unifiedOrder', { total: 1 }],
    ['without sub_mch_id', 'queryOrder', { outTradeNo: 'order1', subMchId: '' }],
    ['without nonce_str', 'queryOrder', { outTradeNo: 'order1', nonceStr: '' }],
    ['without a number', 'queryOrder', {}],
    ['without nonce_str', 'closeOrder', { outTradeNo: 'order1', nonceStr: '' }],
    ['by the transaction', 'closeOrder', { transactionId: '42' }],
    ['without a number', 'refund', { outRefundNo: 'R1', totalFee: 8800, refundFee: 1 }],
    ['without its amount', 'refund', { outTradeNo: 'order1', outRefundNo: 'R1', refundFee: 1 }],
    ['without a number', 'queryRefund', {}],
    ['with an amount', 'queryRefund', { outRefundNo: 'R1', totalFee: 1 }],
  ])('asked %s, %s fails as a whole', async (_how, name, fault) => {
    const asked = name === 'unifiedOrder' ? order('order1', fault) : cashier(name, fault);
    expect(await asked).toMatchObject({ returnCode: 'FAIL', returnMsg: expect.any(String) });
  });

  test('has one time until which it is open: told another, it is refused', async () => {
    await order('order1', { timeExpire: '20260301003000' });
    expect(await order('order1', { timeExpire: '20260301003000' })).toMatchObject({ resultCode: 'SUCCESS' });
    expect(await order('order1', { timeExpire: '20260301003100' })).toMatchObject({ resultCode: 'FAIL' });
  });

  test('is nobody else’s: another merchant neither sees nor closes it', async () => {
    await order('order1');
    for (const name of ['queryOrder', 'closeOrder'])
      expect(await cashier(name, { outTradeNo: 'order1', subMchId: '1900000110' })).toMatchObject({
        resultCode: 'FAIL',
        errCodeDes: '订单不存在',
      });
  });

  test('can be told to be closed only after a while', async () => {
    cloud.setFaults({ closesAfterMs: 5 * MINUTE });
    await order('order1');
    expect(await cashier('closeOrder', { outTradeNo: 'order1' })).toMatchObject({ resultCode: 'FAIL' });
    await cloud.advance({ by: '5m' });
    expect(await cashier('closeOrder', { outTradeNo: 'order1' })).toMatchObject({ resultCode: 'SUCCESS' });
  });

  test('that is closed or too old cannot be paid', async () => {
    await order('closed');
    expect(await cashier('closeOrder', { outTradeNo: 'closed' })).toMatchObject({ resultCode: 'SUCCESS' });
    await expect(cloud.pay({ outTradeNo: 'closed' }, 'paid')).rejects.toMatchObject({ code: 'payment/closed' });
    await order('old');
    await cloud.advance({ by: '3h' });
    await expect(cloud.pay({ outTradeNo: 'old' }, 'paid')).rejects.toMatchObject({ code: 'payment/expired' });
    expect(notices()).toEqual([]);
  });

  test('a payer who cancels or fails leaves it unpaid', async () => {
    await order('order1');
    for (const outcome of ['cancelled', 'failed'] as const)
      expect(await cloud.pay({ outTradeNo: 'order1' }, outcome)).toMatchObject({ state: 'NOTPAY' });
    expect(await cashier('queryOrder', { outTradeNo: 'order1' })).toMatchObject({ tradeState: 'NOTPAY' });
    expect(notices()).toEqual([]);
  });

  test('the platform can fail', async () => {
    cloud.setFaults({ failNext: { unifiedOrder: 1 } });
    expect(await order('order1')).toMatchObject({ resultCode: 'FAIL' });
    expect(await order('order1')).toMatchObject({ resultCode: 'SUCCESS' });
  });
});

describe('a payment', () => {
  test('is told to the callback once, as the platform tells it', async () => {
    const { prepayId } = await order('order1', { attach: 'a=1' });
    expect(await cloud.pay({ prepayId: String(prepayId) }, 'paid')).toMatchObject({ state: 'SUCCESS' });
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    await cloud.advance({ by: '3d' });
    expect(notices()).toHaveLength(1);
    expect(notices()[0]!.event).toMatchObject({
      returnCode: 'SUCCESS',
      resultCode: 'SUCCESS',
      outTradeNo: 'order1',
      transactionId: expect.stringMatching(/^4200\d{24}$/),
      totalFee: 8800,
      cashFee: 8800,
      feeType: 'CNY',
      subMchId: '1900000109',
      subAppid: 'wx0000000000local0',
      subOpenid: 'o-anna',
      attach: 'a=1',
      timeEnd: '20260301000000',
    });
    expect(notices()[0]!.openid).toBeNull();
    expect(await cashier('queryOrder', { outTradeNo: 'order1' })).toMatchObject({
      tradeState: 'SUCCESS',
      transactionId: notices()[0]!.event.transactionId,
      timeEnd: '20260301000000',
      totalFee: 8800,
    });
    expect(await order('order1')).toMatchObject({ resultCode: 'FAIL' });
  });

  test('paid at the same moment by two is one payment', async () => {
    await order('order1');
    await Promise.all([1, 2, 3].map(() => cloud.pay({ outTradeNo: 'order1' }, 'paid')));
    expect(notices()).toHaveLength(1);
  });

  test('comes again at growing intervals until the callback answers errcode 0', async () => {
    await cloud.engine.set('settings', 'payCallback', { errcode: 1 });
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    await cloud.advance({ by: '10m' });
    expect(sinceStart()).toEqual([0, 15_000, 30_000, MINUTE, 4 * MINUTE]);
    await cloud.engine.set('settings', 'payCallback', { errcode: 0 });
    await cloud.advance({ by: '3d' });
    expect(sinceStart()).toEqual([0, 15_000, 30_000, MINUTE, 4 * MINUTE, 14 * MINUTE]);
  });

  test('is given up after two days', async () => {
    await cloud.engine.set('settings', 'payCallback', { errcode: 1 });
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    await cloud.advance({ by: '5d' });
    expect(sinceStart().at(-1)).toBeLessThanOrEqual(2 * DAY);
    expect(sinceStart().at(-1)).toBeGreaterThan(1.5 * DAY);
  });

  test('a callback that throws is told again', async () => {
    await cloud.engine.set('settings', 'payCallback', { failures: 1 });
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    await cloud.advance({ by: '1m' });
    expect(sinceStart()).toEqual([0, 15_000]);
  });

  test.each([{ repeat: 2 }, { repeat: 2, isConcurrent: true }])('can be told %j too often', async (payCallback) => {
    cloud.setFaults({ payCallback });
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    expect(notices()).toHaveLength(3);
    expect(new Set(notices().map(({ event }) => JSON.stringify(event))).size).toBe(1);
  });

  test('can be told late, or be lost on the way', async () => {
    cloud.setFaults({ payCallback: { delayMs: 90_000 } });
    await order('late');
    await cloud.pay({ outTradeNo: 'late' }, 'paid');
    expect(notices()).toEqual([]);
    await cloud.advance({ by: '2m' });
    expect(sinceStart()).toEqual([90_000]);
    cloud.setFaults({ payCallback: { failFirst: 1 } });
    await order('lost');
    await cloud.pay({ outTradeNo: 'lost' }, 'paid');
    expect(notices()).toHaveLength(1);
    await cloud.advance({ by: '1m' });
    expect(sinceStart()).toEqual([90_000, 2 * MINUTE + 15_000]);
    expect(notices()[1]!.event.timeEnd).toBe('20260301000200');
  });
});

describe('what is lost for good', () => {
  test('is a payment that nobody hears of, though it is made', async () => {
    cloud.setFaults({ payCallback: { isLost: true } });
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    cloud.setFaults({});
    await cloud.advance({ by: '3d' });
    expect(notices()).toEqual([]);
    expect(await cashier('queryOrder', { outTradeNo: 'order1' })).toMatchObject({ tradeState: 'SUCCESS' });
  });

  test.each(['SUCCESS', 'CHANGE', 'REFUNDCLOSE'])('is a refund that ends as %s all the same', async (refundEndsAs) => {
    await order('order1');
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    cloud.setFaults({ refundCallback: { isLost: true }, refundEndsAs });
    await cashier('refund', { outTradeNo: 'order1', outRefundNo: 'r1', totalFee: 8800, refundFee: 8800 });
    const status = async () => (await cashier('queryRefund', { outRefundNo: 'r1' })).refundStatus_0;
    expect(await status()).toBe('PROCESSING');
    await cloud.advance({ by: '1m' });
    cloud.setFaults({});
    expect(await status()).toBe(refundEndsAs);
    await cloud.advance({ by: '3d' });
    expect(notices()).toHaveLength(1); // the payment's own
  });
});

test('a payment is closed once; paid it is not', async () => {
  await order('order1');
  expect(await cashier('closeOrder', { outTradeNo: 'order1' })).toMatchObject({ resultCode: 'SUCCESS' });
  expect(await cashier('closeOrder', { outTradeNo: 'order1' })).toMatchObject({ resultCode: 'FAIL' });
  expect(await order('order1')).toMatchObject({ resultCode: 'FAIL' });
  await order('order2');
  await cloud.pay({ outTradeNo: 'order2' }, 'paid');
  expect(await cashier('closeOrder', { outTradeNo: 'order2' })).toMatchObject({ resultCode: 'FAIL' });
});

test('a refund is told as it ended', async () => {
  await order('order1');
  await cloud.pay({ outTradeNo: 'order1' }, 'paid');
  cloud.setFaults({ refundEndsAs: 'CHANGE' });
  const refund = { outTradeNo: 'order1', outRefundNo: 'r1', totalFee: 8800, refundFee: 8800 };
  await cashier('refund', { ...refund, functionName: 'payCallback' });
  await cloud.advance({ by: '1m' });
  expect(notices()[1]!.event).toMatchObject({ outRefundNo: 'r1', refundStatus: 'CHANGE' });
  expect(() => cloud.setFaults({ refundEndsAs: 'LOST' })).toThrow(RangeError);
});

describe('a refund', () => {
  const refund = (outRefundNo: string, refundFee: number, others: object = {}): Promise<Answer> =>
    cashier('refund', {
      outTradeNo: 'order1',
      outRefundNo,
      totalFee: 8800,
      refundFee,
      functionName: 'payCallback',
      ...others,
    });

  beforeEach(async () => {
    await order('order1');
  });

  test('goes back to the payer and is told to its callback', async () => {
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    const answer = await refund('refund1', 3000);
    expect(answer).toMatchObject({ resultCode: 'SUCCESS', refundFee: 3000, refundId: expect.any(String) });
    expect(await refund('refund1', 3000)).toMatchObject({ resultCode: 'SUCCESS', refundId: answer.refundId });
    await cloud.advance({ by: '1m' });
    expect(notices()).toHaveLength(2);
    expect(notices()[1]!.event).toMatchObject({
      outTradeNo: 'order1',
      outRefundNo: 'refund1',
      refundFee: 3000,
      totalFee: 8800,
      refundStatus: 'SUCCESS',
      successTime: '2026-03-01 00:00:01',
    });
    expect(await cashier('queryOrder', { outTradeNo: 'order1' })).toMatchObject({ tradeState: 'REFUND' });
    expect(await cashier('queryRefund', { outRefundNo: 'refund1' })).toMatchObject({
      resultCode: 'SUCCESS',
      refundCount: 1,
    });
  });

  test('is never more than was paid, however many ask at the same time', async () => {
    await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    const answers = await Promise.all([1, 2, 3, 4].map((index) => refund(`refund${index}`, 3000)));
    expect(answers.filter(({ resultCode }) => resultCode === 'SUCCESS')).toHaveLength(2);
  });

  test.each([
    ['an unpaid order', {}, false],
    ['another total', { totalFee: 1 }, true],
    ['no amount', { refundFee: 0 }, true],
    ['an order that is not there', { outTradeNo: 'other' }, true],
  ])('of %s is refused', async (_, fault, isPaid) => {
    if (isPaid) await cloud.pay({ outTradeNo: 'order1' }, 'paid');
    const answer = await refund('refund1', 3000, fault);
    expect([answer.returnCode, answer.resultCode]).toContain('FAIL');
  });
});
