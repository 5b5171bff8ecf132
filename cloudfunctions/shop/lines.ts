import { type GoodsKind, type ParsedOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { isOver } from '@shared/vouchers';
import { type Limit, limitsOn } from '../_orders/bought';
import { kindOf, voucherTermsOf } from '../_orders/cards';
import type { PricedSku } from '../_orders/offers';
import { MOST_ORDERS } from '../_orders/purchase';
import { firstFull } from '../_orders/stays/nights';
import { isByCalendar, stayOf, stayPrice } from '../_orders/stays/stay';
import { _ } from '../_platform/cloud';
import { goodsOnSale, offers, shops, stock } from '../_store/collections';
import type { GoodsDocument, OrderStay, ShopDocument, Sku } from '../_store/documents';

type Asked = ParsedOf<'shop.previewOrder'>['lines'];

/** What an order needs of its goods: not their pages, nor their other sizes, both of which may be long. */
type BoughtGoods = Pick<
  GoodsDocument,
  | '_id'
  | 'categoryId'
  | 'title'
  | 'ground'
  | 'kind'
  | 'shopId'
  | 'plans'
  | 'takesSpendable'
  | 'limitPerMember'
  | 'isOnShelf'
  | 'asks'
  | 'voucher'
  | 'stay'
  | 'offer'
> & { readonly picture: string };

/** What a line asks for, as it is now. */
export interface Found {
  readonly goods: BoughtGoods;
  readonly sku: PricedSku;
  readonly quantity: number;
  /** Pieces that are left at its limited-time price. */
  readonly leftAtOffer: number;
  /** Of nights that are sold by a calendar: the size costs what all of them do. */
  readonly stay?: OrderStay;
}

/** The lines of one order, and the shop and the kind that they are of. */
export interface FoundOrder {
  readonly lines: readonly Found[];
  readonly shop: ShopDocument;
  readonly kind: GoodsKind;
}

export type LinesRefusal =
  | 'goods/unknown'
  | 'goods/offShelf'
  | 'goods/soldOut'
  | 'stay/dates'
  | 'stay/full'
  | 'order/tooMany'
  | 'order/repeatedLine';

/** A row of stock with the goods and the shop that it belongs to. */
interface Piece {
  readonly _id: string;
  readonly left: number;
  readonly goods: readonly (BoughtGoods & { readonly skus: readonly Sku[] })[];
  readonly shops: readonly ShopDocument[];
  readonly offers: readonly { readonly _id: string; readonly left: number }[];
}

/** Stock, goods and shop of some SKUs, in one request; unknown ones are left out. */
async function piecesOf(skuIds: readonly string[]): Promise<ReadonlyMap<string, Piece>> {
  const asked = { goodsId: '$goodsId', skuId: '$_id' };
  const rows = await stock.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in([...skuIds]) })
      // Orders being placed leave their marks on a row of stock: they are not read.
      .project({ goodsId: true, left: true })
      .lookup({
        from: goodsOnSale.name,
        let: asked,
        pipeline: [
          { $match: { $expr: { $eq: ['$_id', '$$goodsId'] } } },
          {
            $project: {
              title: true,
              categoryId: true,
              ground: true,
              kind: true,
              shopId: true,
              plans: true,
              takesSpendable: true,
              limitPerMember: true,
              asks: true,
              voucher: true,
              stay: true,
              isOnShelf: true,
              offer: true,
              picture: { $arrayElemAt: ['$pictures', 0] },
              skus: { $filter: { input: '$skus', as: 'sku', cond: { $eq: ['$$sku.skuId', '$$skuId'] } } },
            },
          },
        ],
        as: 'goods',
      })
      .lookup({ from: shops.name, localField: 'goods.shopId', foreignField: '_id', as: 'shops' })
      .lookup({ from: offers.name, localField: 'goods.offer.offerId', foreignField: '_id', as: 'offers' })
      .project({ 'offers.holds': false })
      .limit(skuIds.length),
  );
  return new Map((rows as unknown as readonly Piece[]).map((piece) => [piece._id, piece]));
}

/**
 * The orders that lines asked for come to, or why they do not: lines of one shop and one kind are one order, in the order
 * in which each is first named. Stock is looked at here and taken elsewhere: not at all for orders that may hold their
 * pieces already.
 */
export async function findOrders(
  asked: Asked,
  isTaken: boolean,
  nowMs: number,
): Promise<Outcome<readonly FoundOrder[], LinesRefusal>> {
  const ids = asked.map(({ skuId }) => skuId);
  if (new Set(ids).size < ids.length) return refuse('order/repeatedLine');
  const pieces = await piecesOf(ids);
  const found = new Map<string, FoundOrder & { readonly lines: Found[] }>();
  for (const { skuId, quantity, stay: stayAsked } of asked) {
    const piece = pieces.get(skuId);
    const goods = piece?.goods[0];
    const sku = goods?.skus[0];
    const shop = piece?.shops[0];
    if (!piece || !goods || !sku || !shop) return refuse('goods/unknown', { skuId });
    const terms = voucherTermsOf(goods);
    // A voucher whose last day is over would end with its payment.
    if (!goods.isOnShelf || (terms && isOver(terms, nowMs)))
      return refuse('goods/offShelf', { skuId, title: goods.title });
    const byNight = isByCalendar(goods, sku) ? nightsOf(goods, sku, stayAsked, nowMs) : null;
    if (byNight && !byNight.ok) return byNight;
    if (!byNight && !isTaken && piece.left < quantity)
      return refuse('goods/soldOut', { skuId, title: goods.title, left: piece.left });
    const kind = kindOf(goods);
    const key = `${kind}:${shop._id}`;
    const order = found.get(key) ?? { shop, kind, lines: [] };
    order.lines.push(
      byNight?.ok
        ? { ...byNight.value, quantity, leftAtOffer: 0 }
        : { goods, sku, quantity, leftAtOffer: piece.offers[0]?.left ?? 0 },
    );
    found.set(key, order);
  }
  const full = isTaken ? null : await firstFull(staysIn([...found.values()]));
  if (full) return refuse('stay/full', full);
  return found.size > MOST_ORDERS
    ? refuse('order/tooMany', { orders: found.size, most: MOST_ORDERS })
    : done([...found.values()]);
}

/** Goods by the night: a size costs what all nights do, for one room; no limited-time price is of nights. */
function nightsOf(
  goods: BoughtGoods,
  sku: Sku,
  asked: Asked[number]['stay'],
  nowMs: number,
): Outcome<Pick<Found, 'goods' | 'sku' | 'stay'>, 'stay/dates'> {
  const stay = stayOf(asked, goods.stay!, sku, nowMs);
  if (!stay.ok) return stay;
  const { offer: _none, ...regular } = goods;
  const costFen = sku.costFen * stay.value.nights.length;
  return done({ goods: regular, sku: { ...sku, priceFen: stayPrice(stay.value), costFen }, stay: stay.value });
}

/** The lines that are of nights: most orders have none, and nothing is asked for them. */
const staysIn = (found: readonly FoundOrder[]) =>
  found.flatMap(({ lines }) =>
    lines.flatMap(({ goods, sku, quantity, stay }) =>
      stay ? [{ goodsId: goods._id, skuId: sku.skuId, title: goods.title, quantity, stay }] : [],
    ),
  );

/** Products among the lines that a member may buy so many of, in all or at a limited-time price. */
export const limitsOf = (found: readonly Found[], nowMs: number): Limit[] =>
  limitsOn([...new Map(found.map(({ goods }) => [goods._id, goods])).values()], nowMs);
