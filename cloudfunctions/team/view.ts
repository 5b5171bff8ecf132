import type { OutputOf } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { lastClose } from '../_lib/closesRead';
import { members } from '../_lib/collections';
import type { Handler } from '../_lib/outcomes';
import type { PageDocument } from '../_lib/pages/documents';
import { type DownlineMember, downlineOf } from '../_lib/pages/downline';
import { standingOfMember } from '../_lib/pages/read';
import { plansOn } from '../_lib/plans';
import { rankName } from '../_lib/ranks';

type Generation = OutputOf<'team.view'>['generations'][number];

/** Where each member's orders begin in a page's row of orders. */
function orderStarts(page: PageDocument): readonly number[] {
  const starts: number[] = [];
  let next = 0;
  for (const count of page.orderCount) {
    starts.push(next);
    next += count;
  }
  return starts;
}

/** First, second and all further generations, summed up over the downline. */
function generationsOf(downline: readonly DownlineMember[]): Generation[] {
  const of = (generation: Generation['generation']): Generation => ({
    generation,
    members: 0,
    releasing: 0,
    cashFen: 0,
    pointsCents: 0,
  });
  const sums = [of('first'), of('second'), of('further')];
  const starts = new Map<string, readonly number[]>();
  for (const { generation, page, at } of downline) {
    if (!starts.has(page._id)) starts.set(page._id, orderStarts(page));
    const first = starts.get(page._id)![at]!;
    const holds = page.remaining.slice(first, first + page.orderCount[at]!).some((left) => left > 0);
    const sum = sums[Math.min(generation, 3) - 1]!;
    sum.members += 1;
    sum.releasing += holds ? 1 : 0;
    sum.cashFen += page.ownVolume[at]!;
    sum.pointsCents += page.ownPoints[at]!;
  }
  return sums;
}

/**
 * A member's team as of the last close: rank, volume, what is missing to the next rank, generations. Direct members who
 * joined since are counted at once, their volume with the next close.
 */
export const view: Handler<'team.view'> = async (_input, { member, nowMs }) => {
  const [standing, plans, close, directs] = await Promise.all([
    standingOfMember(member),
    plansOn(businessDayOf(nowMs)),
    lastClose(),
    members.count({ sponsorId: member._id }),
  ]);
  const downline = await downlineOf(standing);
  const generations = generationsOf(downline.members);
  const joinedSince = downline.isWhole ? Math.max(0, directs - generations[0]!.members) : 0;
  generations[0]!.members += joinedSince;
  const release = plans.release?.wanted ?? null;
  const rank = standing?.page.rank[standing.at] ?? 0;
  const own = standing && release?.teamVolumeIncludesOwn ? standing.page.ownVolume[standing.at]! : 0;
  const teamVolumeFen = (standing?.page.teamVolume[standing.at] ?? 0) + own;
  const above = release?.ranks[rank];
  return done({
    rank: { rank, name: rankName(rank), rateMillionths: release?.ranks[rank - 1]?.rate ?? 0 },
    next: above
      ? {
          rank: rank + 1,
          name: rankName(rank + 1)!,
          fromFen: above.from,
          missingFen: Math.max(0, above.from - teamVolumeFen),
        }
      : null,
    asOfDay: close?._id ?? null,
    teamVolumeFen,
    teamPointsCents: generations.reduce((sum, { pointsCents }) => sum + pointsCents, 0),
    members: downline.count + joinedSince,
    includesOwn: release?.teamVolumeIncludesOwn ?? false,
    generations: downline.isWhole ? generations : [],
    isWhole: downline.isWhole,
  });
};
