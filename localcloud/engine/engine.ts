import { aggregate } from './aggregate/pipeline';
import type { Work } from './collection';
import { computed } from './compute';
import { findIn, matching } from './documents';
import { type Limits, platformLimits } from './limits';
import { compileProjection } from './query/projection';
import type { FindOptions, UpdateResult } from './requests';
import type { DatabaseSchema } from './schema';
import { State } from './state';
import { forgetfulStore, type Kept, SqliteStore } from './store/store';
import { Transactions } from './transactions';
import { type CarriedFile, type Content, exportTo, type FilesView, readExport } from './transfer';
import { cloneValue, type Document, type Fields } from './value/value';
import { Writes } from './writes';

interface EngineOptions {
  /** The data folder; null keeps everything in memory only. */
  dataDir: string | null;
  /** The injected clock, milliseconds since 1970: for serverDate and the life of transactions. */
  now: () => number;
  /** Declared collections and indexes; declared collections exist from the start. */
  schema: DatabaseSchema;
  limits?: Partial<Limits>;
  /**
   * Refuse what the platform's documents do not allow in a transaction although its server takes it: queries. Default
   * false, as the server.
   */
  strictTransactions?: boolean;
  /** Default true, as the platform: a collection must exist before it is used. False makes it on first use. */
  strictCollections?: boolean;
  /**
   * Sees every document of the data folder before anything is written, and may refuse the folder by throwing a
   * DataFolderError: it is left as it is then, to the byte.
   */
  look?: (kept: Kept) => void;
}

/**
 * The documents, in memory and written through to the data folder. Every promise of a write settles only when the write
 * is in the folder. Queries, updates and pipelines are those of MongoDB as plain objects (`{ price: { $gte: 1 } }`).
 * Every method throws or rejects with DatabaseError for what the platform would refuse.
 */
export interface Engine {
  readonly limits: Limits;
  readonly transactions: Transactions;
  /** Whether queries in a transaction are to be refused, as the platform's documents say. */
  readonly strictTransactions: boolean;
  /** What queries have cost so far. */
  readonly work: Readonly<Work>;
  /** The injected clock. */
  readonly now: () => number;
  collections(): string[];
  hasCollection(name: string): boolean;
  /** @throws DatabaseError when it exists already. */
  createCollection(name: string): Promise<void>;

  /** One document by its id, or undefined. The caller may change what it gets. */
  get(collection: string, id: string): Document | undefined;
  find(collection: string, query?: Fields, options?: FindOptions): Document[];
  /** The same without copies: what it gives must not be changed. */
  rows(collection: string, query?: Fields, options?: FindOptions): Fields[];
  /** One document with the fields that a projection leaves. */
  shape(document: Document, projection: Fields): Fields;
  count(collection: string, query?: Fields): number;
  /** Stages as `{ $match: … }`. Without a limit stage at most 20 rows come, as on the platform. */
  aggregate(collection: string, pipeline: Fields[]): Fields[];
  /** The same without copies: what it gives must not be changed. */
  aggregateRows(collection: string, pipeline: Fields[]): Fields[];

  /** @returns the ids, in order; 32 hex digits for a document that brought none. */
  insert(collection: string, documents: Fields[]): Promise<string[]>;
  /** Update operators (`{ $inc: { stock: -1 } }`) on the matching documents; `multi` false takes the first alone. */
  update(
    collection: string,
    query: Fields,
    update: Fields,
    options?: { multi?: boolean; upsert?: boolean },
  ): Promise<UpdateResult>;
  /** Updates the first match and answers with it as it is then. */
  updateAndReturn(collection: string, query: Fields, update: Fields): Promise<{ updated: number; document?: Document }>;
  /** Puts a whole document in the place of the one with this id, or makes it. */
  set(collection: string, id: string, fields: Fields): Promise<UpdateResult>;
  /** @returns how many were removed. */
  remove(collection: string, query: Fields, options?: { multi?: boolean }): Promise<number>;

