import type { CourseShown, SalesTrend, SimulationFan, SimulationShown } from '@shared/contract';
import { AmountOverflow, RATE_ONE, type Rate, rate } from '@shared/kernel';
import {
  type Candidates,
  type CourseOutcome,
  course,
  QUANTILES,
  type Spread as Quantiles,
  replay,
  type ShopHistory,
  type Side,
  sharesOf,
  spreadByStep,
  spreadOf,
  TRENDS,
} from '@shared/simulate';
import type { CourseKept, SimulationDocument } from '../_store/documents/simulations';

/** Parts of a simulation: the replay, a year of each trend, then random courses one by one. */
const YEARS = ['flat', 'growing', 'falling'] as const satisfies readonly SalesTrend[];
const COURSES = 20;
export const PARTS = 1 + YEARS.length + COURSES;

const SIDES = ['running', 'draft'] as const satisfies readonly Side[];
const WEEK = 7;

/** A sum of money as it crosses: a whole number. Throws AmountOverflow at 2^53. */
function crossing(fen: bigint): number {
  const whole = Number(fen);
  if (!Number.isSafeInteger(whole)) throw new AmountOverflow(`a simulated sum of ${fen}`);
  return whole;
}

/** The last day of each week of a course, the last week being cut short. */
const weekly = <T>(days: readonly T[]): readonly T[] =>
  days.filter((_day, at) => (at + 1) % WEEK === 0 || at === days.length - 1);

/** The sum of each week of a course. */
function byWeek(outcome: CourseOutcome, of: 'turnover' | 'credited'): number[] {
  const sums: number[] = [];
  outcome.days.forEach((day, at) => {
    if (at % WEEK === 0) sums.push(0);
    sums[sums.length - 1]! += crossing(day[of]);
  });
  return sums;
}

const courseShown = (outcome: CourseOutcome): CourseShown => ({
  turnoverFen: crossing(outcome.turnover),
  creditedFen: crossing(outcome.credited),
  owedReleaseCents: crossing(outcome.owed),
  cashFen: crossing(outcome.cash),
  mostMissingFen: crossing(outcome.mostMissing),
  lowest: { day: outcome.lowest.day, cashFen: crossing(outcome.lowest.cash) },
  worst: outcome.worst && {
    day: outcome.worst.day,
    creditedFen: crossing(outcome.worst.credited),
    turnoverFen: crossing(outcome.worst.turnover),
  },
  priceShown: outcome.priceShown,
});

/** What a part is worked out from. */
interface Ground {
  readonly history: ShopHistory;
  readonly candidates: Candidates;
  readonly costRate: Rate;
  readonly seed: number;
}

type Worked = Partial<Pick<SimulationDocument, 'replay' | 'years' | 'weeks' | 'groups' | 'courses'>>;

function replayed({ history, candidates, costRate }: Ground): NonNullable<SimulationShown['replay']> {
  const [running, draft] = SIDES.map((side) => {
    const { days, priceShown, ...of } = replay(history, candidates, side, costRate);
    return {
      days,
      turnoverFen: crossing(of.turnover),
      creditedFen: crossing(of.credited),
      grantedReleaseCents: crossing(of.granted),
      owedReleaseCents: crossing(of.owed),
      owedQuotaFen: crossing(of.quotaOwed),
      cashFen: crossing(of.cash),
      priceShown,
    };
  });
  return { running: running!, draft: draft! };
}

function yearOf(trend: SalesTrend, { history, candidates, costRate }: Ground, before: SimulationDocument): Worked {
  const play = (side: Side) => course(history, candidates, side, { trend: TRENDS[trend], draw: null }, costRate);
  const outcomes = { running: play('running'), draft: play('draft') };
  const { running, draft } = outcomes;
  const years = [...before.years, { trend, running: courseShown(running), draft: courseShown(draft) }];
  if (trend !== 'flat') return { years };
  // The tiers of a plan that starts with the draft are the draft's.
  const tiers = (candidates.running.release ?? candidates.draft.release)?.tiers ?? [];
  return {
    years,
    weeks: {
      turnoverFen: byWeek(running, 'turnover'),
      running: byWeek(running, 'credited'),
      draft: byWeek(draft, 'credited'),
    },
    groups: sharesOf(history, outcomes).map((share) => ({
      level: share.level,
      fromFen: tiers[share.level - 1]?.from ?? null,
      members: share.members,
      running: crossing(share.running),
      draft: crossing(share.draft),
    })),
  };
}

function coursesOf(number: number, { history, candidates, costRate, seed }: Ground): readonly CourseKept[] {
  return SIDES.map((side): CourseKept => {
    const outcome = course(history, candidates, side, { trend: rate(RATE_ONE), draw: { seed, number } }, costRate);
    return {
      side,
      creditedFen: crossing(outcome.credited),
      cashFen: crossing(outcome.cash),
      owedReleaseCents: crossing(outcome.owed),
      missingFen: crossing(outcome.missing),
      mostMissingFen: crossing(outcome.mostMissing),
      cashByWeek: weekly(outcome.days).map(({ cash }) => crossing(cash)),
    };
  });
}

/** Works out the next part of a simulation behind those that are done. Pure. */
export function nextPart(before: SimulationDocument, ground: Ground): Worked {
  if (before.done === 0) return { replay: replayed(ground) };
  const trend = YEARS[before.done - 1];
  if (trend) return yearOf(trend, ground, before);
  return { courses: [...before.courses, ...coursesOf(before.done - 1 - YEARS.length, ground)] };
}

type Spread = SimulationFan['cashFen'];

const byAmount = (a: number, b: number): number => a - b;
const crossed = (of: Quantiles<number>): Spread => QUANTILES.map((share) => of[share]) as unknown as Spread;

function fanOf(courses: readonly CourseKept[]): SimulationFan {
  const over = (of: 'creditedFen' | 'cashFen' | 'owedReleaseCents') =>
    crossed(
      spreadOf(
        courses.map((one) => one[of]),
        byAmount,
      ),
    );
  return {
    courses: courses.length,
    creditedFen: over('creditedFen'),
    cashFen: over('cashFen'),
    owedReleaseCents: over('owedReleaseCents'),
    cashByWeek: spreadByStep(
      courses.map((one) => one.cashByWeek),
      byAmount,
    ).map(crossed),
    shortAtEnd: courses.filter(({ missingFen }) => missingFen > 0).length,
    shortOnSomeDay: courses.filter(({ mostMissingFen }) => mostMissingFen > 0).length,
  };
}

/** A simulation as it is shown: random courses as their spread, once the first is done. */
export function simulationShown(kept: SimulationDocument): SimulationShown {
  const { _id, cleared: _cleared, seed: _seed, courses, ...shown } = kept;
  const of = (side: Side) => courses.filter((one) => one.side === side);
  return {
    simulationId: _id,
    ...shown,
    total: PARTS,
    fan: courses.length === 0 ? null : { running: fanOf(of('running')), draft: fanOf(of('draft')) },
  };
}
