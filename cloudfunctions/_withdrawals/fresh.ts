import { businessDayOf, fen } from '@shared/kernel';
import type { FreshCash } from '@shared/rules';
import type { Balances } from '../_books/balances';
import { daysOfMember, type MemberDay } from '../_books/pages/days';
import { _, aggregate } from '../_platform/cloud';
import { lines } from '../_store/collections';

const HOUR_MS = 3_600_000;

/** Days and kinds of a waiting time at its longest: what one member's fresh credits are told by, at most. */
const MOST_GROUPS = 200;

/**
 * A member's days that closed within the waiting time, and since another day where one is named: so many are read, however
 * long the history.
 */
export async function recentDays(
  { wallet, figures }: Balances,
  waitHours: number,
  nowMs: number,
  sinceOther = '9999',
): Promise<MemberDay[]> {
  const days: MemberDay[] = [];
  if (!figures) return days;
  // The close of a day runs in the day after: one that ran within the waiting time may be of the day before.
  const sinceFresh = waitHours === 0 ? '9999' : businessDayOf(nowMs - (waitHours + 48) * HOUR_MS);
  const sinceDay = sinceFresh < sinceOther ? sinceFresh : sinceOther;
  if (sinceDay === '9999') return days;
  for await (const day of daysOfMember(wallet._id, figures, { sinceDay })) days.push(day);
  return days;
}

/** What closes credited since a moment. */
const ofCloses = (days: readonly MemberDay[], sinceMs: number, waitMs: number): FreshCash[] =>
  days.flatMap(({ day, atMs, credit }) => {
    const amount = (credit?.dividend?.proportionalFen ?? 0) + (credit?.dividend?.tierFen ?? 0);
    return amount > 0 && atMs > sinceMs
      ? [{ kind: 'dividend' as const, day, fromMs: atMs + waitMs, amount: fen(amount) }]
      : [];
  });

/** What comes back of a withdrawal or an order was credited once before: it is as old as it was. */
const GIVEN_BACK = ['withdrawal.returned', 'order.giveBack', 'order.refund', 'order.reversal'] as const;

/** What sold points brought since a moment, summed by the day: of one day it may be drawn when the last of it may. */
async function ofSales(memberId: string, sinceMs: number, waitMs: number): Promise<FreshCash[]> {
  const rows = await lines.aggregate((pipeline) =>
    pipeline
      .match({
        memberId,
        asset: 'cash',
        day: _.gte(businessDayOf(sinceMs - 24 * HOUR_MS)),
        atMs: _.gt(sinceMs),
        units: _.gt(0),
        kind: _.nin(GIVEN_BACK),
      })
      .group({ _id: '$day', units: aggregate.sum('$units'), atMs: aggregate.max('$atMs') })
      .limit(MOST_GROUPS),
  );
  return rows.map(({ _id, units, atMs }) => ({
    kind: 'sale' as const,
    day: String(_id),
    fromMs: Number(atMs) + waitMs,
    amount: fen(Number(units)),
  }));
}

/**
 * Cash that was credited too lately to be drawn, soonest first; `days` as `recentDays` read them. Costs the same after a
 * day and after years.
 */
export async function freshCash(
  { wallet: { _id } }: Balances,
  days: readonly MemberDay[] | Promise<readonly MemberDay[]>,
  waitHours: number,
  nowMs: number,
): Promise<FreshCash[]> {
  if (waitHours === 0) return [];
  const waitMs = waitHours * HOUR_MS;
  const sinceMs = nowMs - waitMs;
  const [closed, sold] = await Promise.all([days, ofSales(_id, sinceMs, waitMs)]);
  return [...ofCloses(closed, sinceMs, waitMs), ...sold].sort((one, other) => one.fromMs - other.fromMs);
}
