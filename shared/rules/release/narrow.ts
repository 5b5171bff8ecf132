import { invariant } from '../../kernel';
import { type NarrowCarry, Sum } from './carry';
import { wholeQuotient } from './exact';
import type { ReleasePage } from './page';
import { mergePending } from './pending';
import { type CompiledTerms, DENOMINATOR, MOST, NARROW_LIMIT, NUMERATOR, rankByVolume, ZERO } from './terms';
import type { Credited } from './totals';

/**
 * Closes the members of a page from number `from` down to `to`, as closePage says, in doubles. Answers the number of
 * the first member that it left undone, to - 1 when there is none: one whose sums might not be exact, whose credits do
 * not fit, who has very many orders, or for whom the carry is too small.
 *
 * Why doubles are exact here. Let S be the static of all members seen. Each of a level's sums counts the static of a
 * member at most once, and so does each sum of a pending list (members of one rank in one list are never above one
 * another), so all are at most S <= narrowLimit. Products are at most S times the largest numerator of the rates, the
 * sum of the four bonuses at most S times their rates: both below 2^53 by the choice of narrowLimit. Sums of cash are
 * at most the cash seen, each amount without its sign, which is kept below 2^53 in the same way. A sum that passes
 * 2^53 may be rounded before it is compared with its limit, but never to below 2^53.
 *
 * One long function on purpose, and written for the engine: the level on top lives in variables, figures that begin
 * with 0 begin with `zero`, which the engine knows to be a double, and indices are added in 32 bits. Each of these was
 * measured; together they halve the time.
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
  const remainingAt = 9 * size;
  const dailyAt = remainingAt + orders;
  const beforeAt = dailyAt + orders;
  const depthAt = size + 1;
  const handRankAt = 2 * size + 1;
  const rankAt = 3 * size + 1;
  const mostOrders = figures.length - beforeAt;

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

  let staticSeen = seen[0]!;
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

  let endOrder = numbers[from + 1]!;
  let i = from;
  for (; i >= to; i--) {
    const firstOrder = numbers[i]!;
    if (top === lastLevel || pendingLinks[1] === 0 || endOrder - firstOrder > mostOrders) break;
    const depth = numbers[(depthAt + i) | 0]!;
    const hand = numbers[(handRankAt + i) | 0]!;
    const cash = figures[(volumeTodayAt + i) | 0]!;
    const cashSeenAfter = cashSeen + Math.abs(cash);
    let teamCash = figures[(teamVolumeAt + i) | 0]!;

    // The level of its downline, which is on top if there is one.
    const hasDownline = topDepth > depth;
    let children = zero;
    let grandchildren = zero;
    let below = zero;
    let open = zero;
    let volume = zero;
    let list = 0;
    if (hasDownline) {
      invariant(topDepth === depth + 1, 'members are not in sponsor pre-order');
      children = topChildren;
      grandchildren = topGrandchildren;
      below = topLine;
      open = topOpen;
      volume = topVolume;
      list = topList;
      teamCash += volume;
      if (teamCash > most) teamCash = most;
      else if (teamCash < 0) teamCash = zero;
    }

    let rank = 0;
    if (hand < 0) {
      const counted = includesOwn ? teamCash + figures[(ownVolumeAt + i) | 0]! : teamCash;
      if (counted >= lowestBound) rank = rankByVolume(counted, bounds, lastRank);
    } else rank = Math.min(hand, lastRank);

    // What is due. It follows from the downline alone.
    let first = zero;
    let second = zero;
    let team = zero;
    let same = zero;
    let claimed = open;
    let lastPassed = 0;
    let rest = list;
    const takesOver = rank > 0 && below > 0;
    if (hasDownline) {
      first = wholeQuotient(children * firstNumerator, firstDenominator);
      second = wholeQuotient(grandchildren * secondNumerator, secondDenominator);
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
    }
    const due = zero + first + second + team + same;

    // What the orders hold, oldest first: the static of each, and the bonuses out of what is left.
    let unpaid = due;
    let own = zero;
    let before = beforeAt;
    for (let order = firstOrder; order < endOrder; order++) {
      const held = figures[(remainingAt + order) | 0]!;
      const daily = figures[(dailyAt + order) | 0]!;
      let released = daily;
      if (held < daily) released = held;
      const left = held - released;
      let bonus = unpaid;
      if (left < unpaid) bonus = left;
      figures[before] = held;
      before = (before + 1) | 0;
      own += released;
      unpaid -= bonus;
      figures[(remainingAt + order) | 0] = left - bonus;
    }
    const balance = figures[i]! + (own + (due - unpaid));
    if (staticSeen + own > narrowLimit || balance > most || cashSeenAfter > most || totalSame + same > most) {
      for (let order = firstOrder; order < endOrder; order++)
        figures[remainingAt + order] = figures[beforeAt + order - firstOrder]!;
      break;
    }
    if (unpaid > 0) {
      let paid = due - unpaid;
      if (first > paid) first = paid;
      paid -= first;
      if (second > paid) second = paid;
      paid -= second;
      if (team > paid) team = paid;
      same = paid - team;
    }
    staticSeen += own;
    cashSeen = cashSeenAfter;
    endOrder = firstOrder;
    totalFirst += first;
    totalSecond += second;
    totalTeam += team;
    totalSame += same;
    figures[i] = balance;
    figures[(teamVolumeAt + i) | 0] = teamCash;
    figures[(staticAt + i) | 0] = own;
    figures[(firstAt + i) | 0] = first;
    figures[(secondAt + i) | 0] = second;
    figures[(teamAt + i) | 0] = team;
    figures[(sameAt + i) | 0] = same;
    numbers[(rankAt + i) | 0] = rank;

    // What a ranked member takes over leaves the list; one entry of its own stands for it.
    if (takesOver) {
      if (lastPassed !== 0) {
        pendingLinks[(lastPassed + 1) | 0] = pendingLinks[1]!;
        pendingLinks[1] = list;
      }
      list = pendingLinks[1]!;
      const place = list << 1;
      pendingLinks[1] = pendingLinks[(place + 1) | 0]!;
      pendingLinks[place] = rank;
      pendingLinks[(place + 1) | 0] = rest;
      pendingSums[place] = claimed;
      pendingSums[(place + 1) | 0] = below;
      open = zero;
    }

    // The member joins the level of its own depth.
    if (!hasDownline && topDepth === depth) {
      topChildren += own;
      topLine += own;
      topOpen += own;
      topVolume += cash;
      continue;
    }
    if (hasDownline && links[((top << 1) - 2) | 0] === depth) {
      top = (top - 1) | 0;
      const slot = top * Sum.Width;
      const waiting = links[((top << 1) + 1) | 0]!;
      topDepth = depth;
      topList = list === 0 ? waiting : mergePending(pending, waiting, list);
      topChildren = sums[slot + Sum.Children]! + own;
      topGrandchildren = sums[slot + Sum.Grandchildren]! + children;
      topLine = sums[slot + Sum.Line]! + (below + own);
      topOpen = sums[slot + Sum.Open]! + (open + own);
      topVolume = sums[slot + Sum.Volume]! + (volume + cash);
      continue;
    }
    if (!hasDownline) {
      const slot = top * Sum.Width;
      links[top << 1] = topDepth;
      links[((top << 1) + 1) | 0] = topList;
      sums[slot + Sum.Children] = topChildren;
      sums[slot + Sum.Grandchildren] = topGrandchildren;
      sums[slot + Sum.Line] = topLine;
      sums[slot + Sum.Open] = topOpen;
      sums[slot + Sum.Volume] = topVolume;
      top = (top + 1) | 0;
    }
    topDepth = depth;
    topList = list;
    topChildren = own;
    topGrandchildren = children;
    topLine = below + own;
    topOpen = open + own;
    topVolume = volume + cash;
  }

  links[2 * top] = topDepth;
  links[2 * top + 1] = topList;
  sums.set([topChildren, topGrandchildren, topLine, topOpen, topVolume], top * Sum.Width);
  carry.top = top;
  credited.static += BigInt(staticSeen - seen[0]!);
  credited.firstGeneration += BigInt(totalFirst);
  credited.secondGeneration += BigInt(totalSecond);
  credited.team += BigInt(totalTeam);
  credited.sameRank += BigInt(totalSame);
  seen[0] = staticSeen;
  seen[1] = cashSeen;
  return i;
}
