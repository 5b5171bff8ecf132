import type { OrderDocument } from '../_store/documents';

/** Whether its buyer may pay an order with points that are redeemed for it: nobody began to pay it with
 * money, and no cash balance pays a part. */
export const mayRedeem = (order: OrderDocument, nowMs: number): boolean =>
  order.state === 'awaitingPayment' &&
  nowMs < order.payBeforeMs &&
  order.kind === 'delivered' &&
  order.shopOwnerId === null &&
  order.purchase === undefined &&
  typeof order.prepaidAtMs !== 'number' &&
  order.balanceFen === undefined &&
  order.cashFen > 0;
