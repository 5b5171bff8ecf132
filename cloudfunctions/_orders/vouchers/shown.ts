import type { Visit, VoucherCard } from '@shared/contract';
import { fen } from '@shared/kernel';
import { refundOfOrder } from '@shared/rules';
import { type VoucherTerms, visitAtMs, visitSettledAtMs } from '@shared/vouchers';
import type { OrderDocument, VoucherDocument } from '../../_store/documents';
import { askable } from '../cases/claims';
import { backOf, paidOrderOf } from '../remains';

/** The line that a voucher is over, by its place in the order. */
export const lineAt = (order: OrderDocument, { skuId }: Pick<VoucherDocument, 'skuId'>): number =>
  order.lines.findIndex((line) => line.skuId === skuId);

/** Pieces of a voucher that can be redeemed, or asked back: of one whose time is over too. */
export const leftOfVoucher = (order: OrderDocument, one: VoucherDocument): number =>
  one.state === 'issued' ? (askable(order)[lineAt(order, one)] ?? 0) : 0;

/** Terms as they cross. */
export const termsShown = ({ closedWeekdays, closedDays, appointment, ...terms }: VoucherTerms) => ({
  ...terms,
  ...(appointment ? { appointment: { ...appointment, times: [...appointment.times] } } : {}),
  closedWeekdays: [...closedWeekdays],
  closedDays: [...closedDays],
});

/** The visit of a voucher as it crosses; null where none is booked. */
export function visitShown({ visit, terms }: Pick<VoucherDocument, 'visit' | 'terms'>): Visit | null {
  if (!visit) return null;
  const { day, time, pieces } = visit;
  const settledAtMs = terms.appointment ? visitSettledAtMs(terms.appointment, day, time) : visitAtMs(day, time);
  return { day, time, pieces, atMs: visitAtMs(day, time), settledAtMs };
}

/** What whoever looks at a voucher is told of it. */
export const overOf = (one: VoucherDocument, order: OrderDocument) => ({
  code: one._id,
  title: one.title,
  label: one.label,
  picture: one.picture,
  ground: one.ground,
  priceFen: one.priceFen,
  pieces: one.pieces,
  redeemedPieces: one.redeemedPieces,
  left: leftOfVoucher(order, one),
  fromMs: one.fromMs,
  untilMs: one.untilMs,
  terms: termsShown(one.terms),
  isStay: order.lines[lineAt(order, one)]?.stay !== undefined,
  visit: visitShown(one),
});

export const cardOf = (one: VoucherDocument, order: OrderDocument): VoucherCard => ({
  ...overOf(one, order),
  state: one.state,
  orderId: one.orderId,
  shopName: one.shopName,
  issuedAtMs: one.issuedAtMs,
  redeemedAtMs: one.redeemedAtMs,
});

/** What goes back for all that is left of a voucher, by the rules of refunds (rules §5); null where nothing is left. */
export function refundOf(order: OrderDocument, one: VoucherDocument) {
  const left = leftOfVoucher(order, one);
  if (left === 0) return null;
  const at = lineAt(order, one);
  const back = refundOfOrder(paidOrderOf(order), {
    before: order.lines.map(backOf),
    now: order.lines.map((_line, index) => (index === at ? left : 0)),
    freightBefore: fen(order.freightBackFen ?? 0),
    freight: fen(0),
  });
  return { cashFen: back.cash, balanceFen: back.balance, spendableCents: back.spendable, stableCents: back.stable };
}
