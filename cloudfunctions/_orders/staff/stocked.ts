import { type AuditedAction, type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { queryWords } from '@shared/search';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import { _ } from '../../_platform/cloud';
import type { Condition } from '../../_platform/collection';
import type { Transaction } from '../../_platform/transactions';
import { goodsOnSale, stock } from '../../_store/collections';
import type { GoodsDocument } from '../../_store/documents';
import { listPage, shownOf } from '../../_store/lists';
import { stockedOf } from '../cards';
import { foundBy } from '../finding';
import { lookAgain } from '../shelf';

type Stocked = Awaited<ReturnType<typeof stockedOf>>['stock'];

const piecesOf = ({ skus }: GoodsDocument, stocked: Stocked): number =>
  skus.reduce((sum, { skuId }) => sum + (stocked.get(skuId)?.left ?? 0), 0);

/** A product as those see it who keep the stock. */
export const stockedRow = (goods: GoodsDocument, stocked: Stocked) => ({
  goodsId: goods._id,
  title: goods.title,
  picture: goods.pictures[0] ?? '',
  ground: goods.ground,
  isOnShelf: goods.isOnShelf,
  lowestFen: goods.lowestFen,
  sizes: goods.skus.length,
  stock: piecesOf(goods, stocked),
  sold: goods.soldCount,
});

/** Goods on the shelf or off it, of some shops or of all, the weightiest first, with the pieces left of all sizes. */
export async function listStocked(name: string, input: ParsedOf<'admin.listGoods'>, ofShops: Condition) {
  const words = queryWords(input.query ?? '');
  if (input.query && words.length === 0) return done({ goods: [], next: null });
  const shelf: Condition = { ...ofShops, isOnShelf: input.shelf === 'on' };
  const condition = words.length === 0 ? shelf : (_.and(shelf, foundBy(words)) as never);
  const list = await listPage(goodsOnSale, input, {
    name,
    condition,
    keys: [
      ['weight', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { detail: false, terms: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const { stock: pieces } = await stockedOf(found);
  return done({ goods: shownOf(found, (goods) => stockedRow(goods, pieces)), next });
}

interface Counting {
  readonly action: AuditedAction;
  /** Whether goods are the caller's to count, seen in the transaction that changes their pieces. */
  readonly isTheirs: (goodsId: string, transaction: Transaction) => Promise<boolean>;
}

/** Adds or takes pieces of a size, once for each request id. */
export async function changePieces(
  { skuId, by, reason }: ParsedOf<'admin.changeStock'>,
  caller: Caller,
  { action, isTheirs }: Counting,
) {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const changed = await once(caller, async (transaction) => {
    const before = await stock.get(skuId, transaction);
    if (!before || !(await isTheirs(before.goodsId, transaction))) return refuse('goods/unknown', { skuId });
    if (before.left + by < 0) return refuse('goods/stockBelowZero', { left: before.left, by });
    await stock.change(skuId, { left: _.inc(by) }, transaction);
    const change = { field: 'stock', before: String(before.left), after: String(before.left + by) };
    await note(caller, action, { skuId, goodsId: before.goodsId, by, reason }, transaction, [change]);
    return done({ skuId, stock: before.left + by, goodsId: before.goodsId });
  });
  if (!changed.ok) return changed;
  const { goodsId, ...answer } = changed.value;
  // An outcome that was kept before it named the product is left to the timer.
  if (goodsId) await lookAgain([goodsId], caller.nowMs);
  return done(answer);
}
