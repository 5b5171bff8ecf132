import { changes, type Seam } from './seam';

interface Pair<Case, First, Second> {
  /** Makes what the two callers work on, anew for each seam. */
  readonly prepare: () => Promise<Case>;
  /** Held before each of its steps in turn. */
  readonly first: (one: Case) => Promise<First>;
  /** Does its whole work while the first is held. */
  readonly second: (one: Case) => Promise<Second>;
  readonly check: (one: Case, first: First, second: Second, step: number) => Promise<void> | void;
}

/**
 * Two callers at every seam: the first is held before each of its requests in turn, the second does its whole work, the
 * first goes on. Where the first holds documents that it has written in a transaction, the second would only wait for
 * it: that seam is passed. @returns at how many seams the two met.
 */
export async function atEverySeam<Case, First, Second>(
  seam: Seam,
  { prepare, first, second, check }: Pair<Case, First, Second>,
): Promise<number> {
  let met = 0;
  for (let step = 1; ; step += 1) {
    const one = await prepare();
    const held = seam.holdStep(step);
    const running = first(one);
    const isHeld = await Promise.race([held.reached.then(() => true), running.then(() => false)]);
    if (!isHeld) return met;
    if (held.isLocking()) {
      held.release();
      const answer = await running;
      await check(one, answer, await second(one), step);
      continue;
    }
    met += 1;
    const answered = await second(one);
    held.release();
    await check(one, await running, answered, step);
  }
}

interface Killed<Case, Answer> {
  readonly prepare: () => Promise<Case>;
  readonly act: (one: Case) => Promise<Answer>;
  /** Ends the worker that acts. */
  readonly kill: () => boolean;
  readonly check: (one: Case, answer: Answer, step: number) => Promise<void> | void;
}

/**
 * One caller killed before each of its requests in turn that may change something, who then asks the same again: killed
 * before one that only reads it leaves what it leaves before the next that writes. @returns at how many.
 */
export async function killedAtEverySeam<Case, Answer>(
  seam: Seam,
  { prepare, act, kill, check }: Killed<Case, Answer>,
): Promise<number> {
  let killed = 0;
  for (let step = 1; ; step += 1) {
    const one = await prepare();
    const held = seam.holdStep(step, changes);
    const running = act(one);
    const isHeld = await Promise.race([held.reached.then(() => true), running.then(() => false)]);
    if (!isHeld) {
      await check(one, await running, step);
      return killed;
    }
    killed += 1;
    expect(kill()).toBe(true);
    await running;
    await check(one, await act(one), step);
  }
}
