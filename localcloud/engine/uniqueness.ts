import type { Collection } from './collection';
import type { KeyIndex } from './keys/keys';
import { areEqual } from './value/compare';
import type { Document, Value } from './value/value';

/** A unique key that a document takes. */
interface Claim {
  index: KeyIndex;
  text: string;
}

/** The unique keys of a document; none for a removed one. */
export function claimsOf(collection: Collection | undefined, document: Document | undefined): Claim[] {
  if (!collection || !document || !collection.hasUnique) return [];
  return collection.indexes.flatMap((index) => index.uniqueTexts(document).map((text) => ({ index, text })));
}

/** The unique keys of one collection as they will be after writes that are not applied yet. */
export class PendingKeys {
  readonly #takers = new Map<KeyIndex, Map<string, Value>>();
  readonly #keys = new Map<Value, Claim[]>();

  constructor(readonly collection: Collection) {}

  add(id: Value, after: Document | undefined): void {
    if (!this.collection.hasUnique) return;
    for (const { index, text } of this.#keys.get(id) ?? []) this.#takers.get(index)?.delete(text);
    const claims = claimsOf(this.collection, after);
    this.#keys.set(id, claims);
    for (const { index, text } of claims) {
      const takers = this.#takers.get(index) ?? new Map<string, Value>();
      this.#takers.set(index, takers.set(text, id));
    }
  }

  /** The document that has one of these unique keys already, or undefined when all are free. */
  takenBy(document: Document): { index: KeyIndex; holder: Value } | undefined {
    for (const { index, text } of claimsOf(this.collection, document)) {
      const taker = this.#takers.get(index)?.get(text);
      if (taker !== undefined && !areEqual(taker, document._id)) return { index, holder: taker };
      const holder = index.holderOf(text);
      if (holder && !areEqual(holder._id, document._id) && !this.#keys.has(holder._id))
        return { index, holder: holder._id };
    }
    return undefined;
  }
}
