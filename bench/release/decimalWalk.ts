import type Decimal from 'decimal.js';
import { type DecimalMember, type DecimalTerms, Exact, nothing, payBonuses, rankOf, rateOf } from './decimal';

/** The rules read aloud: each amount is carried up the line of referrers to the top, everybody on it gets what is due. */
export function closeByWalking(members: readonly DecimalMember[], terms: DecimalTerms): void {
  for (const member of members) {
    if (member.volumeToday.isZero()) continue;
    for (let upline = member.referrer; upline; upline = upline.referrer)
      upline.teamVolume = upline.teamVolume.plus(member.volumeToday);
  }
  for (const member of members) member.rank = rankOf(member.teamVolume, terms);
  for (const member of members) {
    for (const order of member.orders) {
      const released = Exact.min(order.remaining, order.daily);
      order.remaining = order.remaining.minus(released);
      member.static = member.static.plus(released);
      payUplines(member, released, terms);
    }
  }
  for (const member of members) payBonuses(member);
}

function payUplines(member: DecimalMember, released: Decimal, terms: DecimalTerms): void {
  let generation = 0;
  let highest = nothing;
  let waiting: number[] = []; // ranks passed whose nearest upline of their rank or above is still to come
  for (let upline = member.referrer; upline; upline = upline.referrer) {
    generation++;
    if (generation === 1) upline.firstGeneration = upline.firstGeneration.plus(released.times(terms.first));
    if (generation === 2) upline.secondGeneration = upline.secondGeneration.plus(released.times(terms.second));
    const { rank } = upline;
    const rate = rateOf(rank, terms);
    upline.team = upline.team.plus(Exact.max(nothing, rate.minus(highest)).times(released));
    highest = Exact.max(highest, rate);
    if (rank === 0) continue;
    if (waiting.includes(rank)) upline.sameRank = upline.sameRank.plus(released.times(terms.sameRank));
    waiting = [rank, ...waiting.filter((passed) => passed > rank)];
  }
}
