import { businessDayOf } from '@shared/kernel';
import { calledByPlatform, isTimer } from '../_actions/calls';
import { closeDue } from '../_closing/due';
import { sweepDraws } from '../_collectibles/drawDue';
import { lookAtTurned } from '../_orders/shelf';
import { startBudget, WORK_MS } from '../_platform/budget';
import { newId } from '../_platform/ids';
import { logFault } from '../_platform/log';
import { settleDue } from '../_settle/settleDue';
import { isDataCurrent } from '../_store/dataVersion';
import { readDayState } from '../_store/dayState';
import { sweepExpired } from '../_store/expired';
import { startClose } from '../_store/handOver';
import { returnLease, takeLease } from '../_store/leases';
import { outsideStages } from './outside';
import { sweepHolds, sweepPlacings } from './placings';
import { raiseAlerts } from './raiseAlerts';
import { reportDay } from './reportDay';
import { sweepRestocked } from './restocked';
import { tellAlerts } from './tellAlerts';
import { tellingStages } from './telling';

const ALERT_BUDGET_MS = 6_000;

/** Does one kind of work. One that fails is told in the log and keeps nobody from the next: null then. */
async function stage(name: string, run: () => Promise<number>): Promise<number | null> {
  try {
    return await run();
  } catch (error) {
    logFault(`${name} failed`, error);
    return null;
  }
}

/**
 * The settlement's timer: one worker at a time expires, receives and settles what is due. Whatever it did not reach is
 * done the next time. Called by the platform alone.
 */
export const main = calledByPlatform('settlement', isTimer, async (): Promise<Record<string, unknown>> => {
  const holder = newId('W');
  if (!(await isDataCurrent())) return { ok: true, isUpdating: true };
  const isMine = await takeLease('serial', holder);
  const done = isMine ? await work(holder) : { isBusy: true };
  const { openDay } = await readDayState(Date.now());
  // Also while another works, who may be what is to be told of.
  await stage('alerts', async () => {
    await raiseAlerts(openDay, Date.now());
    return tellAlerts(startBudget(ALERT_BUDGET_MS));
  });
  // A close that its own timers did not bring to an end is taken up here: nothing settles into a day behind.
  if (isMine && openDay < businessDayOf(Date.now())) await startClose(0);
  return { ok: true, ...done };
});

/** Everything that is due, one kind after the other: sweeping updates by condition keep out of others' transactions. */
async function work(holder: string): Promise<Record<string, number>> {
  const nowMs = Date.now();
  const hasTime = startBudget(WORK_MS);
  const done: Record<string, number> = {};
  const kind = async (name: string, run: () => Promise<number>): Promise<void> => {
    const count = await stage(name, run);
    if (count !== null) done[name] = count;
  };
  try {
    await kind('swept', async () => (await sweepPlacings(nowMs, hasTime)).count);
    await kind('dropped', () => sweepHolds(nowMs, hasTime));
    for (const [name, run] of outsideStages(nowMs, hasTime)) await kind(name, run);
    await kind('settled', async () => (await settleDue(nowMs, hasTime)).settled);
    await kind('drawn', async () => (await sweepDraws(nowMs, hasTime)).count);
    await kind('restocked', async () => (await sweepRestocked(nowMs, hasTime)).count);
    await kind('telling', async () => {
      const stages = await tellingStages(nowMs, hasTime);
      for (const [name, run] of stages) await kind(name, run);
      return stages.length;
    });
    await kind('closed', async () => (await closeDue(nowMs, hasTime)).count);
    await kind('looked', () => lookAtTurned(nowMs));
    await kind('reported', () => reportDay(hasTime));
    await kind('removed', () => sweepExpired(nowMs, hasTime));
    return done;
  } finally {
    await returnLease('serial', holder);
  }
}
