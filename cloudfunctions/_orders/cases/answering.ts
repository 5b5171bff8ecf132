import { type AfterSalesAnswer, type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import { screenPicture } from '../../_actions/screenPicture';
import { unusableFile } from '../../_platform/files';
import type { Transaction } from '../../_platform/transactions';
import { afterSales, orders } from '../../_store/collections';
import type { AfterSalesDocument } from '../../_store/documents';
import { readSettings } from '../../_store/settings';
import { sendRefund } from '../refunds';
import { tellOfCase } from '../telling/tell';
import { acceptReturn, agree, type Course, readCase, refuseCase, sendExchange } from './courses';
import { casePageOf, type Looking } from './shownCase';

/** Pictures of cases lie in one folder. */
export const CASES_FOLDER = 'afterSales';

interface Said {
  readonly texts: readonly unknown[];
  readonly pictures?: readonly string[];
}

/**
 * Looks through what is said of a case: texts that the other side sees, and pictures, which must be in the storage. A case
 * does not wait for a check that does not answer; a picture that is being checked is shown all the same to the two sides
 * and the platform, whose evidence it is.
 */
export async function screenSaid(
  { texts, pictures = [] }: Said,
  scene: 'toShop' | 'byShop',
): Promise<Outcome<null, 'words/forbidden' | 'words/risky' | 'picture/unknown'>> {
  const screened = await screenText(texts, scene);
  if (!screened.ok) return screened;
  const unusable = pictures.length > 0 ? await unusableFile(pictures, CASES_FOLDER) : null;
  if (unusable !== null) return refuse('picture/unknown', { fileId: unusable });
  await screenPicture(pictures);
  return done(null);
}

/**
 * Takes a case on by one step, once: in the transaction that reads it, then its money is sent, and it is shown as it is
 * then. What does not get to the cashier is sent by the settlement's timer.
 */
export async function takeOn<R extends string>(
  caseId: string,
  caller: Caller,
  {
    as,
    by,
    isTheirs,
    said,
  }: {
    readonly as: Looking | 'both';
    readonly by: Course['doing']['by'];
    readonly isTheirs: (one: AfterSalesDocument) => boolean | Promise<boolean>;
    readonly said?: { readonly words?: string; readonly pictures?: readonly string[] };
  },
  go: (course: Course, transaction: Transaction) => Promise<Outcome<null, R>>,
) {
  const { nowMs, member } = caller;
  const settings = await readSettings();
  const doing = { by, memberId: member._id, atMs: nowMs, ...said };
  const gone = await once<null, R | 'afterSales/unknown'>(caller, async (transaction) => {
    const read = await readCase(caseId, isTheirs, transaction);
    return read ? go({ ...read, settings, doing, transaction }, transaction) : refuse('afterSales/unknown');
  });
  if (!gone.ok) return gone;
  const one = (await afterSales.get(caseId))!;
  await tellOfCase(one);
  const order = (await orders.get(one.orderId))!;
  if (order.isRefundDue || order.state === 'refunding') await sendRefund(order, nowMs);
  const now = order.isRefundDue ? (await orders.get(one.orderId))! : order;
  return done(await casePageOf(one, now, as, nowMs));
}

function answered(course: Course, answer: AfterSalesAnswer) {
  switch (answer.is) {
    case 'agreed':
      return agree(course, answer);
    case 'refused':
      return refuseCase(course);
    case 'accepted':
      return acceptReturn(course, answer);
    case 'exchangeSent':
      return sendExchange(course, answer.parcel);
  }
}

type Answer = 'afterSales.answer' | 'admin.answerAfterSales';

/** The shop's answer, by its owner or, of the platform's own shops, by an administrator, whose deed is noted. */
export async function answerCase(
  { caseId, answer }: ParsedOf<Answer>,
  caller: Caller,
  {
    by,
    isTheirs,
  }: { readonly by: 'merchant' | 'admin'; readonly isTheirs: (one: AfterSalesDocument) => boolean | Promise<boolean> },
) {
  const pictures = 'pictures' in answer ? answer.pictures : [];
  const screened = await screenSaid({ texts: [answer], pictures }, 'byShop');
  if (!screened.ok) return screened;
  const said = { words: answer.words, pictures };
  return takeOn<Exclude<RefusalOf<Answer>, 'afterSales/unknown'>>(
    caseId,
    caller,
    { as: by === 'admin' ? 'both' : 'shop', by, isTheirs, said },
    async (course, transaction) => {
      const went = await answered(course, answer);
      if (went.ok && by === 'admin')
        await note(
          caller,
          'admin.answerAfterSales',
          { caseId, is: answer.is, orderId: course.one.orderId },
          transaction,
        );
      return went;
    },
  );
}
