/**
 * What ranked members pass up the line, in lists without an object per member. A list belongs to a level of the scan
 * and names each rank at most once, lowest first. An entry of rank k holds
 * - `static`: the static below members of rank k with no higher rank between, for the differential of who is above;
 * - `below`: the sum, over members of rank k whose nearest upline of rank >= k is still to come, of all static below
 *   them, for the same-rank bonus.
 * A list is the number of its first entry, 0 when empty. Entries are taken from one store and go back to it.
 */
export interface PendingStore {
  rank: Int32Array;
  next: Int32Array;
  static: Float64Array;
  below: Float64Array;
  /** First free entry, 0 when all are in use. */
  free: number;
}

const chainFree = (next: Int32Array, from: number): void => {
  for (let entry = from; entry < next.length - 1; entry++) next[entry] = entry + 1;
};

/** A store for `capacity` entries; entry 0 is never used. */
export function createPendingStore(capacity: number): PendingStore {
  const next = new Int32Array(capacity + 1);
  chainFree(next, 1);
  return {
    rank: new Int32Array(capacity + 1),
    next,
    static: new Float64Array(capacity + 1),
    below: new Float64Array(capacity + 1),
    free: 1,
  };
}

/** The contents of one array, copied into a longer one. */
export const extended = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};

/** Doubles a store that has no free entry left. */
export function growPendingStore(store: PendingStore): void {
  const used = store.next.length;
  store.rank = extended(store.rank, new Int32Array(2 * used));
  store.next = extended(store.next, new Int32Array(2 * used));
  store.static = extended(store.static, new Float64Array(2 * used));
  store.below = extended(store.below, new Float64Array(2 * used));
  chainFree(store.next, used);
  store.free = used;
}

/** Merges two lists into one and answers it; what both have of a rank is added up. */
export function mergePending(store: PendingStore, left: number, right: number): number {
  const { rank, next } = store;
  let head = 0;
  let last = 0;
  while (left !== 0 && right !== 0) {
    let taken: number;
    if (rank[left]! < rank[right]!) {
      taken = left;
      left = next[left]!;
    } else if (rank[left]! > rank[right]!) {
      taken = right;
      right = next[right]!;
    } else {
      taken = left;
      const emptied = right;
      left = next[left]!;
      right = next[right]!;
      store.static[taken]! += store.static[emptied]!;
      store.below[taken]! += store.below[emptied]!;
      next[emptied] = store.free;
      store.free = emptied;
    }
    if (last === 0) head = taken;
    else next[last] = taken;
    last = taken;
  }
  const rest = left === 0 ? right : left;
  if (last === 0) return rest;
  next[last] = rest;
  return head;
}
