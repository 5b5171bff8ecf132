import { emptyPage } from '../_books/pages/columns';
import { DIRECTORY_ID } from '../_books/pages/downline';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { inParallel } from '../_platform/parallel';
import { directories, inbox, members, pages } from '../_store/collections';
import type { CloseDocument, InboxDocument } from '../_store/documents';
import type { DirectoryDocument } from '../_store/documents/pages';
import { goOn } from './checkpoint';

/** The directory of pages, made with one empty page when there is none. */
export async function readDirectory(): Promise<DirectoryDocument> {
  const found = await directories.get(DIRECTORY_ID);
  if (found) return found;
  await pages.add(emptyPage('p1'));
  await directories.add({ _id: DIRECTORY_ID, pages: ['p1'], made: 1 });
  return (await directories.get(DIRECTORY_ID))!;
}

/** Items that find their pages together: the more there are, the more of them share a page and its one update. */
const ITEMS_AT_ONCE = 4_000;
const ITEMS_A_REQUEST = 1_000;
/** Items that one update names. */
const IDS_A_REQUEST = 500;
/** So many updates are on their way at once: half of what the platform's smallest tier connects. */
const UPDATES_AT_ONCE = 10;

type Item = Pick<InboxDocument, '_id' | 'kind' | 'memberId' | 'referrerId'>;

/**
 * The next items that know no page yet, in the order of the index: joins alone first, referrers before those they
 * referred, so that the page of whoever joined today is known to all else.
 */
async function waitingItems(day: string): Promise<Item[]> {
  const fields = { memberId: true, referrerId: true };
  const keys = [
    ['kind', 'asc'],
    ['depth', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for (const which of [{ kind: 'join' }, {}]) {
    const found: Item[] = [];
    const walk = inbox.walk({ mergeDay: day, pageId: null, ...which }, { keys, fields, atOnce: ITEMS_A_REQUEST });
    for await (const item of walk) {
      found.push(item);
      if (found.length === ITEMS_AT_ONCE) break;
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** Where each item belongs: a page, or null when its member joined after the watermark: both wait for the next close. */
async function pagesOfItems(items: readonly Item[], lastPage: string): Promise<Map<string | null, string[]>> {
  const isJoin = ({ kind }: Item) => kind === 'join';
  const whose = items.flatMap((item) => (isJoin(item) ? (item.referrerId ?? []) : item.memberId));
  const pageOf = await pagesOfMembers(whose);
  const groups = new Map<string | null, string[]>();
  for (const item of items) {
    const isRoot = isJoin(item) && item.referrerId === null;
    const pageId = isRoot ? lastPage : (pageOf.get(isJoin(item) ? item.referrerId! : item.memberId) ?? null);
    if (isJoin(item) && pageId !== null) pageOf.set(item.memberId, pageId);
    const group = groups.get(pageId);
    if (group) group.push(item._id);
    else groups.set(pageId, [item._id]);
  }
  return groups;
}

/** The page of each member: of its document, or of its join where that is of this close. */
async function pagesOfMembers(memberIds: readonly string[]): Promise<Map<string, string>> {
  const pageOf = new Map<string, string>();
  for (const { _id, pageId } of await members.getMany(memberIds, { pageId: true })) if (pageId) pageOf.set(_id, pageId);
  const joining = memberIds.filter((memberId) => !pageOf.has(memberId)).map((memberId) => `join:${memberId}`);
  for (const { memberId, pageId } of await inbox.getMany(joining, { memberId: true, pageId: true }))
    if (pageId) pageOf.set(memberId, pageId);
  return pageOf;
}

/** Finds the page of each waiting item: that of its member, of its referrer for somebody who joins. */
export async function resolve(close: CloseDocument, hasTime: HasTime): Promise<boolean> {
  const directory = await readDirectory();
  const lastPage = directory.pages.at(-1)!;
  while (hasTime()) {
    const items = await waitingItems(close._id);
    if (items.length === 0) {
      await goOn(close, 'inbox.resolved');
      return true;
    }
    const updates: (() => Promise<unknown>)[] = [];
    for (const [pageId, ids] of await pagesOfItems(items, lastPage))
      for (let from = 0; from < ids.length; from += IDS_A_REQUEST) {
        const some = { _id: _.in(ids.slice(from, from + IDS_A_REQUEST)), mergeDay: close._id, pageId: null };
        updates.push(() => inbox.changeWhere(some, pageId === null ? { mergeDay: null } : { pageId }));
      }
    await inParallel(UPDATES_AT_ONCE, updates);
  }
  return false;
}
