import { MAX_AMOUNT } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import {
  closeDividendPage,
  createDividendPage,
  type DividendDay,
  type DividendPage,
  type DividendSums,
} from '../dividends';
import {
  type Credited,
  closePage,
  createReleasePage,
  type ReleaseCarry,
  type ReleasePage,
  type ReleaseTerms,
} from '../release';

/**
 * All that a daily close reads and writes of some members who stand next to each other in referrer pre-order: columns
 * of whole numbers, one place a member. The forced exit, which needs the pool, comes after all pages.
 */
export interface MemberPage {
  readonly dividends: DividendPage;
  /** `balance` holds the spendable points. */
  readonly release: ReleasePage;
  /** Granted today, in fen and in millionths of a share: joins what takes part from tomorrow (rules §3). */
  readonly quotaToday: Float64Array;
  readonly weightToday: Float64Array;
  /** Quota in fen that the member owes after a reversal: what joins pays it first (rules §5 Owed). */
  readonly owedQuota: Float64Array;
}

/** A page of `size` members with `orders` release orders, all figures 0. */
export const createMemberPage = (size: number, orders: number): MemberPage => ({
  dividends: createDividendPage(size),
  release: createReleasePage(size, orders),
  quotaToday: new Float64Array(size),
  weightToday: new Float64Array(size),
  owedQuota: new Float64Array(size),
});

/** The plans of a close by the version in force that day; null where a plan is off. */
export interface ClosingPlans {
  readonly dividend: { readonly plan: DividendPlan; readonly day: DividendDay } | null;
  /** With what crosses from page to page. */
  readonly release: { readonly plan: ReleaseTerms; readonly carry: ReleaseCarry } | null;
}

/** What the members of a page were credited together; null where the plan is off. */
export interface ClosedPage {
  readonly dividends: DividendSums | null;
  readonly release: Credited | null;
}

/**
 * The close of one day for the members of a page, in the order of the rules: dividends by what stood at the end of the
 * day before, then the release, then what was granted today joins (rules §3, §4, §5). Changes page and carry in place.
 * Pages are closed from the last to the first; where they are cut changes nothing.
 * A close is never refused: what would pass 2^53 is cut to what fits (rules §5).
 */
export function closeMemberPage(page: MemberPage, { dividend, release }: ClosingPlans): ClosedPage {
  const dividends = dividend && closeDividendPage(page.dividends, dividend.day, dividend.plan);
  const released = release && closePage(page.release, release.carry, release.plan);
  joinToday(page);
  return { dividends, release: released };
}

/** Today's grants join, the last step of a member's close. What is owed of quota is paid first. */
function joinToday({ dividends: { quota, weight }, quotaToday, weightToday, owedQuota }: MemberPage): void {
  for (let i = 0; i < quota.length; i += 1) {
    if (quotaToday[i] === 0 && weightToday[i] === 0) continue;
    const repaid = Math.min(quotaToday[i]!, owedQuota[i]!);
    owedQuota[i]! -= repaid;
    quota[i]! += Math.min(quotaToday[i]! - repaid, MAX_AMOUNT - quota[i]!);
    weight[i]! += Math.min(weightToday[i]!, MAX_AMOUNT - weight[i]!);
    quotaToday[i] = 0;
    weightToday[i] = 0;
  }
}
