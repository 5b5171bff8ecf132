import type { Wallet } from '@shared/contract';
import { microPoints } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import { headOf } from './head';
import type { Seen } from './seen';

/** Points held, what they are worth at the pool as it is, and past prices. Null without a plan in force. */
export function appreciationCard(seen: Seen): Wallet['appreciation'] {
  const { member, held, plans, platform, offSinceDay } = seen;
  const { pool } = platform;
  if (!plans.appreciation || !pool) return null;
  const points = microPoints(held.byAsset.appreciating);
  return {
    ...headOf('appreciation', plans.appreciation, member, plans, offSinceDay),
    heldMicroPoints: points,
    lockedMicroPoints: held.balances.wallet.lockedMicroPoints ?? 0,
    worthFen: points === 0 ? 0 : pointsValue(points, pool.state),
    priceShown: priceShown(priceOf(pool.state)),
    poolFen: pool.state.pool,
    circulatingMicroPoints: pool.state.circulating,
    exitQuotaFen: held.byAsset.exitQuota,
    hasExitQuota: plans.appreciation.plan.exitMultiple !== null,
    history: seen.history,
    lastEntryId: seen.lastPointsEntryId,
  };
}
