import { businessDayOf, done, rate } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { bonusDaysJoin } from '../_books/pages/bonusDays';
import { figuresJoin, type MemberFigures } from '../_books/pages/read';
import { countTeam, type TeamCounted } from '../_books/pages/team';
import { shopRulesOn } from '../_plans/plans';
import { rankName } from '../_plans/ranks';
import { bonusesOf } from './bonuses';

const GENERATIONS = ['first', 'second', 'further'] as const;

/** Members, volumes and who still releases, by generation. */
const generationsOf = ({ generations, isWhole }: TeamCounted) =>
  isWhole
    ? GENERATIONS.map((generation) => {
        const [members, releasing, cashFen, pointsCents] = generations[generation];
        return { generation, members, releasing, cashFen, pointsCents };
      })
    : [];

/** Cash and points of the member's own settled orders, and of the downline's. */
const volumesOf = (figures: MemberFigures | null, { generations, isWhole }: TeamCounted) => ({
  own: { cashFen: figures?.ownVolumeFen ?? 0, pointsCents: figures?.ownPointsCents ?? 0 },
  downline: {
    cashFen: figures?.teamVolumeFen ?? 0,
    pointsCents: isWhole ? GENERATIONS.reduce((sum, generation) => sum + generations[generation][3], 0) : null,
  },
  movedCashFen: isWhole
    ? (figures?.teamVolumeFen ?? 0) - GENERATIONS.reduce((sum, generation) => sum + generations[generation][2], 0)
    : null,
});

/** A member's team as of the last close: rank, what is missing to the next, volume by generation, bonuses (rules §4). */
export const view = joining<'team.view', readonly [ReturnType<typeof figuresJoin>, ReturnType<typeof bonusDaysJoin>]>(
  () => [figuresJoin(), bonusDaysJoin()],
  async (_input, { member, nowMs }, [figuresRead, daysRead]) => {
    const figures = await figuresRead(member);
    const [counted, days, { plans, settings }] = await Promise.all([
      countTeam(figures),
      daysRead(figures),
      shopRulesOn(businessDayOf(nowMs)),
    ]);
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
      ...volumesOf(figures, counted),
      members: counted.members,
      deepest: counted.deepest,
      includesOwn: release?.teamVolumeIncludesOwn ?? false,
      generations: generationsOf(counted),
      isWhole: counted.isWhole,
      bonuses: bonusesOf(member._id, figures?.day ?? '', days),
      isDemo: settings.isDemo,
    });
  },
);
