import { refuse } from '@shared/contract';
import { done, fen, type Outcome, spendableCents, stableCents } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { type CashParts, takenParts } from '@shared/rules';
import { heldParts, isKindStopped, unstoppedFen } from '../_books/cashOut';
import { book, type NewLine } from '../_books/journal';
import type { Transaction } from '../_platform/transactions';
import { wallets } from '../_store/collections';
import type { OrderDocument, WalletDocument } from '../_store/documents';
import type { Settings } from '../_store/settings';

export type HeldRefusal = 'points/notEnough' | 'stable/notEnough' | 'balance/notEnough' | 'balance/barred';

const sum = (orders: readonly OrderDocument[], of: (order: OrderDocument) => number): number =>
  orders.reduce((all, order) => all + of(order), 0);

/** Whether the member's wallet pays for a part of an order: with points, or with cash balance. */
export const takesHeld = ({ spendableCents: spendable, stableCents: stable = 0, balanceFen = 0 }: OrderDocument) =>
  spendable > 0 || stable > 0 || balanceFen > 0;

/** What was ever credited to a member, which only grows, and which cash may not leave now. */
export interface Held {
  readonly creditedCents: number;
  readonly creditedFen: number;
  readonly settings: Pick<Settings, 'withdrawStopped'>;
}

/** What an order took: the entry, and what of its cash balance came of dividends. */
interface TakenHeld {
  readonly entryId: string;
  readonly balanceDividendFen: number;
}

/**
 * Takes what a wallet pays of some orders of one member, within the transaction that places them: spendable points are
 * used up, stable ones are held until their order settles, and are the shop's then (rules §2, §5); cash balance is held
 * until its order is paid. What was withdrawn or spent since the caller looked is seen here.
 * @returns what each order took, by its id.
 */
export async function takeHeld(
  orders: readonly OrderDocument[],
  nowMs: number,
  held: Held,
  transaction: Transaction,
): Promise<Outcome<ReadonlyMap<string, TakenHeld>, HeldRefusal>> {
  const paying = orders.filter(takesHeld);
  const all = new Map<string, TakenHeld>();
  if (paying.length === 0) return done(all);
  const { memberId } = paying[0]!;
  const wallet = await wallets.get(memberId, transaction);
  const taken = takenFrom(wallet, paying, held);
  if (!taken.ok) return taken;
  const { changes, dividend } = taken.value;
  await wallets.change(memberId, changes, transaction);
  let dividendsLeft: number = dividend;
  for (const order of paying) {
    const entryId = `order:${order._id}:place`;
    const balanceDividendFen = Math.min(dividendsLeft, order.balanceFen ?? 0);
    dividendsLeft -= balanceDividendFen;
    all.set(order._id, { entryId, balanceDividendFen });
    await book({ id: entryId, kind: 'order.place', atMs: nowMs, order, ...movesOf(order) }, transaction);
  }
  return done(all);
}

/** What changes of a wallet that pays for orders, or why it cannot. */
function takenFrom(
  wallet: WalletDocument | null,
  paying: readonly OrderDocument[],
  { creditedCents, creditedFen, settings }: Held,
): Outcome<{ readonly changes: Partial<WalletDocument>; readonly dividend: number }, HeldRefusal> {
  const spendable = sum(paying, (order) => order.spendableCents);
  const heldSpendable = creditedCents + (wallet?.adjustedSpendableCents ?? 0) - (wallet?.spentSpendableCents ?? 0);
  if (heldSpendable < spendable)
    return refuse('points/notEnough', { asked: spendable, heldCents: Math.max(heldSpendable, 0) });
  const stable = sum(paying, (order) => order.stableCents ?? 0);
  const heldStable = wallet?.stableCents ?? 0;
  if (heldStable < stable) return refuse('stable/notEnough', { asked: stable, heldCents: heldStable });
  const balance = sum(paying, (order) => order.balanceFen ?? 0);
  const parts = cashTaken(wallet, balance, creditedFen, settings);
  if (!parts.ok) return parts;
  return done({
    changes: {
      ...(spendable > 0 ? { spentSpendableCents: (wallet?.spentSpendableCents ?? 0) + spendable } : {}),
      ...(stable > 0
        ? { stableCents: heldStable - stable, heldStableCents: (wallet?.heldStableCents ?? 0) + stable }
        : {}),
      ...(balance > 0
        ? {
            spentCashFen: (wallet?.spentCashFen ?? 0) + balance,
            drawnDividendFen: (wallet?.drawnDividendFen ?? 0) + parts.value.dividend,
          }
        : {}),
    },
    dividend: parts.value.dividend,
  });
}

/** Of which cash a sum of the balance is, as a withdrawal takes it: dividends first, nothing of what is stopped. */
export function cashTaken(
  wallet: WalletDocument | null,
  balance: number,
  creditedFen: number,
  settings: Held['settings'],
): Outcome<CashParts, HeldRefusal> {
  if (balance === 0) return done({ dividend: fen(0), sale: fen(0) });
  if (wallet?.isDrawingBlocked) return refuse('balance/barred', { why: 'blocked' });
  const cash = Math.max(creditedFen + (wallet?.exitCashFen ?? 0) - (wallet?.spentCashFen ?? 0), 0);
  const held = heldParts(cash, creditedFen, wallet ?? {});
  const parts = takenParts(fen(balance), held, isKindStopped(settings));
  return parts ? done(parts) : refuse('balance/notEnough', { asked: balance, readyFen: unstoppedFen(held, settings) });
}

function movesOf(order: OrderDocument) {
  const { memberId, orderNo, spendableCents: spendable, stableCents: stable = 0, balanceFen = 0 } = order;
  const line = { memberId, kind: 'order.pay', plan: null, version: null, note: orderNo } as const;
  const lines: NewLine[] = [];
  if (spendable > 0)
    lines.push({
      ...line,
      asset: 'spendable',
      units: -spendable,
      inputs: {
        goodsFen: order.goodsFen,
        eligibleFen: sumOf(order.lines, ({ pointsCents, amountFen }) => (pointsCents > 0 ? amountFen : 0)),
        askedSpendableCents: spendable,
      },
    });
  if (stable > 0)
    lines.push({
      ...line,
      asset: 'stable',
      units: -stable,
      inputs: { goodsFen: order.goodsFen, askedStableCents: stable },
    });
  if (balanceFen > 0)
    lines.push({
      ...line,
      asset: 'cash',
      units: -balanceFen,
      inputs: { goodsFen: order.goodsFen, freightFen: order.freightFen, askedBalanceFen: balanceFen },
    });
  const member = memberAccount(memberId);
  return {
    postings: [
      ...post('spendable', member, system.retired, spendableCents(spendable)),
      ...post('stable', member, system.orders, stableCents(stable)),
      ...post('cash', member, system.orders, fen(balanceFen)),
    ],
    lines,
  };
}

const sumOf = (lines: OrderDocument['lines'], of: (line: OrderDocument['lines'][number]) => number): number =>
  lines.reduce((all, line) => all + of(line), 0);
