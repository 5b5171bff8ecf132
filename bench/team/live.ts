// What this bench takes from the functions: the record of a page's day.
import { packedRecord } from '../../cloudfunctions/_books/pages/record';
import type { PageDayDocument } from '../../cloudfunctions/_store/documents/pages';

/** A record of a day on which everybody of a page was credited, each out of two orders. */
export function recordOfPage(pageId: string, day: string, members: readonly string[]): PageDayDocument {
  const release = {
    staticCents: 3_600,
    firstGenerationCents: 1_800,
    secondGenerationCents: 540,
    teamCents: 12_345,
    sameRankCents: 0,
    orders: [
      ['O23456789ABCDEFGHJKLMNPQR', 900_000, 9_000, 891_000],
      ['O23456789ABCDEFGHJKLMNPQS', 900_000, 9_285, 890_715],
    ] as const,
  };
  const texts = packedRecord(
    members,
    members.map(() => ({ release })),
    members.map(() => 2),
  );
  return { _id: `${day}:${pageId}`, day, pageId, atMs: 0, ...texts };
}
