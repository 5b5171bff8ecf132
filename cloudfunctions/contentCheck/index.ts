import { calledByPlatform } from '../_actions/calls';
import { currentSource } from '../_actions/identity';
import { transact } from '../_platform/transactions';
import { goodsOnSale, pictureChecks } from '../_store/collections';
import type { PictureCheckDocument } from '../_store/documents/pictureChecks';
import { endWait } from './avatars';
import { showInReview } from './reviews';

/** What WeChat pushes when a picture was looked at (`wxa_media_check`, version 2); only what is read here. */
interface Push {
  readonly Event?: unknown;
  readonly trace_id?: unknown;
  readonly errcode?: unknown;
  readonly result?: { readonly suggest?: unknown };
}

/** Clients can call any function by its name: these are never WeChat's push. */
const NEVER_A_PUSH = ['wx_client', 'wx_http', 'wx_trigger', 'wx_paycallback'];
const mayPush = (): boolean => !NEVER_A_PUSH.includes(currentSource());

/** The verdict of a push; null where WeChat could not look, as when it could not fetch the picture. */
function verdictOf({ errcode, result }: Push): 'passed' | 'risky' | null {
  if (errcode !== undefined && errcode !== 0) return null;
  if (result?.suggest === 'pass') return 'passed';
  return result?.suggest === 'risky' || result?.suggest === 'review' ? 'risky' : null;
}

/** Keeps the verdict, and shows the picture where goods or reviews wait for it. */
const keep = (checkId: string, verdict: 'passed' | 'risky'): Promise<void> =>
  transact(async (transaction) => {
    const check = await pictureChecks.get(checkId, transaction);
    if (check?.state !== 'pending') return;
    await pictureChecks.change(
      checkId,
      { state: verdict, usedBy: [], usedByReviews: [], usedByMembers: [] },
      transaction,
    );
    for (const memberId of check.usedByMembers ?? []) await endWait(memberId, check.fileId, verdict, transaction);
    if (verdict === 'risky') return;
    for (const reviewId of check.usedByReviews ?? []) await showInReview(reviewId, check.fileId, transaction);
    for (const goodsId of check.usedBy) {
      const goods = await goodsOnSale.get(goodsId, transaction);
      if (!goods?.picturesWanted?.includes(check.fileId)) continue;
      const shown = new Set([...goods.pictures, check.fileId]);
      await goodsOnSale.change(
        goodsId,
        { pictures: goods.picturesWanted.filter((one) => shown.has(one)) },
        transaction,
      );
    }
  });

async function take(push: Push): Promise<void> {
  const verdict = verdictOf(push);
  const [check]: (PictureCheckDocument | undefined)[] = await pictureChecks.find(
    { traceId: String(push.trace_id) },
    { limit: 1 },
  );
  if (!check) return;
  if (verdict) await keep(check._id, verdict);
  // Not looked at: to be asked again when it is saved again, whoever saves it.
  else await pictureChecks.change(check._id, { askedAtMs: 0 });
}

/**
 * Takes WeChat's push about a picture. The trace id is known to WeChat and to us alone, and to no client: who does not
 * name one that was asked for changes nothing. Repeated, it changes nothing either.
 */
export const main = calledByPlatform('contentCheck', mayPush, async (push: Push) => {
  if (push?.Event === 'wxa_media_check' && push.trace_id) await take(push);
  return { ok: true };
});
