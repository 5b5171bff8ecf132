import { businessDayOf, done, rate } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { type DownlineMember, downlineOf } from '../_books/pages/downline';
import { standingOfMember } from '../_books/pages/read';
import { plansOn } from '../_plans/plans';
import { rankName } from '../_plans/ranks';

type Generation = 'first' | 'second' | 'further';

interface Counted {
  members: number;
  releasing: number;
  cashFen: number;
  pointsCents: number;
}

const generationOf = ({ generation }: DownlineMember): Generation =>
  generation === 1 ? 'first' : generation === 2 ? 'second' : 'further';

/** Whether a member still has points to release. */
function isReleasing({ page, at }: DownlineMember): boolean {
  let order = 0;
  for (let before = 0; before < at; before += 1) order += page.orderCount[before]!;
  for (let one = order; one < order + page.orderCount[at]!; one += 1) if (page.remaining[one]! > 0) return true;
  return false;
}

/** A member's team as of the last close: rank, what is missing to the next, volume by generation (rules §4). */
export const view: Handler<'team.view'> = async (_input, { member, nowMs }) => {
  const [standing, plans] = await Promise.all([standingOfMember(member), plansOn(businessDayOf(nowMs))]);
  const downline = await downlineOf(standing);
  const counted: Record<Generation, Counted> = {
    first: { members: 0, releasing: 0, cashFen: 0, pointsCents: 0 },
    second: { members: 0, releasing: 0, cashFen: 0, pointsCents: 0 },
    further: { members: 0, releasing: 0, cashFen: 0, pointsCents: 0 },
  };
  for (const one of downline.members) {
    const row = counted[generationOf(one)];
    row.members += 1;
    row.cashFen += one.page.ownVolume[one.at]!;
    row.pointsCents += one.page.ownPoints[one.at]!;
    if (isReleasing(one)) row.releasing += 1;
  }
  const release = plans.release?.plan;
  const rank = standing?.page.rank[standing.at] ?? 0;
  const volume =
    (standing?.page.teamVolume[standing.at] ?? 0) +
    (release?.teamVolumeIncludesOwn ? (standing?.page.ownVolume[standing.at] ?? 0) : 0);
  const next = release?.ranks[rank];
  return done({
    rank: { rank, name: rankName(rank), rateMillionths: release?.ranks[rank - 1]?.rate ?? rate(0) },
    next: next
      ? { rank: rank + 1, name: rankName(rank + 1)!, fromFen: next.from, missingFen: Math.max(next.from - volume, 0) }
      : null,
    asOfDay: standing?.page.day || null,
    teamVolumeFen: volume,
    teamPointsCents: counted.first.pointsCents + counted.second.pointsCents + counted.further.pointsCents,
    members: downline.count,
    includesOwn: release?.teamVolumeIncludesOwn ?? false,
    generations: downline.isWhole
      ? (['first', 'second', 'further'] as const).map((generation) => ({ generation, ...counted[generation] }))
      : [],
    isWhole: downline.isWhole,
  });
};
