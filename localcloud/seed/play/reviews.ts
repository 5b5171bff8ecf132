import { ANSWER, saidOf } from '../said';
import { kindOfPlan, type PlacedOrder } from './orders';
import type { Stage } from './stage';

/** What the buyer says of the first line that may be reviewed; the shop answers those who are not content. */
export async function review(stage: Stage, { plan, orderId }: PlacedOrder): Promise<void> {
  const said = saidOf(plan.key, kindOfPlan(plan) === 'delivered');
  if (!said) return;
  const { lines } = await stage.as(plan.buyer, 'reviews.ofOrder', { orderId });
  const line = lines.find(({ state }) => state === 'open');
  if (!line) return;
  const requestId = `review-${plan.key}`;
  const { reviewId } = await stage.as(plan.buyer, 'reviews.write', { orderId, skuId: line.skuId, ...said, requestId });
  if (said.stars < 3) await stage.as('admin', 'admin.answerReview', { reviewId, words: ANSWER, requestId });
}
