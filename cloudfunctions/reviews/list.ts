import type { ParsedOf } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { NEWEST_FIRST } from '../_orders/reviews/answering';
import { ratingShown } from '../_orders/reviews/counted';
import { reviewShown } from '../_orders/reviews/shownReview';
import type { Condition } from '../_platform/collection';
import { reviewCounts, reviews } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';

const FILTERS: Readonly<Record<ParsedOf<'reviews.list'>['filter'], Condition>> = {
  all: {},
  pictures: { hasPictures: true },
  added: { hasAddition: true },
  good: { tone: 'good' },
  middle: { tone: 'middle' },
  bad: { tone: 'bad' },
};

export const summary: Handler<'reviews.summary'> = async ({ goodsId }) =>
  done(ratingShown(await reviewCounts.get(goodsId)));

export const list: Handler<'reviews.list'> = async (input) => {
  const { goodsId, filter } = input;
  const condition = { goodsId, isShown: true, ...FILTERS[filter] };
  const page = await listPage(reviews, input, { name: 'reviews.list', condition, ...NEWEST_FIRST });
  if (!page.ok) return page;
  return done({ reviews: shownOf(page.value.found, reviewShown), next: page.value.next });
};
