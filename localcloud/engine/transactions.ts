import { randomBytes } from 'node:crypto';
import { type Collection, duplicateKey } from './collection';
import { computed } from './compute';
import { checkSize, findIn, newDocuments, replacement } from './documents';
import { exceeded, transactionBusy, transactionConflict, transactionMissing } from './errors';
import type { FindOptions, UpdateResult } from './requests';
import type { State } from './state';
import { asSeenBy, documentKey, Transaction, uniqueKey } from './transaction';
import { claimsOf, PendingKeys } from './uniqueness';
import { compileUpdate } from './update/update';
import { storedSize } from './value/size';
import type { Document, Fields, Value } from './value/value';

/** How many ended transactions are remembered, so that a late rollback of one is no error. */
const rememberedEnds = 1000;

/**
 * Snapshot transactions: reads by id and by query, writes of single documents. The first to write a document holds it; another that writes it fails at
 * once. As in MongoDB, any failure inside a transaction aborts it.
 */
export class Transactions {
  readonly #aborted = new Set<string>();

  constructor(readonly state: State) {}

  /** @returns the id of a new transaction. */
  begin(invocationId: string | null): string {
    this.state.throwIfClosed();
    this.state.expire();
    if (this.state.transactions.size >= this.state.limits.openTransactions) throw transactionBusy();
    const id = randomBytes(16).toString('hex');
    this.state.transactions.set(id, new Transaction(id, invocationId, this.state.now()));
    return id;
  }

  /** Whether this invocation has a transaction open. */
  isOpenIn(invocationId: string): boolean {
    this.state.expire();
    for (const transaction of this.state.transactions.values())
      if (transaction.invocationId === invocationId) return true;
    return false;
  }

  get(id: string, name: string, documentId: Value): Document | undefined {
    return this.#run(id, name, (transaction, collection) => this.#see(transaction, collection, documentId));
  }

