import * as z from 'zod';
import { action } from './action';
import { placedByMember } from './pictures';
import { text } from './text';
import { cursor, fileId, ground, id, moment, pageLimit, picture, repeatable, requestId } from './values';

const stars = z.number().int().min(1).max(5);
const words = text(1, 500);

/** What reviews of a product come to; the average is its sum by its count. */
export const rating = z.strictObject({
  count: z.number().int(),
  starSum: z.number().int(),
  /** Hundredths of a star, rounded down; null where there is no review. */
  averageHundredths: z.number().int().nullable(),
  /** Reviews of one star, of two, and so on. */
  byStars: z.array(z.number().int()).length(5),
  withPictures: z.number().int(),
  withAddition: z.number().int(),
});
export type RatingShown = z.infer<typeof rating>;

const said = z.strictObject({ words: z.string(), atMs: moment });

/** A review as everybody sees it. */
export const review = z.strictObject({
  reviewId: id,
  goodsId: id,
  /** 80 果 · 5 kg */
  label: z.string(),
  stars,
  words: z.string(),
  /** Those that were looked at. */
  pictures: z.array(picture),
  /** 林**, or '' where the writer is not to be named. */
  nameMasked: z.string(),
  atMs: moment,
  /** What was added later, once. */
  added: said.nullable(),
  /** The shop's answer, by its name. */
  answer: z.strictObject({ ...said.shape, name: z.string() }).nullable(),
});
export type ReviewShown = z.infer<typeof review>;

const ofOrder = { orderId: id, skuId: id, title: z.string(), picture, ground };

/** A review as its writer sees it. */
const ownReview = z.strictObject({
  ...review.shape,
  ...ofOrder,
  /** Pictures that wait to be looked at, or were not found fit. */
  unseenPictures: z.number().int(),
  /** Why nobody else sees it. */
  hidden: z.strictObject({ reason: z.string(), atMs: moment }).nullable(),
  /** Null where nothing may be added any more. */
  addUntilMs: moment.nullable(),
});
export type OwnReview = z.infer<typeof ownReview>;

/** A review as those see it who answer for the shop: they know the order, also of who is not named. */
const staffReview = z.strictObject({
  ...review.shape,
  ...ofOrder,
  orderNo: z.string(),
  shopName: z.string(),
  hidden: z.strictObject({ reason: z.string(), atMs: moment }).nullable(),
});
export type StaffReview = z.infer<typeof staffReview>;

/** A line of an order that may be reviewed, or why not. */
const reviewable = z.strictObject({
  ...ofOrder,
  goodsId: id,
  label: z.string(),
  shopName: z.string(),
  receivedAtMs: moment.nullable(),
  state: z.enum(['open', 'notReceived', 'late', 'ownShop', 'written']),
  /** Until when; null while it is not received. */
  untilMs: moment.nullable(),
});
export type Reviewable = z.infer<typeof reviewable>;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };
const answerRefusals = ['review/unknown', 'review/answered', 'words/forbidden', 'words/risky'] as const;

export const reviewActions = [
  action({
    name: 'reviews.summary',
    role: 'public',
    input: z.strictObject({ goodsId: id }),
    output: rating,
    refusals: [],
  }),
  /** Newest first. Good: four stars and five; bad: one and two. */
  action({
    name: 'reviews.list',
    role: 'public',
    input: z.strictObject({
      goodsId: id,
      filter: z.enum(['all', 'pictures', 'added', 'good', 'middle', 'bad']).default('all'),
      ...paged,
    }),
    output: z.strictObject({ reviews: z.array(review), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The lines of an order of one's own, and which of them may be reviewed. */
  action({
    name: 'reviews.ofOrder',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({
      lines: z.array(reviewable),
      /** False where nobody would look at pictures before they are shown. */
      takesPictures: z.boolean(),
    }),
    refusals: ['order/unknown'],
  }),
  /** What was received lately and not reviewed yet, newest first: by orders, of which a page holds so many. */
  action({
    name: 'reviews.listWaiting',
    role: 'member',
    input: z.strictObject(paged),
    output: z.strictObject({ lines: z.array(reviewable), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'reviews.listMine',
    role: 'member',
    input: z.strictObject(paged),
    output: z.strictObject({ reviews: z.array(ownReview), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Where a picture of a review is to be uploaded to. */
  action({
    name: 'reviews.placePicture',
    ...placedByMember('review'),
  }),
  /** Reviews a line of an order: once, from its receipt on for thirty days. Nothing is earned by it. */
  action({
    name: 'reviews.write',
    role: 'member',
    input: z.strictObject({
      orderId: id,
      skuId: id,
      stars,
      words,
      pictures: z.array(fileId).max(9).default([]),
      isAnonymous: z.boolean().default(false),
      requestId,
    }),
    output: ownReview,
    refusals: [
      'order/unknown',
      'review/notReceived',
      'review/late',
      'review/written',
      'review/ownShop',
      'review/noPictures',
      'picture/unknown',
      'words/forbidden',
      'words/risky',
      'words/notScreened',
    ],
  }),
  /** Adds something to one's own review: once, within thirty days. The stars stay. */
  action({
    name: 'reviews.add',
    role: 'member',
    input: z.strictObject({ reviewId: id, words, requestId }),
    output: ownReview,
    refusals: ['review/unknown', 'review/late', 'review/added', 'words/forbidden', 'words/risky', 'words/notScreened'],
  }),
  action({
    name: 'reviews.listOfShop',
    role: 'merchant',
    input: z.strictObject({ filter: z.enum(['toAnswer', 'all']).default('toAnswer'), ...paged }),
    output: z.strictObject({ reviews: z.array(staffReview), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The owner of the shop answers a review of its goods: once. */
  action({
    name: 'reviews.answer',
    role: 'merchant',
    input: z.strictObject({ reviewId: id, words, ...repeatable }),
    output: staffReview,
    refusals: answerRefusals,
  }),
  action({
    name: 'admin.listReviews',
    role: 'staff.orders',
    input: z.strictObject({ filter: z.enum(['all', 'toAnswer', 'bad', 'hidden']).default('all'), ...paged }),
    output: z.strictObject({ reviews: z.array(staffReview), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.answerReview',
    role: 'staff.orders',
    input: z.strictObject({ reviewId: id, words, ...repeatable }),
    output: staffReview,
    refusals: answerRefusals,
  }),
  /** Takes a review out of sight with a reason, which its writer is told, or puts it back. The audit keeps it. */
  action({
    name: 'admin.hideReview',
    role: 'staff.shop',
    input: z.strictObject({ reviewId: id, isHidden: z.boolean(), reason: text(1, 200), ...repeatable }),
    output: staffReview,
    refusals: ['review/unknown', 'words/forbidden', 'words/risky'],
  }),
] as const;
