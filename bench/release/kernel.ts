import { type Credited, closePage, createCarry, finishForest } from '@shared/rules/release';
import { median, timeMs } from '../measure';
import { type Forest, makeForest, restore, SHAPES, type Shape, snapshotOf, terms } from './forest';

/** Orders for each member. */
export const ORDERS_PER_MEMBER = 2;

interface KernelRun {
  readonly forest: Forest;
  /** Closes the forest's day once, always from the same state, and answers how long the close alone took. */
  readonly close: () => number;
}

/** Closes the day of a forest held as one page. */
function closeForest({ page }: Forest): Credited {
  const carry = createCarry();
  const credited = closePage(page, carry, terms);
  finishForest(carry);
  return credited;
}

/** A forest of this shape and size, ready to be closed again and again. */
export function kernelRun(shape: Shape, members: number): KernelRun {
  const forest = makeForest(shape, members, members * ORDERS_PER_MEMBER);
  const before = snapshotOf(forest.page);
  return {
    forest,
    close: () => {
      restore(forest.page, before);
      return timeMs(() => closeForest(forest));
    },
  };
}

/** Lets the engine compile the pass, on forests of every shape. */
export function warmUp(): void {
  for (const shape of SHAPES) {
    const { close } = kernelRun(shape, 20_000);
    for (let k = 0; k < 20; k++) close();
  }
}

/** The median of some closes, each of the runs taking its turn so that a busy moment of the machine hits them all. */
export function medianMs(runs: readonly KernelRun[], times: number): number[] {
  const taken = runs.map(() => [] as number[]);
  for (let k = 0; k < times; k++) for (const [i, run] of runs.entries()) taken[i]!.push(run.close());
  return taken.map(median);
}
