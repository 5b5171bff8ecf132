import type { AfterSalesCard, AfterSalesCase, AfterSalesLedger } from '@shared/contract';
import { type Fen, fen } from '@shared/kernel';
import { refundOfOrder } from '@shared/rules';
import { _ } from '../../_platform/cloud';
import { maskName } from '../../_platform/maskName';
import { afterSales, members, orders } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';
import { backOf, paidOrderOf } from '../remains';
import { askable, piecesOf } from './claims';
import { freightLeft } from './courses';
import { caseAfter } from './stepCase';

const YEAR_MS = 365 * 86_400_000;

/** What some pieces of an order bring now (rules §5). */
export function ledgerOf(order: OrderDocument, pieces: readonly number[], freight: 'unsent' | Fen): AfterSalesLedger {
  const back = refundOfOrder(paidOrderOf(order), {
    before: order.lines.map(backOf),
    now: pieces,
    freightBefore: fen(order.freightBackFen ?? 0),
    freight,
  });
  return {
    goodsFen: back.goods,
    cashFen: back.cash,
    freightFen: back.freight,
    spendableCents: back.spendable,
    stableCents: back.stable,
    balanceFen: back.balance,
    couponFen: back.coupon,
    keptFen: back.goods + back.freight - back.cash - back.balance - back.spendable - back.stable,
    ...(order.redeemed && { isRedeemed: true }),
  };
}

const NOTHING: Omit<AfterSalesLedger, 'isRedeemed'> = {
  goodsFen: 0,
  cashFen: 0,
  freightFen: 0,
  spendableCents: 0,
  stableCents: 0,
  balanceFen: 0,
  couponFen: 0,
  keptFen: 0,
};

/** What a case gave back, in all; nothing where it gave none. */
function givenLedger({ refundNos }: AfterSalesDocument, order: OrderDocument): AfterSalesLedger {
  const given = (order.givenBack ?? []).filter(({ refundNo }) => refundNos.includes(refundNo));
  const worthBack = given.reduce((sum, one) => {
    const goodsFen = one.pieces.reduce((all, pieces, at) => all + pieces * order.lines[at]!.priceFen, 0);
    const { cashFen, balanceFen = 0, freightFen, spendableCents, stableCents } = one;
    const keptFen = goodsFen + freightFen - cashFen - balanceFen - spendableCents - stableCents;
    const worth = { goodsFen, cashFen, balanceFen, freightFen, spendableCents, stableCents, keptFen, couponFen: 0 };
    return Object.fromEntries(
      Object.entries(worth).map(([name, by]) => [name, sum[name as keyof typeof worth] + by]),
    ) as typeof NOTHING;
  }, NOTHING);
  return { ...worthBack, ...(order.redeemed && { isRedeemed: true }) };
}

const moneyOf = (one: AfterSalesDocument, order: OrderDocument): AfterSalesCase['money'] => {
  if (one.refundNos.length === 0) return one.isOpen && one.kind !== 'exchange' ? 'planned' : 'none';
  const given = (order.givenBack ?? []).filter(({ refundNo }) => one.refundNos.includes(refundNo));
  return given.some(({ refund }) => refund === 'due' || refund === 'sent') ? 'onItsWay' : 'arrived';
};

const lineShown = ({ to, ...line }: AfterSalesDocument['lines'][number]) => ({ ...line, toLabel: to?.label ?? null });

/** A case in a list. */
export const caseCardOf = (one: AfterSalesDocument): AfterSalesCard => ({
  caseId: one._id,
  orderId: one.orderId,
  orderNo: one.orderNo,
  shopName: one.shopName,
  kind: one.kind,
  state: one.state,
  reason: one.reason,
  first: lineShown(one.lines[0]!),
  pieces: one.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  askedAtMs: one.askedAtMs,
  changedAtMs: one.changedAtMs,
  dueAtMs: one.dueAtMs,
});

/** Who looks at a case: its buyer, who answers for its shop, or an administrator who may decide it. */
export type Looking = 'buyer' | 'shop' | 'platform';

/** What each may do, by the case's state. */
function mayOf(one: AfterSalesDocument, who: Looking | 'both'): AfterSalesCase['may'] {
  const isBuyer = who === 'buyer';
  const isShop = who === 'shop' || who === 'both';
  const isPlatform = who === 'platform' || who === 'both';
  const can = (event: Parameters<typeof caseAfter>[1]) => caseAfter(one, event) !== undefined;
  return {
    withdraw: isBuyer && can('buyer.withdrew'),
    giveParcel: isBuyer && can('parcel.given'),
    askArbitration: isBuyer && can('arbitration.asked'),
    confirmExchange: isBuyer && can('exchange.received'),
    answer: isShop && one.state === 'asked',
    confirmReturn: isShop && one.state === 'returning',
    sendExchange: isShop && can('exchange.sent'),
    decide: isPlatform && can('arbitration.forShop'),
  };
}

/** What is known of a buyer: orders of the last year that were paid, and cases. */
async function buyerOf({ memberId }: AfterSalesDocument, nowMs: number): Promise<AfterSalesCase['buyer']> {
  const since = _.gt(nowMs - YEAR_MS);
  const [buyer, paid, cases] = await Promise.all([
    members.getFields(memberId, { nickname: true }),
    orders.count({ memberId, placedAtMs: since, isPlaced: true, state: _.nin(['awaitingPayment', 'closed']) }),
    afterSales.count({ memberId, askedAtMs: since }),
  ]);
  return { masked: maskName(buyer?.nickname ?? ''), orders: paid, cases };
}

/** A case on its page, for who looks at it; the buyer's record for those who answer. */
export async function casePageOf(
  one: AfterSalesDocument,
  order: OrderDocument,
  who: Looking | 'both',
  nowMs: number,
): Promise<AfterSalesCase> {
  const pieces = piecesOf(order, one.lines);
  const left = askable(order, one._id);
  const isPlanned = one.isOpen && one.kind !== 'exchange' && pieces.every((some, at) => some <= left[at]!);
  return {
    ...caseCardOf(one),
    shopId: one.shopId,
    lines: one.lines.map(lineShown),
    words: one.words,
    pictures: [...one.pictures],
    returnTo: one.returnTo,
    returnParcel: one.returnParcel,
    exchangeParcel: one.exchangeParcel,
    ledger: one.refundNos.length === 0 && isPlanned ? ledgerOf(order, pieces, fen(0)) : givenLedger(one, order),
    money: moneyOf(one, order),
    freightLeftFen: freightLeft(order),
    log: one.log.map(({ memberId: _who, ...line }) => ({ ...line, pictures: [...line.pictures] })).reverse(),
    may: mayOf(one, who),
    buyer: who === 'buyer' ? null : await buyerOf(one, nowMs),
  };
}
