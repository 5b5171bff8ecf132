import { variable } from './variables';
/** Whether there is time left. Of the machine's own clock: the demo clock may stand still while a function works. */
export type HasTime = () => boolean;

/**
 * What a function of a timer works for, of the 60 s that it may run (config.json): behind its last look at the time it
 * may still take STEP_MS with somebody outside, write that down, and hand on.
 */
export const WORK_MS = 40_000;
/** How long anybody outside may take to answer: the cashier, WeChat's interfaces. */
export const OUTSIDE_MS = 4_000;
/** What one step may take with the outside: three questions, one after another (query, close, query again). */
export const STEP_MS = 3 * OUTSIDE_MS;

/** A part of a budget, which begins now. */
export function within(hasTime: HasTime, ms: number): HasTime {
  const inTime = startBudget(ms);
  return () => hasTime() && inTime();
}

/**
 * A budget that begins now. Where BUDGET_LOOKS is set it holds for so many looks and not for a time: tests stop a worker
 * at a place.
 */
export function startBudget(ms: number): HasTime {
  let looks = Number(variable('BUDGET_LOOKS') ?? Number.NaN);
  const end = performance.now() + ms;
  return () => {
    if (Number.isNaN(looks)) return performance.now() < end;
    looks -= 1;
    return looks >= 0;
  };
}
