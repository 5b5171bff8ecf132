import type { DayCredit } from '../_store/documents/pages';
import type { ClosedColumns } from './closeColumns';

type Dividend = NonNullable<DayCredit['dividend']>;
type Release = NonNullable<DayCredit['release']>;

/** What a close credited on a page, to each of its members; null where it was nothing. */
export const creditsOf = (closed: ClosedColumns): (DayCredit | null)[] =>
  closed.before.members.map((_memberId, at) => {
    const dividend = dividendOf(closed, at);
    const release = releaseOf(closed, at);
    if (dividend && release) return { dividend, release };
    return dividend ? { dividend } : release && { release };
  });

function dividendOf({ page: { dividends }, before }: ClosedColumns, at: number): Dividend | null {
  const proportionalFen = dividends.paidProportional[at]!;
  const tierFen = dividends.paidTier[at]!;
  if (proportionalFen + tierFen === 0) return null;
  return {
    weightMicroShares: before.weight[at]!,
    quotaBeforeFen: before.quota[at]!,
    tier: dividends.tier[at]!,
    proportionalDueFen: dividends.proportionalDue[at]!,
    tierDueFen: dividends.tierDue[at]!,
    proportionalFen,
    tierFen,
  };
}

function releaseOf({ page: { release }, before }: ClosedColumns, at: number): Release | null {
  const staticCents = release.static[at]!;
  const firstGenerationCents = release.firstGeneration[at]!;
  const secondGenerationCents = release.secondGeneration[at]!;
  const teamCents = release.team[at]!;
  const sameRankCents = release.sameRank[at]!;
  if (staticCents + firstGenerationCents + secondGenerationCents + teamCents + sameRankCents === 0) return null;
  const owedCents = before.owedSpendable[at]! - release.owedSpendable[at]!;
  return {
    staticCents,
    firstGenerationCents,
    secondGenerationCents,
    teamCents,
    sameRankCents,
    ...(owedCents > 0 ? { owedCents } : {}),
    orders: fallsOf(before, release.remaining, release.orderStart[at]!, release.orderStart[at + 1]!, staticCents),
  };
}

/** How far each order's remaining points fell, and which part of it was its own release of the day. */
function fallsOf(
  { orders, remaining, daily }: ClosedColumns['before'],
  afterwards: Float64Array,
  from: number,
  to: number,
  staticCents: number,
): Release['orders'] {
  const falls: (readonly [string, number, number, number])[] = [];
  let staticLeft = staticCents;
  for (let order = from; order < to; order += 1) {
    const held = remaining[order]!;
    const after = afterwards[order]!;
    const released = Math.min(held, daily[order]!, staticLeft);
    staticLeft -= released;
    if (after !== held) falls.push([orders[order]!, held, released, after]);
  }
  return falls;
}
