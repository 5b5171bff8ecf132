import type { ClosingAsset } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { memberAccount, system } from '@shared/ledger';
import { bookOnce } from '../_books/journal';
import { transact } from '../_platform/transactions';
import { adjust, prepareAdjustment } from '../_settle/adjustment';
import { serially } from '../_settle/serial';
import { wallets } from '../_store/collections';

/**
 * Gives a holding up to the platform (rules §5): points are removed as administrators remove them, bought back at today's
 * price or destroyed, so that nobody's price moves; cash becomes the platform's. Each asset has one entry for ever:
 * `round` tells it from one that was given up at an earlier try of the same closing. Refused while a day closes.
 */
export async function giveUp(
  memberId: string,
  { asset, units }: { readonly asset: ClosingAsset; readonly units: number },
  round: string,
  nowMs: number,
): Promise<Outcome<unknown>> {
  const id = `closing-${memberId}-${asset}-${round}`;
  if (asset === 'cash') return giveUpCash(memberId, units, id, nowMs);
  const asked = { memberId, change: 'remove', asset, units } as const;
  return serially(
    nowMs,
    () => prepareAdjustment(asked),
    (adjusting, turn, transaction) => adjust(adjusting, id, turn, transaction),
    (working) => transact(working),
  );
}

const giveUpCash = (memberId: string, units: number, id: string, nowMs: number): Promise<Outcome<unknown>> =>
  transact(async (transaction) => {
    const wallet = await wallets.get(memberId, transaction);
    const line = {
      memberId,
      kind: 'adjustment',
      asset: 'cash',
      units: -units,
      plan: null,
      version: null,
      note: '',
    } as const;
    const booked = await bookOnce(
      {
        id: `giveUp:${id}`,
        kind: 'member.giveUp',
        atMs: nowMs,
        postings: [{ asset: 'cash', from: memberAccount(memberId), to: system.reserve, amount: units }],
        lines: [{ ...line, inputs: { adjustedUnits: -units } }],
      },
      transaction,
    );
    if (booked === 'new')
      await wallets.change(memberId, { spentCashFen: (wallet?.spentCashFen ?? 0) + units }, transaction);
    return done(null);
  });
