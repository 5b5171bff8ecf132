import { derivedId } from '../../_platform/ids';
import { afterSales, orders } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';
import { forEach, pass, type Step } from '../step';

const DAY_MS = 86_400_000;

type Older = Pick<
  OrderDocument,
  | '_id'
  | 'orderNo'
  | 'memberId'
  | 'shopId'
  | 'shopName'
  | 'shopOwnerId'
  | 'lines'
  | 'isRefundPending'
  | 'openCases'
  | 'refund'
  | 'changedAtMs'
>;

const FIELDS = {
  orderNo: true,
  memberId: true,
  shopId: true,
  shopName: true,
  shopOwnerId: true,
  lines: true,
  isRefundPending: true,
  openCases: true,
  refund: true,
  changedAtMs: true,
} as const;

/** What was asked for an order as a whole, as a case over all of its pieces. */
function caseOf(order: Older): AfterSalesDocument {
  const atMs = order.refund?.atMs ?? order.changedAtMs;
  const words = order.refund?.reason ?? '';
  return {
    _id: derivedId('SH', order._id).slice(0, 14),
    orderId: order._id,
    orderNo: order.orderNo,
    memberId: order.memberId,
    shopId: order.shopId,
    shopName: order.shopName,
    shopOwnerId: order.shopOwnerId,
    kind: 'refund',
    state: 'asked',
    isOpen: true,
    waitsFor: 'shop',
    lines: order.lines.map(({ skuId, title, label, picture, ground, priceFen, quantity }) => ({
      skuId,
      title,
      label,
      picture,
      ground,
      priceFen,
      bought: quantity,
      quantity,
      to: null,
    })),
    reason: 'other',
    words,
    pictures: [],
    askedAtMs: atMs,
    changedAtMs: atMs,
    // Nobody was told of a time: the shop has two days from the step on.
    dueAtMs: Date.now() + 2 * DAY_MS,
    returnTo: null,
    returnParcel: null,
    exchangeParcel: null,
    refundNos: [],
    log: [{ event: 'case.asked', state: 'asked', atMs, by: 'buyer', memberId: order.memberId, words, pictures: [] }],
  };
}

/** A refund that was asked for an order as a whole and waits becomes a case over all of its pieces. */
export const cases: Step = {
  to: 8,
  name: 'cases',
  passes: async () => [
    pass(orders, FIELDS, (found: readonly Older[]) =>
      forEach(found, async (order) => {
        if (!order.isRefundPending || order.openCases) return;
        const one = caseOf(order);
        // There already where the step was killed here: the order follows.
        await afterSales.add(one);
        const pieces = order.lines.map(({ quantity }) => quantity);
        await orders.change(order._id, { openCases: [{ caseId: one._id, pieces }], caseCount: 1 });
      }),
    ),
  ],
};
