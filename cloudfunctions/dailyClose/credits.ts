import type { Columns } from '../_books/pages/columns';
import type { DayCredit } from '../_store/documents/pages';
import type { DividendsOfPage } from './dividends';
import type { ReleaseOfPage } from './release';

type Dividend = NonNullable<DayCredit['dividend']>;
type Release = NonNullable<DayCredit['release']>;

/** What the release of one page came to, by kind, in release cents. */
export interface ReleaseCredited {
  staticCents: number;
  firstGenerationCents: number;
  secondGenerationCents: number;
  teamCents: number;
  sameRankCents: number;
}

/** What a close credited on a page: by member, of those who were credited, and the sums of the release. */
export function creditsOf(
  columns: Columns,
  dividends: DividendsOfPage | null,
  release: ReleaseOfPage | null,
): { readonly credits: Record<string, DayCredit>; readonly sums: ReleaseCredited } {
  const credits: Record<string, DayCredit> = {};
  const sums = { staticCents: 0, firstGenerationCents: 0, secondGenerationCents: 0, teamCents: 0, sameRankCents: 0 };
  for (let at = 0; at < columns.members.length; at += 1) {
    const dividend = dividends && dividendOf(columns, dividends, at);
    const released = release && releaseOf(columns, release, at, sums);
    if (dividend && released) credits[columns.members[at]!] = { dividend, release: released };
    else if (dividend) credits[columns.members[at]!] = { dividend };
    else if (released) credits[columns.members[at]!] = { release: released };
  }
  return { credits, sums };
}

function dividendOf({ weight, quota }: Columns, { lines }: DividendsOfPage, at: number): Dividend | null {
  const line = lines[at];
  if (!line) return null;
  return {
    weightMicroShares: weight[at]!,
    quotaBeforeFen: quota[at]! + line.paidProportional + line.paidTier,
    tier: line.tier,
    proportionalDueFen: line.proportionalDue,
    tierDueFen: line.tierDue,
    proportionalFen: line.paidProportional,
    tierFen: line.paidTier,
  };
}

function releaseOf(
  columns: Columns,
  { page, before, owedCents }: ReleaseOfPage,
  at: number,
  sums: ReleaseCredited,
): Release | null {
  const staticCents = page.static[at]!;
  const firstGenerationCents = page.firstGeneration[at]!;
  const secondGenerationCents = page.secondGeneration[at]!;
  const teamCents = page.team[at]!;
  const sameRankCents = page.sameRank[at]!;
  if (staticCents + firstGenerationCents + secondGenerationCents + teamCents + sameRankCents === 0) return null;
  sums.staticCents += staticCents;
  sums.firstGenerationCents += firstGenerationCents;
  sums.secondGenerationCents += secondGenerationCents;
  sums.teamCents += teamCents;
  sums.sameRankCents += sameRankCents;
  const owed = owedCents?.[at] ?? 0;
  return {
    staticCents,
    firstGenerationCents,
    secondGenerationCents,
    teamCents,
    sameRankCents,
    ...(owed > 0 ? { owedCents: owed } : {}),
    orders: fallsOf(columns, before, page.orderStart[at]!, page.orderStart[at + 1]!, staticCents),
  };
}

/** How far each order's remaining points fell, and which part of it was its own release of the day. */
function fallsOf(
  { orders, remaining, daily }: Columns,
  before: readonly number[],
  from: number,
  to: number,
  staticCents: number,
): Release['orders'] {
  const falls: (readonly [string, number, number, number])[] = [];
  let staticLeft = staticCents;
  for (let order = from; order < to; order += 1) {
    const held = before[order]!;
    const after = remaining[order]!;
    const released = Math.min(held, daily[order]!, staticLeft);
    staticLeft -= released;
    if (after !== held) falls.push([orders[order]!, held, released, after]);
  }
  return falls;
}

/** Rank of the day by member, where there is one. */
export function ranksOf({ members, rank }: Columns): Record<string, number> {
  const ranks: Record<string, number> = {};
  for (let at = 0; at < rank.length; at += 1) if (rank[at]! > 0) ranks[members[at]!] = rank[at]!;
  return ranks;
}
