import { fen, invariant } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import { addStandings, type DividendDay, type DividendStanding, freezeDividendDay, standingOf } from '@shared/rules';
import type { PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { pages } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { PageDocument } from '../_store/documents/pages';
import { checkpoint, goOn } from './checkpoint';
import { readDirectory } from './resolve';

/** A frozen dividend day as it is kept: sums over members may pass 2^53 and are text. */
const keptStanding = (standing: DividendStanding) => ({
  totalWeight: String(standing.totalWeight),
  tierMembers: standing.tierMembers,
  tierWeights: standing.tierWeights.map(String),
});

interface KeptStanding {
  readonly totalWeight: string;
  readonly tierMembers: readonly number[];
  readonly tierWeights: readonly string[];
}

const readStanding = (kept: KeptStanding): DividendStanding => ({
  totalWeight: BigInt(kept.totalWeight),
  tierMembers: kept.tierMembers,
  tierWeights: kept.tierWeights.map(BigInt),
});

/** The frozen dividend day of a close, as the rules know it. */
export const dividendDayOf = (close: CloseDocument): DividendDay => {
  const kept = close.dividend!;
  return {
    turnover: fen(close.totals.dividendFen),
    proportionalPool: fen(kept.proportionalPoolFen),
    tierPool: fen(kept.tierPoolFen),
    cutFromCarry: fen(kept.cutFromCarryFen),
    tierFunds: kept.tierFundsFen.map(fen),
    standing: readStanding(kept),
  };
};

/** Two figures of 1,500 members are 75 KB on the wire at most, and an answer holds 1 MB. */
const PAGES_AT_ONCE = 12;
const PAGES_A_CHECKPOINT = 10 * PAGES_AT_ONCE;

/** Counts who takes part, over all pages as they stood at the end of the day before, and freezes the day's dividends. */
export async function count(close: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  const { dividend } = plans;
  const directory = await readDirectory();
  if (!dividend || !plans.isCleared('dividend.cash')) {
    await goOn(close, 'totals.frozen', { at: directory.pages.length });
    return true;
  }
  let standing = close.dividend ? readStanding(close.dividend) : standingOf([], dividend.plan);
  let now = close;
  for (let at = close.at; at < directory.pages.length; ) {
    const some = directory.pages.slice(at, at + PAGES_AT_ONCE);
    const found = await pages.getMany(some, { quota: true, weight: true });
    invariant(found.length === some.length, 'a page is in the directory and nowhere else');
    for (const page of found) standing = addStandings(standing, standingOf(weights(page), dividend.plan));
    at += some.length;
    if (at === directory.pages.length) break;
    const isOver = !hasTime();
    if (isOver || at % PAGES_A_CHECKPOINT === 0) {
      const changes = { at, dividend: { ...NOT_FROZEN, ...keptStanding(standing) } };
      await checkpoint(now, changes);
      now = { ...now, ...changes };
    }
    if (isOver) return false;
  }
  const at = directory.pages.length;
  await goOn(now, 'totals.frozen', { at, dividend: frozen(close, standing, dividend.plan) });
  return true;
}

function* weights({ quota, weight }: Pick<PageDocument, 'quota' | 'weight'>) {
  for (let at = 0; at < quota.length; at += 1) yield { quota: quota[at] as never, weight: weight[at] as never };
}

const NOT_FROZEN = {
  carriedInFen: 0,
  proportionalPoolFen: 0,
  tierPoolFen: 0,
  cutFromCarryFen: 0,
  tierFundsFen: [],
  paidProportionalFen: 0,
  paidTierFen: 0,
  carriedFen: 0,
  returnedProportionalFen: 0,
  returnedTierFen: 0,
} as const;

function frozen(close: CloseDocument, standing: DividendStanding, plan: DividendPlan): CloseDocument['dividend'] {
  const day = freezeDividendDay(fen(close.totals.dividendFen), fen(close.carriedFen), standing, plan);
  return {
    ...NOT_FROZEN,
    carriedInFen: close.carriedFen,
    proportionalPoolFen: day.proportionalPool,
    tierPoolFen: day.tierPool,
    cutFromCarryFen: day.cutFromCarry,
    tierFundsFen: day.tierFunds,
    ...keptStanding(standing),
  };
}
