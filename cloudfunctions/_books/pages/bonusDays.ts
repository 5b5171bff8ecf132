import { addDays, type BusinessDay } from '@shared/kernel';
import type { Join } from '../../_actions/joins';
import { pageDays } from '../../_store/collections';
import { daysOfMember } from './days';
import type { Expression } from './figures';
import type { MemberFigures } from './read';
import { numbersOf } from './texts';

/** The bonuses of the release by kind, as a record's group of a release holds them behind the static (rules §4). */
export const BONUS_KINDS = [
  'release.firstGeneration',
  'release.secondGeneration',
  'release.team',
  'release.sameRank',
] as const;
export type BonusKind = (typeof BONUS_KINDS)[number];

/** What one close credited a member of bonuses, in points' cents. */
export interface BonusDay {
  readonly day: string;
  readonly cents: Readonly<Record<BonusKind, number>>;
}

/** Days that bonuses are summed over, the last close's among them. */
const BONUS_DAYS = 30;
/** Days of the longest half year. */
const MOST_DAYS = 184;

interface Row {
  readonly day: string;
  /** The release's group of the member's credit; missing where nothing was credited. */
  readonly release?: string | null;
  /** False for a record of before, by member: it is read alone. */
  readonly isPacked: boolean;
}

const centsOf = (figures: readonly number[]): BonusDay['cents'] =>
  Object.fromEntries(BONUS_KINDS.map((kind, nth) => [kind, figures[nth + 1] ?? 0])) as BonusDay['cents'];

const within = ({ sinceDay, beforeDay }: Range) => ({ day: { $gte: sinceDay, $lt: beforeDay } });

/** The release's group of the member's credit, without its orders: a short text, however many orders paid. */
const releaseGroup: Expression = {
  $let: {
    vars: { at: { $indexOfArray: [{ $split: ['$members', ','] }, '$$memberId'] } },
    in: {
      $cond: [
        { $gte: ['$$at', 0] },
        { $arrayElemAt: [{ $split: [{ $arrayElemAt: [{ $split: ['$credits', '|'] }, '$$at'] }, ';'] }, 1] },
        null,
      ],
    },
  },
};

/** Days from one on, before another. */
interface Range {
  readonly sinceDay: string;
  readonly beforeDay: string;
}

/** Days of some months as texts: before the first that no month has. */
export const daysOfMonths = (from: string, to = from): Range => ({ sinceDay: `${from}-01`, beforeDay: `${to}-32` });

/**
 * The newest records of the caller's page, or those of some months (half a year at most), in the request that tells who
 * calls: they cost the same however long ago they were.
 */
export const bonusDaysJoin = (
  months?: Range,
): Join<(figures: MemberFigures | null) => Promise<readonly BonusDay[]>> => ({
  lookup: {
    from: pageDays.name,
    let: { memberId: '$memberId', pageId: '$member.pageId' },
    pipeline: [
      {
        $match: { $expr: { $eq: ['$pageId', '$$pageId'] }, ...(months === undefined ? {} : within(months)) },
      },
      { $sort: { day: -1 } },
      { $limit: months === undefined ? BONUS_DAYS + 1 : MOST_DAYS },
      { $project: { day: true, release: releaseGroup, isPacked: { $gt: ['$members', null] } } },
    ],
  },
  read: (found) => async (figures) => (figures?.day ? daysOf(figures, found as readonly Row[], months) : []),
});

/**
 * Days up to the page's last close, or of some months. Those that the records at hand do not tell (the page split off
 * another within them, or they are of before) are read one member's record at a time.
 */
async function daysOf(figures: MemberFigures, rows: readonly Row[], months?: Range): Promise<BonusDay[]> {
  const newest = { sinceDay: addDays(figures.day as BusinessDay, 1 - BONUS_DAYS), beforeDay: '9999' };
  const { sinceDay, beforeDay } = months ?? newest;
  const recent = rows.filter(({ day }) => day >= sinceDay);
  const { cameFrom, memberId, pageId } = figures;
  if (recent.every(({ isPacked }) => isPacked) && !(cameFrom && cameFrom.untilDay >= sinceDay))
    return recent.map(({ day, release }) => ({ day, cents: centsOf(numbersOf(release ?? '')) }));
  const days: BonusDay[] = [];
  for await (const { day, credit } of daysOfMember(memberId, { pageId, cameFrom }, { sinceDay, beforeDay })) {
    if (!credit?.release) continue;
    const { firstGenerationCents, secondGenerationCents, teamCents, sameRankCents } = credit.release;
    days.push({ day, cents: centsOf([0, firstGenerationCents, secondGenerationCents, teamCents, sameRankCents]) });
  }
  return days;
}
