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
