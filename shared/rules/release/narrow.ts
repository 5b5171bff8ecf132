import { invariant } from '../../kernel';
import { type NarrowCarry, Sum } from './carry';
import { wholeQuotient } from './exact';
import type { ReleasePage } from './page';
import { mergePending } from './pending';
import { releaseStatic, takeBackStatic } from './static';
import { type CompiledTerms, DENOMINATOR, MOST, NARROW_LIMIT, NUMERATOR, rankByVolume, ZERO } from './terms';
import type { Credited } from './totals';

/**
 * Closes the members of a page from number `from` down to `to`, as closePage says, in doubles. They have together at
 * most MOST_ORDERS_OF_RUN orders. Answers the number of the first member that it left undone, to - 1 when there is none:
 * one whose sums might not be exact, whose credits do not fit, or for whom the carry is too small.
 *
 * Why doubles are exact here. Let S be the static of all members seen. Each of a level's sums counts the static of a
 * member at most once, and so does each sum of a pending list (members of one rank in one list are never above one
 * another), so all are at most S <= narrowLimit. Products are at most S times the largest numerator of the rates, the
 * sum of the four bonuses at most S times their rates: both below 2^53 by the choice of narrowLimit. Sums of cash are
 * at most the cash seen, each amount without its sign, which is kept below 2^53 in the same way. A sum that passes
 * 2^53 may be rounded before it is compared with its limit, but never to below 2^53.
 *
 * One long function on purpose, and written for the engine: the static of all orders is released first, in a loop that
 * does not know where a member's orders end; a member without a downline takes a short way; the level on top lives in
 * variables; figures that begin with 0 begin with `zero`, which the engine knows to be a double; indices are added in
 * 32 bits. Each of these was measured; together they more than halve the time.
 */
