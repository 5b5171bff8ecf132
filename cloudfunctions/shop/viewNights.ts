import { refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { MOST_DAYS_AHEAD, MOST_NIGHTS } from '@shared/stays';
import type { Handler } from '../_actions/outcomes';
import { labelOf } from '../_orders/cards';
import { soldNights } from '../_orders/stays/nights';
import { goodsOnSale, shops } from '../_store/collections';

/** The nights of a product that are sold from today on, to the end of the longest stay. */
export const viewNights: Handler<'shop.viewNights'> = async ({ goodsId }, { nowMs }) => {
  const goods = await goodsOnSale.get(goodsId);
  if (!goods?.isOnShelf) return refuse('goods/unknown', { goodsId });
  const sold = goods.skus.flatMap(({ skuId, calendar }) => (calendar ? [{ skuId, calendar }] : []));
  if (goods.kind !== 'stay' || !goods.stay || sold.length === 0) return refuse('stay/none');
  const today = businessDayOf(nowMs);
  const [nights, shop] = await Promise.all([
    soldNights(sold, today, MOST_DAYS_AHEAD + MOST_NIGHTS),
    shops.getFields(goods.shopId, { name: true }),
  ]);
  return done({
    goodsId,
    title: goods.title,
    shopName: shop?.name ?? '',
    terms: { ...goods.stay },
    today,
    mostNights: MOST_NIGHTS,
    rooms: goods.skus.flatMap((sku) => {
      const own = nights.get(sku.skuId);
      return own ? [{ skuId: sku.skuId, label: labelOf(sku) || goods.title, nights: own }] : [];
    }),
  });
};
