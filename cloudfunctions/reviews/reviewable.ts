import type { Reviewable } from '@shared/contract';
import { mayWriteUntil } from '@shared/rules';
import { derivedId } from '../_platform/ids';
import type { OrderDocument } from '../_store/documents';

type Line = OrderDocument['lines'][number];
type Received = Pick<OrderDocument, '_id' | 'lines' | 'receivedAtMs' | 'shopName' | 'shopOwnerId' | 'memberId'>;

/** One review for a line of an order. */
export const reviewIdOf = (orderId: string, skuId: string): string => derivedId('V', orderId, skuId);

/** Whether a line may be reviewed now, or why not: what was given back afterwards was received all the same. */
export function stateOf(order: Received, nowMs: number): Exclude<Reviewable['state'], 'written'> {
  if (order.receivedAtMs === null) return 'notReceived';
  if (order.shopOwnerId === order.memberId) return 'ownShop';
  return nowMs < mayWriteUntil(order.receivedAtMs) ? 'open' : 'late';
}

export const reviewableOf = (order: Received, line: Line, isWritten: boolean, nowMs: number): Reviewable => ({
  orderId: order._id,
  skuId: line.skuId,
  goodsId: line.goodsId,
  title: line.title,
  label: line.label,
  picture: line.picture,
  ground: line.ground,
  shopName: order.shopName,
  receivedAtMs: order.receivedAtMs,
  state: isWritten ? 'written' : stateOf(order, nowMs),
  untilMs: order.receivedAtMs === null ? null : mayWriteUntil(order.receivedAtMs),
});
