import { type OwnCodePurpose, refuseAgain } from '@shared/contract';
import type { Outcome } from '@shared/kernel';
import { isAnswered, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { unseal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { type CodePurpose, type Proof, placeOfCode, proveCode } from './codes';
import { requesterOf } from './requester';

type CodeRefusal = 'code/wrong' | 'code/expired' | 'code/tooManyAttempts';

/** A code that is to be the one sent to a phone for something. */
interface Proving {
  readonly phone: string;
  readonly purpose: CodePurpose;
  readonly code: string;
}

/** The same of the caller's own phone. */
export const ownProof = ({ member }: Caller, purpose: OwnCodePurpose, code: string): Proving => ({
  phone: unseal(member.phoneSealed),
  purpose,
  code,
});

/** Proves codes one after the other; what was counted of those before one that is wrong is given back. */
async function proveAll(
  caller: Caller,
  provings: readonly Proving[],
): Promise<Outcome<Proof<'code/expired'>[], CodeRefusal>> {
  const proofs: Proof<'code/expired'>[] = [];
  for (const { phone, purpose, code } of provings) {
    const place = await placeOfCode(phone, caller.nowMs, purpose);
    const proof = await proveCode(place, code, requesterOf(caller), caller.nowMs);
    if (!proof.ok) {
      for (const before of proofs) await before.giveBack(false);
      return proof;
    }
    proofs.push(proof.value);
  }
  return { ok: true, value: proofs };
}

/**
 * Does once what codes confirm; they are spent by the transaction that acts on them, and a refusal leaves them as they
 * were. A request that was answered before needs no code again: it is gone.
 */
export async function onceByCode<T, R extends string>(
  caller: Caller,
  provings: readonly Proving[],
  work: (transaction: Transaction) => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R | CodeRefusal | 'request/reused'>> {
  if (await isAnswered(caller)) return once(caller, work);
  const proofs = await proveAll(caller, provings);
  if (!proofs.ok) return proofs;
  const outcome = await once<T, R | CodeRefusal>(caller, async (transaction) => {
    for (const { holds, whenLost } of proofs.value) if (!(await holds(transaction))) return refuseAgain(whenLost);
    const worked = await work(transaction);
    if (worked.ok) for (const { spend } of proofs.value) await spend(transaction);
    return worked;
  });
  for (const { giveBack } of proofs.value) await giveBack(outcome.ok);
  return outcome;
}
