import type { Outcome } from '@shared/kernel';
import { answeredBefore, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { serially, type Turn } from '../_books/serial';
import type { Transaction } from '../_platform/transactions';

type PasswordRefusal = 'payPassword/notSet' | 'payPassword/wrong' | 'payPassword/locked';

/**
 * Does what a payment password confirms in the strict order of the open day, once: a request that was answered before gets
 * its answer, before the password is asked and whatever day is being closed; all else is looked at in the transaction
 * that also keeps the answer. Refused as 'close/running' while a day is being closed.
 */
export async function confirmedInTurn<P, T, R extends string>(
  caller: Caller,
  payPassword: string,
  read: () => Promise<Outcome<P, never>>,
  work: (seen: P, turn: Turn, transaction: Transaction) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | PasswordRefusal | 'request/reused' | 'close/running'>> {
  const before = await answeredBefore<T, R>(caller);
  if (before) return before;
  const confirmed = await confirmedByPassword(caller.member, payPassword);
  if (!confirmed.ok) return confirmed;
  return serially<P, T, R, 'request/reused'>(caller.nowMs, read, work, (working) => once(caller, working));
}
