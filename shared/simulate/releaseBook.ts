import { add, type Fen, fen, type ReleaseCents } from '@shared/kernel';
import type { ReleasePlan } from '@shared/plans';
import {
  type Credited,
  closePage,
  createCarry,
  createReleasePage,
  finishForest,
  type ReleaseGrant,
  type ReleasePage,
} from '../rules';
import type { Forest } from './forest';

interface BookedOrder {
  readonly event: number;
  readonly member: number;
  readonly day: number;
  readonly amount: Fen;
  readonly granted: ReleaseCents;
  readonly daily: ReleaseCents;
  /** Where it stands in the page; -1 until tomorrow. */
  slot: number;
}

/** What one order released at a close: how far its remaining fell. */
export interface OrderFall {
  readonly event: number;
  readonly member: number;
  readonly released: number;
}

/** The part of a member's day that the release writes. */
interface ReleaseLine {
  static: number;
  referral1: number;
  referral2: number;
  team: number;
  sameRank: number;
}

/**
 * The release state of a run: one page of all members in pre-order and the orders that wait until tomorrow
 * (rules §4).
 */
export class ReleaseBook {
  private readonly orders: BookedOrder[] = [];
  private readonly byMember = new Map<number, BookedOrder[]>();
  private readonly positionOf: Int32Array;
  private page: ReleasePage;
  private waiting = 0;

  constructor(
    private readonly forest: Forest,
    private readonly plan: ReleasePlan,
  ) {
    const size = forest.memberAt.length;
    this.positionOf = new Int32Array(size);
    for (let position = 0; position < size; position += 1) this.positionOf[forest.memberAt[position]!] = position;
    this.page = createReleasePage(size, 0);
    this.page.depth.set(forest.depthAt);
  }

  /** Books today's cash of a settled order, and what it is granted if it reached a tier. */
  book(event: number, member: number, day: number, amount: Fen, grant: ReleaseGrant | null): void {
    const position = this.positionOf[member]!;
    // Sums over days past 2^53 are refused before they get here, by the volume at the top of the line.
    this.page.volumeToday[position]! += amount;
    this.page.ownVolume[position]! += amount;
    if (!grant) return;
    const order = { event, member, day, amount, granted: grant.granted, daily: grant.daily, slot: -1 };
    this.orders.push(order);
    const mine = this.byMember.get(member);
    if (mine) mine.push(order);
    else this.byMember.set(member, [order]);
    this.waiting += 1;
  }

  /** The close of one day: what is credited is added to the spendable points of `balanceOf`, in place of the page. */
  close(balanceOf: (member: number) => number): Credited {
    const { page, forest } = this;
    for (let position = 0; position < page.size; position += 1)
      page.balance[position] = balanceOf(forest.memberAt[position]!);
    const carry = createCarry();
    const credited = closePage(page, carry, this.plan);
    finishForest(carry);
    page.volumeToday.fill(0);
    return credited;
  }

  /** What each order released at the close just made, given the remaining from before it. */
  falls(before: Float64Array): OrderFall[] {
    return this.orders.flatMap(({ event, member, slot }) => {
      const released = slot < 0 ? 0 : before[slot]! - this.page.remaining[slot]!;
      return released > 0 ? [{ event, member, released }] : [];
    });
  }

  /** A copy of what each order in the page holds, by its slot. */
  remainingNow(): Float64Array {
    return this.page.remaining.slice();
  }

  /** Orders settled today join the page: they release from tomorrow (rules §4). */
  joinToday(): void {
    if (this.waiting === 0) return;
    const old = this.page;
    const page = createReleasePage(old.size, this.orders.length);
    for (const section of KEPT) page[section].set(old[section]);
    let slot = 0;
    for (let position = 0; position < old.size; position += 1) {
      page.orderStart[position] = slot;
      for (const order of this.byMember.get(this.forest.memberAt[position]!) ?? []) {
        page.remaining[slot] = order.slot < 0 ? order.granted : old.remaining[order.slot]!;
        page.daily[slot] = order.daily;
        order.slot = slot;
        slot += 1;
      }
    }
    page.orderStart[old.size] = slot;
    this.page = page;
    this.waiting = 0;
  }

  /** A member's spendable points after the close just made. */
  balanceOf(member: number): number {
    return this.page.balance[this.positionOf[member]!]!;
  }

  /** Writes what was credited to a member at the close just made, by kind. */
  writeLine(member: number, line: ReleaseLine): void {
    const { page } = this;
    const position = this.positionOf[member]!;
    line.static = page.static[position]!;
    line.referral1 = page.firstGeneration[position]!;
    line.referral2 = page.secondGeneration[position]!;
    line.team = page.team[position]!;
    line.sameRank = page.sameRank[position]!;
  }

  /** Rank and team volume of the last close; the volume with one's own where the plan counts it. */
  standingOf(member: number): { rank: number; teamVolume: Fen } {
    const position = this.positionOf[member]!;
    const downline = fen(this.page.teamVolume[position]!);
    const own = this.plan.teamVolumeIncludesOwn ? fen(this.page.ownVolume[position]!) : fen(0);
    return { rank: this.page.rank[position]!, teamVolume: add(downline, own) };
  }

  /** The orders of a member that reached a tier, oldest first, and what each still holds. */
  ordersOf(member: number) {
    return (this.byMember.get(member) ?? []).map(({ day, amount, granted, slot }) => ({
      day,
      amount,
      granted,
      remaining: slot < 0 ? granted : (this.page.remaining[slot]! as ReleaseCents),
    }));
  }
}

/** What a page of more orders takes over from the one before it; orders are laid out anew. */
const KEPT = [
  'depth',
  'balance',
  'volumeToday',
  'ownVolume',
  'teamVolume',
  'rank',
  'static',
  'firstGeneration',
  'secondGeneration',
  'team',
  'sameRank',
] as const satisfies (keyof ReleasePage)[];
