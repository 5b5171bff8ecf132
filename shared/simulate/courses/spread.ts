import type { CourseOutcome } from './outcome';
import { bySize } from './size';

/** Shares of the courses below a figure, in per cent. */
export const QUANTILES = [5, 25, 50, 75, 95] as const;
type Quantile = (typeof QUANTILES)[number];

/** How a figure spreads over courses: the lowest figure that at least so many per cent of them do not pass. */
export type Spread<T> = Readonly<Record<Quantile, T>>;

/** The spread of figures by nearest rank, an order of theirs given. Of none there is none: throws. */
export function spreadOf<T>(figures: readonly T[], compare: (a: T, b: T) => number): Spread<T> {
  if (figures.length === 0) throw new Error('the spread of no figures');
  const sorted = [...figures].sort(compare);
  const at = (share: number) => sorted[Math.max(0, Math.ceil((share * sorted.length) / 100) - 1)]!;
  return Object.fromEntries(QUANTILES.map((share) => [share, at(share)])) as Spread<T>;
}

/** What some courses say together. Money in fen. */
export interface Fan {
  readonly courses: number;
  readonly turnover: Spread<bigint>;
  readonly credited: Spread<bigint>;
  readonly cash: Spread<bigint>;
  readonly owed: Spread<bigint>;
  readonly lowest: Spread<bigint>;
  /** Courses in which more is owed than there is: at their end, on some day of them. */
  readonly short: { readonly atEnd: number; readonly onSomeDay: number };
}

/** Lays courses beside each other. */
export function fanOf(outcomes: readonly CourseOutcome[]): Fan {
  const over = (of: (one: CourseOutcome) => bigint) => spreadOf(outcomes.map(of), bySize);
  return {
    courses: outcomes.length,
    turnover: over(({ turnover }) => turnover),
    credited: over(({ credited }) => credited),
    cash: over(({ cash }) => cash),
    owed: over(({ owed }) => owed),
    lowest: over(({ lowest }) => lowest.cash),
    short: {
      atEnd: outcomes.filter(({ missing }) => missing > 0n).length,
      onSomeDay: outcomes.filter(({ mostMissing }) => mostMissing > 0n).length,
    },
  };
}

/** How a figure spreads over courses, step by step: the fan that a chart draws. Of as many steps in each. */
export const spreadByStep = <T>(
  courses: readonly (readonly T[])[],
  compare: (a: T, b: T) => number,
): readonly Spread<T>[] =>
  (courses[0] ?? []).map((_step, at) =>
    spreadOf(
      courses.map((steps) => steps[at]!),
      compare,
    ),
  );
