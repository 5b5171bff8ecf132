import { fen } from '@shared/kernel';
import { type CloseEvent, type CloseStage, closeMachine, next } from '@shared/machines';
import type { DividendPlan } from '@shared/plans';
import { addStandings, type DividendDay, type DividendStanding, freezeDividendDay, standingOf } from '@shared/rules';
import { closeGates } from '../_books/gates';
import { DIRECTORY_ID } from '../_books/pages/downline';
import type { PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { type Transaction, transact } from '../_platform/transactions';
import { settleDue } from '../_settle/settleDue';
import { emptyTotals } from '../_settle/totals';
import { closes, dayStates, dayTotals, directories, inbox, members, pages } from '../_store/collections';
import { DAY_STATE_ID, endOfDay } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import type { DirectoryDocument } from '../_store/documents/pages';
import { emptyPage } from './rows';

/** The stage after an event; the machine says which (shared/machines). */
export function stageAfter(stage: CloseStage, event: CloseEvent): CloseStage {
  const after = next(closeMachine, stage, event);
  if (!after) throw new Error(`a close in stage ${stage} got ${event}`);
  return after;
}

/** Another invocation works on the same close: it goes on, this one ends. */
export class WorkedOnElsewhere extends Error {
  constructor(close: CloseDocument) {
    super(`the close of ${close._id} is worked on elsewhere`);
  }
}

/**
 * Writes progress that was decided on the checkpoint as this invocation read it. Throws when it has moved: what
 * another invocation wrote is what counts.
 */
export async function checkpoint(close: CloseDocument, changes: Partial<CloseDocument>): Promise<void> {
  const { _id, stage, at, cursor } = close;
  if ((await closes.changeWhere({ _id, stage, at, cursor }, changes)) === 0) throw new WorkedOnElsewhere(close);
}

/** The close as it is in a transaction. Throws when another invocation has moved its checkpoint meanwhile. */
export async function closeNow(close: CloseDocument, transaction: Transaction): Promise<CloseDocument> {
  const now = await closes.get(close._id, transaction);
  const isSame = now?.stage === close.stage && now.at === close.at && now.cursor === close.cursor;
  if (!isSame) throw new WorkedOnElsewhere(close);
  return now;
}

/** Goes on to the next stage, with what the stage found out. */
export const goOn = (close: CloseDocument, event: CloseEvent, changes: Partial<CloseDocument> = {}): Promise<void> =>
  checkpoint(close, { at: 0, cursor: null, ...changes, stage: stageAfter(close.stage, event) });

/** Settles what is due before the end of the day, then freezes it: from here on nothing settles until the seal. */
export async function drain(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const { isDone } = await settleDue(endOfDay(close._id), hasTime);
  if (!isDone) return false;
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    await dayStates.change(DAY_STATE_ID, { isClosing: true, isSealing: false }, transaction);
    await closeGates(close._id, transaction);
    await closes.change(close._id, { stage: stageAfter('drain', 'orders.settled') }, transaction);
  });
  return true;
}

/** Fixes the watermark: what waits in the inbox now is merged by this close, what comes later by the next. */
export async function stamp(close: CloseDocument): Promise<boolean> {
  await inbox.changeWhere({ mergeDay: null, day: _.lte(close._id) }, { mergeDay: close._id });
  // What a close before was given too late, and did not merge any more, is merged by this one.
  await inbox.changeWhere({ mergeDay: _.lt(close._id), pageId: null }, { mergeDay: close._id });
  const { _id, ...totals } = (await dayTotals.get(close._id)) ?? emptyTotals(close._id);
  await goOn(close, 'day.frozen', { totals });
  return true;
}

/** The directory of pages, made with one empty page when there is none. */
export async function readDirectory(): Promise<DirectoryDocument> {
  const found = await directories.get(DIRECTORY_ID);
  if (found) return found;
  await pages.add(emptyPage('p1'));
  await directories.add({ _id: DIRECTORY_ID, pages: ['p1'], made: 1 });
  return (await directories.get(DIRECTORY_ID))!;
}

const ITEMS_AT_ONCE = 100;

/** Finds the page of each waiting item: that of its member, of its referrer for somebody who joins. */
export async function resolve(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const directory = await readDirectory();
  const lastPage = directory.pages.at(-1)!;
  while (hasTime()) {
    // Joins first, referrers before those they referred; their items then name the page for all else.
    const waiting = await inbox.find(
      { mergeDay: close._id, pageId: null },
      {
        orderBy: [
          ['kind', 'asc'],
          ['depth', 'asc'],
          ['_id', 'asc'],
        ],
        limit: ITEMS_AT_ONCE,
      },
    );
    const first = waiting[0];
    if (!first) {
      await goOn(close, 'inbox.resolved');
      return true;
    }
    const batch = waiting.filter(({ kind, depth }) => kind === first.kind && depth === first.depth);
    const of = batch.map((item) => (item.kind === 'join' ? item.referrerId : item.memberId));
    const pageOf = await pagesOf(of.filter((id) => id !== null));
    for (const [index, item] of batch.entries()) {
      const whose = of[index];
      const pageId = whose ? pageOf.get(whose) : lastPage;
      // Without a page its member joined after the watermark: both wait for the next close.
      await inbox.change(item._id, pageId ? { pageId } : { mergeDay: null });
    }
  }
  return false;
}

async function pagesOf(memberIds: readonly string[]): Promise<Map<string, string>> {
  const [found, joining] = await Promise.all([
    members.getMany(memberIds, { pageId: true }),
    inbox.getMany(
      memberIds.map((id) => `join:${id}`),
      { memberId: true, pageId: true },
    ),
  ]);
  const pageOf = new Map<string, string>();
  for (const { memberId, pageId } of joining) if (pageId) pageOf.set(memberId, pageId);
  for (const { _id, pageId } of found) if (pageId) pageOf.set(_id, pageId);
  return pageOf;
}

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
  for (let at = close.at; at < directory.pages.length; at += 1) {
    const page = await pages.getFields(directory.pages[at]!, { quota: true, weight: true });
    standing = addStandings(standing, standingOf(weights(page!), dividend.plan));
    const isLast = at === directory.pages.length - 1;
    if (!isLast && (!hasTime() || at % 50 === 49)) {
      const changes = { at: at + 1, dividend: { ...NOT_FROZEN, ...keptStanding(standing) } };
      await checkpoint(now, changes);
      now = { ...now, ...changes };
      if (!hasTime()) return false;
    }
  }
  const at = directory.pages.length;
  await goOn(now, 'totals.frozen', { at, dividend: frozen(close, standing, dividend.plan) });
  return true;
}

function* weights(page: { quota?: readonly number[]; weight?: readonly number[] }) {
  const { quota = [], weight = [] } = page;
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
