import type { Collection } from './collection';
import type { KeyIndex } from './keys/keys';
import type { Written } from './transaction';
import type { Document, Value } from './value/value';

/** A unique key that a document takes. */
export interface Claim {
  index: KeyIndex;
  text: string;
}

/** The unique keys of a document; none for a removed one. */
export function claimsOf(collection: Collection | undefined, document: Document | undefined): Claim[] {
  if (!collection || !document) return [];
  return collection.indexes.flatMap((index) => index.uniqueTexts(document).map((text) => ({ index, text })));
}

/**
 * The document that already has one of these unique keys, as the collection will be after `pending`.
 * @returns undefined when all keys are free.
 */
export function takenBy(
  collection: Collection,
  document: Document,
  pending: Iterable<Written>,
): { index: KeyIndex; holder: Value } | undefined {
  const claims = claimsOf(collection, document);
  if (claims.length === 0) return undefined;
  const changed = new Map<Value, Document | undefined>();
  for (const write of pending) if (write.collection === collection.name) changed.set(write.id, write.after);
  for (const { index, text } of claims) {
    const holder = index.holderOf(text);
    if (holder && holder._id !== document._id && !changed.has(holder._id)) return { index, holder: holder._id };
    for (const [id, after] of changed)
      if (id !== document._id && after && index.uniqueTexts(after).includes(text)) return { index, holder: id };
  }
  return undefined;
}
