import type { Row } from '../collection';
import { DataFolderError } from '../errors';
import { parseEjson, stringifyStored } from '../value/ejson';
import type { Document } from '../value/value';
import { checksum } from './checksum';
import { closeFolder, openFolder, type Sqlite } from './folder';

/** One step of a write: a document put under its row number, a row removed, a collection made or emptied. */
export type Step =
  | { kind: 'put'; collection: string; number: number; document: Document }
  | { kind: 'remove'; number: number }
  | { kind: 'addCollection'; collection: string }
  | { kind: 'clear' };

/** What a data folder holds when it is opened, in natural order. */
export interface Content {
  collections: string[];
  rows: Array<Row & { collection: string }>;
}

/** Where writes are kept. */
export interface Store {
  /** What was kept before; given once, then forgotten. */
  load(): Content;
  /** Settles when the steps are kept, all of them or, after a failure, none. */
  write(steps: Step[]): Promise<void>;
  /** Settles when everything written so far is kept; rejects when a write has failed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: a folderless engine forgets everything when it ends. */
export const forgetfulStore: Store = {
  load: () => ({ collections: [], rows: [] }),
  write: () => Promise.resolve(),
  settled: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * Writes through to SQLite in WAL mode. Writes of one turn of the event loop share one SQLite transaction (group
 * commit) and are acknowledged after it, so what was acknowledged survives a kill, and a write is there whole or not
 * at all. `synchronous=NORMAL` hands each commit to the operating system: enough for a killed process; after a power
 * cut the last commits may be missing, but the file is whole.
 */
export class SqliteStore implements Store {
  readonly #sqlite: Sqlite;
  #waiting: Array<{ steps: Step[]; resolve: () => void; reject: (error: Error) => void }> = [];
  #last: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  readonly #collectionNumbers = new Map<string, number>();

  #content: Content | undefined;

  /** @throws DataFolderError when the folder is in use, damaged, or not one of a local cloud. */
  constructor(readonly folder: string) {
    const { sqlite, content } = openFolder(folder, (opened) => this.#read(opened));
    this.#sqlite = sqlite;
    this.#content = content;
  }

  load(): Content {
    const content = this.#content ?? { collections: [], rows: [] };
    this.#content = undefined;
    return content;
  }

  #read(sqlite: Sqlite): Content {
    const names = new Map<number, string>();
    const collections = sqlite.prepare('SELECT number, name FROM collection ORDER BY number').raw(true);
    for (const [number, name] of collections.all() as Array<[number, string]>) {
      names.set(number, name);
      this.#collectionNumbers.set(name, number);
    }
    const rows: Content['rows'] = [];
    const stored = sqlite.prepare('SELECT number, collection, body, sum FROM document ORDER BY number').raw(true);
    for (const [number, owner, body, sum] of stored.all() as Array<[number, number, string, number]>) {
      const collection = names.get(owner);
      if (collection === undefined || checksum(body) !== sum)
        throw this.#damaged(`row ${number} is not what was written`);
      rows.push({ number, collection, document: this.#parse(body, number) });
    }
    return { collections: [...names.values()], rows };
  }

  #parse(body: string, number: number): Document {
    try {
      return parseEjson(body, 0) as Document;
    } catch {
      throw this.#damaged(`row ${number} cannot be read`);
    }
  }

  #damaged(what: string): DataFolderError {
    return new DataFolderError(
      `The data folder ${this.folder} is damaged (${what}). It was left as it is: restore it from a copy, or choose another folder.`,
    );
  }

  write(steps: Step[]): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    const written = new Promise<void>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ steps, resolve, reject });
    });
    this.#last = written.catch(() => {});
    return written;
  }

  async settled(): Promise<void> {
    await this.#last;
    if (this.#failure) throw this.#failure;
  }

  #flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length === 0) return;
    try {
      this.#sqlite.exec('BEGIN IMMEDIATE');
      for (const { steps } of writes) for (const step of steps) this.#keep(step);
      this.#sqlite.exec('COMMIT');
    } catch (error) {
      this.#undo();
      // Memory is ahead of the folder now; going on would acknowledge writes that rest on lost ones.
      this.#failure = new DataFolderError(
        `The data folder ${this.folder} could not be written (${(error as Error).message}). Nothing more is accepted; start the local cloud again.`,
      );
      for (const { reject } of writes) reject(this.#failure);
      return;
    }
    for (const { resolve } of writes) resolve();
  }

  #undo(): void {
    try {
      this.#sqlite.exec('ROLLBACK');
    } catch {
      // The failure itself has rolled it back.
    }
  }

  #keep(step: Step): void {
    const { put, remove, addCollection, clearDocuments, clearCollections } = this.#statements();
    switch (step.kind) {
      case 'put': {
        const body = stringifyStored(step.document);
        put.run(step.number, this.#numberOf(step.collection), body, checksum(body));
        return;
      }
      case 'remove':
        remove.run(step.number);
        return;
      case 'addCollection': {
        const number = Math.max(0, ...this.#collectionNumbers.values()) + 1;
        this.#collectionNumbers.set(step.collection, number);
        addCollection.run(number, step.collection);
        return;
      }
      case 'clear':
        clearDocuments.run();
        clearCollections.run();
        this.#collectionNumbers.clear();
    }
  }

  #numberOf(collection: string): number {
    const number = this.#collectionNumbers.get(collection);
    if (number === undefined) throw new Error(`collection ${collection} has no number`);
    return number;
  }

  #prepared: ReturnType<SqliteStore['prepareAll']> | undefined;
  #statements() {
    return (this.#prepared ??= this.prepareAll());
  }

  private prepareAll() {
    const sqlite = this.#sqlite;
    return {
      put: sqlite.prepare('INSERT OR REPLACE INTO document (number, collection, body, sum) VALUES (?, ?, ?, ?)'),
      remove: sqlite.prepare('DELETE FROM document WHERE number = ?'),
      addCollection: sqlite.prepare('INSERT INTO collection (number, name) VALUES (?, ?)'),
      clearDocuments: sqlite.prepare('DELETE FROM document'),
      clearCollections: sqlite.prepare('DELETE FROM collection'),
    };
  }

  async close(): Promise<void> {
    this.#flush();
    await this.#last;
    closeFolder(this.#sqlite, this.folder);
  }
}
