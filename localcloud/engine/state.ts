import { Collection, type Work } from './collection';
import { collectionExists, collectionMissing, DatabaseError, failure, transactionBusy } from './errors';
import { Journal } from './journal';
import type { Limits } from './limits';
import { type DatabaseSchema, isCollectionName } from './schema';
import type { Step, Store } from './store/store';
import { documentKey, type Transaction, uniqueKey, type Written } from './transaction';
import { claimsOf } from './uniqueness';
import type { Value } from './value/value';

/** What a plain write has worked out: its changes, its answer, and the error at which it stopped, if any. */
export interface Planned<Result> {
  changes: Written[];
  result: Result;
  /** Thrown after the changes before it are kept: as MongoDB, a batch keeps what came before its failure. */
  error?: Error;
  /** A transaction that must end before the plan can be decided. */
  awaits?: Transaction;
}

/** The collections, the open transactions and what they have locked; every change of a document passes through here. */
export class State {
  readonly collections = new Map<string, Collection>();
  readonly transactions = new Map<string, Transaction>();
  readonly locks = new Map<string, Transaction>();
  readonly #journal = new Journal();
  /** How to take back what memory has ahead of the data folder, oldest first. */
  readonly #unkept = new Set<() => void>();
  readonly work: Work = { visited: 0 };
  #nextRow = 1;
  #waiting = 0;
  #isClosed = false;

  constructor(
    readonly store: Store,
    readonly schema: DatabaseSchema,
    readonly limits: Limits,
    readonly now: () => number,
    readonly isStrict: boolean,
  ) {
    const { collections, rows } = store.load();
    const byCollection = new Map<string, typeof rows>(collections.map((name) => [name, []]));
    for (const row of rows) {
      byCollection.get(row.collection)!.push(row);
      this.#nextRow = Math.max(this.#nextRow, row.number + 1);
    }
    for (const [name, own] of byCollection) this.#open(name).fill(own);
    const declared = Object.keys(schema.collections).filter((name) => !this.collections.has(name));
    const steps = declared.map((name) => this.#make(name));
    // No caller waits: a failure is told to whoever writes or reads next.
    if (steps.length > 0) store.write(steps).catch(() => {});
  }

  #empty(name: string): Collection {
    return new Collection(name, this.schema.collections[name]?.indexes ?? [], this.#journal, this.work);
  }

  #open(name: string): Collection {
    const collection = this.#empty(name);
    this.collections.set(name, collection);
    this.#journal.note(() => this.collections.delete(name));
    return collection;
  }

