import {
  AmountOverflow,
  type BusinessDay,
  exitQuotaFen,
  type Fen,
  microPoints,
  startOfBusinessDay,
} from '@shared/kernel';
import { type Member, newMember } from '@shared/rules';
import { emptyWallet } from '../_books/balances';
import { exitThreshold } from '../_books/exitThreshold';
import { book } from '../_books/journal';
import { POOL_ID } from '../_books/pool';
import { step } from '../_orders/step';
import type { PlansAt, PlansInForce } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { type Transaction, transact } from '../_platform/transactions';
import {
  dayStates,
  dayTotals,
  goodsOnSale,
  inbox,
  members,
  orders,
  pools,
  shops,
  wallets,
} from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { DayTotalsDocument, MemberDocument, OrderDocument, OrderGrant, WalletDocument } from '../_store/documents';
import { type Accrual, accrue } from './accrue';
import { countedPlans } from './counted';

const memberFrom = (wallet: WalletDocument): Member => ({
  ...newMember(wallet._id),
  points: microPoints(wallet.pointsMicroPoints),
  exitQuota: exitQuotaFen(wallet.exitQuotaFen),
  level: wallet.level,
});

/** What settling one order came to. */
export type Settled = 'settled' | 'frozen' | 'gone' | 'otherPlans';

/** An order that may be due: the transaction reads it anew. */
export type Candidate = Pick<OrderDocument, '_id' | 'memberId'>;

/**
 * Settles one order into the open day (rules §0, §5): the next number of the strict sequence, accrual by the rules for
 * each plan that counts it, balanced postings, all in one transaction under the id `order:{id}:settle`. Repeating it
 * changes nothing. 'frozen': the day is being closed; 'gone': the order is no longer to be settled; 'otherPlans': a plan
 * or a clearance changed since the plans were read, and they are to be read again.
 */
export async function settleOrder(candidate: Candidate, day: BusinessDay, at: PlansAt): Promise<Settled> {
  const { plans, revision } = at;
  const buyer = (await members.get(candidate.memberId))!;
  const referrer = buyer.referrerId ? await members.get(buyer.referrerId) : null;
  return transact(async (transaction) => {
    const state = (await dayStates.get(DAY_STATE_ID, transaction))!;
    if (state.isClosing || state.openDay !== day) return 'frozen';
    const order = await orders.get(candidate._id, transaction);
    if (order?.state !== 'received' || order.isRefundPending) return 'gone';
    if ((state.plansRevision ?? 0) !== revision) return 'otherPlans';
    const shop = await shops.get(order.shopId, transaction);
    const sequence = state.sequence + 1;
    const atMs = Math.max(order.dueAtMs!, startOfBusinessDay(day));
    const entryId = `order:${order._id}:settle`;
    const { counted, notCounted } = countedPlans(order, buyer, plans, shop?.ownerId ?? null);
    const pool = counted.appreciation ? await pools.get(POOL_ID, transaction) : null;
    const buyerWallet = (await wallets.get(buyer._id, transaction)) ?? emptyWallet(buyer._id);
    const referrerWallet = referrer && ((await wallets.get(referrer._id, transaction)) ?? emptyWallet(referrer._id));
    const accrual = attempt(() =>
      accrue({
        order,
        entryId,
        day,
        counted,
        plans,
        buyer: memberFrom(buyerWallet),
        referrer: referrerWallet && memberFrom(referrerWallet),
        referrerAccepted: referrer?.accepted ?? {},
        pool: pool?.state ?? null,
      }),
    );
    const grants = accrual?.grants ?? [];
    const release = grants.find((grant) => grant.plan === 'release');
    if (accrual) {
      await keepWallet(buyerWallet, accrual.buyer, release, plans, transaction);
      if (referrerWallet && accrual.referrer)
        await keepWallet(referrerWallet, accrual.referrer, undefined, plans, transaction);
      if (accrual.pool && pool)
        await pools.put({ ...pool, state: accrual.pool, purchases: pool.purchases + 1 }, transaction);
      await keepInbox(accrual, order, referrer, day, sequence, atMs, transaction);
    }
    await book(
      {
        id: entryId,
        kind: 'order.settle',
        atMs,
        day,
        order,
        postings: accrual?.postings ?? [],
        lines: accrual?.lines ?? [],
      },
      transaction,
    );
    await addTotals(day, order, accrual ? counted : {}, transaction);
    await addSold(order, transaction);
    await step(
      order,
      { order: 'order.settled' },
      { atMs, by: 'platform', entryId },
      {
        settledAtMs: atMs,
        settleDay: day,
        sequence,
        grants: grants,
        notCounted: accrual ? notCounted : [...notCounted, ...tooLarge(counted)],
      },
      transaction,
    );
    await dayStates.change(DAY_STATE_ID, { sequence }, transaction);
    return 'settled';
  });
}

