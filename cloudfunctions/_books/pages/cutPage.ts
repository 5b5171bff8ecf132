import type { PageDocument } from '../../_store/documents/pages';
import { columnsOf, packed } from './columns';
import { deeper, partOf } from './line';

/** A page in two, and who went to the second. */
interface Cut {
  readonly first: PageDocument;
  readonly second: PageDocument;
  readonly moved: readonly string[];
}

/** Cuts a page before a place, as one that has grown too large is split: records of before stay with the first part. */
export function cutPage(page: PageDocument, at: number, secondId: string, day: string): Cut {
  const columns = columnsOf(page);
  const [head, tail] = [partOf(columns, 0, at), partOf(columns, at, columns.members.length)];
  return {
    first: { ...page, ...packed(head), splits: [...page.splits, { pageId: secondId, day }] },
    second: {
      ...page,
      ...packed(tail),
      _id: secondId,
      splits: [],
      cameFrom: { pageId: page._id, untilDay: day },
    },
    moved: tail.members,
  };
}

/** A page whose members all stand so many generations deeper. */
export const deeperPage = (page: PageDocument, by: number): PageDocument => ({
  ...page,
  ...packed(deeper(columnsOf(page), by)),
});