  #make(name: string): Step {
    this.#open(name);
    return { kind: 'addCollection', collection: name };
  }

  /**
   * Changes memory and hands the steps to the store, both or neither: whatever throws, memory is as it was; and when
   * the store cannot keep the steps, what memory has ahead of it is taken back, the last first.
   */
  #whole(change: () => Step[]): Promise<void> {
    const { result: kept, undo } = this.#journal.whole(() => {
      const nextRow = this.#nextRow;
      this.#journal.note(() => {
        this.#nextRow = nextRow;
      });
      return this.#keep(change());
    });
    this.#unkept.add(undo);
    kept.then(
      () => this.#unkept.delete(undo),
      () => this.#takeBack(undo),
    );
    return kept;
  }

  /** What was written after a write that failed rests on it, and the store refuses it too. */
  #takeBack(failed: () => void): void {
    const unkept = [...this.#unkept];
    if (!this.#unkept.has(failed)) return;
    for (const undo of unkept.slice(unkept.indexOf(failed)).reverse()) {
      undo();
      this.#unkept.delete(undo);
    }
  }

  /** Without steps it still waits for the writes before, since the answer may rest on them. */
  #keep(steps: Step[]): Promise<void> {
    return steps.length === 0 ? this.store.settled() : this.store.write(steps);
  }

  /** @throws DatabaseError when it does not exist, unless collections are made on first use. */
  collection(name: string): Collection {
    this.throwIfClosed();
    const known = this.collections.get(name);
    if (known) return known;
    if (this.isStrict || !isCollectionName(name)) throw collectionMissing(name);
    // No caller waits: a failure is told to whoever writes or reads next.
    this.#whole(() => [this.#make(name)]).catch(() => {});
    return this.collections.get(name)!;
  }

  createCollection(name: string): Promise<void> {
    this.throwIfClosed();
    if (this.collections.has(name)) throw collectionExists();
    if (!isCollectionName(name))
      throw failure('DATABASE_REQUEST_FAILED', `[InvalidParameterValue] '${name}' is not a name for a collection.`);
    return this.#whole(() => [this.#make(name)]);
  }

  throwIfClosed(): void {
    if (this.#isClosed) throw new DatabaseError('DATABASE_REQUEST_FAILED', 'The local cloud is shutting down.');
  }

  close(): void {
    this.#isClosed = true;
  }

  /**
   * Runs a plain write: waits while an open transaction holds what it changes, then keeps all its changes as one.
   * @throws DatabaseError TransactionBusy when the wait gets too long.
   */
  async write<Result>(plan: () => Planned<Result>): Promise<Result> {
    const deadline = performance.now() + this.limits.writeWaitMs;
    for (;;) {
      this.throwIfClosed();
      this.expire();
      const planned = plan();
      const holder = planned.awaits ?? this.#holderAmong(planned.changes);
      if (holder) {
        await this.#ended(holder, deadline - performance.now());
        continue;
      }
      await this.apply(planned.changes);
      if (planned.error) throw planned.error;
      return planned.result;
    }
  }

  #holderAmong(changes: Written[]): Transaction | undefined {
    if (this.locks.size === 0) return undefined;
    for (const { collection, id, after } of changes) {
      const holder = this.locks.get(documentKey(collection, id));
      if (holder) return holder;
      for (const { index, text } of claimsOf(this.collections.get(collection), after)) {
        const claimant = this.locks.get(uniqueKey(collection, index.name, text));
        if (claimant) return claimant;
      }
    }
    return undefined;
  }

  #ended(holder: Transaction, milliseconds: number): Promise<void> {
    if (milliseconds <= 0 || this.#waiting >= this.limits.waitingWrites) throw transactionBusy();
    this.#waiting += 1;
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      holder.onEnd(() => {
        clearTimeout(timer);
        resolve();
      });
    }).finally(() => {
      this.#waiting -= 1;
    });
  }

  /**
   * Puts changes into memory at once and settles when they are in the data folder, all in one transaction there.
   * @throws what an index or the store threw; memory and folder are then as they were.
   */
  apply(changes: Written[], by?: Transaction): Promise<void> {
    return this.#whole(() => changes.flatMap((change) => this.#change(change, by) ?? []));
  }

  #change({ collection: name, id, after }: Written, by: Transaction | undefined): Step | undefined {
    const collection = this.collections.get(name)!;
    const row = collection.rows.get(id);
    if (!row && !after) return undefined;
    this.#remember(name, id, row?.document, by);
    if (after) {
      const number = row?.number ?? this.#nextRow++;
      collection.put(after, number);
      return { kind: 'put', collection: name, number, document: after };
    }
    collection.remove(id);
    return { kind: 'remove', number: row!.number };
  }

  /** Lets the snapshots of open transactions keep what is about to be overwritten. */
  #remember(collection: string, id: Value, before: Written['after'], by: Transaction | undefined): void {
    for (const transaction of this.transactions.values()) {
      if (transaction === by || !transaction.hasSnapshot) continue;
      const key = documentKey(collection, id);
      if (transaction.before.has(key)) continue;
      transaction.before.set(key, before);
      this.#journal.note(() => transaction.before.delete(key));
    }
  }

  /**
   * Removes everything and takes in other content, as one step. Open transactions end.
   * Rejects with DataFolderError when an index cannot take the content; nothing changes then.
   */
  async replaceAll(content: Map<string, Array<NonNullable<Written['after']>>>): Promise<void> {
    const steps: Step[] = [{ kind: 'clear' }];
    const fresh: Collection[] = [];
    let nextRow = 1;
    for (const name of new Set([...Object.keys(this.schema.collections), ...content.keys()])) {
      const rows = (content.get(name) ?? []).map((document) => ({ number: nextRow++, document }));
      const collection = this.#empty(name);
      collection.fill(rows);
      fresh.push(collection);
      steps.push({ kind: 'addCollection', collection: name });
      for (const { number, document } of rows) steps.push({ kind: 'put', collection: name, number, document });
    }
    const kept = this.#whole(() => {
      const before = [...this.collections.values()];
      this.#journal.note(() => this.#holdAll(before));
      this.#holdAll(fresh);
      this.#nextRow = nextRow;
      return steps;
    });
    for (const transaction of [...this.transactions.values()]) this.finish(transaction);
    await kept;
  }

  #holdAll(collections: Collection[]): void {
    this.collections.clear();
    for (const collection of collections) this.collections.set(collection.name, collection);
  }

  /** Ends transactions that have outlived their time. */
  expire(): void {
    if (this.transactions.size === 0) return;
    const oldest = this.now() - this.limits.transactionLifeMs;
    for (const transaction of [...this.transactions.values()])
      if (transaction.startedAt <= oldest) this.finish(transaction);
  }

  /** Forgets a transaction and frees what it held; its waiting writers go on. */
  finish(transaction: Transaction): void {
    this.transactions.delete(transaction.id);
    for (const lock of transaction.locks) if (this.locks.get(lock) === transaction) this.locks.delete(lock);
    transaction.end();
  }
}
