import type { Fields } from './value/value';

/** How a find is narrowed, ordered and cut. */
export interface FindOptions {
  /** Fields in order, 1 ascending, -1 descending. */
  sort?: Fields;
  skip?: number;
  /** Default: all rows in process, the platform's default on the wire. */
  limit?: number;
  projection?: Fields;
}

/** What an update did: documents that matched, documents that it changed, the id it made when it inserted. */
export interface UpdateResult {
  matched: number;
  updated: number;
  upsertedId?: string;
}
