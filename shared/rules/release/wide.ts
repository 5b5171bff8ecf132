import { invariant, MAX_AMOUNT } from '../../kernel';
import type { WideCarry, WideLevel, WidePending } from './carry';
import type { ReleasePage } from './page';
import { type CompiledTerms, DENOMINATOR, type Fractions, NUMERATOR, rankByVolume } from './terms';
import type { Credited } from './totals';

const MAX = BigInt(MAX_AMOUNT);

const NOTHING_BELOW: Readonly<WideLevel> = {
  depth: -1,
  children: 0n,
  grandchildren: 0n,
  line: 0n,
  open: 0n,
  volume: 0n,
  pending: [],
};

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
const share = (part: Fractions, of: bigint): bigint => (BigInt(part[NUMERATOR]!) * of) / BigInt(part[DENOMINATOR]!);

/** Volume kept between 0 and 2^53 - 1: what passes it is cut (rules §5). */
const withinStored = (volume: bigint): number => Number(volume < 0n ? 0n : lesser(volume, MAX));

function rankOf(page: ReleasePage, i: number, terms: CompiledTerms): number {
  const hand = page.handRank[i]!;
  if (hand >= 0) return Math.min(hand, terms.lastRank);
  // A sum past 2^53 may be rounded, but not to below any bound.
  return rankByVolume(page.teamVolume[i]! + (terms.includesOwn ? page.ownVolume[i]! : 0), terms.from, terms.lastRank);
}

/** Takes static out of the orders, oldest first, no more than `room`. Answers how much. */
function releaseStatic(page: ReleasePage, i: number, room: bigint): bigint {
  let released = 0n;
  for (let order = page.orderStart[i]!; order < page.orderStart[i + 1]!; order++) {
    const held = BigInt(page.remaining[order]!);
    const taken = lesser(lesser(held, BigInt(page.daily[order]!)), room - released);
    page.remaining[order] = Number(held - taken);
    released += taken;
  }
  return released;
}

/** Takes bonuses out of what the orders still hold, oldest first. Answers how much of `due` they held. */
function releaseBonus(page: ReleasePage, i: number, due: bigint): bigint {
  let unpaid = due;
  for (let order = page.orderStart[i]!; unpaid > 0n && order < page.orderStart[i + 1]!; order++) {
    const held = BigInt(page.remaining[order]!);
    const taken = lesser(held, unpaid);
    page.remaining[order] = Number(held - taken);
    unpaid -= taken;
  }
  return due - unpaid;
}

/** Adds one list to another, lowest rank first, each rank once. */
function merged(left: readonly WidePending[], right: readonly WidePending[]): WidePending[] {
  const sums = new Map<number, WidePending>(left.map((entry) => [entry.rank, { ...entry }]));
  for (const entry of right) {
    const sum = sums.get(entry.rank);
    if (sum) {
      sum.static += entry.static;
      sum.below += entry.below;
    } else sums.set(entry.rank, { ...entry });
  }
  return [...sums.values()].sort((a, b) => a.rank - b.rank);
}

/** Closes one member in big integers, as closePage says, and cuts credits to what its balance can hold. */
function closeMember(page: ReleasePage, i: number, carry: WideCarry, terms: CompiledTerms, credited: Credited): void {
  const depth = page.depth[i]!;
  const { levels } = carry;
  let below = NOTHING_BELOW;
  if (levels.length > 0 && levels.at(-1)!.depth > depth) {
    below = levels.pop()!;
    invariant(below.depth === depth + 1, 'members are not in referrer pre-order');
  }

  page.teamVolume[i] = withinStored(BigInt(page.teamVolume[i]!) + below.volume);
  const rank = rankOf(page, i, terms);
  const rateOf = (of: number) => (of === 0 ? 0n : BigInt(terms.team[of]!));
  const rate = rateOf(rank);
  const passed = rank === 0 ? [] : below.pending.filter((entry) => entry.rank <= rank);
  const differential = passed.reduce(
    (sum, entry) => sum + (rate - rateOf(entry.rank)) * entry.static,
    rate * below.open,
  );
  const sameRankBelow = passed.find((entry) => entry.rank === rank)?.below ?? 0n;

  // What pays a debt does not reach the balance; what is credited on one day is a stored amount itself.
  const owed = BigInt(page.owedSpendable[i]!);
  const room = lesser(MAX, MAX - BigInt(page.balance[i]!) + owed);
  const own = releaseStatic(page, i, room);
  const due = [
    share(terms.first, below.children),
    share(terms.second, below.grandchildren),
    differential / BigInt(terms.team[DENOMINATOR]!),
    share(terms.sameRank, sameRankBelow),
  ];
  let paid = releaseBonus(
    page,
    i,
    lesser(
      due.reduce((sum, part) => sum + part, 0n),
      room - own,
    ),
  );
  const repaid = lesser(owed, own + paid);
  page.owedSpendable[i] = Number(owed - repaid);
  page.balance[i] = Number(BigInt(page.balance[i]!) + own + paid - repaid);
  const [first, second, team, sameRank] = due.map((part) => {
    const paidPart = lesser(part, paid);
    paid -= paidPart;
    return paidPart;
  }) as [bigint, bigint, bigint, bigint];

  page.rank[i] = rank;
  page.static[i] = Number(own);
  page.firstGeneration[i] = Number(first);
  page.secondGeneration[i] = Number(second);
  page.team[i] = Number(team);
  page.sameRank[i] = Number(sameRank);
  credited.static += own;
  credited.firstGeneration += first;
  credited.secondGeneration += second;
  credited.team += team;
  credited.sameRank += sameRank;

  const claimed = passed.reduce((sum, entry) => sum + entry.static, below.open);
  const takesOver = rank > 0 && below.line > 0n;
  const pending = takesOver
    ? [{ rank, static: claimed, below: below.line }, ...below.pending.slice(passed.length)]
    : below.pending;
  const cash = BigInt(page.volumeToday[i]!);
  carry.staticSeen += own;
  carry.volumeSeen += cash < 0n ? -cash : cash;
  joinLevel(levels, {
    depth,
    children: own,
    grandchildren: below.children,
    line: below.line + own,
    open: (takesOver ? 0n : below.open) + own,
    volume: below.volume + cash,
    pending,
  });
}

/** Adds a member's sums to the level of its depth, which is on top if it exists. */
function joinLevel(levels: WideLevel[], joining: WideLevel): void {
  const top = levels.at(-1);
  if (!top || top.depth < joining.depth) {
    levels.push(joining);
    return;
  }
  top.children += joining.children;
  top.grandchildren += joining.grandchildren;
  top.line += joining.line;
  top.open += joining.open;
  top.volume += joining.volume;
  if (joining.pending.length > 0) top.pending = merged(top.pending, joining.pending);
}

/** Closes the members of a page from number `from` down to 0, as closePage says, in big integers: slow, always exact. */
export function closeWide(
  page: ReleasePage,
  from: number,
  carry: WideCarry,
  terms: CompiledTerms,
  credited: Credited,
): void {
  for (let i = from; i >= 0; i--) closeMember(page, i, carry, terms, credited);
}
