import { goodsTerms } from '../../_orders/goodsTerms';
import { lookAgain } from '../../_orders/shelf';
import { nameWord, putWords } from '../../_orders/words';
import { _ } from '../../_platform/cloud';
import { categories, goodsOnSale, searchWords, shops, stock } from '../../_store/collections';
import type { CategoryDocument, GoodsDocument, ShopDocument, StockDocument } from '../../_store/documents';
import { forEach, pass, type Step } from '../step';

/** Goods of before lists went by what is left of them. */
type OlderGoods = Omit<GoodsDocument, 'shelfRank' | 'revision'> &
  Partial<Pick<GoodsDocument, 'shelfRank' | 'revision'>>;
type OlderStock = Omit<StockDocument, 'isOut'> & Partial<Pick<StockDocument, 'isOut'>>;

const GOODS_FIELDS = {
  title: true,
  subtitle: true,
  keywords: true,
  brand: true,
  categoryId: true,
  shelfRank: true,
  revision: true,
} as const;

/**
 * Goods get what lists go by: whether they are sold out, since when they are on the shelf (unknown, as of the beginning
 * of time), the words by which they are proposed, and terms in which a longer word hides a shorter one (葡萄酒, 葡萄); rows of stock get the mark that tells when they turn.
 */
export const shelf: Step = {
  to: 7,
  name: 'shelf',
  passes: async () => {
    const names = new Map<string, string>();
    for await (const { _id, name } of categories.walk({}, { keys: [['_id', 'asc']], fields: { name: true } }))
      names.set(_id, name);
    const mark = (found: readonly OlderStock[]) =>
      forEach(found, async ({ _id, left, isOut }) => {
        if (isOut === undefined) await stock.changeWhere({ _id, isOut: _.exists(false) }, { isOut: left === 0 });
      });
    const look = async (found: readonly OlderGoods[]) => {
      const older = found.filter(({ shelfRank }) => shelfRank === undefined);
      await forEach(older, async (goods) => {
        const category = names.get(goods.categoryId) ?? '';
        const terms = goodsTerms(goods, category);
        await goodsOnSale.change(goods._id, { terms, shelvedAtMs: 0, revision: goods.revision ?? 0 });
        await putWords(goods, category);
      });
      // Last: it tells that all of it is done.
      await lookAgain(
        older.map(({ _id }) => _id),
        Date.now(),
      );
    };
    const name = (kind: 'shop' | 'category') => (found: readonly (ShopDocument | CategoryDocument)[]) =>
      forEach(found, async (one) => {
        if (!('isHidden' in one && one.isHidden)) await searchWords.put(nameWord(kind, one._id, one.name));
      });
    return [
      pass<OlderStock>(stock as never, { left: true, isOut: true }, mark),
      pass<OlderGoods>(goodsOnSale as never, GOODS_FIELDS, look),
      pass<ShopDocument>(shops, { name: true }, name('shop')),
      pass<CategoryDocument>(categories, { name: true, isHidden: true }, name('category')),
    ];
  },
};
