import type { HasTime } from '../_platform/budget';
import { logFault } from '../_platform/log';
import { inParallel } from '../_platform/parallel';

/** What became of a sweep. */
export interface Swept {
  /** How many the work was done for. */
  readonly count: number;
  /** False when the time was up first: the rest is done the next time. */
  readonly isDone: boolean;
}

/**
 * Does some work for all that is due, one after another or so many at a time, as far as time allows. One for which it fails is told in the
 * log and stops no other; it is due again the next time. `work` answers whether there was anything to do.
 */
export async function sweep<T extends { readonly _id: string }>(
  name: string,
  due: AsyncIterable<T>,
  hasTime: HasTime,
  work: (one: T) => Promise<boolean>,
  atOnce = 1,
): Promise<Swept> {
  let count = 0;
  const doOne = async (one: T): Promise<void> => {
    try {
      if (await work(one)) count += 1;
    } catch (error) {
      logFault(`${name} of ${one._id} failed`, error);
    }
  };
  let some: T[] = [];
  const doSome = async (): Promise<void> => {
    const batch = some.map((one) => () => doOne(one));
    some = [];
    await inParallel(atOnce, batch);
  };
  for await (const one of due) {
    if (!hasTime()) return { count, isDone: false };
    some.push(one);
    if (some.length === atOnce) await doSome();
  }
  await doSome();
  return { count, isDone: true };
}

/** What is already read, to be swept. */
export async function* each<T>(some: readonly T[]): AsyncGenerator<T> {
  yield* some;
}
