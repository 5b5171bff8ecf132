import type { StopKind, StoppedCash, ToldStop } from '@shared/contract';
import type { StopKept } from './documents/platform';
import type { Settings } from './settings';

/** What is stopped now. Of withdrawals that were stopped before it was written down who did, the fact alone. */
export function stopsNow({ stops = {}, withdrawStopped }: Settings): ReadonlyMap<ToldStop, StopKept> {
  const { withdrawals, ...others } = stops;
  const found = new Map<ToldStop, StopKept>();
  for (const [kind, kept] of Object.entries(others)) if (kept) found.set(kind as StopKind, kept);
  if (withdrawStopped !== 'none') found.set('withdrawals', withdrawals ?? { by: '', sinceMs: 0, reason: '', told: '' });
  return found;
}

/** Whether another stop of withdrawals lets something go on that stood still. */
export const isLifting = (before: StoppedCash, after: StoppedCash): boolean =>
  before !== after && before !== 'none' && after !== 'all';
