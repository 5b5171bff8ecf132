import { type OutputOf, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, pageOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { _, aggregate, database } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { categories, goodsOnSale } from '../_store/collections';
import type { CategoryDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';

const SORTS = {
  default: ['weight', 'desc'],
  priceUp: ['lowestFen', 'asc'],
  priceDown: ['lowestFen', 'desc'],
  sold: ['soldCount', 'desc'],
} as const;

const COUNTED_AT_ONCE = 100;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What a card does not show is not read: a page may be long. */
export const CARD_FIELDS = { detail: false, searchText: false } as const;

/** Goods on the shelf, page by page; a page goes on behind the last one's place, whatever was added meanwhile. */
export const listGoods: Handler<'shop.listGoods'> = async (input, { nowMs }) => {
  const [field, order] = SORTS[input.sort];
  const condition: Condition = {
    isOnShelf: true,
    ...(input.category ? { categoryId: input.category } : {}),
    ...(input.industry ? { industry: input.industry } : {}),
    ...(input.shopId ? { shopId: input.shopId } : {}),
    ...(input.plan ? { plans: input.plan } : {}),
    ...(input.query ? { searchText: database.RegExp({ regexp: escaped(input.query.toLowerCase()) }) } : {}),
  };
  const keys = [
    [field, order],
    ['_id', 'asc'],
  ] as const;
  const types = ['number', 'string'] as const;
  const shown = async () => {
    const list = await listPage(goodsOnSale, input, {
      name: 'shop.listGoods',
      condition,
      keys,
      types,
      fields: CARD_FIELDS,
    });
    return list.ok ? done({ ...list.value, stocked: await stockedOf(list.value.found) }) : list;
  };
  const [list, rules] = await Promise.all([shown(), shopRulesOn(businessDayOf(nowMs))]);
  if (!list.ok) return list;
  const shelf = { ...rules, ...list.value.stocked };
  return done({ goods: shownOf(list.value.found, (one) => cardOfGoods(one, shelf)), next: list.value.next });
};

export const viewGoods: Handler<'shop.viewGoods'> = async ({ goodsId }, { nowMs }) => {
  const [goods, rules, stocked] = await Promise.all([
    goodsOnSale.get(goodsId),
    shopRulesOn(businessDayOf(nowMs)),
    stockedOf([{ _id: goodsId }]),
  ]);
  return goods?.isOnShelf ? done(pageOfGoods(goods, { ...rules, ...stocked })) : refuse('goods/unknown', { goodsId });
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
