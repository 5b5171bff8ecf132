import { decimalText, type Rate, ratioShown } from '@shared/kernel';
import type { CourseOutcome } from './outcome';
import { bySize } from './size';
import { type Fan, QUANTILES, type Spread } from './spread';

/** What the courses were drawn by, as it is printed. */
export interface CoursesAsked {
  readonly title: string;
  readonly historyDays: number;
  readonly days: number;
  readonly seed: number;
  readonly trend: Rate;
  readonly costRate: Rate;
}

/** Fen as decimal text; below nothing with a minus, which amounts of a scenario never have. */
const cash = (fen: bigint): string => (fen < 0n ? `-${decimalText(-fen, 2)}` : decimalText(fen, 2));
const six = (millionths: number): string => decimalText(millionths, 6);
const spread = (of: Spread<bigint>) => Object.fromEntries(QUANTILES.map((share) => [`p${share}`, cash(of[share])]));
const share = (part: number, whole: number): string => ratioShown(BigInt(part), BigInt(whole), 6);

const courseShown = (outcome: CourseOutcome, at: number) => ({
  course: at + 1,
  turnover: cash(outcome.turnover),
  credited: cash(outcome.credited),
  platformCash: cash(outcome.cash),
  owed: cash(outcome.owed),
  missing: cash(outcome.missing),
  mostMissing: cash(outcome.mostMissing),
  lowestCash: { day: outcome.lowest.day, cash: cash(outcome.lowest.cash) },
  worstDay: outcome.worst && {
    day: outcome.worst.day,
    credited: cash(outcome.worst.credited),
    turnover: cash(outcome.worst.turnover),
  },
  ...(outcome.priceShown === null ? {} : { price: outcome.priceShown }),
});

/** The spread of courses, and each of them, as one JSON text. The same courses give the same bytes. */
export function coursesText(asked: CoursesAsked, fan: Fan, outcomes: readonly CourseOutcome[]): string {
  const mostMissing = outcomes
    .map((one) => one.mostMissing)
    .sort(bySize)
    .at(-1)!;
  return `${JSON.stringify(
    {
      title: asked.title,
      historyDays: asked.historyDays,
      days: asked.days,
      courses: fan.courses,
      seed: asked.seed,
      trend: six(asked.trend),
      goodsCost: six(asked.costRate),
      spread: {
        turnover: spread(fan.turnover),
        credited: spread(fan.credited),
        platformCash: spread(fan.cash),
        owed: spread(fan.owed),
        lowestCash: spread(fan.lowest),
      },
      owedAboveCash: {
        atEnd: share(fan.short.atEnd, fan.courses),
        onSomeDay: share(fan.short.onSomeDay, fan.courses),
        mostMissing: cash(mostMissing),
      },
      list: outcomes.map(courseShown),
    },
    null,
    1,
  )}\n`;
}
