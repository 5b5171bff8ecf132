import { add, type Fen, fen, lesser, mulRateDown, quotaFen, roomBeside, subtract } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { DividendPlan } from '@shared/plans';
import type { Member } from '../member';
import { closeDividendPage, createDividendPage, type DividendPage, type DividendSums } from './page';
import type { DividendDay, DividendStanding } from './standing';

/** What one member is due and is paid at a close. */
export interface DividendLine {
  /** Number of the tier, from 1; 0 for none. */
  readonly tier: number;
  readonly proportionalDue: Fen;
  readonly tierDue: Fen;
  readonly paidProportional: Fen;
  readonly paidTier: Fen;
  /** What the quota cut from the proportional part: goes on to the next close's pool. */
  readonly carried: Fen;
}

/** What a day's dividends came to: paid + carried + both that returned = both pools. */
export interface DividendDayEnd extends DividendSums {
  /** What returns to the platform of each pool: one figure may pass 2^53, so they stay apart. */
  readonly returnedProportional: Fen;
  readonly returnedTier: Fen;
}

/**
 * Freezes a day's pools: P = floor(T × proportionalRate) + carried in, Q = floor(T × tierRate), and each tier's fund
 * (rules §3.1, §3.4).
 */
export function freezeDividendDay(
  turnover: Fen,
  carriedIn: Fen,
  standing: DividendStanding,
  plan: DividendPlan,
): DividendDay {
  const fresh = mulRateDown(turnover, plan.proportionalRate);
  const carry = lesser(carriedIn, roomBeside(fresh));
  const tierPool = mulRateDown(turnover, plan.tierRate);
  const ofWhat = plan.tierRateOf === 'pool' ? tierPool : turnover;
  return {
    turnover,
    proportionalPool: add(fresh, carry),
    tierPool,
    cutFromCarry: subtract(carriedIn, carry),
    tierFunds: plan.tiers.map((tier) => mulRateDown(ofWhat, tier.rate)),
    standing,
  };
}

/**
 * What one member is due and paid out of a frozen day (rules §3.3 to §3.6): closeDividendPage for one, nothing changed.
 */
export function dividendLine(
  member: Pick<Member, 'quota' | 'weight' | 'cash'>,
  day: DividendDay,
  plan: DividendPlan,
): DividendLine {
  const page = createDividendPage(1);
  page.quota[0] = member.quota;
  page.weight[0] = member.weight;
  page.cash[0] = member.cash;
  closeDividendPage(page, day, plan);
  return lineOf(page, 0);
}

/** The line of one member of a page that was closed. */
function lineOf(page: DividendPage, at: number): DividendLine {
  const proportionalDue = page.proportionalDue[at]! as Fen;
  const paidProportional = page.paidProportional[at]! as Fen;
  return {
    tier: page.tier[at]!,
    proportionalDue,
    tierDue: page.tierDue[at]! as Fen,
    paidProportional,
    paidTier: page.paidTier[at]! as Fen,
    carried: subtract(proportionalDue, paidProportional),
  };
}

/** The postings of what one member was paid: cash rises, quota falls by it (rules §3.5). */
export const dividendPostings = (memberId: string, paid: Fen): readonly Posting[] => [
  ...post('cash', system.dividendPool, memberAccount(memberId), paid),
  ...post('quota', memberAccount(memberId), system.retired, quotaFen(paid)),
];

export const NO_DIVIDENDS: DividendSums = { paidProportional: fen(0), paidTier: fen(0), carried: fen(0) };

/** The sums with one more line, or with those of one more page. */
export const withDividendLine = (sums: DividendSums, line: Pick<DividendLine, keyof DividendSums>): DividendSums => ({
  paidProportional: add(sums.paidProportional, line.paidProportional),
  paidTier: add(sums.paidTier, line.paidTier),
  carried: add(sums.carried, line.carried),
});

/** What is carried to the next close and what returns to the platform (rules §3.6). */
export const endDividendDay = (day: DividendDay, sums: DividendSums): DividendDayEnd => ({
  ...sums,
  returnedProportional: subtract(subtract(day.proportionalPool, sums.paidProportional), sums.carried),
  returnedTier: subtract(day.tierPool, sums.paidTier),
});

/** The postings of a day's pools themselves: filled from sales, the rest returned (rules §3.1, §3.6). */
export const dividendDayPostings = (day: DividendDay, carriedIn: Fen, end: DividendDayEnd): readonly Posting[] => {
  const filledProportional = subtract(day.proportionalPool, subtract(carriedIn, day.cutFromCarry));
  return [
    ...post('cash', system.sales, system.dividendPool, filledProportional),
    ...post('cash', system.sales, system.dividendPool, day.tierPool),
    ...post('cash', system.dividendPool, system.sales, end.returnedProportional),
    ...post('cash', system.dividendPool, system.sales, end.returnedTier),
    ...post('cash', system.dividendPool, system.sales, day.cutFromCarry),
  ];
};
