import { type OwnCodePurpose, refuseAgain } from '@shared/contract';
import type { Outcome } from '@shared/kernel';
import { isAnswered, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { unseal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { placeOfCode, proveCode } from './codes';
import { requesterOf } from './requester';

type CodeRefusal = 'code/wrong' | 'code/expired' | 'code/tooManyAttempts';

/**
 * Does once what a code to the caller's own phone confirms; the code is spent by the transaction that acts on it, and a
 * refusal leaves it as it was. A request that was answered before needs no code again: it is gone.
 */
export async function onceByCode<T, R extends string>(
  caller: Caller,
  purpose: OwnCodePurpose,
  code: string,
  work: (transaction: Transaction) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | CodeRefusal | 'request/reused'>> {
  if (await isAnswered(caller)) return once(caller, work);
  const place = await placeOfCode(unseal(caller.member.phoneSealed), caller.nowMs, purpose);
  const proof = await proveCode(place, code, requesterOf(caller), caller.nowMs);
  if (!proof.ok) return proof;
  const { holds, whenLost, spend, giveBack } = proof.value;
  const outcome = await once<T, R | CodeRefusal>(caller, async (transaction) => {
    if (!(await holds(transaction))) return refuseAgain(whenLost);
    const worked = await work(transaction);
    if (worked.ok) await spend(transaction);
    return worked;
  });
  await giveBack(outcome.ok);
  return outcome;
}
