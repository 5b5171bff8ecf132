import { _ } from '../_platform/cloud';
import { members } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';

/** Members that one update names. */
const AT_ONCE = 500;

/** Members' documents learn their new page. Said again it changes nothing. */
export async function tellMoves({ moves }: Pick<CloseDocument, 'moves'>): Promise<void> {
  for (const [pageId, moved] of Object.entries(moves))
    for (let from = 0; from < moved.length; from += AT_ONCE)
      await members.changeWhere({ _id: _.in(moved.slice(from, from + AT_ONCE)) }, { pageId });
}
