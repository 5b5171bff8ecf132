import type { OwnReview, ReviewShown, StaffReview } from '@shared/contract';
import { mayAddUntil } from '@shared/rules';
import type { ReviewDocument } from '../../_store/documents';

/** A review as everybody sees it. */
export const reviewShown = ({
  _id,
  goodsId,
  label,
  stars,
  words,
  pictures,
  nameMasked,
  atMs,
  added,
  answer,
}: ReviewDocument): ReviewShown => ({
  reviewId: _id,
  goodsId,
  label,
  stars,
  words,
  pictures: [...pictures],
  nameMasked,
  atMs,
  added,
  answer,
});

const ofOrder = ({ orderId, skuId, title, picture, ground }: ReviewDocument) => ({
  orderId,
  skuId,
  title,
  picture,
  ground,
});

/** A review as its writer sees it. */
export function ownReviewShown(review: ReviewDocument, nowMs: number): OwnReview {
  const addUntilMs = mayAddUntil(review.atMs);
  return {
    ...reviewShown(review),
    ...ofOrder(review),
    unseenPictures: review.picturesWanted.length - review.pictures.length,
    hidden: review.hidden,
    addUntilMs: review.added === null && addUntilMs > nowMs ? addUntilMs : null,
  };
}

/** A review as those see it who answer for the shop. */
export const staffReviewShown = (review: ReviewDocument): StaffReview => ({
  ...reviewShown(review),
  ...ofOrder(review),
  orderNo: review.orderNo,
  shopName: review.shopName,
  hidden: review.hidden,
});
