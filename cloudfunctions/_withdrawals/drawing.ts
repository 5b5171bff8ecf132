import { refuse, type Withdrawable, type WithdrawalBar } from '@shared/contract';
import { businessDayOf, done, fen, type Outcome, rate } from '@shared/kernel';
import { type CashParts, takenParts, taxEstimate, withdrawable, withdrawalSums } from '@shared/rules';
import { isWechat } from '../_actions/identity';
import type { Balances } from '../_books/balances';
import { cashBarOf, heldParts, isKindStopped, unstoppedFen } from '../_books/cashOut';
import { clearedOn } from '../_plans/plans';
import { isLocalCloud } from '../_platform/variables';
import type { WalletDocument } from '../_store/documents';
import { readSettings, type Settings } from '../_store/settings';
import { freshCash, recentDays } from './fresh';
import { isTransferOpen } from './isOpen';

/** All that tells what a member may draw now. */
export interface Drawing {
  readonly settings: Settings;
  readonly cashFen: number;
  readonly shown: Withdrawable;
  readonly held: CashParts;
  readonly bar: WithdrawalBar | null;
  readonly wallet: WalletDocument;
  readonly day: string;
}

export const shownOf = (
  cashFen: number,
  fresh: Awaited<ReturnType<typeof freshCash>>,
  waitHours: number,
): Withdrawable => {
  const { now, waiting } = withdrawable(fen(cashFen), fresh);
  return {
    nowFen: now,
    waitingFen: cashFen - now,
    waitHours,
    waiting: waiting.map(({ amount, ...one }) => ({ ...one, amountFen: amount })),
  };
};

function barOf(settings: Settings, isCleared: boolean, wallet: WalletDocument, openid: string): WithdrawalBar | null {
  if (!isTransferOpen()) return 'notOpen';
  const bar = cashBarOf(settings, isCleared, wallet);
  if (bar) return bar;
  // In the local cloud the sandbox pays the H5's sessions as well.
  return isWechat(openid) || (isLocalCloud() && openid !== '') ? null : 'wechatOnly';
}

/** Reads what a member may draw now. */
export async function drawingOf(balances: Balances, openid: string, nowMs: number): Promise<Drawing> {
  const day = businessDayOf(nowMs);
  const [settings, cleared] = await Promise.all([readSettings(), clearedOn(day)]);
  const { cashFen, wallet, figures } = balances;
  const { withdrawWaitHours: waitHours } = settings;
  const fresh = await freshCash(balances, recentDays(balances, waitHours, nowMs), waitHours, nowMs);
  return {
    settings,
    cashFen,
    shown: shownOf(cashFen, fresh, waitHours),
    held: heldParts(cashFen, figures?.cashFen ?? 0, wallet),
    bar: barOf(settings, cleared.has('withdrawal'), wallet, openid),
    wallet,
    day,
  };
}

/** What was drawn on a day, in how many withdrawals, and in its month. */
export function drawnOn({ drawn }: Pick<WalletDocument, 'drawn'>, day: string) {
  return {
    dayFen: drawn?.day === day ? drawn.dayFen : 0,
    dayCount: drawn?.day === day ? drawn.dayCount : 0,
    monthFen: drawn?.month === day.slice(0, 7) ? drawn.monthFen : 0,
  };
}

/** What may be drawn of cash that is not stopped. */
const untouchedFen = ({ held, settings, shown }: Drawing): number =>
  Math.min(unstoppedFen(held, settings), shown.nowFen);

/** The most that can be drawn at once now; 0 where something is in the way. */
export function mostFen(drawing: Drawing): number {
  const { bar, settings, wallet, day } = drawing;
  const { dayFen, dayCount } = drawnOn(wallet, day);
  if (bar || dayCount >= settings.withdrawDailyCount) return 0;
  const most = Math.min(untouchedFen(drawing), Math.max(settings.withdrawDailyFen - dayFen, 0));
  return most >= settings.withdrawMinFen ? most : 0;
}

/** Figures of a withdrawal that may be made. */
interface Drawn {
  readonly feeFen: number;
  readonly arrivesFen: number;
  readonly taxFen: number;
  readonly monthFen: number;
  readonly reviews: number;
  readonly parts: CashParts;
}

export type DrawingRefusal =
  | 'withdrawal/notOpen'
  | 'withdrawal/notCleared'
  | 'withdrawal/stopped'
  | 'withdrawal/blocked'
  | 'identity/wechatOnly'
  | 'withdrawal/belowMinimum'
  | 'withdrawal/exceedsReady'
  | 'withdrawal/dailyAmount'
  | 'withdrawal/dailyCount';

function refusedBy(bar: WithdrawalBar) {
  switch (bar) {
    case 'stopped':
      return refuse('withdrawal/stopped', { readyFen: 0 });
    case 'wechatOnly':
      return refuse('identity/wechatOnly');
    default:
      return refuse(`withdrawal/${bar}` as const);
  }
}

/** What drawing an amount comes to, or why it is refused: what is in the way for any amount first. */
export function drawnSums(drawing: Drawing, amountFen: number): Outcome<Drawn, DrawingRefusal> {
  const { bar, settings, shown, wallet, day } = drawing;
  if (bar) return refusedBy(bar);
  const { withdrawMinFen: minFen, withdrawDailyFen: dailyFen, withdrawDailyCount: most } = settings;
  if (amountFen < minFen) return refuse('withdrawal/belowMinimum', { askedFen: amountFen, minFen });
  if (amountFen > shown.nowFen)
    return refuse('withdrawal/exceedsReady', {
      askedFen: amountFen,
      readyFen: shown.nowFen,
      waitingFen: shown.waitingFen,
    });
  const { dayFen, dayCount, monthFen } = drawnOn(wallet, day);
  if (dayCount >= most) return refuse('withdrawal/dailyCount', { most });
  const leftFen = Math.max(dailyFen - dayFen, 0);
  if (amountFen > leftFen) return refuse('withdrawal/dailyAmount', { askedFen: amountFen, leftFen, dailyFen });
  const parts = takenParts(fen(amountFen), drawing.held, isKindStopped(settings));
  if (!parts) return refuse('withdrawal/stopped', { readyFen: untouchedFen(drawing) });
  const { fee, arrives } = withdrawalSums(fen(amountFen), rate(settings.withdrawFeeMillionths));
  const tax = taxEstimate(
    fen(amountFen),
    fen(monthFen),
    fen(settings.withdrawTaxFreeFen),
    rate(settings.withdrawTaxMillionths),
  );
  return done({
    feeFen: fee,
    arrivesFen: arrives,
    taxFen: tax,
    monthFen,
    reviews: reviewsOf(amountFen, settings),
    parts,
  });
}

/** How many different administrators look at an amount first. */
const reviewsOf = (amountFen: number, settings: Settings): number =>
  amountFen >= settings.withdrawSecondFromFen ? 2 : amountFen >= settings.withdrawReviewFromFen ? 1 : 0;
