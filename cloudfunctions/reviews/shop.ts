import type { Handler } from '../_actions/outcomes';
import { answerReview, staffList } from '../_orders/reviews/answering';

/** Reviews of the goods of one's own shop. */
export const listOfShop: Handler<'reviews.listOfShop'> = (input, { member }) => {
  const ofShop = { shopId: member.shopId };
  return staffList(
    'reviews.listOfShop',
    input,
    input.filter === 'toAnswer' ? { ...ofShop, isAnswered: false } : ofShop,
  );
};

export const answer: Handler<'reviews.answer'> = (input, caller) =>
  answerReview(input, caller, ({ shopId }) => shopId === caller.member.shopId);
