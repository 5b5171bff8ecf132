import {
  askPayment,
  askRefunded,
  endPayment,
  startPayment,
  startRefund,
  wholeOf,
} from '../../cloudfunctions/_orders/cashier';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';

/** What the platform answers, by interface: an answer, a refusal, or nothing at all. */
const answers: Record<string, ((data: Record<string, unknown>) => unknown)[]> = {};
const asked: string[] = [];

jest.mock('../../cloudfunctions/_platform/cloud', () => ({
  cloud: {
    getWXContext: () => ({ ENV: 'env' }),
    cloudPay: new Proxy(
      {},
      { get: (_target, name: string) => async (data: Record<string, unknown>) => answerOf(name, data) },
    ),
  },
}));

function answerOf(name: string, data: Record<string, unknown>): unknown {
  asked.push(name);
  const next = answers[name]?.shift();
  if (!next) throw new Error(`nobody answers ${name}`);
  return next(data);
}

const NOW_MS = Date.parse('2026-03-02T09:00:00+08:00');
const order = { _id: 'O1', orderNo: 'MH1', shopName: '店', cashFen: 8800, payBeforeMs: 0 } as OrderDocument;
/** The SDK writes an errCode of its own over the platform's: no answer has another. */
const framed = (fields: object) => ({ returnCode: 'SUCCESS', errCode: 0, errMsg: 'ok', ...fields });
const good = (fields: object = {}) =>
  framed({ resultCode: 'SUCCESS', subMchId: 'local-merchant', outTradeNo: 'O1', ...fields });
const refusal = (errCodeDes: string) => framed({ resultCode: 'FAIL', errCodeDes });
const silence = () => {
  throw new Error('socket hang up');
};
const paid = { tradeState: 'SUCCESS', transactionId: '4200000000000001', totalFee: 8800 };

beforeEach(() => {
  for (const name of Object.keys(answers)) delete answers[name];
  asked.length = 0;
  for (const way of ['warn', 'error'] as const) jest.spyOn(console, way).mockImplementation(() => {});
});

test.each([
  ['paid', good(paid), { is: 'paid', transactionId: '4200000000000001', payerOpenid: null }],
  [
    'paid, by whom',
    good({ ...paid, subOpenid: 'o-anna' }),
    { is: 'paid', transactionId: '4200000000000001', payerOpenid: 'o-anna' },
  ],
  ['of another merchant', good({ ...paid, subMchId: 'other' }), { is: 'unreachable' }],
  ['of no merchant', good({ ...paid, subMchId: undefined }), { is: 'unreachable' }],
  ['of another order', good({ ...paid, outTradeNo: 'O2' }), { is: 'unreachable' }],
  ['of another amount', good({ ...paid, totalFee: 1 }), { is: 'unreachable' }],
  ['of no amount', good({ ...paid, totalFee: undefined }), { is: 'unreachable' }],
  ['without a transaction', good({ ...paid, transactionId: '' }), { is: 'unreachable' }],
  ['with a transaction that is none', good({ ...paid, transactionId: 'a b' }), { is: 'unreachable' }],
  ['not paid', good({ tradeState: 'NOTPAY' }), { is: 'unpaid' }],
  ['being paid', good({ tradeState: 'USERPAYING' }), { is: 'unpaid' }],
  ['failed', good({ tradeState: 'PAYERROR' }), { is: 'unpaid' }],
  ['closed', good({ tradeState: 'CLOSED' }), { is: 'closed' }],
  ['closed, of another order', good({ tradeState: 'CLOSED', outTradeNo: 'O2' }), { is: 'unreachable' }],
  ['closed, of another merchant', good({ tradeState: 'CLOSED', subMchId: 'other' }), { is: 'unreachable' }],
  ['given back past these books', good({ ...paid, tradeState: 'REFUND' }), { is: 'unreachable' }],
  ['in no known state', good({ tradeState: 'NEW' }), { is: 'unreachable' }],
  ['unknown', refusal('此交易订单号不存在'), { is: 'unknownOrder' }],
  ['unknown, in English', refusal('order not exist'), { is: 'unknownOrder' }],
  ['refused by a cashier that is not well', refusal('系统超时'), { is: 'unreachable' }],
  ['refused as a whole', { returnCode: 'FAIL', returnMsg: '签名失败' }, { is: 'unreachable' }],
  ['nothing', undefined, { is: 'unreachable' }],
])('a payment that is said to be %s', async (_name, answer, is) => {
  answers.queryOrder = [() => answer];
  expect(await askPayment(order)).toEqual(is);
});

