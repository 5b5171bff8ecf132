import type Decimal from 'decimal.js';
import { type DecimalMember, type DecimalTerms, nothing, payBonuses, rankOf, rateOf, releaseStatic } from './decimal';

/** What a member's downline hands up: decimals, by rank where the rank passed matters. */
interface Below {
  children: Decimal;
  grandchildren: Decimal;
  line: Decimal;
  volume: Decimal;
  /** Static by the highest rank between. */
  byRank: Decimal[];
  /** Static below members of a rank whose nearest upline of that rank or above is still to come. */
  waiting: Decimal[];
}

/** One pass from the last member to the first, each adding what is below it to what is below its referrer. */
export function closeBottomUp(members: readonly DecimalMember[], terms: DecimalTerms): void {
  const everyRank = [0, ...terms.ranks.map((_, k) => k + 1)];
  const belowOf = new Map<DecimalMember, Below>();
  const belowFor = (member: DecimalMember): Below => {
    let below = belowOf.get(member);
    if (!below) {
      below = {
        children: nothing,
        grandchildren: nothing,
        line: nothing,
        volume: nothing,
        byRank: everyRank.map(() => nothing),
        waiting: everyRank.map(() => nothing),
      };
      belowOf.set(member, below);
    }
    return below;
  };

  for (const member of [...members].reverse()) {
    const below = belowFor(member);
    belowOf.delete(member);
    member.teamVolume = member.teamVolume.plus(below.volume);
    const rank = (member.rank = rankOf(member.teamVolume, terms));
    const rate = rateOf(rank, terms);
    const released = releaseStatic(member);
    member.firstGeneration = below.children.times(terms.first);
    member.secondGeneration = below.grandchildren.times(terms.second);
    for (const k of everyRank.slice(0, rank))
      member.team = member.team.plus(below.byRank[k]!.times(rate.minus(rateOf(k, terms))));
    if (rank > 0) member.sameRank = below.waiting[rank]!.times(terms.sameRank);
    payBonuses(member);

    if (!member.referrer) continue;
    const above = belowFor(member.referrer);
    above.children = above.children.plus(released);
    above.grandchildren = above.grandchildren.plus(below.children);
    above.line = above.line.plus(below.line).plus(released);
    above.volume = above.volume.plus(below.volume).plus(member.volumeToday);
    for (const k of everyRank) {
      const passedUp = Math.max(k, rank);
      above.byRank[passedUp] = above.byRank[passedUp]!.plus(below.byRank[k]!);
      if (k > rank) above.waiting[k] = above.waiting[k]!.plus(below.waiting[k]!);
    }
    above.byRank[0] = above.byRank[0]!.plus(released);
    if (rank > 0) above.waiting[rank] = above.waiting[rank]!.plus(below.line);
  }
}