/** An event that would take any stored amount to 2^53 accrues nothing at all (rules §5); the order settles all the same. */
function attempt(work: () => Accrual): Accrual | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof AmountOverflow) return null;
    throw error;
  }
}

const tooLarge = (counted: Partial<Record<OrderGrant['plan'], Fen>>) =>
  (Object.keys(counted) as OrderGrant['plan'][]).map((plan) => ({ plan, why: 'tooLarge' as const }));

async function keepWallet(
  before: WalletDocument,
  after: Member,
  release: OrderGrant | undefined,
  plans: PlansInForce,
  transaction: Transaction,
): Promise<void> {
  const isHigher = after.level > before.level && release?.plan === 'release';
  await wallets.change(
    before._id,
    {
      pointsMicroPoints: after.points,
      exitQuotaFen: after.exitQuota,
      exitAt: exitThreshold(after.exitQuota, after.points),
      ...(isHigher
        ? { level: after.level, levelFromFen: plans.release?.plan.tiers[after.level - 1]?.from ?? null }
        : {}),
    },
    transaction,
  );
}

/** What the pages hold waits for the close: quota, weight, release points, volume. */
async function keepInbox(
  accrual: Accrual,
  order: OrderDocument,
  referrer: MemberDocument | null,
  day: string,
  sequence: number,
  atMs: number,
  transaction: Transaction,
): Promise<void> {
  const common = { day, atMs, referrerId: null, depth: 0, sequence, mergeDay: null, pageId: null } as const;
  const nothing = { volumeFen: 0, pointsVolumeCents: 0, grantedReleaseCents: 0, dailyReleaseCents: 0 };
  const { ofBuyer, ofReferrer } = accrual;
  if (Object.values(ofBuyer).some((amount) => amount > 0))
    await inbox.put(
      {
        _id: `settle:${order._id}`,
        kind: 'order',
        memberId: order.memberId,
        orderId: order._id,
        ...common,
        ...ofBuyer,
      },
      transaction,
    );
  if (referrer && Object.values(ofReferrer).some((amount) => amount > 0))
    await inbox.put(
      {
        _id: `settle:${order._id}:sponsor`,
        kind: 'referral',
        memberId: referrer._id,
        orderId: null,
        ...common,
        ...nothing,
        ...ofReferrer,
      },
      transaction,
    );
}

async function addTotals(
  day: string,
  order: OrderDocument,
  counted: Partial<Record<OrderGrant['plan'], Fen>>,
  transaction: Transaction,
): Promise<void> {
  const before: DayTotalsDocument = (await dayTotals.get(day, transaction)) ?? emptyTotals(day);
  await dayTotals.put(
    {
      _id: day,
      orders: before.orders + 1,
      turnoverFen: before.turnoverFen + order.cashFen,
      appreciationFen: before.appreciationFen + (counted.appreciation ?? 0),
      appreciationOrders: before.appreciationOrders + (counted.appreciation ? 1 : 0),
      dividendFen: before.dividendFen + (counted.dividend ?? 0),
      releaseFen: before.releaseFen + (counted.release ?? 0),
    },
    transaction,
  );
}

/** A day on which nothing was settled. */
export const emptyTotals = (day: string): DayTotalsDocument => ({
  _id: day,
  orders: 0,
  turnoverFen: 0,
  appreciationFen: 0,
  appreciationOrders: 0,
  dividendFen: 0,
  releaseFen: 0,
});

/** Counts the pieces as sold, for the order of lists. */
async function addSold(order: OrderDocument, transaction: Transaction): Promise<void> {
  const pieces = new Map<string, number>();
  for (const { goodsId, quantity } of order.lines) pieces.set(goodsId, (pieces.get(goodsId) ?? 0) + quantity);
  for (const [goodsId, count] of pieces) await goodsOnSale.change(goodsId, { soldCount: _.inc(count) }, transaction);
}
