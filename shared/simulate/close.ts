import {
  type Fen,
  fen,
  type MicroShares,
  microShares,
  type QuotaFen,
  quotaFen,
  type SpendableCents,
  spendableCents,
  subtract,
} from '@shared/kernel';
import { memberAccount, orderAccount, owedAccount, type Posting, post, system } from '@shared/ledger';
import {
  applyForcedExits,
  type ClosedPage,
  closeMemberPage,
  createCarry,
  type DividendDay,
  dividendDayPostings,
  dividendPostings,
  endDividendDay,
  finishForest,
  forcedExit,
  freezeDividendDay,
  type Member,
  type MemberPage,
  NO_FORCED_EXITS,
  priceOf,
  standingOf,
  withForcedExit,
} from '../rules';
import type { DayLines } from './dayLines';
import type { PageBook } from './pageBook';
import type { DayResult, ForcedExitResult } from './result';
import { dateOf } from './scenario';
import type { World } from './world';

/** The daily close: dividends, then the release, then the forced exit; then today's grants join (rules §0, §1, §3, §4). */
export function closeDay(world: World, day: number, lines: DayLines): DayResult {
  const { turnover, plans } = world;
  const { dividend, release } = closeMembers(world, lines);
  const forcedExits = closeForcedExits(world, lines);
  world.book.joinToday();
  world.turnover = fen(0);
  const { pool } = world;
  return {
    day,
    date: dateOf(world.scenario.start, day),
    turnover,
    ...(pool &&
      plans.appreciation && {
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

/** All members as one page, through the rule that closes the pages of the live system. */
function closeMembers(world: World, lines: DayLines): Pick<DayResult, 'dividend' | 'release'> {
  const { members, book, plans, turnover, carried: carriedIn } = world;
  fill(book, members);
  const before = world.onPostings && book.page.release.remaining.slice();
  const dividend = plans.dividend && {
    plan: plans.dividend,
    day: freezeDividendDay(turnover, carriedIn, standingOf(members, plans.dividend), plans.dividend),
  };
  const carry = createCarry();
  const closed = closeMemberPage(book.page, {
    dividend: dividend ?? null,
    release: plans.release ? { plan: plans.release, carry } : null,
  });
  finishForest(carry);
  members.forEach((member, at) => {
    const position = book.positionOf[at]!;
    members[at] = memberAfter(member, book.page, position);
    if (dividend) creditDividend(world, at, position, lines);
    if (plans.release) creditRelease(world, member, at, position, lines);
  });
  if (before) world.onPostings?.(fallPostings(book, before));
  return {
    ...(dividend && { dividend: endDividends(world, dividend.day, closed) }),
    ...(closed.release && { release: closed.release }),
  };
}

/** The members' figures as columns. What is owed of quota was paid as it was credited: nothing joins to pay it. */
function fill({ page, positionOf }: PageBook, members: readonly Member[]): void {
  const { dividends, release, quotaToday, weightToday } = page;
  members.forEach((member, at) => {
    const position = positionOf[at]!;
    dividends.quota[position] = member.quota;
    dividends.weight[position] = member.weight;
    dividends.cash[position] = member.cash;
    release.balance[position] = member.spendable;
    release.owedSpendable[position] = member.owed.spendable;
    quotaToday[position] = member.quotaToday;
    weightToday[position] = member.weightToday;
  });
}

/** A member with the figures of a column, the same one where nothing has changed. */
function memberAfter(member: Member, { dividends, release }: MemberPage, position: number): Member {
  const quota = dividends.quota[position] as QuotaFen;
  const weight = dividends.weight[position] as MicroShares;
  const cash = dividends.cash[position] as Fen;
  const spendable = release.balance[position] as SpendableCents;
  const owed = release.owedSpendable[position] as SpendableCents;
  if (
    quota === member.quota &&
    weight === member.weight &&
    cash === member.cash &&
    spendable === member.spendable &&
    owed === member.owed.spendable &&
    member.quotaToday === 0 &&
    member.weightToday === 0
  )
    return member;
  // Every field by its name: a spread takes several times as long, and this is made for everybody every day.
  return {
    id: member.id,
    cash,
    stable: member.stable,
    points: member.points,
    exitQuota: member.exitQuota,
    quota,
    weight,
    quotaToday: quotaFen(0),
    weightToday: microShares(0),
    spendable,
    level: member.level,
    ordersAtLevel: member.ordersAtLevel,
    owed: owed === member.owed.spendable ? member.owed : { ...member.owed, spendable: owed },
  };
}

function creditDividend(world: World, at: number, position: number, lines: DayLines): void {
  const { paidProportional, paidTier } = world.book.page.dividends;
  const proportional = paidProportional[position]!;
  const tier = paidTier[position]!;
  if (proportional + tier === 0) return;
  const line = lines.of(at);
  line.proportional = proportional;
  line.tier = tier;
  world.onPostings?.(dividendPostings(world.members[at]!.id, fen(proportional + tier)));
}

function creditRelease(world: World, before: Member, at: number, position: number, lines: DayLines): void {
  const page = world.book.page.release;
  const own = page.static[position]!;
  const firstGeneration = page.firstGeneration[position]!;
  const secondGeneration = page.secondGeneration[position]!;
  const team = page.team[position]!;
  const sameRank = page.sameRank[position]!;
  if (own + firstGeneration + secondGeneration + team + sameRank === 0) return;
  const line = lines.of(at);
  line.static = own;
  line.firstGeneration = firstGeneration;
  line.secondGeneration = secondGeneration;
  line.team = team;
  line.sameRank = sameRank;
  if (!world.onPostings) return;
  const after = world.members[at]!;
  world.onPostings([
    ...post('spendable', system.issued, owedAccount(after.id), subtract(before.owed.spendable, after.owed.spendable)),
    ...post('spendable', system.issued, memberAccount(after.id), subtract(after.spendable, before.spendable)),
  ]);
}

/** Release points leave an order as spendable points arrive: two balanced moves through the treasury. */
const fallPostings = (book: PageBook, before: Float64Array): readonly Posting[] =>
  book
    .falls(before)
    .flatMap(({ event, released }) =>
      post('remaining', orderAccount(String(event)), system.retired, spendableCents(released)),
    );

function endDividends(world: World, day: DividendDay, { dividends }: ClosedPage): DayResult['dividend'] {
  const carriedIn = world.carried;
  const end = endDividendDay(day, dividends!);
  world.carried = end.carried;
  world.onPostings?.(dividendDayPostings(day, carriedIn, end));
  const { returnedProportional, returnedTier, ...paid } = end;
  const returned = BigInt(returnedProportional) + BigInt(returnedTier);
  return { proportionalPool: day.proportionalPool, tierPool: day.tierPool, ...paid, returned };
}

function closeForcedExits(world: World, lines: DayLines): ForcedExitResult[] {
  const plan = world.plans.appreciation;
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
