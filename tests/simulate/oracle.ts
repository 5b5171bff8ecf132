// The rules once more, as they are written (rules §1 to §5), for whole scenarios: in big integers, by walking over
// everybody, without regard to time. Shares no code with shared/. Tests hold the simulator against it.
import { closeByDefinition, type OracleTerms } from '../release/oracle';

const MAX = 2n ** 53n - 1n;
const MILLION = 1_000_000n;

type Json = Record<string, never>;
interface ScenarioFile {
  readonly title?: string;
  readonly start: string;
  readonly days: number;
  readonly plan: Record<string, Json>;
  readonly members: readonly { id: string; referrer?: string }[];
  readonly merchants?: readonly string[];
  readonly events?: readonly Record<string, string | number>[];
}

const unitsOf = (text: string, decimals: number): bigint => {
  const [whole, part = ''] = text.split('.');
  return BigInt(whole + part.padEnd(decimals, '0'));
};
const textOf = (units: bigint, decimals: number): string => {
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
const two = (units: bigint) => textOf(units, 2);
const six = (units: bigint) => textOf(units, 6);
const fen = (text: unknown) => unitsOf(text as string, 2);
const millionths = (text: unknown) => unitsOf(text as string, 6);
const min = (...of: bigint[]) => of.toSorted((a, b) => Number(a - b))[0]!;
const up = (a: bigint, b: bigint) => (a + b - 1n) / b;

interface Order {
  day: number;
  amount: bigint;
  granted: bigint;
  daily: bigint;
  remaining: bigint;
}
const nobody = () => ({
  cash: 0n,
  stable: 0n,
  points: 0n,
  exitQuota: 0n,
  quota: 0n,
  weight: 0n,
  quotaToday: 0n,
  weightToday: 0n,
  spendable: 0n,
  level: 0,
  rank: 0,
  ownVolume: 0n,
  ownToday: 0n,
  teamVolume: 0n,
  orders: [] as Order[],
  days: [] as Record<string, unknown>[],
});
type Somebody = ReturnType<typeof nobody>;

const copyOf = <State extends { members: Somebody[]; merchants: object[] }>(state: State): State => ({
  ...state,
  members: state.members.map((member) => ({ ...member, orders: [...member.orders] })),
  merchants: state.merchants.map((merchant) => ({ ...merchant })),
});

/** Thrown for what the rules refuse; nothing of the event is kept. */
class Refused extends Error {}
const refuseIf = (refused: boolean, why: string) => {
  if (refused) throw new Refused(why);
};

/** Plays a valid scenario; `plan` must be blocks, not names. Answers what the command prints, reasons left out. */
export function playByDefinition(file: ScenarioFile) {
  const { appreciation: a, dividend: d, release: r } = file.plan as Record<string, Record<string, unknown> | undefined>;
  const referrers = file.members.map(({ referrer }) => file.members.findIndex(({ id }) => id === referrer));
  const issue = a && { fen: millionths(a.issuePrice), points: 10n ** 10n };
  const seed = a ? millionths(a.seedPoints) : 0n;
  let state = {
    members: file.members.map(nobody),
    merchants: (file.merchants ?? []).map(() => ({ stable: 0n, points: 0n, cash: 0n })),
    pool: issue ? up(seed * issue.fen, issue.points) : 0n,
    circulating: seed,
    minted: seed,
    burned: 0n,
    lastFen: issue?.fen ?? 0n,
    lastPoints: issue?.points ?? 1n,
    reserve: 0n,
    outstanding: 0n,
    swept: 0n,
    turnover: 0n,
    carried: 0n,
  };
  const uplines = file.members.map((_, at) => {
    const above: number[] = [];
    for (let i = referrers[at]!; i >= 0; i = referrers[i]!) above.push(i);
    return above;
  });
  const includesOwn = r?.teamVolumeIncludesOwn === true;
  const price = () =>
    state.circulating > 0n
      ? { fen: state.pool, points: state.circulating }
      : { fen: state.lastFen, points: state.lastPoints };

  const burn = (points: bigint, payout: bigint, stops = false) => {
    const { fen: lastFen, points: lastPoints } = price();
    state.pool -= payout;
    state.circulating -= points;
    state.burned += points;
    if (state.circulating > 0n || points === 0n) return;
    Object.assign(state, { lastFen, lastPoints });
    state.swept = stops ? min(MAX, state.swept + state.pool) : state.swept + state.pool;
    state.pool = 0n;
  };
  const worthOf = (points: bigint) => (state.circulating === 0n ? 0n : (points * state.pool) / state.circulating);

  function purchase(at: number, amount: bigint, day: number) {
    refuseIf(amount === 0n, 'nothing');
    const buyer = state.members[at]!;
    const referrer: Somebody | undefined = state.members[referrers[at]!];
    state.turnover += amount;
    if (a) {
      const c = (amount * millionths(a.contributionRate)) / MILLION;
      const p = price();
      const grant = (share: unknown) =>
        min((c * millionths(share) * p.points) / (p.fen * MILLION), millionths(a.maxSupply) - state.minted);
      const receive = (who: Somebody, points: bigint) => {
        who.points += points;
        state.minted += points;
        state.circulating += points;
      };
      receive(buyer, grant(a.giftRate));
      if (referrer) receive(referrer, grant(a.referrerGiftRate));
      if (a.exitMultiple !== null) {
        const multiple = millionths(a.exitMultiple);
        buyer.exitQuota += (amount * multiple) / MILLION;
        if (referrer) referrer.exitQuota += (c * millionths(a.referrerGiftRate) * multiple) / MILLION ** 2n;
      }
      state.pool += c;
      if (state.circulating === 0n) {
        state.swept += state.pool;
        refuseIf(state.pool > MAX, 'the pool');
        state.pool = 0n;
      }
    }
    if (d) {
      const [multiple, unit] = [millionths(d.quotaMultiple), fen(d.weightUnit)];
      buyer.quotaToday += (amount * multiple) / MILLION;
      buyer.weightToday += (amount * MILLION) / unit;
      if (referrer) {
        referrer.quotaToday += (amount * multiple * millionths(d.referralQuotaRate)) / MILLION ** 2n;
        referrer.weightToday += (amount * millionths(d.referralWeightRate)) / unit;
      }
    }
    if (r) {
      buyer.ownToday += amount;
      const tiers = r.tiers as { from: string; multiple: string }[];
      const level = tiers.filter(({ from }) => fen(from) <= amount).length;
      if (level > 0) {
        const granted = (amount * millionths(tiers[level - 1]!.multiple)) / MILLION;
        const daily = (amount * millionths(r.dailyRate)) / MILLION;
        refuseIf(granted > MAX, 'granted');
        buyer.orders.push({ day, amount, granted, daily, remaining: granted });
        buyer.level = Math.max(buyer.level, level);
      }
    }
  }

  /** Gross and fee of points that leave the pool; what all three ways out have in common. */
  function leave(held: bigint, points: bigint, feeRate: unknown, quota: bigint | null) {
    refuseIf(!a || points === 0n || points > held, 'holding');
    const gross = worthOf(points);
    refuseIf(quota !== null && gross > quota, 'exit quota');
    const payout = gross - up(gross * millionths(feeRate), MILLION);
    refuseIf(payout === 0n, 'worth nothing');
    return { gross, payout };
  }

  function apply(event: Record<string, string | number>) {
    const at = file.members.findIndex(({ id }) => id === event.member);
    const member = state.members[at]!;
    const merchant = state.merchants[(file.merchants ?? []).indexOf(event.merchant as string)]!;
    const amount = event.amount === undefined ? 0n : fen(event.amount);
    const points = event.points === undefined ? 0n : millionths(event.points);
    switch (event.type) {
      case 'purchase':
        return purchase(at, amount, event.day as number);
      case 'spend':
        refuseIf(!r || amount === 0n || amount > member.spendable, 'spending');
        member.spendable -= amount;
        return;
      case 'sell':
      case 'redeem':
      case 'exchange': {
        const feeRate = { sell: a?.sellFeeRate, redeem: a?.redeemFeeRate, exchange: '0' }[event.type];
        const quota = a && a.exitMultiple !== null ? member.exitQuota : null;
        const { gross, payout } = leave(member.points, points, feeRate, quota);
        member.points -= points;
        if (quota !== null) member.exitQuota -= gross;
        if (event.type === 'sell') member.cash += payout;
        if (event.type !== 'exchange') return burn(points, payout);
        member.stable += gross;
        state.outstanding += gross;
        state.reserve += points;
        return;
      }
      case 'pay':
        refuseIf(!a || amount === 0n || amount > member.stable, 'paying');
        member.stable -= amount;
        merchant.stable += amount;
        return;
      case 'merchantRedeem': {
        refuseIf(!a || amount === 0n || amount > merchant.stable, 'redeeming');
        const given = (amount * state.circulating) / state.pool;
        refuseIf(given === 0n, 'worth nothing');
        merchant.stable -= amount;
        merchant.points += given;
        state.outstanding -= amount;
        state.reserve -= given;
        return;
      }
      case 'merchantSell': {
        const { payout } = leave(merchant.points, points, a?.sellFeeRate, null);
        merchant.points -= points;
        merchant.cash += payout;
        return burn(points, payout);
      }
    }
  }

  /** Whether every stored amount is below 2^53. */
  function fits(): boolean {
    const volumes = state.members.flatMap((_, at) => {
      const below = state.members.filter((_member, x) => uplines[x]!.includes(at));
      const downline = below.reduce((sum, { ownVolume, ownToday }) => sum + ownVolume + ownToday, 0n);
      const { ownVolume, ownToday } = state.members[at]!;
      return r ? [downline + (includesOwn ? ownVolume + ownToday : 0n)] : [];
    });
    const { members, merchants, ...own } = state;
    const held = members.flatMap((m) => [
      ...[m.cash, m.stable, m.points, m.exitQuota, m.quota + m.quotaToday, m.weight + m.weightToday, m.spendable],
    ]);
    const shops = merchants.flatMap((m) => Object.values(m));
    return [...volumes, ...held, ...shops, ...Object.values(own)].every((n) => n <= MAX);
  }

  function closeDividends(lines: Record<string, bigint>[]) {
    if (!d) return undefined;
    const T = state.turnover;
    const P = min(MAX, (T * millionths(d.proportionalRate)) / MILLION + state.carried);
    const Q = (T * millionths(d.tierRate)) / MILLION;
    const active = state.members.filter(({ quota, weight }) => quota > 0n && weight > 0n);
    const base = d.weightBase === 'all' ? state.members : active;
    const W = base.reduce((sum, { weight }) => sum + weight, 0n);
    const tiers = d.tiers as { from: string; rate: string }[];
    const tierOf = (m: Somebody) => tiers.filter(({ from }) => millionths(from) <= m.weight).length;
    const due = state.members.map((m) => {
      if (!active.includes(m)) return { proportional: 0n, tier: 0n };
      const k = tierOf(m);
      if (k === 0) return { proportional: (P * m.weight) / W, tier: 0n };
      const fund = ((d.tierRateOf === 'pool' ? Q : T) * millionths(tiers[k - 1]!.rate)) / MILLION;
      const fellows = active.filter((other) => tierOf(other) === k);
      const weights = fellows.reduce((sum, { weight }) => sum + weight, 0n);
      const tier = d.tierSplit === 'perCapita' ? fund / BigInt(fellows.length) : (fund * m.weight) / weights;
      return { proportional: (P * m.weight) / W, tier };
    });
    let [paidProportional, paidTier, carried] = [0n, 0n, 0n];
    due.forEach(({ proportional, tier }, at) => {
      const m = state.members[at]!;
      const pay = min(m.quota, proportional + tier, MAX - m.cash);
      const first = min(pay, proportional);
      m.quota -= pay;
      m.cash += pay;
      paidProportional += first;
      paidTier += pay - first;
      carried += proportional - first;
      Object.assign(lines[at]!, { proportional: first, tier: pay - first });
    });
    state.carried = carried;
    return {
      proportionalPool: two(P),
      tierPool: two(Q),
      paidProportional: two(paidProportional),
      paidTier: two(paidTier),
      carried: two(carried),
      returned: two(P + Q - paidProportional - paidTier - carried),
    };
  }

  function closeRelease(lines: Record<string, bigint>[], day: number) {
    if (!r) return undefined;
    const [first, second] = r.referralRates as [string, string];
    const terms: OracleTerms = {
      referralRates: [millionths(first), millionths(second)],
      ranks: (r.ranks as { from: string; rate: string }[]).map((rank) => ({
        from: fen(rank.from),
        rate: millionths(rank.rate),
      })),
      sameRankRate: millionths(r.sameRankRate),
      teamVolumeIncludesOwn: includesOwn,
    };
    const people = state.members.map((m, at) => ({
      referrer: referrers[at]!,
      orders: m.orders.filter((order) => order.day < day),
      balance: m.spendable,
      volumeToday: m.ownToday,
      ownVolume: m.ownVolume + m.ownToday,
      teamVolume: m.teamVolume,
      handRank: -1,
    }));
    const results = closeByDefinition(people, terms);
    const sum = { static: 0n, firstGeneration: 0n, secondGeneration: 0n, team: 0n, sameRank: 0n };
    results.forEach(({ rank, ...paid }, at) => {
      const m = state.members[at]!;
      m.spendable = people[at]!.balance;
      m.teamVolume = people[at]!.teamVolume;
      m.ownVolume += m.ownToday;
      m.ownToday = 0n;
      m.rank = rank;
      for (const kind of Object.keys(sum) as (keyof typeof sum)[]) sum[kind] += paid[kind];
      const { static: own, firstGeneration: referral1, secondGeneration: referral2, team, sameRank } = paid;
      Object.assign(lines[at]!, { static: own, referral1, referral2, team, sameRank });
    });
    return {
      static: two(sum.static),
      referral1: two(sum.firstGeneration),
      referral2: two(sum.secondGeneration),
      team: two(sum.team),
      sameRank: two(sum.sameRank),
    };
  }

  function closeForcedExits(lines: Record<string, bigint>[]) {
    if (!a) return undefined;
    const exits: Record<string, string>[] = [];
    const [P, C] = [state.pool, state.circulating];
    let [sold, paidOut] = [0n, 0n];
    state.members.forEach((m, at) => {
      const q = m.exitQuota;
      if (a.exitMultiple === null || q === 0n || m.points === 0n || C === 0n || (m.points * P) / C < q) return;
      const points = up(q * C, P);
      const gross = min((points * P) / C, q);
      const fee = up(gross * millionths(a.sellFeeRate), MILLION);
      const paid = min(gross - fee, MAX - m.cash);
      if (paid === 0n) return;
      m.points -= points;
      m.exitQuota = 0n;
      m.cash += paid;
      sold += points;
      paidOut += paid;
      lines[at]!.forcedExit = paid;
      exits.push({ member: file.members[at]!.id, points: six(points), gross: two(gross), fee: two(fee) });
    });
    burn(sold, paidOut, true);
    return exits;
  }

  const refused: number[] = [];
  const days = Array.from({ length: file.days }, (_, before) => {
    const day = before + 1;
    (file.events ?? []).forEach((event, index) => {
      if (event.day !== day) return;
      const kept = copyOf(state);
      try {
        apply(event);
        refuseIf(!fits(), '2^53');
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        state = kept;
        refused.push(index);
      }
    });
    const turnover = two(state.turnover);
    const lines = state.members.map(() => ({}) as Record<string, bigint>);
    const dividend = closeDividends(lines);
    const release = closeRelease(lines, day);
    const forcedExits = closeForcedExits(lines);
    state.members.forEach((m, at) => {
      m.quota += m.quotaToday;
      m.weight += m.weightToday;
      m.quotaToday = m.weightToday = 0n;
      if (Object.values(lines[at]!).every((n) => n === 0n)) return;
      const kinds = ['proportional', 'tier', 'static', 'referral1', 'referral2', 'team', 'sameRank', 'forcedExit'];
      m.days.push({ day, ...Object.fromEntries(kinds.map((kind) => [kind, two(lines[at]![kind] ?? 0n)])) });
    });
    state.turnover = 0n;
    const { fen: priceFen, points } = price();
    const shown = a && (2n * priceFen * 10n ** 8n + points) / (2n * points);
    return {
      day,
      date: new Date(Date.parse(`${file.start}T00:00:00Z`) + before * 86_400_000).toISOString().slice(0, 10),
      turnover,
      ...(a && {
        appreciation: {
          pool: two(state.pool),
          circulating: six(state.circulating),
          minted: six(state.minted),
          burned: six(state.burned),
          price: textOf(shown!, 4),
          reservePoints: six(state.reserve),
          stableOutstanding: two(state.outstanding),
          sweptToPlatform: two(state.swept),
          forcedExits,
        },
      }),
      ...(dividend && { dividend }),
      ...(release && { release }),
    };
  });
  return {
    title: file.title ?? '',
    days,
    members: file.members.map(({ id }, at) => {
      const m = state.members[at]!;
      return {
        id,
        cash: two(m.cash),
        stable: two(m.stable),
        appreciating: six(m.points),
        exitQuota: two(m.exitQuota),
        quota: two(m.quota),
        weight: six(m.weight),
        spendable: two(m.spendable),
        level: m.level,
        rank: m.rank,
        teamVolume: two(m.teamVolume + (includesOwn ? m.ownVolume : 0n)),
        orders: m.orders.map(({ day, amount, granted, remaining }) => ({
          day,
          amount: two(amount),
          granted: two(granted),
          remaining: two(remaining),
        })),
        days: m.days,
      };
    }),
    merchants: (file.merchants ?? []).map((id, at) => {
      const m = state.merchants[at]!;
      return { id, stable: two(m.stable), appreciating: six(m.points), cash: two(m.cash) };
    }),
    refused: refused.toSorted((x, y) => x - y),
  };
}
