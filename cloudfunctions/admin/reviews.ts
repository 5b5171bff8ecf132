import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { answerReview as answer, staffList } from '../_orders/reviews/answering';
import { count } from '../_orders/reviews/counted';
import { staffReviewShown } from '../_orders/reviews/shownReview';
import type { Condition } from '../_platform/collection';
import { reviews } from '../_store/collections';

const FILTERS: Readonly<Record<ParsedOf<'admin.listReviews'>['filter'], Condition>> = {
  all: {},
  toAnswer: { isAnswered: false },
  bad: { tone: 'bad' },
  hidden: { isShown: false },
};

export const listReviews: Handler<'admin.listReviews'> = (input) =>
  staffList('admin.listReviews', input, FILTERS[input.filter]);

export const answerReview: Handler<'admin.answerReview'> = (input, caller) =>
  answer(
    input,
    caller,
    () => true,
    ({ _id: reviewId, orderId }, transaction) =>
      note(caller, 'admin.answerReview', { reviewId, orderId, words: input.words }, transaction),
  );

/** Takes a review out of sight and out of the figures, or puts it back; the reason is the writer's to read. */
export const hideReview: Handler<'admin.hideReview'> = async ({ reviewId, isHidden, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const hidden = await once(caller, async (transaction) => {
    const review = await reviews.get(reviewId, transaction);
    if (!review) return refuse('review/unknown');
    // Hidden already, the reason that its writer read stays: whoever hides it once more reads it in the answer.
    if (review.isShown !== isHidden) return done(null);
    await count(review, isHidden ? -1 : 1, transaction);
    const why = isHidden ? { reason, atMs: caller.nowMs } : null;
    await reviews.change(reviewId, { hidden: why, isShown: !isHidden }, transaction);
    await note(caller, 'admin.hideReview', { reviewId, isHidden: isHidden ? 1 : 0, reason }, transaction, [
      { field: 'isShown', before: String(review.isShown), after: String(!isHidden) },
    ]);
    return done(null);
  });
  return hidden.ok ? done(staffReviewShown((await reviews.get(reviewId))!)) : hidden;
};
