import { invariant } from '@shared/kernel';
import type { DividendPlan, ReleasePlan } from '@shared/plans';
import type { Credited, DividendDay, DividendSums, ReleaseCarry } from '@shared/rules';
import { type Columns, columnsOf } from '../_books/pages/columns';
import { insertJoins } from '../_books/pages/joins';
import { packedRecord } from '../_books/pages/record';
import { BOUNDS, type Bounds, split } from '../_books/pages/split';
import { mergeToday } from '../_books/pages/today';
import type { CloseDocument, GrantDocument, InboxDocument } from '../_store/documents';
import type { PageDayDocument, PageDocument } from '../_store/documents/pages';
import { closeColumns } from './closeColumns';
import { creditsOf } from './credits';

interface OnePageInput {
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

type ReleaseSums = CloseDocument['release'];

export interface OnePageResult {
  /** The page, followed by those that split off it, in pre-order. */
  readonly pages: readonly PageDocument[];
  readonly pageDay: PageDayDocument;
  /** Sums of this page. */
  readonly release: ReleaseSums;
  readonly dividends: DividendSums | null;
  /** Members whose document is to name another page. */
  readonly moves: Readonly<Record<string, readonly string[]>>;
}

/**
 * One page of a daily close, in the order of rules §3 and §4: who joined is inserted right behind the referrer; changes
 * of reversals; dividends by quota and weight as they stood; the release with its bonuses; then what this day's orders
 * granted, which takes part from tomorrow. Pure but for the carry. Between two texts the page stays in columns.
 */
export function closeOnePage(input: OnePageInput): OnePageResult {
  const { page, items, day, dividend } = input;
  invariant(page.day < day, `page ${page._id} was closed for ${page.day} before`);
  const columns = columnsOf(page);
  const joins = items.filter((item): item is GrantDocument => item.kind === 'join');
  insertJoins(columns, joins);
  const today = mergeToday(page._id, columns, items);
  const closed = closeColumns(columns, today, {
    dividend,
    release: input.release && { plan: input.release, carry: input.carry },
  });
  const record = packedRecord(columns.members, creditsOf(closed), columns.rank);
  return {
    ...parted(input, columns, joins),
    pageDay: { _id: `${day}:${page._id}`, day, pageId: page._id, atMs: input.atMs, ...record },
    release: {
      ...creditedBy(closed.sums.release),
      remainingCents: sumOf(columns.remaining),
      quotaFen: sumOf(columns.quota),
    },
    dividends: closed.sums.dividends,
  };
}

/** The release of a page in figures that a document holds. */
const creditedBy = (credited: Credited | null): Omit<ReleaseSums, 'remainingCents' | 'quotaFen'> => ({
  staticCents: Number(credited?.static ?? 0n),
  firstGenerationCents: Number(credited?.firstGeneration ?? 0n),
  secondGenerationCents: Number(credited?.secondGeneration ?? 0n),
  teamCents: Number(credited?.team ?? 0n),
  sameRankCents: Number(credited?.sameRank ?? 0n),
});

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
  const pages = parts.map(({ members, texts }, nth): PageDocument => {
    const pageId = ids[nth]!;
    const moved = members.filter((memberId) => nth > 0 || joined.has(memberId));
    if (moved.length > 0) moves[pageId] = moved;
    const splits = ids.slice(1).map((one) => ({ pageId: one, day }));
    return nth === 0
      ? { ...page, ...texts, day, splits: [...page.splits, ...splits] }
      : { _id: pageId, ...texts, day, splits: [], cameFrom: { pageId: page._id, untilDay: day } };
  });
  return { pages, moves };
}
