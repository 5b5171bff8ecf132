import { median, timeMs } from '../measure';
import { type DecimalMember, type DecimalTerms, decimalMembers, decimalTerms, differenceFrom } from './decimal';
import { closeBottomUp } from './decimalPass';
import { closeByWalking } from './decimalWalk';
import { makeForest, terms } from './forest';
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

function compare(
  name: string,
  members: number,
  close: (members: readonly DecimalMember[], plan: DecimalTerms) => void,
  times: number,
): Comparison {
  const plan = decimalTerms(terms);
  const forest = makeForest('random', members, members * ORDERS_PER_MEMBER);
  const run = kernelRun('random', members);
  const baseline: number[] = [];
  const kernel: number[] = [];
  let closed: DecimalMember[] = [];
  for (let k = 0; k < times; k++) {
    closed = decimalMembers(forest);
    baseline.push(timeMs(() => close(closed, plan)));
    kernel.push(...medianMs([run], 15));
  }
  closeForest(forest);
  const difference = differenceFrom(forest, closed);
  if (difference) throw new Error(`${name} does not agree with the kernel: ${difference}`);
  const [baselineMs, kernelMs] = [median(baseline), median(kernel)];
  return { name, members, baselineMs, kernelMs, ratio: baselineMs / kernelMs };
}

/** The kernel against decimal.js on random forests, results held equal member by member. Throws where they are not. */
export function compareWithDecimals(sizes: readonly number[], times: number): Comparison[] {
  return [
    ...sizes.map((members) => compare(WALK, members, closeByWalking, times)),
    compare(BOTTOM_UP, sizes.at(-1)!, closeBottomUp, times),
  ];
}

export const isWalk = ({ name }: Comparison): boolean => name === WALK;
