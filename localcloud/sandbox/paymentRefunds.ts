import { type PaymentFields, PaymentRefusal } from './paymentFields';
import type { PaymentOrders } from './paymentOrders';
import {
  nonceOf,
  type PaymentOptions,
  PLATFORM_APPID,
  PLATFORM_MCHID,
  type Refund,
  refundIdOf,
  timeTextOf,
} from './paymentRecords';

type Json = Record<string, unknown>;

const REFUNDS_PER_ORDER = 50;
/** A refund reaches the payer a moment later, and its notice with it. */
const REFUND_TAKES_MS = 1000;

/** The refunds of paid orders. Every method that writes is called one at a time (see PaymentSandbox). */
export class PaymentRefunds {
  readonly #options: PaymentOptions;
  readonly #orders: PaymentOrders;

  constructor(options: PaymentOptions, orders: PaymentOrders) {
    this.#options = options;
    this.#orders = orders;
  }

  /** A refund comes to its end by itself, whoever is told of it. @returns it as it is now. */
  async #ended(refund: Refund): Promise<Refund> {
    const { refunds, now } = this.#options;
    const endsAt = refund.createdAt + REFUND_TAKES_MS;
    if (refund.state !== 'PROCESSING' || now() < endsAt) return refund;
    const state = refund.endsAs ?? 'SUCCESS';
    const ended = { ...refund, state, succeededAt: state === 'SUCCESS' ? endsAt : null };
    await refunds.put(ended);
    return ended;
  }

  /** The event a refund callback gets; the refund has come to its end by then. Null when there is nothing to tell. */
  async refundEvent(outRefundNo: string): Promise<{ functionName: string; event: Json } | null> {
    const { payments, refunds } = this.#options;
    const known = refunds.get(outRefundNo);
    const payment = known && payments.get(known.outTradeNo);
    if (!known || !payment) return null;
    const refund = await this.#ended(known);
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
        refundStatus: refund.state,
        ...(refund.succeededAt === null ? {} : { successTime: timeTextOf(refund.succeededAt) }),
        refundRecvAccout: '支付用户零钱', // the platform's own spelling
        refundAccount: 'REFUND_SOURCE_RECHARGE_FUNDS',
        refundRequestSource: 'API',
      },
    };
  }

  async refund(fields: PaymentFields): Promise<Json> {
    const { refunds, payments, deliveries, faults, now, envId, hasFunction } = this.#options;
    const payment = this.#orders.find(fields);
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
      await deliveries.announce('refundCallback', outRefundNo, now() + REFUND_TAKES_MS); // first, as in pay()
      await refunds.put({
        _id: outRefundNo,
        outTradeNo: payment._id,
        refundId: refundIdOf(outRefundNo),
        refundFee,
        state: 'PROCESSING',
        endsAs: faults().refundEndsAs,
        functionName,
        createdAt: now(),
        succeededAt: null,
        isNotified: false,
      });
      await payments.put({ ...payment, state: 'REFUND', refundedFee: refunded + refundFee });
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

  async queryRefund(fields: PaymentFields): Promise<Json> {
    const { refunds } = this.#options;
    const known = fields.has('refund_id')
      ? refunds.find({ refundId: fields.text('refund_id', 32) })
      : fields.has('out_refund_no')
        ? refunds.find({ _id: fields.number('out_refund_no', 64) })
        : refunds.find({ outTradeNo: this.#orders.find(fields)._id }, { sort: { createdAt: 1, _id: 1 } });
    if (known.length === 0) throw new PaymentRefusal('REFUNDNOTEXIST', '退款订单查询失败');
    const found: Refund[] = [];
    for (const refund of known) found.push(await this.#ended(refund));
    const payment = this.#options.payments.get(found[0]!.outTradeNo)!;
    if (payment.subMchId !== fields.text('sub_mch_id', 32))
      throw new PaymentRefusal('REFUNDNOTEXIST', '退款订单查询失败');
    const rows = (this.#options.faults().areRefundListsEmpty ? [] : found)
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
}
