import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { median, timeMs } from '../measure';
import { type DecimalMember, type DecimalTerms, decimalMembers, decimalTerms, differenceFrom } from './decimal';
import { closeBottomUp } from './decimalPass';
import { closeByWalking } from './decimalWalk';
import { makeForest, terms } from './forest';
import { kernelRun, medianMs, ORDERS_PER_MEMBER } from './kernel';

export interface Comparison {
  readonly name: string;
  readonly members: number;
  readonly baselineMs: number;
  readonly kernelMs: number;
  /** How many times as long as the kernel's closes just before and after: a median, like the times. */
  readonly ratio: number;
}

const WALK = 'decimal.js, walking up for each order';
const BOTTOM_UP = 'decimal.js, one bottom-up pass';

/** Collects garbage, so that what decimals leave behind is not collected during a close of the kernel. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

/**
 * Each run of the baseline stands between closes of the kernel, and is held against those alone: a shared machine is
 * now faster, now slower.
 */
function compare(
  name: string,
  members: number,
  close: (members: readonly DecimalMember[], plan: DecimalTerms) => void,
  times: number,
): Comparison {
  const forest = makeForest('random', members, members * ORDERS_PER_MEMBER);
  const byKernel = kernelRun('random', members);
  const plan = decimalTerms(terms);
  const closes = () => {
    collectGarbage();
    return medianMs([byKernel], 15)[0]!;
  };
  const baseline: number[] = [];
  const kernel: number[] = [];
  const ratios: number[] = [];
  let closed: DecimalMember[] = [];
  closes();
  for (let k = 0; k < times; k++) {
    const before = closes();
    closed = decimalMembers(forest);
    const baselineMs = timeMs(() => close(closed, plan));
    const kernelMs = (before + closes()) / 2;
    baseline.push(baselineMs);
    kernel.push(kernelMs);
    ratios.push(baselineMs / kernelMs);
  }
  const difference = differenceFrom(byKernel.forest, closed);
  if (difference) throw new Error(`${name} does not agree with the kernel: ${difference}`);
  return { name, members, baselineMs: median(baseline), kernelMs: median(kernel), ratio: median(ratios) };
}

/** The kernel against decimal.js on random forests, results held equal member by member. Throws where they are not. */
export function compareWithDecimals(sizes: readonly number[], times: number): Comparison[] {
  return [
    ...sizes.map((members) => compare(WALK, members, closeByWalking, times)),
    compare(BOTTOM_UP, sizes.at(-1)!, closeBottomUp, times),
  ];
}

export const isWalk = ({ name }: Comparison): boolean => name === WALK;
