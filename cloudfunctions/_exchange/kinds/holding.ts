import { releaseHolding } from '../../_exits/releaseHolding';
import type { Transaction } from '../../_platform/transactions';
import type { Acknowledged, AnswerOf, Decision } from '../acknowledged';

/**
 * Decides what an exchange answered of a certificate of holding: released or rejected, its points are free again. Without
 * a clearance too: those that are out can be released. Throws TransactionsBusy while a day is being closed.
 */
export async function decideHolding(
  item: AnswerOf<'holding'>,
  { nowMs }: Acknowledged,
  transaction: Transaction,
): Promise<Decision> {
  const released = await releaseHolding(item, nowMs, transaction);
  if (!released) return { is: 'refused', why: 'listing/unknown' };
  return { is: released.isNew ? 'done' : 'already', why: null };
}
