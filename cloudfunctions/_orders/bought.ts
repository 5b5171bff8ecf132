import { _, aggregate } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

/** Who places an order of limited goods takes a turn under it: what was bought before cannot grow meanwhile. */
export const buyingKey = (memberId: string): string => `buying:${memberId}`;

/** Pieces of a line that are not given back. */
const KEPT = { $subtract: ['$lines.quantity', { $ifNull: ['$lines.backPieces', 0] }] };

/** Pieces of some products that a member has in orders that are not given back, by product. Summed by the database. */
async function boughtBefore(memberId: string, goodsIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const isAsked = { 'lines.goodsId': _.in([...goodsIds]) };
  const rows = await orders.aggregate((pipeline) =>
    pipeline
      .match({ memberId, isPlaced: true, state: _.nin(['closed', 'refunding', 'refunded']), ...isAsked })
      .project({ lines: { goodsId: 1, quantity: 1, backPieces: 1 } })
      .unwind('$lines')
      .match(isAsked)
      .group({ _id: '$lines.goodsId', pieces: aggregate.sum(KEPT) })
      .limit(goodsIds.length),
  );
  return new Map(rows.map(({ _id, pieces }) => [String(_id), Number(pieces)]));
}

/** A product of an order that a member may buy so many of. */
export interface Limit {
  readonly goodsId: string;
  readonly title: string;
  readonly most: number;
}

/** The first limit that an order's lines would pass beside what was bought before, or null: at most one request. */
export async function limitPassed(
  memberId: string,
  lines: readonly Pick<OrderDocument['lines'][number], 'goodsId' | 'quantity'>[],
  limits: readonly Limit[],
): Promise<Limit | null> {
  if (limits.length === 0) return null;
  const goodsIds = limits.map(({ goodsId }) => goodsId);
  const before = await boughtBefore(memberId, goodsIds);
  const passed = limits.find(({ goodsId, most }) => {
    const asked = lines.reduce((sum, line) => sum + (line.goodsId === goodsId ? line.quantity : 0), 0);
    return asked + (before.get(goodsId) ?? 0) > most;
  });
  return passed ?? null;
}
