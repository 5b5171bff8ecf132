import { done, microPoints } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { readPlatformNow } from '../_books/platformNow';
import type { CloseDocument } from '../_store/documents';
import type { PoolDocument } from '../_store/documents/platform';
import { pricesOf } from './history';

const MILLION = 1_000_000n;
/** part / whole in millionths, rounded down; null without a whole. For a percentage on a screen. */
const ratioOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((BigInt(part) * MILLION) / BigInt(whole));

function payoutOf(close: CloseDocument) {
  const { release, dividend, exits, totals } = close;
  const dividendFen = dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0;
  const releaseCents =
    release.staticCents +
    release.firstGenerationCents +
    release.secondGenerationCents +
    release.teamCents +
    release.sameRankCents;
  const forcedExitFen = exits?.paidFen ?? 0;
  const creditedFen = dividendFen + releaseCents + forcedExitFen;
  return {
    day: close._id,
    dividendFen,
    releaseCents,
    forcedExitFen,
    creditedFen,
    turnoverFen: totals.turnoverFen,
    ratioMillionths: ratioOf(creditedFen, totals.turnoverFen),
  };
}

function stableOf({ state }: PoolDocument) {
  const reserveWorthFen = state.reservePoints === 0 ? 0 : pointsValue(microPoints(state.reservePoints), state);
  return {
    reserveMicroPoints: state.reservePoints,
    reserveWorthFen,
    outstandingCents: state.stableOutstanding,
    surplusFen: Math.max(reserveWorthFen - state.stableOutstanding, 0),
    coverMillionths: ratioOf(reserveWorthFen, state.stableOutstanding),
  };
}

/** The page of trust §4, for every member: pool and price, reserve, what is owed, what was credited beside turnover. */
export const solvency: Handler<'wallet.solvency'> = async () => {
  const [{ close, pool, settings }, history] = await Promise.all([readPlatformNow(), pricesOf(400)]);
  return done({
    close: close && {
      day: close._id,
      finishedAtMs: close.finishedAtMs ?? close.startedAtMs,
      balanced: close.balanced === true,
      entries: close.entries,
      dayHash: close.dayHash ?? '',
    },
    appreciation: pool && {
      poolFen: pool.state.pool,
      circulatingMicroPoints: pool.state.circulating,
      priceShown: priceShown(priceOf(pool.state)),
      mintedMicroPoints: pool.state.minted,
      burnedMicroPoints: pool.state.burned,
      purchases: pool.purchases,
      history,
    },
    stable: pool && stableOf(pool),
    owed: {
      remainingReleaseCents: close?.release.remainingCents ?? 0,
      quotaFen: close?.release.quotaFen ?? 0,
    },
    payout: close && payoutOf(close),
    isDemo: settings.isDemo,
  });
};
