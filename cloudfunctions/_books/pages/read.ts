import { pages } from '../../_store/collections';
import type { MemberDocument } from '../../_store/documents';
import type { PageDocument } from '../../_store/documents/pages';

/** Where a member stands: the page and the position in it. */
export interface Standing {
  readonly page: PageDocument;
  readonly at: number;
  /** The member's first order in the page's row of orders, and how many there are. */
  readonly firstOrder: number;
  readonly orderCount: number;
}

/** Position of a member in a page, or undefined. */
export function standingIn(page: PageDocument, memberId: string): Standing | undefined {
  const at = page.members.indexOf(memberId);
  if (at < 0) return undefined;
  let firstOrder = 0;
  for (let before = 0; before < at; before += 1) firstOrder += page.orderCount[before]!;
  return { page, at, firstOrder, orderCount: page.orderCount[at]! };
}

/** At most so many splits are followed: a member's document lags behind a split by moments only. */
const MOST_SPLITS = 20;

/** Where a member stands, or null before the first close after joining. */
export async function standingOfMember(member: Pick<MemberDocument, '_id' | 'pageId'>): Promise<Standing | null> {
  const waiting = member.pageId === null ? [] : [member.pageId];
  const seen = new Set<string>();
  while (waiting.length > 0 && seen.size < MOST_SPLITS) {
    const pageId = waiting.shift()!;
    if (seen.has(pageId)) continue;
    seen.add(pageId);
    const page = await pages.get(pageId);
    if (!page) continue;
    const found = standingIn(page, member._id);
    if (found) return found;
    waiting.push(...page.splits.map((split) => split.pageId).reverse());
  }
  return null;
}

/** What the closes credited so far: balances before what the member spent. */
export const creditedIn = (standing: Standing | null): { spendableCents: number; cashFen: number } => ({
  spendableCents: standing?.page.spendable[standing.at] ?? 0,
  cashFen: standing?.page.cash[standing.at] ?? 0,
});
