import { fen, invariant, lesser, microShares, quotaFen, roomBeside } from '@shared/kernel';
import type { DividendPlan, ReleasePlan } from '@shared/plans';
import {
  closePage,
  createReleasePage,
  type DividendDay,
  type DividendSums,
  dividendLine,
  type ReleaseCarry,
  type ReleasePage,
  withDividendLine,
} from '@shared/rules';
import type { InboxDocument } from '../_store/documents';
import type { DayCredit, PageDayDocument, PageDocument } from '../_store/documents/pages';
import { columnsOf, newRow, type Row, rowsOf } from './rows';

/** A page is split when it has grown past this many members, into pages of about 1,000. */
export const SPLIT_ABOVE = 1500;
const PAGE_SIZE = 1000;
/**
 * A page is split as well when it has grown past this many bytes, into pages of about two thirds: on the wire a number
 * takes three to four times what it does here, and an answer holds 1 MB. One member's orders stay on one page.
 */
export const SPLIT_ABOVE_BYTES = 256 * 1024;

export interface OnePageInput {
  readonly page: PageDocument;
  /** Joins, settled orders and referrals of this day for this page. */
  readonly items: readonly InboxDocument[];
  readonly day: string;
  readonly atMs: number;
  readonly dividend: { readonly plan: DividendPlan; readonly day: DividendDay } | null;
  readonly release: ReleasePlan | null;
  /** Changed in place: what crosses to the page before. */
  readonly carry: ReleaseCarry;
  /** The number of the newest page: a split makes the next ones. */
  readonly made: number;
  readonly splitAbove?: number;
  readonly splitAboveBytes?: number;
}

export interface ReleaseSums {
  readonly staticCents: number;
  readonly firstGenerationCents: number;
  readonly secondGenerationCents: number;
  readonly teamCents: number;
  readonly sameRankCents: number;
  readonly remainingCents: number;
  readonly quotaFen: number;
}

export interface OnePageResult {
  /** The page, followed by those that split off it, in pre-order. */
  readonly pages: readonly PageDocument[];
  readonly pageDay: PageDayDocument;
  readonly release: ReleaseSums;
  readonly addDividends: (sums: DividendSums) => DividendSums;
  /** Members whose document is to name another page. */
  readonly moves: Readonly<Record<string, readonly string[]>>;
}

/**
 * One page of a daily close, in the order of rules §3 and §4: who joined is inserted right behind the referrer; dividends
 * by quota and weight as they stood; the release with its bonuses; then what this day's orders granted, which takes part
 * from tomorrow. Pure but for the carry.
 */
export function closeOnePage(input: OnePageInput): OnePageResult {
  const { page, items, day } = input;
  invariant(page.day < day, `page ${page._id} was closed for ${page.day} before`);
  const rows = rowsOf(page);
  insertJoins(rows, items);
  const at = new Map(rows.map((row, index) => [row.id, index]));
  const rowOf = (memberId: string): Row => {
    const index = at.get(memberId);
    invariant(index !== undefined, `page ${page._id} does not hold member ${memberId}`);
    return rows[index]!;
  };
  const credits = new Map<string, { dividend?: DayCredit['dividend']; release?: DayCredit['release'] }>();
  const addDividends = payDividends(rows, input.dividend, credits);
  const volumes = volumesOf(items);
  for (const [memberId, { cash, points }] of volumes) {
    const row = rowOf(memberId);
    row.ownVolume += lesser(fen(cash), roomBeside(fen(row.ownVolume)));
    row.ownPoints += points;
  }
  const credited = input.release ? release(rows, volumes, input.carry, input.release, credits) : NO_RELEASE;
  for (const item of items) if (item.kind !== 'join') grant(rowOf(item.memberId), item);
  return {
    ...splitRows(page, rows, input),
    pageDay: {
      _id: `${day}:${page._id}`,
      day,
      pageId: page._id,
      atMs: input.atMs,
      credits: Object.fromEntries(credits),
      ranks: Object.fromEntries(rows.filter(({ rank }) => rank > 0).map(({ id, rank }) => [id, rank])),
    },
    release: {
      ...credited,
      remainingCents: rows.reduce((sum, row) => sum + row.orders.reduce((rest, one) => rest + one.remaining, 0), 0),
      quotaFen: rows.reduce((sum, row) => sum + row.quota, 0),
    },
    addDividends,
  };
}

