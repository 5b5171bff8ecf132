import { add, type Fen, fen, lesser, type ReleaseCents, releaseCents, roomBeside } from '@shared/kernel';
import { createMemberPage, type MemberPage, type ReleaseGrant, type ReleasePage } from '../rules';
import type { Forest } from './forest';
import { Volumes } from './volumes';

/** An order that reached a release tier as it settled; less after what was reversed. */
interface BookedOrder {
  readonly event: number;
  readonly member: number;
  readonly day: number;
  amount: Fen;
  granted: ReleaseCents;
  daily: ReleaseCents;
  /** What it holds while it waits for tomorrow; in the page from then on. */
  held: ReleaseCents;
  /** Where it stands in the page; -1 until tomorrow. */
  slot: number;
}

/** What one order released at a close: how far its remaining fell. */
interface OrderFall {
  readonly event: number;
  readonly member: number;
  readonly released: number;
}

/**
 * The columns of a run: one page of all members in pre-order, the release orders in it and those that wait until tomorrow
 * (rules §4), and everybody's volumes.
 */
export class PageBook {
  page: MemberPage;
  readonly positionOf: Int32Array;
  private readonly orders = new Map<number, BookedOrder>();
  private readonly byMember = new Map<number, BookedOrder[]>();
  private readonly volumes: Volumes;
  private waiting = 0;

  constructor(readonly forest: Forest) {
    const size = forest.memberAt.length;
    this.positionOf = new Int32Array(size);
    for (let position = 0; position < size; position += 1) this.positionOf[forest.memberAt[position]!] = position;
    this.page = createMemberPage(size, 0);
    this.page.release.depth.set(forest.depthAt);
    this.volumes = new Volumes(forest);
  }

  /** The largest volume that an order of this member adds to; null when nobody's volume counts it. */
  volumeAbove(member: number, includesOwn: boolean): Fen | null {
    return this.volumes.above(member, includesOwn);
  }

  /** Adds the cash of an order that counts for the release, or takes away that of a reversal. */
  addVolume(member: number, cash: number): void {
    const position = this.positionOf[member]!;
    this.volumes.add(member, cash);
    this.page.release.volumeToday[position]! += cash;
    this.page.release.ownVolume[position] = this.volumes.own(member);
  }

  /** Books an order that reached a tier: it releases from tomorrow. */
  book(event: number, member: number, day: number, amount: Fen, { granted, daily }: ReleaseGrant): void {
    const order: BookedOrder = { event, member, day, amount, granted, daily, held: granted, slot: -1 };
    this.orders.set(event, order);
    const mine = this.byMember.get(member);
    if (mine) mine.push(order);
    else this.byMember.set(member, [order]);
    this.waiting += 1;
  }

  /** What an order still holds; nothing where it reached no tier. */
  remainingOf(event: number): ReleaseCents {
    const order = this.orders.get(event);
    return order ? this.heldBy(order) : releaseCents(0);
  }

  /** Makes an order what it is after a reversal. */
  reverse(event: number, left: Fen, { granted, daily }: ReleaseGrant, remaining: ReleaseCents): void {
    const order = this.orders.get(event);
    if (!order) return;
    Object.assign(order, { amount: left, granted, daily, held: remaining });
    if (order.slot < 0) return;
    this.page.release.remaining[order.slot] = remaining;
    this.page.release.daily[order.slot] = daily;
  }

  /** What each order released at the close just made, given the remaining from before it. */
  falls(before: Float64Array): OrderFall[] {
    return [...this.orders.values()].flatMap(({ event, member, slot }) => {
      const released = slot < 0 ? 0 : before[slot]! - this.page.release.remaining[slot]!;
      return released > 0 ? [{ event, member, released }] : [];
    });
  }

  /** Orders settled today join the page: they release from tomorrow (rules §4). */
  joinToday(): void {
    this.page.release.volumeToday.fill(0);
    if (this.waiting === 0) return;
    const old = this.page.release;
    const page = createMemberPage(old.size, this.orders.size);
    for (const section of KEPT) page.release[section].set(old[section]);
    let slot = 0;
    for (let position = 0; position < old.size; position += 1) {
      page.release.orderStart[position] = slot;
      for (const order of this.byMember.get(this.forest.memberAt[position]!) ?? []) {
        page.release.remaining[slot] = order.slot < 0 ? order.held : old.remaining[order.slot]!;
        page.release.daily[slot] = order.daily;
        order.slot = slot;
        slot += 1;
      }
    }
    page.release.orderStart[old.size] = slot;
    this.page = page;
    this.waiting = 0;
  }

  /** Rank and team volume of the last close; the volume with one's own where the plan counts it. */
  standingOf(member: number, includesOwn: boolean): { rank: number; teamVolume: Fen } {
    const position = this.positionOf[member]!;
    const { teamVolume, ownVolume, rank } = this.page.release;
    const downline = fen(teamVolume[position]!);
    const own = includesOwn ? fen(ownVolume[position]!) : fen(0);
    return { rank: rank[position]!, teamVolume: add(downline, lesser(own, roomBeside(downline))) };
  }

  /** The orders of a member that reached a tier, oldest first, and what each still holds. */
  ordersOf(member: number) {
    return (this.byMember.get(member) ?? []).map((order) => ({
      day: order.day,
      amount: order.amount,
      granted: order.granted,
      remaining: this.heldBy(order),
    }));
  }

  private heldBy({ held, slot }: BookedOrder): ReleaseCents {
    return slot < 0 ? held : (this.page.release.remaining[slot]! as ReleaseCents);
  }
}

/** What a page of more orders takes over from the one before it; orders are laid out anew, the rest is filled anew. */
const KEPT = ['depth', 'ownVolume', 'teamVolume', 'rank'] as const satisfies (keyof ReleasePage)[];
