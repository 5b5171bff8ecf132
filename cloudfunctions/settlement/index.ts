import { businessDayOf } from '@shared/kernel';
import { currentSource } from '../_actions/identity';
import { startBudget, WORK_MS } from '../_platform/budget';
import { newId } from '../_platform/ids';
import { settleDue } from '../_settle/settleDue';
import { readDayState } from '../_store/dayState';
import { sweepExpired } from '../_store/expired';
import { startClose } from '../_store/handOver';
import { returnLease, takeLease } from '../_store/leases';
import { outsideStages } from './outside';
import { sweepHolds, sweepPlacings } from './placings';

/**
 * The settlement's timer: one worker at a time expires, receives and settles what is due. Whatever it did not reach is
 * done the next time. Called by the platform alone.
 */
export const main = async (): Promise<Record<string, unknown>> => {
  if (currentSource() !== 'wx_trigger')
    return { ok: false, code: 'identity/notAllowed', message: 'only the platform calls this', details: {} };
  const holder = newId('W');
  if (!(await takeLease('serial', holder))) return { ok: true, isBusy: true };
  const done = await work(holder);
  // A close that its own timers did not bring to an end is taken up here: nothing settles into a day behind.
  const { openDay } = await readDayState(Date.now());
  if (openDay < businessDayOf(Date.now())) await startClose(0);
  return { ok: true, ...done };
};

/** Everything that is due, one kind after the other: sweeping updates by condition keep out of others' transactions. */
async function work(holder: string): Promise<Record<string, number>> {
  const nowMs = Date.now();
  const hasTime = startBudget(WORK_MS);
  const done: Record<string, number> = {};
  /** A kind that fails is told in the log and keeps nobody from the next. */
  const stage = async (name: string, run: () => Promise<number>): Promise<void> => {
    try {
      done[name] = await run();
    } catch (error) {
      console.error(`${name} failed: ${(error as Error)?.stack ?? String(error)}`);
    }
  };
  try {
    await stage('swept', async () => (await sweepPlacings(nowMs, hasTime)).count);
    await stage('dropped', () => sweepHolds(nowMs, hasTime));
    for (const [name, run] of outsideStages(nowMs, hasTime)) await stage(name, run);
    await stage('settled', async () => (await settleDue(nowMs, hasTime)).settled);
    await stage('removed', () => sweepExpired(nowMs, hasTime));
    return done;
  } finally {
    await returnLease('serial', holder);
  }
}
