import { invariant, MAX_AMOUNT } from '@shared/kernel';
import type { ChangeDocument, GrantDocument, InboxDocument } from '../../_store/documents';
import type { Columns } from './columns';

/** A release order that takes part from tomorrow. */
interface TodayOrder {
  readonly id: string;
  remaining: number;
  daily: number;
}

/** What the items of a day bring to one member: it joins the page at the end of the close. */
interface TodayGrants {
  quota: number;
  weight: number;
  readonly orders: TodayOrder[];
}

/** What waited for a page, by position: changes are applied already. */
export interface Today {
  readonly volume: readonly (readonly [at: number, fen: number, pointsCents: number])[];
  /** Volume of lines below, of nobody who stands there. */
  readonly lines: readonly (readonly [at: number, fen: number])[];
  readonly grants: ReadonlyMap<number, TodayGrants>;
}

const NOTHING: Today = { volume: [], lines: [], grants: new Map() };

/**
 * Reads what waited for a page whose joins are inserted, and applies the changes to what takes part in this close
 * (rules §5). Throws Invariant for a member who is not on the page, and for a change that takes more than is there.
 */
export function mergeToday(pageId: string, columns: Columns, items: readonly InboxDocument[]): Today {
  const others = items.filter(({ kind }) => kind !== 'join');
  if (others.length === 0) return NOTHING;
  const positions = new Map(columns.members.map((memberId, at) => [memberId, at]));
  const positionOf = ({ memberId }: InboxDocument): number => {
    const at = positions.get(memberId);
    invariant(at !== undefined, `page ${pageId} does not hold member ${memberId}`);
    return at;
  };
  const volume: [number, number, number][] = [];
  const lines: [number, number][] = [];
  const grants = new Map<number, TodayGrants>();
  const grantsOf = (at: number): TodayGrants => {
    const known = grants.get(at) ?? { quota: 0, weight: 0, orders: [] };
    grants.set(at, known);
    return known;
  };
  for (const item of others) {
    const at = positionOf(item);
    if (item.volumeFen !== 0 || item.pointsVolumeCents !== 0) volume.push([at, item.volumeFen, item.pointsVolumeCents]);
    if (item.kind === 'change' && item.lineFen) lines.push([at, item.lineFen]);
    if (item.kind !== 'change') grant(grantsOf(at), item as GrantDocument);
  }
  // Behind all grants: what a change corrects may have been settled after other items of its day, never after itself.
  for (const item of others) if (item.kind === 'change') change(columns, positionOf(item), grantsOf, item);
  for (const [at, { quota, weight }] of grants)
    invariant(quota >= 0 && weight >= 0, `more is taken back of today than ${columns.members[at]} was granted`);
  return { volume, lines, grants };
}

function grant(today: TodayGrants, item: GrantDocument): void {
  today.quota += item.quotaFen;
  today.weight += item.weightMicroShares;
  if (item.grantedReleaseCents > 0)
    today.orders.push({ id: item.orderId!, remaining: item.grantedReleaseCents, daily: item.dailyReleaseCents });
}

/** A figure after a signed change: own mistakes show at once, giants stop below 2^53. */
function changed(before: number, by: number, what: () => string): number {
  const after = Math.min(before + by, MAX_AMOUNT);
  invariant(after >= 0, `a change takes more than ${what()} holds`);
  return after;
}

function change(columns: Columns, at: number, grantsOf: (at: number) => TodayGrants, item: ChangeDocument): void {
  const { quota, weight, quotaGiven, owedSpendable } = columns;
  const whose = (asset: string) => () => `the ${asset} of ${item.memberId}`;
  quota[at] = changed(quota[at]!, item.quotaFen, whose('quota'));
  weight[at] = changed(weight[at]!, item.weightMicroShares, whose('weight'));
  quotaGiven[at] = Math.max(quota[at]!, changed(quotaGiven[at]!, item.quotaFen, whose('quota given')));
  owedSpendable[at] = changed(owedSpendable[at]!, item.owedSpendableCents, whose('owed points'));
  if (item.quotaTodayFen !== 0 || item.weightTodayMicroShares !== 0) {
    const today = grantsOf(at);
    today.quota += item.quotaTodayFen;
    today.weight += item.weightTodayMicroShares;
  }
  if (item.orderId !== null) changeOrder(columns, at, grantsOf, item);
}

/** The order is on the page, or came today; one that is neither was used up, and there is nothing to change. */
function changeOrder(columns: Columns, at: number, grantsOf: (at: number) => TodayGrants, item: ChangeDocument): void {
  const what = () => `order ${item.orderId}`;
  let order = 0;
  for (let before = 0; before < at; before += 1) order += columns.orderCount[before]!;
  for (const end = order + columns.orderCount[at]!; order < end; order += 1) {
    if (columns.orders[order] !== item.orderId) continue;
    columns.remaining[order] = changed(columns.remaining[order]!, item.remainingCents, what);
    columns.daily[order] = item.dailyCents;
    return;
  }
  const waiting = grantsOf(at).orders.find(({ id }) => id === item.orderId);
  if (waiting) {
    waiting.remaining = changed(waiting.remaining, item.remainingCents, what);
    waiting.daily = item.dailyCents;
  } else invariant(item.remainingCents === 0, `a change takes more than ${what()} holds`);
}

/**
 * The orders of the day join the page: they release from tomorrow (rules §4). Orders that hold nothing any more leave
 * it: what explains them stays with the order and in the records.
 */
export function joinOrders(columns: Columns, { grants }: Today): void {
  if (grants.size > 0 || columns.remaining.includes(0)) layOutOrders(columns, grants);
}

/** Orders that hold nothing any more leave the page. */
export const dropUsedUp = (columns: Columns): void => layOutOrders(columns, new Map());

function layOutOrders(columns: Columns, grants: Today['grants']): void {
  const orders: string[] = [];
  const remaining: number[] = [];
  const daily: number[] = [];
  let order = 0;
  for (let at = 0; at < columns.members.length; at += 1) {
    const before = orders.length;
    for (const end = order + columns.orderCount[at]!; order < end; order += 1) {
      if (columns.remaining[order] === 0) continue;
      orders.push(columns.orders[order]!);
      remaining.push(columns.remaining[order]!);
      daily.push(columns.daily[order]!);
    }
    for (const one of grants.get(at)?.orders ?? []) {
      if (one.remaining === 0) continue;
      orders.push(one.id);
      remaining.push(one.remaining);
      daily.push(one.daily);
    }
    columns.orderCount[at] = orders.length - before;
  }
  Object.assign(columns, { orders, remaining, daily });
}
