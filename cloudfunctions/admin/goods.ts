import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import { audit, categories, goodsOnSale, members, shops, stock } from '../_lib/collections';
import type { GoodsDocument } from '../_lib/documents';
import { pageOfGoods, shelfOf } from '../_lib/goods/cards';
import { derivedId } from '../_lib/ids';
import type { Handler } from '../_lib/outcomes';
import { type PlansInForce, payablePlans, plansOn } from '../_lib/plans';
import { readSettings } from '../_lib/settings';
import { transact } from '../_lib/transactions';
import { forbiddenPhrase } from '../_lib/words';
import { noteAct } from './audited';

/** Opens a shop or changes it. Its owner's own purchases there never count (rules §5). */
export const saveShop: Handler<'admin.saveShop'> = async ({ shopId, ownerId, ...shop }, caller) => {
  const phrase = forbiddenPhrase(shop.name, shop.deliveryWord, shop.afterSalesWord);
  if (phrase) return refuse('words/forbidden', { phrase });
  if (ownerId !== undefined && !(await members.get(ownerId))) return refuse('member/unknown', { memberId: ownerId });
  await shops.put({ _id: shopId, ownerId: ownerId ?? null, ...shop });
  if (ownerId !== undefined) await members.change(ownerId, { shopId });
  await noteAct(caller, 'shop.save', { shopId });
  return done({ shopId });
};

/** Adds a category or changes it. */
export const saveCategory: Handler<'admin.saveCategory'> = async ({ categoryId, ...category }, caller) => {
  const phrase = forbiddenPhrase(category.name);
  if (phrase) return refuse('words/forbidden', { phrase });
  await categories.put({ _id: categoryId, ...category });
  await noteAct(caller, 'category.save', { categoryId });
  return done({ categoryId });
};

type Draft = ParsedOf<'admin.saveGoods'>;

/** What is wrong with the choices of the SKUs; undefined when each is one of every option, and none twice. */
function choicesFault({ options, skus }: Draft): string | undefined {
  const seen = new Set<string>();
  for (const { skuId, choices } of skus) {
    const fits =
      choices.length === options.length && choices.every((choice, at) => options[at]!.choices.includes(choice));
    const key = JSON.stringify(choices);
    if (!fits || seen.has(key)) return skuId;
    seen.add(key);
  }
  return new Set(skus.map(({ skuId }) => skuId)).size === skus.length ? undefined : skus[0]!.skuId;
}

/** Plans in force that the goods name and the margin of some SKU cannot pay for (rules §5). */
const unpayable = (draft: Draft, plans: PlansInForce) =>
  draft.plans.filter(
    (plan) =>
      plans[plan] !== null &&
      draft.skus.some((sku) => !payablePlans(draft.plans, sku.priceFen, sku.costFen, plans).includes(plan)),
  );

/** Adds a product or changes it. New SKUs come with their stock; that of known ones is changed by `changeStock`. */
export const saveGoods: Handler<'admin.saveGoods'> = async (draft, caller) => {
  const phrase = forbiddenPhrase(draft.title, draft.subtitle, ...draft.detail);
  if (phrase) return refuse('words/forbidden', { phrase });
  const wrong = choicesFault(draft);
  if (wrong) return refuse('goods/choices', { skuId: wrong });
  const [shop, category, before, known, plans, settings] = await Promise.all([
    shops.get(draft.shopId),
    categories.get(draft.categoryId),
    goodsOnSale.get(draft.goodsId),
    stock.getMany(draft.skus.map(({ skuId }) => skuId)),
    plansOn(businessDayOf(caller.nowMs)),
    readSettings(),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId: draft.shopId });
  if (!category) return refuse('category/unknown', { categoryId: draft.categoryId });
  const taken = known.find(({ goodsId }) => goodsId !== draft.goodsId);
  if (taken) return refuse('goods/skuTaken', { skuId: taken._id });
  const { goodsId, skus, ...rest } = draft;
  const goods: GoodsDocument = {
    _id: goodsId,
    ...rest,
    skus: skus.map(({ stock: _pieces, ...sku }) => sku),
    lowestFen: Math.min(...skus.map(({ priceFen }) => priceFen)),
    soldCount: before?.soldCount ?? 0,
    searchText: [draft.title, draft.subtitle, category.name].join(' ').toLowerCase(),
  };
  // Stock first: goods that are seen can be bought.
  for (const sku of skus) await stock.add({ _id: sku.skuId, goodsId, left: sku.stock, sold: 0, holds: {} });
  await goodsOnSale.put(goods);
  await noteAct(caller, 'goods.save', { goodsId });
  return done({
    goods: pageOfGoods(goods, await shelfOf([goods], plans, settings)),
    notCounted: unpayable(draft, plans),
  });
};

/** Adds pieces to a SKU or takes some away, never below 0. The same request again changes nothing. */
export const changeStock: Handler<'admin.changeStock'> = async ({ skuId, by, requestId }, caller) => {
  const noteId = derivedId('A', 'changeStock', caller.member._id, requestId);
  const outcome = await transact(async (transaction) => {
    const row = await stock.get(skuId, transaction);
    if (!row) return refuse('goods/unknown', { skuId });
    if (await audit.get(noteId, transaction)) return done(row.left);
    const left = row.left + by;
    if (left < 0) return refuse('goods/stockBelowZero', { skuId, left: row.left });
    await stock.change(skuId, { left: _.inc(by) }, transaction);
    await noteAct(caller, 'stock.change', { skuId, by }, transaction, noteId);
    return done(left);
  });
  return outcome.ok ? done({ skuId, stock: outcome.value }) : outcome;
};
