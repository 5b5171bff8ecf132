import { businessDayOf, done } from '@shared/kernel';
import { pointsValue } from '@shared/rules';
import { type Join, joining } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { closeShown } from '../_books/closesRead';
import type { MemberDay } from '../_books/pages/days';
import { readPlatformNow } from '../_books/platformNow';
import { offSince } from '../_plans/offSince';
import { plansOn } from '../_plans/plans';
import { lines } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { DayCredit } from '../_store/documents/pages';
import { shownOf } from '../_withdrawals/drawing';
import { freshCash, recentDays } from '../_withdrawals/fresh';
import { appreciationCard } from './cards/appreciation';
import { dividendCard } from './cards/dividend';
import { releaseCard, releaseOrders } from './cards/release';
import type { Seen } from './cards/seen';
import { heldOf } from './held';
import { pricesOf } from './history';

const HISTORY_DAYS = 60;

/** The caller's newest line of appreciating points, in the request that tells who calls. */
const lastPointsJoin: Join<string | null> = {
  lookup: {
    from: lines.name,
    let: { memberId: '$memberId' },
    pipeline: [
      { $match: { $expr: { $eq: ['$memberId', '$$memberId'] }, asset: 'appreciating' } },
      { $sort: { day: -1, atMs: -1 } },
      { $limit: 1 },
      { $project: { _id: true } },
    ],
  },
  read: (found) => (found[0] as { _id: string } | undefined)?._id ?? null,
};

/** What the last close credited to a member, if it did. */
const creditOf = (days: readonly MemberDay[], close: CloseDocument | null): DayCredit | null =>
  (close && days.find(({ day }) => day >= close._id)?.credit) ?? null;

const joins = [...balancesJoins, lastPointsJoin] as const;

/** The wallet: balances as they are, one card a plan. Reads only. */
export const view = joining<'wallet.view', typeof joins>(
  () => joins,
  async (_input, { member, nowMs }, [wallet, figures, lastPointsEntryId]) => {
    const today = businessDayOf(nowMs);
    const balances = await balancesJoined(member, [wallet, figures]);
    const plansRead = plansOn(today);
    const platformRead = readPlatformNow();
    const daysRead = platformRead.then(({ settings, close }) =>
      recentDays(balances, settings.withdrawWaitHours, nowMs, close?._id),
    );
    const heldRead = heldOf(member._id, balances);
    const [held, plans, platform, history, offSinceDay, credit, orders, fresh] = await Promise.all([
      heldRead,
      plansRead,
      platformRead,
      pricesOf(HISTORY_DAYS),
      plansRead.then(({ paused }) => offSince(paused, today)),
      Promise.all([daysRead, platformRead]).then(([days, { close }]) => creditOf(days, close)),
      heldRead.then((holding) => releaseOrders(member._id, holding)),
      platformRead.then(({ settings }) => freshCash(balances, daysRead, settings.withdrawWaitHours, nowMs)),
    ]);
    const seen: Seen = { member, held, plans, platform, credit, offSinceDay, history, lastPointsEntryId };
    const { settings, pool, close, merchants } = platform;
    const owedCents = balances.figures?.owedSpendableCents ?? 0;
    return done({
      asOfMs: nowMs,
      lastClose: closeShown(close),
      cashFen: held.byAsset.cash,
      spendableCents: held.byAsset.spendable,
      stableCents: held.byAsset.stable,
      spendableRatioMillionths: settings.pointsUseRatioMillionths,
      withdrawable: shownOf(held.byAsset.cash, fresh, settings.withdrawWaitHours),
      owed: owedCents > 0 ? [{ asset: 'spendable', units: owedCents }] : [],
      appreciation: appreciationCard(seen),
      dividend: dividendCard(seen),
      release: releaseCard(seen, orders),
      stable: pool && {
        heldCents: held.byAsset.stable,
        merchantCount: merchants,
        reserveWorthFen: pool.state.reservePoints === 0 ? 0 : pointsValue(pool.state.reservePoints, pool.state),
        outstandingCents: pool.state.stableOutstanding,
      },
      isDemo: settings.isDemo,
    });
  },
);
