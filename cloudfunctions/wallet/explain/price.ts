import { type Explanation, type PriceExplanation, refuse } from '@shared/contract';
import { priceParts } from '@shared/explain';
import { businessDayOf, done } from '@shared/kernel';
import { priceOf } from '@shared/rules';
import { documentOf, joining } from '../../_actions/joins';
import { readPlatformNow } from '../../_books/platformNow';
import { plansOn } from '../../_plans/plans';
import { closes, wallets } from '../../_store/collections';
import type { CloseDocument, PlanVersionDocument, WalletDocument } from '../../_store/documents';

const RULE = {
  words: '价格等于托底池除以流通的积分，算时用精确的比，显示时四舍五入到 4 位小数。没有人能直接定价格。',
  paragraph: '§1',
} as const;

const joins = [documentOf<WalletDocument>(wallets.name)] as const;

/** How the price comes about, from the pool and what circulates, as it is now or as a close left it (trust §3). */
export const explainPrice = joining<'wallet.explainPrice', typeof joins>(
  () => joins,
  async ({ day }, { nowMs }, [wallet]) => (day === undefined ? priceNow(nowMs, wallet) : priceOn(day)),
);

async function priceNow(nowMs: number, wallet: WalletDocument | null) {
  const [{ pool }, { appreciation }] = await Promise.all([readPlatformNow(), plansOn(businessDayOf(nowMs))]);
  if (!pool) return refuse('price/unknown');
  const price = priceOf(pool.state);
  const held = wallet?.pointsMicroPoints ?? 0;
  const inputs = {
    priceFen: price.fen,
    priceMicroPoints: price.points,
    mintedMicroPoints: pool.state.minted,
    burnedMicroPoints: pool.state.burned,
    ...(held > 0 ? { heldMicroPoints: held } : {}),
  };
  const plan = appreciation && shownPlan(appreciation.document);
  return done(shown(inputs, { day: null, purchases: pool.purchases, plan, dayHash: null }));
}

async function priceOn(day: string) {
  const close: CloseDocument | null = await closes.get(day);
  const pool = close?.stage === 'closed' ? close.pool : null;
  if (!close || !pool || pool.circulatingMicroPoints === 0) return refuse('price/unknown');
  const plan = (await plansOn(day)).appreciation;
  const inputs = {
    priceFen: pool.poolFen,
    priceMicroPoints: pool.circulatingMicroPoints,
    mintedMicroPoints: pool.mintedMicroPoints,
    burnedMicroPoints: pool.burnedMicroPoints,
  };
  return done(shown(inputs, { day, purchases: null, plan: plan && shownPlan(plan.document), dayHash: close.dayHash }));
}

const shownPlan = ({ plan, version, name, fromDay }: PlanVersionDocument) => ({ plan, version, name, fromDay });

const shown = (
  inputs: Explanation['inputs'],
  more: Pick<PriceExplanation, 'day' | 'purchases' | 'plan' | 'dayHash'>,
): PriceExplanation => {
  const parts = priceParts(inputs);
  return { priceShown: parts.shown, rule: { ...RULE }, formula: { lines: [...parts.lines] }, inputs, ...more };
};
