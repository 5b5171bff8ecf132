import { createHash } from 'node:crypto';
import type { Deliveries } from './deliveries';
import type { Faults } from './faults';
import { PaymentFields, PaymentRefusal } from './payment-fields';
import {
  type Payment,
  prepayIdOf,
  type Refund,
  readStamp,
  refundIdOf,
  stampOf,
  timeTextOf,
  transactionIdOf,
} from './payment-records';
import type { Records } from './records';

type Json = Record<string, unknown>;

/** The platform's own accounts, as its documentation shows them. */
const PLATFORM_APPID = 'wxd2565e6a04246fd1';
const PLATFORM_MCHID = '1800780001';
const LIFE_MS = 2 * 3_600_000;
const REFUNDS_PER_ORDER = 50;
/** A refund reaches the payer a moment later, and its notice with it. */
const REFUND_TAKES_MS = 1000;

const STATE_WORDS = { NOTPAY: '订单未支付', SUCCESS: '支付成功', CLOSED: '已关闭', REFUND: '转入退款' } as const;

export interface PaymentOptions {
  payments: Records<Payment>;
  refunds: Records<Refund>;
  deliveries: Deliveries;
  faults: () => Faults;
  now: () => number;
  appId: string;
  envId: string;
  hasFunction: (name: string) => boolean;
}

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

