import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { memberAccount, system } from '@shared/ledger';
import { book } from '../_books/journal';
import { Moved } from '../_books/member';
import { serially } from '../_books/serial';
import { transact } from '../_platform/transactions';
import { type Adjusting, adjust, prepareAdjustment } from '../_settle/adjustment';
import { wallets } from '../_store/collections';
import type { WalletDocument } from '../_store/documents';
import type { BalanceGivenUp } from './hindrances';

/**
 * Gives a holding up to the platform (rules §5): points are removed as administrators remove them, bought back at today's
 * price or destroyed, so that nobody's price moves; cash becomes the platform's. Refused while a day closes. Throws Moved
 * where the member has spent or drawn cash since the wallet was read.
 */
export function giveUp(
  wallet: WalletDocument,
  { asset, units }: { readonly asset: BalanceGivenUp; readonly units: number },
  nowMs: number,
): Promise<Outcome<unknown>> {
  const { _id: memberId } = wallet;
  if (asset === 'cash') return giveUpCash(wallet, units, nowMs);
  return serially<Adjusting, unknown, string, never>(
    nowMs,
    () => prepareAdjustment({ memberId, change: 'remove', asset, units }),
    async (adjusting, turn, transaction) => {
      // Certified since it was looked at whether anything keeps the account open: it does now.
      if (asset === 'appreciating' && adjusting.held.member.locked)
        return refuse('closing/hindered', { kind: 'holdings', count: 1 });
      return adjust(adjusting, `closing-${memberId}-${turn.day}-${turn.sequence}`, turn, transaction);
    },
    (working) => transact(working),
  );
}

/** The entry is told from others by what was spent before it, which only grows. */
const giveUpCash = (
  { _id: memberId, spentCashFen, frozenCashFen = 0 }: WalletDocument,
  units: number,
  nowMs: number,
): Promise<Outcome<unknown>> =>
  transact(async (transaction) => {
    const now = await wallets.get(memberId, transaction);
    if (now?.spentCashFen !== spentCashFen || (now.frozenCashFen ?? 0) !== frozenCashFen) throw new Moved();
    const line = {
      memberId,
      kind: 'adjustment',
      asset: 'cash',
      units: -units,
      plan: null,
      version: null,
      note: '',
    } as const;
    await book(
      {
        id: `closing:${memberId}:${spentCashFen}`,
        kind: 'member.giveUp',
        atMs: nowMs,
        postings: [{ asset: 'cash', from: memberAccount(memberId), to: system.reserve, amount: units }],
        lines: [{ ...line, inputs: { adjustedUnits: -units } }],
      },
      transaction,
    );
    await wallets.change(memberId, { spentCashFen: spentCashFen + units }, transaction);
    return done(null);
  });
