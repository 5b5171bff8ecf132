import type { CreditDay, PricePoint } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import type { Handler } from '../_actions/outcomes';
import { daysOfMember, type MemberDay } from '../_books/pages/days';
import { figuresJoin } from '../_books/pages/read';
import { closes } from '../_store/collections';

/** Prices at past closes, oldest first: what was, never what may come (trust §2). */
export async function pricesOf(days: number): Promise<PricePoint[]> {
  const found = await closes.find(
    { stage: 'closed' },
    { orderBy: [['_id', 'desc']], limit: days, fields: { pool: true } },
  );
  return found
    .flatMap(({ _id, pool }) =>
      pool
        ? [
            {
              day: _id,
              poolFen: pool.poolFen,
              circulatingMicroPoints: pool.circulatingMicroPoints,
              priceShown: pool.priceShown,
            },
          ]
        : [],
    )
    .reverse();
}

export const priceHistory: Handler<'wallet.priceHistory'> = async ({ days }) => done({ history: await pricesOf(days) });

const joins = [figuresJoin()] as const;

/** What the newest closes credited to the caller by kind, oldest first: what was. */
export const creditHistory = joining<'wallet.creditHistory', typeof joins>(
  () => joins,
  async ({ days }, { member }, [figuresOf]) => {
    const figures = await figuresOf(member);
    const history: CreditDay[] = [];
    if (!figures) return done({ history });
    for await (const one of daysOfMember(member._id, figures, { first: days })) {
      history.push(creditDayOf(one));
      if (history.length === days) break;
    }
    return done({ history: history.reverse() });
  },
);

function creditDayOf({ day, credit }: MemberDay): CreditDay {
  const { dividend, release } = credit ?? {};
  const falls = release?.orders ?? [];
  return {
    day,
    proportionalFen: dividend?.proportionalFen ?? 0,
    tierFen: dividend?.tierFen ?? 0,
    staticCents: release?.staticCents ?? 0,
    bonusCents: release
      ? release.firstGenerationCents + release.secondGenerationCents + release.teamCents + release.sameRankCents
      : 0,
    remainingCents: falls.length > 0 ? falls.reduce((sum, [, , , after]) => sum + after, 0) : null,
  };
}
