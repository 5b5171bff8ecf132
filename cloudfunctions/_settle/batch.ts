import type { PlanKind } from '@shared/contract';
import { AmountOverflow, type BusinessDay, type Fen, fen, startOfBusinessDay } from '@shared/kernel';
import type { BackingPool, Member } from '@shared/rules';
import { BATCH_ID } from '../_books/finish';
import type { NewEntry } from '../_books/journal';
import { type HeldMember, walletFields } from '../_books/member';
import { emptyWallet } from '../_books/wallet';
import { cashLeftOf, piecesLeft } from '../_orders/remains';
import { stepped } from '../_orders/step';
import type { PlansInForce } from '../_plans/plans';
import { logFault } from '../_platform/log';
import type { InboxDocument, OrderDocument, OrderGrant, ShopLineDocument, WalletDocument } from '../_store/documents';
import type { BatchDocument, WalletChange } from '../_store/documents/platform';
import { type Accrual, accrue } from './accrue';
import { countedPlans } from './counted';
import { waiting } from './inboxItems';
import { type Intake, memberFrom } from './intake';
import { owedKept, owedOf, owedPostings, ShopsSettled } from './shops';
import { stablePostings } from './stable';
import { emptyTotals, withOrder } from './totals';

/** All that a batch comes to, worked out before anything is written. */
export interface Worked {
  readonly batch: BatchDocument;
  readonly entries: readonly NewEntry[];
  readonly shopLines: readonly ShopLineDocument[];
  readonly inbox: readonly InboxDocument[];
  readonly totals: ReturnType<typeof withOrder>;
  readonly pool: BackingPool | null;
  readonly purchases: number;
  readonly sequence: number;
}

/**
 * Settles the orders of an intake one after another in their order, each on what the one before left (rules §0, §5):
 * pure, so that it can be worked out again when somebody was faster. An order that cannot be worked out is told in the
 * log and left for the next time.
 */
export function workOut(
  intake: Intake,
  day: BusinessDay,
  plans: PlansInForce,
  exact: ReadonlyMap<string, HeldMember> = new Map(),
): Worked {
  const { _id, ...nothing } = emptyTotals(day);
  const current = new Map<string, Member>();
  const changed = new Set<string>();
  const walletOf = (id: string) => intake.wallets.get(id) ?? emptyWallet(id);
  const memberOf = (id: string): Member => {
    const member = current.get(id) ?? memberFrom(walletOf(id), exact.get(id));
    current.set(id, member);
    return member;
  };
  const isLoose = (id: string) => !exact.has(id);
  const settled: { orderId: string; changes: Partial<OrderDocument> }[] = [];
  const entries: NewEntry[] = [];
  const inbox: InboxDocument[] = [];
  const sold = new Map<string, number>();
  const shops = new ShopsSettled();
  let { sequence } = intake.state;
  let totals: Worked['totals'] = nothing;
  let pool = intake.pool?.state ?? null;
  let purchases = 0;
  for (const order of intake.orders) {
    let one: ReturnType<typeof settleOne>;
    try {
      const turnover = fen(intake.dividendFen + totals.dividendFen);
      one = settleOne(order, { intake, day, plans, pool, turnover, sequence: sequence + 1, memberOf, isLoose });
    } catch (error) {
      if (error instanceof NotExact) throw error;
      logFault(`settling ${order._id} failed`, error);
      continue;
    }
    sequence += 1;
    const { accrual, counted } = one;
    if (accrual) {
      for (const member of [accrual.buyer, accrual.referrer])
        if (member && member !== memberOf(member.id)) {
          current.set(member.id, member);
          changed.add(member.id);
        }
      if (accrual.pool) {
        pool = accrual.pool;
        purchases += 1;
      }
    }
    totals = withOrder(totals, cashLeftOf(order), counted);
    settled.push({ orderId: order._id, changes: one.changes });
    entries.push(one.entry);
    inbox.push(...one.inbox);
    shops.add(order, one.changes.owed, one.entry);
    for (const line of order.lines)
      if (piecesLeft(line) > 0) sold.set(line.goodsId, (sold.get(line.goodsId) ?? 0) + piecesLeft(line));
  }
  const batch: BatchDocument = {
    _id: BATCH_ID,
    batch: `${day}:${sequence}`,
    isFinished: false,
    wallets: [...new Set([...changed, ...shops.ofMembers.keys()])].map((id) => ({
      ...walletChange(walletOf(id), memberOf(id), plans),
      ...shops.of(id),
    })),
    orders: settled,
    merchants: shops.merchants,
    sold: [...sold].map(([goodsId, pieces]) => ({ goodsId, pieces })),
  };
  return { batch, entries, shopLines: shops.lines, inbox, totals, pool, purchases, sequence };
}

