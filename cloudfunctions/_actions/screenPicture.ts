import { askOpenapi, cloud } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { logFault } from '../_platform/log';
import { patiently } from '../_platform/patience';
import type { Transaction } from '../_platform/transactions';
import { isLocalCloud, variable } from '../_platform/variables';
import { pictureChecks } from '../_store/collections';
import type { PictureCheckDocument } from '../_store/documents/pictureChecks';
import { openidForChecks } from './identity';

/** A result comes within half an hour; what was not answered for longer is asked again when it is saved again. */
const ASK_AGAIN_AFTER_MS = 3_600_000;
const PICTURE = 2;
/** WeChat's numbers of scenes: 3 forum. */
const SCENE = 3;

const idOf = (fileId: string): string => sha256(fileId);

/** Files of the storage alone are somebody's upload. What else a document names came with the shop. */
const isUpload = (fileId: string): boolean => fileId.startsWith('cloud://');

/**
 * Whether pictures are held back until they were checked: only where the variable says that WeChat's answers arrive,
 * and only of who can be asked for by an openid of WeChat. Else nothing would ever be shown.
 */
const isHeldBack = (): boolean => variable('PICTURE_CHECKS') === 'on' && openidForChecks() !== null;

async function ask(fileId: string, address: string, openid: string, nowMs: number): Promise<PictureCheckDocument> {
  const kept = { _id: idOf(fileId), fileId, state: 'pending', askedAtMs: nowMs, usedBy: [] } as const;
  try {
    const asked = { mediaUrl: address, mediaType: PICTURE, version: 2, scene: SCENE, openid };
    const { traceId } = await askOpenapi(() => cloud.openapi.security!.mediaCheckAsync!(asked));
    return { ...kept, traceId: String(traceId ?? '') };
  } catch (error) {
    logFault('a picture was not sent to be checked', error);
    return { ...kept, traceId: '', askedAtMs: 0 };
  }
}

/**
 * Sends pictures to be checked (`security.mediaCheckAsync`): those of the storage that were not yet, or of which nothing
 * was heard for an hour. The answer comes later, by a push to the function `contentCheck`; until then, and for good
 * where it is a bad one, `shownOf` leaves a picture out. To be called before the transaction that stores them.
 */
export async function screenPicture(fileIds: readonly string[], nowMs = Date.now()): Promise<void> {
  const openid = openidForChecks();
  const uploads = fileIds.filter(isUpload);
  if (openid === null || !isHeldBack() || uploads.length === 0) return;
  const known = new Map((await pictureChecks.getMany(uploads.map(idOf))).map((check) => [check._id, check]));
  const unasked = uploads.filter((fileId) => {
    const check = known.get(idOf(fileId));
    return !check || (check.state === 'pending' && check.askedAtMs < nowMs - ASK_AGAIN_AFTER_MS);
  });
  if (unasked.length === 0) return;
  const { fileList } = await patiently(() => cloud.getTempFileURL({ fileList: unasked }));
  for (const { fileID, tempFileURL } of fileList) {
    const check = await ask(fileID, tempFileURL, openid, nowMs);
    const before = known.get(check._id);
    if (before) await pictureChecks.change(check._id, { traceId: check.traceId, askedAtMs: check.askedAtMs });
    else await pictureChecks.add(check);
  }
}

/** Whether somebody looks at pictures before they are shown; on this machine nobody has to. */
export const arePicturesLookedAt = (): boolean => isHeldBack() || isLocalCloud();

/** What waits for pictures: goods, a review, or a member's avatar. */
type Waiting = { readonly goodsId: string } | { readonly reviewId: string } | { readonly memberId: string };

/**
 * Which of some pictures may be shown now. Notes in the same transaction who waits for the others, so that no answer
 * slips in between.
 */
export async function passedOf(
  wanted: readonly string[],
  waiting: Waiting,
  transaction: Transaction,
): Promise<readonly string[]> {
  if (!isHeldBack()) return wanted;
  const shown: string[] = [];
  for (const fileId of wanted) {
    const check = isUpload(fileId) ? await pictureChecks.get(idOf(fileId), transaction) : null;
    if (check?.state === 'passed' || !isUpload(fileId)) shown.push(fileId);
    else if (check) await noteWaiting(check, waiting, transaction);
  }
  return shown;
}

async function noteWaiting(check: PictureCheckDocument, waiting: Waiting, transaction: Transaction): Promise<void> {
  const { _id, usedBy, usedByReviews = [], usedByMembers = [] } = check;
  if ('goodsId' in waiting) {
    const { goodsId } = waiting;
    if (!usedBy.includes(goodsId)) await pictureChecks.change(_id, { usedBy: [...usedBy, goodsId] }, transaction);
  } else if ('memberId' in waiting) {
    const { memberId } = waiting;
    if (!usedByMembers.includes(memberId))
      await pictureChecks.change(_id, { usedByMembers: [...usedByMembers, memberId] }, transaction);
  } else if (!usedByReviews.includes(waiting.reviewId))
    await pictureChecks.change(_id, { usedByReviews: [...usedByReviews, waiting.reviewId] }, transaction);
}

/** What goods show of their pictures, and all that they are to show; the latter only where it is more. */
interface Shown {
  readonly pictures: readonly string[];
  readonly picturesWanted?: readonly string[];
}

/** Which pictures of some goods may be shown now; see passedOf. */
export async function shownOf(wanted: readonly string[], goodsId: string, transaction: Transaction): Promise<Shown> {
  const shown = await passedOf(wanted, { goodsId }, transaction);
  // A product has one picture at least: none yet is an empty one, and its ground is seen.
  const pictures = shown.length > 0 ? shown : [''];
  return shown.length === wanted.length ? { pictures } : { pictures, picturesWanted: wanted };
}
