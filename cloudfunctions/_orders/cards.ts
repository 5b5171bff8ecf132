import type { GoodsCard, GoodsKind, GoodsPage } from '@shared/contract';
import { fen, rate } from '@shared/kernel';
import { maxPointsFor } from '@shared/rules';
import { payablePlans, type ShopRules } from '../_plans/plans';
import { _, aggregate } from '../_platform/cloud';
import { goodsOnSale, shops, stock } from '../_store/collections';
import type { GoodsDocument, MemberDocument, ShopDocument, Sku, StockDocument } from '../_store/documents';
import { effectsOf, notCountedOf } from './effects';

export type Pieces = Pick<StockDocument, '_id' | 'left'>;

/** What a list or page of goods needs besides the goods themselves. */
export interface Shelf extends ShopRules {
  readonly shops: ReadonlyMap<string, ShopDocument>;
  readonly stock: ReadonlyMap<string, Pieces>;
}

/** Shops and stock of some goods: one request. A missing shop or stock is left out. */
export async function stockedOf(goods: readonly Pick<GoodsDocument, '_id'>[]): Promise<Pick<Shelf, 'shops' | 'stock'>> {
  const goodsIds = goods.map(({ _id }) => _id);
  if (goodsIds.length === 0) return { shops: new Map(), stock: new Map() };
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in(goodsIds) })
      .project({ shopId: true, skuIds: '$skus.skuId' })
      .lookup({ from: stock.name, localField: 'skuIds', foreignField: '_id', as: 'stock' })
      // Orders being placed leave their marks on a row of stock: they are not read.
      .project({ shopId: true, stock: { _id: true, left: true } })
      .group({ _id: '$shopId', stock: aggregate.push('$stock') })
      .lookup({ from: shops.name, localField: '_id', foreignField: '_id', as: 'shops' })
      .limit(goodsIds.length),
  );
  const found = rows as unknown as readonly { shops: ShopDocument[]; stock: Pieces[][] }[];
  return {
    shops: new Map(found.flatMap((row) => row.shops).map((shop) => [shop._id, shop])),
    stock: new Map(found.flatMap((row) => row.stock.flat()).map((one) => [one._id, one])),
  };
}

const leftOf = (sku: Sku, shelf: Shelf): number => shelf.stock.get(sku.skuId)?.left ?? 0;

/** The SKU that a card stands for: the cheapest that can be bought, or the first. */
const shownSku = (goods: GoodsDocument, shelf: Shelf): Sku =>
  goods.skus
    .filter((sku) => leftOf(sku, shelf) > 0)
    .reduce<Sku | undefined>((best, sku) => (best && best.priceFen <= sku.priceFen ? best : sku), undefined) ??
  goods.skus[0]!;

/** How goods reach their buyer. */
export const kindOf = ({ kind }: Pick<GoodsDocument, 'kind'>): GoodsKind => kind;

/** Fields as they cross: without what is left open. */
export const asksShown = (asks: GoodsDocument['asks'] = []) =>
  asks.map((ask) => ({ ...ask, choices: [...ask.choices] }));

/** Top-ups take no spendable points, whatever is kept of them (rules §5). */
export const isTopUp = (goods: Pick<GoodsDocument, 'kind'>): boolean => kindOf(goods) === 'topUp';

/** Share of the price that points may pay; 0 where goods or shop take none. */
const spendableRate = (goods: GoodsDocument, shelf: Shelf): number =>
  goods.takesSpendable && !isTopUp(goods) && (shelf.shops.get(goods.shopId)?.takesSpendable ?? false)
    ? shelf.settings.pointsUseRatioMillionths
    : 0;

const plansOf = (goods: GoodsDocument, sku: Sku, shelf: Shelf) =>
  payablePlans(goods.plans, sku.priceFen, sku.costFen, shelf.plans);

export function cardOfGoods(goods: GoodsDocument, shelf: Shelf): GoodsCard {
  const sku = shownSku(goods, shelf);
  const isSoldOut = goods.skus.every((one) => leftOf(one, shelf) === 0);
  return {
    goodsId: goods._id,
    title: goods.title,
    subtitle: goods.subtitle,
    picture: goods.pictures[0]!,
    ground: goods.ground,
    industry: goods.industry,
    categoryId: goods.categoryId,
    shopId: goods.shopId,
    shopName: shelf.shops.get(goods.shopId)?.name ?? '',
    priceFen: sku.priceFen,
    hasSeveralSkus: goods.skus.length > 1,
    quickSkuId: isSoldOut ? null : sku.skuId,
    isSoldOut,
    soldCount: goods.soldCount,
    plans: [...plansOf(goods, sku, shelf)],
    spendableRateMillionths: spendableRate(goods, shelf),
  };
}

/** 80 果 · 5 kg */
export const labelOf = (sku: Pick<Sku, 'choices'>): string => sku.choices.join(' · ');

/** The page of a product, as it is for a member, or for nobody in particular. */
export function pageOfGoods(goods: GoodsDocument, shelf: Shelf, viewer: MemberDocument | null = null): GoodsPage {
  const shop = shelf.shops.get(goods.shopId);
  const isOwnShop = viewer !== null && shop?.ownerId === viewer._id;
  const ratio = spendableRate(goods, shelf);
  return {
    goodsId: goods._id,
    title: goods.title,
    subtitle: goods.subtitle,
    pictures: [...goods.pictures],
    ground: goods.ground,
    industry: goods.industry,
    kind: kindOf(goods),
    categoryId: goods.categoryId,
    shop: {
      shopId: goods.shopId,
      name: shop?.name ?? '',
      takesStable: shop?.takesStable ?? false,
      takesSpendable: shop?.takesSpendable ?? false,
      freightFen: shop?.freightFen ?? 0,
      freeFreightFromFen: shop?.freeFreightFromFen ?? 0,
      notice: shop?.notice ?? '',
      servicePhone: shop?.servicePhone ?? '',
    },
    priceFen: shownSku(goods, shelf).priceFen,
    soldCount: goods.soldCount,
    unitWord: goods.unitWord,
    detail: [...goods.detail],
    asks: asksShown(goods.asks),
    deliveryWord: shop?.deliveryWord ?? '',
    afterSalesWord: shop?.afterSalesWord ?? '',
    options: goods.options.map((option) => ({ name: option.name, choices: [...option.choices] })),
    skus: goods.skus.map((sku) => {
      const price = fen(sku.priceFen);
      const plans = plansOf(goods, sku, shelf);
      const notCounted = notCountedOf(goods.plans, plans, { viewer, isOwnShop }, shelf.plans);
      const counting = plans.filter((plan) => !notCounted.some((one) => one.plan === plan));
      return {
        skuId: sku.skuId,
        choices: [...sku.choices],
        label: labelOf(sku),
        priceFen: sku.priceFen,
        stock: leftOf(sku, shelf),
        plans: [...plans],
        effects: effectsOf(price, counting, shelf.plans),
        notCounted,
        spendableAtMostCents: maxPointsFor(price, rate(ratio)),
      };
    }),
    limitPerMember: goods.limitPerMember,
    settleAfterDays: shelf.settings.settleAfterDays,
    spendableRateMillionths: ratio,
    reviews: { count: 0 },
  };
}
