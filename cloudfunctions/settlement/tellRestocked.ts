import { labelOf } from '../_orders/cards';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { goodsOnSale, restocks } from '../_store/collections';
import { tellMembers } from '../_store/messages';

const AT_ONCE = 100;
const KEYS = [
  ['backAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/**
 * Tells those who waited for a size that it is back, some at a time, and marks them told. Who asks for it again
 * meanwhile waits again: the mark is of those that are still `back`.
 */
export async function tellRestocked(hasTime: HasTime): Promise<number> {
  let count = 0;
  while (hasTime()) {
    const { found } = await restocks.page({ state: 'back' }, { keys: KEYS, limit: AT_ONCE });
    if (found.length === 0) break;
    const goods = await goodsOnSale.getMany(
      found.map(({ goodsId }) => goodsId),
      { title: true, skus: true },
    );
    const byId = new Map(goods.map((one) => [one._id, one]));
    await tellMembers(
      found.flatMap(({ memberId, goodsId, skuId, backAtMs }) => {
        const one = byId.get(goodsId);
        const sku = one?.skus.find((size) => size.skuId === skuId);
        if (!one || !sku || backAtMs === null) return [];
        const name = [one.title, labelOf(sku)].filter(Boolean).join(' ');
        return [
          {
            memberId,
            event: `restock:${skuId}:${backAtMs}`,
            kind: 'restock' as const,
            title: '你等的到货了',
            words: `${name}。你要过到货通知；只发这一次，没有为你留货。`,
            atMs: backAtMs,
            target: { page: 'goods', id: goodsId } as const,
            template: 'restock' as const,
          },
        ];
      }),
    );
    const ids = found.map(({ _id }) => _id);
    count += await restocks.changeWhere({ _id: _.in(ids), state: 'back' }, { state: 'told' });
    if (found.length < AT_ONCE) break;
  }
  return count;
}
