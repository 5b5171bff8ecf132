import type { PricePoint } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
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
