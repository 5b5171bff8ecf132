import { _ } from '../../_platform/cloud';
import { pageDays, pages } from '../../_store/collections';
import type { PageDayDocument, PageDocument } from '../../_store/documents/pages';

/** Days of one page read at a time: with one member's credits alone each is small. */
const DAYS_AT_ONCE = 60;

export interface WhichDays {
  /** This day and later. */
  readonly sinceDay?: string;
  /** Before this day. */
  readonly beforeDay?: string;
  /** What to read of each: name the member's own credits, or a day of a full page is large. */
  readonly fields: Record<string, unknown>;
}

/**
 * The closes' records that hold a member of this page, newest first. A page that split off another continues there for
 * the days before, so the whole of a member's history is found without an index over members.
 */
export async function* daysOfMember(page: PageDocument, which: WhichDays): AsyncGenerator<PageDayDocument> {
  let from: PageDocument | null = page;
  let beforeDay = which.beforeDay ?? '9999';
  while (from) {
    const days = pageDays.walk(
      { pageId: from._id, day: _.and(_.lt(beforeDay), _.gte(which.sinceDay ?? '')) as never },
      { keys: [['day', 'desc']], fields: which.fields, atOnce: DAYS_AT_ONCE },
    );
    for await (const pageDay of days) {
      beforeDay = pageDay.day;
      yield pageDay;
    }
    const origin: PageDocument['cameFrom'] = from.cameFrom;
    if (!origin || origin.untilDay < (which.sinceDay ?? '')) return;
    if (origin.untilDay < beforeDay) beforeDay = nextDayText(origin.untilDay);
    from = await pages.get(origin.pageId);
  }
}

/** A text that sorts right behind a day: "before" it includes the day itself. */
const nextDayText = (day: string): string => `${day}~`;
