import { refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome, rate } from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import { isAsQuoted, priceOf, priceShown } from '@shared/rules';
import { POOL_ID } from '../_books/pool';
import { offSince } from '../_plans/offSince';
import { type InForce, type PlansInForce, shopRulesOn } from '../_plans/plans';
import { pools } from '../_store/collections';
import type { PoolDocument } from '../_store/documents/platform';
import type { Settings } from '../_store/settings';

/** The pool, the plans and the settings that a way out of points is worked out on. */
export interface PoolRead {
  readonly pool: PoolDocument | null;
  readonly plans: PlansInForce;
  readonly settings: Settings;
  /** Since when points may not be sold for cash; null where they may. */
  readonly paused: { readonly sinceDay: string | null } | null;
}

/** Reads them: outside of a transaction, since that cannot query. The numbers of the day tell whether they still hold. */
export async function readPool(nowMs: number): Promise<PoolRead> {
  const day = businessDayOf(nowMs);
  const [pool, { plans, settings }] = await Promise.all([pools.get(POOL_ID), shopRulesOn(day)]);
  const feature = 'appreciation.cashSale';
  if (plans.isCleared(feature)) return { pool, plans, settings, paused: null };
  const since = await offSince([feature], day);
  return { pool, plans, settings, paused: { sinceDay: since(feature) } };
}

/** The pool and the plan that works today. Refused where the plan is off, or never had a pool. */
export function inForce({
  pool,
  plans,
}: PoolRead): Outcome<{ readonly pool: PoolDocument; readonly inForce: InForce<AppreciationPlan> }, 'plan/off'> {
  const { appreciation } = plans;
  return appreciation && pool ? done({ pool, inForce: appreciation }) : refuse('plan/off');
}

/** Whether points may be sold for cash at this moment (trust §1): what is held stays, whatever is off. */
export const mayBeSold = ({ paused }: PoolRead): Outcome<null, 'sale/notCleared'> =>
  paused ? refuse('sale/notCleared', { sinceDay: paused.sinceDay ?? '' }) : done(null);

/** Whether an act brings what was quoted for it, but for the tolerance of the settings. */
export const asQuoted = <U extends number>(
  quoted: number,
  now: U,
  { settings }: PoolRead,
): Outcome<null, 'quote/moved'> =>
  isAsQuoted(quoted as never, now as never, rate(settings.quoteToleranceMillionths))
    ? done(null)
    : refuse('quote/moved', { quoted, now });

/** The state that a quote is made for. */
export const quoteOf = ({ state }: PoolDocument, { settings }: PoolRead, nowMs: number) => ({
  poolFen: state.pool,
  circulatingMicroPoints: state.circulating,
  priceShown: priceShown(priceOf(state)),
  toleranceMillionths: settings.quoteToleranceMillionths,
  atMs: nowMs,
});
