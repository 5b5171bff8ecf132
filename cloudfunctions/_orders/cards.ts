import type { GoodsCard, GoodsKind, GoodsPage, StayTermsShown } from '@shared/contract';
import { fen, rate } from '@shared/kernel';
import { maxPointsFor } from '@shared/rules';
import { DEFAULT_VOUCHER_TERMS, type VoucherTerms } from '@shared/vouchers';
import { payablePlans, type ShopRules } from '../_plans/plans';
import { _, aggregate } from '../_platform/cloud';
import { goodsOnSale, offers, shops, stock } from '../_store/collections';
import type { GoodsDocument, MemberDocument, ShopDocument, Sku, StockDocument } from '../_store/documents';
import { effectsOf, notCountedOf } from './effects';
import { freightVaries } from './freight';
import { offerNow, offerShownOf, type PricedSku } from './offers';
import { type LeftOf, pricedSkus, shelfFactsOf, shownOf } from './shelf';
import { termsShown } from './vouchers/shown';

export type Pieces = Pick<StockDocument, '_id' | 'left'>;

/** What a list or page of goods needs besides the goods themselves. */
export interface Shelf extends ShopRules {
  readonly shops: ReadonlyMap<string, ShopDocument>;
  readonly stock: ReadonlyMap<string, Pieces>;
  /** What is left at limited-time prices. */
  readonly offers: ReadonlyMap<string, Pieces>;
  /** The moment that limited-time prices are looked at. */
  readonly pricedAtMs: number;
}

/** Shops and stock of some goods: one request. A missing shop or stock is left out. */
export async function stockedOf(goods: readonly Pick<GoodsDocument, '_id'>[]): Promise<Stocked> {
  const pricedAtMs = Date.now();
  const goodsIds = [...new Set(goods.map(({ _id }) => _id))];
  if (goodsIds.length === 0) return { shops: new Map(), stock: new Map(), offers: new Map(), pricedAtMs };
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in(goodsIds) })
      .project({ shopId: true, skuIds: '$skus.skuId', offerId: '$offer.offerId' })
      .lookup({ from: stock.name, localField: 'skuIds', foreignField: '_id', as: 'stock' })
      .lookup({ from: offers.name, localField: 'offerId', foreignField: '_id', as: 'offers' })
      // Orders being placed leave their marks on a row of stock: they are not read.
      .project({ shopId: true, stock: { _id: true, left: true }, offers: { _id: true, left: true } })
      .group({ _id: '$shopId', stock: aggregate.push('$stock'), offers: aggregate.push('$offers') })
      .lookup({ from: shops.name, localField: '_id', foreignField: '_id', as: 'shops' })
      .limit(goodsIds.length),
  );
  const found = rows as unknown as readonly { shops: ShopDocument[]; stock: Pieces[][]; offers: Pieces[][] }[];
  return {
    shops: new Map(found.flatMap((row) => row.shops).map((shop) => [shop._id, shop])),
    stock: new Map(found.flatMap((row) => row.stock.flat()).map((one) => [one._id, one])),
    offers: new Map(found.flatMap((row) => row.offers.flat()).map((one) => [one._id, one])),
    pricedAtMs,
  };
}

const leftIn =
  ({ stock: pieces, offers: offered }: Pick<Shelf, 'stock' | 'offers'>): LeftOf =>
  (id) =>
    (pieces.get(id) ?? offered.get(id))?.left ?? 0;

const pricedOf = (goods: GoodsDocument, shelf: Shelf): PricedSku[] =>
  pricedSkus(goods, leftIn(shelf), shelf.pricedAtMs);

type Stocked = Pick<Shelf, 'shops' | 'stock' | 'offers' | 'pricedAtMs'>;

/**
 * Products of which lists know something older than what was just read: sold out since, or at another price. Whoever
 * reads a list has them looked at again (`lookAgain`), so that it is in order for whoever comes next.
 */
export const staleOf = (goods: readonly GoodsDocument[], stocked: Stocked): string[] =>
  goods
    .filter((one) => {
      const now = shelfFactsOf(one, leftIn(stocked), stocked.pricedAtMs);
      return now.lowestFen !== one.lowestFen || now.shelfRank !== one.shelfRank || now.isOffered !== one.isOffered;
    })
    .map(({ _id }) => _id);

/** A product's limited-time price while it holds and pieces are left. */
function offerOf(goods: GoodsDocument, shelf: Shelf) {
  const offer = offerNow(goods, shelf.pricedAtMs);
  return offerShownOf(offer, offer ? leftIn(shelf)(offer.offerId) : 0);
}

