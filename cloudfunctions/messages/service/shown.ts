import type { Said, ThreadShown } from '@shared/contract';
import { done } from '@shared/kernel';
import { saidInThreads } from '../../_store/collections';
import type { SaidDocument, ThreadDocument } from '../../_store/documents';
import { listPage, shownOf } from '../../_store/lists';

const saidShown = ({ no, by, words, pictures, about, atMs }: SaidDocument): Said => ({
  no,
  by,
  words,
  pictures: [...pictures],
  about,
  atMs,
});

/** A page of a thread, the newest first. */
export async function saidPage(
  name: string,
  threadId: string,
  asked: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const page = await listPage(saidInThreads, asked, {
    name,
    condition: { threadId },
    keys: [['no', 'desc']],
    types: ['number'],
  });
  if (!page.ok) return page;
  return done({ said: shownOf(page.value.found, saidShown), next: page.value.next });
}

/** A thread as the people of the shop see it. */
export const threadShown = (thread: ThreadDocument): ThreadShown => ({
  threadId: thread._id,
  shopName: thread.shopName,
  buyerMasked: thread.buyerMasked,
  lastWords: thread.lastWords,
  lastBy: thread.lastBy,
  lastAtMs: thread.lastAtMs,
  unread: thread.unreadOfShop,
  waitsSinceMs: thread.waitsSinceMs ?? null,
});
