import { endIn, lowsNear, readPages, SIZE, type Sized, sizeOf } from './downline';
import type { MemberFigures } from './read';

/** So many pages are looked at for the end of a line by one request: a few figures of each come back. */
const PAGES_AT_ONCE = 100;

/** A member and the whole downline: one run of the pre-order, over as many pages as it takes. */
export interface Run {
  /** The pages it stands on, in order. */
  readonly pageIds: readonly string[];
  /** The member's place in the first of them. */
  readonly from: number;
  /** The place behind its last one in the last of them, and how many stand on that page. */
  readonly upTo: number;
  readonly lastSize: number;
}

interface PageEnd extends Sized {
  readonly _id: string;
  readonly lows: string;
}

/**
 * Where a member's line stands, however long it is: `directory` names all pages in pre-order. One request for every
 * hundred pages that it goes on over, none where it ends in the member's own.
 */
export async function runOf(figures: MemberFigures, directory: readonly string[]): Promise<Run> {
  const { pageId, at, size, depth, downlineInPage } = figures;
  if (downlineInPage >= 0) return { pageIds: [pageId], from: at, upTo: at + 1 + downlineInPage, lastSize: size };
  let run: Run = { pageIds: [pageId], from: at, upTo: size, lastSize: size };
  const stage = { ...SIZE, lows: lowsNear(depth) };
  for (let next = directory.indexOf(pageId) + 1; next < directory.length; next += PAGES_AT_ONCE)
    for (const page of await readPages<PageEnd>(directory.slice(next, next + PAGES_AT_ONCE), stage)) {
      const end = endIn(page, depth);
      if (end === 0) return run;
      const lastSize = sizeOf(page);
      run = { ...run, pageIds: [...run.pageIds, page._id], upTo: end < 0 ? lastSize : end, lastSize };
      if (end > 0) return run;
    }
  return run;
}

/** Whether somebody stands within a line, its own member included. */
export function isWithin({ pageIds, from, upTo }: Run, { pageId, at }: MemberFigures): boolean {
  const nth = pageIds.indexOf(pageId);
  if (nth < 0 || (nth === 0 && at < from)) return false;
  return nth < pageIds.length - 1 || at < upTo;
}
