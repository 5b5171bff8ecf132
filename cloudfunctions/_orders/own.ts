import type { Join } from '../_actions/joins';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

/** The caller's own order with this id, in the request that tells who calls; null for any other. */
export const ownOrderJoin = (orderId: string): Join<OrderDocument | null> => ({
  lookup: {
    from: orders.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: { _id: orderId, isPlaced: true, $expr: { $eq: ['$memberId', '$$memberId'] } } }],
  },
  read: (found) => (found[0] as OrderDocument | undefined) ?? null,
});
