import { type Books, CREDIT_KINDS, type Credits, type DayBook, sumOf } from '../books';

/** Most rows of a table and steps of a line: a day each for a year, several days each for longer runs. */
const MOST_PERIODS = 366;

/** Some days next to each other: flows summed over them, the rest as the last of them left it. */
export interface Period
  extends Omit<DayBook, 'result' | 'date' | 'recovered' | 'refundable' | 'funded' | 'boughtBack'> {
  readonly first: DayBook;
  readonly last: DayBook;
  /** Since the start of the run, up to and with this period. */
  readonly turnoverSoFar: bigint;
  readonly creditedSoFar: bigint;
  readonly fundedSoFar: bigint;
  readonly days: bigint;
}

/** The days of a run in at most MOST_PERIODS periods of the same length (the last may be shorter). */
export function periodsOf({ days }: Books): Period[] {
  const length = Math.ceil(days.length / MOST_PERIODS);
  let turnoverSoFar = 0n;
  let creditedSoFar = 0n;
  let fundedSoFar = 0n;
  const periods: Period[] = [];
  for (let from = 0; from < days.length; from += length) {
    const within = days.slice(from, from + length);
    const last = within.at(-1)!;
    const sum = (figure: (day: DayBook) => bigint) => sumOf(within, figure);
    const flows = {
      turnover: sum((day) => day.turnover),
      credited: sum((day) => day.credited),
      contributed: sum((day) => day.contributed),
      merchantSold: sum((day) => day.merchantSold),
      dividendFunded: sum((day) => day.dividendFunded),
      quotaGranted: sum((day) => day.quotaGranted),
      releaseGranted: sum((day) => day.releaseGranted),
    };
    const credits = Object.fromEntries(
      CREDIT_KINDS.map((kind) => [kind, sum((day) => day.credits[kind])]),
    ) as unknown as Credits;
    turnoverSoFar += flows.turnover;
    creditedSoFar += flows.credited;
    fundedSoFar += flows.dividendFunded;
    const { quotaOwed, releaseOwed } = last;
    const soFar = { turnoverSoFar, creditedSoFar, fundedSoFar };
    periods.push({
      first: within[0]!,
      last,
      days: BigInt(within.length),
      credits,
      quotaOwed,
      releaseOwed,
      ...flows,
      ...soFar,
    });
  }
  return periods;
}
