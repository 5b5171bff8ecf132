import type { Wallet } from '@shared/contract';
import { addDays, type BusinessDay, wholesUp } from '@shared/kernel';
import type { Held } from '../held';

/** What is still held, how much a day, and the day behind which it begins. */
interface Running {
  readonly remaining: number;
  readonly daily: number;
  readonly behindDay: string;
}

/** Further away than this a date says nothing. */
const MOST_DAYS = 36_500;

/**
 * What the orders release a day as they stand, and the close that would use up the last of them: arithmetic of the
 * present alone, since bonuses, returns and new orders change it (trust §2). Null where nothing runs, where more orders
 * hold points than are listed, or where one releases nothing.
 */
export function aheadOf({ balances: { figures }, waiting }: Held): NonNullable<Wallet['release']>['ahead'] {
  const listed = figures?.orders ?? [];
  if ((figures?.orderCount ?? 0) > listed.length) return null;
  const running: Running[] = [
    ...listed.map(({ remaining, daily }) => ({ remaining, daily, behindDay: figures!.day })),
    // Settled since the last close: releases from the close of the day after its own (rules §4).
    ...waiting.map((item) => ({
      remaining: item.grantedReleaseCents,
      daily: item.dailyReleaseCents,
      behindDay: item.day,
    })),
  ].filter(({ remaining }) => remaining > 0);
  if (running.length === 0 || running.some(({ daily }) => daily === 0)) return null;
  const ends = running.map(({ remaining, daily, behindDay }) => ({ behindDay, days: wholesUp(remaining, daily) }));
  if (ends.some(({ days }) => days > MOST_DAYS)) return null;
  return {
    dailyReleaseCents: running.reduce((sum, { daily }) => sum + daily, 0),
    untilDay: ends
      .map(({ behindDay, days }) => addDays(behindDay as BusinessDay, days) as string)
      .sort()
      .at(-1)!,
  };
}
