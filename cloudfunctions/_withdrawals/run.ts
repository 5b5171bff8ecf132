import type { WithdrawalEvent } from '@shared/machines';
import { _ } from '../_platform/cloud';
import { unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import { raise } from '../_store/alerts';
import { payees, wallets, withdrawals } from '../_store/collections';
import type { WithdrawalDocument } from '../_store/documents';
import { endWithdrawal } from './end';
import { isAtHome, isHeldBack, isReviewed, type Leaving, MOST_SENDS } from './leaving';
import { transferProvider } from './provider';
import { stateAfter, stepped } from './step';
import { tellEnd } from './tell';
import type { TransferAnswer, TransferProvider } from './transfer';

// Whoever sends marks it first, in a guarded write: killed behind the mark, the payment platform is asked what it has of
// the number, and it is sent again, under the same number, only where it has none of it. Cash goes back only for what has
// failed for certain.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** So long whoever works on one outside keeps others from it; longer than a function runs with the outside. */
const WORK_FOR_MS = MINUTE_MS;
/** So soon the same one is asked for again, however often somebody looks. */
const ASK_AGAIN_AFTER_MS = 3_000;
/** How long until it is asked for again, by how often it was: then once in six hours. */
const PAUSES_MS = [0, 5 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS];
/** So long after it was first sent an operator is told of one whose end nobody knows. */
const TOLD_AFTER_MS = 2 * HOUR_MS;
/** Keeps others from a withdrawal for as long as it is worked on. @returns it as it is then; null where others work. */
async function taken(withdrawalId: string, nowMs: number): Promise<WithdrawalDocument | null> {
  const isMine = await withdrawals.changeWhere(
    { _id: withdrawalId, isOpen: true, workedUntilMs: _.lte(nowMs) },
    { workedUntilMs: nowMs + WORK_FOR_MS },
  );
  return isMine > 0 ? withdrawals.get(withdrawalId) : null;
}

/** The same lease, given back: it is asked for again a little later at the earliest. */
const leave = (withdrawal: WithdrawalDocument, nowMs: number, changes: object): Promise<unknown> =>
  withdrawals.changeWhere(
    { _id: withdrawal._id, isOpen: true, workedUntilMs: withdrawal.workedUntilMs },
    { ...changes, workedUntilMs: nowMs + ASK_AGAIN_AFTER_MS },
  );

/** Marks it as sent, and sends it: under its one number, however often. Null where somebody else has moved it on. */
async function send(
  withdrawal: WithdrawalDocument,
  provider: TransferProvider,
  nowMs: number,
): Promise<readonly [WithdrawalDocument, TransferAnswer] | null> {
  const { _id, memberId, state, sends, openid, arrivesFen, workedUntilMs } = withdrawal;
  const mark = { sends: sends + 1, sentAtMs: nowMs, isNotThere: false, dueAtMs: nowMs };
  const changes = state === 'waitingForMember' ? mark : stepped(withdrawal, 'transfer.sent', { atMs: nowMs }, mark);
  if ((await withdrawals.changeWhere({ _id, state, sends, workedUntilMs }, { ...changes })) === 0) return null;
  const payee = await payees.get(memberId);
  const name = payee ? unseal(payee.nameSealed) : '';
  return [{ ...withdrawal, ...changes }, await provider.send({ billNo: _id, openid, amountFen: arrivesFen, name })];
}

/** Asks what became of it; what the payment platform has nothing of is sent (again), unless payouts are held back. */
async function askOrSend(
  withdrawal: WithdrawalDocument,
  provider: TransferProvider,
  isKept: boolean,
  nowMs: number,
): Promise<readonly [WithdrawalDocument, TransferAnswer] | null> {
  if (isAtHome(withdrawal)) return isKept ? null : send(withdrawal, provider, nowMs);
  const became = await provider.query(withdrawal._id);
  const asked = { ...withdrawal, queries: withdrawal.queries + 1 };
  const lacksPackage = became.is === 'waiting' && became.confirmPackage === null && withdrawal.confirmPackage === null;
  // What the member confirms by is told to whoever sends alone: the same number again is the same transfer.
  const mustSend = lacksPackage || (became.is === 'notThere' && withdrawal.sends < MOST_SENDS && !isKept);
  return mustSend ? send(asked, provider, nowMs) : [asked, became];
}

const EVENTS: Readonly<Partial<Record<TransferAnswer['is'], WithdrawalEvent>>> = {
  waiting: 'transfer.waits',
  processing: 'transfer.taken',
  unreachable: 'transfer.unanswered',
  refused: 'transfer.unanswered',
  notThere: 'transfer.unanswered',
};

/** What an answer that is no end changes. */
function openChanges(
  withdrawal: WithdrawalDocument,
  answer: TransferAnswer,
  nowMs: number,
): Partial<WithdrawalDocument> {
  const event = EVENTS[answer.is]!;
  const to = stateAfter(withdrawal, event);
  const moved = to && to !== withdrawal.state ? stepped(withdrawal, event, { atMs: nowMs }) : {};
  const { queries, sends, confirmPackage, confirmBeforeMs } = withdrawal;
  const pauseMs = PAUSES_MS[Math.min(queries, PAUSES_MS.length)] ?? 6 * HOUR_MS;
  return {
    ...moved,
    queries,
    sends,
    dueAtMs: nowMs + pauseMs,
    isNotThere: answer.is === 'notThere',
    stuckWhy: answer.is === 'refused' || answer.is === 'unreachable' ? answer.why.slice(0, 100) : '',
    ...(answer.is === 'waiting'
      ? {
          transferNo: answer.transferNo,
          confirmPackage: answer.confirmPackage ?? confirmPackage,
          confirmBeforeMs: confirmBeforeMs ?? nowMs + DAY_MS,
        }
      : {}),
  };
}

/** Writes down what was answered, and books it where that is its end. */
async function noted(withdrawal: WithdrawalDocument, answer: TransferAnswer, nowMs: number): Promise<void> {
  const { _id, queries } = withdrawal;
  if (answer.is === 'paid' || answer.is === 'failed') {
    const end =
      answer.is === 'paid'
        ? ({ event: 'transfer.paid', why: '', transferNo: answer.transferNo } as const)
        : ({ event: 'transfer.failed', why: answer.why } as const);
    const ended = await transact(async (transaction) => {
      const now = await endWithdrawal(_id, end, nowMs, transaction);
      if (now) await withdrawals.change(_id, { queries }, transaction);
      return now && { ...now, queries };
    });
    if (ended) await tellEnd(ended);
    return;
  }
  await leave(withdrawal, nowMs, openChanges(withdrawal, answer, nowMs));
  const isLate = nowMs - withdrawal.log.find(({ event }) => event === 'transfer.sent')!.atMs >= TOLD_AFTER_MS;
  if (isLate && answer.is !== 'waiting') await raise('withdrawalStuck', nowMs, { withdrawalId: _id });
}

/**
 * Sends a withdrawal that is due, or asks what became of it, and books what is known. Safe to repeat, beside itself as
 * well, and to be killed at any step: it is paid once, under one number. @returns whether there was anything to do.
 */
export async function runWithdrawal(
  known: Pick<WithdrawalDocument, '_id' | 'state' | 'parts'>,
  leaving: Leaving,
  nowMs: number,
): Promise<boolean> {
  const provider = transferProvider();
  if (!provider || isReviewed(known) || (isAtHome(known) && isHeldBack(known, leaving))) return false;
  const withdrawal = await taken(known._id, nowMs);
  if (!withdrawal) return false;
  const wallet = await wallets.getFields(withdrawal.memberId, { isDrawingBlocked: true });
  const isKept = isHeldBack(withdrawal, leaving) || wallet?.isDrawingBlocked === true;
  const answered = await askOrSend(withdrawal, provider, isKept, nowMs);
  if (!answered) return idle(withdrawal, nowMs);
  await noted(...answered, nowMs);
  return true;
}

async function idle(withdrawal: WithdrawalDocument, nowMs: number): Promise<false> {
  await leave(withdrawal, nowMs, {});
  return false;
}
