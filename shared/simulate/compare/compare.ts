import { addDays, RATE_ONE, type Rate } from '@shared/kernel';
import { PLAN_KINDS, type Plans } from '@shared/plans';
import { priceShown } from '../../rules';
import { booksOf, goodsCost, platformOf } from '../books';
import { type CourseOutcome, type CourseTerms, creditedOf, playCourse } from '../courses';
import { runScenario } from '../run';
import type { Scenario } from '../scenario';
import { lastDays, type ShopHistory, scenarioOf } from './history';

/** The plans that run, and those that would. */
export interface Candidates {
  readonly running: Plans;
  readonly draft: Plans;
}
export type Side = keyof Candidates;

/** How many days are replayed, and how many a course goes on for. */
export const REPLAY_DAYS = 90;
export const COURSE_DAYS = 365;

/** What sales do: as many as they were, 2 % more or fewer a month. */
export const TRENDS = {
  flat: RATE_ONE as Rate,
  growing: 1_020_000 as Rate,
  falling: 980_000 as Rate,
} as const;
export type Trend = keyof typeof TRENDS;

/** The last days of a shop, played again under one of the plans from nothing owed. Money in fen. */
export interface Replay {
  readonly days: number;
  readonly turnover: bigint;
  readonly credited: bigint;
  /** Release points that are granted, and still to be released at the end. */
  readonly granted: bigint;
  readonly owed: bigint;
  readonly quotaOwed: bigint;
  readonly cash: bigint;
  readonly priceShown: string | null;
}

/** The kinds that there were as they were, and those that only these plans have. */
const merged = (past: Plans, plans: Plans): Plans => ({ ...plans, ...past });

/** Replays the last days of a shop under one side's plans. */
export function replay(history: ShopHistory, candidates: Candidates, side: Side, costRate: Rate): Replay {
  const start = addDays(history.start, Math.max(0, history.days - REPLAY_DAYS));
  const scenario = lastDays(
    scenarioOf(history, side === 'draft' ? 'wouldCount' : 'counted'),
    REPLAY_DAYS,
    start,
    candidates[side],
  );
  const result = runScenario(scenario);
  const books = booksOf(scenario, result);
  const platform = platformOf(books, scenario.plans).at(-1)!;
  const last = books.days.at(-1)!;
  const { appreciation } = last.result;
  return {
    days: scenario.days,
    turnover: books.turnover,
    credited: books.credited,
    granted: books.days.reduce((sum, day) => sum + day.releaseGranted, 0n),
    owed: last.releaseOwed,
    quotaOwed: last.quotaOwed,
    cash: platform.left - goodsCost(books.turnover, costRate),
    priceShown: appreciation ? priceShown(appreciation.price) : null,
  };
}

/**
 * The shop's whole history, going on under one side's plans from the day behind its end: what is owed today is owed then.
 * A kind that only the draft has counts nothing before.
 */
export function goingOn(history: ShopHistory, candidates: Candidates, side: Side): { own: Scenario; weeks: Scenario } {
  const plans = merged(history.plans, candidates[side]);
  const own = scenarioOf({ ...history, plans }, 'counted');
  const kept = PLAN_KINDS.filter((kind) => history.plans[kind] && candidates[side][kind]);
  const publish = Object.fromEntries(kept.map((kind) => [kind, candidates[side][kind]])) as Plans;
  return {
    own: {
      ...own,
      events: [...own.events, ...(kept.length > 0 ? [{ day: own.days, type: 'publish' as const, plan: publish }] : [])],
    },
    weeks: scenarioOf({ ...history, plans }, side === 'draft' ? 'wouldCount' : 'counted'),
  };
}

/** Goes on for a year under one side's plans. */
export function course(
  history: ShopHistory,
  candidates: Candidates,
  side: Side,
  terms: Pick<CourseTerms, 'trend' | 'draw'>,
  costRate: Rate,
): CourseOutcome {
  const { own, weeks } = goingOn(history, candidates, side);
  return playCourse(own, { ...terms, days: COURSE_DAYS, weeks }, costRate);
}

/** A group of members, and what the year credited them under each of the plans. */
export interface GroupShare {
  /** The release tier that one of their orders has reached so far; 0 for none. */
  readonly level: number;
  readonly members: number;
  readonly running: bigint;
  readonly draft: bigint;
}

/** Members by the tier that they have reached so far: who gets more and who less over the days ahead. */
export function sharesOf(history: ShopHistory, outcomes: Readonly<Record<Side, CourseOutcome>>): readonly GroupShare[] {
  const scenario = scenarioOf(history, 'counted');
  const result = runScenario(scenario);
  const sofar = creditedOf(booksOf(scenario, result), scenario.members.length);
  const groups = new Map<number, { members: number; running: bigint; draft: bigint }>();
  result.members.forEach(({ level }, at) => {
    const group = groups.get(level) ?? { members: 0, running: 0n, draft: 0n };
    group.members += 1;
    group.running += outcomes.running.creditedTo[at]! - sofar[at]!;
    group.draft += outcomes.draft.creditedTo[at]! - sofar[at]!;
    groups.set(level, group);
  });
  return [...groups].sort(([a], [b]) => a - b).map(([level, group]) => ({ level, ...group }));
}
