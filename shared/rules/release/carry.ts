import { MAX_AMOUNT } from '../../kernel';
import { createPendingStore, extended, growPendingStore, isFull, type PendingStore } from './pending';

// The scan goes from the last member to the first. What it has seen, and whose referrer is still to come, it holds in
// levels, one for each depth that has such members, deepest on top. A member at depth d takes the level of depth d + 1,
// which is then complete (all its downline has been seen), and adds itself to the level of depth d. There are only as
// many levels as depths with members waiting: one for a chain of any length.

/** One level in exact form: sums over the members at its depth whose referrer is still to come. */
export interface WideLevel {
  readonly depth: number;
  /** Static of these members: the referrer's first generation. */
  children: bigint;
  /** Static of the members they referred: the referrer's second generation. */
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

/** Where the sums of a level stand in NarrowCarry.sums, counted from level * Sum.Width. */
export enum Sum {
  Children = 0,
  Grandchildren = 1,
  Line = 2,
  Open = 3,
  Volume = 4,
  /** One cache line. */
  Width = 8,
}

/** The same levels in doubles, for sums known to stay below 2^53. Level 0 stands for "nothing" and has depth -1. */
export interface NarrowCarry {
  readonly form: 'narrow';
  /** Number of the level on top. */
  top: number;
  /** Of level l: its depth at 2l, its list of pending entries at 2l + 1. */
  links: Int32Array;
  sums: Float64Array;
  readonly pending: PendingStore;
  /** Static of all members seen; their cash settled today, each counted without its sign. */
  readonly seen: Float64Array;
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
    links: new Int32Array(2 * FIRST_CAPACITY).fill(-1, 0, 1),
    sums: new Float64Array(FIRST_CAPACITY * Sum.Width),
    pending: createPendingStore(FIRST_CAPACITY),
    seen: new Float64Array(2),
  };
}

/** The carry before the last page: nothing seen. */
export const createCarry = (): ReleaseCarry => ({ state: emptyNarrow() });

/** Makes room for one more level and one more pending entry. Answers whether there was none. */
export function growNarrow(carry: NarrowCarry): boolean {
  const { length } = carry.links;
  const levelsShort = carry.top + 1 === length >> 1;
  const pendingShort = isFull(carry.pending);
  if (levelsShort) {
    carry.links = extended(carry.links, new Int32Array(2 * length));
    carry.sums = extended(carry.sums, new Float64Array(length * Sum.Width));
  }
  if (pendingShort) growPendingStore(carry.pending);
  return levelsShort || pendingShort;
}

/** The carry in exact form, as a copy. */
export function widen(carry: NarrowCarry | WideCarry): WideCarry {
  if (carry.form === 'wide') return carry;
  const { links, sums } = carry.pending;
  const levels: WideLevel[] = [];
  for (let level = 1; level <= carry.top; level++) {
    const sum = (which: Sum) => BigInt(carry.sums[level * Sum.Width + which]!);
    const pending: WidePending[] = [];
    for (let entry = carry.links[2 * level + 1]!; entry !== 0; entry = links[2 * entry + 1]!)
      pending.push({
        rank: links[2 * entry]!,
        static: BigInt(sums[2 * entry]!),
        below: BigInt(sums[2 * entry + 1]!),
      });
    levels.push({
      depth: carry.links[2 * level]!,
      children: sum(Sum.Children),
      grandchildren: sum(Sum.Grandchildren),
      line: sum(Sum.Line),
      open: sum(Sum.Open),
      volume: sum(Sum.Volume),
      pending,
    });
  }
  return { form: 'wide', levels, staticSeen: BigInt(carry.seen[0]!), volumeSeen: BigInt(carry.seen[1]!) };
}

/** A list of a narrow carry with these entries. */
function listed(carry: NarrowCarry, entries: readonly WidePending[]): number {
  let following = 0;
  for (const { rank, static: held, below } of [...entries].reverse()) {
    growNarrow(carry);
    const { links, sums } = carry.pending;
    const entry = links[1]!;
    links[1] = links[2 * entry + 1]!;
    links[2 * entry] = rank;
    links[2 * entry + 1] = following;
    sums[2 * entry] = Number(held);
    sums[2 * entry + 1] = Number(below);
    following = entry;
  }
  return following;
}

/** The carry in doubles, or undefined when its sums might not be exact in them. */
export function narrow(carry: NarrowCarry | WideCarry, staticLimit: number): NarrowCarry | undefined {
  if (carry.form === 'narrow') return carry.seen[0]! <= staticLimit ? carry : undefined;
  if (carry.staticSeen > staticLimit || carry.volumeSeen > MAX_AMOUNT) return undefined;
  const made = emptyNarrow();
  made.seen.set([Number(carry.staticSeen), Number(carry.volumeSeen)]);
  for (const level of carry.levels) {
    growNarrow(made);
    made.top++;
    made.links[2 * made.top] = level.depth;
    made.links[2 * made.top + 1] = listed(made, level.pending);
    const sums = [level.children, level.grandchildren, level.line, level.open, level.volume];
    made.sums.set(sums.map(Number), made.top * Sum.Width);
  }
  return made;
}
