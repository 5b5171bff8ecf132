import { exitQuotaFen, microPoints, microShares, quotaFen } from '@shared/kernel';
import { type Member, newMember } from '@shared/rules';
import { type HeldMember, owedIn } from '../_books/member';
import { POOL_ID } from '../_books/pool';
import { startEvent } from '../_books/serial';
import { _ } from '../_platform/cloud';
import type { Place } from '../_platform/collection';
import { dayTotals, members, orders, pools, shops, wallets } from '../_store/collections';
import type { MemberDocument, OrderDocument, WalletDocument } from '../_store/documents';
import type { DayStateDocument, PoolDocument } from '../_store/documents/platform';

/** Many enough that what a batch asks for once weighs little, few enough for one transaction and one document. */
const MOST_ORDERS = 200;

const BY_DUE = [
  ['dueAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

const settleable = { state: 'received', isRefundPending: false } as const;

/** The orders of a batch, and all that they are settled from. */
export interface Intake {
  /** As it was before anything else was read: whatever changes the figures below also changes its numbers. */
  readonly state: DayStateDocument;
  readonly orders: readonly OrderDocument[];
  readonly members: ReadonlyMap<string, MemberDocument>;
  readonly wallets: ReadonlyMap<string, WalletDocument>;
  /** Owner of each shop, as it is now. */
  readonly owners: ReadonlyMap<string, string | null>;
  readonly pool: PoolDocument | null;
  /** What counts for the dividends of the open day so far. */
  readonly dividendFen: number;
}

/** The next orders that are due, behind a place in the order of (due time, id). */
export async function dueOrders(
  beforeMs: number,
  after: Place | undefined,
): Promise<{ readonly ids: readonly string[]; readonly next: Place | null }> {
  const condition = { ...settleable, dueAtMs: _.lt(beforeMs) };
  const { found, next } = await orders.page(condition, {
    keys: BY_DUE,
    after,
    fields: { _id: true },
    limit: MOST_ORDERS,
  });
  return { ids: found.map(({ _id }) => _id), next };
}

/**
 * Takes due orders for a settlement, and reads what they are settled from. An order that is taken can't be given back any
 * more, so that nobody changes it but its settlement; one that is refused or given back meanwhile is not among them.
 */
export async function take(ids: readonly string[]): Promise<Intake> {
  const [state] = await Promise.all([
    startEvent(Date.now()),
    orders.changeWhere({ _id: _.in(ids), ...settleable }, { isSettling: true }),
  ]);
  const taken = (await orders.getMany(ids))
    .filter(({ state: is, isSettling }) => is === 'received' && isSettling)
    .sort((a, b) => a.dueAtMs! - b.dueAtMs! || (a._id < b._id ? -1 : 1));
  const [buyers, owning, pool, totals] = await Promise.all([
    members.getMany(taken.map(({ memberId }) => memberId)),
    shops.getMany(
      taken.map(({ shopId }) => shopId),
      { ownerId: true },
    ),
    pools.get(POOL_ID),
    dayTotals.get(state.openDay),
  ]);
  const referrerIds = buyers.flatMap(({ referrerId }) => (referrerId ? [referrerId] : []));
  const [referrers, kept] = await Promise.all([
    members.getMany(referrerIds, { accepted: true, isClosed: true }),
    wallets.getMany([...buyers.map(({ _id }) => _id), ...referrerIds]),
  ]);
  return {
    state,
    orders: taken,
    members: new Map([...referrers, ...buyers].map((one) => [one._id, one])),
    wallets: new Map(kept.map((one) => [one._id, one])),
    owners: new Map(owning.map(({ _id, ownerId }) => [_id, ownerId])),
    pool,
    dividendFen: totals?.dividendFen ?? 0,
  };
}

/**
 * What the rules know of a member while orders settle. Quota and weight are on the page: what was ever granted of them,
 * which the wallet keeps, stands for what is held where that is enough to see that nothing reaches 2^53; `exact` is the
 * whole member where it is not.
 */
export function memberFrom(wallet: WalletDocument, exact: HeldMember | undefined): Member {
  if (exact) return exact.member;
  return {
    ...newMember(wallet._id),
    points: microPoints(wallet.pointsMicroPoints),
    exitQuota: exitQuotaFen(wallet.exitQuotaFen),
    quota: quotaFen(wallet.quotaGrantedFen),
    weight: microShares(wallet.weightGrantedMicroShares),
    level: wallet.level,
    ordersAtLevel: wallet.levels,
    owed: owedIn(wallet),
  };
}