interface Standing {
  readonly intake: Intake;
  readonly day: BusinessDay;
  readonly plans: PlansInForce;
  readonly pool: BackingPool | null;
  readonly turnover: Fen;
  readonly sequence: number;
  readonly memberOf: (id: string) => Member;
  readonly isLoose: (id: string) => boolean;
}

/** One order on what those before it left: what it gave, its entry, what waits for the close, its new state. */
function settleOne(order: OrderDocument, standing: Standing) {
  const { intake, day, plans, pool, turnover, sequence, memberOf } = standing;
  const buyer = intake.members.get(order.memberId)!;
  const referrer = buyer.referrerId ? intake.members.get(buyer.referrerId)! : null;
  const atMs = Math.max(order.dueAtMs!, startOfBusinessDay(day));
  const entryId = `order:${order._id}:settle`;
  const ownerId = intake.owners.get(order.shopId) ?? null;
  const { counted, notCounted, isOwnShop } = countedPlans(order, buyer, plans, ownerId, atMs);
  const loose = [buyer._id, ...(referrer ? [referrer._id] : [])].filter(standing.isLoose);
  const accrual = attempt(
    () =>
      accrue({
        order,
        entryId,
        day,
        counted,
        isOwnShop,
        plans,
        buyer: memberOf(buyer._id),
        referrer: referrer && memberOf(referrer._id),
        // An account that is closed takes part in nothing (docs/decisions.md, Leaving).
        referrerAccepted: referrer && !referrer.isClosed ? referrer.accepted : {},
        atMs,
        pool,
        turnover,
      }),
    loose,
  );
  const owed = ownerId === null ? null : owedOf(order);
  const changes = stepped(
    order,
    { order: 'order.settled' },
    { atMs, by: 'platform', entryId },
    {
      settledAtMs: atMs,
      settleDay: day,
      sequence,
      grants: accrual?.grants ?? [],
      notCounted: accrual ? notCounted : [...notCounted, ...tooLarge(counted)],
      ...(owed ? { owed: owedKept(owed) } : {}),
    },
  );
  const { postings = [], lines = [] } = accrual ?? {};
  return {
    accrual,
    counted: accrual ? counted : {},
    changes: { ...changes, isSettling: false },
    entry: {
      id: entryId,
      kind: 'order.settle',
      atMs,
      day,
      order,
      postings: [...postings, ...stablePostings(order), ...(owed ? owedPostings(order.shopId, owed) : [])],
      lines,
    },
    inbox: accrual ? waiting(accrual, order, referrer?._id ?? null, { day, sequence, atMs }) : [],
  };
}

/**
 * An event that would take any stored amount to 2^53 accrues nothing at all (rules §5); the order settles all the same.
 * Throws NotExact where that was seen on what was ever granted: what is held may still have room.
 */
function attempt(work: () => Accrual, loose: readonly string[]): Accrual | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AmountOverflow)) throw error;
    if (loose.length > 0) throw new NotExact(loose);
    return null;
  }
}

/** Members of whom more has to be read than the wallet. */
export class NotExact extends Error {
  constructor(readonly memberIds: readonly string[]) {
    super(`more is to be read of ${memberIds.join(', ')}`);
  }
}

const tooLarge = (counted: Partial<Record<PlanKind, Fen>>) =>
  (Object.keys(counted) as OrderGrant['plan'][]).map((plan) => ({ plan, why: 'tooLarge' as const }));

/** What changes of the wallet of a member whom an order changed. */
function walletChange(wallet: WalletDocument, after: Member, plans: PlansInForce): WalletChange {
  const { pointsMicroPoints, exitQuotaFen, exitAt, ...others } = walletFields(after);
  const isHigher = after.level > wallet.level;
  return {
    memberId: after.id,
    before: { pointsMicroPoints: wallet.pointsMicroPoints, exitQuotaFen: wallet.exitQuotaFen },
    after: { pointsMicroPoints, exitQuotaFen, exitAt },
    others: {
      ...others,
      quotaGrantedFen: after.quota + after.quotaToday,
      weightGrantedMicroShares: after.weight + after.weightToday,
      ...(isHigher ? { levelFromFen: plans.release?.plan.tiers[after.level - 1]?.from ?? null } : {}),
    },
  };
}