  /**
   * Writes every collection and document, and the stored files that `viewFiles` shows, as they are at this moment, to a
   * file that importFrom reads; replaces the file in one step. @throws TransferRefusal; RangeError for a relative path.
   */
  exportTo(file: string, viewFiles?: () => FilesView): Promise<void>;
  /** Reads and checks an export, stored files by `takeFile`; changes nothing. @throws TransferRefusal when it cannot be taken in. */
  readExport(file: string, takeFile: (file: CarriedFile) => Promise<void>): Promise<Content>;
  /** Replaces everything by what was read, in one step. */
  replaceAll(content: Content): Promise<void>;
  /** Replaces every document by those of an export, in one step. @throws TransferRefusal; nothing changes then. */
  importFrom(file: string): Promise<void>;
  /** Removes every document and undeclared collection. */
  reset(): Promise<void>;
  /** Settles when every write so far is in the data folder. */
  flush(): Promise<void>;
  /** Ends open transactions, flushes, and lets the folder go. */
  close(): Promise<void>;
}

/** Opens the engine. @throws DataFolderError when the data folder is in use, damaged or foreign; it is left as it is. */
export function openEngine(options: EngineOptions): Engine {
  const store = options.dataDir === null ? forgetfulStore : new SqliteStore(options.dataDir, options.look);
  try {
    const limits = { ...platformLimits, ...options.limits };
    const state = new State(store, options.schema, limits, options.now, options.strictCollections ?? true);
    return assemble(state, options.strictTransactions ?? false);
  } catch (error) {
    void store.close();
    throw error;
  }
}

function assemble(state: State, strictTransactions: boolean): Engine {
  const writes = new Writes(state);
  const transactions = new Transactions(state);
  const context = () => ({ now: state.now() });
  const rows = (name: string, query: Fields = {}, options: FindOptions = {}) =>
    computed(state.limits, [query, options.sort, options.projection], () =>
      findIn(state.collection(name), query, options, context()),
    );
  const aggregateRows = (name: string, pipeline: Fields[]) =>
    computed(state.limits, [pipeline], () => aggregate(state, name, pipeline, context()));
  return {
    limits: state.limits,
    transactions,
    strictTransactions,
    work: state.work,
    now: state.now,
    collections: () => [...state.collections.keys()],
    hasCollection: (name) => state.collections.has(name),
    createCollection: async (name) => state.createCollection(name),
    get: (name, id) => {
      const document = state.collection(name).get(id);
      return document && cloneValue(document);
    },
    rows,
    find: (name, query, options) => rows(name, query, options).map((row) => cloneValue(row) as Document),
    shape: (document, projection) =>
      computed(state.limits, [projection], () => compileProjection(projection, {}, context())(document)),
    count: (name, query = {}) => {
      const collection = state.collection(name);
      if (Object.keys(query).length === 0) return collection.rows.size;
      return computed(state.limits, [query], () => {
        let count = 0;
        for (const _ of matching(collection, query, context())) count += 1;
        return count;
      });
    },
    aggregate: (name, pipeline) => aggregateRows(name, pipeline).map(cloneValue),
    aggregateRows,
    insert: async (name, documents) => writes.insert(name, documents),
    update: async (name, query, update, { multi = true, upsert = false } = {}) =>
      writes.update(name, query, update, multi, upsert),
    updateAndReturn: async (name, query, update) => writes.updateAndReturn(name, query, update),
    set: async (name, id, fields) => writes.set(name, id, fields),
    remove: async (name, query, { multi = true } = {}) => writes.remove(name, query, multi),
    exportTo: (file, viewFiles) => exportTo(state, file, viewFiles),
    readExport: (file, takeFile) => readExport(state, file, takeFile),
    replaceAll: (content) => state.replaceAll(content),
    importFrom: async (file) => state.replaceAll(await readExport(state, file, async () => {})),
    reset: () => state.replaceAll(new Map()),
    flush: () => state.store.settled(),
    close: () => {
      transactions.abortAll();
      state.close();
      return state.store.close();
    },
  };
}
