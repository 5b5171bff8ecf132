import { fen, microShares, quotaFen } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import {
  type DividendDay,
  type DividendLine,
  type DividendSums,
  dividendLine,
  NO_DIVIDENDS,
  withDividendLine,
} from '@shared/rules';
import type { Columns } from '../_books/pages/columns';

export interface DividendsOfPage {
  readonly sums: DividendSums;
  /** By position; undefined where nothing was paid. */
  readonly lines: readonly (DividendLine | undefined)[];
}

/** Pays the members of a page out of a frozen day (rules §3), by quota and weight as they stand in the columns. */
export function payDividends(columns: Columns, day: DividendDay, plan: DividendPlan): DividendsOfPage {
  const { quota, weight, cash } = columns;
  const lines = new Array<DividendLine | undefined>(quota.length);
  let sums = NO_DIVIDENDS;
  for (let at = 0; at < quota.length; at += 1) {
    if (quota[at] === 0 || weight[at] === 0) continue;
    const state = { quota: quotaFen(quota[at]!), weight: microShares(weight[at]!), cash: fen(cash[at]!) };
    const line = dividendLine(state, day, plan);
    sums = withDividendLine(sums, line);
    const paid = line.paidProportional + line.paidTier;
    if (paid === 0) continue;
    lines[at] = line;
    quota[at]! -= paid;
    cash[at]! += paid;
  }
  return { sums, lines };
}
