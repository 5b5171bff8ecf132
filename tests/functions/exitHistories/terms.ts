/** The terms of the market: from some amounts on one looks, or two do; fresh cash waits two hours. */
export const DRAW_TERMS = {
  withdrawMinFen: 100,
  withdrawFeeMillionths: 10_000,
  withdrawWaitHours: 2,
  withdrawDailyFen: 10_000_000,
  withdrawDailyCount: 20,
  withdrawReviewFromFen: 4_000,
  withdrawSecondFromFen: 9_000,
  payWithinMinutes: 30,
} as const;
