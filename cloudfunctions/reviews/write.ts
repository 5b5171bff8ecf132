import { mostBytes, type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { mayAddUntil, mayWriteUntil, toneOf } from '@shared/rules';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { arePicturesLookedAt, passedOf, screenPicture } from '../_actions/screenPicture';
import { count, countAddition } from '../_orders/reviews/counted';
import { ownReviewShown } from '../_orders/reviews/shownReview';
import { unusableFile } from '../_platform/files';
import { derivedId } from '../_platform/ids';
import { maskName } from '../_platform/maskName';
import type { Transaction } from '../_platform/transactions';
import { orders, reviews } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { reviewIdOf, stateOf } from './reviewable';

/** Pictures of reviews lie in one folder, each writer's in one of his own. */
const folderOf = (memberId: string): string => `reviews/${derivedId('U', memberId)}`;

export const placePicture: Handler<'reviews.placePicture'> = async ({ type, bytes, digest }, { member }) => {
  const most = mostBytes.review;
  if (bytes > most) return refuse('picture/tooLarge', { bytes, mostBytes: most });
  return done({ cloudPath: `${folderOf(member._id)}/${digest}.${type}` });
};

type Input = ParsedOf<'reviews.write'>;
type Line = OrderDocument['lines'][number];

/** The line to be reviewed, or why it may not be. */
function lineOf(
  order: OrderDocument | null,
  { skuId }: Input,
  { member, nowMs }: Caller,
): Outcome<Line, RefusalOf<'reviews.write'>> {
  const line = order?.lines.find((one) => one.skuId === skuId);
  if (!order?.isPlaced || order.memberId !== member._id || !line) return refuse('order/unknown');
  const state = stateOf(order, nowMs);
  if (state === 'notReceived') return refuse('review/notReceived');
  if (state === 'ownShop') return refuse('review/ownShop');
  if (state === 'late') return refuse('review/late', { untilMs: mayWriteUntil(order.receivedAtMs!) });
  return done(line);
}

/** Writes the review down and counts it, within one transaction. */
async function put(order: OrderDocument, line: Line, input: Input, caller: Caller, transaction: Transaction) {
  const { stars, words, isAnonymous, pictures: picturesWanted } = input;
  const _id = reviewIdOf(order._id, line.skuId);
  const pictures = await passedOf(picturesWanted, { reviewId: _id }, transaction);
  const { skuId, goodsId, title, label, picture, ground } = line;
  const review = {
    _id,
    memberId: order.memberId,
    orderId: order._id,
    orderNo: order.orderNo,
    shopId: order.shopId,
    shopName: order.shopName,
    ...{ skuId, goodsId, title, label, picture, ground },
    ...{ stars, tone: toneOf(stars), words, picturesWanted, pictures, hasPictures: pictures.length > 0 },
    nameMasked: isAnonymous ? '' : maskName(caller.member.nickname),
    atMs: caller.nowMs,
    ...{ added: null, hasAddition: false, answer: null, isAnswered: false, hidden: null, isShown: true },
  };
  await reviews.put(review, transaction);
  await count(review, 1, transaction);
}

/** Reviews a line of an order that was received. Texts and pictures are looked at first; nothing is earned. */
export const write: Handler<'reviews.write'> = async (input, caller) => {
  const { orderId, skuId, words, pictures } = input;
  const screened = await screenText([words], 'review');
  if (!screened.ok) return screened;
  if (pictures.length > 0 && !arePicturesLookedAt()) return refuse('review/noPictures');
  // The storage is another service: it is asked before anything is locked.
  const fileId = pictures.length > 0 ? await unusableFile(pictures, folderOf(caller.member._id)) : null;
  if (fileId !== null) return refuse('picture/unknown', { fileId });
  await screenPicture(pictures);
  const reviewId = reviewIdOf(orderId, skuId);
  const written = await once<null, RefusalOf<'reviews.write'>>(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const line = lineOf(order, input, caller);
    if (!line.ok) return line;
    if (await reviews.get(reviewId, transaction)) return refuse('review/written');
    await put(order!, line.value, input, caller, transaction);
    return done(null);
  });
  return written.ok ? done(ownReviewShown((await reviews.get(reviewId))!, caller.nowMs)) : written;
};

/** Adds to one's own review, once. */
export const add: Handler<'reviews.add'> = async ({ reviewId, words }, caller) => {
  const { member, nowMs } = caller;
  const screened = await screenText([words], 'review');
  if (!screened.ok) return screened;
  const added = await once<null, RefusalOf<'reviews.add'>>(caller, async (transaction) => {
    const review = await reviews.get(reviewId, transaction);
    if (review?.memberId !== member._id) return refuse('review/unknown');
    if (review.added) return refuse('review/added');
    const untilMs = mayAddUntil(review.atMs);
    if (nowMs >= untilMs) return refuse('review/late', { untilMs });
    await reviews.change(reviewId, { added: { words, atMs: nowMs }, hasAddition: true }, transaction);
    if (review.isShown) await countAddition(review, transaction);
    return done(null);
  });
  return added.ok ? done(ownReviewShown((await reviews.get(reviewId))!, nowMs)) : added;
};
