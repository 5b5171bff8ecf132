import { done, microPoints } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { newestCloses, payoutOf, payoutOfMonth, ratioOf } from '../_books/payout';
import { readPlatformNow } from '../_books/platformNow';
import type { PoolDocument } from '../_store/documents/platform';
import { pricesOf } from './history';

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
  const [{ close, pool, settings }, history, month] = await Promise.all([
    readPlatformNow(),
    pricesOf(400),
    newestCloses(),
  ]);
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
    payoutOfMonth: payoutOfMonth(month),
    isDemo: settings.isDemo,
  });
};
