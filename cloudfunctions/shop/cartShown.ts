import type { Cart } from '@shared/contract';
import { fen } from '@shared/kernel';
import { type GoodsAsked, priceGoods, toFree } from '@shared/rules';
import { type Bought, boughtOf, limitsOn } from '../_orders/bought';
import { kindOf, labelOf } from '../_orders/cards';
import { freightTo, isFreightByPlace, NO_FREIGHT } from '../_orders/freight';
import { offerNow, type PricedSku, pricedSku } from '../_orders/offers';
import { goodsOnSale, offers, shops, stock } from '../_store/collections';
import type { CartDocument, GoodsDocument, ShopDocument } from '../_store/documents';

/** What a cart shows of its goods: not their pages, which may be long. */
const GOODS_FIELDS = {
  title: true,
  pictures: true,
  ground: true,
  shopId: true,
  industry: true,
  kind: true,
  isOnShelf: true,
  skus: true,
  limitPerMember: true,
  offer: true,
} as const;

/** The lines of a cart as they are kept. */
export type Kept = CartDocument['lines'];
type Line = Kept[number];

/** What the goods of a cart are now, by id. */
interface Wares {
  readonly goods: ReadonlyMap<string, GoodsDocument>;
  readonly left: ReadonlyMap<string, number>;
  /** What the member bought before of those that have limits. */
  readonly bought: Bought;
}

/** Wares with their shops: whatever is shown or summed of a cart follows from it. */
export interface Stalls extends Wares {
  readonly shops: readonly ShopDocument[];
  /** Pieces that are left at limited-time prices, by their ids. */
  readonly leftAtOffer: ReadonlyMap<string, number>;
}

/** Goods and stock of some lines: two requests, beside each other. What was bought before is not known yet. */
export async function waresOf(lines: readonly Pick<Line, 'goodsId' | 'skuId'>[]): Promise<Wares> {
  const goodsIds = [...new Set(lines.map(({ goodsId }) => goodsId))];
  const [goods, pieces] = await Promise.all([
    goodsOnSale.getMany(goodsIds, GOODS_FIELDS),
    stock.getMany(
      lines.map(({ skuId }) => skuId),
      { left: true },
    ),
  ]);
  return {
    bought: new Map(),
    goods: new Map(goods.map((one) => [one._id, one])),
    left: new Map(pieces.map((one) => [one._id, one.left])),
  };
}

/** What is left at the limited-time prices that hold: nothing is asked where none does. */
async function leftAtOffers({ goods }: Wares): Promise<ReadonlyMap<string, number>> {
  const offerIds = [...goods.values()].flatMap((one) => offerNow(one, Date.now())?.offerId ?? []);
  const rows = await offers.getMany(offerIds, { left: true });
  return new Map(rows.map(({ _id, left }) => [_id, left]));
}

/** Wares with their shops: one request, another beside it where limited-time prices hold. */
export const withShops = async (wares: Wares): Promise<Stalls> => {
  const shopIds = [...wares.goods.values()].map(({ shopId }) => shopId);
  const [found, leftAtOffer] = await Promise.all([shops.getMany([...new Set(shopIds)]), leftAtOffers(wares)]);
  return { ...wares, shops: found, leftAtOffer };
};

/** All that is shown of some lines but what was bought before: may be read beside a transaction. */
export const stallsBeside = async (lines: Kept): Promise<Stalls> => withShops(await waresOf(lines));

/** The same with what the member bought before: one request where goods have limits, none where they have not. */
export const withBought = async <Known extends Wares>(wares: Known, memberId: string): Promise<Known> => ({
  ...wares,
  bought: await boughtOf(memberId, limitsOn([...wares.goods.values()], Date.now())),
});

/** All that is shown of some lines. */
export const stallsOf = async (lines: Kept, memberId: string): Promise<Stalls> =>
  withBought(await stallsBeside(lines), memberId);

