import { decimal, type Fraction, fraction, least, sum, times, units } from './fraction';

/** A scenario as it stands in the file, presets written out (docs/simulator.md). */
export interface ScenarioFile {
  readonly title?: string;
  readonly start: string;
  readonly days: number;
  readonly plan: PlanFile;
  readonly members: readonly { readonly id: string; readonly referrer?: string; readonly accepts?: readonly Kind[] }[];
  readonly merchants?: readonly (string | { readonly id: string; readonly owner?: string })[];
  readonly events?: readonly EventFile[];
}

export const KINDS = ['appreciation', 'dividend', 'release'] as const;
export type Kind = (typeof KINDS)[number];

export interface EventFile {
  readonly day: number;
  readonly type: string;
  readonly member?: string;
  readonly merchant?: string;
  readonly amount?: string;
  readonly points?: string;
  readonly id?: string;
  readonly plans?: readonly Kind[];
  /** Of `accept` a kind, of `publish` blocks or names of presets. */
  readonly plan?: Kind | PlanFile | string | readonly string[];
  readonly purchase?: string;
  readonly asset?: string;
  readonly add?: string;
  readonly remove?: string;
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

/** A settled purchase, and what it gave to buyer and referrer (rules §5 reversal). */
export interface Purchase {
  readonly id: string | undefined;
  readonly day: number;
  readonly member: string;
  /** a, and B0 of it. */
  readonly amount: bigint;
  reversed: bigint;
  /** c, 0 where it did not count for the appreciation. */
  contribution: bigint;
  readonly buyer: Gift;
  readonly referrer: Gift;
  /** Of the dividends' version by which it settled, 0 where it did not count for them. */
  dividendShares: Fraction;
  /** Of the release's version by which it settled; undefined where it did not count. */
  release: ReleaseOrder | undefined;
}

export interface Gift {
  points: bigint;
  exitQuota: bigint;
  quota: bigint;
  weight: bigint;
}

export interface ReleaseOrder {
  readonly plan: NonNullable<PlanFile['release']>;
  /** Whether it reached a tier as it settled. */
  readonly isListed: boolean;
  /** The number of the tier that it reaches now. */
  level: number;
  granted: bigint;
  daily: bigint;
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
  /** Of exit quota, quota and spendable points, never of anything else (rules §5 Owed). */
  owed: { exitQuota: bigint; quota: bigint; spendable: bigint };
  accepted: readonly Kind[];
  rank: number;
  teamVolume: bigint;
  /** Cash of the member's settled orders that count for the release, less what was reversed. */
  bought: bigint;
}

export interface Merchant {
  readonly id: string;
  readonly owner: string | undefined;
  stable: bigint;
  points: bigint;
  cash: bigint;
}

export interface World {
  day: number;
  /** In force today, and published today for tomorrow. */
  plan: PlanFile;
  published: PlanFile;
  /** What the dividends share of the day. */
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
  readonly purchases: Purchase[];
  /** Of the event just played, if it was a reversal. */
  reversal: { readonly recovered: bigint; readonly refundable: bigint } | undefined;
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
    plan: file.plan,
    published: {},
    turnover: 0n,
    pool: (bought.over + bought.under - 1n) / bought.under,
    circulating: seed,
    minted: seed,
    reserve: 0n,
    swept: 0n,
    lastPrice: issue,
    carried: 0n,
    members: file.members.map(({ id, referrer, accepts }) => ({
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
      owed: { exitQuota: 0n, quota: 0n, spendable: 0n },
      accepted: accepts ?? KINDS,
      rank: 0,
      teamVolume: 0n,
      bought: 0n,
    })),
    merchants: (file.merchants ?? []).map((merchant) => {
      const { id, owner } = typeof merchant === 'string' ? { id: merchant, owner: undefined } : merchant;
      return { id, owner, stable: 0n, points: 0n, cash: 0n };
    }),
    purchases: [],
    reversal: undefined,
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

/** The release orders of a member, oldest first. */
export const ordersOf = (world: World, member: Member): (Purchase & { release: ReleaseOrder })[] =>
  world.purchases.filter(
    (one): one is Purchase & { release: ReleaseOrder } => one.member === member.id && one.release?.isListed === true,
  );

/** The highest tier that one of the member's orders reaches now (rules §4, §5 reversal 3). */
export const levelOf = (world: World, member: Member): number =>
  Math.max(0, ...world.purchases.map(({ member: id, release }) => (id === member.id ? (release?.level ?? 0) : 0)));

/** Rules §5 Owed: what is credited pays what is owed of it first. */
export function credit(member: Member, asset: 'exitQuota' | 'quota' | 'spendable', amount: bigint): void {
  const repaid = least(member.owed[asset], amount);
  member.owed[asset] -= repaid;
  member[asset] += amount - repaid;
}

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

/** Cash that counts for the release of the member's downline, and of the member's own where the plan says so (rules §4). */
export const teamVolumeOf = (world: World, member: Member, includesOwn: boolean): bigint =>
  sum(downlineOf(world, member).map(({ bought }) => bought)) + (includesOwn ? member.bought : 0n);
