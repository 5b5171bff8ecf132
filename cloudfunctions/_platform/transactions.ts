import { database, type TransactionReference } from './cloud';
import { inParallel } from './parallel';
import { patiently, pauseBefore, TooBusy } from './patience';

/** An open transaction. Only `get`, `put`, `change` and `remove` by id of a Collection go into it. */
export type Transaction = Pick<TransactionReference, 'collection'>;

const ATTEMPTS = 12;

/** Whether the whole may be tried again: another transaction was first, or this one outlived its time. */
export const isConflict = (error: unknown): boolean =>
  /TransactionConflict|TransactionBusy|TransactionNotExist|E11000/.test(String((error as Error)?.message ?? error));

/** How the transactions of an action run. */
export type Run = <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;

const isRefusal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { ok?: unknown }).ok === false;

/** The transaction found too many others in its way. The handler answers 'busy'. */
export class TransactionsBusy extends TooBusy {}

/**
 * Runs the work in a transaction and commits it. The SDK's own runTransaction does not retry a conflict that a document
 * operation raises (its code is lost on the way), so this does: with jitter, a bounded number of times. The work may
 * run several times and must do nothing outside the transaction. Nothing is written when it throws or is refused.
 * Throws TransactionsBusy after the last attempt.
 */
export async function transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const transaction = await patiently(() => database.startTransaction());
    try {
      const value = await work(transaction);
      await patiently(() => (isRefusal(value) ? transaction.rollback() : transaction.commit()));
      return value;
    } catch (error) {
      await patiently(() => transaction.rollback()).catch(() => undefined);
      if (!isConflict(error)) throw error;
      if (attempt === ATTEMPTS) throw new TransactionsBusy(String((error as Error)?.message ?? error));
    }
    await pauseBefore(attempt);
  }
}

/** Writes of one transaction under way at once. At 1 they wait for one another: nothing else changes. */
const SIDE_BY_SIDE = 4;

/**
 * Does writes of one transaction that do not rest on each other side by side: behind its first read, which the database
 * begins it with, its documents are written in any order. Waits for all of them, also when one fails, so that nothing is
 * under way when the transaction ends.
 */
export const sideBySide = (...writes: readonly (() => Promise<unknown>)[]): Promise<void> =>
  inParallel(SIDE_BY_SIDE, writes);