test.each([
  ['paid', ['paid'], [], ['queryOrder']],
  ['closed', ['unpaid'], [good()], ['queryOrder', 'closeOrder']],
  ['paid', ['unpaid', 'paid'], [refusal('订单已支付')], ['queryOrder', 'closeOrder', 'queryOrder']],
  ['closed', ['unpaid', 'closed'], [refusal('订单已关闭，无法重复关闭')], ['queryOrder', 'closeOrder', 'queryOrder']],
  ['unpaid', ['unpaid', 'unpaid'], [refusal('系统超时')], ['queryOrder', 'closeOrder', 'queryOrder']],
  ['unreachable', ['unpaid'], [silence], ['queryOrder', 'closeOrder']],
  ['unreachable', ['unpaid'], [good({ subMchId: 'other' })], ['queryOrder', 'closeOrder']],
])('ending a payment that turns out %s', async (is, states, closings, calls) => {
  const stateAnswers: Record<string, object> = {
    paid,
    unpaid: { tradeState: 'NOTPAY' },
    closed: { tradeState: 'CLOSED' },
  };
  answers.queryOrder = states.map((state) => () => good(stateAnswers[state]));
  answers.closeOrder = closings.map((closing) => (typeof closing === 'function' ? closing : () => closing));
  expect((await endPayment(order)).is).toBe(is);
  expect(asked).toEqual(calls);
});

const indexed = (status: string, fields: object = {}) =>
  good({
    totalFee: 8800,
    refundCount: 1,
    outRefundNo_0: 'O1R',
    refundFee_0: 8800,
    refundStatus_0: status,
    ...fields,
  });
const lists = (status: string[]) =>
  good({ totalFee: 8800, refundCount: 1, outRefundNoList: status.map(() => 'O1R'), refundStatusList: status });

test.each([
  ['paid', indexed('SUCCESS'), { is: 'paid' }],
  ['paid, in lists', lists(['SUCCESS']), { is: 'paid' }],
  [
    'paid, in plain fields',
    good({ refundCount: 1, outRefundNo: 'O1R', refundFee: 8800, refundStatus: 'SUCCESS' }),
    { is: 'paid' },
  ],
  ['on its way', indexed('PROCESSING'), { is: 'processing' }],
  ['stuck', indexed('CHANGE'), { is: 'stuck', status: 'CHANGE' }],
  ['given up, in lists', lists(['REFUNDCLOSE']), { is: 'stuck', status: 'REFUNDCLOSE' }],
  ['counted alone, its lists empty', lists([]), { is: 'counted' }],
  ['another one alone', indexed('SUCCESS', { outRefundNo_0: 'O1X' }), { is: 'counted' }],
  ['of another amount', indexed('SUCCESS', { refundFee_0: 1 }), { is: 'unreachable' }],
  ['of another order', indexed('SUCCESS', { outTradeNo: 'O2' }), { is: 'unreachable' }],
  ['of another merchant', indexed('SUCCESS', { subMchId: 'other' }), { is: 'unreachable' }],
  ['not there', refusal('退款订单查询失败'), { is: 'notSent' }],
  ['nothing', undefined, { is: 'unreachable' }],
])('a refund that is said to be %s', async (_name, answer, is) => {
  answers.queryRefund = [() => answer];
  expect(await askRefunded(order, wholeOf(order))).toEqual(is);
});

test.each([
  ['taken on', good({ outRefundNo: 'O1R', totalFee: 8800 }), true],
  ['of another number', good({ outRefundNo: 'O1X' }), false],
  ['of another order', good({ outRefundNo: 'O1R', outTradeNo: 'O2' }), false],
  ['refused', refusal('余额不足'), false],
])('a refund that is answered as %s', async (_name, answer, isTaken) => {
  answers.refund = [() => answer];
  expect(await startRefund(order, wholeOf(order))).toBe(isTaken);
});

test.each([
  ['refused', () => refusal('该订单已支付')],
  ['answered without parameters', () => good()],
  ['not answered', silence],
])('a payment whose start is %s gives nothing to pay with', async (_name, answer) => {
  answers.unifiedOrder = [answer];
  expect(await startPayment(order, NOW_MS)).toBeNull();
});

test.each([
  ['its time to pay, where that is long enough', { payBeforeMs: NOW_MS + 600_000 }, 600],
  ['a minute and a second, where less is left', { payBeforeMs: NOW_MS + 5_000 }, 61],
  ['the same as at its first start', { payBeforeMs: NOW_MS + 5_000, prepaidAtMs: NOW_MS - 30_000 }, 31],
])('a payment is open for %s', async (_what, times, seconds) => {
  let told: unknown;
  answers.unifiedOrder = [
    (data) => {
      told = data.timeExpire;
    },
  ];
  await startPayment({ ...order, ...times }, NOW_MS);
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(String(told))!;
  expect(Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`) - NOW_MS).toBe(seconds * 1000);
});

// Whose merchant number stands in, as in the local cloud alone.
beforeAll(() => {
  process.env.TCB_ENV = 'local-env';
});
