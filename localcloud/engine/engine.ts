import type { Limits } from './limits';
import type { FindOptions, UpdateResult } from './requests';
import type { DatabaseSchema } from './schema';
import type { Document, Fields, Value } from './values';

export interface EngineOptions {
  /** The data folder; null keeps everything in memory only. */
  dataDir: string | null;
  /** The injected clock, milliseconds since 1970: for serverDate and the life of transactions. */
  now: () => number;
  /** Declared collections and indexes; declared collections exist from the start. */
  schema: DatabaseSchema;
  limits?: Partial<Limits>;
  /** Default true, as the platform: a collection must exist before it is used. False makes it on first use. */
  strictCollections?: boolean;
}

/**
 * The documents, in memory and written through to the data folder. Every promise of a write settles only when the write
 * is in the folder. Queries, updates and pipelines are those of MongoDB as plain objects (`{ price: { $gte: 1 } }`).
 * Every method throws or rejects with DatabaseError for what the platform would refuse.
 */
export interface Engine {
  readonly limits: Limits;
  collections(): string[];
  hasCollection(name: string): boolean;
  /** @throws DatabaseError when it exists already. */
  createCollection(name: string): Promise<void>;

  /** One document by its id, or undefined. The caller may change what it gets. */
  get(collection: string, id: string): Document | undefined;
  find(collection: string, query?: Fields, options?: FindOptions): Document[];
  count(collection: string, query?: Fields): number;
  aggregate(collection: string, pipeline: Fields[]): Fields[];

  /** @returns the ids, in order; 32 hex digits for a document that brought none. */
  insert(collection: string, documents: Fields[]): Promise<string[]>;
  /** Update operators (`{ $inc: { stock: -1 } }`) on the matching documents; `multi` false takes the first alone. */
  update(
    collection: string,
    query: Fields,
    update: Fields,
    options?: { multi?: boolean; upsert?: boolean },
  ): Promise<UpdateResult>;
  /** Puts a whole document in the place of the one with this id, or makes it. */
  set(collection: string, id: string, fields: Fields): Promise<UpdateResult>;
  /** @returns how many were removed. */
  remove(collection: string, query: Fields, options?: { multi?: boolean }): Promise<number>;

  /** Writes every collection and document to a file that importFrom reads; replaces the file in one step. */
  exportTo(file: string): Promise<void>;
  /** Replaces everything by what the file holds, in one step. @throws DataFolderError when the file is not whole; nothing changes then. */
  importFrom(file: string): Promise<void>;
  /** Removes every document and undeclared collection. */
  reset(): Promise<void>;
  /** Settles when every write so far is in the data folder. */
  flush(): Promise<void>;
  /** Ends open transactions, flushes, and lets the folder go. */
  close(): Promise<void>;
}

export function openEngine(_options: EngineOptions): Engine {
  throw new Error('the engine is being written');
}

export type { Value };
