import { _ } from '../../_platform/cloud';
import { isTooLarge } from '../../_platform/tooLarge';
import { directories, pages } from '../../_store/collections';
import { depthText, firstNoDeeper, type Low } from './derived';
import { type Expression, valuesOf } from './figures';
import type { MemberPlace } from './read';
import { numbersOf } from './texts';

export const DIRECTORY_ID = 'pages';

/** At most so many pages behind a member's own are looked at for a downline: about 40,000 members. */
const MOST_PAGES = 40;

/** Members of a downline that stand next to each other in one page. */
interface Part {
  readonly pageId: string;
  readonly from: number;
  readonly count: number;
  /** The page has nobody else. */
  readonly isPage?: boolean;
}

/** Where a downline stands: in pre-order it follows the member directly and ends before the next one no deeper. */
export interface Extent {
  readonly parts: readonly Part[];
  readonly count: number;
  /** False when it goes on beyond what is looked at. */
  readonly isWhole: boolean;
}

const NONE: Extent = { parts: [], count: 0, isWhole: true };

/** One page of the directory, as the end of a downline is looked for. */
interface PageBehind {
  readonly pageId: string;
  readonly position: number;
  readonly pages: number;
  readonly size: number;
  /** The first member who is not deeper; -1 when all are. */
  readonly end: number;
  /** While a line's pages are renumbered: nothing is said over more than one page then. */
  readonly isMoving?: boolean;
}

/** The same as it comes back: with what its end is found by. */
interface PageFound extends Omit<PageBehind, 'end' | 'size'>, Sized {
  readonly lows: string;
}

/** The first place of a page whose member is no deeper than that, by the page's own lows; -1 when all are. */
export function endIn({ lows }: { readonly lows: string }, depth: number): number {
  const figures = numbersOf(lows);
  const pairs = Array.from({ length: figures.length / 2 }, (_, nth): Low => [figures[nth * 2]!, figures[nth * 2 + 1]!]);
  return firstNoDeeper(pairs, depth);
}

/** The lows of a page alone whose least depth lets a downline end there: those of a page deep in a tree are long. */
export const lowsNear = (depth: number): Expression => ({
  $cond: [{ $gt: ['$least', depthText(depth)] }, '', '$lows'],
});

/** How many stand on a page is the first figure of its tally; a page that no close has counted yet is looked through. */
export const SIZE: Record<string, Expression> = {
  tally: '$tally',
  uncounted: { $cond: [{ $gt: ['$tally', ''] }, 0, { $size: valuesOf('depth') }] },
};
export interface Sized {
  readonly tally?: string;
  readonly uncounted: number;
}
export const sizeOf = ({ tally, uncounted }: Sized): number => (tally ? numbersOf(tally)[0]! : uncounted);

/** The pages from each of these on, in one request: how long they are and where the first member is no deeper. */
async function pagesBehind(starts: readonly string[], depth: number): Promise<Map<number, PageBehind>> {
  const behind = (pageId: string): Expression => ({
    $slice: ['$pages', { $indexOfArray: ['$pages', pageId] }, MOST_PAGES + 1],
  });
  const rows = await directories.aggregate((pipeline) =>
    pipeline
      .match({ _id: DIRECTORY_ID })
      .project({ pages: true, isMoving: true, pageId: { $setUnion: starts.map(behind) } })
      .unwind('$pageId')
      .lookup({
        from: pages.name,
        let: { pageId: '$pageId' },
        pipeline: [
          { $match: { $expr: { $eq: ['$_id', '$$pageId'] } } },
          { $project: { ...SIZE, lows: lowsNear(depth) } },
        ],
        as: 'found',
      })
      .unwind('$found')
      .project({
        _id: false,
        pageId: true,
        position: { $indexOfArray: ['$pages', '$pageId'] },
        pages: { $size: '$pages' },
        isMoving: true,
        tally: '$found.tally',
        uncounted: '$found.uncounted',
        lows: '$found.lows',
      })
      .limit(starts.length * (MOST_PAGES + 1)),
  );
  return new Map(
    (rows as unknown as PageFound[]).map((row) => [
      row.position,
      { ...row, size: sizeOf(row), end: endIn(row, depth) },
    ]),
  );
}

