import type { Lineage } from '../../_books/pages/days';
import { type Extent, extentOf, readPages } from '../../_books/pages/downline';
import type { Expression } from '../../_books/pages/figures';
import { pagesOn } from '../../_books/pages/moved';
import type { PagesThen } from '../../_books/pages/movedLines';
import type { MemberFigures } from '../../_books/pages/read';
import { idsOf, numbersOf } from '../../_books/pages/texts';
import { _ } from '../../_platform/cloud';
import { isTooLarge } from '../../_platform/tooLarge';
import { pageDays } from '../../_store/collections';
import type { PageDayDocument, PageDocument } from '../../_store/documents/pages';

/** One member of a downline on a day that was closed, in pre-order. */
export interface DayMember {
  readonly memberId: string;
  readonly generation: number;
  /** Released by the member's own orders that day. */
  readonly staticCents: number;
  readonly rank: number;
}

/** Of a day's record of a page, what bonuses are made of: texts of a packed one, or by member of one before. */
interface DayRecord extends Pick<PageDayDocument, '_id' | 'members' | 'ranks'> {
  readonly released: readonly (string | null)[] | readonly { readonly id: string; readonly cents: number }[];
}

const groupOf = (text: Expression, at: number): Expression => ({ $arrayElemAt: [{ $split: [text, ';'] }, at] });

/** The static release is the first figure of a credit's second group. */
const RELEASED_PACKED = {
  $map: {
    input: { $split: ['$credits', '|'] },
    as: 'one',
    in: { $arrayElemAt: [{ $split: [groupOf('$$one', 1), ','] }, 0] },
  },
};
const RELEASED_BY_MEMBER = {
  $map: {
    input: {
      $filter: {
        input: { $objectToArray: '$credits' },
        as: 'one',
        cond: { $gt: ['$$one.v.release.staticCents', 0] },
      },
    },
    as: 'one',
    in: { id: '$$one.k', cents: '$$one.v.release.staticCents' },
  },
};
const RELEASED = { $cond: [{ $eq: [{ $ifNull: ['$members', null] }, null] }, RELEASED_BY_MEMBER, RELEASED_PACKED] };

/** Static release and rank of each member on that day. */
function standingsOf(record: DayRecord | undefined): Map<string, { cents: number; rank: number }> {
  const standings = new Map<string, { cents: number; rank: number }>();
  if (!record) return standings;
  const { members, released, ranks } = record;
  if (members === undefined) {
    const rankOf = ranks as Readonly<Record<string, number>>;
    for (const [memberId, rank] of Object.entries(rankOf)) standings.set(memberId, { cents: 0, rank });
    for (const { id, cents } of released as readonly { id: string; cents: number }[])
      standings.set(id, { cents, rank: rankOf[id] ?? 0 });
    return standings;
  }
  const ofRanks = numbersOf(ranks as string);
  for (const [at, memberId] of idsOf(members).entries())
    standings.set(memberId, { cents: Number(released[at] ?? 0), rank: ofRanks[at] ?? 0 });
  return standings;
}

/** Records of pages by their ids, by static releases and ranks alone; as few requests as answers can hold. */
async function recordsOf(ids: readonly string[]): Promise<DayRecord[]> {
  if (ids.length === 0) return [];
  try {
    return (await pageDays.aggregate((pipeline) =>
      pipeline
        .match({ _id: _.in([...ids]) })
        .project({ members: true, released: RELEASED, ranks: true })
        .limit(ids.length),
    )) as unknown as DayRecord[];
  } catch (error) {
    if (!isTooLarge(error) || ids.length === 1) throw error;
    const half = Math.ceil(ids.length / 2);
    return [...(await recordsOf(ids.slice(0, half))), ...(await recordsOf(ids.slice(half)))];
  }
}