export function closeNarrow(
  page: ReleasePage,
  from: number,
  to: number,
  carry: NarrowCarry,
  terms: CompiledTerms,
  credited: Credited,
): number {
  const { size, orders, figures, numbers } = page;
  // Sections of `figures` (balance begins at 0) and of `numbers` (orderStart begins at 0): see createReleasePage.
  const volumeTodayAt = size;
  const ownVolumeAt = 2 * size;
  const teamVolumeAt = 3 * size;
  const staticAt = 4 * size;
  const firstAt = 5 * size;
  const secondAt = 6 * size;
  const teamAt = 7 * size;
  const sameAt = 8 * size;
  const owedAt = 9 * size;
  const remainingAt = 10 * size;
  const dailyAt = remainingAt + orders;
  const releasedAt = dailyAt + orders;
  const depthAt = size + 1;
  const handRankAt = 2 * size + 1;
  const rankAt = 3 * size + 1;

  const { links, sums, pending, seen } = carry;
  const { links: pendingLinks, sums: pendingSums } = pending;
  const lastLevel = (links.length >> 1) - 1;

  const { team: rates, from: bounds, lastRank, includesOwn } = terms;
  const firstNumerator = terms.first[NUMERATOR]!;
  const firstDenominator = terms.first[DENOMINATOR]!;
  const secondNumerator = terms.second[NUMERATOR]!;
  const secondDenominator = terms.second[DENOMINATOR]!;
  const sameNumerator = terms.sameRank[NUMERATOR]!;
  const sameDenominator = terms.sameRank[DENOMINATOR]!;
  const teamDenominator = rates[DENOMINATOR]!;
  const lowestBound = bounds[1]!;
  const narrowLimit = terms.limits[NARROW_LIMIT]!;
  const most = terms.limits[MOST]!;
  const zero = terms.limits[ZERO]!;

  let cashSeen = seen[1]!;
  let totalFirst = zero;
  let totalSecond = zero;
  let totalTeam = zero;
  let totalSame = zero;

  // The level on top. Those below it are in the carry.
  let top = carry.top;
  let topDepth = links[2 * top]!;
  let topList = links[2 * top + 1]!;
  let topChildren = sums[top * Sum.Width + Sum.Children]!;
  let topGrandchildren = sums[top * Sum.Width + Sum.Grandchildren]!;
  let topLine = sums[top * Sum.Width + Sum.Line]!;
  let topOpen = sums[top * Sum.Width + Sum.Open]!;
  let topVolume = sums[top * Sum.Width + Sum.Volume]!;

  const runOrder = numbers[to]!;
  let endOrder = numbers[from + 1]!;
  const staticOfRun = releaseStatic(page, runOrder, endOrder, narrowLimit - seen[0]!);
  if (staticOfRun < 0) return from;
  // Static of the run's orders before order o: figures[releasedBefore + o].
  const releasedBefore = (releasedAt - runOrder) | 0;
  let releasedEnd = staticOfRun;
  numbers.fill(0, rankAt + to, rankAt + from + 1);
  for (const section of [firstAt, secondAt, teamAt, sameAt]) figures.fill(0, section + to, section + from + 1);

  let i = from;
  for (; i >= to; i--) {
    if (top === lastLevel || pendingLinks[1] === 0) break;
    const firstOrder = numbers[i]!;
    const released = figures[(releasedBefore + firstOrder) | 0]!;
    const own = releasedEnd - released;
    const depth = numbers[(depthAt + i) | 0]!;
    const hand = numbers[(handRankAt + i) | 0]!;
    const cash = figures[(volumeTodayAt + i) | 0]!;
    const cashSeenAfter = cashSeen + Math.abs(cash);
    let teamCash = figures[(teamVolumeAt + i) | 0]!;

    // The level of its downline is on top if it has one.
    const hasDownline = topDepth > depth;
    if (hasDownline) {
      invariant(topDepth === depth + 1, 'members are not in referrer pre-order');
      teamCash += topVolume;
      if (teamCash > most) teamCash = most;
      else if (teamCash < 0) teamCash = zero;
    }

    let rank = 0;
    if (hand < 0) {
      const counted = includesOwn ? teamCash + figures[(ownVolumeAt + i) | 0]! : teamCash;
      if (counted >= lowestBound) rank = rankByVolume(counted, bounds, lastRank);
    } else rank = Math.min(hand, lastRank);

    if (!hasDownline) {
      let balance = figures[i]! + own;
      if (balance > most || cashSeenAfter > most) break;
      const owed = figures[(owedAt + i) | 0]!;
      if (owed > 0) {
        const repaid = Math.min(own, owed);
        figures[(owedAt + i) | 0] = owed - repaid;
        balance -= repaid;
      }
      cashSeen = cashSeenAfter;
      endOrder = firstOrder;
      releasedEnd = released;
      figures[i] = balance;
      figures[(staticAt + i) | 0] = own;
      if (rank > 0) numbers[(rankAt + i) | 0] = rank;
      if (topDepth === depth) {
        topChildren += own;
        topLine += own;
        topOpen += own;
        topVolume += cash;
        continue;
      }
      const slot = top * Sum.Width;
      links[top << 1] = topDepth;
      links[((top << 1) + 1) | 0] = topList;
      sums[slot + Sum.Children] = topChildren;
      sums[slot + Sum.Grandchildren] = topGrandchildren;
      sums[slot + Sum.Line] = topLine;
      sums[slot + Sum.Open] = topOpen;
      sums[slot + Sum.Volume] = topVolume;
      top = (top + 1) | 0;
      topDepth = depth;
      topList = 0;
      topChildren = own;
      topGrandchildren = zero;
      topLine = own;
      topOpen = own;
      topVolume = cash;
      continue;
    }

    // What is due. It follows from the downline alone.
    const children = topChildren;
    const below = topLine;
    let open = topOpen;
    let list = topList;
    let first = wholeQuotient(children * firstNumerator, firstDenominator);
    let second = wholeQuotient(topGrandchildren * secondNumerator, secondDenominator);
    let team = zero;
    let same = zero;
    let claimed = open;
    let lastPassed = 0;
    let rest = list;
    const takesOver = rank > 0 && below > 0;
    if (takesOver) {
      const rate = rates[rank]!;
      let differential = rate * open;
      while (rest !== 0) {
        const place = rest << 1;
        const passedRank = pendingLinks[place]!;
        if (passedRank > rank) break;
        const held = pendingSums[place]!;
        claimed += held;
        differential += (rate - rates[passedRank]!) * held;
        if (passedRank === rank) same = wholeQuotient(pendingSums[(place + 1) | 0]! * sameNumerator, sameDenominator);
        lastPassed = place;
        rest = pendingLinks[(place + 1) | 0]!;
      }
      team = wholeQuotient(differential, teamDenominator);
    }
    const due = zero + first + second + team + same;

    // Were the credits all paid, the balance would be at most this.
    let balance = figures[i]! + (own + due);
    if (balance > most || cashSeenAfter > most || totalSame + same > most) break;

    // The bonuses are paid out of what static left in the orders, oldest first.
    let unpaid = due;
    for (let order = firstOrder; unpaid > 0 && order < endOrder; order = (order + 1) | 0) {
      const left = figures[(remainingAt + order) | 0]!;
      if (left < unpaid) {
        figures[(remainingAt + order) | 0] = zero;
        unpaid -= left;
      } else {
        figures[(remainingAt + order) | 0] = left - unpaid;
        unpaid = zero;
      }
    }
    if (unpaid > 0) {
      let paid = due - unpaid;
      if (first > paid) first = paid;
      paid -= first;
      if (second > paid) second = paid;
      paid -= second;
      if (team > paid) team = paid;
      same = paid - team;
      balance -= unpaid;
    }
    const owed = figures[(owedAt + i) | 0]!;
    if (owed > 0) {
      const credit = balance - figures[i]!;
      const repaid = Math.min(credit, owed);
      figures[(owedAt + i) | 0] = owed - repaid;
      balance -= repaid;
    }
    cashSeen = cashSeenAfter;
    endOrder = firstOrder;
    releasedEnd = released;
    totalFirst += first;
    totalSecond += second;
    totalTeam += team;
    totalSame += same;
    figures[i] = balance;
    figures[(teamVolumeAt + i) | 0] = teamCash;
    figures[(staticAt + i) | 0] = own;
    figures[(firstAt + i) | 0] = first;
    figures[(secondAt + i) | 0] = second;
    if (rank > 0) {
      figures[(teamAt + i) | 0] = team;
      figures[(sameAt + i) | 0] = same;
      numbers[(rankAt + i) | 0] = rank;
    }

    // What a ranked member takes over leaves the list; one entry of its own stands for it: the first taken over, if any.
    if (takesOver) {
      let place = list << 1;
      if (lastPassed === 0) {
        list = pendingLinks[1]!;
        place = list << 1;
        pendingLinks[1] = pendingLinks[(place + 1) | 0]!;
      } else if (lastPassed !== place) {
        pendingLinks[(lastPassed + 1) | 0] = pendingLinks[1]!;
        pendingLinks[1] = pendingLinks[(place + 1) | 0]!;
      }
      pendingLinks[place] = rank;
      pendingLinks[(place + 1) | 0] = rest;
      pendingSums[place] = claimed;
      pendingSums[(place + 1) | 0] = below;
      open = zero;
    }

    // The member joins the level of its own depth, which takes the place of its downline's.
    if (links[((top << 1) - 2) | 0] === depth) {
      top = (top - 1) | 0;
      const slot = top * Sum.Width;
      const waiting = links[((top << 1) + 1) | 0]!;
      topDepth = depth;
      topList = list === 0 ? waiting : mergePending(pending, waiting, list);
      topChildren = sums[slot + Sum.Children]! + own;
      topGrandchildren = sums[slot + Sum.Grandchildren]! + children;
      topLine = sums[slot + Sum.Line]! + (below + own);
      topOpen = sums[slot + Sum.Open]! + (open + own);
      topVolume += sums[slot + Sum.Volume]! + cash;
      continue;
    }
    topDepth = depth;
    topList = list;
    topChildren = own;
    topGrandchildren = children;
    topLine = below + own;
    topOpen = open + own;
    topVolume += cash;
  }
  takeBackStatic(page, runOrder, endOrder);

  links[2 * top] = topDepth;
  links[2 * top + 1] = topList;
  sums.set([topChildren, topGrandchildren, topLine, topOpen, topVolume], top * Sum.Width);
  carry.top = top;
  const released = staticOfRun - releasedEnd;
  credited.static += BigInt(released);
  credited.firstGeneration += BigInt(totalFirst);
  credited.secondGeneration += BigInt(totalSecond);
  credited.team += BigInt(totalTeam);
  credited.sameRank += BigInt(totalSame);
  seen[0]! += released;
  seen[1] = cashSeen;
  return i;
}
