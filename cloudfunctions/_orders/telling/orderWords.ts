import type { DeliveryWay } from '@shared/contract';
import { showAmount, showPlain } from '@shared/format';
import type { OrderDocument } from '../../_store/documents';
import type { Telling } from '../../_store/messages';
import { parcelsOf } from '../parcels';
import { isShopsOwn } from '../shopsOwn';
import { isToldOfOrder } from './told';
import { partsOf, partsToldBy, wentBackWords } from './wentBack';

type Line = OrderDocument['log'][number];
type Said = Pick<Telling, 'title' | 'words'> & Partial<Pick<Telling, 'target' | 'template' | 'kind'>>;

/** 五常大米等 3 件 */
function goodsOf({ lines }: OrderDocument): string {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const title = lines[0]?.title ?? '';
  return pieces > 1 ? `${title}等 ${pieces} 件` : title;
}

const SENT: Readonly<Record<DeliveryWay, string>> = {
  express: '已发出',
  local: '已送出',
  virtual: '可以用了',
  collected: '可以到店取了',
};

const isOfParcel = ({ event }: Line): boolean => event === 'parcel.sent' || event === 'goods.shipped';

/** SF1482****6037: who knows the order finds all of it there. */
const masked = (trackingNo: string): string =>
  trackingNo.length > 8 ? `${trackingNo.slice(0, -8)}****${trackingNo.slice(-4)}` : trackingNo;

/** Pieces of a voucher that the shop redeemed: whoever did not hand it over learns of it. */
function redeemed(order: OrderDocument, line: Line): Said | null {
  // The rest of it was given back, which is told by itself.
  if (line.by === 'platform') return null;
  return { title: line.note || '券已核销', words: `${order.shopName}，${goodsOf(order)}。不是你用的，马上联系店家。` };
}

/** Of the parcel that a line of the record is of: parcels stand in the order of sending, as those lines do. */
function sent(order: OrderDocument, line: Line): Said | null {
  const before = order.log.slice(0, order.log.indexOf(line)).filter(isOfParcel).length;
  const parcel = parcelsOf(order)[before];
  if (order.vouchers) return redeemed(order, line);
  if (order.kind === 'topUp') return { title: '充值到账', words: `${goodsOf(order)}，已充到你填的账号。` };
  // The rest of it was given back, which is told by itself.
  if (!parcel) return null;
  const name = parcel.no > 1 || line.event === 'parcel.sent' ? `包裹 ${parcel.no} ` : '';
  const no = parcel.trackingNo === '' ? '' : `，${parcel.carrier} ${masked(parcel.trackingNo)}`;
  return {
    title: `${name}${SENT[parcel.way]}`,
    words: `${order.shopName}，${goodsOf(order)}${no}。`,
    template: 'shipped',
    target: { page: parcel.way === 'express' ? 'logistics' : 'order', id: order._id },
  };
}

function arrived(order: OrderDocument, { entryId }: Line): Said {
  const parts = partsToldBy(order, entryId);
  const shared = { kind: 'afterSales', title: '退款已到账' } as const;
  if (order.redeemed)
    return { ...shared, words: `${showPlain(parts.cashFen, 'stable')} 恒定积分，${goodsOf(order)}，在钱包里。` };
  const words = wentBackWords(parts, true);
  return { ...shared, words: `${goodsOf(order)}。${words === '' ? '没有要退的钱和积分' : words}。` };
}

/** A reversal that gave the balance its share, and has nothing for the payment platform to bring. */
function reversed(order: OrderDocument, line: Line): Said | null {
  const { cashFen, balanceFen } = partsToldBy(order, line.entryId);
  return cashFen === 0 && balanceFen > 0 ? arrived(order, line) : null;
}

/** Pieces that go back by themselves, or by the shop itself. What follows from a case is told of the case. */
function givenBack(order: OrderDocument, line: Line): Said | null {
  const given = order.givenBack?.find(({ why, atMs }) => why === line.note && atMs === line.atMs);
  const isOfShop = line.by === 'admin' && given !== undefined && isShopsOwn(given.refundNo);
  if (!isOfShop && (line.by !== 'platform' || (order.caseCount ?? 0) > 0)) return null;
  const parts = given ? partsOf(given) : null;
  // Without money on its way the last pieces' arrival is told at once.
  if (parts?.cashFen === 0 && line.event === 'refund.approved') return null;
  const why = line.note === '' ? '' : `${line.note}。`;
  const words = parts && !order.redeemed ? wentBackWords(parts, false) : '';
  const other = order.redeemed ? '兑换用的积分退成恒定积分，1 元 1 个' : '退什么、退到哪里，订单里有明细';
  const where = words === '' ? other : words;
  const title = parts?.cashFen === 0 ? '退款已到账' : '正在退款';
  return { kind: 'afterSales', title, words: `${goodsOf(order)}。${why}${where}。` };
}

/** What it was, what it is, and why: both are of goods and sending together. */
function repriced(order: OrderDocument, { atMs }: Line): Said | null {
  const change = order.priceChanges?.find((one) => one.atMs === atMs);
  if (!change) return null;
  const sums = `${showAmount(change.before.priceFen, 'cash')} 改为 ${showAmount(change.after.priceFen, 'cash')}`;
  return { title: '店家改了价', words: `${goodsOf(order)}，${sums}。${change.reason}。还没付款，看清再付。` };
}

function said(order: OrderDocument, line: Line): Said | null {
  switch (line.event) {
    case 'price.changed':
      return repriced(order, line);
    case 'stray.received':
      return { title: '按旧价付的钱正在退回', words: `${goodsOf(order)}，价格改过了，按改价前付的钱原路退回。` };
    case 'payment.expired':
      return { title: '订单已关闭', words: `${goodsOf(order)}，没有按时付款，没有扣款。占用的余额、积分和券已退回。` };
    case 'payment.received':
      return {
        title: '付款晚了，正在退回',
        words: `${goodsOf(order)}，订单已经关闭，${showAmount(order.cashFen, 'cash')} 正退回微信支付的账户。`,
      };
    case 'pieces.redeemed':
      return redeemed(order, line);
    case 'parcel.sent':
    case 'goods.shipped':
      return sent(order, line);
    case 'parcel.corrected':
      return {
        title: '运单号改了',
        words: `${goodsOf(order)}，按新的单号查。`,
        target: { page: 'logistics', id: order._id },
      };
    case 'receipt.automatic':
      return order.kind === 'delivered'
        ? { title: '已自动确认收货', words: `${goodsOf(order)}。有问题，退货期内还可以申请售后。` }
        : null;
    case 'pieces.givenBack':
    case 'refund.approved':
      return givenBack(order, line);
    case 'sale.reversed':
      return reversed(order, line);
    case 'reversal.paid':
    case 'pieces.refunded':
    case 'refund.paid':
      return arrived(order, line);
    default:
      return null;
  }
}

/** What is to be told of an order, of the lines of its record that nobody was told of. */
export function tellingsOfOrder(order: OrderDocument): Telling[] {
  const from = order.untoldFrom ?? order.log.length;
  return order.log.flatMap((line, at) => {
    const words = at >= from && isToldOfOrder(line) ? said(order, line) : null;
    if (!words) return [];
    const event = `order:${order._id}:${at}`;
    const target = { page: 'order', id: order._id } as const;
    return [{ memberId: order.memberId, event, kind: 'order', atMs: line.atMs, target, ...words }];
  });
}
