import { refuse } from '@shared/contract';
import { type BusinessDay, businessDayOf, invariant, type Outcome } from '@shared/kernel';
import { type Transaction, TransactionsBusy } from '../_platform/transactions';
import { dayStates } from '../_store/collections';
import { DAY_STATE_ID, readDayState } from '../_store/dayState';
import type { DayStateDocument } from '../_store/documents/platform';
import { finishBatch } from './finish';
import { Moved } from './member';

/** The place of an event in the strict order of the open day. */
export interface Turn {
  readonly day: BusinessDay;
  readonly sequence: number;
  readonly atMs: number;
}

/**
 * The open day with the number of its newest event, and everything that its events say written: what is read after this is
 * right in a transaction that finds the same number. In this order: a batch that is committed behind the first look takes
 * a number more.
 */
export async function startEvent(nowMs: number): Promise<DayStateDocument> {
  const state = await readDayState(nowMs);
  await finishBatch();
  return state;
}

/** Takes the number of an event that happens, in its transaction: whoever read before reads again. */
export const takeNumber = async ({ sequence }: Turn, transaction: Transaction): Promise<void> => {
  await dayStates.change(DAY_STATE_ID, { sequence }, transaction);
};

/**
 * The next number of the open day, read within the transaction that takes it: for an event that rests on nothing but what
 * that transaction reads. Throws TransactionsBusy while the day is being closed: it is tried again later.
 */
export async function nextTurn(nowMs: number, transaction: Transaction): Promise<Turn> {
  const state = await dayStates.get(DAY_STATE_ID, transaction);
  invariant(state !== null, 'no day was ever open');
  if (state.isClosing) throw new TransactionsBusy('the day is being closed');
  return { day: state.openDay as BusinessDay, sequence: state.sequence + 1, atMs: nowMs };
}

/** So often an event is begun anew before its caller is told that too many are in the way. */
const ATTEMPTS = 8;

type Working<T, R extends string> = (transaction: Transaction) => Promise<Outcome<T, R>>;

/**
 * Does one event of the strict order of settlements, reversals, adjustments and exits: what `prepare` reads is right in the
 * transaction of `work`, because every such event takes the next number of the day (`takeNumber`), and a plan or a clearance
 * that changed meanwhile is seen there. `run` is how the
 * transaction runs. Refused as 'close/running' while a day that has ended is not closed: its figures are not those of
 * today yet. Throws TransactionsBusy when others were faster too often.
 */
export async function serially<P, T, R extends string, Q extends string>(
  nowMs: number,
  prepare: () => Promise<Outcome<P, R>>,
  work: (prepared: P, turn: Turn, transaction: Transaction) => Promise<Outcome<T, R>>,
  run: (working: Working<T, R>) => Promise<Outcome<T, R | Q>>,
): Promise<Outcome<T, R | Q | 'close/running'>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const state = await startEvent(nowMs);
    if (state.isClosing || state.openDay < businessDayOf(nowMs)) return refuse('close/running', { day: state.openDay });
    const prepared = await prepare();
    if (!prepared.ok) return prepared;
    const turn = { day: state.openDay as BusinessDay, sequence: state.sequence + 1, atMs: nowMs };
    try {
      return await run(async (transaction) => {
        const now = (await dayStates.get(DAY_STATE_ID, transaction)) ?? state;
        const isSame =
          now.sequence === state.sequence &&
          now.plansRevision === state.plansRevision &&
          now.openDay === state.openDay &&
          !now.isClosing;
        if (!isSame) throw new Moved();
        return work(prepared.value, turn, transaction);
      });
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw new TransactionsBusy('others were faster every time');
}
