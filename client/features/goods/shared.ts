import type { GoodsView } from '@shared/contract';

export const GOODS_PAGE = '/packages/order/goods/index';

/**
 * What a shared product's page is opened by: which product, and who shared it, so that a newcomer may say at sign-up that
 * this one invited. Nothing of what anybody would earn.
 */
export function sharedQuery({ goodsId, mine }: GoodsView): string {
  const invitation = mine ? `&invitation=${encodeURIComponent(mine.inviteCode)}` : '';
  return `id=${encodeURIComponent(goodsId)}${invitation}`;
}
