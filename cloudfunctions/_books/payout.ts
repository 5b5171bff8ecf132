import { closes } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';

const MILLION = 1_000_000n;
/** part / whole in millionths, rounded down; null without a whole. For a percentage on a screen. */
export const ratioOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Number((BigInt(part) * MILLION) / BigInt(whole));

/** What is read of a close to tell what members were credited by it. */
export type Credited = Pick<CloseDocument, '_id' | 'release' | 'dividend' | 'exits' | 'totals'>;

/** Closes over which the payout ratio is told besides the newest one's. */
const CLOSES_OF_MONTH = 30;

/** What the release of a close credited, all of its kinds, in cents. */
export const releasedIn = ({ release }: Pick<CloseDocument, 'release'>): number =>
  release.staticCents +
  release.firstGenerationCents +
  release.secondGenerationCents +
  release.teamCents +
  release.sameRankCents;

/** What members were credited by one close beside the turnover of its day, in fen (1 point = 1 yuan). */
export function payoutOf(close: Credited) {
  const { dividend, exits, totals } = close;
  const dividendFen = dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0;
  const releaseCents = releasedIn(close);
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

/** The same over some closes, the newest first; null of none. */
export function payoutOfMonth(days: readonly Credited[]) {
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

/** The closes of a month, the newest first. */
export const newestCloses = (): Promise<readonly Credited[]> =>
  closes.find(
    { stage: 'closed' },
    {
      orderBy: [['_id', 'desc']],
      limit: CLOSES_OF_MONTH,
      fields: { release: true, dividend: true, exits: true, totals: true },
    },
  );
