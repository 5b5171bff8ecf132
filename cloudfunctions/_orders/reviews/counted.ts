import type { RatingShown } from '@shared/contract';
import { ratingOf } from '@shared/rules';
import { _ } from '../../_platform/cloud';
import type { Transaction } from '../../_platform/transactions';
import { reviewCounts } from '../../_store/collections';
import type { ReviewCountsDocument, ReviewDocument } from '../../_store/documents';

type Counted = Pick<ReviewDocument, 'goodsId' | 'stars' | 'hasPictures' | 'hasAddition'>;

type Figures = Partial<Record<keyof Omit<ReviewCountsDocument, '_id'>, number>>;

const NONE = { stars1: 0, stars2: 0, stars3: 0, stars4: 0, stars5: 0, withPictures: 0, withAddition: 0 } as const;

/** Changes figures of a product's reviews, within the transaction that changes the reviews. */
async function change(goodsId: string, by: Figures, transaction: Transaction): Promise<void> {
  const changes = Object.entries(by).filter(([, figure]) => figure !== 0);
  if (await reviewCounts.get(goodsId, transaction))
    await reviewCounts.change(
      goodsId,
      Object.fromEntries(changes.map(([name, figure]) => [name, _.inc(figure)])),
      transaction,
    );
  else await reviewCounts.put({ ...NONE, ...by, _id: goodsId }, transaction);
}

/** Counts a review that comes into sight, or no more one that goes out of it. */
export const count = (review: Counted, by: 1 | -1, transaction: Transaction): Promise<void> =>
  change(
    review.goodsId,
    {
      [`stars${review.stars}`]: by,
      withPictures: review.hasPictures ? by : 0,
      withAddition: review.hasAddition ? by : 0,
    },
    transaction,
  );

/** Counts that a review in sight was added to. */
export const countAddition = ({ goodsId }: Counted, transaction: Transaction): Promise<void> =>
  change(goodsId, { withAddition: 1 }, transaction);

/** What a product's reviews come to. */
export function ratingShown(counts: ReviewCountsDocument | null): RatingShown {
  const { stars1, stars2, stars3, stars4, stars5, withPictures, withAddition } = counts ?? NONE;
  const byStars = [stars1, stars2, stars3, stars4, stars5];
  return { ...ratingOf(byStars), byStars, withPictures, withAddition };
}
