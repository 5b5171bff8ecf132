import { readObject, readOne, readText, WechatRefusal } from './wechatRefusal';

/** What a request to `upload_shipping_info` says, its fields checked against the document's table. */
export interface UploadAsked {
  /** Of the order: the number of its transaction, or of the merchant and his order. */
  readonly key: { readonly transactionId?: string; readonly mchid?: string; readonly outTradeNo?: string };
  readonly logisticsType: number;
  readonly deliveryMode: number;
  readonly isAllDelivered: boolean;
  readonly parcels: readonly { readonly trackingNo: string; readonly carrier: string; readonly words: string }[];
  readonly uploadedAt: number;
  readonly openid: string;
}

const EXPRESS = 1;
const UNIFIED = 1;
const MOST_PARCELS = 15;
const UPLOAD_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?[+-]\d\d:\d\d$/;
/** The carrier that wants to know whom to call. */
const SHUNFENG = 'SF';

/** @throws WechatRefusal */
export function readUpload(body: unknown, carriers: ReadonlySet<string>): UploadAsked {
  const asked = readObject(
    body,
    'body',
    ['order_key', 'logistics_type', 'delivery_mode', 'shipping_list', 'upload_time', 'payer'],
    ['is_all_delivered'],
  );
  const logisticsType = readOne(asked.logistics_type, 'logistics_type', [1, 2, 3, 4]);
  const deliveryMode = readOne(asked.delivery_mode, 'delivery_mode', [1, 2]);
  const list = asked.shipping_list;
  const most = deliveryMode === UNIFIED ? 1 : MOST_PARCELS;
  if (!Array.isArray(list) || list.length < 1 || list.length > most)
    throw new WechatRefusal(47001, `data format error: shipping_list must hold 1 to ${most}`);
  if (deliveryMode !== UNIFIED && (logisticsType !== EXPRESS || typeof asked.is_all_delivered !== 'boolean'))
    throw new WechatRefusal(47001, 'data format error: parcels are carriers’ alone, and tell is_all_delivered');
  const uploadTime = readText(asked.upload_time, 'upload_time', 64);
  if (!UPLOAD_TIME.test(uploadTime)) throw new WechatRefusal(47001, 'data format error: upload_time is not RFC 3339');
  const payer = readObject(asked.payer, 'payer', ['openid'], []);
  return {
    key: readKey(asked.order_key),
    logisticsType,
    deliveryMode,
    isAllDelivered: deliveryMode === UNIFIED || asked.is_all_delivered === true,
    parcels: list.map((one) => readParcel(one, logisticsType, carriers)),
    uploadedAt: Date.parse(uploadTime),
    openid: readText(payer.openid, 'payer.openid', 128),
  };
}

function readKey(value: unknown): UploadAsked['key'] {
  const key = readObject(value, 'order_key', ['order_number_type'], ['transaction_id', 'mchid', 'out_trade_no']);
  if (readOne(key.order_number_type, 'order_number_type', [1, 2]) === 2)
    return { transactionId: readText(key.transaction_id, 'transaction_id', 64) };
  return { mchid: readText(key.mchid, 'mchid', 32), outTradeNo: readText(key.out_trade_no, 'out_trade_no', 32) };
}

function readParcel(value: unknown, logisticsType: number, carriers: ReadonlySet<string>) {
  const isExpress = logisticsType === EXPRESS;
  const parcel = readObject(
    value,
    'shipping_list',
    isExpress ? ['tracking_no', 'express_company', 'item_desc'] : ['item_desc'],
    ['tracking_no', 'express_company', 'contact'],
  );
  const words = readText(parcel.item_desc, 'item_desc', 120);
  if (!isExpress) return { trackingNo: '', carrier: '', words };
  const carrier = readText(parcel.express_company, 'express_company', 128);
  if (!carriers.has(carrier)) throw new WechatRefusal(268485216, `there is no carrier ${carrier}`);
  const contact = parcel.contact === undefined ? {} : readObject(parcel.contact, 'contact', [], CONTACTS);
  const contacts = CONTACTS.flatMap((name) => (contact[name] === undefined ? [] : [contact[name]]));
  if (carrier === SHUNFENG && contacts.length === 0)
    throw new WechatRefusal(47001, 'data format error: 顺丰 wants a contact');
  if (!contacts.every((one) => typeof one === 'string' && /^[\d*-]+\d{4}$/.test(one) && one.includes('*')))
    throw new WechatRefusal(47001, 'data format error: a contact is masked but for its last four digits');
  return { trackingNo: readText(parcel.tracking_no, 'tracking_no', 128), carrier, words };
}

const CONTACTS = ['consignor_contact', 'receiver_contact'];
