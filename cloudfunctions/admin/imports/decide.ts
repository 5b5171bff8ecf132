import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import type { Caller } from '../../_actions/outcomes';
import type { Transaction } from '../../_platform/transactions';
import { imports } from '../../_store/collections';
import { stepImportState } from './job';

/** What a second person decided of a sheet of points, within the transaction that keeps the decision. */
export async function decideImport(
  importId: string,
  event: 'second.approved' | 'second.rejected',
  { nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<{ reversal: null; adjustment: null }, 'import/unknown' | 'import/notInState'>> {
  const job = await imports.get(importId, transaction);
  if (!job) return refuse('import/unknown');
  const ended = event === 'second.rejected' ? { endedAtMs: nowMs } : {};
  const stepped = await stepImportState(job, event, ended, transaction);
  return stepped.ok ? done({ reversal: null, adjustment: null }) : stepped;
}
