import { failedInsert, failedUpdate } from '../errors';
import type { Journal } from '../journal';
import { schemaLimits } from '../limits';
import { shapeOf } from '../query/shapes';
import { walk } from '../query/walk';
import type { IndexDeclaration } from '../schema';
import { areEqual, compareValues } from '../value/compare';
import { stringifyStored } from '../value/ejson';
import { show } from '../value/show';
import { storedSize } from '../value/size';
import { type Document, fieldOf, isFields, type Value } from '../value/value';
import { type Key, keysAt, Unkeyable } from './extract';
import { SortedList } from './sortedList';

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
  /** Whether a field has several entries of some document: an order by it is none of the index's. */
  isManyAt(place: number): boolean;
  /** About how many entries a key has that starts with these values: exact where they are few. */
  count(prefix: Key): number;
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
  /** The fields of which some document has several entries, by their place. */
  #manyAt: ReadonlySet<number> = new Set();
  readonly #entries: SortedList<Entry>;
  readonly #unique = new Map<string, Document>();
  readonly #journal: Journal | undefined;

  constructor(declaration: IndexDeclaration, journal?: Journal) {
    this.#journal = journal;
    this.#entries = new SortedList<Entry>((a, b) => this.#compareEntries(a, b), journal);
    const ordered = declaration.fields.filter((field) => field.order !== '2dsphere');
    this.name = declaration.name;
    this.paths = ordered.map(({ field }) => field);
    this.orders = ordered.map(({ order }) => order as 1 | -1);
    this.places = declaration.fields.filter(({ order }) => order === '2dsphere').map(({ field }) => field);
    this.isUnique = declaration.unique === true;
  }

  /** Takes in the documents of a collection that is being opened. @throws Unkeyable */
  fill(documents: Iterable<Document>): void {
    const entries: Entry[] = [];
    for (const document of documents) {
      const keys = this.keysOf(document);
      if (keys.length > 1) this.#noteMany(keys);
      for (const key of keys) entries.push({ key, document });
      if (this.isUnique) for (const key of keys) this.#unique.set(keyText(key), document);
    }
    if (this.paths.length > 0) this.#entries.fill(entries);
  }

  /** Every change is noted in the journal: whatever throws in the midst of a write, it can be taken back. */
  add(document: Document): void {
    const keys = this.keysOf(document);
    if (keys.length > 1) this.#noteMany(keys);
    if (this.paths.length > 0) for (const key of keys) this.#entries.add({ key, document });
    if (this.isUnique) for (const key of keys) this.#hold(keyText(key), document);
  }

  remove(document: Document): void {
    const keys = this.keysOf(document);
    if (this.paths.length > 0) for (const key of keys) this.#entries.remove({ key, document });
    if (!this.isUnique) return;
    for (const text of keys.map(keyText)) {
      const holder = this.#unique.get(text);
      if (holder && areEqual(holder._id, document._id)) this.#hold(text, undefined);
    }
  }

  #hold(text: string, document: Document | undefined): void {
    const before = this.#unique.get(text);
    this.#set(text, document);
    this.#journal?.note(() => this.#set(text, before));
  }

  #set(text: string, document: Document | undefined): void {
    if (document) this.#unique.set(text, document);
    else this.#unique.delete(text);
  }

  get isMultikey(): boolean {
    return this.#manyAt.size > 0;
  }

  isManyAt(place: number): boolean {
    return this.#manyAt.has(place);
  }

  #noteMany(keys: readonly Key[]): void {
    const [first] = keys;
    const many = this.paths
      .map((_path, place) => place)
      .filter(
        (place) => !this.#manyAt.has(place) && keys.some((key) => compareValues(key[place], first![place]) !== 0),
      );
    if (many.length === 0) return;
    const before = this.#manyAt;
    this.#manyAt = new Set([...before, ...many]);
    this.#journal?.note(() => {
      this.#manyAt = before;
    });
  }

  /** The keys under which a document is entered; a missing field is null. @throws Unkeyable */
  keysOf(document: Document): Key[] {
    const single: Value[] = [];
    for (const path of this.paths) {
      const value = path.includes('.') ? undefined : (fieldOf(document, path) ?? null);
      if (value === undefined || Array.isArray(value)) return keysAt(document, this.paths);
      single.push(value);
    }
    return [single];
  }

  /** Texts of a document's keys by which they are compared, empty when the index is not unique. */
  uniqueTexts(document: Document): string[] {
    return this.isUnique ? this.keysOf(document).map(keyText) : [];
  }

  holderOf(uniqueText: string): Document | undefined {
    return this.#unique.get(uniqueText);
  }

  /**
   * Refuses a document that cannot be entered, before anything is changed. `isInsert` chooses the error's words.
   * @throws DatabaseError for parallel arrays, too many or too large keys, and places that are none.
   */
  check(document: Document, isInsert: boolean): void {
    const refuse = isInsert ? failedInsert : failedUpdate;
    for (const path of this.places)
      walk(document, path.split('.'), false, (value) => {
        if (!isPlaces(value)) throw refuse(`Can't extract geo keys: ${stringifyStored(document).slice(0, 200)}`);
        return false;
      });
    try {
      for (const key of this.keysOf(document)) this.#checkSize(key, refuse);
    } catch (error) {
      throw error instanceof Unkeyable ? refuse(`${error.message} (index ${this.name})`) : error;
    }
  }

  #checkSize(key: Key, refuse: typeof failedInsert): void {
    let bytes = 0;
    for (const value of key) bytes += storedSize(value ?? null);
    if (bytes <= schemaLimits.keyBytes) return;
    const shown = this.labelled(key.map((value) => show(value).slice(0, 60)));
    throw refuse(
      `WiredTigerIndex::insert: key too large to index, failing ${bytes} ${shown}: index ${this.name} takes ${schemaLimits.keyBytes} bytes`,
    );
  }

  /** `{ phone: "1" }`: the key as the duplicate key error shows it. */
  labelled(values: readonly string[]): string {
    return `{ ${this.paths.map((path, i) => `${path}: ${values[i]}`).join(', ')} }`;
  }

  count(prefix: Key): number {
    return this.#entries.count(this.#sideOf(prefix, undefined));
  }

  #sideOf(prefix: Key, bounds: Bounds | undefined): (entry: Entry) => number {
    return (entry) => {
      for (let i = 0; i < prefix.length; i++) {
        const order = compareValues(entry.key[i], prefix[i]);
        if (order) return order * this.orders[i]!;
      }
      if (!bounds) return 0;
      return bounds(entry.key[prefix.length]) * this.orders[prefix.length]!;
    };
  }

  *range(prefix: Key, bounds: Bounds | undefined, isBackward: boolean): Generator<Document> {
    const side = this.#sideOf(prefix, bounds);
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

/** A field without a value is no place but no fault either, as in MongoDB. */
function isPlaces(value: Value | undefined): boolean {
  if (value === undefined || value === null || shapeOf(value)) return true;
  if (Array.isArray(value)) return value.every(shapeOf);
  return isFields(value) && Object.keys(value).length === 0;
}

/** One text for equal keys: the usual scalars by themselves, everything else as it is stored. */
function keyText(key: Key): string {
  let text = '';
  for (const value of key) {
    if (typeof value === 'string') text += `"${value.length}:${value}`;
    else if (typeof value === 'number') text += `#${value}`;
    else text += value === undefined ? 'undefined' : stringifyStored(withoutMinus(value));
  }
  return text;
}

/** Whether a value lies below (-1), within (0) or above (1) what a query asks for, in ascending order. */
export type Bounds = (value: Value | undefined) => number;

/** Zero and minus zero are one key, within subdocuments too. */
function withoutMinus(value: Value): Value {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (Array.isArray(value)) return value.map(withoutMinus);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.keys(value).map((key) => [key, withoutMinus(value[key] as Value)]));
}
