import { refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { type Join, joining } from '../_actions/joins';
import { boughtOf, limitsOn } from '../_orders/bought';
import { type Pieces, pageOfGoods } from '../_orders/cards';
import { ratingShown } from '../_orders/reviews/counted';
import { reviewShown } from '../_orders/reviews/shownReview';
import { shopRulesOn } from '../_plans/plans';
import { favourites, goodsOnSale, offers, restocks, reviewCounts, reviews, shops, stock } from '../_store/collections';
import type { GoodsDocument, ReviewCountsDocument, ReviewDocument, ShopDocument } from '../_store/documents';

/** A product on the shelf with its shop and its pieces. */
interface Found {
  readonly goods: GoodsDocument;
  readonly shops: ReadonlyMap<string, ShopDocument>;
  readonly stock: ReadonlyMap<string, Pieces>;
  readonly offers: ReadonlyMap<string, Pieces>;
  readonly pricedAtMs: number;
  readonly counts: ReviewCountsDocument | null;
  readonly newestReview: ReviewDocument | null;
}

/** All that a product's page shows of the product: one request. */
async function findGoods(goodsId: string, nowMs: number): Promise<Found | null> {
  const [row] = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ _id: goodsId, isOnShelf: true })
      .lookup({ from: shops.name, localField: 'shopId', foreignField: '_id', as: 'shops' })
      .lookup({ from: stock.name, localField: 'skus.skuId', foreignField: '_id', as: 'stock' })
      .lookup({ from: offers.name, localField: 'offer.offerId', foreignField: '_id', as: 'offers' })
      .lookup({ from: reviewCounts.name, localField: '_id', foreignField: '_id', as: 'counts' })
      .lookup({
        from: reviews.name,
        pipeline: [{ $match: { goodsId, isShown: true } }, { $sort: { atMs: -1, _id: -1 } }, { $limit: 1 }],
        as: 'newest',
      })
      // What searches look by is not shown, and orders being placed leave their marks on a row of stock.
      .project({ terms: false, 'stock.holds': false, 'offers.holds': false })
      .limit(1),
  );
  if (!row) return null;
  const {
    shops: found,
    stock: pieces,
    offers: offered,
    counts,
    newest,
    ...goods
  } = row as unknown as GoodsDocument & {
    readonly shops: readonly ShopDocument[];
    readonly stock: readonly Pieces[];
    readonly offers: readonly Pieces[];
    readonly counts: readonly ReviewCountsDocument[];
    readonly newest: readonly ReviewDocument[];
  };
  return {
    goods: goods as GoodsDocument,
    shops: new Map(found.map((shop) => [shop._id, shop])),
    stock: new Map(pieces.map((one) => [one._id, one])),
    offers: new Map(offered.map((one) => [one._id, one])),
    pricedAtMs: nowMs,
    counts: counts[0] ?? null,
    newestReview: newest[0] ?? null,
  };
}

const isOfCaller = { $expr: { $eq: ['$memberId', '$$memberId'] } };

const ownOf = (goodsId: string) =>
  [
    {
      lookup: {
        from: favourites.name,
        let: { memberId: '$memberId' },
        pipeline: [{ $match: { goodsId, ...isOfCaller } }, { $limit: 1 }, { $project: { _id: true } }],
      },
      read: (found) => found.length > 0,
    } satisfies Join<boolean>,
    {
      lookup: {
        from: restocks.name,
        let: { memberId: '$memberId' },
        pipeline: [
          { $match: { goodsId, state: 'waiting', ...isOfCaller } },
          { $limit: 60 },
          { $project: { skuId: true } },
        ],
      },
      read: (found) => (found as { readonly skuId: string }[]).map(({ skuId }) => skuId),
    } satisfies Join<string[]>,
  ] as const;

/** A product's page. To a member also what it is to him: whether its plans would count it, and what he keeps of it. */
export const viewGoods = joining<'shop.viewGoods', ReturnType<typeof ownOf>>(
  ({ goodsId }) => ownOf(goodsId),
  async ({ goodsId }, { member, nowMs }, own) => {
    const [found, rules] = await Promise.all([findGoods(goodsId, nowMs), shopRulesOn(businessDayOf(nowMs))]);
    if (!found) return refuse('goods/unknown', { goodsId });
    const [isFavourite, awaited] = own;
    const { goods } = found;
    const limits = limitsOn([goods], nowMs);
    const bought = member ? await boughtOf(member._id, limits) : null;
    const atOffer = limits.find(({ offerId }) => offerId !== undefined)?.offerId;
    return done({
      ...pageOfGoods(found.goods, { ...rules, ...found }, member),
      rating: ratingShown(found.counts),
      newestReview: found.newestReview && reviewShown(found.newestReview),
      mine: member &&
        bought && {
          isFavourite,
          awaited,
          bought: goods.limitPerMember > 0 ? (bought.get(goods._id) ?? 0) : 0,
          boughtAtOffer: atOffer === undefined ? 0 : (bought.get(atOffer) ?? 0),
          inviteCode: member.inviteCode,
        },
    });
  },
);