const NO_RELEASE = {
  staticCents: 0,
  firstGenerationCents: 0,
  secondGenerationCents: 0,
  teamCents: 0,
  sameRankCents: 0,
} as const;

/** Referrers before those they referred: by depth, then by time. A root goes to the end of all. */
function insertJoins(rows: Row[], items: readonly InboxDocument[]): void {
  const joins = items
    .filter(({ kind }) => kind === 'join')
    .sort((a, b) => a.depth - b.depth || a.atMs - b.atMs || (a._id < b._id ? -1 : 1));
  for (const join of joins) {
    const row = newRow(join.memberId, join.depth);
    if (join.referrerId === null) rows.push(row);
    else {
      const referrer = rows.findIndex(({ id }) => id === join.referrerId);
      invariant(referrer >= 0, `the referrer of ${join.memberId} is on another page`);
      rows.splice(referrer + 1, 0, row);
    }
  }
}

function payDividends(
  rows: readonly Row[],
  dividend: OnePageInput['dividend'],
  credits: Map<string, { dividend?: DayCredit['dividend'] }>,
): (sums: DividendSums) => DividendSums {
  if (!dividend) return (sums) => sums;
  const lines = rows.map((row) => {
    const state = { quota: quotaFen(row.quota), weight: microShares(row.weight), cash: fen(row.cash) };
    const line = dividendLine(state, dividend.day, dividend.plan);
    const paid = line.paidProportional + line.paidTier;
    if (paid > 0) {
      credits.set(row.id, {
        dividend: {
          weightMicroShares: row.weight,
          quotaBeforeFen: row.quota,
          tier: line.tier,
          proportionalDueFen: line.proportionalDue,
          tierDueFen: line.tierDue,
          proportionalFen: line.paidProportional,
          tierFen: line.paidTier,
        },
      });
      row.quota -= paid;
      row.cash += paid;
    }
    return line;
  });
  return (sums) => lines.reduce(withDividendLine, sums);
}

function volumesOf(items: readonly InboxDocument[]): Map<string, { cash: number; points: number }> {
  const volumes = new Map<string, { cash: number; points: number }>();
  for (const { memberId, volumeFen, pointsVolumeCents } of items) {
    if (volumeFen === 0 && pointsVolumeCents === 0) continue;
    const before = volumes.get(memberId) ?? { cash: 0, points: 0 };
    volumes.set(memberId, { cash: before.cash + volumeFen, points: before.points + pointsVolumeCents });
  }
  return volumes;
}

/** The rows as the kernel's typed arrays. */
function typed(rows: readonly Row[], volumes: ReadonlyMap<string, { cash: number }>): ReleasePage {
  const page = createReleasePage(
    rows.length,
    rows.reduce((sum, row) => sum + row.orders.length, 0),
  );
  let order = 0;
  rows.forEach((row, at) => {
    page.depth[at] = row.depth;
    page.orderStart[at] = order;
    for (const one of row.orders) {
      page.remaining[order] = one.remaining;
      page.daily[order] = one.daily;
      order += 1;
    }
    page.balance[at] = row.spendable;
    page.volumeToday[at] = volumes.get(row.id)?.cash ?? 0;
    page.ownVolume[at] = row.ownVolume;
    page.teamVolume[at] = row.teamVolume;
    page.handRank[at] = row.handRank;
  });
  page.orderStart[rows.length] = order;
  return page;
}

function release(
  rows: readonly Row[],
  volumes: ReadonlyMap<string, { cash: number; points: number }>,
  carry: ReleaseCarry,
  plan: ReleasePlan,
  credits: Map<string, { release?: DayCredit['release'] }>,
): Omit<ReleaseSums, 'remainingCents' | 'quotaFen'> {
  const page = typed(rows, volumes);
  closePage(page, carry, plan);
  const sums = { ...NO_RELEASE } as { -readonly [K in keyof typeof NO_RELEASE]: number };
  rows.forEach((row, at) => {
    row.teamVolume = page.teamVolume[at]!;
    row.rank = page.rank[at]!;
    if (page.balance[at] === row.spendable) return;
    row.spendable = page.balance[at]!;
    const line = {
      staticCents: page.static[at]!,
      firstGenerationCents: page.firstGeneration[at]!,
      secondGenerationCents: page.secondGeneration[at]!,
      teamCents: page.team[at]!,
      sameRankCents: page.sameRank[at]!,
    };
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += line[key];
    credits.set(row.id, {
      ...credits.get(row.id),
      release: { ...line, orders: falls(row, page, at, line.staticCents) },
    });
  });
  return sums;
}

