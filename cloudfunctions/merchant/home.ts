import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { owedShown } from '../_books/shopLines';
import { TO_SHIP } from '../_orders/waiting';
import { _ } from '../_platform/cloud';
import { maskName } from '../_platform/maskName';
import { afterSales, goodsOnSale, merchants, orders, reviews, shops } from '../_store/collections';
import { shopOf } from './own';

/** The order that has waited longest, and the case that is to be answered first. */
async function firstOf(shopId: string) {
  const [[order], [one]] = await Promise.all([
    orders.find(
      { shopId, isPlaced: true, ...TO_SHIP },
      {
        orderBy: [
          ['placedAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        limit: 1,
        fields: { lines: true, paidAtMs: true },
      },
    ),
    afterSales.find(
      { shopId, waitsFor: 'shop' },
      {
        orderBy: [
          ['askedAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        limit: 1,
        fields: { kind: true, lines: true, words: true, dueAtMs: true },
      },
    ),
  ]);
  return { order, one };
}

/** What waits for the owner, each in one count, and of each kind what has waited longest. */
export const home: Handler<'merchant.home'> = async (_input, caller) => {
  const shopId = shopOf(caller);
  const ofShop = { shopId, isPlaced: true, ...TO_SHIP };
  const [shop, toShip, reminded, toAnswer, unanswered, onShelf, soldOut, merchant, first] = await Promise.all([
    shops.get(shopId),
    orders.count(ofShop),
    orders.count({ ...ofShop, remindedAtMs: _.gt(0) }),
    afterSales.count({ shopId, waitsFor: 'shop' }),
    reviews.count({ shopId, isAnswered: false }),
    goodsOnSale.count({ shopId, isOnShelf: true }),
    goodsOnSale.count({ shopId, isOnShelf: true, shelfRank: 1 }),
    merchants.get(shopId),
    firstOf(shopId),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId });
  const { order, one } = first;
  return done({
    shop: {
      shopId,
      name: shop.name,
      notice: shop.notice ?? '',
      ownerMasked: maskName(caller.member.nickname),
    },
    todo: { toShip, reminded, toAnswer, reviews: unanswered },
    firstCase: one
      ? {
          caseId: one._id,
          kind: one.kind,
          title: one.lines[0]?.title ?? '',
          words: one.words,
          dueAtMs: one.dueAtMs,
        }
      : null,
    firstOrder: order
      ? {
          orderId: order._id,
          title: order.lines[0]!.title,
          pieces: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
          paidAtMs: order.paidAtMs ?? 0,
        }
      : null,
    owed: owedShown(merchant),
    goods: { onShelf, soldOut },
    nowMs: caller.nowMs,
  });
};
