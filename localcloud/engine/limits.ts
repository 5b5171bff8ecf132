/** What the platform allows; each is refused with a text when exceeded, so that what passes here passes there. */
export interface Limits {
  /** Rows of get() when the caller gives no limit. */
  defaultRows: number;
  /** Most rows of one get() from a cloud function. */
  maxRows: number;
  /** Rows of an aggregation that has no limit stage. */
  aggregateRows: number;
  /** Bytes of all documents that one query may return. */
  queryResultBytes: number;
  /** Bytes of one stored document. */
  documentBytes: number;
  /** Depth of nested objects and arrays in one document. */
  documentDepth: number;
  /** Life of a transaction by the engine's clock, in milliseconds. */
  transactionLifeMs: number;
  /** Transactions open at one time. */
  openTransactions: number;
  /** Writes that one transaction may hold. */
  transactionWrites: number;
  /** How long a plain write waits for the transaction that holds its document, in milliseconds of real time. */
  writeWaitMs: number;
  /** Plain writes that may wait at one time. */
  waitingWrites: number;
  /** Documents of one insert. */
  insertDocuments: number;
  /** Stages of one aggregation pipeline. */
  pipelineStages: number;
}

/** The figures of the platform's published limits. */
export const platformLimits: Limits = {
  defaultRows: 100,
  maxRows: 1000,
  aggregateRows: 20,
  queryResultBytes: 1024 * 1024,
  documentBytes: 16 * 1024 * 1024,
  documentDepth: 100,
  transactionLifeMs: 30_000,
  openTransactions: 500,
  transactionWrites: 1000,
  writeWaitMs: 10_000,
  waitingWrites: 2000,
  insertDocuments: 1000,
  pipelineStages: 100,
};

/** What may be declared of collections and indexes, and entered into an index. MongoDB has 64 indexes a collection, one of them that of `_id`. */
export const schemaLimits = {
  collections: 1000,
  indexesOfCollection: 63,
  fieldsOfIndex: 32,
  /** Characters of an index's name, and of a field's. */
  nameLength: 127,
  /** Keys under which one document is entered into one index: the elements of an array are one each. */
  keysOfDocument: 100_000,
  /** Bytes of one key, as stored. */
  keyBytes: 1024,
};
