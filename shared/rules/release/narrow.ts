import { invariant, MAX_AMOUNT } from '../../kernel';
import { CHILDREN, GRANDCHILDREN, LEVEL_WIDTH, LINE, type NarrowCarry, OPEN, VOLUME } from './carry';
import { wholeQuotient } from './exact';
import type { ReleasePage } from './page';
import { mergePending } from './pending';
import { type CompiledTerms, rankByVolume } from './terms';
import type { Credited } from './totals';

/**
 * Closes the members of a page from number `from` down to 0, as closePage says, in doubles. Answers the number of the
 * first member that it left undone: one whose sums might not be exact, whose credits do not fit, or who needs a larger
 * carry; -1 when none is left.
 *
 * Why doubles are exact here. Let S be the static of all members seen. Each of a level's sums counts the static of a
 * member at most once, and so does each sum of a pending list (members of one rank in one list are never above one
 * another), so all are at most S <= narrowLimit. Products are at most S times the largest numerator of the rates, the
 * sum of the four bonuses at most S times their rates: both below 2^53 by the choice of narrowLimit. Sums of cash are at
 * most the cash seen, each amount without its sign, which is kept below 2^53 in the same way. A sum that passes 2^53
 * may be rounded before it is compared with its limit, but never to below 2^53.
 *
 * One long function on purpose: everything it reads and writes for a member is in registers or on one cache line.
 */