/** How goods reach their buyer. */
export const kindOf = ({ kind }: Pick<GoodsDocument, 'kind'>): GoodsKind => kind;

/** Fields as they cross: without what is left open. */
export const asksShown = (asks: GoodsDocument['asks'] = []) =>
  asks.map((ask) => ({ ...ask, choices: [...ask.choices] }));

/** When and where vouchers of goods are used: as is usual, where they say nothing. Null where they are none. */
export const voucherTermsOf = (goods: Pick<GoodsDocument, 'kind' | 'voucher'>): VoucherTerms | null =>
  kindOf(goods) === 'voucher' ? (goods.voucher ?? DEFAULT_VOUCHER_TERMS) : null;

/** The same as it crosses. */
export function voucherShown(goods: Pick<GoodsDocument, 'kind' | 'voucher'>): GoodsPage['voucher'] {
  const terms = voucherTermsOf(goods);
  return terms && termsShown(terms);
}
/** When one comes and goes of nights that are sold by a calendar; null for others. */
export const stayTermsOf = ({ kind, stay }: Pick<GoodsDocument, 'kind' | 'stay'>): StayTermsShown | null =>
  kind === 'stay' && stay ? { ...stay } : null;

/** Top-ups take no spendable points, whatever is kept of them (rules §5). */
export const isTopUp = (goods: Pick<GoodsDocument, 'kind'>): boolean => kindOf(goods) === 'topUp';

/** Share of the price that points may pay; 0 where goods or shop take none. */
const spendableRate = (goods: GoodsDocument, shelf: Shelf): number =>
  goods.takesSpendable && !isTopUp(goods) && (shelf.shops.get(goods.shopId)?.takesSpendable ?? false)
    ? shelf.settings.pointsUseRatioMillionths
    : 0;

const plansOf = (goods: GoodsDocument, sku: Sku, shelf: Shelf) =>
  payablePlans(goods.plans, sku.priceFen, sku.costFen, shelf.plans);

/** `asOffered`: it stands for a size at a limited-time price, where there is one that can be bought. */
export function cardOfGoods(goods: GoodsDocument, shelf: Shelf, asOffered = false): GoodsCard {
  const skus = pricedOf(goods, shelf);
  const offered = skus.filter(({ offerId, skuId }) => offerId !== undefined && leftIn(shelf)(skuId) > 0);
  const sku = shownOf(asOffered && offered.length > 0 ? offered : skus, leftIn(shelf));
  const isSoldOut = goods.skus.every(({ skuId }) => leftIn(shelf)(skuId) === 0);
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
    brand: goods.brand ?? '',
    priceFen: sku.priceFen,
    regularFen: sku.regularFen ?? null,
    offer: sku.offerId === undefined ? null : offerOf(goods, shelf),
    hasSeveralSkus: goods.skus.length > 1,
    // Nights are chosen by the day.
    quickSkuId: isSoldOut || stayTermsOf(goods) ? null : sku.skuId,
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
  const skus = pricedOf(goods, shelf);
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
      freightVaries: shop !== undefined && freightVaries(shop),
      notice: shop?.notice ?? '',
      servicePhone: shop?.servicePhone ?? '',
    },
    brand: goods.brand ?? '',
    priceFen: shownOf(skus, leftIn(shelf)).priceFen,
    offer: offerOf(goods, shelf),
    soldCount: goods.soldCount,
    unitWord: goods.unitWord,
    detail: [...goods.detail],
    voucher: voucherShown(goods),
    asks: asksShown(goods.asks),
    stay: stayTermsOf(goods),
    deliveryWord: shop?.deliveryWord ?? '',
    afterSalesWord: shop?.afterSalesWord ?? '',
    options: goods.options.map((option) => ({ name: option.name, choices: [...option.choices] })),
    skus: skus.map((sku) => {
      const price = fen(sku.priceFen);
      const plans = plansOf(goods, sku, shelf);
      const notCounted = notCountedOf(goods.plans, plans, { viewer, isOwnShop }, shelf.plans);
      const counting = plans.filter((plan) => !notCounted.some((one) => one.plan === plan));
      return {
        skuId: sku.skuId,
        choices: [...sku.choices],
        label: labelOf(sku),
        priceFen: sku.priceFen,
        regularFen: sku.regularFen ?? null,
        stock: leftIn(shelf)(sku.skuId),
        plans: [...plans],
        effects: effectsOf(price, counting, shelf.plans),
        notCounted,
        spendableAtMostCents: maxPointsFor(price, rate(ratio)),
      };
    }),
    limitPerMember: goods.limitPerMember,
    settleAfterDays: shelf.settings.settleAfterDays,
    spendableRateMillionths: ratio,
  };
}
