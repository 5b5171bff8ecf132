import { _, aggregate } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

/** Who places an order of limited goods takes a turn under it: what was bought before cannot grow meanwhile. */
export const buyingKey = (memberId: string): string => `buying:${memberId}`;

/** Pieces of a product that a member has in orders that are not given back. Summed by the database. */
export async function boughtBefore(memberId: string, goodsId: string): Promise<number> {
  const [row] = await orders.aggregate((pipeline) =>
    pipeline
      .match({ memberId, isPlaced: true, state: _.nin(['closed', 'refunding', 'refunded']), 'lines.goodsId': goodsId })
      .project({ lines: { goodsId: 1, quantity: 1 } })
      .unwind('$lines')
      .match({ 'lines.goodsId': goodsId })
      .group({ _id: null, pieces: aggregate.sum('$lines.quantity') })
      .limit(1),
  );
  return Number(row?.pieces ?? 0);
}

/** A product of an order that a member may buy so many of. */
export interface Limit {
  readonly goodsId: string;
  readonly title: string;
  readonly most: number;
}

/** The first limit that an order's lines would pass beside what was bought before, or null. */
export async function limitPassed(
  memberId: string,
  lines: readonly Pick<OrderDocument['lines'][number], 'goodsId' | 'quantity'>[],
  limits: readonly Limit[],
): Promise<Limit | null> {
  for (const limit of limits) {
    const asked = lines.reduce((sum, line) => sum + (line.goodsId === limit.goodsId ? line.quantity : 0), 0);
    if (asked > limit.most || asked + (await boughtBefore(memberId, limit.goodsId)) > limit.most) return limit;
  }
  return null;
}
