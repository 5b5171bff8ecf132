import type { Category } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { aggregate } from '../_platform/cloud';
import { categories, goodsOnSale } from '../_store/collections';
import type { CategoryDocument } from '../_store/documents';

/** Hidden ones are left out; older documents say nothing of it. */
const isShown = ({ isHidden }: CategoryDocument): boolean => isHidden !== true;
const MOST_CATEGORIES = 1000;

/** Goods on the shelf of each category: how many, and the lowest price that lists show. */
export interface Counted {
  readonly count: number;
  readonly lowestFen: number;
}

/** Categories in their order as screens show them, what is below one counted in it. */
export function categoriesShown(found: readonly CategoryDocument[], counts: ReadonlyMap<string, Counted>) {
  const shown = found.filter(isShown);
  const ids = new Set(shown.map(({ _id }) => _id));
  return shown
    .filter(({ parentId }) => !parentId || ids.has(parentId))
    .map((one): Category & { readonly lowestFen: number | null } => {
      const own = found.filter(({ _id, parentId }) => _id === one._id || parentId === one._id);
      const counted = own.flatMap(({ _id }) => counts.get(_id) ?? []);
      return {
        categoryId: one._id,
        name: one.name,
        industry: one.industry,
        picture: one.picture,
        ground: one.ground,
        parentId: one.parentId ?? null,
        goodsCount: counted.reduce((sum, { count }) => sum + count, 0),
        lowestFen: counted.length > 0 ? Math.min(...counted.map(({ lowestFen }) => lowestFen)) : null,
      };
    });
}

/** Goods on the shelf by category: one request. */
async function countedAll(): Promise<ReadonlyMap<string, Counted>> {
  const rows = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ isOnShelf: true })
      .group({ _id: '$categoryId', count: aggregate.sum(1), lowestFen: aggregate.min('$lowestFen') })
      .limit(MOST_CATEGORIES),
  );
  return new Map(
    rows.map(({ _id, count, lowestFen }) => [String(_id), { count: Number(count), lowestFen: Number(lowestFen) }]),
  );
}

const IN_ORDER = [
  ['order', 'asc'],
  ['_id', 'asc'],
] as const;

/** All categories in their order, however many there are. */
export const listCategories: Handler<'shop.listCategories'> = async () => {
  const found: CategoryDocument[] = [];
  const walk = async () => {
    for await (const category of categories.walk({}, { keys: IN_ORDER })) found.push(category);
  };
  const [, counts] = await Promise.all([walk(), countedAll()]);
  return done({ categories: categoriesShown(found, counts).map(({ lowestFen: _lowest, ...one }) => one) });
};
