import { isIP } from 'node:net';
import { type PaymentFields, PaymentRefusal } from './paymentFields';
import {
  nonceOf,
  type Payment,
  type PaymentOptions,
  PLATFORM_APPID,
  PLATFORM_MCHID,
  platformOpenid,
  prepayIdOf,
  readStamp,
  stampOf,
  transactionIdOf,
} from './paymentRecords';

type Json = Record<string, unknown>;

const LIFE_MS = 2 * 3_600_000;
/** An order must be open for longer when it is first told. */
const SHORTEST_LIFE_MS = 60_000;
const STATE_WORDS = { NOTPAY: '订单未支付', SUCCESS: '支付成功', CLOSED: '已关闭', REFUND: '转入退款' } as const;

/** What the pay sheet shows, and what became of a payment. */
export interface PaySheet {
  outTradeNo: string;
  prepayId: string;
  body: string;
  /** Fen. */
  totalFee: number;
  state: Payment['state'];
}

export type PayOutcome = 'paid' | 'cancelled' | 'failed';

/** The orders at the sandbox's cashier. Every method that writes is called one at a time (see PaymentSandbox). */
export class PaymentOrders {
  readonly #options: PaymentOptions;

  constructor(options: PaymentOptions) {
    this.#options = options;
  }

  /** What the pay sheet shows for a prepayment or order number, or undefined. */
  sheet(number: { prepayId?: string; outTradeNo?: string }): PaySheet | undefined {
    const payment = number.prepayId
      ? this.#options.payments.find({ prepayId: number.prepayId }, { limit: 1 })[0]
      : number.outTradeNo
        ? this.#options.payments.get(number.outTradeNo)
        : undefined;
    if (!payment) return undefined;
    const { _id, prepayId, body, totalFee, state } = payment;
    return { outTradeNo: _id, prepayId, body, totalFee, state };
  }

  async pay(outTradeNo: string, outcome: PayOutcome): Promise<PaySheet | 'payment/closed' | 'payment/expired'> {
    const { payments, deliveries, now } = this.#options;
    const payment = payments.get(outTradeNo);
    if (!payment) throw new Error(`no prepayment ${outTradeNo}`);
    if (outcome === 'paid' && payment.state === 'NOTPAY') {
      if (now() > payment.expiresAt) return 'payment/expired';
      // The notice first: killed between the two, it finds an unpaid order and waits for nothing.
      await deliveries.announce('payCallback', outTradeNo, now());
      await payments.put({ ...payment, state: 'SUCCESS', paidAt: now() });
    } else if (outcome === 'paid' && payment.state === 'CLOSED') return 'payment/closed';
    return this.sheet({ outTradeNo })!;
  }