const restOfPage = ({ at, size }: MemberPlace): number => size - at - 1;

function extentBehind(figures: MemberPlace, behind: ReadonlyMap<number, PageBehind>): Extent {
  const own = { pageId: figures.pageId, from: figures.at + 1, count: restOfPage(figures) };
  const parts: Part[] = own.count > 0 ? [own] : [];
  const start = [...behind.values()].find(({ pageId }) => pageId === figures.pageId);
  let isWhole = start === undefined;
  for (let next = 1; start && !start.isMoving && next <= MOST_PAGES && !isWhole; next += 1) {
    const page = behind.get(start.position + next);
    if (!page) isWhole = start.position + next >= start.pages;
    if (!page) break;
    const count = page.end < 0 ? page.size : page.end;
    if (count > 0) parts.push({ pageId: page.pageId, from: 0, count, isPage: page.end < 0 });
    isWhole = page.end >= 0 || page.position + 1 === page.pages;
  }
  return { parts, count: parts.reduce((sum, part) => sum + part.count, 0), isWhole };
}

/**
 * Where the downlines of these members stand, by member, as of the last close; whoever joined since is not in them yet.
 * Nothing is asked for those that end in their own page, nor, where it is known which that is, in the last one; for all
 * others of one depth (siblings) one request.
 */
export async function extentsOf(
  members: readonly MemberPlace[],
  lastPageId: string | null = null,
): Promise<Map<string, Extent>> {
  const extents = new Map<string, Extent>();
  const goingOn = new Map<number, MemberPlace[]>();
  for (const one of members) {
    const { memberId, pageId, at, depth, downlineInPage } = one;
    const count = downlineInPage < 0 && pageId === lastPageId ? restOfPage(one) : downlineInPage;
    if (count === 0) extents.set(memberId, NONE);
    else if (count > 0) extents.set(memberId, { parts: [{ pageId, from: at + 1, count }], count, isWhole: true });
    else goingOn.set(depth, [...(goingOn.get(depth) ?? []), one]);
  }
  await Promise.all(
    [...goingOn].map(async ([depth, those]) => {
      const behind = await pagesBehind([...new Set(those.map(({ pageId }) => pageId))], depth);
      for (const one of those) extents.set(one.memberId, extentBehind(one, behind));
    }),
  );
  return extents;
}

/** Where one member's downline stands; nowhere before the first close after joining. */
export const extentOf = async (figures: MemberPlace | null, lastPageId: string | null = null): Promise<Extent> =>
  figures ? (await extentsOf([figures], lastPageId)).get(figures.memberId)! : NONE;

/**
 * Reads columns of pages, in the order asked for, as few requests as answers can hold. `stage` says what of a page
 * comes: name columns, never the page.
 */
export async function readPages<Row extends { readonly _id: string }>(
  pageIds: readonly string[],
  stage: Record<string, unknown>,
): Promise<Row[]> {
  if (pageIds.length === 0) return [];
  try {
    const rows = (await pages.aggregate((pipeline) =>
      pipeline
        .match({ _id: _.in([...pageIds]) })
        .project(stage)
        .limit(pageIds.length),
    )) as unknown as Row[];
    return pageIds.flatMap((pageId) => rows.filter(({ _id }) => _id === pageId));
  } catch (error) {
    if (!isTooLarge(error) || pageIds.length === 1) throw error;
    const half = Math.ceil(pageIds.length / 2);
    return [
      ...(await readPages<Row>(pageIds.slice(0, half), stage)),
      ...(await readPages<Row>(pageIds.slice(half), stage)),
    ];
  }
}
