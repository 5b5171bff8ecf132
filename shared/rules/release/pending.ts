/**
 * What ranked members pass up the line, in lists without an object per member. A list belongs to a level of the scan
 * and names each rank at most once, lowest first. An entry of rank k holds
 * - `static`: the static below members of rank k with no higher rank between, for the differential of who is above;
 * - `below`: the sum, over members of rank k whose nearest upline of rank >= k is still to come, of all static below
 *   them, for the same-rank bonus.
 * A list is the number of its first entry, 0 when empty. Entries are taken from one store and go back to it. Each
 * ranked member makes at most one entry and takes over those of lower and of equal rank, so the work is linear.
 */
export interface PendingStore {
  /** Of entry e: its rank at 2e, the entry after it at 2e + 1. Entry 0 is none; after it come those not in use. */
  links: Int32Array;
  /** Of entry e: `static` at 2e, `below` at 2e + 1. */
  sums: Float64Array;
}

function chainFree(links: Int32Array, from: number): void {
  const entries = links.length >> 1;
  for (let entry = from; entry < entries - 1; entry++) links[2 * entry + 1] = entry + 1;
  links[1] = from;
}

/** A store for `capacity` entries. */
export function createPendingStore(capacity: number): PendingStore {
  const links = new Int32Array(2 * (capacity + 1));
  chainFree(links, 1);
  return { links, sums: new Float64Array(2 * (capacity + 1)) };
}

/** The contents of one array, copied into a longer one. */
export const extended = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
  to.set(from);
  return to;
};

/** Whether no entry is left to take. */
export const isFull = (store: PendingStore): boolean => store.links[1] === 0;

/** Doubles a store that is full. */
export function growPendingStore(store: PendingStore): void {
  const { length } = store.links;
  store.links = extended(store.links, new Int32Array(2 * length));
  store.sums = extended(store.sums, new Float64Array(2 * length));
  chainFree(store.links, length >> 1);
}

/** Merges two lists into one and answers it; what both have of a rank is added up. */
export function mergePending({ links, sums }: PendingStore, left: number, right: number): number {
  let head = 0;
  let last = 0;
  while (left !== 0 && right !== 0) {
    const leftRank = links[left << 1]!;
    const rightRank = links[right << 1]!;
    let taken = left;
    if (leftRank > rightRank) {
      taken = right;
      right = links[(right << 1) + 1]!;
    } else {
      left = links[(left << 1) + 1]!;
      if (leftRank === rightRank) {
        const emptied = right;
        right = links[(right << 1) + 1]!;
        sums[taken << 1]! += sums[emptied << 1]!;
        sums[(taken << 1) + 1]! += sums[(emptied << 1) + 1]!;
        links[(emptied << 1) + 1] = links[1]!;
        links[1] = emptied;
      }
    }
    if (last === 0) head = taken;
    else links[(last << 1) + 1] = taken;
    last = taken;
  }
  const rest = left === 0 ? right : left;
  if (last === 0) return rest;
  links[(last << 1) + 1] = rest;
  return head;
}
