import { failedInsert } from '../errors';
import { shapeOf } from '../query/shapes';
import { valuesAt } from '../query/walk';
import type { IndexDeclaration } from '../schema';
import { compareValues } from '../value/compare';
import { stringifyStored } from '../value/ejson';
import { type Document, fieldOf, type Value } from '../value/value';
import { SortedList } from './sortedlist';

/** One value for each field of an index. */
export type Key = ReadonlyArray<Value | undefined>;

/** Entries that one document may have in one index of several fields. */
const maxEntries = 100_000;

interface Entry {
  key: Key;
  document: Document;
}

/** What a plan reads: documents in the order of some fields. */
export interface Ordered {
  readonly paths: readonly string[];
  readonly orders: ReadonlyArray<1 | -1>;
  /** Whether some document has several entries: then two bounds of one field may be met by different elements. */
  readonly isMultikey: boolean;
  /**
   * Documents in the index's order whose key starts with these values and whose next field is within the bounds; those
   * of equal keys by `_id`. A document may come more than once when the index is multikey.
   */
  range(prefix: Key, bounds: Bounds | undefined, isBackward: boolean): Iterable<Document>;
}

/** A declared index over the documents of one collection. Values of arrays are entered one by one. */
export class KeyIndex implements Ordered {
  readonly name: string;
  readonly paths: string[];
  readonly orders: Array<1 | -1>;
  readonly isUnique: boolean;
  /** Fields that hold places: they are checked on the way in and serve near queries, which look at every document. */
  readonly places: string[];
  isMultikey = false;
  readonly #entries = new SortedList<Entry>((a, b) => this.#compareEntries(a, b));
  readonly #unique = new Map<string, Document>();

  constructor(declaration: IndexDeclaration) {
    const ordered = declaration.fields.filter((field) => field.order !== '2dsphere');
    this.name = declaration.name;
    this.paths = ordered.map(({ field }) => field);
    this.orders = ordered.map(({ order }) => order as 1 | -1);
    this.places = declaration.fields.filter(({ order }) => order === '2dsphere').map(({ field }) => field);
    this.isUnique = declaration.unique === true;
  }

  fill(documents: Iterable<Document>): void {
    const entries: Entry[] = [];
    for (const document of documents) {
      for (const key of this.keysOf(document)) entries.push({ key, document });
      for (const text of this.uniqueTexts(document)) this.#unique.set(text, document);
    }
    if (this.paths.length > 0) this.#entries.fill(entries);
  }

  add(document: Document): void {
    if (this.paths.length > 0) for (const key of this.keysOf(document)) this.#entries.add({ key, document });
    for (const text of this.uniqueTexts(document)) this.#unique.set(text, document);
  }

  remove(document: Document): void {
    if (this.paths.length > 0) for (const key of this.keysOf(document)) this.#entries.remove({ key, document });
    for (const text of this.uniqueTexts(document))
      if (this.#unique.get(text)?._id === document._id) this.#unique.delete(text);
  }

  /** The keys under which a document is entered; a missing field is null. */
  keysOf(document: Document): Key[] {
    const single: Value[] = [];
    for (const path of this.paths) {
      const value = path.includes('.') ? undefined : (fieldOf(document, path) ?? null);
      if (value === undefined || Array.isArray(value)) return this.#combinations(document);
      single.push(value);
    }
    return [single];
  }

  #combinations(document: Document): Key[] {
    let keys: Array<Array<Value | undefined>> = [[]];
    for (const path of this.paths) {
      const values = distinct(valuesAt(document, path));
      if (values.length > 1) this.isMultikey = true;
      keys = keys.flatMap((key) => values.map((value) => [...key, value]));
    }
    return keys;
  }

  /** Texts of a document's keys by which they are compared, empty when the index is not unique. */
  uniqueTexts(document: Document): string[] {
    return this.isUnique ? this.keysOf(document).map(keyText) : [];
  }

  holderOf(uniqueText: string): Document | undefined {
    return this.#unique.get(uniqueText);
  }

  /**
   * @throws DatabaseError when a field that is declared to hold places holds something else, or when arrays in several
   * fields would give more entries than an index takes of one document.
   */
  checkPlaces(document: Document): void {
    let entries = 1;
    if (this.paths.length > 1) for (const path of this.paths) entries *= Math.max(1, valuesAt(document, path).length);
    if (entries > maxEntries)
      throw failedInsert(
        `cannot index parallel arrays [${this.paths.join('] [')}]: they give ${entries} keys, at most ${maxEntries} are entered`,
      );
    for (const path of this.places)
      for (const value of [document[path]])
        if (value !== undefined && value !== null && !shapeOf(value) && !(Array.isArray(value) && value.every(shapeOf)))
          throw failedInsert(`Can't extract geo keys: ${stringifyStored(document).slice(0, 200)}`);
  }

  /** `{ phone: "1" }`: the key as the duplicate key error shows it. */
  labelled(values: readonly string[]): string {
    return `{ ${this.paths.map((path, i) => `${path}: ${values[i]}`).join(', ')} }`;
  }

  *range(prefix: Key, bounds: Bounds | undefined, isBackward: boolean): Generator<Document> {
    const side = (entry: Entry): number => {
      for (let i = 0; i < prefix.length; i++) {
        const order = compareValues(entry.key[i], prefix[i]);
        if (order) return order * this.orders[i]!;
      }
      if (!bounds) return 0;
      return bounds(entry.key[prefix.length]) * this.orders[prefix.length]!;
    };
    for (const entry of this.#entries.range(side, isBackward)) yield entry.document;
  }

  #compareEntries(a: Entry, b: Entry): number {
    for (let i = 0; i < a.key.length; i++) {
      const order = compareValues(a.key[i], b.key[i]);
      if (order) return order * this.orders[i]!;
    }
    return compareValues(a.document._id, b.document._id);
  }
}

/** One text for equal keys: the usual scalars by themselves, everything else as it is stored. */
function keyText(key: Key): string {
  let text = '';
  for (const value of key) {
    if (typeof value === 'string') text += `"${value.length}:${value}`;
    else if (typeof value === 'number') text += `#${value}`;
    else text += stringifyStored(value ?? null);
  }
  return text;
}

/** Whether a value lies below (-1), within (0) or above (1) what a query asks for, in ascending order. */
export type Bounds = (value: Value | undefined) => number;

function distinct(values: Array<Value | undefined>): Array<Value | undefined> {
  if (values.length < 2) return values.length ? values : [null];
  const scalars = new Set<Value | undefined>();
  const others: Value[] = [];
  return values.filter((value) => {
    if (typeof value !== 'object' || value === null) {
      if (scalars.has(value)) return false;
      scalars.add(value);
      return true;
    }
    if (others.some((other) => compareValues(other, value) === 0)) return false;
    others.push(value);
    return true;
  });
}
