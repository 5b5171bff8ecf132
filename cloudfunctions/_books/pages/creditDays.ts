import { addDays, type BusinessDay } from '@shared/kernel';
import { _ } from '../../_platform/cloud';
import { isTooLarge } from '../../_platform/tooLarge';
import { pageDays } from '../../_store/collections';
import type { CloseKind } from '../closeLines';
import { closeLookup, creditStage, type Lineage, lineageOf, type MemberDay, memberDayOf } from './days';
import type { Expression } from './figures';

/** Days that are looked through by one request: only those that are asked for come back. */
const DAYS_LOOKED_THROUGH = 180;
/** Of those come back at first, where few are wanted; each further request brings twice as many, up to most. */
const DAYS_AT_FIRST = 10;
const MOST_DAYS = 60;
/** Pages that a member's days are looked for on, from the newest back: a page splits seldom. */
const MOST_PAGES = 20;

/** Where a credit's text has what each kind paid: [group, figure of it] (see record.ts). */
const PLACE: Readonly<Record<CloseKind, readonly [group: number, at: number]>> = {
  'dividend.proportional': [0, 5],
  'dividend.tier': [0, 6],
  'release.static': [1, 0],
  'release.firstGeneration': [1, 1],
  'release.secondGeneration': [1, 2],
  'release.team': [1, 3],
  'release.sameRank': [1, 4],
};

const part = (text: Expression, by: string, at: number): Expression => ({ $arrayElemAt: [{ $split: [text, by] }, at] });

/** Whether a member's credit paid anything of these kinds; a record of before, by member, is looked at as it is. */
const isOfKinds = (kinds: readonly CloseKind[]): Expression => ({
  $or: [
    ...kinds.map((kind) => ({ $gt: [part(part('$text', ';', PLACE[kind][0]), ',', PLACE[kind][1]), '0'] })),
    { $gt: ['$credit', null] },
  ],
});

/** The pages that a member's days from one on stand on, the newest first. */
export async function pagesSince(page: Lineage, sinceDay: string): Promise<string[]> {
  const found = [page.pageId];
  let { cameFrom } = page;
  while (cameFrom && cameFrom.untilDay >= sinceDay && found.length < MOST_PAGES) {
    found.push(cameFrom.pageId);
    cameFrom = (await lineageOf(cameFrom.pageId))?.cameFrom ?? null;
  }
  return found;
}

/** The days that were found in some that were looked through, newest first. */
interface LookedThrough {
  readonly days: readonly MemberDay[];
  /** The earliest that was looked at, where it was more than those; null else. */
  readonly fromDay: string | null;
}

/**
 * The days before one on which closes credited a member of some kinds, some half a year at a time until the first day: what
 * it costs hangs on how many are found, and little on how far apart they are.
 */
export async function* creditDays(
  memberId: string,
  page: Lineage,
  asked: { readonly kinds: readonly CloseKind[]; readonly untilDay: BusinessDay; readonly firstDay: BusinessDay },
): AsyncGenerator<LookedThrough> {
  const pageIds = await pagesSince(page, asked.firstDay);
  let until = asked.untilDay;
  let most = MOST_DAYS;
  let atOnce = DAYS_AT_FIRST;
  while (until >= asked.firstDay) {
    const from = later(addDays(until, 1 - DAYS_LOOKED_THROUGH), asked.firstDay);
    let days: MemberDay[];
    try {
      days = await daysWithin(memberId, pageIds, asked.kinds, { from, until, atOnce });
    } catch (error) {
      if (!isTooLarge(error) || atOnce === 1) throw error;
      atOnce = Math.ceil(atOnce / 2);
      most = atOnce;
      continue;
    }
    const isFull = days.length === atOnce;
    yield { days, fromDay: isFull ? null : from };
    until = addDays(isFull ? (days.at(-1)!.day as BusinessDay) : from, -1);
    atOnce = Math.min(atOnce * 2, most);
  }
}

const later = (a: BusinessDay, b: BusinessDay): BusinessDay => (a > b ? a : b);

type Range = { readonly from: string; readonly until: string; readonly atOnce: number };

/** Of each page by itself, as its index is: a day's record of a member stands on one of them. */
async function daysWithin(
  memberId: string,
  pageIds: readonly string[],
  kinds: readonly CloseKind[],
  range: Range,
): Promise<MemberDay[]> {
  const found = await Promise.all(pageIds.map((pageId) => daysOfPage(memberId, pageId, kinds, range)));
  if (found.length === 1) return found[0]!;
  return found
    .flat()
    .sort((a, b) => (a.day < b.day ? 1 : -1))
    .slice(0, range.atOnce);
}

async function daysOfPage(
  memberId: string,
  pageId: string,
  kinds: readonly CloseKind[],
  { from, until, atOnce }: Range,
): Promise<MemberDay[]> {
  const rows = await pageDays.aggregate((pipeline) =>
    pipeline
      .match({ pageId, day: _.and(_.gte(from), _.lte(until)) })
      .sort({ day: -1 })
      .project({ day: true, atMs: true, ...creditStage(memberId, undefined) })
      .project({
        day: true,
        atMs: true,
        text: true,
        rankText: true,
        credit: true,
        rank: true,
        isAsked: isOfKinds(kinds),
      })
      .match({ isAsked: true })
      .limit(atOnce)
      .lookup(closeLookup)
      .limit(atOnce),
  );
  return rows.map(memberDayOf);
}
