import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { mayWriteUntil } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { arePicturesLookedAt } from '../_actions/screenPicture';
import { NEWEST_FIRST } from '../_orders/reviews/answering';
import { ownReviewShown } from '../_orders/reviews/shownReview';
import { _ } from '../_platform/cloud';
import { orders, reviews } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { reviewableOf, reviewIdOf } from './reviewable';

/** All lines of some orders, with whether they were reviewed: one request. */
async function linesOf(found: readonly OrderDocument[], nowMs: number) {
  const idsOf = ({ _id, lines }: OrderDocument) => lines.map(({ skuId }) => reviewIdOf(_id, skuId));
  const written = new Set((await reviews.getMany(found.flatMap(idsOf), { _id: true })).map(({ _id }) => _id));
  return found.flatMap((order) =>
    order.lines.map((line) => reviewableOf(order, line, written.has(reviewIdOf(order._id, line.skuId)), nowMs)),
  );
}

export const ofOrder: Handler<'reviews.ofOrder'> = async ({ orderId }, { member, nowMs }) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced || order.memberId !== member._id) return refuse('order/unknown');
  return done({ lines: await linesOf([order], nowMs), takesPictures: arePicturesLookedAt() });
};

/** A month of receipts that may still be reviewed: what was written meanwhile is left out. */
export const listWaiting: Handler<'reviews.listWaiting'> = async (input, { member, nowMs }) => {
  // Who received it just so long ago may write no more.
  const since = nowMs - (mayWriteUntil(nowMs) - nowMs);
  const list = await listPage(orders, input, {
    name: 'reviews.listWaiting',
    condition: { memberId: member._id, receivedAtMs: _.gt(since) },
    keys: [
      ['receivedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
    fields: { lines: true, receivedAtMs: true, shopName: true, shopOwnerId: true, memberId: true },
  });
  if (!list.ok) return list;
  const lines = await linesOf(list.value.found, nowMs);
  return done({ lines: lines.filter(({ state }) => state === 'open'), next: list.value.next });
};

export const listMine: Handler<'reviews.listMine'> = async (input, { member, nowMs }) => {
  const condition = { memberId: member._id };
  const list = await listPage(reviews, input, { name: 'reviews.listMine', condition, ...NEWEST_FIRST });
  if (!list.ok) return list;
  return done({
    reviews: shownOf(list.value.found, (one) => ownReviewShown(one, nowMs)),
    next: list.value.next,
  });
};
