import type { Team } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { closeEntryId } from '../_books/closeLines';
import { BONUS_KINDS, type BonusDay, type BonusKind, bonusDaysJoin } from '../_books/pages/bonusDays';
import { figuresJoin } from '../_books/pages/read';

/** What of some days' bonuses was of one kind: a line of the statement each, newest first. */
const linesOf = (memberId: string, kind: BonusKind, days: readonly BonusDay[]) =>
  days.flatMap(({ day, cents }) =>
    cents[kind] > 0 ? [{ day, cents: cents[kind], entryId: closeEntryId(day, memberId, kind) }] : [],
  );

/** Bonuses by kind: of the last close, and of thirty days together. */
export const bonusesOf = (memberId: string, lastDay: string, days: readonly BonusDay[]): Team['bonuses'] =>
  BONUS_KINDS.map((kind) => {
    const lines = linesOf(memberId, kind, days);
    return {
      kind,
      last: lines.find(({ day }) => day === lastDay) ?? null,
      thirtyDaysCents: lines.reduce((sum, { cents }) => sum + cents, 0),
      lines: lines.length,
    };
  });

/** The days of the last thirty on which bonuses of a kind were credited. */
export const listBonuses = joining<
  'team.listBonuses',
  readonly [ReturnType<typeof figuresJoin>, ReturnType<typeof bonusDaysJoin>]
>(
  () => [figuresJoin(), bonusDaysJoin()],
  async ({ kind }, { member }, [figuresRead, daysRead]) =>
    done({ lines: linesOf(member._id, kind, await daysRead(await figuresRead(member))) }),
);
