import { exitQuotaFen, fen, microPoints, microShares, quotaFen, spendableCents, stableCents } from '@shared/kernel';
import { type Member, newMember, type Owed } from '@shared/rules';
import type { Transaction } from '../_platform/transactions';
import { inbox, members, wallets } from '../_store/collections';
import type { MemberDocument, WalletDocument } from '../_store/documents';
import { balancesFrom } from './balances';
import { exitThreshold } from './exitThreshold';
import { waitingChange } from './pages/change';
import { figuresOf } from './pages/read';

/**
 * A member as one value, put together from the wallet, the page and what waits in the inbox. Between two closes pages do
 * not change, and every event that changes what is here takes a number of the day's sequence: a value that was read
 * before a number is right while no other is taken, but for what the member spends: `writeMember` looks for that.
 */
export interface HeldMember {
  readonly document: MemberDocument;
  readonly wallet: WalletDocument;
  readonly member: Member;
  /** What the order that was asked for still holds of release points; 0 where none was. */
  readonly remainingCents: number;
}

/** What waits for the next close, summed: grants of today land beside older ones, a change names both. */
async function waitingOf(memberId: string, orderId: string | null) {
  const sums = { quota: 0, weight: 0, quotaToday: 0, weightToday: 0, owedSpendable: 0, remaining: 0 };
  const items = inbox.walk({ memberId, mergeDay: null }, { keys: [['_id', 'asc']] });
  for await (const item of items) {
    const isOfOrder = orderId !== null && item.orderId === orderId;
    if (item.kind === 'change') {
      sums.quota += item.quotaFen;
      sums.weight += item.weightMicroShares;
      sums.quotaToday += item.quotaTodayFen;
      sums.weightToday += item.weightTodayMicroShares;
      sums.owedSpendable += item.owedSpendableCents;
      if (isOfOrder) sums.remaining += item.remainingCents;
    } else {
      sums.quotaToday += item.quotaFen;
      sums.weightToday += item.weightMicroShares;
      if (isOfOrder) sums.remaining += item.grantedReleaseCents;
    }
  }
  return sums;
}

/** What a wallet says is owed; spendable points that are owed are on the page. */
export const owedIn = (wallet: WalletDocument): Owed => ({
  exitQuota: exitQuotaFen(wallet.owedExitQuotaFen ?? 0),
  quota: quotaFen(wallet.owedQuotaFen ?? 0),
  spendable: spendableCents(0),
});

/** What is locked, as the rules take it: nothing is said where nothing is. */
export const lockedIn = (units = 0) => (units > 0 ? { locked: microPoints(units) } : {});

/** The fields of a wallet that say the same of a member. */
export const walletFields = (after: Member) => ({
  pointsMicroPoints: after.points,
  exitQuotaFen: after.exitQuota,
  exitAt: exitThreshold(after.exitQuota, after.points),
  owedExitQuotaFen: after.owed.exitQuota,
  owedQuotaFen: after.owed.quota,
  level: after.level,
  levels: after.ordersAtLevel,
});

/** Reads a member, and what one of the member's orders still holds; null when there is no such member. */
export async function readMember(memberId: string, orderId: string | null = null): Promise<HeldMember | null> {
  const document = await members.get(memberId);
  if (!document) return null;
  const [kept, read, waiting] = await Promise.all([
    wallets.get(memberId),
    figuresOf([document], orderId),
    waitingOf(memberId, orderId),
  ]);
  const figures = read.get(memberId) ?? null;
  const { wallet, spendableCents: spendable, cashFen } = balancesFrom(memberId, kept, figures);
  return {
    document,
    wallet,
    remainingCents: (figures?.askedCents ?? 0) + waiting.remaining,
    member: {
      ...newMember(memberId),
      cash: fen(cashFen),
      stable: stableCents(wallet.stableCents),
      points: microPoints(wallet.pointsMicroPoints),
      ...lockedIn(wallet.lockedMicroPoints),
      exitQuota: exitQuotaFen(wallet.exitQuotaFen),
      quota: quotaFen((figures?.quotaFen ?? 0) + waiting.quota),
      weight: microShares((figures?.weightMicroShares ?? 0) + waiting.weight),
      quotaToday: quotaFen(waiting.quotaToday),
      weightToday: microShares(waiting.weightToday),
      spendable: spendableCents(spendable),
      level: wallet.level,
      ordersAtLevel: wallet.levels,
      owed: {
        ...owedIn(wallet),
        spendable: spendableCents((figures?.owedSpendableCents ?? 0) + waiting.owedSpendable),
      },
    },
  };
}

/** What a change of a member says besides the figures of the rules. */
interface ChangeOf {
  /** From the event: the same change again is the same item. */
  readonly id: string;
  readonly day: string;
  readonly atMs: number;
  readonly sequence: number;
  readonly volumeFen?: number;
  readonly order?: { readonly orderId: string; readonly remainingCents: number; readonly dailyCents: number };
}

/** What an event was worked out from is not so any more: it is read again, and worked out anew. */
export class Moved extends Error {}

/** What a member does himself takes no number of the day: whether it was done meanwhile is seen in the wallet alone. */
async function isAsRead(wallet: WalletDocument, transaction: Transaction): Promise<boolean> {
  const now = await wallets.get(wallet._id, transaction);
  const figures = (one: WalletDocument | null) =>
    one &&
    [
      one.pointsMicroPoints,
      one.lockedMicroPoints ?? 0,
      one.exitQuotaFen,
      one.stableCents,
      one.spentSpendableCents,
      one.spentCashFen,
      one.adjustedSpendableCents ?? 0,
    ].join();
  return figures(now) === figures(wallet);
}

/**
 * Writes what became of a member, within the transaction of the event: the wallet's figures at once, the page's as an
 * item that the next close merges before it pays. The caller has seen that nothing took a number of the day since it was
 * read. Throws Moved where the member has spent meanwhile.
 */
export async function writeMember(
  { member: before, wallet }: HeldMember,
  after: Member,
  { order, volumeFen = 0, ...event }: ChangeOf,
  transaction: Transaction,
): Promise<void> {
  if (!(await isAsRead(wallet, transaction))) throw new Moved();
  await wallets.change(
    wallet._id,
    {
      ...walletFields(after),
      stableCents: after.stable,
      // Sales alone credit cash here; a page's are the close's.
      exitCashFen: wallet.exitCashFen + after.cash - before.cash,
      adjustedSpendableCents: (wallet.adjustedSpendableCents ?? 0) + after.spendable - before.spendable,
    },
    transaction,
  );
  const changes = {
    quotaFen: after.quota - before.quota,
    weightMicroShares: after.weight - before.weight,
    quotaTodayFen: after.quotaToday - before.quotaToday,
    weightTodayMicroShares: after.weightToday - before.weightToday,
    owedSpendableCents: after.owed.spendable - before.owed.spendable,
    volumeFen,
    remainingCents: order?.remainingCents ?? 0,
  };
  if (!order && Object.values(changes).every((figure) => figure === 0)) return;
  const { id: _id, ...when } = event;
  await inbox.addAll([waitingChange({ _id, memberId: wallet._id, ...when, ...changes, ...order })], transaction);
}
