import { median, timeMs } from '../measure';
import { type DecimalMember, type DecimalTerms, decimalMembers, decimalTerms, differenceFrom } from './decimal';
import { closeBottomUp } from './decimalPass';
import { closeByWalking } from './decimalWalk';
import { type Forest, makeForest, terms } from './forest';
import { closeForest, kernelRun, medianMs, ORDERS_PER_MEMBER } from './kernel';

export interface Comparison {
  readonly name: string;
  readonly members: number;
  readonly baselineMs: number;
  readonly kernelMs: number;
  /** How many times as long as the kernel's close of the same forest. */
  readonly ratio: number;
}

const WALK = 'decimal.js, walking up for each order';
const BOTTOM_UP = 'decimal.js, one bottom-up pass';

/** A forest, and how long the kernel takes for it. */
interface Timed {
  readonly forest: Forest;
  readonly kernelMs: number;
}

function timeKernel(members: number): Timed {
  const forest = makeForest('random', members, members * ORDERS_PER_MEMBER);
  const [kernelMs] = medianMs([kernelRun('random', members)], 45) as [number];
  return { forest, kernelMs };
}

function compare(
  name: string,
  { forest, kernelMs }: Timed,
  close: (members: readonly DecimalMember[], plan: DecimalTerms) => void,
  times: number,
): Comparison {
  const plan = decimalTerms(terms);
  const taken: number[] = [];
  let closed: DecimalMember[] = [];
  for (let k = 0; k < times; k++) {
    closed = decimalMembers(forest);
    taken.push(timeMs(() => close(closed, plan)));
  }
  const byKernel = makeForest('random', forest.page.size, forest.page.orders);
  closeForest(byKernel);
  const difference = differenceFrom(byKernel, closed);
  if (difference) throw new Error(`${name} does not agree with the kernel: ${difference}`);
  const baselineMs = median(taken);
  return { name, members: forest.page.size, baselineMs, kernelMs, ratio: baselineMs / kernelMs };
}

/**
 * The kernel against decimal.js on random forests, results held equal member by member. Throws where they are not.
 * The kernel goes first: the garbage that decimals leave behind would be collected during its closes.
 */
export function compareWithDecimals(sizes: readonly number[], times: number): Comparison[] {
  const timed = sizes.map(timeKernel);
  return [
    ...timed.map((of) => compare(WALK, of, closeByWalking, times)),
    compare(BOTTOM_UP, timed.at(-1)!, closeBottomUp, times),
  ];
}

export const isWalk = ({ name }: Comparison): boolean => name === WALK;
