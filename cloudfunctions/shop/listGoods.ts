import type { OutputOf } from '@shared/contract';
import { businessDayOf, done, refuse } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, pageOfGoods, shelfOf } from '../_orders/cards';
import { plansOn } from '../_plans/plans';
import { database } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { categories, goodsOnSale } from '../_store/collections';
import type { CategoryDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';

const SORTS = {
  default: ['weight', 'desc'],
  priceUp: ['lowestFen', 'asc'],
  priceDown: ['lowestFen', 'desc'],
  sold: ['soldCount', 'desc'],
} as const;

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
  const [list, plans, settings] = await Promise.all([
    listPage(goodsOnSale, input, { name: 'shop.listGoods', condition, keys, types, fields: CARD_FIELDS }),
    plansOn(businessDayOf(nowMs)),
    readSettings(),
  ]);
  if (!list.ok) return list;
  const shelf = await shelfOf(list.value.found, plans, settings);
  return done({ goods: shownOf(list.value.found, (one) => cardOfGoods(one, shelf)), next: list.value.next });
};

export const viewGoods: Handler<'shop.viewGoods'> = async ({ goodsId }, { nowMs }) => {
  const [goods, plans, settings] = await Promise.all([
    goodsOnSale.get(goodsId),
    plansOn(businessDayOf(nowMs)),
    readSettings(),
  ]);
  if (!goods?.isOnShelf) return refuse('goods/unknown', { goodsId });
  return done(pageOfGoods(goods, await shelfOf([goods], plans, settings)));
};

/** All categories in their order, each with the number of goods on the shelf. */
export async function categoriesShown(): Promise<OutputOf<'shop.listCategories'>['categories']> {
  const found: CategoryDocument[] = [];
  const keys = [
    ['order', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const category of categories.walk({}, { keys })) found.push(category);
  return Promise.all(
    found.map(async ({ _id, name, industry, picture, ground }) => ({
      categoryId: _id,
      name,
      industry,
      picture,
      ground,
      goodsCount: await goodsOnSale.count({ categoryId: _id, isOnShelf: true }),
    })),
  );
}

export const listCategories: Handler<'shop.listCategories'> = async () => done({ categories: await categoriesShown() });
