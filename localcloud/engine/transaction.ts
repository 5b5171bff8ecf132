import type { Collection, Source } from './collection';
import type { PendingKeys } from './uniqueness';
import type { Document, Value } from './value/value';

/** One document that a transaction has written but not committed; undefined when it removed it. */
export interface Written {
  collection: string;
  id: Value;
  after: Document | undefined;
}

/**
 * An open transaction: its writes so far, and what the documents that others changed meanwhile were when it began
 * to read. Together with the collections as they are, that is its snapshot.
 */
export class Transaction {
  /** Writes by document, in order of the first write. */
  readonly writes = new Map<string, Written>();
  /** Documents changed by others since the snapshot, as they were then. */
  readonly before = new Map<string, Document | undefined>();
  /** Set by the first operation, as in MongoDB: the snapshot is taken then, not at the start. */
  hasSnapshot = false;
  /** Bytes of the documents written so far. */
  bytes = 0;
  /** Documents and unique keys that only this transaction may write until it ends. */
  readonly locks = new Set<string>();
  /** By collection: the unique keys as they will be after its writes. */
  readonly keys = new Map<string, PendingKeys>();
  readonly #ended: Array<() => void> = [];

  constructor(
    readonly id: string,
    /** The invocation that opened it; ends with it. */
    readonly invocationId: string | null,
    readonly startedAt: number,
  ) {}

  /** Calls back once the transaction was committed or aborted. */
  onEnd(callback: () => void): void {
    this.#ended.push(callback);
  }

  end(): void {
    for (const callback of this.#ended.splice(0)) callback();
  }
}

/** The name of a document among locks and snapshots. */
export const documentKey = (collection: string, id: Value): string => `${collection}\n${typeof id}\n${String(id)}`;

/** The name of a unique key among locks. */
export const uniqueKey = (collection: string, index: string, text: string): string =>
  `${collection}\nkey ${index}\n${text}`;

/** A collection as a transaction sees it: as it was at the snapshot, with its own writes in place. */
export function asSeenBy(transaction: Transaction, collection: Collection): Source {
  const prefix = `${collection.name}\n`;
  const seen = new Map<string, Document | undefined>();
  for (const [key, before] of transaction.before) if (key.startsWith(prefix)) seen.set(key, before);
  for (const [key, { after }] of transaction.writes) if (key.startsWith(prefix)) seen.set(key, after);
  if (seen.size === 0) return collection;
  return {
    indexes: collection.indexes,
    candidates: (query, sort) => ({
      documents: inPlace(collection, collection.candidates(query, []).documents, seen),
      isSorted: sort.length === 0,
    }),
  };
}

/** Each document as it is seen, where it stands; those that the indexes do not know as they are seen come last. */
function* inPlace(
  collection: Collection,
  documents: Iterable<Document>,
  seen: ReadonlyMap<string, Document | undefined>,
): Generator<Document> {
  const rest = new Map(seen);
  for (const document of documents) {
    const key = documentKey(collection.name, document._id);
    if (!seen.has(key)) {
      yield document;
      continue;
    }
    rest.delete(key);
    const instead = seen.get(key);
    if (instead) yield instead;
  }
  for (const instead of rest.values()) if (instead) yield instead;
}
