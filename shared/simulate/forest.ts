import type { ScenarioMember } from './scenario';

/** The referrer tree of a scenario: members by index, and where each stands in referrer pre-order. */
export interface Forest {
  /** Index of the direct referrer; -1 for none. */
  readonly referrer: Int32Array;
  /** Index of the member at the top of the line; oneself for a root. */
  readonly root: Int32Array;
  /** Member index by position in pre-order, and depth by position. */
  readonly memberAt: Int32Array;
  readonly depthAt: Int32Array;
}

/** Lays members, each after its referrer, into referrer pre-order: a newcomer stands right behind the referrer. */
export function plantForest(members: readonly ScenarioMember[]): Forest {
  const count = members.length;
  const indexOf = new Map<string, number>();
  const referrers = new Int32Array(count).fill(-1);
  const root = new Int32Array(count);
  const depth = new Int32Array(count);
  const next = new Int32Array(count).fill(-1);
  const lastOfRoots = new Int32Array(count);
  let first = -1;
  let lastRoot = -1;
  members.forEach(({ id, referrer }, index) => {
    indexOf.set(id, index);
    const above = referrer === undefined ? -1 : indexOf.get(referrer)!;
    referrers[index] = above;
    root[index] = above < 0 ? index : root[above]!;
    depth[index] = above < 0 ? 0 : depth[above]! + 1;
    if (above >= 0) {
      next[index] = next[above]!;
      next[above] = index;
      if (lastOfRoots[root[index]!] === above) lastOfRoots[root[index]!] = index;
      return;
    }
    lastOfRoots[index] = index;
    if (lastRoot < 0) first = index;
    else {
      // Roots stand one behind the other: behind the last of the line before.
      const tail = lastOfRoots[lastRoot]!;
      next[index] = next[tail]!;
      next[tail] = index;
    }
    lastRoot = index;
  });
  const memberAt = new Int32Array(count);
  const depthAt = new Int32Array(count);
  for (let position = 0, at = first; at >= 0; position += 1, at = next[at]!) {
    memberAt[position] = at;
    depthAt[position] = depth[at]!;
  }
  return { referrer: referrers, root, memberAt, depthAt };
}
