import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import type { Condition } from '../../_platform/collection';
import type { Transaction } from '../../_platform/transactions';
import { reviews } from '../../_store/collections';
import type { ReviewDocument } from '../../_store/documents';
import { listPage, shownOf } from '../../_store/lists';
import { staffReviewShown } from './shownReview';

/** The order of every list of reviews: the newest first. */
export const NEWEST_FIRST = {
  keys: [
    ['atMs', 'desc'],
    ['_id', 'desc'],
  ],
  types: ['number', 'string'],
} as const;

/** A page of reviews as those see it who answer for the shop. */
export async function staffList(
  name: string,
  asked: { readonly cursor?: string | undefined; readonly limit: number },
  condition: Condition,
) {
  const list = await listPage(reviews, asked, { name, condition, ...NEWEST_FIRST });
  if (!list.ok) return list;
  return done({ reviews: shownOf(list.value.found, staffReviewShown), next: list.value.next });
}

/** Answers a review, once for ever: what was answered stays. */
export async function answerReview(
  { reviewId, words }: { readonly reviewId: string; readonly words: string },
  caller: Caller,
  isTheirs: (review: ReviewDocument) => boolean,
  /** Writes the deed down, where an administrator answers. */
  noted: (review: ReviewDocument, transaction: Transaction) => Promise<void> = async () => {},
) {
  const screened = await screenText([words], 'byShop');
  if (!screened.ok) return screened;
  const answered = await once(caller, async (transaction) => {
    const review = await reviews.get(reviewId, transaction);
    if (!review || !isTheirs(review)) return refuse('review/unknown');
    if (review.answer) return refuse('review/answered');
    const answer = { words, atMs: caller.nowMs, name: review.shopName };
    await reviews.change(reviewId, { answer, isAnswered: true }, transaction);
    await noted(review, transaction);
    return done(null);
  });
  return answered.ok ? done(staffReviewShown((await reviews.get(reviewId))!)) : answered;
}