/** The pages that held these pages' members on a day: a page that split off since was its origin then. */
async function pagesThen(pages: readonly Lineage[], day: string): Promise<Map<string, string>> {
  const then = new Map(pages.map(({ pageId }) => [pageId, pageId]));
  let known = new Map(pages.map(({ pageId, cameFrom }) => [pageId, cameFrom]));
  const originOf = (pageId: string): string | undefined => {
    const from = known.get(pageId);
    return from && day <= from.untilDay ? from.pageId : undefined;
  };
  for (;;) {
    const origins = [...new Set([...then.values()].flatMap((pageId) => originOf(pageId) ?? []))];
    if (origins.length === 0) return then;
    for (const [pageId, at] of then) then.set(pageId, originOf(at) ?? at);
    const found = await readPages<Pick<PageDocument, '_id' | 'cameFrom'>>(origins, { cameFrom: true });
    known = new Map(found.map(({ _id, cameFrom }) => [_id, cameFrom]));
  }
}

/** Pages in which a downline of the past is looked for, behind the member's own. */
const MOST_PAGES = 40;

/** Where a downline stood when a close of the past saw its pages in another order, and at other depths. */
async function extentThen({ pageId, at, depth }: MemberFigures, { pageIds, shallowerBy }: PagesThen): Promise<Extent> {
  const shallower = (one: string) => shallowerBy.get(one) ?? 0;
  const nth = pageIds.indexOf(pageId);
  const some = pageIds.slice(nth, nth + MOST_PAGES + 1);
  const found = await readPages<Pick<PageDocument, '_id' | 'depth'>>(some, { depth: true });
  const parts: { pageId: string; from: number; count: number }[] = [];
  let isWhole = nth + some.length === pageIds.length;
  for (const page of found) {
    const from = page._id === pageId ? at + 1 : 0;
    const depths = numbersOf(page.depth).slice(from);
    const end = depths.findIndex((one) => one - shallower(page._id) <= depth - shallower(pageId));
    const count = end < 0 ? depths.length : end;
    if (count > 0) parts.push({ pageId: page._id, from, count });
    isWhole ||= end >= 0;
    if (end >= 0) break;
  }
  return { parts, count: parts.reduce((sum, part) => sum + part.count, 0), isWhole };
}

/**
 * A member's downline as a close of the past saw it: the tree only grows, but for lines that were moved since, which are
 * put back where they stood; who joined since released nothing then.
 */
export async function downlineOn(
  figures: MemberFigures,
  day: string,
): Promise<{ members: readonly DayMember[]; isWhole: boolean }> {
  const pagesOfDay = await pagesOn(day);
  const { parts, isWhole } = pagesOfDay ? await extentThen(figures, pagesOfDay) : await extentOf(figures);
  const shallower = (pageId: string) => pagesOfDay?.shallowerBy.get(pageId) ?? 0;
  const pages = await readPages<Pick<PageDocument, '_id' | 'cameFrom' | 'members' | 'depth'>>(
    parts.map(({ pageId }) => pageId),
    { cameFrom: true, members: true, depth: true },
  );
  const then = await pagesThen(
    pages.map(({ _id, cameFrom }) => ({ pageId: _id, cameFrom })),
    day,
  );
  const recordId = (pageId: string): string => `${day}:${then.get(pageId)}`;
  const records = await recordsOf([...new Set(pages.map(({ _id }) => recordId(_id)))]);
  const members: DayMember[] = [];
  for (const { pageId, from, count } of parts) {
    const page = pages.find(({ _id }) => _id === pageId)!;
    const [ids, depth] = [idsOf(page.members), numbersOf(page.depth)];
    const standings = standingsOf(records.find(({ _id }) => _id === recordId(pageId)));
    for (let at = from; at < from + count; at += 1) {
      const memberId = ids[at]!;
      const { cents = 0, rank = 0 } = standings.get(memberId) ?? {};
      members.push({
        memberId,
        generation: depth[at]! - shallower(pageId) - (figures.depth - shallower(figures.pageId)),
        staticCents: cents,
        rank,
      });
    }
  }
  return { members, isWhole };
}
