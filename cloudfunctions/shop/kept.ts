import type { GoodsCard } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import { cardOfGoods, type Shelf, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { goodsOnSale } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { shownOf } from '../_store/lists';
import { CARD_FIELDS } from './listGoods';

/** What a list of one's own shows of each product in it. */
interface KeptGoods {
  readonly goods: GoodsCard;
  readonly isOnShelf: boolean;
}

interface Shown {
  readonly shelf: Shelf;
  readonly goods: ReadonlyMap<string, GoodsDocument>;
  readonly cards: ReadonlyMap<string, KeptGoods>;
}

/** Goods by their ids as they are now, on the shelf or not, with their pieces: three requests side by side. */
export async function goodsNow(goodsIds: readonly string[], nowMs: number): Promise<Shown> {
  const [found, stocked, rules] = await Promise.all([
    goodsIds.length > 0 ? goodsOnSale.getMany(goodsIds, CARD_FIELDS) : [],
    stockedOf(goodsIds.map((_id) => ({ _id }))),
    shopRulesOn(businessDayOf(nowMs)),
  ]);
  const shelf = { ...rules, ...stocked };
  const cards = shownOf(found, (one) => ({ goods: cardOfGoods(one, shelf), isOnShelf: one.isOnShelf }));
  return {
    shelf,
    goods: new Map(found.map((one) => [one._id, one])),
    cards: new Map(cards.map((one) => [one.goods.goodsId, one])),
  };
}
