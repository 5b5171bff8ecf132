import { fen } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import type { WithdrawalEvent } from '@shared/machines';
import { book } from '../_books/journal';
import type { Transaction } from '../_platform/transactions';
import { wallets, withdrawals } from '../_store/collections';
import type { WalletDocument, WithdrawalDocument } from '../_store/documents';
import { stateAfter, stepped } from './step';

export const requestEntryId = (withdrawalId: string): string => `withdrawal:${withdrawalId}:request`;
export const returnedEntryId = (withdrawalId: string): string => `withdrawal:${withdrawalId}:returned`;

/** How a withdrawal ended, for certain. */
interface WithdrawalEnd {
  readonly event: Extract<
    WithdrawalEvent,
    'transfer.paid' | 'transfer.failed' | 'review.declined' | 'operator.returned'
  >;
  readonly why: string;
  /** The administrator whose decision it is; left out for the payment platform. */
  readonly by?: string;
  readonly transferNo?: string;
}

/**
 * Books how a withdrawal ended, once, within a transaction that reads it: paid, its cash leaves and the fee is the
 * platform's; not paid, all of it is the member's again, the fee included. The same end again, or another one behind it,
 * changes nothing. @returns the withdrawal as it is then; null where its state does not know the end.
 */
export async function endWithdrawal(
  withdrawalId: string,
  { event, why, by, transferNo }: WithdrawalEnd,
  nowMs: number,
  transaction: Transaction,
): Promise<WithdrawalDocument | null> {
  const before = await withdrawals.get(withdrawalId, transaction);
  if (!before || !stateAfter(before, event)) return null;
  const wallet = (await wallets.get(before.memberId, transaction))!;
  const doing = { atMs: nowMs, note: why, ...(by === undefined ? {} : { by }) };
  const changes = stepped(before, event, doing, { why, ...(transferNo ? { transferNo } : {}) });
  const isPaid = event === 'transfer.paid';
  await withdrawals.change(withdrawalId, changes, transaction);
  await wallets.change(
    before.memberId,
    { frozenCashFen: (wallet.frozenCashFen ?? 0) - before.amountFen, ...(isPaid ? {} : givenBack(wallet, before)) },
    transaction,
  );
  await (isPaid ? bookPaid(before, nowMs, transaction) : bookReturned(before, why, nowMs, transaction));
  return { ...before, ...changes };
}

/** What a wallet has again of a withdrawal that was not paid; of what was drawn that day and month it is none. */
function givenBack(wallet: WalletDocument, { amountFen, parts, day }: WithdrawalDocument): Partial<WalletDocument> {
  const { drawn } = wallet;
  const month = day.slice(0, 7);
  return {
    spentCashFen: wallet.spentCashFen - amountFen,
    drawnDividendFen: (wallet.drawnDividendFen ?? 0) - parts.dividendFen,
    ...(drawn && drawn.month === month
      ? {
          drawn: {
            ...drawn,
            monthFen: drawn.monthFen - amountFen,
            ...(drawn.day === day ? { dayFen: drawn.dayFen - amountFen } : {}),
          },
        }
      : {}),
  };
}

const bookPaid = ({ _id, arrivesFen, feeFen }: WithdrawalDocument, atMs: number, transaction: Transaction) =>
  book(
    {
      id: `withdrawal:${_id}:paid`,
      kind: 'withdrawal.paid',
      atMs,
      postings: [
        ...post('cash', system.withdrawals, system.payouts, fen(arrivesFen)),
        ...post('cash', system.withdrawals, system.reserve, fen(feeFen)),
      ],
      lines: [],
    },
    transaction,
  );

const bookReturned = (
  { _id, memberId, amountFen }: WithdrawalDocument,
  why: string,
  atMs: number,
  transaction: Transaction,
) =>
  book(
    {
      id: returnedEntryId(_id),
      kind: 'withdrawal.returned',
      atMs,
      postings: post('cash', system.withdrawals, memberAccount(memberId), fen(amountFen)),
      lines: [
        {
          memberId,
          kind: 'withdrawal.returned',
          asset: 'cash',
          units: amountFen,
          plan: null,
          version: null,
          note: why,
          inputs: { requestedFen: amountFen, withdrawalId: _id },
        },
      ],
    },
    transaction,
  );
