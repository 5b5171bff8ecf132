import { closes } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';

/** The newest finished close, or null. */
export async function lastClose(): Promise<CloseDocument | null> {
  const found = await closes.find({ stage: 'closed' }, { orderBy: [['_id', 'desc']], limit: 1 });
  return found[0] ?? null;
}

/** The last close as screens name it. */
export const closeShown = (close: CloseDocument | null): { day: string; balanced: boolean } | null =>
  close && { day: close._id, balanced: close.balanced === true };