export function closeNarrow(
  page: ReleasePage,
  from: number,
  carry: NarrowCarry,
  terms: CompiledTerms,
  credited: Credited,
): number {
  const { depth, orderStart, remaining, daily, balance, volumeToday, ownVolume, teamVolume, handRank } = page;
  const { rank: rankOut, static: staticOut, firstGeneration: firstOut, secondGeneration: secondOut } = page;
  const { team: teamOut, sameRank: sameOut } = page;
  const { depth: levelDepth, sums, pending: levelPending, before, store } = carry;
  const { rank: pendingRank, next: pendingNext, static: pendingStatic, below: pendingBelow } = store;
  const { includesOwn, narrowLimit, from: bounds } = terms;
  const firstNumerator = terms.first.numerators[0]!;
  const firstDenominator = terms.first.denominator;
  const secondNumerator = terms.second.numerators[0]!;
  const secondDenominator = terms.second.denominator;
  const sameNumerator = terms.sameRank.numerators[0]!;
  const sameDenominator = terms.sameRank.denominator;
  const rates = terms.team.numerators;
  const teamDenominator = terms.team.denominator;
  const lastRank = bounds.length - 1;
  const lowestBound = lastRank > 0 ? bounds[1]! : Number.POSITIVE_INFINITY;
  const lastLevel = levelDepth.length - 1;
  let { top, staticSeen, volumeSeen } = carry;
  let totalFirst = 0;
  let totalSecond = 0;
  let totalTeam = 0;
  let totalSame = 0;

  let i = from;
  for (; i >= 0; i--) {
    const firstOrder = orderStart[i]!;
    const endOrder = orderStart[i + 1]!;
    if (top === lastLevel || store.free === 0 || endOrder - firstOrder > before.length) break;

    // The level below, if this member sponsored somebody.
    const at = depth[i]!;
    let children = 0;
    let grandchildren = 0;
    let below = 0;
    let open = 0;
    let volume = 0;
    let list = 0;
    let level = top;
    if (levelDepth[level]! > at) {
      invariant(levelDepth[level] === at + 1, 'members are not in sponsor pre-order');
      const slot = level * LEVEL_WIDTH;
      children = sums[slot + CHILDREN]!;
      grandchildren = sums[slot + GRANDCHILDREN]!;
      below = sums[slot + LINE]!;
      open = sums[slot + OPEN]!;
      volume = sums[slot + VOLUME]!;
      list = levelPending[level]!;
      level--;
    }

    let teamCash = teamVolume[i]! + volume;
    if (teamCash > MAX_AMOUNT) teamCash = MAX_AMOUNT;
    else if (teamCash < 0) teamCash = 0;
    const hand = handRank[i]!;
    let rank = 0;
    if (hand >= 0) rank = hand < lastRank ? hand : lastRank;
    else {
      const counted = includesOwn ? teamCash + ownVolume[i]! : teamCash;
      if (counted >= lowestBound) rank = rankByVolume(counted, bounds);
    }

    // What is due. It follows from the downline alone.
    let first = wholeQuotient(children * firstNumerator, firstDenominator);
    let second = wholeQuotient(grandchildren * secondNumerator, secondDenominator);
    let team = 0;
    let same = 0;
    let passed = 0; // last entry of the list that this member takes over
    let rest = list;
    let claimed = open;
    if (rank > 0 && below > 0) {
      const rate = rates[rank]!;
      let differential = rate * open;
      while (rest !== 0 && pendingRank[rest]! <= rank) {
        const held = pendingStatic[rest]!;
        claimed += held;
        differential += (rate - rates[pendingRank[rest]!]!) * held;
        if (pendingRank[rest] === rank) same = wholeQuotient(pendingBelow[rest]! * sameNumerator, sameDenominator);
        passed = rest;
        rest = pendingNext[rest]!;
      }
      team = wholeQuotient(differential, teamDenominator);
    }

    // What the orders hold, oldest first: the static of each, then the bonuses out of what is left.
    const due = first + second + team + same;
    let unpaid = due;
    let own = 0;
    for (let order = firstOrder; order < endOrder; order++) {
      const held = remaining[order]!;
      const perDay = daily[order]!;
      const released = held < perDay ? held : perDay;
      const left = held - released;
      const bonus = left < unpaid ? left : unpaid;
      before[order - firstOrder] = held;
      own += released;
      unpaid -= bonus;
      remaining[order] = left - bonus;
    }
    const balanceAfter = balance[i]! + (own + (due - unpaid));
    const cash = volumeToday[i]!;
    const cashSeen = volumeSeen + (cash < 0 ? -cash : cash);
    if (
      staticSeen + own > narrowLimit ||
      balanceAfter > MAX_AMOUNT ||
      cashSeen > MAX_AMOUNT ||
      totalSame + same > MAX_AMOUNT
    ) {
      for (let order = firstOrder; order < endOrder; order++) remaining[order] = before[order - firstOrder]!;
      break;
    }
    if (unpaid > 0) {
      let paid = due - unpaid;
      paid -= first = first < paid ? first : paid;
      paid -= second = second < paid ? second : paid;
      paid -= team = team < paid ? team : paid;
      same = paid;
    }
    staticSeen += own;
    volumeSeen = cashSeen;
    totalFirst += first;
    totalSecond += second;
    totalTeam += team;
    totalSame += same;
    balance[i] = balanceAfter;
    teamVolume[i] = teamCash;
    rankOut[i] = rank;
    staticOut[i] = own;
    firstOut[i] = first;
    secondOut[i] = second;
    teamOut[i] = team;
    sameOut[i] = same;

    // What a ranked member takes over leaves the list; one entry of its own stands for it.
    if (rank > 0 && below > 0) {
      if (passed !== 0) {
        pendingNext[passed] = store.free;
        store.free = list;
      }
      list = store.free;
      store.free = pendingNext[list]!;
      pendingRank[list] = rank;
      pendingStatic[list] = claimed;
      pendingBelow[list] = below;
      pendingNext[list] = rest;
      open = 0;
    }

    // The member joins its own level.
    if (levelDepth[level]! < at) {
      top = level + 1;
      const slot = top * LEVEL_WIDTH;
      levelDepth[top] = at;
      sums[slot + CHILDREN] = own;
      sums[slot + GRANDCHILDREN] = children;
      sums[slot + LINE] = below + own;
      sums[slot + OPEN] = open + own;
      sums[slot + VOLUME] = volume + cash;
      levelPending[top] = list;
    } else {
      top = level;
      const slot = top * LEVEL_WIDTH;
      sums[slot + CHILDREN]! += own;
      sums[slot + GRANDCHILDREN]! += children;
      sums[slot + LINE]! += below + own;
      sums[slot + OPEN]! += open + own;
      sums[slot + VOLUME]! += volume + cash;
      if (list !== 0) levelPending[top] = mergePending(store, levelPending[top]!, list);
    }
  }

  credited.static += BigInt(staticSeen - carry.staticSeen);
  credited.firstGeneration += BigInt(totalFirst);
  credited.secondGeneration += BigInt(totalSecond);
  credited.team += BigInt(totalTeam);
  credited.sameRank += BigInt(totalSame);
  carry.top = top;
  carry.staticSeen = staticSeen;
  carry.volumeSeen = volumeSeen;
  return i;
}
