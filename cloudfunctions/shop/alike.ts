import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { goodsOnSale } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { shownOf } from '../_store/lists';
import { CARD_FIELDS } from './listGoods';

const MOST = 6;

/** The weightiest goods on the shelf that share a field with the product, itself left out. */
const sharing = (field: 'categoryId' | 'industry', goodsId: string) => ({
  from: goodsOnSale.name,
  let: { shared: `$${field}` },
  pipeline: [
    { $match: { isOnShelf: true, _id: { $ne: goodsId }, $expr: { $eq: [`$${field}`, '$$shared'] } } },
    { $sort: { weight: -1, _id: 1 } },
    { $limit: MOST },
    { $project: CARD_FIELDS },
  ],
});

/** Goods of the same category, then of the same industry: two requests, however many there are. */
async function goodsAlike(goodsId: string) {
  const [row] = await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match({ _id: goodsId })
      .project({ categoryId: true, industry: true })
      .lookup({ ...sharing('categoryId', goodsId), as: 'near' })
      .lookup({ ...sharing('industry', goodsId), as: 'far' })
      .limit(1),
  );
  const { near, far } = (row ?? { near: [], far: [] }) as unknown as Record<'near' | 'far', GoodsDocument[]>;
  const isNew = ({ _id }: GoodsDocument) => !near.some((one) => one._id === _id);
  const goods = [...near, ...far.filter(isNew)].slice(0, MOST);
  return { goods, stocked: await stockedOf(goods) };
}

/** What else somebody who looks at a product may want. What is sold out comes last. */
export const listAlike: Handler<'shop.listAlike'> = async ({ goodsId }, { nowMs }) => {
  const [{ goods, stocked }, rules] = await Promise.all([goodsAlike(goodsId), shopRulesOn(businessDayOf(nowMs))]);
  const cards = shownOf(goods, (one) => cardOfGoods(one, { ...rules, ...stocked }));
  return done({ goods: [...cards.filter((one) => !one.isSoldOut), ...cards.filter((one) => one.isSoldOut)] });
};
