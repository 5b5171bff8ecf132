import { aggregate } from '../../_platform/cloud';
import { directories, pages } from '../../_store/collections';
import { depthText } from './derived';
import { DIRECTORY_ID, endIn, readPages } from './downline';
import type { MemberPlace } from './read';

/** At most so many pages behind a member's own are looked at: about 900,000 members. */
const MOST_PAGES = 900;

/** Where some pages lie, counted from the member's own, and where its downline may end. */
interface Found {
  readonly isMoving?: boolean | null;
  readonly left: number;
  /** Negative for one that lies before, or is none. */
  readonly places: readonly number[];
  /** Of the first page that is not seen to be deeper as a whole; -1 where all that were looked at are. */
  readonly end: number;
  readonly endId?: string | null;
}

/** One request, however many pages lie between: of each its least depth is looked at, and nothing of it comes back. */
async function foundBehind({ pageId, depth }: MemberPlace, pageIds: readonly string[]): Promise<Found | undefined> {
  const own = { $indexOfArray: ['$pages', pageId] };
  const place = (id: string) => ({ $subtract: [{ $indexOfArray: ['$pages', id] }, own] });
  // A page without members ends nothing; one that no close has counted says nothing, and is looked at as if it did.
  const isDeeper = { $or: [{ $gt: ['$found.least', depthText(depth)] }, { $eq: ['$found.least', ''] }] };
  const [row] = await directories.aggregate((pipeline) =>
    pipeline
      .match({ _id: DIRECTORY_ID })
      .project({
        isMoving: true,
        places: pageIds.map(place),
        pages: { $slice: ['$pages', own, { $size: '$pages' }] },
      })
      .project({
        isMoving: true,
        places: true,
        left: { $size: '$pages' },
        pageId: { $slice: ['$pages', MOST_PAGES + 1] },
      })
      .unwind('$pageId')
      .lookup({
        from: pages.name,
        let: { pageId: '$pageId' },
        pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$pageId'] } } }, { $project: { least: true } }],
        as: 'found',
      })
      .unwind('$found')
      .group({
        _id: null,
        isMoving: aggregate.first('$isMoving'),
        left: aggregate.first('$left'),
        places: aggregate.first('$places'),
        ids: aggregate.push('$pageId'),
        isEnd: aggregate.push({ $and: [{ $ne: ['$pageId', pageId] }, { $not: [isDeeper] }] }),
      })
      .project({
        _id: false,
        isMoving: true,
        left: true,
        places: true,
        end: { $indexOfArray: ['$isEnd', true] },
        endId: {
          $cond: [{ $in: [true, '$isEnd'] }, { $arrayElemAt: ['$ids', { $indexOfArray: ['$isEnd', true] }] }, null],
        },
      })
      .limit(1),
  );
  return row as unknown as Found | undefined;
}

/**
 * Which of these members stand below a member, as of the last close, by id. Nothing is asked for where the downline ends
 * in the member's own page, else two requests, at any depth. Whoever lies beyond what is looked at is not among them.
 */
export async function standBelow(member: MemberPlace, others: readonly MemberPlace[]): Promise<Set<string>> {
  const { pageId, at, downlineInPage } = member;
  const lastInPage = downlineInPage < 0 ? Number.POSITIVE_INFINITY : at + downlineInPage;
  const inPage = others.filter((one) => one.pageId === pageId && one.at > at && one.at <= lastInPage);
  const below = new Set(inPage.map(({ memberId }) => memberId));
  const elsewhere = others.filter((one) => one.pageId !== pageId);
  if (downlineInPage >= 0 || elsewhere.length === 0) return below;
  const found = await foundBehind(
    member,
    elsewhere.map((one) => one.pageId),
  );
  if (!found || found.isMoving) return below;
  const { end, endId, places, left } = found;
  const [last] = endId ? await readPages<{ _id: string; lows: string }>([endId], { lows: true }) : [];
  const endAt = last ? endIn(last, member.depth) : -1;
  const behindAll = end < 0 ? Math.min(left, MOST_PAGES + 1) : end;
  for (const [nth, one] of elsewhere.entries()) {
    const place = places[nth]!;
    const isIn = place > 0 && (place < behindAll || (place === end && (endAt < 0 || one.at < endAt)));
    if (isIn) below.add(one.memberId);
  }
  return below;
}
