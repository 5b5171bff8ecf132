import type { BusinessDay } from '@shared/kernel';
import type { DayResult, MemberDay, SimulationResult } from '../result';
import type { Scenario } from '../scenario';
import { ExactSum } from './exactSum';
import { type DayFlows, flowsOf } from './flows';

/** What members are credited for, in the order in which the report names it. */
export const CREDIT_KINDS = [
  'proportional',
  'tier',
  'static',
  'firstGeneration',
  'secondGeneration',
  'team',
  'sameRank',
  'forcedExit',
  'sold',
  'redeemed',
  'exchanged',
] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

/** Credited amounts by kind, each in fen or in points of which one is one yuan. */
export type Credits = Readonly<Record<CreditKind, bigint>>;

/** The books of one day. Flows are the day's own; `owed` and `total` figures stand as the day's close leaves them. */
export interface DayBook {
  readonly result: DayResult;
  readonly date: BusinessDay;
  readonly turnover: bigint;
  readonly credits: Credits;
  readonly credited: bigint;
  readonly contributed: bigint;
  readonly merchantSold: bigint;
  /** Of reversed orders: back out of the pool, and what may be paid back. */
  readonly recovered: bigint;
  readonly refundable: bigint;
  /** Of adjustments: paid into the pool by the platform, and out of it to the platform. */
  readonly funded: bigint;
  readonly boughtBack: bigint;
  /** Put into the day's dividend pools out of its turnover: without what was carried in. */
  readonly dividendFunded: bigint;
  readonly quotaGranted: bigint;
  readonly quotaOwed: bigint;
  readonly releaseGranted: bigint;
  readonly releaseOwed: bigint;
}

/** What one member was credited over the run, by where it came from. */
interface MemberBook {
  readonly index: number;
  readonly dividends: bigint;
  readonly released: bigint;
  /** For appreciating points: sold, redeemed, exchanged, forced exits. */
  readonly forPoints: bigint;
  readonly credited: bigint;
}

/** The books of a run: every day, every member who was credited, and the totals. */
export interface Books {
  readonly days: readonly DayBook[];
  /** By what they were credited, most first; equal ones in the order of the file. */
  readonly members: readonly MemberBook[];
  readonly credits: Credits;
  readonly credited: bigint;
  readonly turnover: bigint;
}

/** Sum of one figure over rows. */
export const sumOf = <T>(rows: readonly T[], figure: (row: T) => bigint): bigint =>
  rows.reduce((sum, row) => sum + figure(row), 0n);

/** Keeps the books of a run. Exact; the same run gives the same books. */
export function booksOf(scenario: Scenario, result: SimulationResult): Books {
  const forPoints = result.members.map(() => new ExactSum());
  const flows = flowsOf(scenario, (member, amount) => forPoints[member]!.add(amount));
  const forced = result.days.map(() => new ExactSum());
  const members = result.members.map((member, index): MemberBook => {
    const dividends = new ExactSum();
    const released = new ExactSum();
    for (const line of member.days) {
      addLine(line, dividends, released);
      forPoints[index]!.add(line.forcedExit);
      forced[line.day - 1]!.add(line.forcedExit);
    }
    const parts = { dividends: dividends.total, released: released.total, forPoints: forPoints[index]!.total };
    return { index, ...parts, credited: parts.dividends + parts.released + parts.forPoints };
  });
  const days = daysOf(result, flows, forced);
  const credits = Object.fromEntries(
    CREDIT_KINDS.map((kind) => [kind, sumOf(days, (day) => day.credits[kind])]),
  ) as unknown as Credits;
  return {
    days,
    members: members
      .filter(({ credited }) => credited > 0n)
      .sort((a, b) => (a.credited === b.credited ? a.index - b.index : a.credited > b.credited ? -1 : 1)),
    credits,
    credited: totalOf(credits),
    turnover: sumOf(days, (day) => day.turnover),
  };
}

function addLine(line: MemberDay, dividends: ExactSum, released: ExactSum): void {
  dividends.add(line.proportional);
  dividends.add(line.tier);
  released.add(line.static);
  released.add(line.firstGeneration);
  released.add(line.secondGeneration);
  released.add(line.team);
  released.add(line.sameRank);
}

const totalOf = (credits: Credits): bigint => CREDIT_KINDS.reduce((sum, kind) => sum + credits[kind], 0n);

function daysOf(result: SimulationResult, flows: readonly DayFlows[], forced: readonly ExactSum[]): DayBook[] {
  let carriedIn = 0n;
  return result.days.map((day, index) => {
    const { dividend, release } = day;
    const flow = flows[index]!;
    const credits: Credits = {
      proportional: BigInt(dividend?.paidProportional ?? 0),
      tier: BigInt(dividend?.paidTier ?? 0),
      static: release?.static ?? 0n,
      firstGeneration: release?.firstGeneration ?? 0n,
      secondGeneration: release?.secondGeneration ?? 0n,
      team: release?.team ?? 0n,
      sameRank: release?.sameRank ?? 0n,
      forcedExit: forced[index]!.total,
      sold: flow.sold.total,
      redeemed: flow.redeemed.total,
      exchanged: flow.exchanged.total,
    };
    const pools = dividend ? BigInt(dividend.proportionalPool) + BigInt(dividend.tierPool) : 0n;
    const dividendFunded = pools - carriedIn;
    carriedIn = BigInt(dividend?.carried ?? 0);
    return {
      result: day,
      date: day.date,
      turnover: BigInt(day.turnover),
      credits,
      credited: totalOf(credits),
      contributed: flow.contributed.total,
      merchantSold: flow.merchantSold.total,
      recovered: flow.recovered.total,
      refundable: flow.refundable.total,
      funded: flow.funded.total,
      boughtBack: flow.boughtBack.total,
      dividendFunded,
      quotaGranted: flow.quotaGranted.total,
      quotaOwed: flow.quotaOwed,
      releaseGranted: flow.releaseGranted.total,
      releaseOwed: flow.releaseOwed,
    };
  });
}

/** All that the release credited. */
export const releasedOf = (credits: Credits): bigint =>
  credits.static + credits.firstGeneration + credits.secondGeneration + credits.team + credits.sameRank;

/** All that the dividends paid. */
export const dividendsOf = (credits: Credits): bigint => credits.proportional + credits.tier;
