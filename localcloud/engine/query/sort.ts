import { compareValues } from '../value/compare';
import type { Fields, Value } from '../value/value';
import { fieldOf } from '../value/value';
import type { Room } from './room';
import { valuesAt } from './walk';

export type SortSpec = Array<{ path: string; order: 1 | -1 }>;

/** The value by which a document is ordered: of an array its least, or descending its greatest element. */
function sortKey(document: Fields, path: string, order: 1 | -1): Value | undefined {
  if (!path.includes('.')) {
    const value = fieldOf(document, path);
    if (value === undefined) return null;
    if (!Array.isArray(value)) return value;
  }
  let best: Value | undefined;
  let isFirst = true;
  for (const value of valuesAt(document, path)) {
    if (isFirst || compareValues(value, best) * order < 0) best = value;
    isFirst = false;
  }
  return isFirst ? null : best;
}

interface Keyed<T> {
  document: T;
  keys: Array<Value | undefined>;
  /** Its place before the ordering: among equals the first comes first. */
  at: number;
  bytes: number;
}

function compareKeyed(a: Keyed<unknown>, b: Keyed<unknown>, sort: SortSpec): number {
  for (let i = 0; i < sort.length; i++) {
    const order = compareValues(a.keys[i], b.keys[i]);
    if (order) return order * sort[i]!.order;
  }
  return a.at - b.at;
}

/** How two documents stand to one another in an order; 0 where it does not tell them apart. */
export function compareDocuments(a: Fields, b: Fields, sort: SortSpec): number {
  for (const { path, order } of sort) {
    const side = compareValues(sortKey(a, path, order), sortKey(b, path, order));
    if (side) return side * order;
  }
  return 0;
}

/** A stable ordering of documents; the input is left as it is. */
export function sortDocuments<T extends Fields>(documents: Iterable<T>, sort: SortSpec): T[] {
  return firstInOrder(documents, sort, Number.POSITIVE_INFINITY);
}

/**
 * The first so many documents of a stable ordering; no more than these are ever held, and the input is left as it is.
 * @throws DatabaseError when they do not fit into `room`.
 */
export function firstInOrder<T extends Fields>(
  documents: Iterable<T>,
  sort: SortSpec,
  count: number,
  room?: Room,
): T[] {
  // A heap with the last of them on top, once there are as many as are wanted.
  const held: Array<Keyed<T>> = [];
  let at = 0;
  let isHeap = false;
  for (const document of documents) {
    if (count === 0) return [];
    const keys = sort.map(({ path, order }) => sortKey(document, path, order));
    const keyed = { document, keys, at: at++, bytes: 0 };
    if (held.length < count) held.push(keyed);
    else {
      if (!isHeap) for (let i = held.length >> 1; i >= 0; i--) sink(held, i, sort);
      isHeap = true;
      if (compareKeyed(keyed, held[0]!, sort) >= 0) continue;
      room?.leave(held[0]!.bytes);
      held[0] = keyed;
      sink(held, 0, sort);
    }
    if (room) keyed.bytes = room.take(document);
  }
  return held.sort((a, b) => compareKeyed(a, b, sort)).map(({ document }) => document);
}

function sink<T>(heap: Array<Keyed<T>>, from: number, sort: SortSpec): void {
  for (let i = from; ; ) {
    let last = i;
    for (const child of [2 * i + 1, 2 * i + 2])
      if (child < heap.length && compareKeyed(heap[child]!, heap[last]!, sort) > 0) last = child;
    if (last === i) return;
    [heap[i], heap[last]] = [heap[last]!, heap[i]!];
    i = last;
  }
}
