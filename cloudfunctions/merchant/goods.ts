import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { labelOf, stockedOf } from '../_orders/cards';
import { changePieces, listStocked, stockedRow } from '../_orders/staff/stocked';
import { _ } from '../_platform/cloud';
import { goodsOnSale } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { isOfShop, shopOf } from './own';

export const listGoods: Handler<'merchant.listGoods'> = (input, caller) =>
  listStocked('merchant.listGoods', input, { shopId: shopOf(caller) });

/** Whether its owner may put a product on the shelf, or take it off: not put back what the platform took off. */
const mayShelve = ({ isOnShelf, offBy }: GoodsDocument): boolean => isOnShelf || offBy === 'shop';

export const viewGoods: Handler<'merchant.viewGoods'> = async ({ goodsId }, caller) => {
  const [goods, { stock }] = await Promise.all([goodsOnSale.get(goodsId), stockedOf([{ _id: goodsId }])]);
  if (!goods || !isOfShop(caller)(goods)) return refuse('goods/unknown', { goodsId });
  return done({
    ...stockedRow(goods, stock),
    skus: goods.skus.map((sku) => ({
      skuId: sku.skuId,
      label: labelOf(sku),
      priceFen: sku.priceFen,
      costFen: sku.costFen,
      stock: stock.get(sku.skuId)?.left ?? 0,
    })),
    mayShelve: mayShelve(goods),
  });
};

export const changeStock: Handler<'merchant.changeStock'> = (input, caller) =>
  changePieces(input, caller, {
    action: 'merchant.changeStock',
    isTheirs: async (goodsId, transaction) => {
      const goods = await goodsOnSale.get(goodsId, transaction);
      return goods !== null && isOfShop(caller)(goods);
    },
  });

/** Takes a product off the shelf, or puts back what was taken off here. An administrator who edits it meanwhile is told. */
export const shelveGoods: Handler<'merchant.shelveGoods'> = ({ goodsId, isOnShelf }, caller) =>
  once(caller, async (transaction) => {
    const before = await goodsOnSale.get(goodsId, transaction);
    if (!before || !isOfShop(caller)(before)) return refuse('goods/unknown', { goodsId });
    if (before.isOnShelf === isOnShelf) return done({ goodsId, isOnShelf });
    if (!mayShelve(before)) return refuse('goods/takenOff', { goodsId });
    const shelvedAtMs = before.shelvedAtMs || (isOnShelf ? caller.nowMs : 0);
    const offBy = isOnShelf ? _.remove() : 'shop';
    const revision = (before.revision ?? 0) + 1;
    await goodsOnSale.change(goodsId, { isOnShelf, shelvedAtMs, revision, offBy } as never, transaction);
    await note(caller, 'merchant.shelveGoods', { goodsId, isOnShelf: isOnShelf ? 1 : 0 }, transaction);
    return done({ goodsId, isOnShelf });
  });
