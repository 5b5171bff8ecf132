import { passedSoFar } from '../_books/gates';
import { POOL_ID } from '../_books/pool';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { merchants, pools, wallets } from '../_store/collections';
import type { CloseDocument, HoldingsSummed } from '../_store/documents';

/** Documents that one request sums up. */
const AT_ONCE = 5_000;
/** So often the sum is begun anew when it does not agree while others were at work. */
const MOST_BEGINNINGS = 3;

/** The sum of the next holders behind a place. */
async function nextPart(of: 'wallets' | 'merchants', cursor: string) {
  const [row] = await (of === 'wallets' ? wallets : merchants).aggregate((pipeline) =>
    pipeline
      .match({ _id: _.gt(cursor) })
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .group({
        _id: null,
        last: { $max: '$_id' },
        count: { $sum: 1 },
        pointsMicroPoints: { $sum: '$pointsMicroPoints' },
        stableCents: { $sum: '$stableCents' },
        // Paid into orders that are not settled yet: wallets alone have any.
        heldStableCents: { $sum: '$heldStableCents' },
      })
      .limit(1),
  );
  return row as
    | { last: string; count: number; pointsMicroPoints: number; stableCents: number; heldStableCents: number }
    | undefined;
}

/** The sum as it stands, one part further. */
async function further(sum: HoldingsSummed): Promise<HoldingsSummed> {
  if (sum.of === 'all') return sum;
  const part = await nextPart(sum.of, sum.cursor);
  const isLast = !part || part.count < AT_ONCE;
  return {
    ...sum,
    ...(isLast ? { of: sum.of === 'wallets' ? 'merchants' : 'all', cursor: '' } : { cursor: part.last }),
    pointsMicroPoints: sum.pointsMicroPoints + (part?.pointsMicroPoints ?? 0),
    stableCents: sum.stableCents + (part?.stableCents ?? 0) + (part?.heldStableCents ?? 0),
  };
}

/** Whether what members and merchants hold is what the pool says is out (rules §1, §2). */
async function agreesWithPool(sum: HoldingsSummed): Promise<boolean> {
  const pool = await pools.get(POOL_ID);
  const held = pool ? sum.pointsMicroPoints + pool.seedMicroPoints + pool.state.reservePoints : sum.pointsMicroPoints;
  return held === (pool?.state.circulating ?? 0) && sum.stableCents === (pool?.state.stableOutstanding ?? 0);
}

/** A whole sum with its verdict, or the beginning of another. */
async function judged(sum: HoldingsSummed): Promise<HoldingsSummed> {
  if (await agreesWithPool(sum)) return { ...sum, verdict: 'agrees' };
  if ((await passedSoFar()) === sum.passed) return { ...sum, verdict: 'differs' };
  return sum.begun < MOST_BEGINNINGS ? await beginning(sum.begun + 1) : { ...sum, verdict: 'moved' };
}

/**
 * Sums up what members and merchants hold, from the documents themselves, as far as time allows: `keep` notes each part.
 * Sales and payments go on meanwhile and may be met on both sides or on neither, so that sums that do not agree while
 * entries passed the gates say nothing: they are begun anew, at most some times. @returns whether it came to its end.
 */
export async function sumHoldings(
  before: CloseDocument['sealed'],
  keep: (holdings: HoldingsSummed) => Promise<void>,
  hasTime: HasTime,
): Promise<boolean> {
  let sum = before.holdings ?? (await beginning(1));
  while (sum.verdict === null) {
    if (!hasTime()) return false;
    sum = await further(sum);
    if (sum.of === 'all') sum = await judged(sum);
    await keep(sum);
  }
  return true;
}

const beginning = async (begun: number): Promise<HoldingsSummed> => ({
  of: 'wallets',
  cursor: '',
  pointsMicroPoints: 0,
  stableCents: 0,
  passed: await passedSoFar(),
  begun,
  verdict: null,
});
