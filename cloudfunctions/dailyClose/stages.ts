import { closeGates } from '../_books/gates';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { settleDue } from '../_settle/settleDue';
import { emptyTotals } from '../_settle/totals';
import { closes, dayStates, dayTotals, inbox } from '../_store/collections';
import { DAY_STATE_ID, endOfDay } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import { closeNow, endedNow, goOn, stageAfter } from './checkpoint';

/** Settles what is due before the end of the day, then freezes it: from here on nothing settles until the seal. */
export async function drain(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const { isDone } = await settleDue(endOfDay(close._id), hasTime);
  if (!isDone) return false;
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    await dayStates.change(DAY_STATE_ID, { isClosing: true, isSealing: false }, transaction);
    await closeGates(close._id, transaction);
    await closes.change(
      close._id,
      { stage: stageAfter('drain', 'orders.settled'), endedAtMs: endedNow(close) },
      transaction,
    );
  });
  return true;
}

/** Fixes the watermark: what waits in the inbox now is merged by this close, what comes later by the next. */
export async function stamp(close: CloseDocument): Promise<boolean> {
  await inbox.changeWhere({ mergeDay: null, day: _.lte(close._id) }, { mergeDay: close._id });
  // What a close before was given too late, and did not merge any more, is merged by this one.
  await inbox.changeWhere({ mergeDay: _.lt(close._id), pageId: null }, { mergeDay: close._id });
  const { _id, ...totals } = (await dayTotals.get(close._id)) ?? emptyTotals(close._id);
  await goOn(close, 'day.frozen', { totals });
  return true;
}
