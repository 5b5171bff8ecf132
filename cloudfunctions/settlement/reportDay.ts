import { addDays, type BusinessDay, startOfBusinessDay } from '@shared/kernel';
import { h5Openid } from '../_actions/identity';
import { backOf } from '../_orders/back';
import { type HasTime, within } from '../_platform/budget';
import { _, aggregate } from '../_platform/cloud';
import type { Keys } from '../_platform/collection';
import { addresses, dayReports, identities, members, orders, sessions } from '../_store/collections';
import { readDayState } from '../_store/dayState';
import type { OrderDocument } from '../_store/documents';
import type { DayReportDocument, SharedBy } from '../_store/documents/dayReports';

/** What the report may take of the timer's time. */
const SHARE_MS = 6_000;
const ORDERS_AT_ONCE = 200;
/** Who joined within so many days up to the report's is new. */
const NEW_DAYS = 30;
/** Of those who share something the first groups are kept, and of each the first members. */
const GROUPS_KEPT = 20;
const MEMBERS_KEPT = 5;
/** Fewer accounts than this share nothing. */
const SHARED_FROM = 2;
/** Generations that are told one by one; a tree has seldom more than some tens. */
const MOST_DEPTHS = 5_000;

const KEYS: Keys = [
  ['placedAtMs', 'asc'],
  ['_id', 'asc'],
];
const FIELDS = {
  memberId: true,
  shopOwnerId: true,
  placedAtMs: true,
  paidAtMs: true,
  state: true,
  cashFen: true,
  givenBack: true,
} as const;
type Counted = Pick<OrderDocument, '_id' | keyof typeof FIELDS>;

const emptyReport = (day: string): DayReportDocument => ({
  _id: day,
  isDone: false,
  after: null,
  orders: { paid: 0, paidFen: 0, backFen: 0, newMembersFen: 0, ownShopFen: 0 },
  joined: 0,
  perDepth: null,
  networks: [],
  addresses: [],
});

/** What some orders add to a report. */
async function counted(report: DayReportDocument, some: readonly Counted[]): Promise<DayReportDocument['orders']> {
  const paid = some.filter(({ paidAtMs }) => paidAtMs !== null);
  const people = await members.getMany(
    paid.map(({ memberId }) => memberId),
    { joinDay: true },
  );
  const from = addDays(report._id as BusinessDay, 1 - NEW_DAYS);
  const fresh = new Set(people.filter(({ joinDay }) => joinDay >= from).map(({ _id }) => _id));
  const sumOf = (of: readonly Counted[]): number => of.reduce((sum, { cashFen }) => sum + cashFen, 0);
  const { orders: before } = report;
  return {
    paid: before.paid + paid.length,
    paidFen: before.paidFen + sumOf(paid),
    backFen: before.backFen + paid.reduce((sum, one) => sum + backOf(one), 0),
    newMembersFen: before.newMembersFen + sumOf(paid.filter(({ memberId }) => fresh.has(memberId))),
    ownShopFen: before.ownShopFen + sumOf(paid.filter(({ memberId, shopOwnerId }) => memberId === shopOwnerId)),
  };
}

/** Counts the orders that were placed on the day, some at a time. @returns the report, or null when the time was up. */
async function countOrders(begun: DayReportDocument, hasTime: HasTime): Promise<DayReportDocument | null> {
  const day = begun._id as BusinessDay;
  const [fromMs, toMs] = [startOfBusinessDay(day), startOfBusinessDay(addDays(day, 1))];
  const condition = { isPlaced: true, placedAtMs: _.gte(fromMs).and(_.lt(toMs)) };
  let report = begun;
  for (;;) {
    if (!hasTime()) return null;
    const after = report.after ? [...report.after] : undefined;
    const { found, next } = await orders.page(condition, { keys: KEYS, after, fields: FIELDS, limit: ORDERS_AT_ONCE });
    if (found.length > 0) {
      const last = found.at(-1)!;
      const progress = { orders: await counted(report, found), after: [last.placedAtMs, last._id] as const };
      await dayReports.change(day, progress);
      report = { ...report, ...progress };
    }
    if (!next) return report;
  }
}

