import { done, microPoints } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { readPlatformNow } from '../_books/platformNow';
import { closes } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { PoolDocument } from '../_store/documents/platform';
import { pricesOf } from './history';

const MILLION = 1_000_000n;
/** part / whole in millionths, rounded down; null without a whole. For a percentage on a screen. */
const ratioOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((BigInt(part) * MILLION) / BigInt(whole));

type Credited = Pick<CloseDocument, '_id' | 'release' | 'dividend' | 'exits' | 'totals'>;

/** Closes over which the payout ratio is told besides the newest one's. */
const CLOSES_OF_MONTH = 30;

function payoutOf(close: Credited) {
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

/** What members were credited over some closes, the newest first, beside the turnover of the same days. */
function payoutOfMonth(days: readonly Credited[]) {
  const [newest, oldest] = [days[0], days.at(-1)];
  if (!newest || !oldest) return null;
  const payouts = days.map(payoutOf);
  const creditedFen = payouts.reduce((sum, one) => sum + one.creditedFen, 0);
  const turnoverFen = payouts.reduce((sum, one) => sum + one.turnoverFen, 0);
  return {
    closes: days.length,
    fromDay: oldest._id,
    toDay: newest._id,
    creditedFen,
    turnoverFen,
    ratioMillionths: ratioOf(creditedFen, turnoverFen),
  };
}

const newestCloses = (): Promise<readonly Credited[]> =>
  closes.find(
    { stage: 'closed' },
    {
      orderBy: [['_id', 'desc']],
      limit: CLOSES_OF_MONTH,
      fields: { release: true, dividend: true, exits: true, totals: true },
    },
  );

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
