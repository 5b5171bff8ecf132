import type { ParsedOf } from '@shared/contract';
import type { QueryWord } from '@shared/search';
import { foundBy } from '../_orders/finding';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { categories, shops } from '../_store/collections';

/** What narrows a list of goods. */
export type Asked = ParsedOf<'shop.countGoods'>;

/** Categories below one, and shops that take no points, are few: more are not looked at. */
const MOST_BELOW = 100;
const MOST_SHOPS = 1000;

/** A category and those below it. */
async function categoryIdsOf(category: string): Promise<string[]> {
  const below = await categories.find({ parentId: category }, { limit: MOST_BELOW, fields: { _id: true } });
  return [category, ...below.map(({ _id }) => _id)];
}

/** Shops whose goods take no points, whatever the goods say. */
export const shopsWithoutPoints = async (): Promise<string[]> =>
  (await shops.find({ takesSpendable: false }, { limit: MOST_SHOPS, fields: { _id: true } })).map(({ _id }) => _id);

/** Goods at a price, as lists show it. */
function priced({ priceFromFen: from, priceToFen: to }: Asked): Condition {
  if (from === undefined && to === undefined) return {};
  const least = from === undefined ? undefined : _.gte(from);
  const most = to === undefined ? undefined : _.lte(to);
  return { lowestFen: least && most ? least.and(most) : (least ?? most) };
}

/** What the index of an order begins with: the shelf, of one category or else of one shop. */
export async function orderedShelf(asked: Asked): Promise<Condition> {
  const ids = asked.category ? await categoryIdsOf(asked.category) : [];
  if (ids.length === 1) return { isOnShelf: true, categoryId: ids[0] };
  return { isOnShelf: true, ...(asked.shopId ? { shopId: asked.shopId } : {}) };
}

/** What a list is of, in all: what is on the shelf of a category, a shop and a query. */
export async function scopeOf(asked: Asked, words: readonly QueryWord[]): Promise<Condition[]> {
  const ids = asked.category ? await categoryIdsOf(asked.category) : null;
  return [
    {
      isOnShelf: true,
      ...(ids ? { categoryId: ids.length === 1 ? ids[0] : _.in(ids) } : {}),
      ...(asked.shopId ? { shopId: asked.shopId } : {}),
      ...priced(asked),
    },
    ...(words.length > 0 ? [foundBy(words)] : []),
  ];
}

/** All of some conditions. */
export const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? conditions[0]! : (_.and(...(conditions as never[])) as never);

/** What is on the shelf of all that was asked for. One request more where a category or points are. */
export async function conditionOf(asked: Asked, words: readonly QueryWord[]): Promise<Condition> {
  const [scope, without] = await Promise.all([
    scopeOf(asked, words),
    asked.takesPoints && !asked.shopId ? shopsWithoutPoints() : [],
  ]);
  const [shelf, ...more] = scope;
  const { industry: of, brand, plan, takesPoints, inStock, offered, kind } = asked;
  return all([
    {
      ...shelf,
      ...(of ? { industry: of } : {}),
      ...(kind ? { kind } : {}),
      ...(brand ? { brand } : {}),
      ...(plan ? { plans: plan === 'none' ? [] : plan } : {}),
      ...(inStock ? { shelfRank: 0 } : {}),
      ...(offered ? { isOffered: true } : {}),
      ...(takesPoints ? { takesSpendable: true } : {}),
      ...(without.length > 0 ? { shopId: _.nin(without) } : {}),
    },
    ...more,
    // Top-ups take none, whatever is kept of them (rules §5).
    ...(takesPoints ? [{ kind: _.neq('topUp') }] : []),
  ]);
}
