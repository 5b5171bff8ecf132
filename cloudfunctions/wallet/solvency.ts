import type { Solvency } from '@shared/contract';
import { done, RATE_ONE } from '@shared/kernel';
import { reserveValue } from '@shared/rules';
import { lastClose } from '../_lib/closesRead';
import { pools } from '../_lib/collections';
import type { CloseDocument } from '../_lib/documents';
import type { Handler } from '../_lib/outcomes';
import { POOL_ID } from '../_lib/pool';
import { readSettings } from '../_lib/settings';
import { pricesOfCloses } from './prices';

/** floor(part × 1,000,000 / whole), or null of nothing: a ratio to be shown. */
const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((BigInt(part) * BigInt(RATE_ONE)) / BigInt(whole));

/** Stable points outstanding beside the exchange reserve's value, at the close's price (rules §2). */
function stableOf(
  pool: NonNullable<CloseDocument['pool']>,
  state: Parameters<typeof reserveValue>[0],
): Solvency['stable'] {
  const reserveWorthFen = reserveValue(state);
  const outstanding = pool.stableOutstandingCents;
  return {
    reserveMicroPoints: pool.reserveMicroPoints,
    reserveWorthFen,
    outstandingCents: outstanding,
    surplusFen: reserveWorthFen - outstanding,
    coverMillionths: ratio(reserveWorthFen, outstanding),
  };
}

/** Everything that was credited on the close's day beside the day's turnover (拨比). */
function payoutOf({ _id, dividend, release, exits, totals }: CloseDocument): NonNullable<Solvency['payout']> {
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
    day: _id,
    dividendFen,
    releaseCents,
    forcedExitFen,
    creditedFen,
    turnoverFen: totals.turnoverFen,
    ratioMillionths: ratio(creditedFen, totals.turnoverFen),
  };
}

/** The books in the open, as of the last close (trust §4): pool, price, reserve, what is still owed, payout ratio. */
export const solvency: Handler<'wallet.solvency'> = async () => {
  const [close, kept, history, settings] = await Promise.all([
    lastClose(),
    pools.get(POOL_ID),
    pricesOfCloses(60),
    readSettings(),
  ]);
  const pool = close?.pool ?? null;
  return done({
    close: close && {
      day: close._id,
      finishedAtMs: close.finishedAtMs ?? close.startedAtMs,
      balanced: close.balanced === true,
      entries: close.entries,
      dayHash: close.dayHash ?? '',
    },
    appreciation: pool && {
      poolFen: pool.poolFen,
      circulatingMicroPoints: pool.circulatingMicroPoints,
      priceShown: pool.priceShown,
      mintedMicroPoints: pool.mintedMicroPoints,
      burnedMicroPoints: pool.burnedMicroPoints,
      purchases: kept?.purchases ?? 0,
      history,
    },
    stable: pool && kept ? stableOf(pool, { ...kept.state, ...poolAtClose(pool) }) : null,
    owed: {
      remainingReleaseCents: close?.release.remainingCents ?? 0,
      quotaFen: close?.release.quotaFen ?? 0,
    },
    payout: close && payoutOf(close),
    isDemo: settings.isDemo,
  });
};

/** The pool's figures of the close, in the rules' own form. */
const poolAtClose = (pool: NonNullable<CloseDocument['pool']>) =>
  ({
    pool: pool.poolFen,
    circulating: pool.circulatingMicroPoints,
    reservePoints: pool.reserveMicroPoints,
  }) as Pick<Parameters<typeof reserveValue>[0], 'pool' | 'circulating' | 'reservePoints'>;
