import { type Fen, fen } from '@shared/kernel';
import type { ScenarioMember } from './scenario';

/** The sponsor tree of a scenario: members by index, and where each stands in sponsor pre-order. */
export interface Forest {
  /** Index of the direct referrer; -1 for none. */
  readonly sponsor: Int32Array;
  /** Index of the member at the top of the line; oneself for a root. */
  readonly root: Int32Array;
  /** Member index by position in pre-order, and depth by position. */
  readonly memberAt: Int32Array;
  readonly depthAt: Int32Array;
}

/** Lays members, each after its referrer, into sponsor pre-order: a newcomer stands right behind the sponsor. */
export function plantForest(members: readonly ScenarioMember[]): Forest {
  const count = members.length;
  const indexOf = new Map<string, number>();
  const sponsor = new Int32Array(count).fill(-1);
  const root = new Int32Array(count);
  const depth = new Int32Array(count);
  const next = new Int32Array(count).fill(-1);
  const lastOfRoots = new Int32Array(count);
  let first = -1;
  let lastRoot = -1;
  members.forEach(({ id, referrer }, index) => {
    indexOf.set(id, index);
    const above = referrer === undefined ? -1 : indexOf.get(referrer)!;
    sponsor[index] = above;
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
  return { sponsor, root, memberAt, depthAt };
}

/**
 * The team volume at the top of each line as it will be at the close: the most that anybody on the line has, so that
 * one sum tells whether an order's volume still fits everywhere above the buyer (rules §5).
 */
export class VolumeAtTop {
  private readonly volumes = new Map<number, Fen>();

  constructor(
    private readonly forest: Forest,
    private readonly includesOwn: boolean,
  ) {}

  /** The volume that an order of this member adds to; null when nobody's volume counts it. */
  above(member: number): Fen | null {
    const root = this.forest.root[member]!;
    return root === member && !this.includesOwn ? null : (this.volumes.get(root) ?? fen(0));
  }

  /** Notes the volume after an order. */
  set(member: number, volume: Fen): void {
    this.volumes.set(this.forest.root[member]!, volume);
  }
}