/** How far each order's remaining points fell, and which part of it was its own release of the day. */
function falls(
  row: Row,
  page: ReleasePage,
  at: number,
  staticCents: number,
): NonNullable<DayCredit['release']>['orders'] {
  let staticLeft = staticCents;
  const from = page.orderStart[at]!;
  return row.orders.flatMap((order, offset) => {
    const before = order.remaining;
    const after = page.remaining[from + offset]!;
    const released = Math.min(before, order.daily, staticLeft);
    staticLeft -= released;
    order.remaining = after;
    return after === before ? [] : [[order.id, before, released, after] as const];
  });
}

/** What an order of this day gave: it takes part from tomorrow's close. Cut to what fits below 2^53 (rules §5). */
function grant(row: Row, item: InboxDocument): void {
  const quota = lesser(quotaFen(item.quotaFen), roomBeside(quotaFen(Math.max(row.quota, row.quotaGiven))));
  row.quota += quota;
  row.quotaGiven += quota;
  row.weight += lesser(microShares(item.weightMicroShares), roomBeside(microShares(row.weight)));
  if (item.grantedReleaseCents > 0)
    row.orders.push({ id: item.orderId!, remaining: item.grantedReleaseCents, daily: item.dailyReleaseCents });
}

/** Bytes that a row adds to its page, about. */
const bytesOf = ({ id, orders, ...figures }: Row): number =>
  id.length + 3 + JSON.stringify(Object.values(figures)).length + JSON.stringify(orders.map(Object.values)).length;

/** A page's rows as they stand, or in parts of even size where they are too many or too large for one page. */
function partsOf(rows: readonly Row[], splitAbove: number, splitAboveBytes: number): Row[][] {
  const sizes = rows.map(bytesOf);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  const byMembers = rows.length > splitAbove ? Math.ceil(rows.length / Math.min(PAGE_SIZE, splitAbove)) : 1;
  const byBytes = bytes > splitAboveBytes ? Math.ceil((bytes * 3) / (splitAboveBytes * 2)) : 1;
  const most = {
    rows: Math.ceil(rows.length / byMembers),
    bytes: byBytes === 1 ? Infinity : Math.ceil(bytes / byBytes),
  };
  const parts: Row[][] = [[]];
  let filled = 0;
  for (const [at, row] of rows.entries()) {
    const part = parts.at(-1)!;
    const isFull = part.length > 0 && (part.length >= most.rows || filled + sizes[at]! > most.bytes);
    if (isFull) {
      parts.push([row]);
      filled = 0;
    } else part.push(row);
    filled += sizes[at]!;
  }
  return parts;
}

function splitRows(
  page: PageDocument,
  rows: readonly Row[],
  { day, items, made, splitAbove = SPLIT_ABOVE, splitAboveBytes = SPLIT_ABOVE_BYTES }: OnePageInput,
): Pick<OnePageResult, 'pages' | 'moves'> {
  const moves: Record<string, string[]> = {};
  const joined = new Set(items.filter(({ kind }) => kind === 'join').map(({ memberId }) => memberId));
  const parts = partsOf(rows, splitAbove, splitAboveBytes);
  const ids = parts.map((_part, index) => (index === 0 ? page._id : `p${made + index}`));
  const pages = parts.map((part, index): PageDocument => {
    const pageId = ids[index]!;
    const moved = part.filter(({ id }) => index > 0 || joined.has(id)).map(({ id }) => id);
    if (moved.length > 0) moves[pageId] = moved;
    return index === 0
      ? {
          ...page,
          ...columnsOf(part),
          day,
          splits: [...page.splits, ...ids.slice(1).map((one) => ({ pageId: one, day }))],
        }
      : { _id: pageId, ...columnsOf(part), day, splits: [], cameFrom: { pageId: page._id, untilDay: day } };
  });
  return { pages, moves };
}
