import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { freightVaries } from '../_orders/freight';
import { ratingShown } from '../_orders/reviews/counted';
import { goodsOnSale, reviewCounts, shops } from '../_store/collections';
import type { ReviewCountsDocument } from '../_store/documents';

/** So many goods at most speak for their shop: the weightiest that it has on the shelf. */
const MOST_RATED = 100;

/** Reviews of a shop's goods together; figures of one request, however many goods there are. */
async function countsOf(shopId: string): Promise<ReviewCountsDocument | null> {
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ shopId, isOnShelf: true })
      .sort({ shelfRank: 1, weight: -1, _id: 1 })
      .limit(MOST_RATED)
      .lookup({ from: reviewCounts.name, localField: '_id', foreignField: '_id', as: 'counts' })
      .project({ _id: false, counts: { $arrayElemAt: ['$counts', 0] } }),
  );
  const counted = rows.flatMap(({ counts }) => (counts ? [counts as ReviewCountsDocument] : []));
  if (counted.length === 0) return null;
  const sum = (of: (one: ReviewCountsDocument) => number) => counted.reduce((all, one) => all + of(one), 0);
  return {
    _id: shopId,
    stars1: sum(({ stars1 }) => stars1),
    stars2: sum(({ stars2 }) => stars2),
    stars3: sum(({ stars3 }) => stars3),
    stars4: sum(({ stars4 }) => stars4),
    stars5: sum(({ stars5 }) => stars5),
    withPictures: sum(({ withPictures }) => withPictures),
    withAddition: sum(({ withAddition }) => withAddition),
  };
}

/** A shop's page: what it says of itself, and what buyers say of its goods. */
export const viewShop: Handler<'shop.viewShop'> = async ({ shopId }) => {
  const [shop, goodsCount, counts] = await Promise.all([
    shops.get(shopId),
    goodsOnSale.count({ shopId, isOnShelf: true }),
    countsOf(shopId),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId });
  const { name, notice = '', servicePhone = '', deliveryWord, afterSalesWord, freightFen, freeFreightFromFen } = shop;
  return done({
    shopId,
    name,
    notice,
    servicePhone,
    serviceHours: shop.serviceHours ?? '',
    answerWithinHours: shop.answerWithinHours ?? null,
    deliveryWord,
    afterSalesWord,
    freightFen,
    freeFreightFromFen,
    freightVaries: freightVaries(shop),
    takesStable: shop.takesStable,
    hasTill: shop.takesStable && shop.ownerId !== null,
    takesSpendable: shop.takesSpendable,
    goodsCount,
    rating: ratingShown(counts),
  });
};
