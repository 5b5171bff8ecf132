import { fen, microShares, quotaFen } from '@shared/kernel';
import { type DividendPlan, dividendSchema, type ReleasePlan, releaseSchema } from '@shared/plans';
import {
  addStandings,
  closePage,
  createCarry,
  createReleasePage,
  type DividendDay,
  dividendLine,
  freezeDividendDay,
  type ReleaseCarry,
  type ReleasePage,
  standingOf,
} from '@shared/rules';
import { presets } from '../../config/plans';
import { median, timeMs } from '../measure';
import { type Columns, columnsOf, type PageDocument, packed } from './live';

/** The shipped plans that a close works by. */
const plans: { readonly dividend: DividendPlan; readonly release: ReleasePlan } = {
  dividend: dividendSchema.parse(presets.cyclic.plan),
  release: releaseSchema.parse(presets.release.plan),
};

function* standingsOf(page: PageDocument) {
  const { quota, weight } = columnsOf(page);
  for (let at = 0; at < quota.length; at += 1) yield { quota: quotaFen(quota[at]!), weight: microShares(weight[at]!) };
}

/** The dividends of a day with so much turnover, frozen over all pages. */
export function dividendDayOver(pages: Iterable<PageDocument>, turnoverFen: number): DividendDay {
  let standing = standingOf([], plans.dividend);
  for (const page of pages) standing = addStandings(standing, standingOf(standingsOf(page), plans.dividend));
  return freezeDividendDay(fen(turnoverFen), fen(0), standing, plans.dividend);
}

/** A page's columns as the arrays of the release pass. */
function arraysOf(page: Columns): ReleasePage {
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
function kernelOf(page: Columns, day: DividendDay, carry: ReleaseCarry): number {
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

/** What a page costs by the rules and by JSON with its packed columns alone, ms: medians over the pages. */
export interface Least {
  readonly pages: number;
  /** Of all pages. */
  readonly bytes: number;
  readonly kernelMs: number;
  readonly parseMs: number;
  readonly stringifyMs: number;
}

const WARM_UP = 30;
/** Few pages are taken again and again until so many are measured. */
const MEASURED_AT_LEAST = 200;

/** Kernel and JSON of some pages, each time from the last to the first, after a few of them to warm up. */
export function leastOf(pageAt: (index: number) => PageDocument, pages: number, day: DividendDay): Least {
  const took = { kernel: [] as number[], parse: [] as number[], stringify: [] as number[] };
  let bytes = 0;
  const once = (page: PageDocument, carry: ReleaseCarry) => {
    const columns = columnsOf(page);
    let [text, parsed] = ['', columns];
    const stringify = timeMs(() => {
      text = JSON.stringify({ ...page, ...packed(columns) });
    });
    const parse = timeMs(() => {
      parsed = columnsOf(JSON.parse(text) as PageDocument);
    });
    took.stringify.push(stringify);
    took.parse.push(parse);
    took.kernel.push(timeMs(() => void kernelOf(parsed, day, carry)));
    return Buffer.byteLength(text);
  };
  for (let warm = 0; warm < WARM_UP; warm += 1) once(pageAt(warm % pages), createCarry());
  for (const figures of Object.values(took)) figures.length = 0;
  while (took.kernel.length < MEASURED_AT_LEAST) {
    const carry = createCarry();
    bytes = 0;
    for (let at = pages - 1; at >= 0; at -= 1) bytes += once(pageAt(at), carry);
  }
  return {
    pages,
    bytes,
    kernelMs: median(took.kernel),
    parseMs: median(took.parse),
    stringifyMs: median(took.stringify),
  };
}
