import { type ParsedOf, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { screenPicture, shownOf } from '../_actions/screenPicture';
import { pageOfGoods, stockedOf } from '../_orders/cards';
import { goodsTerms } from '../_orders/goodsTerms';
import { offerAhead } from '../_orders/offers';
import { leftBy, leftWithin, shelfFactsOf } from '../_orders/shelf';
import { changePieces } from '../_orders/staff/stocked';
import { nightly } from '../_orders/stays/stay';
import { putWords } from '../_orders/words';
import { payablePlans, shopRulesOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { unusableFile } from '../_platform/files';
import { newId } from '../_platform/ids';
import { categories, goodsOnSale, shops, stock } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { GOODS_FOLDER } from './pictures';

type GoodsInput = ParsedOf<'admin.saveGoods'>;

/** Each SKU chooses once from each option, no two the same. */
const choicesFit = ({ options, skus }: GoodsInput): boolean =>
  skus.every(
    ({ choices }) =>
      (options.length === 0 && choices.length <= 1) ||
      (choices.length === options.length && choices.every((choice, at) => options[at]!.choices.includes(choice))),
  ) && new Set(skus.map(({ choices }) => choices.join('\n'))).size === skus.length;

type ShelfFact = 'lowestFen' | 'shelfRank' | 'isOffered' | 'looksAgainAtMs';

type SkuNamed = GoodsInput['skus'][number] & { readonly skuId: string };

/** The goods as they are kept. What was sold stays as it is. */
const goodsFrom = (
  goodsId: string,
  { goodsId: _goodsId, revision: _revision, requestId: _requestId, skus: _skus, stay, ...fields }: GoodsInput,
  skus: readonly SkuNamed[],
  categoryName: string,
  before: GoodsDocument | null,
  nowMs: number,
): Omit<GoodsDocument, ShelfFact> => ({
  ...fields,
  ...(stay && fields.kind === 'stay' ? { stay } : {}),
  _id: goodsId,
  revision: (before?.revision ?? 0) + 1,
  skus: skus.map(({ stock: _stock, calendar, ...sku }) => (calendar ? nightly(sku, calendar) : sku)),
  shelvedAtMs: before?.shelvedAtMs || (fields.isOnShelf ? nowMs : 0),
  ...(before?.offer ? { offer: before.offer } : {}),
  ...(before?.offBy && !fields.isOnShelf ? { offBy: before.offBy } : {}),
  soldCount: before?.soldCount ?? 0,
  ...(before?.lastBatch ? { lastBatch: before.lastBatch } : {}),
  terms: goodsTerms(fields, categoryName),
});

/** What of a product is told with a change of it; how it is found follows from it. */
const GOODS_NOTED = [
  ...['title', 'subtitle', 'categoryId', 'shopId', 'industry', 'kind', 'isOnShelf', 'weight', 'plans', 'skus'],
  ...['options', 'pictures', 'detail', 'unitWord', 'keywords', 'asks'],
];

/** The first size whose regular price is no longer above the limited-time one that runs or is to come. */
function notLower(before: GoodsDocument | null, skus: readonly SkuNamed[], nowMs: number) {
  const offer = before && offerAhead(before, nowMs);
  for (const { skuId, priceFen } of offer?.prices ?? []) {
    const sku = skus.find((one) => one.skuId === skuId);
    if (sku && sku.priceFen <= priceFen) return { skuId, offeredFen: priceFen, regularFen: sku.priceFen };
  }
  return null;
}

/**
 * Adds or changes a product. Pieces of SKUs that exist stay as they are; new ones start with theirs. Of two who changed
 * the same product side by side the second is refused, where each says what it was read as.
 */
export const saveGoods: Handler<'admin.saveGoods'> = async (input, caller) => {
  const { title, subtitle, detail, options, unitWord, keywords } = input;
  const sizes = input.skus.map(({ choices }) => choices);
  const asked = input.asks.map(({ label, hint, choices }) => [label, hint, choices]);
  const screened = await screenText([title, subtitle, detail, options, unitWord, keywords, sizes, asked], 'byShop');
  if (!screened.ok) return screened;
  if (!choicesFit(input)) return refuse('goods/choices');
  const skus = input.skus.map((sku) => ({ ...sku, skuId: sku.skuId ?? newId('S', 12) }));
  if (new Set(skus.map(({ skuId }) => skuId)).size < skus.length) return refuse('goods/skuTaken', { skuId: '' });
  const named = input.goodsId ?? newId('G', 12);
  await screenPicture(input.pictures);
  const saved = await once(caller, async (transaction) => {
    // Before the first document is locked: the storage is another service.
    const fileId = await unusableFile(input.pictures, GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    const shop = await shops.get(input.shopId, transaction);
    if (!shop) return refuse('shop/unknown', { shopId: input.shopId });
    const category = await categories.get(input.categoryId, transaction);
    if (!category) return refuse('category/unknown', { categoryId: input.categoryId });
    const before = await goodsOnSale.get(named, transaction);
    const revision = before?.revision ?? 0;
    if (input.revision !== undefined && input.revision !== revision)
      return refuse('goods/changedMeanwhile', { revision });
    for (const { skuId, stock: left } of skus) {
      const pieces = await stock.get(skuId, transaction);
      if (pieces && pieces.goodsId !== named) return refuse('goods/skuTaken', { skuId });
      if (!pieces)
        await stock.put({ _id: skuId, goodsId: named, left, sold: 0, holds: {}, isOut: left === 0 }, transaction);
    }
    const higher = notLower(before, skus, caller.nowMs);
    if (higher) return refuse('offer/notLower', higher);
    const pictures = await shownOf(input.pictures, named, transaction);
    const goods = goodsFrom(named, input, skus, category.name, before, caller.nowMs);
    const facts = shelfFactsOf(goods, leftBy(await leftWithin(goods, transaction)), caller.nowMs);
    await goodsOnSale.put({ ...goods, ...facts, ...pictures }, transaction);
    const changes = changed(before, goods, GOODS_NOTED);
    await note(caller, 'admin.saveGoods', { goodsId: named, title }, transaction, changes);
    return done({ goodsId: named });
  });
  if (!saved.ok) return saved;
  const { goodsId } = saved.value;
  const [kept, category, rules, stocked] = await Promise.all([
    goodsOnSale.get(goodsId),
    categories.get(input.categoryId),
    shopRulesOn(businessDayOf(caller.nowMs)),
    stockedOf([{ _id: goodsId }]),
  ]);
  await putWords(kept, category?.name ?? '');
  const { plans } = rules;
  const payable = kept!.skus.map((sku) => payablePlans(kept!.plans, sku.priceFen, sku.costFen, plans));
  return done({
    goods: pageOfGoods(kept!, { ...rules, ...stocked }),
    notCounted: kept!.plans.filter((plan) => plans[plan] && !payable.every((some) => some.includes(plan))),
  });
};

/** Adds or takes pieces of any shop. */
export const changeStock: Handler<'admin.changeStock'> = (input, caller) =>
  changePieces(input, caller, { action: 'admin.changeStock', isTheirs: async () => true });

/** Puts a product on the shelf or takes it off. Whoever edits it meanwhile is told. */
export const shelveGoods: Handler<'admin.shelveGoods'> = ({ goodsId, isOnShelf }, caller) =>
  once(caller, async (transaction) => {
    const before = await goodsOnSale.get(goodsId, transaction);
    if (!before) return refuse('goods/unknown', { goodsId });
    const shelvedAtMs = before.shelvedAtMs || (isOnShelf ? caller.nowMs : 0);
    const revision = (before.revision ?? 0) + 1;
    // What an administrator takes off, an administrator puts back.
    await goodsOnSale.change(goodsId, { isOnShelf, shelvedAtMs, revision, offBy: _.remove() }, transaction);
    await note(caller, 'admin.shelveGoods', { goodsId, title: before.title }, transaction, [
      { field: 'isOnShelf', before: String(before.isOnShelf), after: String(isOnShelf) },
    ]);
    return done({ goodsId, isOnShelf });
  });
