import { PRICE_AT_MOST, refuse } from '@shared/contract';
import { businessDayOf, done, fen } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { changedPrice, marginFigures, sharesTaken } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { asksShown, labelOf, stayTermsOf, stockedOf, voucherShown } from '../_orders/cards';
import { offerAhead } from '../_orders/offers';
import { listStocked } from '../_orders/staff/stocked';
import { calendarShown } from '../_orders/stays/stay';
import { plansOn, worksOf } from '../_plans/plans';
import { goodsOnSale } from '../_store/collections';

function marginShown(...asked: Parameters<typeof marginFigures>) {
  const { margin, needed, left, isCounted, priceAtLeast, costAtMost } = marginFigures(...asked);
  return {
    marginFen: margin,
    neededFen: needed,
    leftFen: left,
    isCounted,
    priceAtLeastFen: priceAtLeast,
    costAtMostFen: costAtMost,
  };
}

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

const SIZE_FIELDS = { title: true, skus: true, plans: true, offer: true } as const;

export const previewPrices: Handler<'admin.previewPrices'> = async ({ goodsIds, change, roundTo }, { nowMs }) => {
  const [goods, inForce] = await Promise.all([
    goodsOnSale.getMany(goodsIds, SIZE_FIELDS),
    plansOn(businessDayOf(nowMs)),
  ]);
  const plans = worksOf(inForce);
  const byId = new Map(goods.map((one) => [one._id, one]));
  const rows = goodsIds.flatMap((goodsId) => {
    const one = byId.get(goodsId);
    return (one?.skus ?? []).map((sku) => {
      const { skuId, priceFen, costFen, calendar } = sku;
      const newFen = changedPrice(fen(priceFen), change, roundTo);
      const price = fen(Math.min(newFen, PRICE_AT_MOST));
      const offer = offerAhead(one!, nowMs)?.prices.find((other) => other.skuId === skuId);
      return {
        goodsId,
        title: one!.title,
        skuId,
        label: labelOf(sku),
        priceFen,
        newFen,
        ...marginShown(one!.plans, { price, cost: fen(costFen) }, plans),
        wasCounted: marginFigures(one!.plans, { price: fen(priceFen), cost: fen(costFen) }, plans).isCounted,
        // Nights have a price for each day; an offer stays below the regular price.
        whyNot: calendar
          ? ('byCalendar' as const)
          : newFen < 1 || newFen > PRICE_AT_MOST
            ? ('outOfRange' as const)
            : offer && newFen <= offer.priceFen
              ? ('offerNotLower' as const)
              : null,
      };
    });
  });
  return done({ rows });
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
    rows: skus.map(({ priceFen, costFen }) => marginShown(named, { price: fen(priceFen), cost: fen(costFen) }, plans)),
  });
};
