import { refuse, type StatementLine } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { readCursor, writeCursor } from '../_platform/cursors';
import { tagOf } from '../_store/lists';
import type { Entry } from './credits';
import { entriesOf } from './entries';
import { heldOf } from './held';

/** An entry as a line; the id tells the two sides of a close's line apart by its asset. */
export const lineOf = (entry: Entry, balanceAfter: number | null): StatementLine => ({
  entryId: entry.entryId,
  kind: entry.kind,
  amount: { asset: entry.asset, units: entry.units },
  balanceAfter,
  atMs: entry.atMs,
  day: entry.day,
  isOfClose: entry.isOfClose,
  plan: entry.plan && { ...entry.plan },
  note: entry.note,
  orderId: entry.orderId,
  orderNo: entry.orderNo,
});

const placeOf = (entry: Entry): string => `${entry.entryId} ${entry.asset}`;

/**
 * Newest first. Balances run back from what is held now, entry by entry, so that each line's balance is the one before
 * it less what of its amount reached the balance: the list adds up.
 */
export const statement = joining<'wallet.statement', typeof balancesJoins>(
  () => balancesJoins,
  async (input, { member }, joined) => {
    const tag = tagOf('wallet.statement', input);
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, ['string']);
    if (input.cursor !== undefined && !after) return refuse('cursor/invalid');
    const balances = await balancesJoined(member, joined);
    const entries = entriesOf(member._id, balances.figures);
    const [{ byAsset }, first] = await Promise.all([heldOf(member._id, balances), entries.next()]);
    const running = { ...byAsset };
    const lines: StatementLine[] = [];
    let isBehindCursor = after === undefined;
    let last: Entry | undefined;
    for (let next = first; !next.done; next = await entries.next()) {
      const entry = next.value;
      const balanceAfter = running[entry.asset];
      running[entry.asset] -= entry.balanceUnits;
      if (!isBehindCursor) {
        isBehindCursor = placeOf(entry) === after![0];
        continue;
      }
      if (input.month && !entry.day.startsWith(input.month)) {
        if (entry.day < input.month) break;
        continue;
      }
      if (input.asset ? entry.asset !== input.asset : entry.isOtherSide) continue;
      if (lines.length === input.limit) return done({ lines, next: writeCursor(tag, [placeOf(last!)]) });
      lines.push(lineOf(entry, balanceAfter));
      last = entry;
    }
    return done({ lines, next: null });
  },
);
