import { directories, pages } from '../../_store/collections';
import type { PageDocument } from '../../_store/documents/pages';
import type { Standing } from './read';

export const DIRECTORY_ID = 'pages';

/** At most so many pages are read for one member's downline: about 40,000 members. */
const MOST_PAGES = 40;

/** One member of a downline, in pre-order. */
export interface DownlineMember {
  readonly memberId: string;
  /** 1 for a direct referee. */
  readonly generation: number;
  readonly page: PageDocument;
  readonly at: number;
}

export interface Downline {
  readonly members: readonly DownlineMember[];
  readonly count: number;
  /** False when it goes on beyond what is read at once. */
  readonly isWhole: boolean;
}

/**
 * A member's downline: in pre-order it follows the member directly and ends before the next one at the same depth.
 * As of the last close; whoever joined since is not in it yet.
 */
export async function downlineOf(standing: Standing | null): Promise<Downline> {
  if (!standing) return { members: [], count: 0, isWhole: true };
  const found: DownlineMember[] = [];
  const top = standing.page.depth[standing.at]!;
  const takeFrom = (page: PageDocument, from: number): boolean => {
    for (let at = from; at < page.members.length; at += 1) {
      const generation = page.depth[at]! - top;
      if (generation <= 0) return true;
      found.push({ memberId: page.members[at]!, generation, page, at });
    }
    return false;
  };
  if (takeFrom(standing.page, standing.at + 1)) return { members: found, count: found.length, isWhole: true };
  const order = (await directories.get(DIRECTORY_ID))?.pages ?? [];
  const following = order.slice(order.indexOf(standing.page._id) + 1);
  for (const pageId of following.slice(0, MOST_PAGES)) {
    const page = await pages.get(pageId);
    if (page && takeFrom(page, 0)) return { members: found, count: found.length, isWhole: true };
  }
  return { members: found, count: found.length, isWhole: following.length <= MOST_PAGES };
}
