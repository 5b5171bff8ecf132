import type { PayeeShown, WithdrawalRow } from '@shared/contract';
import type { PayeeDocument, WithdrawalDocument } from '../_store/documents';
import { isAtHome, isHeldBack, type Leaving } from './leaving';

/** A withdrawal as a row of a list. */
export function rowOf(withdrawal: WithdrawalDocument, leaving: Leaving): WithdrawalRow {
  const { _id, state, amountFen, feeFen, arrivesFen, atMs, endedAtMs, why, sends, queries } = withdrawal;
  return {
    withdrawalId: _id,
    state,
    amountFen,
    feeFen,
    arrivesFen,
    atMs,
    endedAtMs,
    why,
    confirmBeforeMs: withdrawal.confirmBeforeMs,
    queries,
    sends,
    isStopped: isAtHome(withdrawal) && isHeldBack(withdrawal, leaving),
  };
}

/** Who is paid, masked. */
export const payeeShown = (payee: PayeeDocument | null): PayeeShown | null =>
  payee && {
    nameMasked: payee.nameMasked,
    numberMasked: payee.numberMasked,
    consentedAtMs: payee.consentedAtMs,
  };
