import { fen, microShares, quotaFen } from '@shared/kernel';
import { type DividendPlan, dividendSchema, type ReleasePlan, releaseSchema } from '@shared/plans';
import {
  addStandings,
  closePage,
  createReleasePage,
  type DividendDay,
  dividendLine,
  freezeDividendDay,
  type ReleaseCarry,
  type ReleasePage,
  standingOf,
} from '@shared/rules';
import { presets } from '../../config/plans';
import type { PageDocument } from './live';

/** The shipped plans that a close works by. */
export const plans: { readonly dividend: DividendPlan; readonly release: ReleasePlan } = {
  dividend: dividendSchema.parse(presets.cyclic.plan),
  release: releaseSchema.parse(presets.release.plan),
};

function* standingsOf({ quota, weight }: PageDocument) {
  for (let at = 0; at < quota.length; at += 1) yield { quota: quotaFen(quota[at]!), weight: microShares(weight[at]!) };
}

/** The dividends of a day with so much turnover, frozen over all pages. */
export function dividendDayOver(pages: Iterable<PageDocument>, turnoverFen: number): DividendDay {
  let standing = standingOf([], plans.dividend);
  for (const page of pages) standing = addStandings(standing, standingOf(standingsOf(page), plans.dividend));
  return freezeDividendDay(fen(turnoverFen), fen(0), standing, plans.dividend);
}

/** A page's columns as the arrays of the release pass. */
function arraysOf(page: PageDocument): ReleasePage {
  const arrays = createReleasePage(page.members.length, page.orders.length);
  arrays.depth.set(page.depth);
  let order = 0;
  for (let at = 0; at < page.orderCount.length; at += 1) {
    arrays.orderStart[at] = order;
    order += page.orderCount[at]!;
  }
  arrays.orderStart[page.members.length] = order;
  arrays.remaining.set(page.remaining);
  arrays.daily.set(page.daily);
  arrays.balance.set(page.spendable);
  arrays.ownVolume.set(page.ownVolume);
  arrays.teamVolume.set(page.teamVolume);
  arrays.handRank.set(page.handRank);
  return arrays;
}

/**
 * The least that closing a page can take: its columns put into arrays, the dividend line of each member and the pass of
 * the release, by the rules alone; no record of what was credited is made. @returns what it paid, so that none of it is
 * left out by the engine.
 */
export function kernelOf(page: PageDocument, day: DividendDay, carry: ReleaseCarry): number {
  let paid = 0;
  for (let at = 0; at < page.members.length; at += 1) {
    const state = {
      quota: quotaFen(page.quota[at]!),
      weight: microShares(page.weight[at]!),
      cash: fen(page.cash[at]!),
    };
    const line = dividendLine(state, day, plans.dividend);
    paid += line.paidProportional + line.paidTier;
  }
  const arrays = arraysOf(page);
  closePage(arrays, carry, plans.release);
  return paid + arrays.balance[0]!;
}

/** What pages cost by the rules and by JSON alone, ms in all. */
export interface Least {
  readonly pages: number;
  readonly bytes: number;
  readonly kernelMs: number;
  readonly parseMs: number;
  readonly stringifyMs: number;
}

/** Kernel and JSON of some pages, given from the last to the first, after a few of them to warm up. */
export function leastOf(
  pageAt: (index: number) => PageDocument,
  count: number,
  day: DividendDay,
  createCarry: () => ReleaseCarry,
): Least {
  const sums = { kernelMs: 0, parseMs: 0, stringifyMs: 0, bytes: 0 };
  const once = (page: PageDocument, carry: ReleaseCarry) => {
    const written = performance.now();
    const text = JSON.stringify(page);
    const read = performance.now();
    const parsed = JSON.parse(text) as PageDocument;
    const worked = performance.now();
    kernelOf(parsed, day, carry);
    sums.kernelMs += performance.now() - worked;
    sums.parseMs += worked - read;
    sums.stringifyMs += read - written;
    sums.bytes += Buffer.byteLength(text);
  };
  for (let warm = 0; warm < WARM_UP; warm += 1) once(pageAt(warm % count), createCarry());
  Object.assign(sums, { kernelMs: 0, parseMs: 0, stringifyMs: 0, bytes: 0 });
  const carry = createCarry();
  for (let at = count - 1; at >= 0; at -= 1) once(pageAt(at), carry);
  return { pages: count, ...sums };
}

const WARM_UP = 30;
