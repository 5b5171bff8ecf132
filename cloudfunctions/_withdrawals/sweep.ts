import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { withdrawals } from '../_store/collections';
import { type Swept, sweep } from '../_store/sweep';
import { readLeaving } from './leaving';
import { runWithdrawal } from './run';

/** Sends what may be sent and asks for what is on its way, the longest due first. */
export function sweepWithdrawals(nowMs: number, hasTime: HasTime): Promise<Swept> {
  const due = withdrawals.walk(
    { isOpen: true, dueAtMs: _.lte(nowMs) },
    {
      keys: [
        ['dueAtMs', 'asc'],
        ['_id', 'asc'],
      ],
      fields: { _id: true, dueAtMs: true, state: true, parts: true },
    },
  );
  let leaving: ReturnType<typeof readLeaving> | undefined;
  return sweep('the withdrawal', due, hasTime, async (one) => {
    leaving ??= readLeaving(nowMs);
    return runWithdrawal(one, await leaving, nowMs);
  });
}
