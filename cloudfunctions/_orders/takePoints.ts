import { refuse } from '@shared/contract';
import { done, type Outcome, spendableCents, stableCents } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { book, type NewLine } from '../_books/journal';
import type { Transaction } from '../_platform/transactions';
import { wallets } from '../_store/collections';
import type { OrderDocument, WalletDocument } from '../_store/documents';

export type PointsRefusal = 'points/notEnough' | 'stable/notEnough';

const sum = (orders: readonly OrderDocument[], of: (order: OrderDocument) => number): number =>
  orders.reduce((all, order) => all + of(order), 0);

/** Whether points pay for a part of an order. */
export const takesPoints = ({ spendableCents: spendable, stableCents: stable = 0 }: OrderDocument): boolean =>
  spendable > 0 || stable > 0;

/**
 * Takes the points that pay for a part of some orders of one member, within the transaction that places them: spendable
 * ones are used up, stable ones are held until their order settles, and are the shop's then (rules §2, §5).
 * `creditedCents`: spendable points ever credited to the member, which only grow.
 * @returns ids of the entries, by order.
 */
export async function takePoints(
  orders: readonly OrderDocument[],
  nowMs: number,
  creditedCents: number,
  transaction: Transaction,
): Promise<Outcome<ReadonlyMap<string, string>, PointsRefusal>> {
  const paying = orders.filter(takesPoints);
  const entries = new Map<string, string>();
  if (paying.length === 0) return done(entries);
  const { memberId } = paying[0]!;
  const wallet = await wallets.get(memberId, transaction);
  const taken = takenFrom(wallet, paying, creditedCents);
  if (!taken.ok) return taken;
  await wallets.change(memberId, taken.value, transaction);
  for (const order of paying) {
    const id = `order:${order._id}:place`;
    entries.set(order._id, id);
    await book({ id, kind: 'order.place', atMs: nowMs, order, ...movesOf(order) }, transaction);
  }
  return done(entries);
}

/** What changes of a wallet that pays for orders, or why it cannot. */
function takenFrom(
  wallet: WalletDocument | null,
  paying: readonly OrderDocument[],
  creditedCents: number,
): Outcome<Partial<WalletDocument>, PointsRefusal> {
  const spendable = sum(paying, (order) => order.spendableCents);
  const heldSpendable = creditedCents + (wallet?.adjustedSpendableCents ?? 0) - (wallet?.spentSpendableCents ?? 0);
  if (heldSpendable < spendable)
    return refuse('points/notEnough', { asked: spendable, heldCents: Math.max(heldSpendable, 0) });
  const stable = sum(paying, (order) => order.stableCents ?? 0);
  const heldStable = wallet?.stableCents ?? 0;
  if (heldStable < stable) return refuse('stable/notEnough', { asked: stable, heldCents: heldStable });
  return done({
    ...(spendable > 0 ? { spentSpendableCents: (wallet?.spentSpendableCents ?? 0) + spendable } : {}),
    ...(stable > 0
      ? { stableCents: heldStable - stable, heldStableCents: (wallet?.heldStableCents ?? 0) + stable }
      : {}),
  });
}

function movesOf(order: OrderDocument) {
  const { memberId, orderNo, spendableCents: spendable, stableCents: stable = 0 } = order;
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
  const member = memberAccount(memberId);
  return {
    postings: [
      ...post('spendable', member, system.retired, spendableCents(spendable)),
      ...post('stable', member, system.orders, stableCents(stable)),
    ],
    lines,
  };
}

const sumOf = (lines: OrderDocument['lines'], of: (line: OrderDocument['lines'][number]) => number): number =>
  lines.reduce((all, line) => all + of(line), 0);
