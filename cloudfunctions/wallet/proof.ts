import { type OutputOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { balanceProofOf, leavesWith, provedBy } from '../_books/balanceDays/proofOf';
import { lastClose } from '../_books/closesRead';
import { closes } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';

const closeOf = (day: string | undefined): Promise<CloseDocument | null> =>
  day === undefined ? lastClose() : closes.get(day);

/**
 * What it takes to see that one's balances are in the totals of a day, whose hash all are shown: checked on the device.
 * Refused for a day that is not closed or whose leaves are not kept any more, and to who was no member then.
 */
export const proof: Handler<'wallet.proof'> = async ({ day }, { member }) => {
  const proved = provedBy(await closeOf(day));
  if (!proved) return refuse('proof/unknown');
  const stored = await leavesWith(proved.day, member);
  if (!stored) return refuse('proof/unknown');
  return done((await balanceProofOf(proved, stored, member._id)) as OutputOf<'wallet.proof'>);
};
