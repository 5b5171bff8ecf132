import { refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { lowestOfAll } from '@shared/stays';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { labelOf, stockedOf } from '../_orders/cards';
import { leftBy, leftWithin, shelfFactsOf } from '../_orders/shelf';
import { changePieces, listStocked, stockedRow } from '../_orders/staff/stocked';
import { calendarShown, isByCalendar, nightly } from '../_orders/stays/stay';
import { _ } from '../_platform/cloud';
import { goodsOnSale } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { isOfShop, shopOf } from './own';

export const listGoods: Handler<'merchant.listGoods'> = (input, caller) =>
  listStocked('merchant.listGoods', input, { shopId: shopOf(caller) });

/** Whether its owner may put a product on the shelf, or take it off: not put back what the platform took off. */
const mayShelve = ({ isOnShelf, offBy }: GoodsDocument): boolean => isOnShelf || offBy === 'shop';

/** A product as its owner sees it, with the pieces that are left. */
async function ownGoodsOf(goods: GoodsDocument, nowMs: number) {
  const { stock } = await stockedOf([{ _id: goods._id }]);
  return {
    ...stockedRow(goods, stock),
    skus: goods.skus.map((sku) => ({
      skuId: sku.skuId,
      label: labelOf(sku),
      priceFen: sku.priceFen,
      costFen: sku.costFen,
      stock: stock.get(sku.skuId)?.left ?? 0,
      calendar: calendarShown(sku),
    })),
    mayShelve: mayShelve(goods),
    revision: goods.revision ?? 0,
    today: businessDayOf(nowMs),
  };
}

export const viewGoods: Handler<'merchant.viewGoods'> = async ({ goodsId }, caller) => {
  const goods = await goodsOnSale.get(goodsId);
  if (!goods || !isOfShop(caller)(goods)) return refuse('goods/unknown', { goodsId });
  return done(await ownGoodsOf(goods, caller.nowMs));
};

/**
 * Keeps prices and rooms by night of a kind of room. Of two who changed the product side by side the second is refused.
 */
export const saveCalendar: Handler<'merchant.saveCalendar'> = async (input, caller) => {
  const { goodsId, skuId, calendar } = input;
  const saved = await once(caller, async (transaction) => {
    const before = await goodsOnSale.get(goodsId, transaction);
    if (!before || !isOfShop(caller)(before)) return refuse('goods/unknown', { goodsId });
    const revision = before.revision ?? 0;
    if (input.revision !== revision) return refuse('goods/changedMeanwhile', { revision });
    const sku = before.skus.find((one) => one.skuId === skuId);
    if (!sku || !isByCalendar(before, sku)) return refuse('stay/none');
    if (lowestOfAll(calendar) < sku.costFen) return refuse('stay/belowCost', { costFen: sku.costFen });
    const skus = before.skus.map((one) => (one === sku ? nightly(one, calendar) : one));
    const goods = { ...before, skus, revision: revision + 1 };
    const facts = shelfFactsOf(goods, leftBy(await leftWithin(goods, transaction)), caller.nowMs);
    await goodsOnSale.put({ ...goods, ...facts }, transaction);
    await note(caller, 'merchant.saveCalendar', { goodsId, skuId, rooms: calendar.rooms }, transaction);
    return done({ goodsId });
  });
  if (!saved.ok) return saved;
  return viewGoods({ goodsId }, caller);
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
    const changes = changed(before, { isOnShelf });
    await note(caller, 'merchant.shelveGoods', { goodsId, title: before.title }, transaction, changes);
    return done({ goodsId, isOnShelf });
  });