  /** The event a payment callback gets; null when there is nothing to tell. */
  payEvent(outTradeNo: string): { functionName: string; event: Json } | null {
    const payment = this.#options.payments.get(outTradeNo);
    if (!payment || payment.paidAt === null) return null;
    const toldFen = payment.totalFee + (this.#options.faults().payCallback.moreFen ?? 0);
    return {
      functionName: payment.functionName,
      event: {
        returnCode: 'SUCCESS',
        appid: PLATFORM_APPID,
        mchId: PLATFORM_MCHID,
        subAppid: this.#options.appId,
        subMchId: payment.subMchId,
        nonceStr: nonceOf(`notice:${outTradeNo}`),
        resultCode: 'SUCCESS',
        openid: platformOpenid(payment.openid),
        isSubscribe: 'N',
        subOpenid: payment.openid,
        subIsSubscribe: 'N',
        tradeType: payment.tradeType,
        bankType: 'OTHERS',
        totalFee: toldFen,
        feeType: 'CNY',
        cashFee: toldFen,
        transactionId: payment.transactionId,
        outTradeNo,
        ...(payment.attach ? { attach: payment.attach } : {}),
        timeEnd: stampOf(payment.paidAt),
      },
    };
  }

  async unifiedOrder(fields: PaymentFields, openid: string): Promise<Json> {
    const { payments, now, envId, hasFunction } = this.#options;
    const outTradeNo = fields.number('out_trade_no', 32);
    const asked = {
      body: fields.text('body', 128),
      attach: fields.optionalText('attach', 127),
      totalFee: fields.fen('total_fee'),
      subMchId: fields.text('sub_mch_id', 32),
      functionName: fields.text('function_name', 64),
      tradeType: fields.optionalText('trade_type', 16) || 'JSAPI',
      openid: fields.optionalText('sub_openid', 128) || openid,
    };
    if (isIP(fields.text('spbill_create_ip', 64)) === 0)
      throw new PaymentRefusal('', '参数spbill_create_ip格式错误：须为IPv4或IPv6地址');
    if (asked.tradeType !== 'JSAPI') throw new PaymentRefusal('', '参数trade_type错误：小程序须为JSAPI');
    if (fields.text('env_id', 64) !== envId) throw new PaymentRefusal('', `env_id 应为 ${envId}`);
    if (!hasFunction(asked.functionName)) throw new PaymentRefusal('', `云函数 ${asked.functionName} 不存在`);
    if (!asked.openid) throw new PaymentRefusal('', 'JSAPI支付必须传openid');
    const expiry = fields.has('time_expire') ? readStamp(fields.text('time_expire', 14)) : now() + LIFE_MS;
    const earlier = payments.get(outTradeNo);
    if (expiry === null || expiry <= now() + (earlier ? 0 : SHORTEST_LIFE_MS))
      throw new PaymentRefusal('', 'time_expire时间过短或格式错误');
    if (earlier?.state === 'CLOSED') throw new PaymentRefusal('ORDERCLOSED', '该订单已关闭，请重新下单');
    if (earlier && earlier.state !== 'NOTPAY') throw new PaymentRefusal('ORDERPAID', '该订单已支付');
    if (earlier && Object.entries(asked).some(([name, value]) => earlier[name as keyof typeof asked] !== value))
      throw new PaymentRefusal('INVALID_REQUEST', '201 商户订单号重复');
    if (earlier && fields.has('time_expire') && earlier.expiresAt !== expiry)
      throw new PaymentRefusal('INVALID_REQUEST', 'time_expire只能第一次下单传值，不允许二次修改');
    const payment: Payment = earlier ?? {
      _id: outTradeNo,
      ...asked,
      prepayId: prepayIdOf(outTradeNo),
      nonceStr: nonceOf(`order:${outTradeNo}`),
      state: 'NOTPAY',
      createdAt: now(),
      expiresAt: expiry,
      transactionId: transactionIdOf(outTradeNo),
      paidAt: null,
      isNotified: false,
    };
    if (!earlier) await payments.put(payment);
    return {
      sub_mch_id: payment.subMchId,
      trade_type: payment.tradeType,
      prepay_id: payment.prepayId,
      payment: {
        app_id: this.#options.appId,
        time_stamp: String(Math.floor(now() / 1000)),
        nonce_str: payment.nonceStr,
        package: `prepay_id=${payment.prepayId}`,
        sign_type: 'MD5',
        pay_sign: nonceOf(`sign:${payment.prepayId}`),
      },
    };
  }

  /** @throws PaymentRefusal */
  find(fields: PaymentFields): Payment {
    const { payments } = this.#options;
    const payment = fields.has('transaction_id')
      ? payments.find({ transactionId: fields.text('transaction_id', 32) }, { limit: 1 })[0]
      : payments.get(fields.number('out_trade_no', 32));
    const isTheirs = payment?.subMchId === fields.text('sub_mch_id', 32);
    if (!payment || !isTheirs || (fields.has('transaction_id') && payment.paidAt === null))
      throw new PaymentRefusal('ORDERNOTEXIST', '订单不存在');
    return payment;
  }

  queryOrder(fields: PaymentFields): Json {
    const payment = this.find(fields);
    const paid = payment.paidAt === null ? {} : this.#paidFields(payment, payment.paidAt);
    return {
      sub_mch_id: payment.subMchId,
      out_trade_no: payment._id,
      total_fee: payment.totalFee,
      attach: payment.attach,
      trade_state: payment.state,
      trade_state_desc: STATE_WORDS[payment.state],
      ...paid,
    };
  }

  #paidFields(payment: Payment, paidAt: number): Json {
    return {
      openid: platformOpenid(payment.openid),
      sub_openid: payment.openid,
      trade_type: payment.tradeType,
      bank_type: 'OTHERS',
      cash_fee: payment.totalFee,
      fee_type: 'CNY',
      transaction_id: payment.transactionId,
      time_end: stampOf(paidAt),
    };
  }

  async closeOrder(fields: PaymentFields): Promise<Json> {
    const payment = this.find(fields);
    if (payment.state === 'SUCCESS' || payment.state === 'REFUND')
      throw new PaymentRefusal('ORDERPAID', '订单已支付，不能发起关单');
    if (payment.state === 'CLOSED') throw new PaymentRefusal('ORDERCLOSED', '订单已关闭，无法重复关闭');
    const { faults, now } = this.#options;
    if (now() < payment.createdAt + faults().closesAfterMs)
      throw new PaymentRefusal('ORDERNOTEXIST', '订单生成后不能马上关单，请稍后再试');
    await this.#options.payments.put({ ...payment, state: 'CLOSED' });
    return { sub_mch_id: payment.subMchId };
  }
}
