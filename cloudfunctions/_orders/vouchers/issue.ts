import { randomInt } from 'node:crypto';
import { firstVoucherState } from '@shared/machines';
import { CODE_DIGITS, DEFAULT_VOUCHER_TERMS, type VoucherTerms, validityOf } from '@shared/vouchers';
import type { Transaction } from '../../_platform/transactions';
import { orders, vouchers } from '../../_store/collections';
import type { OrderDocument, OrderStay, VoucherDocument } from '../../_store/documents';
import { remindedAt } from './remind';

/** A code by chance. Should it be one that is there, the payment is booked again with another. */
const newCode = (): string =>
  String(randomInt(10 ** (CODE_DIGITS / 2))).padStart(CODE_DIGITS / 2, '0') +
  String(randomInt(10 ** (CODE_DIGITS / 2))).padStart(CODE_DIGITS / 2, '0');

/** A room is checked into from the first day of its stay until the day on which it ends. */
const termsOfStay = ({ from, to, inFrom }: OrderStay): VoucherTerms => ({
  ...DEFAULT_VOUCHER_TERMS,
  validDays: null,
  fromDay: from,
  untilDay: to,
  hours: `${inFrom} 后入住`,
});

const voucherOf = (order: OrderDocument, line: OrderDocument['lines'][number], nowMs: number): VoucherDocument => {
  const terms = line.voucher ?? termsOfStay(line.stay!);
  const { fromMs, untilMs } = validityOf(terms, nowMs);
  return {
    _id: newCode(),
    orderId: order._id,
    orderNo: order.orderNo,
    memberId: order.memberId,
    shopId: order.shopId,
    shopName: order.shopName,
    goodsId: line.goodsId,
    skuId: line.skuId,
    title: line.title,
    label: line.label,
    picture: line.picture,
    ground: line.ground,
    priceFen: line.priceFen,
    pieces: line.quantity,
    terms,
    fromMs,
    untilMs,
    state: firstVoucherState,
    dueAtMs: untilMs,
    // Nobody forgets a journey, and nothing of it goes back by itself.
    ...(line.stay ? {} : remindedAt(untilMs, nowMs)),
    issuedAtMs: nowMs,
    redeemedPieces: 0,
    redeemedAtMs: null,
  };
};

/**
 * Issues the vouchers of an order, one a line, and the codes by which rooms are checked into, within the transaction that
 * books its payment: as often as it is paid, which is once. @returns the order as it is once the transaction is committed; as it was where its goods are no vouchers.
 */
export async function issueVouchers(
  order: OrderDocument,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const lines = order.lines.filter(({ voucher, stay }) => voucher !== undefined || stay !== undefined);
  if (lines.length === 0 || order.state !== 'paid') return order;
  const issued = lines.map((line) => voucherOf(order, line, nowMs));
  await vouchers.addAll(issued, transaction);
  const kept = issued.map(({ _id: code, skuId, fromMs, untilMs }) => ({ skuId, code, fromMs, untilMs }));
  await orders.change(order._id, { vouchers: kept }, transaction);
  return { ...order, vouchers: kept };
}
