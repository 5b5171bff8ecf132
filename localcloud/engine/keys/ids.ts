import type { Journal } from '../journal';
import { compareValues } from '../value/compare';
import type { Document } from '../value/value';
import type { Key } from './extract';
import type { Bounds, Ordered } from './keys';
import { SortedList } from './sortedList';

/** What the index on `_id` keeps: a place that always holds the document as it is now. */
interface Holder {
  readonly document: Document;
}

/**
 * The index on `_id` that every collection has. It keeps the rows, not their documents, so that an update, which never
 * changes the `_id`, costs it nothing.
 */
export class IdIndex implements Ordered {
  readonly paths = ['_id'];
  readonly orders: Array<1 | -1> = [1];
  readonly isMultikey = false;
  readonly #rows: SortedList<Holder>;

  constructor(journal?: Journal) {
    this.#rows = new SortedList<Holder>((a, b) => compareValues(a.document._id, b.document._id), journal);
  }

  fill(rows: Holder[]): void {
    this.#rows.fill(rows);
  }

  add(row: Holder): void {
    this.#rows.add(row);
  }

  remove(row: Holder): void {
    this.#rows.remove(row);
  }

  isManyAt(): boolean {
    return false;
  }

  count(prefix: Key): number {
    return prefix.length > 0 ? 1 : this.#rows.count(() => 0);
  }

  *range(prefix: Key, bounds: Bounds | undefined, isBackward: boolean): Generator<Document> {
    const side = ({ document }: Holder): number =>
      prefix.length > 0 ? compareValues(document._id, prefix[0]) : bounds ? bounds(document._id) : 0;
    for (const { document } of this.#rows.range(side, isBackward)) yield document;
  }
}
