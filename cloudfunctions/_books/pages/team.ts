import { aggregate } from '../../_platform/cloud';
import { directories, pages } from '../../_store/collections';
import { depthText, type Tally, tallyUp } from './derived';
import { DIRECTORY_ID, endIn, readPages } from './downline';
import type { Expression } from './figures';
import type { MemberFigures } from './read';
import { numbersOf } from './texts';

/** At most so many pages behind a member's own are counted: about 900,000 members. */
const MOST_PAGES = 900;

const GENERATIONS = ['first', 'second', 'further'] as const;
type Generation = (typeof GENERATIONS)[number];

/** A member's whole downline as of the last close. */
export interface TeamCounted {
  readonly generations: Readonly<Record<Generation, Tally>>;
  readonly members: number;
  /** Generations down to the last member; 0 without a downline. */
  readonly deepest: number;
  /** False when it goes on beyond what is counted, or over pages that no close has counted yet. */
  readonly isWhole: boolean;
}

/** What one page behind says: of the whole page, and by the first two depths of the team. */
interface Row {
  readonly least?: string;
  readonly tally?: string;
  readonly groups?: readonly string[];
}

/** The columns of a page that the team holds in part. */
interface Edge {
  readonly _id: string;
  readonly depth: string;
  readonly orderCount: string;
  readonly ownVolume: string;
  readonly ownPoints: string;
  readonly lows: string;
}

interface Found {
  readonly rows: readonly Row[];
  /** Where among the rows the team ends: that many pages lie before it. -1 where none of them ends it. */
  readonly end: number;
  /** Pages of the directory from the member's own on. */
  readonly left: number;
  readonly edges: readonly Edge[];
  readonly endId?: string;
  /** While a line's pages are renumbered, depths of different pages say nothing together. */
  readonly isMoving?: boolean | null;
}

const generationAt = (deeperBy: number): Generation =>
  deeperBy === 1 ? 'first' : deeperBy === 2 ? 'second' : 'further';

/** The groups of a page's tallies that are of one depth. */
const ofDepth = (depth: number): Expression => ({ $eq: [{ $indexOfBytes: ['$$one', `${depth},`] }, 0] });

/** A page's own columns, at the ends of the team. */
const EDGE = { depth: true, orderCount: true, ownVolume: true, ownPoints: true, lows: true };

/**
 * In one request: what each page behind the member's own adds, which of them the team ends in, and the columns of the two
 * pages that it holds in part. The database compares depths as texts.
 */
async function pagesOfTeam({ pageId, depth }: MemberFigures): Promise<Found | undefined> {
  const first = { $filter: { input: '$groups', as: 'one', cond: { $or: [ofDepth(depth + 1), ofDepth(depth + 2)] } } };
  // A page that no close has counted yet says nothing of its least depth, and '' is that of a page without members.
  const isEnd = { $and: [{ $gt: ['$found.least', ''] }, { $lte: ['$found.least', depthText(depth)] }] };
  const [row] = await directories.aggregate((pipeline) =>
    pipeline
      .match({ _id: DIRECTORY_ID })
      .project({
        isMoving: true,
        pages: { $slice: ['$pages', { $indexOfArray: ['$pages', pageId] }, { $size: '$pages' }] },
      })
      .project({ isMoving: true, left: { $size: '$pages' }, pageId: { $slice: ['$pages', MOST_PAGES + 1] } })
      .unwind('$pageId')
      .lookup({
        from: pages.name,
        let: { pageId: '$pageId' },
        pipeline: [
          { $match: { $expr: { $eq: ['$_id', '$$pageId'] } } },
          { $project: { least: true, tally: true, groups: { $split: ['$tallies', ';'] } } },
          { $project: { least: true, tally: true, groups: first } },
        ],
        as: 'found',
      })
      .unwind('$found')
      .group({
        _id: null,
        left: aggregate.first('$left'),
        isMoving: aggregate.first('$isMoving'),
        ids: aggregate.push('$pageId'),
        rows: aggregate.push({ tally: '$found.tally', groups: '$found.groups', least: '$found.least' }),
        // The page's own beginning is the member's place, wherever the page begins.
        isEnd: aggregate.push({ $and: [{ $ne: ['$pageId', pageId] }, isEnd] }),
      })
      .project({ left: true, isMoving: true, ids: true, rows: true, end: { $indexOfArray: ['$isEnd', true] } })
      .project({
        left: true,
        isMoving: true,
        end: true,
        rows: { $slice: ['$rows', { $cond: [{ $gte: ['$end', 0] }, { $max: ['$end', 1] }, MOST_PAGES + 1] }] },
        edges: {
          $cond: [{ $gte: ['$end', 0] }, [pageId, { $arrayElemAt: ['$ids', '$end'] }], [pageId]],
        },
      })
      .lookup({ from: pages.name, localField: 'edges', foreignField: '_id', as: 'edges' })
      .project({
        _id: false,
        left: true,
        isMoving: true,
        end: true,
        'rows.tally': true,
        'rows.groups': true,
        ...Object.fromEntries(['_id', ...Object.keys(EDGE)].map((field) => [`edges.${field}`, true])),
      })
      .limit(1),
  );
  return row as unknown as Found | undefined;
}

