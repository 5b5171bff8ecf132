// The release of one day as the rules say it (rules §4, daily close), and nothing else: every bonus by walking from
// each member up its line, in big integers, without regard to time. Shares no code with shared/rules/release.

const MAX = 2n ** 53n - 1n;
const MILLION = 1_000_000n;

export interface OracleOrder {
  remaining: bigint;
  daily: bigint;
}

export interface OracleMember {
  /** Place of the referrer in the list, -1 for none. */
  readonly referrer: number;
  /** Oldest first. */
  orders: OracleOrder[];
  balance: bigint;
  /** What is owed after a reversal: credits pay it before they reach the balance. */
  owed: bigint;
  volumeToday: bigint;
  ownVolume: bigint;
  teamVolume: bigint;
  /** -1 where the volume decides. */
  readonly handRank: number;
}

/** Rates in millionths, bounds in fen. */
export interface OracleTerms {
  readonly referralRates: readonly [bigint, bigint];
  readonly ranks: readonly { from: bigint; rate: bigint }[];
  readonly sameRankRate: bigint;
  readonly teamVolumeIncludesOwn: boolean;
}

export interface OracleResult {
  rank: number;
  static: bigint;
  firstGeneration: bigint;
  secondGeneration: bigint;
  team: bigint;
  sameRank: bigint;
}

const ascending = (...amounts: bigint[]): bigint[] => amounts.sort((a, b) => (a < b ? -1 : 1));
const lesser = (...amounts: bigint[]): bigint => ascending(...amounts)[0]!;

/**
 * Room for the credits of a day: the balance and the credits themselves stay below 2^53; what pays a debt does not reach
 * the balance.
 */
const roomOf = ({ balance, owed }: OracleMember): bigint => lesser(MAX, MAX - balance + owed);

function credit(member: OracleMember, amount: bigint): void {
  const repaid = lesser(member.owed, amount);
  member.owed -= repaid;
  member.balance += amount - repaid;
}

/** Closes one day: changes orders, balances, debts and team volumes of the members in place, answers what was credited. */
export function closeByDefinition(members: readonly OracleMember[], terms: OracleTerms): OracleResult[] {
  const everyone = members.map((_, i) => i);
  /** The uplines of x, nearest first. */
  const uplinesOf = (x: number): number[] => {
    const uplines: number[] = [];
    for (let i = members[x]!.referrer; i !== -1; i = members[i]!.referrer) uplines.push(i);
    return uplines;
  };
  const uplines = everyone.map(uplinesOf);
  const sumOver = (over: readonly number[], of: (i: number) => bigint) => over.reduce((sum, i) => sum + of(i), 0n);
  const downline = everyone.map(() => [] as number[]);
  for (const x of everyone) for (const i of uplines[x]!) downline[i]!.push(x);

  // 1. Static.
  const rooms = members.map(roomOf);
  const statics = members.map((member, i) => {
    let released = 0n;
    for (const order of member.orders) {
      const taken = lesser(order.remaining, order.daily, rooms[i]!);
      order.remaining -= taken;
      rooms[i]! -= taken;
      released += taken;
    }
    credit(member, released);
    return released;
  });

  // 2. Ranks.
  const ranks = members.map((member, i) => {
    const volume = member.teamVolume + sumOver(downline[i]!, (x) => members[x]!.volumeToday);
    member.teamVolume = volume < 0n ? 0n : lesser(volume, MAX);
    if (member.handRank > terms.ranks.length) return terms.ranks.length;
    if (member.handRank >= 0) return member.handRank;
    const counted = member.teamVolume + (terms.teamVolumeIncludesOwn ? member.ownVolume : 0n);
    return terms.ranks.filter(({ from }) => from <= counted).length;
  });
  const rateOf = (i: number): bigint => (ranks[i] === 0 ? 0n : terms.ranks[ranks[i]! - 1]!.rate);

  const results = members.map((member, i): OracleResult => {
    // 3. Generations.
    const generation = (distance: number) => downline[i]!.filter((x) => uplines[x]![distance - 1] === i);
    const referral = (distance: number, rate: bigint) =>
      (rate * sumOver(generation(distance), (x) => statics[x]!)) / MILLION;

    // 4. Team.
    const differential = sumOver(downline[i]!, (x) => {
      const between = uplines[x]!.slice(0, uplines[x]!.indexOf(i));
      const highest = ascending(0n, ...between.map(rateOf)).at(-1)!;
      return rateOf(i) > highest ? (rateOf(i) - highest) * statics[x]! : 0n;
    });

    // 5. Same rank.
    const equals = downline[i]!.filter((y) => {
      if (ranks[y]! < 1) return false;
      const nearest = uplines[y]!.find((upline) => ranks[upline]! >= ranks[y]!);
      return nearest === i && ranks[i] === ranks[y];
    });
    const ofEquals = sumOver(equals, (y) => terms.sameRankRate * sumOver(downline[y]!, (x) => statics[x]!));

    // 6. Paid out of i's own remaining points, oldest order first.
    const pay = (due: bigint): bigint => {
      let paid = 0n;
      for (const order of member.orders) {
        const taken = lesser(order.remaining, due - paid, rooms[i]!);
        order.remaining -= taken;
        rooms[i]! -= taken;
        credit(member, taken);
        paid += taken;
      }
      return paid;
    };
    return {
      rank: ranks[i]!,
      static: statics[i]!,
      firstGeneration: pay(referral(1, terms.referralRates[0])),
      secondGeneration: pay(referral(2, terms.referralRates[1])),
      team: pay(differential / MILLION),
      sameRank: pay(ofEquals / MILLION),
    };
  });
  return results;
}
