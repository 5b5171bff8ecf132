import type { Faults } from './faults';
import type { Payment } from './paymentRecords';
import type { Records } from './records';
import { readUpload, type UploadAsked } from './shippingFields';
import { readObject, readText, WechatRefusal } from './wechatRefusal';

type Json = Record<string, unknown>;

/** What the platform was told of an order that was sent; its id is the number of the transaction. */
export interface Shipping {
  _id: string;
  logisticsType: number;
  deliveryMode: number;
  isFinished: boolean;
  parcels: Array<{ trackingNo: string; carrier: string; words: string }>;
  uploadedAt: number;
  /** How often it was corrected once it was finished: once at most. */
  corrections: number;
  confirmedAt: number | null;
}

interface ShippingsOptions {
  payments: Records<Payment>;
  shippings: Records<Shipping>;
  faults: () => Faults;
  now: () => number;
}

/** A payment is entered a minute after it was made; before that there is no such order here. */
const ENTERED_AFTER_MS = 60_000;

const CARRIERS: readonly (readonly [id: string, name: string])[] = [
  ['SF', '顺丰速运'],
  ['ZTO', '中通快递'],
  ['YTO', '圆通速递'],
  ['STO', '申通快递'],
  ['YD', '韵达速递'],
  ['JTSD', '极兔速递'],
  ['JD', '京东快递'],
  ['EMS', 'EMS'],
  ['YZPY', '邮政快递包裹'],
  ['DBL', '德邦快递'],
];
const CARRIER_IDS = new Set(CARRIERS.map(([id]) => id));

/** WeChat's management of shipping information. */
export class Shippings {
  readonly #options: ShippingsOptions;

  constructor(options: ShippingsOptions) {
    this.#options = options;
  }

  /** The payment of an order that the platform knows of. @throws WechatRefusal */
  #paymentOf({ transactionId, mchid, outTradeNo }: UploadAsked['key']): Payment {
    const { payments, now } = this.#options;
    const payment =
      transactionId === undefined ? payments.get(outTradeNo ?? '') : payments.find({ transactionId }, { limit: 1 })[0];
    const isTheirs = mchid === undefined || payment?.subMchId === mchid;
    if (!payment || !isTheirs || payment.paidAt === null || payment.paidAt + ENTERED_AFTER_MS > now())
      throw new WechatRefusal(10060001, '支付单不存在');
    return payment;
  }

  async upload(body: unknown): Promise<Json> {
    const { shippings } = this.#options;
    const asked = readUpload(body, CARRIER_IDS);
    const payment = this.#paymentOf(asked.key);
    if (payment.openid !== asked.openid) throw new WechatRefusal(10060001, '支付单不存在');
    const before = shippings.get(payment.transactionId);
    if (isGivenBack(payment) || (before && before.confirmedAt !== null))
      throw new WechatRefusal(10060004, '支付单处于不可发货的状态');
    if (before && asked.uploadedAt <= before.uploadedAt) throw new WechatRefusal(10060023, '发货信息未更新');
    const parcels = asked.parcels.map((one) => ({ ...one }));
    if (before?.isFinished && before.corrections > 0) throw new WechatRefusal(10060003, '支付单已使用重新发货机会');
    await shippings.put({
      _id: payment.transactionId,
      logisticsType: asked.logisticsType,
      deliveryMode: asked.deliveryMode,
      isFinished: asked.isAllDelivered,
      parcels,
      uploadedAt: asked.uploadedAt,
      corrections: before?.isFinished ? before.corrections + 1 : 0,
      confirmedAt: null,
    });
    return {};
  }

  order(body: unknown): Json {
    const asked = readObject(
      body,
      'body',
      [],
      ['transaction_id', 'merchant_id', 'sub_merchant_id', 'merchant_trade_no'],
    );
    const payment = this.#paymentOf(
      asked.transaction_id === undefined
        ? {
            mchid: readText(asked.merchant_id, 'merchant_id', 32),
            outTradeNo: readText(asked.merchant_trade_no, 'merchant_trade_no', 32),
          }
        : { transactionId: readText(asked.transaction_id, 'transaction_id', 64) },
    );
    const shipping = this.#options.shippings.get(payment.transactionId);
    return {
      order: {
        transaction_id: payment.transactionId,
        merchant_id: payment.subMchId,
        merchant_trade_no: payment._id,
        description: payment.body,
        paid_amount: payment.totalFee,
        openid: payment.openid,
        trade_create_time: Math.floor(payment.createdAt / 1000),
        pay_time: Math.floor(payment.paidAt! / 1000),
        order_state: stateOf(payment, shipping),
        in_complaint: false,
        shipping: shippingShown(shipping),
      },
    };
  }

  carriers(): Json {
    const list = CARRIERS.map(([id, name]) => ({ delivery_id: id, delivery_name: name }));
    return { delivery_list: list, count: list.length };
  }

  /** The payer's part: confirms in WeChat's component. @returns whether there was something to confirm. */
  async confirm(outTradeNo: string): Promise<boolean> {
    const { payments, shippings, now } = this.#options;
    const payment = payments.get(outTradeNo);
    const shipping = payment && shippings.get(payment.transactionId);
    if (!shipping?.isFinished) return false;
    await shippings.put({ ...shipping, confirmedAt: shipping.confirmedAt ?? now() });
    return true;
  }
}

/** One that went back whole is not shipped any more; one that went back in part is. */
const isGivenBack = ({ totalFee, refundedFee = 0 }: Payment): boolean => refundedFee === totalFee;

/** 1 to be shipped, 2 shipped, 3 confirmed, 5 given back. */
function stateOf(payment: Payment, shipping: Shipping | undefined): number {
  if (isGivenBack(payment)) return 5;
  if (!shipping?.isFinished) return 1;
  return shipping.confirmedAt === null ? 2 : 3;
}

const shippingShown = (shipping: Shipping | undefined): Json =>
  shipping
    ? {
        delivery_mode: shipping.deliveryMode,
        logistics_type: shipping.logisticsType,
        finish_shipping: shipping.isFinished,
        goods_desc: shipping.parcels.map(({ words }) => words).join('；'),
        finish_shipping_count: shipping.isFinished ? 1 + shipping.corrections : 0,
        shipping_list: shipping.parcels.map((one) => ({
          tracking_no: one.trackingNo,
          express_company: one.carrier,
          goods_desc: one.words,
          upload_time: Math.floor(shipping.uploadedAt / 1000),
        })),
      }
    : { delivery_mode: 0, logistics_type: 0, finish_shipping: false, finish_shipping_count: 0, shipping_list: [] };
