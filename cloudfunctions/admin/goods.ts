import { type ParsedOf, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { screenText } from '../_actions/screening';
import { screenPicture, shownOf } from '../_actions/screenPicture';
import { pageOfGoods, stockedOf } from '../_orders/cards';
import { payablePlans, shopRulesOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { unusableFile } from '../_platform/files';
import { categories, goodsOnSale, members, shops, stock } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { GoodsDocument } from '../_store/documents';

/**
 * Adds or changes a shop. Its owner alone has the shop and, with it, the merchant's role: the former one loses both in
 * the same step, also where the shop becomes the platform's own.
 */
export const saveShop: Handler<'admin.saveShop'> = async ({ requestId: _id, shopId, ownerId, ...input }, caller) => {
  const screened = await screenText([input], 'byShop');
  if (!screened.ok) return screened;
  return once(caller, async (transaction) => {
    const formerId = (await shops.get(shopId, transaction))?.ownerId ?? null;
    const owner = ownerId ? await members.get(ownerId, transaction) : null;
    if (ownerId && !owner) return refuse('member/unknown', { ownerId });
    const other = owner?.shopId && owner.shopId !== shopId ? await shops.get(owner.shopId, transaction) : null;
    if (other && other.ownerId === owner?._id) return refuse('shop/ownerHasShop', { shopId: other._id });
    const former = formerId && formerId !== ownerId ? await members.get(formerId, transaction) : null;
    if (former?.shopId === shopId)
      await members.change(former._id, { shopId: null, roles: without(former, 'merchant') }, transaction);
    if (owner)
      await members.change(owner._id, { shopId, roles: [...without(owner, 'merchant'), 'merchant'] }, transaction);
    await shops.put({ _id: shopId, ownerId: ownerId ?? null, ...input }, transaction);
    // What is settled from now on is settled by this owner: nobody's own shop counts for him.
    if (formerId !== (ownerId ?? null)) await countPlanChange(caller.nowMs, transaction);
    await note(caller, 'admin.saveShop', { shopId, ownerId: ownerId ?? '', formerId: formerId ?? '' }, transaction);
    return done({ shopId });
  });
};

/** Pictures of goods and of their categories lie in one folder. */
const GOODS_FOLDER = 'goods';

export const saveCategory: Handler<'admin.saveCategory'> = async ({ requestId: _id, categoryId, ...input }, caller) => {
  const screened = await screenText([input.name], 'byShop');
  if (!screened.ok) return screened;
  return once(caller, async (transaction) => {
    const fileId = await unusableFile([input.picture], GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    await categories.put({ _id: categoryId, ...input }, transaction);
    await note(caller, 'admin.saveCategory', { categoryId }, transaction);
    return done({ categoryId });
  });
};

type GoodsInput = ParsedOf<'admin.saveGoods'>;

/** Each SKU chooses once from each option, no two the same. */
const choicesFit = ({ options, skus }: GoodsInput): boolean =>
  skus.every(
    ({ choices }) =>
      (options.length === 0 && choices.length <= 1) ||
      (choices.length === options.length && choices.every((choice, at) => options[at]!.choices.includes(choice))),
  ) && new Set(skus.map(({ choices }) => choices.join('\n'))).size === skus.length;

/** The goods as they are kept. What was sold stays as it is. */
const goodsFrom = (
  { goodsId, requestId: _requestId, skus, ...fields }: GoodsInput,
  categoryName: string,
  soldCount: number,
): GoodsDocument => ({
  ...fields,
  _id: goodsId,
  skus: skus.map(({ stock: _stock, ...sku }) => sku),
  lowestFen: Math.min(...skus.map(({ priceFen }) => priceFen)),
  soldCount,
  searchText: `${fields.title} ${fields.subtitle} ${categoryName}`.toLowerCase(),
});

/** Adds or changes a product. Pieces of SKUs that exist stay as they are; new ones start with theirs. */
export const saveGoods: Handler<'admin.saveGoods'> = async (input, caller) => {
  const { goodsId } = input;
  const { title, subtitle, detail, options, unitWord } = input;
  const screened = await screenText(
    [title, subtitle, detail, options, unitWord, input.skus.map(({ choices }) => choices)],
    'byShop',
  );
  if (!screened.ok) return screened;
  if (!choicesFit(input)) return refuse('goods/choices');
  const skuIds = input.skus.map(({ skuId }) => skuId);
  if (new Set(skuIds).size < skuIds.length) return refuse('goods/skuTaken', { skuId: '' });
  await screenPicture(input.pictures);
  const saved = await once(caller, async (transaction) => {
    // Before the first document is locked: the storage is another service.
    const fileId = await unusableFile(input.pictures, GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    const shop = await shops.get(input.shopId, transaction);
    if (!shop) return refuse('shop/unknown', { shopId: input.shopId });
    const category = await categories.get(input.categoryId, transaction);
    if (!category) return refuse('category/unknown', { categoryId: input.categoryId });
    for (const { skuId, stock: left } of input.skus) {
      const pieces = await stock.get(skuId, transaction);
      if (pieces && pieces.goodsId !== goodsId) return refuse('goods/skuTaken', { skuId });
      if (!pieces) await stock.put({ _id: skuId, goodsId, left, sold: 0, holds: {} }, transaction);
    }
    const before = await goodsOnSale.get(goodsId, transaction);
    const pictures = await shownOf(input.pictures, goodsId, transaction);
    const goods = goodsFrom(input, category.name, before?.soldCount ?? 0);
    await goodsOnSale.put({ ...goods, ...pictures }, transaction);
    await note(caller, 'admin.saveGoods', { goodsId }, transaction);
    return done(null);
  });
  if (!saved.ok) return saved;
  const [kept, rules, stocked] = await Promise.all([
    goodsOnSale.get(goodsId),
    shopRulesOn(businessDayOf(caller.nowMs)),
    stockedOf([{ _id: goodsId }]),
  ]);
  const { plans } = rules;
  const payable = kept!.skus.map((sku) => payablePlans(kept!.plans, sku.priceFen, sku.costFen, plans));
  return done({
    goods: pageOfGoods(kept!, { ...rules, ...stocked }),
    notCounted: kept!.plans.filter((plan) => plans[plan] && !payable.every((some) => some.includes(plan))),
  });
};

/** Adds or takes pieces, once for each request id. */
export const changeStock: Handler<'admin.changeStock'> = ({ skuId, by }, caller) =>
  once(caller, async (transaction) => {
    const before = await stock.get(skuId, transaction);
    if (!before) return refuse('goods/unknown', { skuId });
    if (before.left + by < 0) return refuse('goods/stockBelowZero', { left: before.left, by });
    await stock.change(skuId, { left: _.inc(by) }, transaction);
    await note(caller, 'admin.changeStock', { skuId, by }, transaction);
    return done({ skuId, stock: before.left + by });
  });
