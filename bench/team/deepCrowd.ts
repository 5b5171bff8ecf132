import type { createReleasePage } from '@shared/rules';
import type { Crowd } from '../close/crowd';
import { makeForest } from '../release/forest';
import { ORDERS_PER_MEMBER } from '../release/kernel';

/**
 * A team of so many members below the first: so many direct ones, one of whose lines is so many generations deep; whoever
 * is left stands below the direct ones by chance. Figures are those of the random forest.
 */
export function makeTeam(members: number, directs: number, deep: number): Crowd {
  const { page } = makeForest('random', members, members * ORDERS_PER_MEMBER);
  const referrer = new Int32Array(members).fill(-1);
  const children: number[][] = Array.from({ length: members }, () => []);
  // By number of joining: the first, the direct ones, the line below the first of them, then all others.
  const below = (child: number, parent: number) => children[parent]!.push(child);
  for (let one = 1; one <= directs; one += 1) below(one, 0);
  for (let one = directs + 1; one < directs + deep; one += 1) below(one, one === directs + 1 ? 1 : one - 1);
  let seed = 7;
  for (let one = directs + deep; one < members; one += 1) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    below(one, 1 + (seed % (one - 1)));
  }
  return inPreOrder(page, children, referrer, members);
}

/** Numbers the members in pre-order; none goes deeper than the longest line, walked without recursion. */
function inPreOrder(
  page: ReturnType<typeof createReleasePage>,
  children: readonly (readonly number[])[],
  referrer: Int32Array,
  members: number,
): Crowd {
  const waiting: { readonly one: number; readonly parent: number; readonly depth: number }[] = [
    { one: 0, parent: -1, depth: 0 },
  ];
  for (let number = 0; number < members; number += 1) {
    const { one, parent, depth } = waiting.pop()!;
    referrer[number] = parent;
    page.depth[number] = depth;
    for (const child of children[one]!) waiting.push({ one: child, parent: number, depth: depth + 1 });
  }
  sumVolumes(page, referrer, members);
  return { members, release: page, referrer };
}

/** Team volume of everybody: the own volume of the whole downline. */
function sumVolumes(page: ReturnType<typeof createReleasePage>, referrer: Int32Array, members: number): void {
  page.teamVolume.fill(0);
  for (let number = members - 1; number > 0; number -= 1)
    page.teamVolume[referrer[number]!]! +=
      page.teamVolume[number]! + page.ownVolume[number]! - page.volumeToday[number]!;
}
