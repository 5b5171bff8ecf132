/**
 * The release state of some members who stand next to each other in sponsor pre-order: a member right after its
 * sponsor's earlier line, so that a member's whole downline follows it directly. All amounts are whole numbers.
 */
export interface ReleasePage {
  readonly size: number;
  /** Generation below the forest's roots; 0 for a member without a sponsor. */
  readonly depth: Int32Array;
  /** The orders of member i are those from orderStart[i] up to, not including, orderStart[i + 1], oldest first. */
  readonly orderStart: Int32Array;
  /** Per order that may release today (settled before today), in release cents. Written in place. */
  readonly remaining: Float64Array;
  /** Per order: what it releases a day, in release cents. */
  readonly daily: Float64Array;
  /** Spendable cents before the close; the close adds what it credits, in place. */
  readonly balance: Float64Array;
  /** The member's own cash settled today in fen; negative where a reversal takes back more than that. */
  readonly volumeToday: Float64Array;
  /** The member's own cash settled up to and including today in fen. Read only where a rank counts it. */
  readonly ownVolume: Float64Array;
  /** Cash of the whole downline in fen, the member's own never counted: as of yesterday, then including today. */
  readonly teamVolume: Float64Array;
  /** The rank set by hand, BY_VOLUME where there is none. Above the plan's last rank it counts as the last. */
  readonly handRank: Int16Array;
  /** Out: rank of today, 0 for none. */
  readonly rank: Uint16Array;
  /** Out: what was credited today, by what it was credited for, in release cents. */
  readonly static: Float64Array;
  readonly firstGeneration: Float64Array;
  readonly secondGeneration: Float64Array;
  readonly team: Float64Array;
  readonly sameRank: Float64Array;
}

/** No rank is set by hand: the rank follows from the volume. */
export const BY_VOLUME = -1;

/** A page of `size` members and `orders` orders, all figures 0, all ranks by volume. */
export function createReleasePage(size: number, orders: number): ReleasePage {
  return {
    size,
    depth: new Int32Array(size),
    orderStart: new Int32Array(size + 1),
    remaining: new Float64Array(orders),
    daily: new Float64Array(orders),
    balance: new Float64Array(size),
    volumeToday: new Float64Array(size),
    ownVolume: new Float64Array(size),
    teamVolume: new Float64Array(size),
    handRank: new Int16Array(size).fill(BY_VOLUME),
    rank: new Uint16Array(size),
    static: new Float64Array(size),
    firstGeneration: new Float64Array(size),
    secondGeneration: new Float64Array(size),
    team: new Float64Array(size),
    sameRank: new Float64Array(size),
  };
}
