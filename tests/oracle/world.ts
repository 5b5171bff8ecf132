import { decimal, type Fraction, fraction, sum, times, units } from './fraction';

/** A scenario as it stands in the file, presets written out (docs/simulator.md). */
export interface ScenarioFile {
  readonly title?: string;
  readonly start: string;
  readonly days: number;
  readonly plan: PlanFile;
  readonly members: readonly { readonly id: string; readonly referrer?: string }[];
  readonly merchants?: readonly string[];
  readonly events?: readonly EventFile[];
}

export interface EventFile {
  readonly day: number;
  readonly type: string;
  readonly member?: string;
  readonly merchant?: string;
  readonly amount?: string;
  readonly points?: string;
}

export interface PlanFile {
  readonly appreciation?: {
    readonly contributionRate: string;
    readonly giftRate: string;
    readonly referrerGiftRate: string;
    readonly issuePrice: string;
    readonly maxSupply: string;
    readonly sellFeeRate: string;
    readonly redeemFeeRate: string;
    readonly exitMultiple: string | null;
    readonly seedPoints: string;
  };
  readonly dividend?: {
    readonly quotaMultiple: string;
    readonly weightUnit: string;
    readonly referralQuotaRate: string;
    readonly referralWeightRate: string;
    readonly proportionalRate: string;
    readonly tierRate: string;
    readonly tiers: readonly { readonly from: string; readonly rate: string }[];
    readonly tierRateOf: 'pool' | 'turnover';
    readonly tierSplit: 'perCapita' | 'byWeight';
    readonly weightBase: 'active' | 'all';
  };
  readonly release?: {
    readonly tiers: readonly { readonly from: string; readonly multiple: string }[];
    readonly dailyRate: string;
    readonly referralRates: readonly string[];
    readonly ranks: readonly { readonly from: string; readonly rate: string }[];
    readonly sameRankRate: string;
    readonly teamVolumeIncludesOwn: boolean;
  };
}

export interface Order {
  readonly day: number;
  readonly amount: bigint;
  readonly granted: bigint;
  readonly daily: bigint;
  remaining: bigint;
}

/** What a member holds: money in fen, points and weight in millionths, release points in hundredths. */
export interface Member {
  readonly id: string;
  readonly referrer: string | undefined;
  cash: bigint;
  stable: bigint;
  points: bigint;
  exitQuota: bigint;
  quota: bigint;
  weight: bigint;
  /** As they stood at the end of the day before. */
  quotaBefore: bigint;
  weightBefore: bigint;
  spendable: bigint;
  level: number;
  rank: number;
  teamVolume: bigint;
  /** Cash of all the member's settled orders. */
  bought: bigint;
  orders: Order[];
}

export interface Merchant {
  readonly id: string;
  stable: bigint;
  points: bigint;
  cash: bigint;
}

export interface World {
  day: number;
  /** Cash of the orders settled on the day. */
  turnover: bigint;
  pool: bigint;
  circulating: bigint;
  minted: bigint;
  reserve: bigint;
  swept: bigint;
  /** In fen for a millionth of a point. */
  lastPrice: Fraction;
  carried: bigint;
  readonly members: Member[];
  readonly merchants: Merchant[];
}

export const LIMIT = 2n ** 53n;

/** Thrown by a rule that refuses an event. */
export class Refused extends Error {}

export function newWorld(file: ScenarioFile): World {
  const plan = file.plan.appreciation;
  const seed = plan ? units(plan.seedPoints, 6) : 0n;
  const issue = plan ? times(decimal(plan.issuePrice), fraction(100n, 1000000n)) : fraction(1n, 1n);
  const bought = times(issue, fraction(seed, 1n));
  return {
    day: 1,
    turnover: 0n,
    pool: (bought.over + bought.under - 1n) / bought.under,
    circulating: seed,
    minted: seed,
    reserve: 0n,
    swept: 0n,
    lastPrice: issue,
    carried: 0n,
    members: file.members.map(({ id, referrer }) => ({
      id,
      referrer,
      cash: 0n,
      stable: 0n,
      points: 0n,
      exitQuota: 0n,
      quota: 0n,
      weight: 0n,
      quotaBefore: 0n,
      weightBefore: 0n,
      spendable: 0n,
      level: 0,
      rank: 0,
      teamVolume: 0n,
      bought: 0n,
      orders: [],
    })),
    merchants: (file.merchants ?? []).map((id) => ({ id, stable: 0n, points: 0n, cash: 0n })),
  };
}

export const memberOf = (world: World, id: string | undefined): Member => {
  const found = world.members.find((member) => member.id === id);
  if (!found) throw new Error(`no member ${id}`);
  return found;
};

export const merchantOf = (world: World, id: string | undefined): Merchant => {
  const found = world.merchants.find((merchant) => merchant.id === id);
  if (!found) throw new Error(`no merchant ${id}`);
  return found;
};

/** The line above a member: the referrer, the referrer's referrer, ... */
export function uplineOf(world: World, member: Member): Member[] {
  const line: Member[] = [];
  for (let at = member; at.referrer !== undefined; ) line.push((at = memberOf(world, at.referrer)));
  return line;
}

/** Everybody below a member, of all generations. */
export function downlineOf(world: World, member: Member): Member[] {
  const direct = world.members.filter(({ referrer }) => referrer === member.id);
  return direct.flatMap((child) => [child, ...downlineOf(world, child)]);
}

/** Cash of all settled orders of the member's downline, and of the member's own where the plan says so (rules §4). */
export const teamVolumeOf = (world: World, member: Member, includesOwn: boolean): bigint =>
  sum(downlineOf(world, member).map(({ bought }) => bought)) + (includesOwn ? member.bought : 0n);
