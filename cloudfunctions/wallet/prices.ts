import type { PricePoint } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { closes } from '../_store/collections';

/** The price as each of the newest closes left it, oldest first. What was, never what will be (trust §2). */
export async function pricesOfCloses(days: number): Promise<PricePoint[]> {
  const found = await closes.find(
    { stage: 'closed' },
    { orderBy: [['_id', 'desc']], limit: days, fields: { pool: true } },
  );
  return found.reverse().flatMap(({ _id, pool }) =>
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
  );
}

export const priceHistory: Handler<'wallet.priceHistory'> = async ({ days }) =>
  done({ history: await pricesOfCloses(days) });