/** The cart of these lines as it is now: prices and stock are read anew each time, sums are made here. */
export function cartOf({ lines: kept, removed = [] }: Omit<CartDocument, '_id'>, stalls: Stalls): Cart {
  const shown = kept.flatMap((line) => {
    const one = stalls.goods.get(line.goodsId);
    return one ? [{ shopId: one.shopId, line: lineOf(line, one, kept, stalls) }] : [];
  });
  const buyable = shown.filter(({ line }) => line.blockedBy === null);
  const blocked = shown.filter(({ line }) => line.blockedBy !== null);
  const bought = buyable.map(({ line }) => line);
  const newest = new Map([...buyable].reverse().map(({ shopId }, at) => [shopId, at]));
  return {
    // The shop of the line that was laid in last comes first.
    shops: inOrder(stalls.shops, newest).flatMap((shop) => {
      const lines = buyable.filter(({ shopId }) => shopId === shop._id).map(({ line }) => line);
      return lines.length > 0 ? [shopOf(shop, lines, stalls.goods)] : [];
    }),
    blocked: blocked.map(({ line }) => line),
    chosenFen: priceGoods(chosenOf(bought), NO_FREIGHT).goods,
    chosenCount: bought.reduce((sum, line) => sum + (line.isChosen ? line.quantity : 0), 0),
    count: shown.reduce((sum, { line }) => sum + line.quantity, 0),
    removedCount: removed.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

const inOrder = (all: Stalls['shops'], newest: ReadonlyMap<string, number>): ShopDocument[] =>
  [...all].sort((a, b) => (newest.get(b._id) ?? -1) - (newest.get(a._id) ?? -1));

type CartLine = Cart['blocked'][number];

/** The chosen lines as the rules take them. */
const chosenOf = (lines: readonly CartLine[]): GoodsAsked[] =>
  lines.filter(({ isChosen }) => isChosen).map(({ priceFen, quantity }) => ({ price: fen(priceFen), quantity }));

/** Those of them that are sent, with what they weigh. */
const sentOf = (lines: readonly CartLine[], goods: Stalls['goods']): GoodsAsked[] =>
  lines
    .filter(({ goodsId, isChosen }) => isChosen && kindOf(goods.get(goodsId)!) === 'delivered')
    .map(({ goodsId, skuId, priceFen, quantity }) => {
      const sku = goods.get(goodsId)!.skus.find((one) => one.skuId === skuId);
      return { price: fen(priceFen), quantity, grams: sku?.grams ?? 0 };
    });

/**
 * The size of a line with what it costs: the limited-time price where pieces at it are left for all that the cart has of
 * the product, and the member may have so many, with what was bought at it before.
 */
function pricedIn(
  line: Line,
  goods: GoodsDocument,
  kept: Kept,
  { leftAtOffer, bought }: Stalls,
): PricedSku | undefined {
  const sku = goods.skus.find(({ skuId }) => skuId === line.skuId);
  const offer = sku ? offerNow(goods, Date.now()) : null;
  if (!sku || !offer) return sku;
  const left = leftAtOffer.get(offer.offerId) ?? 0;
  const asked = kept.reduce(
    (sum, one) => sum + (offer.prices.some(({ skuId }) => skuId === one.skuId) ? one.quantity : 0),
    0,
  );
  const before = bought.get(offer.offerId) ?? 0;
  return pricedSku(sku, offer, offer.perMember > 0 ? Math.min(left, offer.perMember - before) : left, asked);
}

/** Whether a member has had all pieces of a limited-time price that one may. */
function isOfferUsed({ skuId }: Line, goods: GoodsDocument, bought: Bought): boolean {
  const offer = offerNow(goods, Date.now());
  if (!offer || offer.perMember === 0 || !offer.prices.some((one) => one.skuId === skuId)) return false;
  return (bought.get(offer.offerId) ?? 0) >= offer.perMember;
}

/** Why a line of goods on the shelf cannot be bought; null when it can. A limit is of the product, not of a size. */
function blockOf(
  line: Line,
  size: { readonly left: number; readonly most: number; readonly before: number } | undefined,
  kept: Kept,
): CartLine['blockedBy'] {
  if (!size) return 'sizeGone';
  if (size.left === 0) return 'soldOut';
  if (size.left < line.quantity) return 'tooFew';
  const pieces = kept.reduce((sum, one) => sum + (one.goodsId === line.goodsId ? one.quantity : 0), 0);
  return size.most > 0 && pieces + size.before > size.most ? 'overLimit' : null;
}

function lineOf(line: Line, goods: GoodsDocument, kept: Kept, stalls: Stalls): CartLine {
  const left = stalls.left.get(line.skuId) ?? 0;
  const sku = pricedIn(line, goods, kept, stalls);
  const before = goods.limitPerMember > 0 ? (stalls.bought.get(goods._id) ?? 0) : 0;
  const size = sku && { left, most: goods.limitPerMember, before };
  const blockedBy = goods.isOnShelf ? blockOf(line, size, kept) : 'offShelf';
  const regularFen = sku?.regularFen ?? sku?.priceFen;
  return {
    goodsId: goods._id,
    skuId: line.skuId,
    title: goods.title,
    label: sku ? labelOf(sku) : '',
    picture: goods.pictures[0]!,
    ground: goods.ground,
    priceFen: sku?.priceFen ?? 0,
    regularFen: sku?.regularFen ?? null,
    addedFen: line.addedFen !== undefined && line.addedFen !== regularFen ? line.addedFen : null,
    limitPerMember: goods.limitPerMember,
    boughtBefore: before,
    isOfferUsed: isOfferUsed(line, goods, stalls.bought),
    quantity: line.quantity,
    stock: left,
    isChosen: line.isChosen && blockedBy === null,
    blockedBy,
  };
}

function shopOf(shop: ShopDocument, lines: readonly CartLine[], wares: Stalls['goods']): Cart['shops'][number] {
  const { goods } = priceGoods(chosenOf(lines), NO_FREIGHT);
  const { terms } = freightTo(shop, null);
  const { goods: sent, freight } = priceGoods(sentOf(lines, wares), terms);
  return {
    shopId: shop._id,
    name: shop.name,
    takesStable: shop.takesStable,
    lines: [...lines],
    chosenGoodsFen: goods,
    freightFen: freight,
    freeFreightFromFen: shop.freeFreightFromFen,
    toFreeFreightFen: freight > 0 && !isFreightByPlace(shop) ? toFree(terms, sent) : 0,
    isFreightByPlace: isFreightByPlace(shop),
  };
}
