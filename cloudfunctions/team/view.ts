import { businessDayOf, done, rate } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { type Extent, extentOf, readPages } from '../_books/pages/downline';
import { figuresJoin, type MemberFigures } from '../_books/pages/read';
import { numbersOf } from '../_books/pages/texts';
import { plansOn } from '../_plans/plans';
import { rankName } from '../_plans/ranks';
import type { PageDocument } from '../_store/documents/pages';

const GENERATIONS = ['first', 'second', 'further'] as const;
type Generation = (typeof GENERATIONS)[number];

interface Counted {
  members: number;
  releasing: number;
  cashFen: number;
  pointsCents: number;
}

/** The columns of one page that a team is counted by. */
type Columns = Pick<PageDocument, '_id' | 'depth' | 'ownVolume' | 'ownPoints' | 'orderCount'>;

const COLUMNS = {
  depth: true,
  ownVolume: true,
  ownPoints: true,
  orderCount: true,
};

const generationAt = (deeperBy: number): Generation =>
  deeperBy === 1 ? 'first' : deeperBy === 2 ? 'second' : 'further';

/** Members, volumes and who still releases, by generation. */
async function countDownline(top: number, { parts }: Extent): Promise<Record<Generation, Counted>> {
  const none = (): Counted => ({ members: 0, releasing: 0, cashFen: 0, pointsCents: 0 });
  const counted: Record<Generation, Counted> = { first: none(), second: none(), further: none() };
  const pages = await readPages<Columns>(
    parts.map(({ pageId }) => pageId),
    COLUMNS,
  );
  for (const { pageId, from, count } of parts) {
    const page = pages.find(({ _id }) => _id === pageId)!;
    const [depth, orderCount] = [numbersOf(page.depth), numbersOf(page.orderCount)];
    const [ownVolume, ownPoints] = [numbersOf(page.ownVolume), numbersOf(page.ownPoints)];
    for (let at = from; at < from + count; at += 1) {
      const row = counted[generationAt(depth[at]! - top)];
      row.members += 1;
      row.cashFen += ownVolume[at]!;
      row.pointsCents += ownPoints[at]!;
      // A page lists those orders alone that still hold points.
      if (orderCount[at]! > 0) row.releasing += 1;
    }
  }
  return counted;
}

/** A member's team as of the last close: rank, what is missing to the next, volume by generation (rules §4). */
export const view = joining<'team.view', readonly [ReturnType<typeof figuresJoin>]>(
  () => [figuresJoin()],
  async (_input, { member, nowMs }, [figuresRead]) => {
    const teamOf = async (figures: MemberFigures | null) => {
      const downline = await extentOf(figures);
      return { downline, counted: await countDownline(figures?.depth ?? 0, downline) };
    };
    const figures = await figuresRead(member);
    const [{ downline, counted }, plans] = await Promise.all([teamOf(figures), plansOn(businessDayOf(nowMs))]);
    const release = plans.release?.plan;
    const rank = figures?.rank ?? 0;
    const volume = (figures?.teamVolumeFen ?? 0) + (release?.teamVolumeIncludesOwn ? (figures?.ownVolumeFen ?? 0) : 0);
    const next = release?.ranks[rank];
    return done({
      rank: { rank, name: rankName(rank), rateMillionths: release?.ranks[rank - 1]?.rate ?? rate(0) },
      next: next
        ? { rank: rank + 1, name: rankName(rank + 1)!, fromFen: next.from, missingFen: Math.max(next.from - volume, 0) }
        : null,
      asOfDay: figures?.day || null,
      teamVolumeFen: volume,
      teamPointsCents: GENERATIONS.reduce((sum, generation) => sum + counted[generation].pointsCents, 0),
      members: downline.count,
      includesOwn: release?.teamVolumeIncludesOwn ?? false,
      generations: downline.isWhole ? GENERATIONS.map((generation) => ({ generation, ...counted[generation] })) : [],
      isWhole: downline.isWhole,
    });
  },
);
