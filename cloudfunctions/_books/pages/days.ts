import { _ } from '../../_platform/cloud';
import { isTooLarge } from '../../_platform/tooLarge';
import { closes, pageDays, pages } from '../../_store/collections';
import type { CloseDocument } from '../../_store/documents';
import type { DayCredit, PageDocument } from '../../_store/documents/pages';
import type { Expression } from './figures';
import { creditOfText, fallsOfTexts } from './record';

/** Days of one page read at a time: with one member's credits alone each is small. */
const DAYS_AT_ONCE = 60;

/** A page, and where its members came from: what it takes to find all days of one of them. */
export interface Lineage {
  readonly pageId: string;
  readonly cameFrom: PageDocument['cameFrom'];
}

/** What of a close its lines are told by. */
export type CloseOfDay = Pick<CloseDocument, '_id' | 'dividend' | 'dividendVersion' | 'releaseVersion'>;

/** One close's record of one member; which of the fields are there is what was asked for. */
export interface MemberDay {
  readonly _id: string;
  readonly day: string;
  readonly atMs: number;
  readonly credit?: DayCredit;
  readonly rank?: number;
  /** With `withCloses`: the close itself. */
  readonly close?: CloseOfDay;
}

interface WhichDays {
  /** This day and later. */
  readonly sinceDay?: string;
  /** Before this day. */
  readonly beforeDay?: string;
  /** Brings each day's close in the same request. */
  readonly withCloses?: boolean;
  /** Of the releases this order's alone: so small that many days are read at once. */
  readonly orderId?: string;
  /** Days of the first reading, where few are wanted; each further one takes twice as many, up to what others take. */
  readonly first?: number;
}

/** One member's part of a record as it comes back, of a packed record or of one of before. */
interface PartOfRecord {
  /** The member's credit, or of one order alone its group of it. */
  readonly text?: string | readonly string[] | null;
  readonly rankText?: string | null;
  readonly credit?: DayCredit;
  readonly rank?: number;
}

/** What is only there where the member is named in a packed record. */
const ofMember = (memberId: string, what: Expression): Expression => ({
  $let: {
    vars: { at: { $indexOfArray: [{ $split: ['$members', ','] }, memberId] } },
    in: { $cond: [{ $gte: ['$$at', 0] }, what, null] },
  },
});

/** The whole credit, or of its release what one order let go: [order, before, released, after]. */
export function creditStage(memberId: string, orderId: string | undefined): Record<string, unknown> {
  const text = { $arrayElemAt: [{ $split: ['$credits', '|'] }, '$$at'] };
  if (orderId === undefined)
    return {
      text: ofMember(memberId, text),
      rankText: ofMember(memberId, { $arrayElemAt: [{ $split: ['$ranks', ','] }, '$$at'] }),
      credit: `$credits.${memberId}`,
      rank: `$ranks.${memberId}`,
    };
  const isTheGroup = { $eq: [{ $indexOfBytes: ['$$one', `${orderId},`] }, 0] };
  const groups = { $filter: { input: { $split: [text, ';'] }, as: 'one', cond: isTheGroup } };
  const isTheOrder = { $eq: [{ $arrayElemAt: ['$$one', 0] }, orderId] };
  const orders = { $filter: { input: `$credits.${memberId}.release.orders`, as: 'one', cond: isTheOrder } };
  return { text: ofMember(memberId, groups), credit: { release: { orders } } };
}

/** What was asked for of a record, whichever its form. */
function partOf({ text, rankText, credit, rank }: PartOfRecord): Pick<MemberDay, 'credit' | 'rank'> {
  // Releases of one order alone: nothing else of the release was asked for.
  if (Array.isArray(text)) return { credit: { release: { orders: fallsOfTexts(text) } } as DayCredit };
  const found = typeof text === 'string' ? creditOfText(text) : credit;
  const rankNow = Number(rankText ?? rank ?? 0);
  return { ...(found ? { credit: found } : {}), ...(rankNow > 0 ? { rank: rankNow } : {}) };
}

/** The close of a record's day, of which its lines tell. */
export const closeLookup = {
  from: closes.name,
  let: { day: '$day' },
  pipeline: [
    { $match: { $expr: { $eq: ['$_id', '$$day'] } } },
    { $project: { dividend: true, dividendVersion: true, releaseVersion: true } },
  ],
  as: 'closes',
};

/** The newest days of one page before a day, by one member's own records alone, in one request. */
async function daysOfPage(
  memberId: string,
  pageId: string,
  beforeDay: string,
  { sinceDay = '', withCloses, orderId }: WhichDays,
  atOnce: number,
): Promise<MemberDay[]> {
  const rows = await pageDays.aggregate((pipeline) => {
    const own = pipeline
      .match({ pageId, day: _.and(_.lt(beforeDay), _.gte(sinceDay)) })
      .sort({ day: -1 })
      .limit(atOnce)
      .project({ day: true, atMs: true, ...creditStage(memberId, orderId) });
    // The platform looks for a limit at a pipeline's end.
    return withCloses ? own.lookup(closeLookup).limit(atOnce) : own;
  });
  return rows.map(memberDayOf);
}

/** A row of records as it is told. */
export function memberDayOf({ closes: found, _id, day, atMs, ...part }: Record<string, unknown>): MemberDay {
  const [close] = (found ?? []) as CloseOfDay[];
  return { _id, day, atMs, ...partOf(part as PartOfRecord), ...(close ? { close } : {}) } as MemberDay;
}

/**
 * The closes' records of a member of this page, newest first. A page that split off another continues there for the days
 * before, so the whole of a member's history is found without an index over members.
 */
export async function* daysOfMember(memberId: string, page: Lineage, which: WhichDays): AsyncGenerator<MemberDay> {
  let from: Lineage | null = page;
  let beforeDay = which.beforeDay ?? '9999';
  let most = which.orderId === undefined ? DAYS_AT_ONCE : DAYS_AT_ONCE * 10;
  let atOnce = Math.min(which.first ?? most, most);
  while (from) {
    let days: MemberDay[];
    try {
      days = await daysOfPage(memberId, from.pageId, beforeDay, which, atOnce);
    } catch (error) {
      if (!isTooLarge(error) || atOnce === 1) throw error;
      atOnce = Math.ceil(atOnce / 2);
      most = atOnce;
      continue;
    }
    yield* days;
    beforeDay = days.at(-1)?.day ?? beforeDay;
    const isWhole = days.length < atOnce;
    if (which.first !== undefined) atOnce = Math.min(atOnce * 2, most);
    if (!isWhole) continue;
    const { cameFrom }: Lineage = from;
    if (!cameFrom || cameFrom.untilDay < (which.sinceDay ?? '')) return;
    if (cameFrom.untilDay < beforeDay) beforeDay = nextDayText(cameFrom.untilDay);
    from = await lineageOf(cameFrom.pageId);
  }
}

/** A text that sorts right behind a day: "before" it includes the day itself. */
export const nextDayText = (day: string): string => `${day}~`;

/** A page's own lineage; null for one that there is not. */
export async function lineageOf(pageId: string): Promise<Lineage | null> {
  const page = await pages.getFields(pageId, { cameFrom: true });
  return page && { pageId, cameFrom: page.cameFrom ?? null };
}
