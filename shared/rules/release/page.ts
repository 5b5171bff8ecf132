/**
 * The release state of some members who stand next to each other in referrer pre-order: a member right after its
 * referrer's earlier line, so that a member's whole downline follows it directly. All amounts are whole numbers.
 *
 * Made by createReleasePage alone: the named arrays are sections of `figures` and `numbers`, because the pass is faster
 * over two arrays than over seventeen.
 */
export interface ReleasePage {
  /** Members. */
  readonly size: number;
  /** Orders of all members together. */
  readonly orders: number;
  /** Generation below the forest's roots; 0 for a member without a referrer. */
  readonly depth: Int32Array;
  /** The orders of member i are those from orderStart[i] up to, not including, orderStart[i + 1], oldest first. */
  readonly orderStart: Int32Array;
  /** Per order that may release today (settled before today), in release cents. Written in place. */
  readonly remaining: Float64Array;
  /** Per order: what it releases a day, in release cents. */
  readonly daily: Float64Array;
  /** Spendable cents before the close; the close adds what it credits and what is not owed, in place. */
  readonly balance: Float64Array;
  /** Spendable cents that the member owes after a reversal (rules §5 Owed): credits pay them first, in place. */
  readonly owedSpendable: Float64Array;
  /** The member's own cash settled today in fen; negative where a reversal takes back more than that. */
  readonly volumeToday: Float64Array;
  /** The member's own cash settled up to and including today in fen. Read only where a rank counts it. */
  readonly ownVolume: Float64Array;
  /** Cash of the whole downline in fen, the member's own never counted: as of yesterday, then including today. */
  readonly teamVolume: Float64Array;
  /** The rank set by hand, BY_VOLUME where there is none. Above the plan's last rank it counts as the last. */
  readonly handRank: Int32Array;
  /** Out: rank of today, 0 for none. */
  readonly rank: Int32Array;
  /** Out: what was credited today, by what it was credited for, in release cents. */
  readonly static: Float64Array;
  readonly firstGeneration: Float64Array;
  readonly secondGeneration: Float64Array;
  readonly team: Float64Array;
  readonly sameRank: Float64Array;
  /** Scratch space of the fast pass: what the orders of its run before each one released today. */
  readonly released: Float64Array;
  /** Ten sections of `size`, two of `orders`, then `released`, the scratch space for one run of the fast pass. */
  readonly figures: Float64Array;
  /** Four sections: orderStart, depth, handRank, rank. */
  readonly numbers: Int32Array;
}

/** No rank is set by hand: the rank follows from the volume. */
export const BY_VOLUME = -1;

/** Orders that the fast pass takes at once. A member with more is closed in big integers: right, but slow. */
export const MOST_ORDERS_OF_RUN = 8_192;

/** A page of `size` members and `orders` orders, all figures 0, all ranks by volume. */
export function createReleasePage(size: number, orders: number): ReleasePage {
  const figures = new Float64Array(10 * size + 2 * orders + Math.min(orders, MOST_ORDERS_OF_RUN) + 1);
  const numbers = new Int32Array(4 * size + 1);
  const ofMembers = (section: number) => figures.subarray(section * size, (section + 1) * size);
  const ofOrders = (section: number) =>
    figures.subarray(10 * size + section * orders, 10 * size + (section + 1) * orders);
  const numbersOf = (section: number) => numbers.subarray(section * size + 1, (section + 1) * size + 1);
  return {
    size,
    orders,
    figures,
    numbers,
    balance: ofMembers(0),
    volumeToday: ofMembers(1),
    ownVolume: ofMembers(2),
    teamVolume: ofMembers(3),
    static: ofMembers(4),
    firstGeneration: ofMembers(5),
    secondGeneration: ofMembers(6),
    team: ofMembers(7),
    sameRank: ofMembers(8),
    owedSpendable: ofMembers(9),
    remaining: ofOrders(0),
    daily: ofOrders(1),
    released: figures.subarray(10 * size + 2 * orders),
    orderStart: numbers.subarray(0, size + 1),
    depth: numbersOf(1),
    handRank: numbersOf(2).fill(BY_VOLUME),
    rank: numbersOf(3),
  };
}
