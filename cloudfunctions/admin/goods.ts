import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done, refuse } from '@shared/kernel';
import { note } from '../_lib/audit';
import { _ } from '../_lib/cloud';
import { audit, categories, goodsOnSale, members, shops, stock } from '../_lib/collections';
import { pageOfGoods, shelfOf } from '../_lib/goods/cards';
import { derivedId } from '../_lib/ids';
import type { Handler } from '../_lib/outcomes';
import { payablePlans, plansOn } from '../_lib/plans';
import { readSettings } from '../_lib/settings';
import { forbiddenPhrase } from '../_lib/words';

export const saveShop: Handler<'admin.saveShop'> = async ({ shopId, ownerId, ...input }, caller) => {
  const phrase = forbiddenPhrase(input.name, input.deliveryWord, input.afterSalesWord);
  if (phrase) return refuse('words/forbidden', { phrase });
  const owner = ownerId ? await members.get(ownerId) : null;
  if (ownerId && !owner) return refuse('member/unknown', { ownerId });
  await shops.put({ _id: shopId, ownerId: ownerId ?? null, ...input });
  if (owner) {
    const roles = owner.roles.includes('merchant') ? owner.roles : [...owner.roles, 'merchant'];
    await members.change(owner._id, { shopId, roles });
  }
  await note(caller, 'admin.saveShop', { shopId, ownerId: ownerId ?? '' });
  return done({ shopId });
};

export const saveCategory: Handler<'admin.saveCategory'> = async ({ categoryId, ...input }, caller) => {
  const phrase = forbiddenPhrase(input.name);
  if (phrase) return refuse('words/forbidden', { phrase });
  await categories.put({ _id: categoryId, ...input });
  await note(caller, 'admin.saveCategory', { categoryId });
  return done({ categoryId });
};

type GoodsInput = ParsedOf<'admin.saveGoods'>;

/** Each SKU chooses once from each option, no two the same. */
const choicesFit = ({ options, skus }: GoodsInput): boolean =>
  skus.every(
    ({ choices }) =>
      (options.length === 0 && choices.length <= 1) ||
      (choices.length === options.length && choices.every((choice, at) => options[at]!.choices.includes(choice))),
  ) && new Set(skus.map(({ choices }) => choices.join('\n'))).size === skus.length;

/** Adds or changes a product. Pieces of SKUs that exist stay as they are; new ones start with theirs. */
export const saveGoods: Handler<'admin.saveGoods'> = async (input, caller) => {
  const { goodsId } = input;
  const phrase = forbiddenPhrase(input.title, input.subtitle, ...input.detail);
  if (phrase) return refuse('words/forbidden', { phrase });
  if (!choicesFit(input)) return refuse('goods/choices');
  const skuIds = input.skus.map(({ skuId }) => skuId);
  const [shop, category, before, pieces] = await Promise.all([
    shops.get(input.shopId),
    categories.get(input.categoryId),
    goodsOnSale.get(goodsId),
    stock.getMany(skuIds),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId: input.shopId });
  if (!category) return refuse('category/unknown', { categoryId: input.categoryId });
  const taken = pieces.find((one) => one.goodsId !== goodsId);
  if (taken || new Set(skuIds).size < skuIds.length) return refuse('goods/skuTaken', { skuId: taken?._id ?? '' });
  for (const { skuId, stock: left } of input.skus)
    if (!pieces.some(({ _id }) => _id === skuId)) await stock.add({ _id: skuId, goodsId, left, sold: 0, holds: {} });
  const { goodsId: _id, ...fields } = input;
  const kept = {
    ...fields,
    _id,
    skus: input.skus.map(({ stock: _stock, ...sku }) => sku),
    lowestFen: Math.min(...input.skus.map(({ priceFen }) => priceFen)),
    soldCount: before?.soldCount ?? 0,
    searchText: `${input.title} ${input.subtitle} ${category.name}`.toLowerCase(),
  };
  await goodsOnSale.put(kept);
  await note(caller, 'admin.saveGoods', { goodsId });
  const plans = await plansOn(businessDayOf(caller.nowMs));
  const payable = kept.skus.map((sku) => payablePlans(kept.plans, sku.priceFen, sku.costFen, plans));
  return done({
    goods: pageOfGoods(kept, await shelfOf([kept], plans, await readSettings())),
    notCounted: kept.plans.filter((plan) => plans[plan] && !payable.every((some) => some.includes(plan))),
  });
};

/** Adds or takes pieces, once for each request id: the audit record, written first, is what says so. */
export const changeStock: Handler<'admin.changeStock'> = async ({ skuId, by, requestId }, { member, nowMs }) => {
  const before = await stock.get(skuId);
  if (!before) return refuse('goods/unknown', { skuId });
  if (before.left + by < 0) return refuse('goods/stockBelowZero', { left: before.left, by });
  const _id = derivedId('N', member._id, requestId);
  const isNew = await audit.add({
    _id,
    memberId: member._id,
    action: 'admin.changeStock',
    atMs: nowMs,
    details: { skuId, by },
  });
  if (isNew) {
    const changed = await stock.changeWhere({ _id: skuId, left: _.gte(-by) }, { left: _.inc(by) });
    if (changed === 0) return refuse('goods/stockBelowZero', { left: (await stock.get(skuId))!.left, by });
  }
  return done({ skuId, stock: (await stock.get(skuId))!.left });
};
