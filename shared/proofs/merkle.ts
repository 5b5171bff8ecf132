// A Merkle tree whose nodes carry sums ("proof of liabilities", after G. Maxwell): each node's hash is taken over the sums
// and hashes of both its sides, so that the root fixes the totals, and a leaf is shown to be in them by one node a level.
// A tree without sums is the same with empty lists. Leaves and nodes are hashed under different names, so that neither
// passes for the other.

/** A whole number; a bigint from 2^53 on. */
export type Sum = number | bigint;

/** SHA-256 of a text, in hexadecimal: the platform's own in functions, `sha256OfText` on a device. */
export type HashOfText = (text: string) => string;

/** A leaf or a node: its sums, and the hash that fixes them and all below. */
export interface SumNode {
  readonly sums: readonly Sum[];
  readonly hash: string;
}

/** One level of a path: the node beside, and on which side it stands. */
export interface Step extends SumNode {
  readonly side: 'left' | 'right';
}

/** Sums as one text, parted by commas: what is hashed. */
export const textOfSums = (sums: readonly Sum[]): string => sums.join(',');

/** Exact: a number while it is below 2^53. */
function plus(a: Sum, b: Sum): Sum {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}

/** Sums side by side, added up; both lists are equally long. */
export function addSums(left: readonly Sum[], right: readonly Sum[]): Sum[] {
  const sums: Sum[] = [];
  for (let at = 0; at < left.length; at += 1) sums.push(plus(left[at]!, right[at]!));
  return sums;
}

/** A leaf: its content as one text, with the sums that it adds to the totals. */
export const leafOf = (content: string, sums: readonly Sum[], hash: HashOfText): SumNode => ({
  sums,
  hash: hash(`leaf\n${textOfSums(sums)}\n${content}`),
});

/** The node above two. */
const nodeOf = (left: SumNode, right: SumNode, hash: HashOfText): SumNode => ({
  sums: addSums(left.sums, right.sums),
  hash: hash(`node\n${textOfSums(left.sums)}\n${left.hash}\n${textOfSums(right.sums)}\n${right.hash}`),
});

/** The level above: an odd last one goes up as it is. */
function levelAbove(level: readonly SumNode[], hash: HashOfText): SumNode[] {
  const above: SumNode[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const right = level[at + 1];
    above.push(right ? nodeOf(level[at]!, right, hash) : level[at]!);
  }
  return above;
}

/** The root over leaves in their order; null without leaves. */
export function rootOf(leaves: readonly SumNode[], hash: HashOfText): SumNode | null {
  let level = leaves;
  while (level.length > 1) level = levelAbove(level, hash);
  return level[0] ?? null;
}

/** The way from one of the leaves up to the root over all of them: of each level the node beside. */
export function pathOf(leaves: readonly SumNode[], place: number, hash: HashOfText): Step[] {
  const path: Step[] = [];
  let [level, at] = [leaves, place];
  while (level.length > 1) {
    const isLeft = at % 2 === 0;
    const beside = level[isLeft ? at + 1 : at - 1];
    if (beside) path.push({ side: isLeft ? 'right' : 'left', sums: beside.sums, hash: beside.hash });
    level = levelAbove(level, hash);
    at >>= 1;
  }
  return path;
}

/** The root that a leaf and its path lead to. */
export const rootOfPath = (leaf: SumNode, path: readonly Step[], hash: HashOfText): SumNode =>
  path.reduce<SumNode>(
    (below, step) => (step.side === 'left' ? nodeOf(step, below, hash) : nodeOf(below, step, hash)),
    leaf,
  );
