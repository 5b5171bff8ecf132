import type { OutputOf } from '@shared/contract';
import { businessDayOf, done, refuse } from '@shared/kernel';
import { _, database } from '../_lib/cloud';
import type { Condition } from '../_lib/collection';
import { categories, goodsOnSale } from '../_lib/collections';
import { readCursor, writeCursor } from '../_lib/cursors';
import type { CategoryDocument } from '../_lib/documents';
import { cardOfGoods, pageOfGoods, shelfOf } from '../_lib/goods/cards';
import type { Handler } from '../_lib/outcomes';
import { plansOn } from '../_lib/plans';
import { readSettings } from '../_lib/settings';

const SORTS = {
  default: ['weight', 'desc'],
  priceUp: ['lowestFen', 'asc'],
  priceDown: ['lowestFen', 'desc'],
  sold: ['soldCount', 'desc'],
} as const;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Goods on the shelf, page by page; a page goes on behind the last one's place, whatever was added meanwhile. */
export const listGoods: Handler<'shop.listGoods'> = async (input, { nowMs }) => {
  const [field, order] = SORTS[input.sort];
  const conditions: Condition[] = [
    {
      isOnShelf: true,
      ...(input.category ? { categoryId: input.category } : {}),
      ...(input.industry ? { industry: input.industry } : {}),
      ...(input.shopId ? { shopId: input.shopId } : {}),
      ...(input.plan ? { plans: input.plan } : {}),
      ...(input.query ? { searchText: database.RegExp({ regexp: escaped(input.query.toLowerCase()) }) } : {}),
    },
  ];
  if (input.cursor) {
    const place = readCursor(input.cursor, ['number', 'string']);
    if (!place) return refuse('cursor/invalid');
    const beyond = order === 'asc' ? _.gt(place[0]) : _.lt(place[0]);
    conditions.push(_.or({ [field]: beyond }, { [field]: place[0], _id: _.gt(place[1]) }) as never);
  }
  const [found, plans, settings] = await Promise.all([
    goodsOnSale.find(conditions.length > 1 ? (_.and(...conditions) as never) : conditions[0]!, {
      orderBy: [
        [field, order],
        ['_id', 'asc'],
      ],
      limit: input.limit + 1,
    }),
    plansOn(businessDayOf(nowMs)),
    readSettings(),
  ]);
  const goods = found.slice(0, input.limit);
  const shelf = await shelfOf(goods, plans, settings);
  const last = goods.at(-1);
  return done({
    goods: goods.map((one) => cardOfGoods(one, shelf)),
    next: found.length > input.limit && last ? writeCursor([last[field], last._id]) : null,
  });
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
  const found = await categories.find({}, { orderBy: [['order', 'asc']], limit: 100 });
  return Promise.all(
    found.map(async ({ _id, name, industry, picture, ground }: CategoryDocument) => ({
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
