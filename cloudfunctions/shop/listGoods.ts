import type { OutputOf, ParsedOf } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { type QueryWord, queryWords } from '@shared/search';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { foundBy } from '../_orders/finding';
import { shopRulesOn } from '../_plans/plans';
import { _, aggregate } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { categories, goodsOnSale } from '../_store/collections';
import type { CategoryDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { searchPage } from './searchGoods';

const SORTS = {
  default: ['weight', 'desc'],
  priceUp: ['lowestFen', 'asc'],
  priceDown: ['lowestFen', 'desc'],
  sold: ['soldCount', 'desc'],
} as const;

const COUNTED_AT_ONCE = 100;

/** What a card does not show is not read: a page may be long. */
export const CARD_FIELDS = { detail: false, terms: false } as const;

/** What is on the shelf of all that was asked for, in words as well. */
function conditionOf(input: ParsedOf<'shop.listGoods'>, words: readonly QueryWord[]): Condition {
  const shelf: Condition = {
    isOnShelf: true,
    ...(input.category ? { categoryId: input.category } : {}),
    ...(input.industry ? { industry: input.industry } : {}),
    ...(input.shopId ? { shopId: input.shopId } : {}),
    ...(input.plan ? { plans: input.plan } : {}),
  };
  return words.length === 0 ? shelf : (_.and(shelf, foundBy(words)) as never);
}

/** A page of goods in the order of a figure; it goes on behind the last one's place, whatever was added meanwhile. */
const sortedPage = (input: ParsedOf<'shop.listGoods'>, condition: Condition) =>
  listPage(goodsOnSale, input, {
    name: 'shop.listGoods',
    condition,
    keys: [SORTS[input.sort], ['_id', 'asc']],
    types: ['number', 'string'],
    fields: CARD_FIELDS,
  });

/** Goods on the shelf, page by page: what a query finds by how well it fits, unless another order is wished. */
export const listGoods: Handler<'shop.listGoods'> = async (input, { nowMs }) => {
  const words = queryWords(input.query ?? '');
  if (input.query && words.length === 0) return done({ goods: [], also: [], next: null });
  const condition = conditionOf(input, words);
  const isSearch = words.length > 0 && input.sort === 'default';
  const shown = async () => {
    const list = isSearch ? await searchPage(input, words, condition, CARD_FIELDS) : await sortedPage(input, condition);
    return list.ok ? done({ ...list.value, stocked: await stockedOf(list.value.found) }) : list;
  };
  const [list, rules] = await Promise.all([shown(), shopRulesOn(businessDayOf(nowMs))]);
  if (!list.ok) return list;
  const shelf = { ...rules, ...list.value.stocked };
  return done({
    goods: shownOf(list.value.found, (one) => cardOfGoods(one, shelf)),
    also: words.flatMap(({ also }) => also),
    next: list.value.next,
  });
};

type Shown = OutputOf<'shop.listCategories'>['categories'];

/** Categories as screens show them, each with the number of goods on the shelf: one request for all of them. */
async function counted(found: readonly CategoryDocument[]): Promise<Shown> {
  if (found.length === 0) return [];
  const ids = found.map(({ _id }) => _id);
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ categoryId: _.in(ids), isOnShelf: true })
      .group({ _id: '$categoryId', goods: aggregate.sum(1) })
      .limit(ids.length),
  );
  const counts = new Map(rows.map(({ _id, goods }) => [_id, Number(goods)]));
  return found.map(({ _id, name, industry, picture, ground }) => ({
    categoryId: _id,
    name,
    industry,
    picture,
    ground,
    goodsCount: counts.get(_id) ?? 0,
  }));
}

const IN_ORDER = [
  ['order', 'asc'],
  ['_id', 'asc'],
] as const;

/** Hidden ones are left out; older documents say nothing of it. */
const SHOWN = { isHidden: _.neq(true) };

/** The first categories in their order. */
export const firstCategories = async (limit: number): Promise<Shown> =>
  counted(await categories.find(SHOWN, { orderBy: IN_ORDER, limit }));

/** All categories in their order, however many there are. */
export const listCategories: Handler<'shop.listCategories'> = async () => {
  const shown: Shown = [];
  let some: CategoryDocument[] = [];
  const count = async () => {
    shown.push(...(await counted(some)));
    some = [];
  };
  for await (const category of categories.walk(SHOWN, { keys: IN_ORDER })) {
    some.push(category);
    if (some.length === COUNTED_AT_ONCE) await count();
  }
  if (some.length > 0) await count();
  return done({ categories: shown });
};
