/** Whether there is time left. Of the machine's own clock: the demo clock may stand still while a function works. */
export type HasTime = () => boolean;

/** A budget that begins now. */
export function startBudget(ms: number): HasTime {
  const end = performance.now() + ms;
  return () => performance.now() < end;
}
