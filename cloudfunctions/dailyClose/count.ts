import { fen, invariant, type MicroShares, type QuotaFen } from '@shared/kernel';
import type { DividendPlan } from '@shared/plans';
import { addStandings, type DividendDay, type DividendStanding, freezeDividendDay, standingOf } from '@shared/rules';
import { idsOf, numbersOf } from '../_books/pages/texts';
import type { PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { inbox, pages } from '../_store/collections';
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

/** Two figures of 1,000 members are about 17 KB, and an answer holds 1 MB; larger ones come in several. */
const PAGES_AT_ONCE = 40;
const PAGES_A_CHECKPOINT = 3 * PAGES_AT_ONCE;

/** What changes of this close take of members' quota and weight before it pays: by page, then by member. */
type Corrections = ReadonlyMap<string, ReadonlyMap<string, { readonly quota: number; readonly weight: number }>>;

async function correctionsOf(day: string): Promise<Corrections> {
  const found = new Map<string, Map<string, { quota: number; weight: number }>>();
  const fields = { kind: true, pageId: true, memberId: true, quotaFen: true, weightMicroShares: true };
  for await (const item of inbox.walk({ mergeDay: day, kind: 'change' }, { keys: [['_id', 'asc']], fields })) {
    if (item.quotaFen === 0 && item.weightMicroShares === 0) continue;
    const ofPage = found.get(item.pageId!) ?? new Map<string, { quota: number; weight: number }>();
    found.set(item.pageId!, ofPage);
    const before = ofPage.get(item.memberId) ?? { quota: 0, weight: 0 };
    ofPage.set(item.memberId, {
      quota: before.quota + item.quotaFen,
      weight: before.weight + item.weightMicroShares,
    });
  }
  return found;
}

/**
 * Counts who takes part, over all pages as they stood at the end of the day before less what was taken back since, and
 * freezes the day's dividends.
 */
export async function count(close: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  const { dividend } = plans;
  const directory = await readDirectory();
  if (!dividend || !plans.isCleared('dividend.cash')) {
    await goOn(close, 'totals.frozen', { at: directory.pages.length });
    return true;
  }
  const corrections = await correctionsOf(close._id);
  let standing = close.dividend ? readStanding(close.dividend) : standingOf([], dividend.plan);
  let now = close;
  for (let at = close.at; at < directory.pages.length; ) {
    const some = directory.pages.slice(at, at + PAGES_AT_ONCE);
    const found = await pages.getMany(some, {
      quota: true,
      weight: true,
      ...(some.some((pageId) => corrections.has(pageId)) ? { members: true } : {}),
    });
    invariant(found.length === some.length, 'a page is in the directory and nowhere else');
    for (const page of found) standing = addStandings(standing, standingOf(weights(page, corrections), dividend.plan));
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

function* weights(page: PageDocument, corrections: Corrections) {
  const [quota, weight] = [numbersOf(page.quota), numbersOf(page.weight)];
  const ofPage = corrections.get(page._id);
  const members = ofPage && idsOf(page.members);
  for (let at = 0; at < quota.length; at += 1) {
    const correction = members && ofPage.get(members[at]!);
    yield {
      quota: (quota[at]! + (correction?.quota ?? 0)) as QuotaFen,
      weight: (weight[at]! + (correction?.weight ?? 0)) as MicroShares,
    };
  }
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
