import { daysOfMember } from '../../_books/pages/days';
import { downlineOf } from '../../_books/pages/downline';
import type { Standing } from '../../_books/pages/read';
import type { PageDayDocument, PageDocument } from '../../_store/documents/pages';

/** One member of a downline on a day that was closed, in pre-order. */
export interface DayMember {
  readonly memberId: string;
  readonly generation: number;
  /** Released by the member's own orders that day. */
  readonly staticCents: number;
  readonly rank: number;
}

/** A page's record of a day; a page that split off since finds it at its origin. */
async function recordOf(page: PageDocument, day: string): Promise<PageDayDocument | undefined> {
  for await (const pageDay of daysOfMember(page, {
    sinceDay: day,
    beforeDay: `${day}~`,
    fields: { day: true, credits: true, ranks: true },
  }))
    return pageDay;
  return undefined;
}

/**
 * A member's downline as a close of the past saw it: the tree only grows, so today's pages hold that day's order; who
 * joined since released nothing then.
 */
export async function downlineOn(
  standing: Standing,
  day: string,
): Promise<{ members: readonly DayMember[]; isWhole: boolean }> {
  const downline = await downlineOf(standing);
  const records = new Map<string, PageDayDocument | undefined>();
  const members: DayMember[] = [];
  for (const { memberId, generation, page } of downline.members) {
    if (!records.has(page._id)) records.set(page._id, await recordOf(page, day));
    const record = records.get(page._id);
    members.push({
      memberId,
      generation,
      staticCents: record?.credits[memberId]?.release?.staticCents ?? 0,
      rank: record?.ranks[memberId] ?? 0,
    });
  }
  return { members, isWhole: downline.isWhole };
}
