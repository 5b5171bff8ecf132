import { invariant } from '@shared/kernel';
import type { DividendPlan, ReleasePlan } from '@shared/plans';
import { type DividendDay, type DividendSums, NO_DIVIDENDS, type ReleaseCarry } from '@shared/rules';
import { type Columns, columnsOf } from '../_books/pages/columns';
import { insertJoins } from '../_books/pages/joins';
import { BOUNDS, type Bounds, split } from '../_books/pages/split';
import { joinToday, mergeToday } from '../_books/pages/today';
import type { GrantDocument, InboxDocument } from '../_store/documents';
import type { PageDayDocument, PageDocument } from '../_store/documents/pages';
import { creditsOf, type ReleaseCredited, ranksOf } from './credits';
import { payDividends } from './dividends';
import { addVolume, release } from './release';

export interface OnePageInput {
  readonly page: PageDocument;
  /** What waited for this page on this day, in the order of the settlements. */
  readonly items: readonly InboxDocument[];
  readonly day: string;
  readonly atMs: number;
  readonly dividend: { readonly plan: DividendPlan; readonly day: DividendDay } | null;
  readonly release: ReleasePlan | null;
  /** Changed in place: what crosses to the page before. */
  readonly carry: ReleaseCarry;
  /** The number of the newest page: a split makes the next ones. */
  readonly made: number;
  readonly bounds?: Bounds;
}

export interface ReleaseSums extends Readonly<ReleaseCredited> {
  readonly remainingCents: number;
  readonly quotaFen: number;
}

export interface OnePageResult {
  /** The page, followed by those that split off it, in pre-order. */
  readonly pages: readonly PageDocument[];
  readonly pageDay: PageDayDocument;
  /** Sums of this page. */
  readonly release: ReleaseSums;
  readonly dividends: DividendSums;
  /** Members whose document is to name another page. */
  readonly moves: Readonly<Record<string, readonly string[]>>;
}

/**
 * One page of a daily close, in the order of rules §3 and §4: who joined is inserted right behind the referrer; changes
 * of reversals; dividends by quota and weight as they stood; the release with its bonuses; then what this day's orders
 * granted, which takes part from tomorrow. Pure but for the carry. The page stays in columns from end to end.
 */
export function closeOnePage(input: OnePageInput): OnePageResult {
  const { page, items, day, dividend } = input;
  invariant(page.day < day, `page ${page._id} was closed for ${page.day} before`);
  const columns = columnsOf(page);
  const joins = items.filter((item): item is GrantDocument => item.kind === 'join');
  insertJoins(columns, joins);
  const today = mergeToday(page._id, columns, items);
  const dividends = dividend && payDividends(columns, dividend.day, dividend.plan);
  addVolume(columns, today);
  const released = input.release && release(columns, today, input.carry, input.release);
  const { credits, sums } = creditsOf(columns, dividends, released);
  const ranks = ranksOf(columns);
  joinToday(columns, today);
  return {
    ...parted(input, columns, joins),
    pageDay: { _id: `${day}:${page._id}`, day, pageId: page._id, atMs: input.atMs, credits, ranks },
    release: { ...sums, remainingCents: sumOf(columns.remaining), quotaFen: sumOf(columns.quota) },
    dividends: dividends?.sums ?? NO_DIVIDENDS,
  };
}

const sumOf = (figures: readonly number[]): number => figures.reduce((sum, figure) => sum + figure, 0);

/** The page's documents after its close, and which members are to learn a new one. */
function parted(
  { page, day, made, bounds = BOUNDS }: OnePageInput,
  columns: Columns,
  joins: readonly GrantDocument[],
): Pick<OnePageResult, 'pages' | 'moves'> {
  const joined = new Set(joins.map(({ memberId }) => memberId));
  const moves: Record<string, string[]> = {};
  const parts = split(columns, bounds);
  const ids = parts.map((_part, nth) => (nth === 0 ? page._id : `p${made + nth}`));
  const pages = parts.map((part, nth): PageDocument => {
    const pageId = ids[nth]!;
    const moved = nth > 0 ? part.members : part.members.filter((memberId) => joined.has(memberId));
    if (moved.length > 0) moves[pageId] = moved;
    const splits = ids.slice(1).map((one) => ({ pageId: one, day }));
    return nth === 0
      ? { ...page, ...part, day, splits: [...page.splits, ...splits] }
      : { _id: pageId, ...part, day, splits: [], cameFrom: { pageId: page._id, untilDay: day } };
  });
  return { pages, moves };
}
