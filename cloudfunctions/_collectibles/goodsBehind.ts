import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { kindOf, labelOf } from '../_orders/cards';
import { OWN_SHOP_ID, ownShop } from '../_orders/ownShop';
import { goodsOnSale, shops, stock } from '../_store/collections';
import type { SeriesDocument } from '../_store/documents/collectibles';

type Behind = Pick<SeriesDocument, 'goods' | 'issuer'>;
type Unfit = Outcome<Behind, 'collectible/goodsUnfit'>;

/**
 * The goods behind a series and the shop that issues it and sends them: the platform's own, since points pay for them and
 * nobody else's goods go out for points. Refused for goods that are not delivered, not such a shop's, or not on its shelf.
 */
export async function goodsBehind(skuId: string | null): Promise<Unfit> {
  if (skuId === null) {
    const shop = await ownShop();
    return done({ goods: null, issuer: { shopId: shop?._id ?? OWN_SHOP_ID, name: shop?.name ?? '' } });
  }
  const pieces = await stock.getFields(skuId, { goodsId: true });
  const goods = pieces?.goodsId === undefined ? null : await goodsOnSale.get(pieces.goodsId);
  const sku = goods?.skus.find((one) => one.skuId === skuId);
  const shop = goods && (await shops.get(goods.shopId));
  if (!goods || !sku || !shop || shop.ownerId !== null || kindOf(goods) !== 'delivered' || !goods.isOnShelf)
    return refuse('collectible/goodsUnfit', { skuId });
  return done({
    goods: { skuId, goodsId: goods._id, title: goods.title, label: labelOf(sku) },
    issuer: { shopId: shop._id, name: shop.name },
  });
}
