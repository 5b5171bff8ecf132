import { goodsTerms } from '../../_orders/goodsTerms';
import { _ } from '../../_platform/cloud';
import { categories, goodsOnSale } from '../../_store/collections';
import type { GoodsDocument } from '../../_store/documents';
import { forEach, pass, type Step } from '../step';

/** Older goods were looked for in one text. */
type OlderGoods = Omit<GoodsDocument, 'keywords' | 'terms'> & Partial<Pick<GoodsDocument, 'keywords' | 'terms'>>;

const FIELDS = { title: true, subtitle: true, categoryId: true, keywords: true, terms: true } as const;

/** Gives goods the terms by which a search finds them. */
export const searchTerms: Step = {
  to: 5,
  name: 'searchTerms',
  passes: async () => {
    const names = new Map<string, string>();
    const keys = [['_id', 'asc']] as const;
    for await (const { _id, name } of categories.walk({}, { keys, fields: { name: true } })) names.set(_id, name);
    const change = (found: readonly OlderGoods[]) =>
      forEach(found, async ({ _id, title, subtitle, categoryId, keywords = [], terms }) => {
        if (terms) return;
        const made = goodsTerms({ title, subtitle, keywords }, names.get(categoryId) ?? '');
        await goodsOnSale.change(_id, { keywords, terms: made, searchText: _.remove() });
      });
    return [pass<OlderGoods>(goodsOnSale as never, FIELDS, change)];
  },
};
