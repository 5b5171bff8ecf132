import { type BusinessDay, businessDayOf } from '@shared/kernel';
import { calledByPlatform, isTimer } from '../_actions/calls';
import { lastClose } from '../_books/closesRead';
import { type PlansInForce, plansOfClose, plansOn } from '../_plans/plans';
import { type HasTime, startBudget, WORK_MS } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { newId } from '../_platform/ids';
import { emptyTotals } from '../_settle/totals';
import { closes } from '../_store/collections';
import { isDataCurrent } from '../_store/dataVersion';
import { readDayState } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import { isHandedOver, startClose } from '../_store/handOver';
import { returnLease, takeLease } from '../_store/leases';
import { readSettings } from '../_store/settings';
import { count } from './count';
import { forcedExits } from './forcedExits';
import { closePages } from './pages';
import { prove } from './prove';
import { resolve } from './resolve';
import { seal } from './seal';
import { drain, stamp } from './stages';

/** A close that needs more invocations than this for one day is stuck: an operator has to look. */
const MOST_HANDOVERS = 500;

const SHA256_OF_NOTHING = '0'.repeat(64);

/** The close of a day as kept, begun when there is none. The plans are those in force on that day. */
async function beginClose(day: string): Promise<{ close: CloseDocument; plans: PlansInForce }> {
  const found = await closes.get(day);
  if (found) {
    await closes.change(day, { resumed: _.inc(1) });
    return { close: found, plans: await plansOfClose(found) };
  }
  const plans = await plansOn(day);
  const before = await lastClose();
  const { _id, ...totals } = emptyTotals(day);
  await closes.add({
    _id: day,
    stage: 'drain',
    startedAtMs: Date.now(),
    finishedAtMs: null,
    resumed: 0,
    balanced: null,
    appreciationVersion: plans.appreciation?.version ?? null,
    dividendVersion: plans.dividend?.version ?? null,
    releaseVersion: plans.release?.version ?? null,
    paused: plans.paused,
    totals,
    at: 0,
    cursor: null,
    carry: null,
    moves: {},
    dividend: null,
    carriedFen: before?.carriedFen ?? 0,
    release: {
      staticCents: 0,
      firstGenerationCents: 0,
      secondGenerationCents: 0,
      teamCents: 0,
      sameRankCents: 0,
      remainingCents: 0,
      quotaFen: 0,
    },
    exits: null,
    isForcedExitOn: false,
    sealed: { dividendFen: 0, releaseCents: 0, fallCents: 0 },
    pool: null,
    entries: 0,
    previousHash: before?.dayHash ?? SHA256_OF_NOTHING,
    dayHash: null,
  });
  const close = (await closes.get(day))!;
  return { close, plans: await plansOfClose(close) };
}

/** Does the stage that a close is in. @returns false when the time was up first. */
function doStage(close: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  switch (close.stage) {
    case 'drain':
      return drain(close, hasTime);
    case 'stamp':
      return stamp(close);
    case 'resolve':
      return resolve(close, hasTime);
    case 'count':
      return count(close, plans, hasTime);
    case 'pages':
      return closePages(close, plans, hasTime);
    case 'forcedExit':
      return forcedExits(close, plans, hasTime);
    case 'prove':
      return prove(close, hasTime);
    case 'seal':
      return seal(close, hasTime);
    case 'closed':
      throw new Error(`the close of ${close._id} is finished, its day still open`);
  }
}

/** Closes one day as far as time allows. @returns whether it is closed. */
async function closeDay(day: string, hasTime: HasTime): Promise<boolean> {
  const begun = await beginClose(day);
  let { close } = begun;
  while (close.stage !== 'closed') {
    if (!(await doStage(close, begun.plans, hasTime))) return false;
    close = (await closes.get(day))!;
  }
  return true;
}

/**
 * Whether credits are stopped, so that no close begins: the days that end meanwhile are closed in order once they go on.
 * A close that has begun goes on to its end, so that a day is credited to all or to nobody.
 */
const mayNotBegin = async (day: string): Promise<boolean> =>
  Boolean((await readSettings()).stops?.credits) && (await closes.get(day)) === null;

/** How the close goes on in another invocation. */
interface Handed {
  readonly handovers?: unknown;
  readonly ticket?: unknown;
}

const mayClose = async (event: Handed): Promise<boolean> => isTimer() || isHandedOver(event?.ticket);

/**
 * Closes every day that has ended, one at a time, in order; a missed day is caught up as if it had been closed in time.
 * Killed anywhere, it goes on from its checkpoint; repeated, it changes nothing. Called by the platform alone.
 */
export const main = calledByPlatform('dailyClose', mayClose, async (event: Handed) => {
  const handovers = typeof event?.handovers === 'number' ? event.handovers : 0;
  const hasTime = startBudget(WORK_MS);
  const holder = newId('C');
  if (!(await isDataCurrent())) return { ok: true, isUpdating: true };
  if (!(await takeLease('serial', holder))) return { ok: true, isBusy: true };
  const closed: string[] = [];
  let isDone = false;
  let isHeld = false;
  try {
    for (;;) {
      const today: BusinessDay = businessDayOf(Date.now());
      const { openDay } = await readDayState(Date.now());
      isDone = openDay >= today;
      if (isDone || !hasTime()) break;
      isHeld = await mayNotBegin(openDay);
      if (isHeld || !(await closeDay(openDay, hasTime))) break;
      closed.push(openDay);
    }
  } finally {
    await returnLease('serial', holder);
  }
  if (!isDone && !isHeld && handovers < MOST_HANDOVERS) await startClose(handovers + 1);
  return { ok: true, closed, isDone, ...(isHeld ? { isHeld } : {}) };
});
