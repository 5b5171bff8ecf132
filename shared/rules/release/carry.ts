import { MAX_AMOUNT } from '../../kernel';
import { createPendingStore, extended, growPendingStore, type PendingStore } from './pending';

// The scan goes from the last member to the first. What it has seen, and whose sponsor is still to come, it holds in
// levels, one for each depth that has such members, deepest on top. A member at depth d takes the level of depth d + 1,
// which is then complete (all its downline has been seen), and adds itself to the level of depth d.

/** One level in exact form: sums over the members at its depth whose sponsor is still to come. */
export interface WideLevel {
  readonly depth: number;
  /** Static of these members: the sponsor's first generation. */
  children: bigint;
  /** Static of the members they sponsored: the sponsor's second generation. */
  grandchildren: bigint;
  /** Static of these members and their whole downlines. */
  line: bigint;
  /** The part of `line` with no ranked member above it yet. */
  open: bigint;
  /** Cash settled today of these members and their whole downlines, in fen. */
  volume: bigint;
  /** What ranked members pass up (see PendingStore), lowest rank first, each rank once. */
  pending: WidePending[];
}

export interface WidePending {
  readonly rank: number;
  static: bigint;
  below: bigint;
}

/** The levels in big integers: always exact, whatever the amounts. */
export interface WideCarry {
  readonly form: 'wide';
  readonly levels: WideLevel[];
  /** Static of all members seen. */
  staticSeen: bigint;
  /** Cash settled today of all members seen, each counted without its sign. */
  volumeSeen: bigint;
}

/** Sums of one level in NarrowCarry.sums, at level * LEVEL_WIDTH + ...: one cache line each. */
export const LEVEL_WIDTH = 8;
export const CHILDREN = 0;
export const GRANDCHILDREN = 1;
export const LINE = 2;
export const OPEN = 3;
export const VOLUME = 4;

/** The same levels in doubles, for sums known to stay below 2^53. Level 0 stands for "nothing" and has depth -1. */
export interface NarrowCarry {
  readonly form: 'narrow';
  top: number;
  depth: Int32Array;
  sums: Float64Array;
  pending: Int32Array;
  readonly store: PendingStore;
  /** What the orders of the member at hand held, in case its close has to be taken back. */
  before: Float64Array;
  staticSeen: number;
  volumeSeen: number;
}

/** What crosses a page boundary when a forest is closed page by page, from the last page to the first. */
export interface ReleaseCarry {
  state: NarrowCarry | WideCarry;
}

const FIRST_CAPACITY = 64;

function emptyNarrow(): NarrowCarry {
  return {
    form: 'narrow',
    top: 0,
    depth: new Int32Array(FIRST_CAPACITY).fill(-1, 0, 1),
    sums: new Float64Array(FIRST_CAPACITY * LEVEL_WIDTH),
    pending: new Int32Array(FIRST_CAPACITY),
    store: createPendingStore(FIRST_CAPACITY),
    before: new Float64Array(FIRST_CAPACITY),
    staticSeen: 0,
    volumeSeen: 0,
  };
}

/** The carry before the last page: nothing seen. */
export const createCarry = (): ReleaseCarry => ({ state: emptyNarrow() });

/** Makes room for one more level, one more pending entry and a member of `orders` orders. Answers whether it was short. */
export function growNarrow(carry: NarrowCarry, orders = 0): boolean {
  const capacity = 2 * carry.depth.length;
  const levelsShort = carry.top + 1 === carry.depth.length;
  const pendingShort = carry.store.free === 0;
  const beforeShort = orders > carry.before.length;
  if (levelsShort) {
    carry.depth = extended(carry.depth, new Int32Array(capacity));
    carry.sums = extended(carry.sums, new Float64Array(capacity * LEVEL_WIDTH));
    carry.pending = extended(carry.pending, new Int32Array(capacity));
  }
  if (pendingShort) growPendingStore(carry.store);
  if (beforeShort) carry.before = new Float64Array(2 * orders);
  return levelsShort || pendingShort || beforeShort;
}

/** The carry in exact form, as a copy. */
export function widen(carry: NarrowCarry | WideCarry): WideCarry {
  if (carry.form === 'wide') return carry;
  const { store } = carry;
  const levels: WideLevel[] = [];
  for (let level = 1; level <= carry.top; level++) {
    const sum = (which: number) => BigInt(carry.sums[level * LEVEL_WIDTH + which]!);
    const pending: WidePending[] = [];
    for (let entry = carry.pending[level]!; entry !== 0; entry = store.next[entry]!)
      pending.push({
        rank: store.rank[entry]!,
        static: BigInt(store.static[entry]!),
        below: BigInt(store.below[entry]!),
      });
    levels.push({
      depth: carry.depth[level]!,
      children: sum(CHILDREN),
      grandchildren: sum(GRANDCHILDREN),
      line: sum(LINE),
      open: sum(OPEN),
      volume: sum(VOLUME),
      pending,
    });
  }
  return { form: 'wide', levels, staticSeen: BigInt(carry.staticSeen), volumeSeen: BigInt(carry.volumeSeen) };
}

/** The carry in doubles, or undefined when its sums may not stay exact in them. */
export function narrow(carry: NarrowCarry | WideCarry, staticLimit: number): NarrowCarry | undefined {
  if (carry.staticSeen > staticLimit || carry.volumeSeen > MAX_AMOUNT) return undefined;
  if (carry.form === 'narrow') return carry;
  const made = emptyNarrow();
  made.staticSeen = Number(carry.staticSeen);
  made.volumeSeen = Number(carry.volumeSeen);
  for (const level of carry.levels) {
    growNarrow(made);
    made.top++;
    made.depth[made.top] = level.depth;
    const sums = [level.children, level.grandchildren, level.line, level.open, level.volume];
    made.sums.set(sums.map(Number), made.top * LEVEL_WIDTH);
    let following = 0;
    for (const { rank, static: held, below } of level.pending.toReversed()) {
      growNarrow(made);
      const { store } = made;
      const entry = store.free;
      store.free = store.next[entry]!;
      store.rank[entry] = rank;
      store.static[entry] = Number(held);
      store.below[entry] = Number(below);
      store.next[entry] = following;
      following = entry;
    }
    made.pending[made.top] = following;
  }
  return made;
}