  /**
   * A query on the snapshot and the transaction's own writes. What it reads is not held: as in MongoDB, only writing a
   * document that another changed since the snapshot is a conflict. The rows must not be changed.
   */
  find(id: string, name: string, query: Fields, options: FindOptions): Fields[] {
    return this.#run(id, name, (transaction, collection) =>
      computed(this.state.limits, [query, options.sort, options.projection], () =>
        findIn(asSeenBy(transaction, collection), query, options, { now: this.state.now() }),
      ),
    );
  }

  /** Updates the first match of the snapshot and answers with it as it is then. */
  updateAndReturn(id: string, name: string, query: Fields, fields: Fields): { updated: number; document?: Document } {
    return this.#run(id, name, (transaction, collection) => {
      const context = { now: this.state.now() };
      const changed = computed(
        this.state.limits,
        [query],
        () => {
          const update = compileUpdate(fields);
          const [document] = findIn(asSeenBy(transaction, collection), query, { limit: 1 }, context) as Document[];
          return document && { document, after: update.apply(document, query, context) };
        },
        fields,
      );
      if (!changed) return { updated: 0 };
      const { document, after } = changed;
      this.#lock(transaction, name, document._id);
      if (after !== document) {
        checkSize(after, this.state.limits, false);
        this.#put(transaction, collection, after, false);
      }
      return { updated: 1, document: after };
    });
  }

  insert(id: string, name: string, all: Fields[]): string[] {
    return this.#run(id, name, (transaction, collection) => {
      return newDocuments(all, this.state.limits).map((document) => {
        // Whatever another transaction or write did to this id since the snapshot is a conflict, not a duplicate.
        this.#lock(transaction, name, document._id);
        if (this.#see(transaction, collection, document._id)) throw duplicateKey(name, '_id', document, true);
        this.#put(transaction, collection, document, true);
        return document._id;
      });
    });
  }

  update(id: string, name: string, documentId: Value, fields: Fields): UpdateResult {
    return this.#run(id, name, (transaction, collection) => {
      const { limits } = this.state;
      const update = computed(limits, [], () => compileUpdate(fields), fields);
      const document = this.#see(transaction, collection, documentId);
      if (!document) return { matched: 0, updated: 0 };
      this.#lock(transaction, name, documentId);
      const query = { _id: documentId };
      const after = computed(limits, [], () => update.apply(document, query, { now: this.state.now() }), fields);
      if (after === document) return { matched: 1, updated: 0 };
      checkSize(after, this.state.limits, false);
      this.#put(transaction, collection, after, false);
      return { matched: 1, updated: 1 };
    });
  }

  set(id: string, name: string, documentId: Value, fields: Fields): UpdateResult {
    return this.#run(id, name, (transaction, collection) => {
      const after = replacement(documentId, fields, this.state.limits);
      this.#lock(transaction, name, documentId);
      const exists = this.#see(transaction, collection, documentId) !== undefined;
      this.#put(transaction, collection, after, !exists);
      return exists ? { matched: 1, updated: 1 } : { matched: 0, updated: 0, upsertedId: documentId as string };
    });
  }

  remove(id: string, name: string, documentId: Value): number {
    return this.#run(id, name, (transaction, collection) => {
      if (!this.#see(transaction, collection, documentId)) return 0;
      this.#lock(transaction, name, documentId);
      this.#write(transaction, collection, documentId, undefined);
      return 1;
    });
  }

  /** Settles when everything that the transaction wrote is kept, as one; a failure aborts it. */
  async commit(id: string): Promise<void> {
    const transaction = this.#open(id);
    let kept: Promise<void>;
    try {
      kept = this.state.apply([...transaction.writes.values()], transaction);
    } catch (error) {
      this.#fail(transaction);
      throw error;
    }
    this.state.finish(transaction);
    await kept;
  }

  /** @throws DatabaseError when there was no such transaction; one that was aborted already is no error. */
  abort(id: string): void {
    this.state.expire();
    const transaction = this.state.transactions.get(id);
    if (transaction) this.#abort(transaction);
    else if (!this.#aborted.delete(id)) throw transactionMissing();
  }

  abortAllOf(invocationId: string): void {
    for (const transaction of [...this.state.transactions.values()])
      if (transaction.invocationId === invocationId) this.#abort(transaction);
  }

  abortAll(): void {
    for (const transaction of [...this.state.transactions.values()]) this.#abort(transaction);
  }

  #open(id: string): Transaction {
    this.state.throwIfClosed();
    this.state.expire();
    const transaction = this.state.transactions.get(id);
    if (!transaction) throw transactionMissing();
    return transaction;
  }

  #run<Result>(
    id: string,
    name: string,
    operate: (transaction: Transaction, collection: Collection) => Result,
  ): Result {
    const transaction = this.#open(id);
    try {
      const collection = this.state.collection(name);
      transaction.hasSnapshot = true;
      return operate(transaction, collection);
    } catch (error) {
      this.#fail(transaction);
      throw error;
    }
  }

  /** Ends a transaction in which something failed; its caller's rollback, which follows, is no error. */
  #fail(transaction: Transaction): void {
    this.#abort(transaction);
    this.#aborted.add(transaction.id);
    if (this.#aborted.size > rememberedEnds) this.#aborted.delete(this.#aborted.values().next().value as string);
  }

  #abort(transaction: Transaction): void {
    this.state.finish(transaction);
  }

  /** A document as the transaction sees it: as it wrote it, or as it was at the snapshot. */
  #see(transaction: Transaction, collection: Collection, id: Value): Document | undefined {
    const key = documentKey(collection.name, id);
    const written = transaction.writes.get(key);
    if (written) return written.after;
    return transaction.before.has(key) ? transaction.before.get(key) : collection.get(id);
  }

  #lock(transaction: Transaction, name: string, id: Value): void {
    this.#take(transaction, documentKey(name, id));
    if (transaction.before.has(documentKey(name, id))) throw transactionConflict();
  }

  #take(transaction: Transaction, lock: string): void {
    const holder = this.state.locks.get(lock);
    if (holder && holder !== transaction) throw transactionConflict();
    transaction.locks.add(lock);
    this.state.locks.set(lock, transaction);
  }

  #put(transaction: Transaction, collection: Collection, after: Document, isInsert: boolean): void {
    for (const index of collection.indexes) index.check(after, isInsert);
    for (const { index, text } of claimsOf(collection, after))
      this.#take(transaction, uniqueKey(collection.name, index.name, text));
    const taken = this.#keysOf(transaction, collection).takenBy(after);
    if (taken) {
      const holderKey = documentKey(collection.name, taken.holder);
      const isNews = transaction.before.has(holderKey) || this.#isHeldByOther(transaction, holderKey);
      throw isNews ? transactionConflict() : duplicateKey(collection.name, taken.index, after, isInsert);
    }
    this.#write(transaction, collection, after._id, after);
  }

  #isHeldByOther(transaction: Transaction, key: string): boolean {
    const holder = this.state.locks.get(key);
    return holder !== undefined && holder !== transaction;
  }

  #keysOf(transaction: Transaction, collection: Collection): PendingKeys {
    const known = transaction.keys.get(collection.name);
    if (known) return known;
    const keys = new PendingKeys(collection);
    transaction.keys.set(collection.name, keys);
    return keys;
  }

  #write(transaction: Transaction, collection: Collection, id: Value, after: Document | undefined): void {
    const key = documentKey(collection.name, id);
    const written = transaction.writes.get(key);
    if (!written && transaction.writes.size >= this.state.limits.transactionWrites)
      throw exceeded(
        `A transaction writes at most ${this.state.limits.transactionWrites} documents: write them in several transactions`,
      );
    transaction.bytes += (after ? storedSize(after) : 0) - (written?.after ? storedSize(written.after) : 0);
    if (transaction.bytes > this.state.limits.writeBytes)
      throw exceeded(
        `What a transaction writes has at most ${this.state.limits.writeBytes} bytes: write it in several transactions`,
      );
    transaction.writes.set(key, { collection: collection.name, id, after });
    this.#keysOf(transaction, collection).add(id, after);
  }
}
