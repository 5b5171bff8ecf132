import type { Lineage } from '../../_books/pages/days';
import { extentOf, readPages } from '../../_books/pages/downline';
import type { MemberFigures } from '../../_books/pages/read';
import { _ } from '../../_platform/cloud';
import { isTooLarge } from '../../_platform/tooLarge';
import { pageDays } from '../../_store/collections';
import type { PageDocument } from '../../_store/documents/pages';

/** One member of a downline on a day that was closed, in pre-order. */
export interface DayMember {
  readonly memberId: string;
  readonly generation: number;
  /** Released by the member's own orders that day. */
  readonly staticCents: number;
  readonly rank: number;
}

/** Of a day's record of a page, what bonuses are made of. */
interface DayRecord {
  readonly _id: string;
  readonly released: readonly { readonly id: string; readonly cents: number }[];
  readonly ranks: Readonly<Record<string, number>>;
}

const RELEASED = {
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

/** Records of pages by their ids, by static releases and ranks alone; as few requests as answers can hold. */
async function recordsOf(ids: readonly string[]): Promise<DayRecord[]> {
  if (ids.length === 0) return [];
  try {
    return (await pageDays.aggregate((pipeline) =>
      pipeline
        .match({ _id: _.in([...ids]) })
        .project({ released: RELEASED, ranks: true })
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

/**
 * A member's downline as a close of the past saw it: the tree only grows, so today's pages hold that day's order; who
 * joined since released nothing then.
 */
export async function downlineOn(
  figures: MemberFigures,
  day: string,
): Promise<{ members: readonly DayMember[]; isWhole: boolean }> {
  const { parts, isWhole } = await extentOf(figures);
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
    const record = records.find(({ _id }) => _id === recordId(pageId));
    const released = new Map(record?.released.map(({ id, cents }) => [id, cents]));
    for (let at = from; at < from + count; at += 1) {
      const memberId = page.members[at]!;
      members.push({
        memberId,
        generation: page.depth[at]! - figures.depth,
        staticCents: released.get(memberId) ?? 0,
        rank: record?.ranks[memberId] ?? 0,
      });
    }
  }
  return { members, isWhole };
}