async function countDepths(): Promise<number[]> {
  const rows = await members.aggregate((pipeline) =>
    pipeline
      .match({ isClosed: false })
      .group({ _id: '$depth', members: aggregate.sum(1) })
      .limit(MOST_DEPTHS),
  );
  const counts = rows as unknown as readonly { readonly _id: number; readonly members: number }[];
  const perDepth = Array.from({ length: 1 + Math.max(-1, ...counts.map(({ _id }) => _id)) }, () => 0);
  for (const { _id, members: count } of counts) perDepth[_id] = count;
  return perDepth;
}

const sharedOf = (rows: readonly unknown[]): SharedBy[] =>
  (rows as readonly { readonly accounts: number; readonly ids: readonly string[] }[]).map(({ accounts, ids }) => ({
    accounts,
    memberIds: ids,
  }));

/** Networks from which several accounts have signed in: by a keyed hash, the address itself is known to nobody. */
async function sharedNetworks(nowMs: number): Promise<SharedBy[]> {
  const rows = await sessions.aggregate((pipeline) =>
    pipeline
      .match({ addressHash: _.exists(true), expiresAt: _.gt(nowMs) })
      .group({ _id: { network: '$addressHash', openid: '$openid' } })
      .group({ _id: '$_id.network', accounts: aggregate.sum(1), ids: aggregate.push('$_id.openid') })
      .match({ accounts: _.gte(SHARED_FROM) })
      .project({ _id: false, accounts: true, ids: { $slice: ['$ids', MEMBERS_KEPT] } })
      .sort({ accounts: -1 })
      .limit(GROUPS_KEPT),
  );
  const groups = sharedOf(rows);
  const ofWechat = await identities.getMany(groups.flatMap(({ memberIds }) => memberIds));
  const memberOf = new Map(ofWechat.map(({ _id, memberId }) => [_id, memberId]));
  const prefix = h5Openid('');
  const named = (openid: string) =>
    memberOf.get(openid) ?? (openid.startsWith(prefix) ? openid.slice(prefix.length) : null);
  return groups.map(({ accounts, memberIds }) => ({
    accounts,
    memberIds: memberIds.flatMap((openid) => named(openid) ?? []),
  }));
}

/** Places to which several accounts have goods sent. */
async function sharedAddresses(): Promise<SharedBy[]> {
  const rows = await addresses.aggregate((pipeline) =>
    pipeline
      .group({ _id: { region: '$region', detail: '$detail', memberId: '$memberId' } })
      .group({
        _id: { region: '$_id.region', detail: '$_id.detail' },
        accounts: aggregate.sum(1),
        ids: aggregate.push('$_id.memberId'),
      })
      .match({ accounts: _.gte(SHARED_FROM) })
      .project({ _id: false, accounts: true, ids: { $slice: ['$ids', MEMBERS_KEPT] } })
      .sort({ accounts: -1 })
      .limit(GROUPS_KEPT),
  );
  return sharedOf(rows);
}

/**
 * Makes the report of the newest closed day, in steps that go on where the timer before stopped. A day that was never
 * reported before the next one closed stays without: the figures of trust are of now. @returns 1 when it is made, else 0.
 */
export async function reportDay(hasTime: HasTime): Promise<number> {
  const { openDay } = await readDayState(Date.now());
  const day = addDays(openDay as BusinessDay, -1);
  const found = await dayReports.get(day);
  if (found?.isDone) return 0;
  if (!found) await dayReports.add(emptyReport(day));
  const report = await countOrders(found ?? emptyReport(day), within(hasTime, SHARE_MS));
  if (!report) return 0;
  const [perDepth, networks, shared, joined] = [
    await countDepths(),
    await sharedNetworks(Date.now()),
    await sharedAddresses(),
    await members.count({ joinDay: day }),
  ];
  await dayReports.change(day, { perDepth, networks, addresses: shared, joined, isDone: true });
  return 1;
}
