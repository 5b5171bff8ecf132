import { type Fen, MAX_AMOUNT } from '@shared/kernel';
import type { Forest } from './forest';

/**
 * The volumes of a run as they will be at the close: everybody's own, and that of the whole line below the member at its
 * top, the most that anybody on the line has: so one sum tells whether an order's volume still fits everywhere above the
 * buyer (rules §5). In big integers: an own volume that nobody's rank counts has no limit.
 */
export class Volumes {
  private readonly ownVolumes = new Map<number, bigint>();
  private readonly below = new Map<number, bigint>();

  constructor(private readonly forest: Forest) {}

  /**
   * The largest volume that an order of this member adds to, 2^53 - 1 where it is more; null when nobody's volume counts
   * it. Volumes count a member's own by the plan in force.
   */
  above(member: number, includesOwn: boolean): Fen | null {
    const root = this.forest.root[member]!;
    if (root === member && !includesOwn) return null;
    const volume = (this.below.get(root) ?? 0n) + (includesOwn ? this.ownOf(root) : 0n);
    return atMost(volume);
  }

  /** The member's own volume, 2^53 - 1 where it is more. */
  own(member: number): Fen {
    return atMost(this.ownOf(member));
  }

  /** Adds the cash of an order, or takes away that of a reversal. */
  add(member: number, cash: number): void {
    const root = this.forest.root[member]!;
    this.ownVolumes.set(member, this.ownOf(member) + BigInt(cash));
    if (root !== member) this.below.set(root, (this.below.get(root) ?? 0n) + BigInt(cash));
  }

  private ownOf(member: number): bigint {
    return this.ownVolumes.get(member) ?? 0n;
  }
}

const atMost = (volume: bigint): Fen => (volume > MAX_AMOUNT ? MAX_AMOUNT : Number(volume)) as Fen;
