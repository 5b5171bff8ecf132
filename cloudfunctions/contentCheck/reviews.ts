import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { reviewCounts, reviews } from '../_store/collections';

/** Shows a picture in a review that waits for it; with its first one the review counts among those with pictures. */
export async function showInReview(reviewId: string, fileId: string, transaction: Transaction): Promise<void> {
  const review = await reviews.get(reviewId, transaction);
  if (!review?.picturesWanted.includes(fileId)) return;
  const shown = new Set([...review.pictures, fileId]);
  const pictures = review.picturesWanted.filter((one) => shown.has(one));
  await reviews.change(reviewId, { pictures, hasPictures: true }, transaction);
  if (review.isShown && !review.hasPictures)
    await reviewCounts.change(review.goodsId, { withPictures: _.inc(1) }, transaction);
}
