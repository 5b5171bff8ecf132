import type { ReleaseTerms } from '@shared/rules/release';
import Decimal from 'decimal.js';
import type { Forest } from './forest';

// The same close as shops write it: objects for members, decimal.js for amounts, in points and yuan with two decimals.

interface DecimalOrder {
  remaining: Decimal;
  readonly daily: Decimal;
}

export interface DecimalMember {
  readonly referrer: DecimalMember | undefined;
  readonly orders: readonly DecimalOrder[];
  balance: Decimal;
  readonly volumeToday: Decimal;
  teamVolume: Decimal;
  rank: number;
  static: Decimal;
  firstGeneration: Decimal;
  secondGeneration: Decimal;
  team: Decimal;
  sameRank: Decimal;
}

export interface DecimalTerms {
  readonly first: Decimal;
  readonly second: Decimal;
  readonly sameRank: Decimal;
  readonly ranks: readonly { readonly from: Decimal; readonly rate: Decimal }[];
}

/** Enough digits that no sum or product is rounded. */
export const Exact = Decimal.clone({ precision: 60 });
export const nothing = new Exact(0);

const hundredths = (units: number): Decimal => new Exact(units).div(100);
const rate = (millionths: number): Decimal => new Exact(millionths).div(1_000_000);

export const decimalTerms = ({ referralRates, ranks, sameRankRate }: ReleaseTerms): DecimalTerms => ({
  first: rate(referralRates[0]),
  second: rate(referralRates[1]),
  sameRank: rate(sameRankRate),
  ranks: ranks.map((rank) => ({ from: hundredths(rank.from), rate: rate(rank.rate) })),
});

/** The members of a forest before its close, referrers before those they referred. */
export function decimalMembers({ page, referrer }: Forest): DecimalMember[] {
  const members: DecimalMember[] = [];
  for (let i = 0; i < page.size; i++) {
    const orders: DecimalOrder[] = [];
    for (let order = page.orderStart[i]!; order < page.orderStart[i + 1]!; order++)
      orders.push({ remaining: hundredths(page.remaining[order]!), daily: hundredths(page.daily[order]!) });
    members.push({
      referrer: referrer[i] === -1 ? undefined : members[referrer[i]!],
      orders,
      balance: hundredths(page.balance[i]!),
      volumeToday: hundredths(page.volumeToday[i]!),
      teamVolume: hundredths(page.teamVolume[i]!),
      rank: 0,
      static: nothing,
      firstGeneration: nothing,
      secondGeneration: nothing,
      team: nothing,
      sameRank: nothing,
    });
  }
  return members;
}

export const rankOf = (volume: Decimal, { ranks }: DecimalTerms): number =>
  ranks.filter(({ from }) => from.lte(volume)).length;

export const rateOf = (rank: number, { ranks }: DecimalTerms): Decimal =>
  rank === 0 ? nothing : ranks[rank - 1]!.rate;

/** Takes the static out of a member's orders and answers it. */
export function releaseStatic(member: DecimalMember): Decimal {
  for (const order of member.orders) {
    const released = Exact.min(order.remaining, order.daily);
    order.remaining = order.remaining.minus(released);
    member.static = member.static.plus(released);
  }
  return member.static;
}

/** Rounds the bonuses and pays them out of the member's orders, oldest first. */
export function payBonuses(member: DecimalMember): void {
  const pay = (due: Decimal): Decimal => {
    let paid = nothing;
    for (const order of member.orders) {
      const taken = Exact.min(order.remaining, due.minus(paid));
      order.remaining = order.remaining.minus(taken);
      paid = paid.plus(taken);
    }
    return paid;
  };
  const roundedDown = (due: Decimal) => due.toDecimalPlaces(2, Decimal.ROUND_DOWN);
  member.firstGeneration = pay(roundedDown(member.firstGeneration));
  member.secondGeneration = pay(roundedDown(member.secondGeneration));
  member.team = pay(roundedDown(member.team));
  member.sameRank = pay(roundedDown(member.sameRank));
  member.balance = member.balance
    .plus(member.static)
    .plus(member.firstGeneration)
    .plus(member.secondGeneration)
    .plus(member.team)
    .plus(member.sameRank);
}

/** The first difference from what the kernel made of the same forest, in words; undefined when there is none. */
export function differenceFrom({ page }: Forest, members: readonly DecimalMember[]): string | undefined {
  const units = (amount: Decimal) => amount.times(100).toNumber();
  for (const [i, member] of members.entries()) {
    const figures: readonly (readonly [string, number, number])[] = [
      ['rank', member.rank, page.rank[i]!],
      ['static', units(member.static), page.static[i]!],
      ['first generation', units(member.firstGeneration), page.firstGeneration[i]!],
      ['second generation', units(member.secondGeneration), page.secondGeneration[i]!],
      ['team', units(member.team), page.team[i]!],
      ['same rank', units(member.sameRank), page.sameRank[i]!],
      ['balance', units(member.balance), page.balance[i]!],
      ['team volume', units(member.teamVolume), page.teamVolume[i]!],
      ...member.orders.map(({ remaining }, k) => {
        return ['remaining', units(remaining), page.remaining[page.orderStart[i]! + k]!] as const;
      }),
    ];
    const wrong = figures.find(([, decimal, kernel]) => decimal !== kernel);
    if (wrong) return `member ${i}: ${wrong[0]} ${wrong[1]}, in the kernel ${wrong[2]}`;
  }
  return undefined;
}
