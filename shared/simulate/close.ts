import { fen, spendableCents } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import {
  applyForcedExits,
  type Credited,
  dividendDayPostings,
  endDividendDay,
  forcedExit,
  freezeDividendDay,
  joinToday,
  NO_DIVIDENDS,
  NO_FORCED_EXITS,
  orderAccount,
  payDividend,
  priceOf,
  standingOf,
  withDividendLine,
  withForcedExit,
} from '../rules';
import type { OrderFall } from './releaseBook';
import type { DayResult, ForcedExitResult, MemberDay } from './result';
import { dateOf } from './scenario';
import type { World } from './world';

/** What the members were credited today, by member index; written by the parts of the close. */
export class DayLines {
  private readonly lines = new Map<number, { -readonly [K in keyof MemberDay]: MemberDay[K] }>();

  constructor(private readonly day: number) {}

  /** The line of a member who is credited something; made when first asked for. */
  of(member: number): { -readonly [K in keyof MemberDay]: MemberDay[K] } {
    let line = this.lines.get(member);
    if (!line) {
      line = {
        day: this.day,
        proportional: 0,
        tier: 0,
        static: 0,
        referral1: 0,
        referral2: 0,
        team: 0,
        sameRank: 0,
        forcedExit: 0,
      };
      this.lines.set(member, line);
    }
    return line;
  }

  entries(): Iterable<[number, MemberDay]> {
    return this.lines;
  }
}

/** The daily close: dividends, then the release, then the forced exit; then today's grants join (rules §0, §1, §3, §4). */
export function closeDay(world: World, day: number, lines: DayLines): DayResult {
  const turnover = world.turnover;
  const dividend = closeDividends(world, lines);
  const release = closeRelease(world, lines);
  const forcedExits = closeForcedExits(world, lines);
  world.members.forEach((member, at) => {
    world.members[at] = joinToday(member);
  });
  world.release?.joinToday();
  world.turnover = fen(0);
  const { pool } = world;
  return {
    day,
    date: dateOf(world.scenario.start, day),
    turnover,
    ...(pool && {
      appreciation: {
        pool: pool.pool,
        circulating: pool.circulating,
        minted: pool.minted,
        burned: pool.burned,
        price: priceOf(pool),
        reservePoints: pool.reservePoints,
        stableOutstanding: pool.stableOutstanding,
        sweptToPlatform: pool.swept,
        forcedExits,
      },
    }),
    ...(dividend && { dividend }),
    ...(release && { release }),
  };
}

function closeDividends(world: World, lines: DayLines): DayResult['dividend'] {
  const plan = world.scenario.plans.dividend;
  if (!plan) return undefined;
  const carriedIn = world.carried;
  const frozen = freezeDividendDay(world.turnover, carriedIn, standingOf(world.members, plan), plan);
  let sums = NO_DIVIDENDS;
  world.members.forEach((member, at) => {
    const paid = payDividend(member, frozen, plan);
    sums = withDividendLine(sums, paid.line);
    if (paid.postings.length === 0) return;
    world.members[at] = paid.member;
    world.onPostings?.(paid.postings);
    const line = lines.of(at);
    line.proportional = paid.line.paidProportional;
    line.tier = paid.line.paidTier;
  });
  const end = endDividendDay(frozen, sums);
  world.carried = end.carried;
  world.onPostings?.(dividendDayPostings(frozen, carriedIn, end));
  const { returnedProportional, returnedTier, ...paid } = end;
  const returned = BigInt(returnedProportional) + BigInt(returnedTier);
  return { proportionalPool: frozen.proportionalPool, tierPool: frozen.tierPool, ...paid, returned };
}

function closeRelease(world: World, lines: DayLines): Credited | undefined {
  const book = world.release;
  if (!book) return undefined;
  const before = world.onPostings && book.remainingNow();
  const credited = book.close((member) => world.members[member]!.spendable);
  world.members.forEach((member, at) => {
    const balance = book.balanceOf(at);
    if (balance === member.spendable) return;
    world.members[at] = { ...member, spendable: spendableCents(balance) };
    book.writeLine(at, lines.of(at));
  });
  if (before) world.onPostings?.(releasePostings(world, book.falls(before)));
  return credited;
}

/** Release points leave an order as spendable points arrive: two balanced moves through the treasury. */
const releasePostings = (world: World, falls: readonly OrderFall[]): readonly Posting[] =>
  falls.flatMap(({ event, member, released }) => [
    ...post('remaining', orderAccount(String(event)), system.retired, spendableCents(released)),
    ...post('spendable', system.issued, memberAccount(world.members[member]!.id), spendableCents(released)),
  ]);

function closeForcedExits(world: World, lines: DayLines): ForcedExitResult[] {
  const plan = world.scenario.plans.appreciation;
  const snapshot = world.pool;
  if (!plan || !snapshot) return [];
  const exits: ForcedExitResult[] = [];
  let sums = NO_FORCED_EXITS;
  world.members.forEach((member, at) => {
    const exit = forcedExit(member, snapshot, plan);
    if (!exit) return;
    const { points, gross, fee, paid } = exit.line;
    world.members[at] = exit.member;
    world.onPostings?.(exit.postings);
    sums = withForcedExit(sums, exit.line);
    exits.push({ member: member.id, points, gross, fee });
    lines.of(at).forcedExit = paid;
  });
  const after = applyForcedExits(snapshot, sums);
  world.pool = after.pool;
  world.onPostings?.(after.postings);
  return exits;
}
