/** The codes by which the platform's database answers a failure. */
type DatabaseErrorCode =
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'INVALID_PARAM';

/** A request that the database refuses; code and text are those that the caller of the SDK sees. */
export class DatabaseError extends Error {
  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'DatabaseError';
  }
}

/** The data folder cannot be used: damaged, foreign, of a newer version, in use by another server, or not writable. */
export class DataFolderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DataFolderError';
  }
}

const tail = 'Please check your request, but if the problem persists, contact us.';

/** The platform's sentence about its own failure, with its closing advice. */
export const failure = (code: DatabaseErrorCode, message: string): DatabaseError =>
  new DatabaseError(code, `${message} ${tail}`);

export const collectionMissing = (name: string): DatabaseError =>
  failure('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}.`);

export const collectionExists = (): DatabaseError => failure('DATABASE_REQUEST_FAILED', '[ResourceExist] Table exist.');

export const invalid = (message: string): DatabaseError => failure('INVALID_PARAM', `[InvalidParameter] ${message}.`);

export const failedQuery = (message: string): DatabaseError =>
  failure('DATABASE_REQUEST_FAILED', `[FailedOperation.Query] ${message}.`);

export const failedUpdate = (message: string): DatabaseError =>
  failure(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.Update] multiple write errors: [{write errors: [{${message}}]}, {<nil>}].`,
  );

export const failedInsert = (message: string): DatabaseError =>
  failure(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.Insert] multiple write errors: [{write errors: [{${message}}]}, {<nil>}].`,
  );

export const failedAggregate = (message: string): DatabaseError =>
  failure('DATABASE_REQUEST_FAILED', `[FailedOperation.Aggregate] ${message}.`);

export const exceeded = (message: string): DatabaseError =>
  failure('DATABASE_REQUEST_FAILED', `[LimitExceeded] ${message}.`);

export const transactionConflict = (): DatabaseError =>
  failure(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.',
  );

export const transactionBusy = (): DatabaseError =>
  failure('DATABASE_REQUEST_FAILED', '[ResourceUnavailable.TransactionBusy] Transaction is busy.');

export const transactionMissing = (): DatabaseError =>
  failure(
    'DATABASE_TRANSACTION_FAIL',
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  );

export const notInTransaction = (what: string): DatabaseError =>
  failure(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.TransactionUnsupported] ${what} does not take part in a transaction: it would run outside the open one and survive its rollback. Use doc() or add(), or call it before or after the transaction.`,
  );