/** Counts of the members from one place of a page up to another, not including it. */
function countPart(team: Counting, edge: Edge, from: number, to: number): void {
  const counted = {
    depth: numbersOf(edge.depth),
    orderCount: numbersOf(edge.orderCount),
    ownVolume: numbersOf(edge.ownVolume),
    ownPoints: numbersOf(edge.ownPoints),
  };
  for (let at = from; at < to; at += 1) {
    const deeperBy = counted.depth[at]! - team.depth;
    tallyUp(team.generations[generationAt(deeperBy)], counted, at);
    team.deepest = Math.max(team.deepest, deeperBy);
  }
}

/** A count on its way. */
interface Counting {
  readonly depth: number;
  readonly generations: Record<Generation, Tally>;
  deepest: number;
}

/** Counts a page that the team holds whole. False where no close has counted it. */
function countWhole(team: Counting, { tally, groups }: Row): boolean {
  if (tally === undefined) return false;
  if (tally === '') return true;
  const further = numbersOf(tally);
  for (const group of groups ?? []) {
    const [depth, ...part] = numbersOf(group);
    const generation = team.generations[generationAt(depth! - team.depth)];
    part.forEach((figure, nth) => {
      generation[nth]! += figure;
      further[nth]! -= figure;
    });
  }
  for (let nth = 0; nth < 4; nth += 1) team.generations.further[nth]! += further[nth]!;
  team.deepest = Math.max(team.deepest, further[4]! - team.depth);
  return true;
}

/**
 * Counts a member's downline by generation, as of the last close; whoever joined since is not in it yet. One request,
 * none where there is nobody: however large the team is, its two ends and some figures of each page between come back.
 */
export async function countTeam(figures: MemberFigures | null): Promise<TeamCounted> {
  const team: Counting = {
    depth: figures?.depth ?? 0,
    generations: { first: [0, 0, 0, 0], second: [0, 0, 0, 0], further: [0, 0, 0, 0] },
    deepest: 0,
  };
  let isWhole = true;
  if (figures && figures.downlineInPage !== 0) isWhole = await countPages(team, figures);
  const members = GENERATIONS.reduce((sum, generation) => sum + team.generations[generation][0], 0);
  return { generations: team.generations, members, deepest: team.deepest, isWhole };
}

async function countPages(team: Counting, figures: MemberFigures): Promise<boolean> {
  const { pageId, at, size, downlineInPage } = figures;
  if (downlineInPage > 0) {
    const [page] = await readPages<Edge>([pageId], EDGE);
    if (page) countPart(team, page, at + 1, at + 1 + downlineInPage);
    return page !== undefined;
  }
  const found = await pagesOfTeam(figures);
  const own = found?.edges.find(({ _id }) => _id === pageId);
  if (!found || !own || found.isMoving) return false;
  countPart(team, own, at + 1, size);
  let isWhole = true;
  for (const row of found.rows.slice(1)) isWhole = countWhole(team, row) && isWhole;
  const last = found.edges.find(({ _id }) => _id !== pageId);
  if (last) countPart(team, last, 0, endIn(last, team.depth));
  return isWhole && (found.end >= 0 || found.left <= MOST_PAGES + 1);
}
