/** Whether there is time left. Of the machine's own clock: the demo clock may stand still while a function works. */
export type HasTime = () => boolean;

/** A part of a budget, which begins now. */
export function within(hasTime: HasTime, ms: number): HasTime {
  const inTime = startBudget(ms);
  return () => hasTime() && inTime();
}

/** A budget that begins now. */
export function startBudget(ms: number): HasTime {
  const end = performance.now() + ms;
  return () => performance.now() < end;
}
