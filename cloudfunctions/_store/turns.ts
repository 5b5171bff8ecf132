import { pauseBefore } from '../_platform/patience';
import { type Run, TransactionsBusy, transact } from '../_platform/transactions';
import { turns } from './collections';

const ATTEMPTS = 12;
const STALE = Symbol('stale');

/**
 * Runs transactions that rest on a query, which a transaction cannot ask: `prepare` asks it first, and the transaction
 * runs only when nobody else took a turn under the same key meanwhile; else both are done again. Whoever changes what
 * the query sees must take a turn under that key.
 * The runner throws TransactionsBusy when others are first too often.
 */
export const inTurn =
  (key: string, prepare: () => Promise<void>): Run =>
  async (work) => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const before = (await turns.get(key))?.turn ?? 0;
      await prepare();
      const outcome = await transact(async (transaction) => {
        const now = (await turns.get(key, transaction))?.turn ?? 0;
        if (now !== before) return STALE;
        const value = await work(transaction);
        await turns.put({ _id: key, turn: now + 1 }, transaction);
        return value;
      });
      if (outcome !== STALE) return outcome as Awaited<ReturnType<typeof work>>;
      await pauseBefore(attempt);
    }
    throw new TransactionsBusy(`no turn under ${key}`);
  };
