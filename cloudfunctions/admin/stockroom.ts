import { refuse } from '@shared/contract';
import { businessDayOf, done, fen } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { marginFigures, sharesTaken } from '@shared/rules';
import { queryWords } from '@shared/search';
import type { Handler } from '../_actions/outcomes';
import { asksShown, stockedOf } from '../_orders/cards';
import { foundBy } from '../_orders/finding';
import { plansOn, worksOf } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { goodsOnSale } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';

type Stocked = Awaited<ReturnType<typeof stockedOf>>['stock'];

const piecesOf = ({ skus }: GoodsDocument, stocked: Stocked): number =>
  skus.reduce((sum, { skuId }) => sum + (stocked.get(skuId)?.left ?? 0), 0);

/** Goods on the shelf or off it, the weightiest first, with the pieces that are left of all sizes. */
export const listGoods: Handler<'admin.listGoods'> = async (input) => {
  const words = queryWords(input.query ?? '');
  if (input.query && words.length === 0) return done({ goods: [], next: null });
  const shelf: Condition = { isOnShelf: input.shelf === 'on' };
  const condition = words.length === 0 ? shelf : (_.and(shelf, foundBy(words)) as never);
  const list = await listPage(goodsOnSale, input, {
    name: 'admin.listGoods',
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
  return done({
    goods: shownOf(found, (goods) => ({
      goodsId: goods._id,
      title: goods.title,
      picture: goods.pictures[0] ?? '',
      ground: goods.ground,
      isOnShelf: goods.isOnShelf,
      lowestFen: goods.lowestFen,
      sizes: goods.skus.length,
      stock: piecesOf(goods, pieces),
      sold: goods.soldCount,
    })),
    next,
  });
};

export const viewGoods: Handler<'admin.viewGoods'> = async ({ goodsId }) => {
  const [goods, { stock: pieces }] = await Promise.all([goodsOnSale.get(goodsId), stockedOf([{ _id: goodsId }])]);
  if (!goods) return refuse('goods/unknown', { goodsId });
  const {
    _id,
    lowestFen: _lowest,
    shelfRank: _rank,
    isOffered: _offered,
    looksAgainAtMs: _looks,
    shelvedAtMs: _shelved,
    offer: _offer,
    soldCount: _sold,
    lastBatch: _batch,
    terms: _terms,
    ...kept
  } = goods;
  return done({
    ...kept,
    goodsId: _id,
    brand: goods.brand ?? '',
    revision: goods.revision ?? 0,
    // Also those that wait to be looked at: saving must not lose them.
    pictures: [...(goods.picturesWanted ?? goods.pictures)],
    detail: [...goods.detail],
    asks: asksShown(goods.asks),
    options: goods.options.map(({ name, choices }) => ({ name, choices: [...choices] })),
    skus: goods.skus.map((sku) => ({
      ...sku,
      choices: [...sku.choices],
      grams: sku.grams ?? 0,
      stock: pieces.get(sku.skuId)?.left ?? 0,
    })),
    keywords: [...goods.keywords],
    plans: [...goods.plans],
  });
};

/** What the plans in force need of each size: the rules' own figures, so that a screen never works them out. */
export const previewMargins: Handler<'admin.previewMargins'> = async ({ plans: named, skus }, { nowMs }) => {
  const plans = worksOf(await plansOn(businessDayOf(nowMs)));
  return done({
    plans: PLAN_KINDS.filter((plan) => plans[plan]).map((plan) => ({
      plan,
      rateMillionths: sharesTaken([plan], plans),
    })),
    rateMillionths: sharesTaken(named, plans),
    rows: skus.map(({ priceFen, costFen }) => {
      const figures = marginFigures(named, { price: fen(priceFen), cost: fen(costFen) }, plans);
      return {
        marginFen: figures.margin,
        neededFen: figures.needed,
        leftFen: figures.left,
        isCounted: figures.isCounted,
        priceAtLeastFen: figures.priceAtLeast,
        costAtMostFen: figures.costAtMost,
      };
    }),
  });
};
