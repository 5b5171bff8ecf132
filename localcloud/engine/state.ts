import { Collection, type Work } from './collection';
import { collectionExists, collectionMissing, DatabaseError, failure, transactionBusy } from './errors';
import type { Limits } from './limits';
import type { DatabaseSchema } from './schema';
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
    this.#keepSilently(declared.map((name) => this.#make(name)));
  }

  #open(name: string): Collection {
    const collection = new Collection(name, this.schema.collections[name]?.indexes ?? [], this.work);
    this.collections.set(name, collection);
    return collection;
  }

  #make(name: string): Step {
    this.#open(name);
    return { kind: 'addCollection', collection: name };
  }

  /** Without steps it still waits for the writes before, since the answer may rest on them. */
  #keep(steps: Step[]): Promise<void> {
    return steps.length === 0 ? this.store.settled() : this.store.write(steps);
  }

  /** For what no caller waits for: a failure is told to whoever writes or reads next. */
  #keepSilently(steps: Step[]): void {
    if (steps.length > 0) this.#keep(steps).catch(() => {});
  }

  /** @throws DatabaseError when it does not exist, unless collections are made on first use. */
  collection(name: string): Collection {
    this.throwIfClosed();
    const known = this.collections.get(name);
    if (known) return known;
    if (this.isStrict || !isCollectionName(name)) throw collectionMissing(name);
    this.#keepSilently([this.#make(name)]);
    return this.collections.get(name)!;
  }

  createCollection(name: string): Promise<void> {
    this.throwIfClosed();
    if (this.collections.has(name)) throw collectionExists();
    if (!isCollectionName(name))
      throw failure('DATABASE_REQUEST_FAILED', `[InvalidParameterValue] '${name}' is not a name for a collection.`);
    return this.#keep([this.#make(name)]);
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

  /** Puts changes into memory at once and settles when they are in the data folder, all in one transaction there. */
  apply(changes: Written[], by?: Transaction): Promise<void> {
    const steps: Step[] = [];
    for (const { collection: name, id, after } of changes) {
      const collection = this.collections.get(name)!;
      const row = collection.rows.get(id);
      if (!row && !after) continue;
      this.#remember(name, id, row?.document, by);
      if (after) {
        const number = row?.number ?? this.#nextRow++;
        collection.put(after, number);
        steps.push({ kind: 'put', collection: name, number, document: after });
      } else if (row) {
        collection.remove(id);
        steps.push({ kind: 'remove', number: row.number });
      }
    }
    return this.#keep(steps);
  }

  /** Lets the snapshots of open transactions keep what is about to be overwritten. */
  #remember(collection: string, id: Value, before: Written['after'], by: Transaction | undefined): void {
    for (const transaction of this.transactions.values()) {
      if (transaction === by || !transaction.hasSnapshot) continue;
      const key = documentKey(collection, id);
      if (!transaction.before.has(key)) transaction.before.set(key, before);
    }
  }

  /** Removes everything and takes in other content, as one step. */
  replaceAll(content: Map<string, Array<NonNullable<Written['after']>>>): Promise<void> {
    for (const transaction of [...this.transactions.values()]) this.finish(transaction);
    this.collections.clear();
    this.#nextRow = 1;
    const steps: Step[] = [{ kind: 'clear' }];
    const names = new Set([...Object.keys(this.schema.collections), ...content.keys()]);
    for (const name of names) {
      steps.push(this.#make(name));
      const rows = (content.get(name) ?? []).map((document) => ({ number: this.#nextRow++, document }));
      this.collections.get(name)!.fill(rows);
      for (const { number, document } of rows) steps.push({ kind: 'put', collection: name, number, document });
    }
    return this.#keep(steps);
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

const isCollectionName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name);
