import type { Notice } from './deliveries';
import { type PaymentFields, type PaymentInterface, PaymentRefusal, readFields } from './paymentFields';
import { PaymentOrders, type PayOutcome, type PaySheet } from './paymentOrders';
import { nonceOf, type PaymentOptions, PLATFORM_APPID, PLATFORM_MCHID } from './paymentRecords';
import { PaymentRefunds } from './paymentRefunds';

type Json = Record<string, unknown>;

/** Answers wx.cloud.cloudPay.* as the payment platform does, and plays the payer's part. Amounts in fen. */
export class PaymentSandbox {
  readonly #options: PaymentOptions;
  readonly #orders: PaymentOrders;
  readonly #refunds: PaymentRefunds;
  readonly #calls: Record<PaymentInterface, (fields: PaymentFields, openid: string) => Promise<Json>>;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: PaymentOptions) {
    this.#options = options;
    const orders = new PaymentOrders(options);
    const refunds = new PaymentRefunds(options, orders);
    this.#orders = orders;
    this.#refunds = refunds;
    this.#calls = {
      unifiedOrder: (fields, openid) => orders.unifiedOrder(fields, openid),
      queryOrder: async (fields) => orders.queryOrder(fields),
      closeOrder: (fields) => orders.closeOrder(fields),
      refund: (fields) => refunds.refund(fields),
      queryRefund: (fields) => refunds.queryRefund(fields),
    };
  }

  /** Answers one call; snake_case in and out. Refusals are answers too, as the platform gives them. */
  async answer(apiName: string, request: Json, openid: string): Promise<Json> {
    const isKnown = (name: string): name is PaymentInterface => Object.hasOwn(this.#calls, name);
    if (!isKnown(apiName)) return { return_code: 'FAIL', return_msg: `不支持的接口 ${apiName}` };
    const { failNext } = this.#options.faults();
    if ((failNext[apiName] ?? 0) > 0) {
      failNext[apiName]! -= 1;
      return this.#frame({ result_code: 'FAIL', err_code: 'SYSTEMERROR', err_code_des: '系统超时' });
    }
    try {
      const fields = await this.#inTurn(() => this.#calls[apiName](readFields(apiName, request), openid));
      return this.#frame({ result_code: 'SUCCESS', ...fields });
    } catch (error) {
      if (!(error instanceof PaymentRefusal)) throw error;
      if (error.errCode === '') return { return_code: 'FAIL', return_msg: error.message };
      return this.#frame({ result_code: 'FAIL', err_code: error.errCode, err_code_des: error.message });
    }
  }

  /** What the pay sheet shows for a prepayment or order number, or undefined. */
  sheet(number: { prepayId?: string; outTradeNo?: string }): PaySheet | undefined {
    return this.#orders.sheet(number);
  }

  /**
   * The payer's decision. Paid: the transaction is recorded and its notice planned, together the platform's promise.
   * Paying twice changes nothing. @returns the state after it, or a refusal's code.
   */
  pay(outTradeNo: string, outcome: PayOutcome): Promise<PaySheet | 'payment/closed' | 'payment/expired'> {
    return this.#inTurn(() => this.#orders.pay(outTradeNo, outcome));
  }

  /** The event of a notice and the function that gets it; null when there is nothing to tell. */
  event(notice: Notice, number: string): Promise<{ functionName: string; event: Json } | null> {
    return this.#inTurn(async () =>
      notice === 'payCallback' ? this.#orders.payEvent(number) : this.#refunds.refundEvent(number),
    );
  }

  /** Notes that a callback has answered errcode 0. */
  noteNotified(notice: Notice, number: string): Promise<void> {
    const { payments, refunds } = this.#options;
    return this.#inTurn(async () => {
      const payment = notice === 'payCallback' ? payments.get(number) : undefined;
      const refund = notice === 'refundCallback' ? refunds.get(number) : undefined;
      if (payment) await payments.put({ ...payment, isNotified: true });
      if (refund) await refunds.put({ ...refund, isNotified: true });
    });
  }

  /** The cashier serves one at a time: two refunds of one order must each see the other. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#chain.then(work);
    this.#chain = turn.catch(() => undefined);
    return turn;
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
