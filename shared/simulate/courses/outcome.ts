import type { Rate } from '@shared/kernel';
import { priceShown } from '../../rules';
import { type Books, booksOf, goodsCost, platformOf } from '../books';
import { runScenario } from '../run';
import type { Scenario } from '../scenario';
import { type CourseTerms, courseOf } from './course';
import { bySize } from './size';

/** One day of a course, counted from the first behind the scenario's own. Money in fen. */
export interface CourseDay {
  readonly turnover: bigint;
  readonly credited: bigint;
  /** The platform's cash after the cost of goods, as the close leaves it. */
  readonly cash: bigint;
  /** Release points still to be released, 1 yuan each. */
  readonly owed: bigint;
}

/** A day of a course by its number, and a figure of it. */
interface Found {
  readonly day: number;
  readonly cash: bigint;
}

/** What a course came to over the days behind the scenario's own. */
export interface CourseOutcome {
  readonly days: readonly CourseDay[];
  readonly turnover: bigint;
  readonly credited: bigint;
  /** As the last close leaves them. */
  readonly cash: bigint;
  readonly owed: bigint;
  /** What is missing to pay all that is owed without another sale: at the end, and on the day when it was most. */
  readonly missing: bigint;
  readonly mostMissing: bigint;
  /** The day on which the platform's cash stood lowest. */
  readonly lowest: Found;
  /** The day on which most was credited above its turnover; null where no day did. */
  readonly worst: { readonly day: number; readonly credited: bigint; readonly turnover: bigint } | null;
  /** The closing price of appreciating points; null without them. */
  readonly priceShown: string | null;
  /** What each member was credited over the whole run, the scenario's own days included, by the member's index. */
  readonly creditedTo: readonly bigint[];
}

const missingOf = ({ cash, owed }: { cash: bigint; owed: bigint }): bigint => (owed > cash ? owed - cash : 0n);

const sum = (days: readonly CourseDay[], of: (day: CourseDay) => bigint): bigint =>
  days.reduce((all, day) => all + of(day), 0n);

/** The days of a course behind the first ones, with the platform's cash after the goods of all of them were paid. */
function daysBehind(books: Books, scenario: Scenario, own: number, costRate: Rate): CourseDay[] {
  const platform = platformOf(books, scenario.plans);
  let turnover = 0n;
  return books.days
    .map((day, at) => {
      turnover += day.turnover;
      const { left, owed } = platform[at]!;
      return { turnover: day.turnover, credited: day.credited, cash: left - goodsCost(turnover, costRate), owed };
    })
    .slice(own);
}

/** What each member was credited over a run, by the member's index. */
export function creditedOf(books: Books, members: number): bigint[] {
  const credited = Array.from({ length: members }, () => 0n);
  for (const { index, credited: of } of books.members) credited[index] = of;
  return credited;
}

/**
 * Plays a course to its end and answers what it came to. The same scenario, terms and cost give the same outcome.
 * Throws as courseOf.
 */
export function playCourse(scenario: Scenario, terms: CourseTerms, costRate: Rate): CourseOutcome {
  const course = courseOf(scenario, terms);
  const result = runScenario(course);
  const books = booksOf(course, result);
  const days = daysBehind(books, course, scenario.days, costRate);
  const last = days.at(-1)!;
  const lowest = days.reduce((low, { cash }, at) => (cash < days[low]!.cash ? at : low), 0);
  const excess = ({ credited, turnover }: CourseDay) => credited - turnover;
  const worst = days.reduce((most, day, at) => (excess(day) > excess(days[most]!) ? at : most), 0);
  const { appreciation } = result.days.at(-1)!;
  return {
    days,
    turnover: sum(days, ({ turnover }) => turnover),
    credited: sum(days, ({ credited }) => credited),
    cash: last.cash,
    owed: last.owed,
    missing: missingOf(last),
    mostMissing: days.map(missingOf).sort(bySize).at(-1)!,
    lowest: { day: lowest + 1, cash: days[lowest]!.cash },
    worst:
      excess(days[worst]!) > 0n
        ? { day: worst + 1, credited: days[worst]!.credited, turnover: days[worst]!.turnover }
        : null,
    priceShown: appreciation ? priceShown(appreciation.price) : null,
    creditedTo: creditedOf(books, course.members.length),
  };
}
