import { maskPhone, unseal } from '../_platform/phone';
import { askWithToken } from '../_store/accessToken';
import { carriersKept } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

// WeChat's management of shipping information: what was sent, and whether the buyer has confirmed it. Fields as in its
// documents; an order is named by the number of its transaction.

/** What the platform has of an order. `unreachable`: nothing is known. */
type PlatformOrder =
  | { readonly is: 'unshipped' | 'confirmed' | 'refunded' | 'unknown' }
  | { readonly is: 'shipped'; readonly trackingNos: readonly string[] }
  | { readonly is: 'unreachable'; readonly why: string };

/** What came of an upload. `there`: the platform says that it has one, or takes none: it is to be asked for the order. */
type UploadAnswer = { readonly is: 'taken' } | { readonly is: 'there' | 'later' | 'refused'; readonly why: string };

/** What is sent of a payment: all parcels of a carrier, or the one way that the rest of it goes. */
export type Shipment =
  | { readonly way: 'express'; readonly parcels: readonly CarriedParcel[] }
  | { readonly way: 'local' | 'virtual' | 'collected'; readonly words: string };
interface CarriedParcel {
  readonly trackingNo: string;
  /** The carrier by the platform's id. */
  readonly carrierId: string;
  readonly words: string;
}

/** `logistics_type`: by a carrier, within the town, nothing that is carried, fetched by the buyer. */
const LOGISTICS = { express: 1, local: 2, virtual: 3, collected: 4 } as const;
/** `delivery_mode`: all in one parcel, or in several, which is for carriers alone. */
const UNIFIED = 1;
const SPLIT = 2;
/** `order_number_type`: by the number of the transaction. */
const BY_TRANSACTION = 2;
const ITEM_CHARACTERS = 120;

/** Busy, throttled, or a payment that the platform has not entered yet: about a minute after it was made. */
const LATER = [-1, 45009, 45011, 10060001, 10060012, 10060019];
/** Shipped already, its one correction used, unchanged, or not in a state to be shipped. */
const THERE = [10060002, 10060003, 10060004, 10060023];
/** order_state */
const CONFIRMED = [3, 4, 6];

/** yyyy-MM-ddTHH:mm:ss.SSS+08:00 */
const uploadTimeOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

/** What is in a parcel, as the platform tells its payer. */
export const itemWords = (lines: readonly { readonly title: string; readonly quantity: number }[]): string => {
  const words = lines.map(({ title, quantity }) => `${title}*${quantity}`).join('；');
  return words.length <= ITEM_CHARACTERS ? words : `${words.slice(0, ITEM_CHARACTERS - 1)}…`;
};

/** The fields of a shipment. Several parcels are told of at once, all of them, so that nothing depends on an order. */
function fieldsOf(shipment: Shipment, order: OrderDocument): Record<string, unknown> {
  if (shipment.way !== 'express') return { delivery_mode: UNIFIED, shipping_list: [{ item_desc: shipment.words }] };
  // What a carrier takes has an address.
  const contact = order.address && { receiver_contact: maskPhone(unseal(order.address.phoneSealed)) };
  const list = shipment.parcels.map(({ trackingNo, carrierId, words }) => ({
    tracking_no: trackingNo,
    express_company: carrierId,
    item_desc: words,
    ...(contact ? { contact } : {}),
  }));
  return list.length === 1
    ? { delivery_mode: UNIFIED, shipping_list: list }
    : { delivery_mode: SPLIT, is_all_delivered: true, shipping_list: list };
}

/** Tells the platform what was sent of an order's payment: all of it, once nothing is to be sent any more. */
export async function uploadShipping(
  order: OrderDocument,
  { shipment, payerOpenid }: { shipment: Shipment; payerOpenid: string },
  nowMs: number,
): Promise<UploadAnswer> {
  const answer = await askWithToken(
    '/wxa/sec/order/upload_shipping_info',
    {
      order_key: { order_number_type: BY_TRANSACTION, transaction_id: order.transactionId },
      logistics_type: LOGISTICS[shipment.way],
      ...fieldsOf(shipment, order),
      upload_time: uploadTimeOf(nowMs),
      payer: { openid: payerOpenid },
    },
    nowMs,
  );
  if (!answer) return { is: 'later', why: 'WeChat did not answer' };
  const code = Number(answer.errcode ?? 0);
  const why = `${code} ${String(answer.errmsg ?? '')}`;
  if (code === 0) return { is: 'taken' };
  if (LATER.includes(code) || (code >= 40001 && code <= 42999)) return { is: 'later', why };
  return { is: THERE.includes(code) ? 'there' : 'refused', why };
}

/** Asks what the platform has of an order. */
export async function askShipping(order: OrderDocument, nowMs: number): Promise<PlatformOrder> {
  const path = '/wxa/sec/order/get_order';
  const answer = await askWithToken(path, { transaction_id: order.transactionId }, nowMs);
  if (!answer) return { is: 'unreachable', why: 'WeChat did not answer' };
  const code = Number(answer.errcode ?? 0);
  if (code === 10060001) return { is: 'unknown' };
  const found = answer.order as { transaction_id?: unknown; order_state?: unknown; shipping?: unknown } | undefined;
  if (code !== 0 || found?.transaction_id !== order.transactionId)
    return { is: 'unreachable', why: `${code} ${String(answer.errmsg ?? '')}` };
  if (CONFIRMED.includes(Number(found.order_state))) return { is: 'confirmed' };
  if (found.order_state === 5) return { is: 'refunded' };
  if (found.order_state === 1) return { is: 'unshipped' };
  const list = (found.shipping as { shipping_list?: unknown } | undefined)?.shipping_list;
  const parcels = Array.isArray(list) ? (list as { tracking_no?: unknown }[]) : [];
  const trackingNos = parcels.flatMap(({ tracking_no: no }) => (typeof no === 'string' ? [no] : []));
  return found.order_state === 2
    ? { is: 'shipped', trackingNos }
    : { is: 'unreachable', why: `state ${String(found.order_state)}` };
}

const CARRIERS_ID = 'carriers';
const CARRIERS_KEPT_MS = 86_400_000;
/** 顺丰, 顺丰速运, 顺丰快递: one carrier, whatever an administrator adds. */
const stemOf = (name: string): string => name.replaceAll(/\s|(快递|速递|速运|快运|物流)$/g, '');

/**
 * The platform's id of a carrier by its name, or by its id, from the platform's own list, which is kept for a day.
 * @returns null when there is no such, `unreachable` when the list could not be had.
 */
export async function carrierIdOf(name: string, nowMs: number): Promise<string | null | 'unreachable'> {
  let kept = await carriersKept.get(CARRIERS_ID);
  if (!kept || kept.readAtMs + CARRIERS_KEPT_MS <= nowMs) {
    const answer = await askWithToken('/cgi-bin/express/delivery/open_msg/get_delivery_list', {}, nowMs);
    const list = Array.isArray(answer?.delivery_list) ? (answer.delivery_list as Record<string, unknown>[]) : [];
    const carriers = list.map((one) => ({ id: String(one.delivery_id), name: String(one.delivery_name) }));
    if (carriers.length > 0) {
      kept = { _id: CARRIERS_ID, readAtMs: nowMs, carriers };
      await carriersKept.put(kept);
    }
  }
  if (!kept) return 'unreachable';
  const asked = name.trim();
  const found =
    kept.carriers.find((one) => one.id === asked.toUpperCase() || one.name === asked) ??
    kept.carriers.find((one) => stemOf(one.name) === stemOf(asked));
  return found?.id ?? null;
}
