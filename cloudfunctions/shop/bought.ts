import type { BoughtAgain } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { type Join, joining } from '../_actions/joins';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { goodsOnSale, orders } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { shownOf } from '../_store/lists';
import { CARD_FIELDS } from './listGoods';

/** One size of a product, as it was bought last. */
export interface BoughtBefore {
  readonly goodsId: string;
  readonly skuId: string;
  readonly priceFen: number;
  readonly atMs: number;
}

interface Read {
  readonly paidAtMs: number | null;
  readonly state: string;
  readonly lines: readonly { readonly goodsId: string; readonly skuId: string; readonly priceFen: number }[];
}

/** What the caller bought in the newest orders, the newest first, each product once: in the request that tells who calls. */
export const boughtJoin = (ordersRead: number): Join<BoughtBefore[]> => ({
  lookup: {
    from: orders.name,
    let: { memberId: '$memberId' },
    pipeline: [
      { $match: { isPlaced: true, $expr: { $eq: ['$memberId', '$$memberId'] } } },
      { $sort: { placedAtMs: -1, _id: -1 } },
      { $limit: ordersRead },
      { $project: { paidAtMs: 1, state: 1, 'lines.goodsId': 1, 'lines.skuId': 1, 'lines.priceFen': 1 } },
    ],
  },
  read: (found) => {
    const bought = new Map<string, BoughtBefore>();
    for (const { paidAtMs, state, lines } of found as Read[]) {
      if (paidAtMs === null || state === 'refunded' || state === 'refunding') continue;
      for (const { goodsId, skuId, priceFen } of lines)
        if (!bought.has(goodsId)) bought.set(goodsId, { goodsId, skuId, priceFen, atMs: paidAtMs });
    }
    return [...bought.values()];
  },
});

type Shelf = Parameters<typeof cardOfGoods>[1];

/** What was bought before and can be bought now: with how much more the same size costs now. */
export const againOf = (
  bought: readonly BoughtBefore[],
  found: readonly GoodsDocument[],
  shelf: Shelf,
): BoughtAgain[] => {
  const cards = new Map(shownOf(found, (one) => cardOfGoods(one, shelf)).map((card) => [card.goodsId, card]));
  return bought.flatMap(({ goodsId, skuId, priceFen, atMs }) => {
    const goods = cards.get(goodsId);
    if (!goods || goods.isSoldOut) return [];
    return [{ goods, boughtAtMs: atMs, changeFen: goods.quickSkuId === skuId ? goods.priceFen - priceFen : null }];
  });
};

const ORDERS_READ = 50;

/** What the caller bought before and can buy again. */
export const listBought = joining<'shop.listBought', readonly [Join<BoughtBefore[]>]>(
  () => [boughtJoin(ORDERS_READ)],
  async ({ limit }, { nowMs }, [bought]) => {
    const ids = bought.slice(0, limit).map(({ goodsId }) => goodsId);
    const [found, stocked, rules] = await Promise.all([
      goodsOnSale.find({ _id: _.in(ids), isOnShelf: true }, { limit, fields: CARD_FIELDS }),
      stockedOf(ids.map((_id) => ({ _id }))),
      shopRulesOn(businessDayOf(nowMs)),
    ]);
    return done({ bought: againOf(bought.slice(0, limit), found, { ...rules, ...stocked }) });
  },
);
