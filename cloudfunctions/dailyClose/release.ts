import { MAX_AMOUNT } from '@shared/kernel';
import type { ReleasePlan } from '@shared/plans';
import { closePage, createReleasePage, type ReleaseCarry, type ReleasePage } from '@shared/rules';
import type { Columns } from '../_books/pages/columns';
import type { Today } from '../_books/pages/today';

/** Adds the volume of a day to what members bought so far: never below 0, never to 2^53 (rules §5). */
export function addVolume({ ownVolume, ownPoints }: Columns, { volume }: Today): void {
  for (const [at, fen, pointsCents] of volume) {
    ownVolume[at] = Math.max(0, Math.min(MAX_AMOUNT, ownVolume[at]! + fen));
    ownPoints[at]! += pointsCents;
  }
}

/** The columns as the kernel's typed arrays. */
function typed(columns: Columns, { volume }: Today): ReleasePage {
  const size = columns.members.length;
  const page = createReleasePage(size, columns.orders.length);
  page.depth.set(columns.depth);
  page.handRank.set(columns.handRank);
  page.remaining.set(columns.remaining);
  page.daily.set(columns.daily);
  page.ownVolume.set(columns.ownVolume);
  page.teamVolume.set(columns.teamVolume);
  for (const [at, fen] of volume) page.volumeToday[at]! += fen;
  let order = 0;
  for (let at = 0; at < size; at += 1) {
    page.orderStart[at] = order;
    order += columns.orderCount[at]!;
    // What is owed is paid first, so that the room of a balance is larger by it.
    page.balance[at] = columns.spendable[at]! - columns.owedSpendable[at]!;
  }
  page.orderStart[size] = order;
  return page;
}

/** Measured: Array.prototype.slice over the typed array takes more than twice as long. */
function listOf(figures: Float64Array | Int32Array): number[] {
  const list: number[] = [];
  for (let at = 0; at < figures.length; at += 1) list.push(figures[at]!);
  return list;
}

export interface ReleaseOfPage {
  /** The kernel's page after the close: what each member was credited, by kind. */
  readonly page: ReleasePage;
  /** What each order held before the close. */
  readonly before: readonly number[];
  /** By position: what of the credit paid points that were owed (rules §5). Undefined on a page that owes nothing. */
  readonly owedCents: readonly number[] | undefined;
}

/** The release of one day on one page (rules §4): columns and carry change in place. */
export function release(columns: Columns, today: Today, carry: ReleaseCarry, plan: ReleasePlan): ReleaseOfPage {
  const page = typed(columns, today);
  closePage(page, carry, plan);
  const before = columns.remaining;
  columns.remaining = listOf(page.remaining);
  columns.teamVolume = listOf(page.teamVolume);
  columns.rank = listOf(page.rank);
  const { spendable, owedSpendable } = columns;
  if (!owedSpendable.some((owed) => owed > 0)) {
    columns.spendable = listOf(page.balance);
    return { page, before, owedCents: undefined };
  }
  const owedCents = owedSpendable.map((owed, at) => {
    const credited = page.balance[at]! - (spendable[at]! - owed);
    const paid = Math.min(owed, credited);
    spendable[at]! += credited - paid;
    owedSpendable[at] = owed - paid;
    return paid;
  });
  return { page, before, owedCents };
}
