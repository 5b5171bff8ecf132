import { showDay, showPlain } from '@shared/format';
import { firstOf, type Join, type Joined } from '../_actions/joins';
import { closes, messages } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import type { DayCredit } from '../_store/documents/pages';
import { type Telling, tellMembers } from '../_store/messages';
import { daysOfMember } from './pages/days';
import { figuresJoin } from './pages/read';

/** Of a member who looks after a long time only the last days are told; the statement has all of them. */
const MOST_DAYS = 7;
const DAY_MS = 86_400_000;

/** The newest day whose close is done, and when that began; null before the first. */
const lastCloseJoin: Join<{ readonly _id: string; readonly startedAtMs: number } | null> = {
  lookup: {
    from: closes.name,
    let: {},
    pipeline: [
      { $match: { stage: 'closed' } },
      { $sort: { _id: -1 } },
      { $limit: 1 },
      { $project: { startedAtMs: true } },
    ],
  },
  read: firstOf,
};

/** The day that the member's newest message of credits is of; null where there was none. */
const lastToldJoin: Join<{ readonly atMs: number } | null> = {
  lookup: {
    from: messages.name,
    let: { memberId: '$memberId' },
    pipeline: [
      { $match: { $expr: { $and: [{ $eq: ['$memberId', '$$memberId'] }, { $eq: ['$kind', 'credits'] }] } } },
      { $sort: { atMs: -1, _id: -1 } },
      { $limit: 1 },
      { $project: { _id: false, atMs: true } },
    ],
  },
  read: firstOf,
};

/** What it takes to tell of credits, in the request that tells who calls. */
export const creditsJoins = [figuresJoin(), lastCloseJoin, lastToldJoin] as const;

/** What a close credited, as its asset's units: what paid points that were owed did not reach the member (rules §5). */
function creditedOf({ dividend, release }: DayCredit): { cashFen: number; spendableCents: number } {
  const { proportionalFen = 0, tierFen = 0 } = dividend ?? {};
  const paid = release
    ? release.staticCents +
      release.firstGenerationCents +
      release.secondGenerationCents +
      release.teamCents +
      release.sameRankCents
    : 0;
  return { cashFen: proportionalFen + tierFen, spendableCents: paid - (release?.owedCents ?? 0) };
}

/** One message of a day, however many plans credited something; null where nothing was. */
function tellingOf(memberId: string, day: string, atMs: number, credit: DayCredit): Telling | null {
  const { cashFen, spendableCents } = creditedOf(credit);
  const sums = [
    ...(spendableCents > 0 ? [`可用积分 +${showPlain(spendableCents, 'spendable')}`] : []),
    ...(cashFen > 0 ? [`现金 +${showPlain(cashFen, 'cash')}`] : []),
  ];
  if (sums.length === 0) return null;
  return {
    memberId,
    event: `credits:${day}`,
    kind: 'credits',
    title: `${showDay(day)} 收盘入账`,
    words: `${sums.join('，')}。入账每天最多发一条。`,
    atMs,
    target: { page: 'statement', id: '' },
    template: 'credits',
  };
}

/**
 * Tells a member what the closes have credited since they were last told of, each day once. @returns how many days were
 * told. Nothing is read where no close came since.
 */
export async function tellCreditsJoined(
  member: MemberDocument,
  [figuresOf, close, told]: Joined<typeof creditsJoins>,
  nowMs: number,
): Promise<number> {
  // What a close credits is of a moment behind its beginning.
  if (!close || (told && told.atMs >= close.startedAtMs)) return 0;
  const figures = await figuresOf(member);
  if (!figures) return 0;
  const sinceMs = Math.max(told?.atMs ?? 0, nowMs - MOST_DAYS * DAY_MS);
  const sinceDay = new Date(sinceMs - DAY_MS).toISOString().slice(0, 10);
  const found: Telling[] = [];
  for await (const { day, atMs, credit } of daysOfMember(member._id, figures, { sinceDay })) {
    if (atMs <= sinceMs) break;
    const telling = credit && day <= close._id ? tellingOf(member._id, day, atMs, credit) : null;
    if (telling) found.push(telling);
  }
  await tellMembers(found);
  return found.length;
}
