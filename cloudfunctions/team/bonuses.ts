import type { Team } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { closeEntryId } from '../_books/closeLines';
import { BONUS_KINDS, type BonusDay, type BonusKind, bonusDaysJoin, daysOfMonths } from '../_books/pages/bonusDays';
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

const monthOf = (day: string): string => day.slice(0, 7);

/** The days of the last thirty, or of one month, on which bonuses of a kind were credited. */
export const listBonuses = joining<
  'team.listBonuses',
  readonly [ReturnType<typeof figuresJoin>, ReturnType<typeof bonusDaysJoin>]
>(
  ({ month }) => [figuresJoin(), bonusDaysJoin(month === undefined ? undefined : daysOfMonths(month))],
  async ({ kind }, { member }, [figuresRead, daysRead]) => {
    const figures = await figuresRead(member);
    const lines = linesOf(member._id, kind, await daysRead(figures));
    return done({
      lines,
      sumCents: lines.reduce((sum, { cents }) => sum + cents, 0),
      firstMonth: monthOf(member.joinDay),
      lastMonth: monthOf(figures?.day || member.joinDay),
    });
  },
);

/** Months that are summed at once: half a year's records of a page are looked through by one request (creditDays too). */
const MONTHS_AT_ONCE = 6;

/** The month so many before one, as 2026-03. */
function monthBefore(month: string, by: number): string {
  const [year, nth] = month.split('-').map(Number) as [number, number];
  const months = Math.max(year * 12 + (nth - 1) - by, 0);
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

const firstOf = (month: string): string => monthBefore(month, MONTHS_AT_ONCE - 1);

/** What was ever credited by kind, half a year at a time. */
export const sumBonuses = joining<
  'team.sumBonuses',
  readonly [ReturnType<typeof figuresJoin>, ReturnType<typeof bonusDaysJoin>]
>(
  ({ cursor }) => [figuresJoin(), bonusDaysJoin(daysOfMonths(firstOf(cursor), cursor))],
  async ({ cursor }, { member }, [figuresRead, daysRead]) => {
    const from = firstOf(cursor);
    const days = await daysRead(await figuresRead(member));
    const firstMonth = monthOf(member.joinDay);
    const next = from > firstMonth ? monthBefore(from, 1) : null;
    return done({
      sums: BONUS_KINDS.map((kind) => {
        const lines = linesOf(member._id, kind, days);
        return { kind, cents: lines.reduce((sum, { cents }) => sum + cents, 0), lines: lines.length };
      }),
      fromMonth: next === null ? firstMonth : from,
      next,
    });
  },
);