/** Answers wx.cloud.cloudPay.* as the payment platform does, and plays the payer's part. Amounts in fen. */
export class PaymentSandbox {
  readonly #options: PaymentOptions;
  readonly #calls: Record<string, (fields: PaymentFields, openid: string) => Promise<Json>>;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: PaymentOptions) {
    this.#options = options;
    this.#calls = {
      unifiedOrder: (fields, openid) => this.#unifiedOrder(fields, openid),
      queryOrder: async (fields) => this.#orderAnswer(this.#find(fields)),
      closeOrder: (fields) => this.#closeOrder(fields),
      refund: (fields) => this.#refund(fields),
      queryRefund: async (fields) => this.#queryRefund(fields),
    };
  }

  /** Answers one call; snake_case in and out. Refusals are answers too, as the platform gives them. */
  async answer(apiName: string, request: Json, openid: string): Promise<Json> {
    const call = Object.hasOwn(this.#calls, apiName) ? this.#calls[apiName] : undefined;
    if (!call) return { return_code: 'FAIL', return_msg: `不支持的接口 ${apiName}` };
    const { failNext } = this.#options.faults();
    if ((failNext[apiName] ?? 0) > 0) {
      failNext[apiName]! -= 1;
      return this.#frame({ result_code: 'FAIL', err_code: 'SYSTEMERROR', err_code_des: '系统超时' });
    }
    try {
      const fields = await this.#inTurn(() => call(new PaymentFields(request), openid));
      return this.#frame({ result_code: 'SUCCESS', ...fields });
    } catch (error) {
      if (!(error instanceof PaymentRefusal)) throw error;
      if (error.errCode === '') return { return_code: 'FAIL', return_msg: error.message };
      return this.#frame({ result_code: 'FAIL', err_code: error.errCode, err_code_des: error.message });
    }
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

  /**
   * The payer's decision. Paid: the transaction is recorded and its notice planned, together the platform's promise.
   * Paying twice changes nothing. @returns the state after it, or a refusal's code.
   */
  pay(outTradeNo: string, outcome: PayOutcome): Promise<PaySheet | 'payment/closed' | 'payment/expired'> {
    return this.#inTurn(() => this.#pay(outTradeNo, outcome));
  }

  async #pay(outTradeNo: string, outcome: PayOutcome): Promise<PaySheet | 'payment/closed' | 'payment/expired'> {
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
        totalFee: payment.totalFee,
        feeType: 'CNY',
        cashFee: payment.totalFee,
        transactionId: payment.transactionId,
        outTradeNo,
        ...(payment.attach ? { attach: payment.attach } : {}),
        timeEnd: stampOf(payment.paidAt),
      },
    };
  }

  /** The event a refund callback gets; the refund has succeeded by then. Null when there is nothing to tell. */
  async refundEvent(outRefundNo: string): Promise<{ functionName: string; event: Json } | null> {
    const { payments, refunds, now } = this.#options;
    let refund = refunds.get(outRefundNo);
    const payment = refund && payments.get(refund.outTradeNo);
    if (!refund || !payment) return null;
    if (refund.state === 'PROCESSING') {
      refund = { ...refund, state: 'SUCCESS', succeededAt: now() };
      await refunds.put(refund);
    }
    return {
      functionName: refund.functionName,
      event: {
        returnCode: 'SUCCESS',
        appid: PLATFORM_APPID,
        mchId: PLATFORM_MCHID,
        subAppid: this.#options.appId,
        subMchId: payment.subMchId,
        nonceStr: nonceOf(`notice:${outRefundNo}`),
        outTradeNo: payment._id,
        transactionId: payment.transactionId,
        outRefundNo,
        refundId: refund.refundId,
        totalFee: payment.totalFee,
        settlementTotalFee: payment.totalFee,
        refundFee: refund.refundFee,
        settlementRefundFee: refund.refundFee,
        refundStatus: 'SUCCESS',
        successTime: timeTextOf(refund.succeededAt ?? now()),
        refundRecvAccout: '支付用户零钱', // the platform's own spelling
        refundAccount: 'REFUND_SOURCE_RECHARGE_FUNDS',
        refundRequestSource: 'API',
      },
    };
  }

  /** Notes that a callback has answered errcode 0. */
  async noteNotified(notice: 'payCallback' | 'refundCallback', number: string): Promise<void> {
    const { payments, refunds } = this.#options;
    if (notice === 'payCallback') {
      const payment = payments.get(number);
      if (payment && !payment.isNotified) await payments.put({ ...payment, isNotified: true });
    } else {
      const refund = refunds.get(number);
      if (refund && !refund.isNotified) await refunds.put({ ...refund, isNotified: true });
    }
  }

  /** The cashier serves one at a time: two refunds of one order must each see the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#chain.then(work);
    this.#chain = turn.catch(() => undefined);
    return turn;
  }

  async #unifiedOrder(fields: PaymentFields, openid: string): Promise<Json> {
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
    fields.text('spbill_create_ip', 64);
    if (fields.text('env_id', 64) !== envId) throw new PaymentRefusal('', `env_id 应为 ${envId}`);
    if (!hasFunction(asked.functionName)) throw new PaymentRefusal('', `云函数 ${asked.functionName} 不存在`);
    if (!asked.openid) throw new PaymentRefusal('', 'JSAPI支付必须传openid');
    const expiry = fields.has('time_expire') ? readStamp(fields.text('time_expire', 14)) : now() + LIFE_MS;
    if (expiry === null || expiry <= now()) throw new PaymentRefusal('', 'time_expire时间过短或格式错误');
    const earlier = payments.get(outTradeNo);
    if (earlier?.state === 'CLOSED') throw new PaymentRefusal('ORDERCLOSED', '该订单已关闭，请重新下单');
    if (earlier && earlier.state !== 'NOTPAY') throw new PaymentRefusal('ORDERPAID', '该订单已支付');
    if (earlier && Object.entries(asked).some(([name, value]) => earlier[name as keyof typeof asked] !== value))
      throw new PaymentRefusal('INVALID_REQUEST', '201 商户订单号重复');
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

  #find(fields: PaymentFields): Payment {
    const { payments } = this.#options;
    const payment = fields.has('transaction_id')
      ? payments.find({ transactionId: fields.text('transaction_id', 32) }, { limit: 1 })[0]
      : payments.get(fields.number('out_trade_no', 32));
    if (!payment || (fields.has('transaction_id') && payment.paidAt === null))
      throw new PaymentRefusal('ORDERNOTEXIST', '订单不存在');
    return payment;
  }

  #orderAnswer(payment: Payment): Json {
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

  async #closeOrder(fields: PaymentFields): Promise<Json> {
    const payment = this.#find(fields);
    if (payment.state === 'SUCCESS' || payment.state === 'REFUND')
      throw new PaymentRefusal('ORDERPAID', '订单已支付，不能发起关单');
    if (payment.state !== 'CLOSED') await this.#options.payments.put({ ...payment, state: 'CLOSED' });
    return { sub_mch_id: payment.subMchId };
  }

  async #refund(fields: PaymentFields): Promise<Json> {
    const { refunds, payments, deliveries, now, envId, hasFunction } = this.#options;
    const payment = this.#find(fields);
    const outRefundNo = fields.number('out_refund_no', 64);
    const refundFee = fields.fen('refund_fee');
    const functionName = fields.optionalText('function_name', 64);
    if (functionName && !hasFunction(functionName)) throw new PaymentRefusal('', `云函数 ${functionName} 不存在`);
    if (functionName && fields.text('env_id', 64) !== envId) throw new PaymentRefusal('', `env_id 应为 ${envId}`);
    if (payment.paidAt === null) throw new PaymentRefusal('TRADE_STATE_ERROR', '订单状态错误：未支付');
    if (fields.fen('total_fee') !== payment.totalFee)
      throw new PaymentRefusal('INVALID_REQUEST', '订单金额与支付时不一致');
    const earlier = refunds.get(outRefundNo);
    if (earlier && (earlier.outTradeNo !== payment._id || earlier.refundFee !== refundFee))
      throw new PaymentRefusal('INVALID_REQUEST', '退款单号已用于另一笔退款');
    if (!earlier) {
      const others = refunds.find({ outTradeNo: payment._id });
      if (others.length >= REFUNDS_PER_ORDER) throw new PaymentRefusal('INVALID_REQUEST', '部分退款次数超过50次');
      const refunded = others.reduce((sum, refund) => sum + refund.refundFee, 0);
      if (refunded + refundFee > payment.totalFee) throw new PaymentRefusal('INVALID_REQUEST', '退款金额大于支付金额');
      await refunds.put({
        _id: outRefundNo,
        outTradeNo: payment._id,
        refundId: refundIdOf(outRefundNo),
        refundFee,
        state: 'PROCESSING',
        functionName,
        createdAt: now(),
        succeededAt: null,
        isNotified: false,
      });
      await payments.put({ ...payment, state: 'REFUND' });
      await deliveries.announce('refundCallback', outRefundNo, now() + REFUND_TAKES_MS);
    }
    return {
      sub_mch_id: payment.subMchId,
      transaction_id: payment.transactionId,
      out_trade_no: payment._id,
      out_refund_no: outRefundNo,
      refund_id: refundIdOf(outRefundNo),
      refund_fee: refundFee,
      total_fee: payment.totalFee,
      cash_fee: payment.totalFee,
    };
  }

  #queryRefund(fields: PaymentFields): Json {
    const { refunds } = this.#options;
    const found = fields.has('refund_id')
      ? refunds.find({ refundId: fields.text('refund_id', 32) })
      : fields.has('out_refund_no')
        ? refunds.find({ _id: fields.number('out_refund_no', 64) })
        : refunds.find({ outTradeNo: this.#find(fields)._id }, { sort: { createdAt: 1, _id: 1 } });
    if (found.length === 0) throw new PaymentRefusal('REFUNDNOTEXIST', '退款订单查询失败');
    const payment = this.#options.payments.get(found[0]!.outTradeNo)!;
    const rows = found
      .slice(0, 10)
      .flatMap(
        (refund, index): Array<[string, unknown]> => [
          [`out_refund_no_${index}`, refund._id],
          [`refund_id_${index}`, refund.refundId],
          [`refund_fee_${index}`, refund.refundFee],
          [`refund_status_${index}`, refund.state],
          ...(refund.succeededAt === null
            ? []
            : [[`refund_success_time_${index}`, timeTextOf(refund.succeededAt)] as [string, unknown]]),
        ],
      );
    return {
      sub_mch_id: payment.subMchId,
      transaction_id: payment.transactionId,
      out_trade_no: payment._id,
      total_fee: payment.totalFee,
      total_refund_count: found.length,
      refund_count: Math.min(found.length, 10),
      ...Object.fromEntries(rows),
    };
  }

  #frame(fields: Json): Json {
    return {
      return_code: 'SUCCESS',
      return_msg: 'OK',
      appid: PLATFORM_APPID,
      mch_id: PLATFORM_MCHID,
      sub_appid: this.#options.appId,
      nonce_str: nonceOf(JSON.stringify(fields)),
      ...fields,
    };
  }
}

const nonceOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32).toUpperCase();

/** The payer has another openid at the platform's own account: a function that mixes the two up shall notice here. */
const platformOpenid = (openid: string): string =>
  `platform-${createHash('sha256').update(openid).digest('hex').slice(0, 20)}`;
