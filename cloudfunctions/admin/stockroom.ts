import { refuse } from '@shared/contract';
import { businessDayOf, done, fen } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { marginFigures, sharesTaken } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { asksShown, stayTermsOf, stockedOf, voucherShown } from '../_orders/cards';
import { listStocked } from '../_orders/staff/stocked';
import { calendarShown } from '../_orders/stays/stay';
import { plansOn, worksOf } from '../_plans/plans';
import { goodsOnSale } from '../_store/collections';

export const listGoods: Handler<'admin.listGoods'> = (input) => listStocked('admin.listGoods', input, {});

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
    offBy: _offBy,
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
    voucher: voucherShown(goods),
    stay: stayTermsOf(goods),
    options: goods.options.map(({ name, choices }) => ({ name, choices: [...choices] })),
    skus: goods.skus.map((sku) => ({
      ...sku,
      choices: [...sku.choices],
      grams: sku.grams ?? 0,
      calendar: calendarShown(sku),
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
