import type { Journal } from '../journal';

/** A list kept in order, in chunks, so that an entry goes in or out without moving all the others. */
export class SortedList<Entry> {
  readonly #chunks: Entry[][] = [];
  readonly #compare: (a: Entry, b: Entry) => number;
  readonly #journal: Journal | undefined;
  static readonly #chunkLength = 512;

  constructor(compare: (a: Entry, b: Entry) => number, journal?: Journal) {
    this.#compare = compare;
    this.#journal = journal;
  }

  /** Fills an empty list; much faster than adding one by one. */
  fill(entries: Entry[]): void {
    const ordered = [...entries].sort(this.#compare);
    for (let i = 0; i < ordered.length; i += SortedList.#chunkLength / 2)
      this.#chunks.push(ordered.slice(i, i + SortedList.#chunkLength / 2));
  }

  add(entry: Entry): void {
    if (this.#chunks.length === 0) {
      this.#exchange(0, 0, [[entry]]);
      return;
    }
    const at = this.#chunkFor((other) => this.#compare(other, entry));
    const chunk = this.#chunks[at]!;
    const grown = chunk.toSpliced(
      lowerBound(chunk, (other) => this.#compare(other, entry)),
      0,
      entry,
    );
    const half = grown.length >> 1;
    const isFull = grown.length > SortedList.#chunkLength;
    this.#exchange(at, 1, isFull ? [grown.slice(0, half), grown.slice(half)] : [grown]);
  }

  remove(entry: Entry): void {
    if (this.#chunks.length === 0) return;
    const at = this.#chunkFor((other) => this.#compare(other, entry));
    const chunk = this.#chunks[at]!;
    const i = lowerBound(chunk, (other) => this.#compare(other, entry));
    if (i >= chunk.length || this.#compare(chunk[i]!, entry) !== 0) return;
    this.#exchange(at, 1, chunk.length === 1 ? [] : [chunk.toSpliced(i, 1)]);
  }

  /** Chunks are never changed in place, so that what was there can be put back without comparing anything. */
  #exchange(at: number, count: number, chunks: Entry[][]): void {
    const before = this.#chunks.splice(at, count, ...chunks);
    this.#journal?.note(() => this.#chunks.splice(at, chunks.length, ...before));
  }

  /**
   * The entries within bounds, in order. `side` tells for an entry whether it lies before (-1), within (0) or after (1)
   * the bounds, and must not fall along the list.
   */
  *range(side: (entry: Entry) => number, isBackward = false): Generator<Entry> {
    if (isBackward) {
      const past = (entry: Entry): number => (side(entry) > 0 ? 1 : -1);
      for (let at = Math.min(this.#chunkFor(past), this.#chunks.length - 1); at >= 0; at--) {
        const chunk = this.#chunks[at]!;
        for (let i = lowerBound(chunk, past) - 1; i >= 0; i--) {
          if (side(chunk[i]!) < 0) return;
          yield chunk[i]!;
        }
      }
      return;
    }
    for (let at = this.#chunkFor(side); at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at]!;
      for (let i = lowerBound(chunk, side); i < chunk.length; i++) {
        if (side(chunk[i]!) > 0) return;
        yield chunk[i]!;
      }
    }
  }

  /** How many entries lie within bounds: exact within a chunk or two, else about so many. */
  count(side: (entry: Entry) => number): number {
    if (this.#chunks.length === 0) return 0;
    const past = (entry: Entry): number => (side(entry) > 0 ? 1 : -1);
    const [first, last] = [this.#chunkFor(side), this.#chunkFor(past)];
    const [from, to] = [lowerBound(this.#chunks[first]!, side), lowerBound(this.#chunks[last]!, past)];
    if (first === last) return to - from;
    const between = Math.max(0, last - first - 1) * (SortedList.#chunkLength / 2);
    return this.#chunks[first]!.length - from + between + to;
  }

  /** The first chunk whose last entry is not before the place looked for, else the last chunk. */
  #chunkFor(side: (entry: Entry) => number): number {
    const at = lowerBound(this.#chunks, (chunk) => side(chunk[chunk.length - 1]!));
    return Math.min(at, Math.max(0, this.#chunks.length - 1));
  }
}

/** The first place whose item is not before. */
function lowerBound<Item>(items: readonly Item[], side: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (side(items[middle]!) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
