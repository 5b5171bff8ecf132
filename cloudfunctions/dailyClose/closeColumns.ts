import { MAX_AMOUNT } from '@shared/kernel';
import { type ClosedPage, type ClosingPlans, closeMemberPage, createMemberPage, type MemberPage } from '@shared/rules';
import type { Columns } from '../_books/pages/columns';
import { joinOrders, type Today } from '../_books/pages/today';

/** A page as the rule closed it, and what was there before: the difference is what each member was credited. */
export interface ClosedColumns {
  readonly sums: ClosedPage;
  readonly page: MemberPage;
  readonly before: Pick<Columns, 'members' | 'quota' | 'weight' | 'owedSpendable' | 'orders' | 'remaining' | 'daily'>;
}

/** The columns as the rule's typed arrays. */
function typed(columns: Columns, { volume, lines, grants }: Today): MemberPage {
  const size = columns.members.length;
  const page = createMemberPage(size, columns.orders.length);
  const { dividends, release } = page;
  for (const name of ['quota', 'weight', 'cash'] as const) dividends[name].set(columns[name]);
  for (const name of ['depth', 'handRank', 'remaining', 'daily', 'ownVolume', 'teamVolume', 'owedSpendable'] as const)
    release[name].set(columns[name]);
  release.balance.set(columns.spendable);
  let order = 0;
  for (let at = 0; at < size; at += 1) {
    release.orderStart[at] = order;
    order += columns.orderCount[at]!;
  }
  release.orderStart[size] = order;
  for (const [at, fen] of volume) release.volumeToday[at]! += fen;
  for (const [at, fen] of lines) {
    release.teamVolume[at] = Math.max(0, Math.min(MAX_AMOUNT, release.teamVolume[at]! + fen));
    release.volumeToday[at]! += fen;
  }
  for (const [at, { quota, weight }] of grants) {
    page.quotaToday[at] = quota;
    page.weightToday[at] = weight;
  }
  return page;
}

/** Measured: Array.prototype.slice over the typed array takes more than twice as long. */
function listOf(figures: Float64Array | Int32Array): number[] {
  const list: number[] = [];
  for (let at = 0; at < figures.length; at += 1) list.push(figures[at]!);
  return list;
}

/** Adds the volume of a day to what members bought so far: never below 0, never to 2^53 (rules §5). */
function addVolume({ ownVolume, ownPoints }: Columns, { volume }: Today): void {
  for (const [at, fen, pointsCents] of volume) {
    ownVolume[at] = Math.max(0, Math.min(MAX_AMOUNT, ownVolume[at]! + fen));
    ownPoints[at]! += pointsCents;
  }
}

/**
 * Closes the members of a page by the one rule there is for it (rules §3, §4, §5): columns and carry change in place.
 * Between the columns as stored and the rule lie typed arrays, and nothing else. What quota is owed lives in the wallet
 * and was paid when it was granted.
 */
export function closeColumns(columns: Columns, today: Today, plans: ClosingPlans): ClosedColumns {
  addVolume(columns, today);
  const page = typed(columns, today);
  const before = { ...columns };
  const sums = closeMemberPage(page, plans);
  const { dividends, release } = page;
  if (plans.dividend || today.grants.size > 0)
    for (const name of ['quota', 'weight', 'cash'] as const) columns[name] = listOf(dividends[name]);
  if (plans.release) {
    for (const name of ['remaining', 'teamVolume', 'rank', 'owedSpendable'] as const)
      columns[name] = listOf(release[name]);
    columns.spendable = listOf(release.balance);
  }
  for (const at of today.grants.keys()) {
    const paid = dividends.paidProportional[at]! + dividends.paidTier[at]!;
    const given = columns.quota[at]! - (before.quota[at]! - paid);
    columns.quotaGiven[at] = Math.min(MAX_AMOUNT, columns.quotaGiven[at]! + given);
  }
  joinOrders(columns, today);
  return { sums, page, before };
}
