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
  /** Documents that one transaction may write. */
  transactionWrites: number;
  /** How long a plain write waits for the transaction that holds its document, in milliseconds of real time. */
  writeWaitMs: number;
  /** Plain writes that may wait at one time. */
  waitingWrites: number;
  /** Documents of one insert. */
  insertDocuments: number;
  /** Bytes of all documents of one insert, and of all that one transaction has written. */
  writeBytes: number;
  /** Bytes of the documents, or of the changes, that one request of the SDK brings. */
  requestBytes: number;
  /** Bytes of an answer that is not a query's: of a document that was changed and asked for. */
  replyBytes: number;
  /** Bytes of the documents that a query holds to put them in an order that no index gives. */
  sortBytes: number;
  /** Bytes of what one stage of a pipeline holds at a time: the documents that it orders, the groups that it makes. */
  stageBytes: number;
  /** Stages of one aggregation pipeline. */
  pipelineStages: number;
  /** Values (names of fields aside) in a query, an order, a projection and a pipeline together. */
  queryValues: number;
  /** How long one request may compute while the others wait, in milliseconds of real time. */
  computeMs: number;
  /** Bytes of one value that an expression makes. */
  valueBytes: number;
  /** Bytes of everything that one expression, or one update, makes on one document on the way to its result. */
  evaluationBytes: number;
  /** Bytes that one pipeline, or one update of many large documents, makes and holds beside the stored documents. */
  pipelineBytes: number;
}

/**
 * The figures of the platform's published limits; where it has none, bounds far above what a shop needs. Of a request's
 * 5 MB users of the platform tell, who found that a write of more fails. The memory of an order and of a stage is what
 * MongoDB gives them before its version 4.4 (internalQueryExecMaxBlockingSortBytes) and without allowDiskUse.
 */
export const platformLimits: Limits = {
  defaultRows: 100,
  maxRows: 1000,
  aggregateRows: 20,
  queryResultBytes: 1024 * 1024,
  documentBytes: 16 * 1024 * 1024,
  documentDepth: 100,
  transactionLifeMs: 30_000,
  openTransactions: 500,
  transactionWrites: 100_000,
  writeWaitMs: 10_000,
  waitingWrites: 2000,
  insertDocuments: 100_000,
  writeBytes: 64 * 1024 * 1024,
  requestBytes: 5 * 1024 * 1024,
  replyBytes: 5 * 1024 * 1024,
  sortBytes: 32 * 1024 * 1024,
  stageBytes: 100 * 1024 * 1024,
  pipelineStages: 100,
  queryValues: 100_000,
  computeMs: 3000,
  valueBytes: 16 * 1024 * 1024,
  evaluationBytes: 256 * 1024 * 1024,
  pipelineBytes: 256 * 1024 * 1024,
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
