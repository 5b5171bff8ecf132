import { businessDayOf } from '@shared/kernel';
import { isKindStopped } from '../_books/cashOut';
import { clearedOn } from '../_plans/plans';
import type { WithdrawalDocument } from '../_store/documents';
import { readSettings, type Settings } from '../_store/settings';

// What lets a withdrawal leave, and what keeps it, without the payment platform.

/** After so many times it has been sent it is only asked for: an operator sees to it. */
export const MOST_SENDS = 5;
/** What the payment platform never had an operator may give back, so long after it was last sent. */
const RETURN_AFTER_MS = 24 * 3_600_000;

/** What holds for all withdrawals at a moment. */
export interface Leaving {
  readonly settings: Settings;
  readonly isCleared: boolean;
}

/** Reads what lets cash leave, or keeps it: at the moment of use. */
export async function readLeaving(nowMs: number): Promise<Leaving> {
  const [settings, cleared] = await Promise.all([readSettings(), clearedOn(businessDayOf(nowMs))]);
  return { settings, isCleared: cleared.has('withdrawal') };
}

/** Whether payouts of the cash that a withdrawal was taken of are stopped, or want their clearance. */
export function isHeldBack({ parts }: Pick<WithdrawalDocument, 'parts'>, { settings, isCleared }: Leaving): boolean {
  const isStopped = isKindStopped(settings);
  return !isCleared || (parts.dividendFen > 0 && isStopped('dividend')) || (parts.saleFen > 0 && isStopped('sale'));
}

/** Whether an operator may give it back: sent so often and so long ago, and the payment platform has nothing of it. */
export const mayReturn = (
  { state, sends, sentAtMs, isNotThere, workedUntilMs }: WithdrawalDocument,
  nowMs: number,
): boolean =>
  (state === 'sending' || state === 'unknown') &&
  sends >= MOST_SENDS &&
  isNotThere &&
  workedUntilMs <= nowMs &&
  nowMs - (sentAtMs ?? nowMs) >= RETURN_AFTER_MS;

/** Whether administrators look at it first. */
export const isReviewed = ({ state }: Pick<WithdrawalDocument, 'state'>): boolean =>
  state === 'inReview' || state === 'inSecondReview';

/** Whether nobody outside has it: it may wait for as long as payouts are stopped. */
export const isAtHome = ({ state }: Pick<WithdrawalDocument, 'state'>): boolean =>
  state === 'requested' || state === 'approved';
