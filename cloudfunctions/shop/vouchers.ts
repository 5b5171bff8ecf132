import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { backOf } from '../_orders/remains';
import { cardOf, leftOfVoucher, lineAt, refundOf } from '../_orders/vouchers/shown';
import { bookVisit as book, giveUpVisit as giveUp, viewVisits as view } from '../_orders/vouchers/visits';
import { _ } from '../_platform/cloud';
import { orders, shops, vouchers } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';

const ENDED = ['redeemed', 'refunded', 'expired'];

/** One's own vouchers, with what their orders say is left of each: one request for the orders of a page. */
export const listVouchers: Handler<'shop.listVouchers'> = async (input, { member, nowMs }) => {
  const isOpen = input.filter === 'open';
  const list = await listPage(vouchers, input, {
    name: 'shop.listVouchers',
    condition: { memberId: member._id, state: isOpen ? 'issued' : _.in(ENDED) },
    keys: [
      [isOpen ? 'untilMs' : 'issuedAtMs', isOpen ? 'asc' : 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const theirs = await orders.getMany([...new Set(found.map(({ orderId }) => orderId))]);
  const byId = new Map(theirs.map((order) => [order._id, order]));
  return done({ vouchers: shownOf(found, (one) => cardOf(one, byId.get(one.orderId)!)), next, nowMs });
};

/** One voucher of one's own, with its code. */
export const viewVoucher: Handler<'shop.viewVoucher'> = async ({ code }, { member, nowMs }) => {
  const one = await vouchers.get(code);
  if (!one || one.memberId !== member._id) return refuse('voucher/none');
  const [found, shop] = await Promise.all([
    orders.get(one.orderId),
    shops.getFields(one.shopId, { servicePhone: true }),
  ]);
  const order = found!;
  const at = lineAt(order, one);
  return done({
    ...cardOf(one, order),
    shopId: one.shopId,
    servicePhone: shop?.servicePhone ?? '',
    inCase: (order.openCases ?? []).reduce((sum, { pieces }) => sum + (pieces[at] ?? 0), 0),
    backPieces: backOf(order.lines[at]!),
    // Nights go back by their own terms, and never by themselves.
    refund: leftOfVoucher(order, one) > 0 && !order.lines[at]!.stay ? refundOf(order, one) : null,
    nowMs,
  });
};

export const viewVisits: Handler<'shop.viewVisits'> = view;
export const bookVisit: Handler<'shop.bookVisit'> = book;
export const giveUpVisit: Handler<'shop.giveUpVisit'> = giveUp;
