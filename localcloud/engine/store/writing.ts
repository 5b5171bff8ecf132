import { stringifyStored } from '../value/ejson';
import type { Document } from '../value/value';
import { addSum, subtractSum } from './checksum';
import type { Sqlite } from './sqlite';
import { collectionSum, documentSum, type Kept, keepTotals } from './tables';

/** One step of a write: a document put under its row number, a row removed, a collection made or emptied. */
export type Step =
  | { kind: 'put'; collection: string; number: number; document: Document }
  | { kind: 'remove'; number: number }
  | { kind: 'addCollection'; collection: string }
  | { kind: 'clear' };

/**
 * Writes steps into the tables and counts them. After a failure what it has counted is ahead of the tables: no more may
 * be written with it.
 */
export class TableWriter {
  readonly #kept: Omit<Kept, 'content'>;

  constructor(
    readonly sqlite: Sqlite,
    kept: Omit<Kept, 'content'>,
  ) {
    this.#kept = kept;
  }

  /** Within a transaction of the caller. */
  keep(step: Step): void {
    const { put, remove, addCollection, clearDocuments, clearCollections } = this.#statements();
    const { totals, collectionNumbers, documentSums } = this.#kept;
    switch (step.kind) {
      case 'put': {
        const body = Buffer.from(stringifyStored(step.document));
        const collection = this.#numberOf(step.collection);
        const sum = documentSum(step.number, collection, body);
        put.run(step.number, collection, body, sum);
        this.#forget(step.number);
        documentSums.set(step.number, sum);
        this.#count(sum);
        return;
      }
      case 'remove':
        remove.run(step.number);
        this.#forget(step.number);
        return;
      case 'addCollection': {
        const number = Math.max(0, ...collectionNumbers.values()) + 1;
        const name = Buffer.from(step.collection);
        const sum = collectionSum(number, name);
        addCollection.run(number, name, sum);
        collectionNumbers.set(step.collection, number);
        this.#count(sum);
        return;
      }
      case 'clear':
        clearDocuments.run();
        clearCollections.run();
        collectionNumbers.clear();
        documentSums.clear();
        totals.rows = 0;
        totals.sum = 0;
    }
  }

  /** Ends what one commit holds with its totals. @returns the commit's number. */
  endCommit(): number {
    const { totals } = this.#kept;
    totals.commits += 1;
    keepTotals(this.sqlite, totals);
    return totals.commits;
  }

  #count(sum: number): void {
    this.#kept.totals.rows += 1;
    this.#kept.totals.sum = addSum(this.#kept.totals.sum, sum);
  }

  #forget(number: number): void {
    const { totals, documentSums } = this.#kept;
    const sum = documentSums.get(number);
    if (sum === undefined) return;
    documentSums.delete(number);
    totals.rows -= 1;
    totals.sum = subtractSum(totals.sum, sum);
  }

  #numberOf(collection: string): number {
    const number = this.#kept.collectionNumbers.get(collection);
    if (number === undefined) throw new Error(`collection ${collection} has no number`);
    return number;
  }

  #prepared: ReturnType<TableWriter['prepareAll']> | undefined;
  #statements() {
    return (this.#prepared ??= this.prepareAll());
  }

  private prepareAll() {
    const { sqlite } = this;
    return {
      put: sqlite.prepare('INSERT OR REPLACE INTO document (number, collection, body, sum) VALUES (?, ?, ?, ?)'),
      remove: sqlite.prepare('DELETE FROM document WHERE number = ?'),
      addCollection: sqlite.prepare('INSERT INTO collection (number, name, sum) VALUES (?, ?, ?)'),
      clearDocuments: sqlite.prepare('DELETE FROM document'),
      clearCollections: sqlite.prepare('DELETE FROM collection'),
    };
  }
}
