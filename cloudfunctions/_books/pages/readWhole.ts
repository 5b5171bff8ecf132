import type { Collection, Stored } from '../../_platform/collection';
import { isTooLarge } from '../../_platform/tooLarge';
import { pageDays, pages } from '../../_store/collections';
import type { DayCredit, PageDayDocument, PageDocument } from '../../_store/documents/pages';
import { idsOf } from './texts';

// An answer holds 1 MB. A page within its bounds fits; the page of one member with thousands of orders, and the record of
// a day on which all of them paid, may not.

/** Columns of the orders: each alone is read where a page is larger than an answer. */
const LARGE = ['orders', 'remaining', 'daily'] as const;

/** So much of one text is read at once where the whole is larger than an answer. Texts are plain letters and digits. */
const TEXT_AT_ONCE = 512 * 1024;

/** One text of a document, in parts. */
async function readText(
  collection: Pick<Collection<Stored>, 'aggregate'>,
  _id: string,
  field: string,
): Promise<string> {
  let text = '';
  for (let part = null as string | null; part === null || part.length === TEXT_AT_ONCE; text += part) {
    const piece = { $substrBytes: [`$${field}`, text.length, TEXT_AT_ONCE] };
    const [row] = await collection.aggregate((pipeline) => pipeline.match({ _id }).project({ piece }).limit(1));
    part = String(row?.piece ?? '');
  }
  return text;
}

/** One column, as it is stored. */
async function readColumn(pageId: string, name: (typeof LARGE)[number]): Promise<Partial<PageDocument>> {
  try {
    return (await pages.getFields(pageId, { [name]: true })) ?? {};
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return { [name]: await readText(pages, pageId, name) };
  }
}

/** A page, in parts where it is larger than an answer. Only the close writes pages: the parts are of one state. */
export async function readPage(pageId: string): Promise<PageDocument | null> {
  try {
    return await pages.get(pageId);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  const parts = [
    await pages.getFields(pageId, Object.fromEntries(LARGE.map((name) => [name, false]))),
    ...(await Promise.all(LARGE.map((name) => readColumn(pageId, name)))),
  ];
  return Object.assign({}, ...parts) as PageDocument;
}

/** The record of a page's day, in parts where it is larger than an answer. It is written once. */
export async function readPageDay(pageDayId: string, pageId: string): Promise<PageDayDocument | null> {
  try {
    return await pageDays.get(pageDayId);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  const bare = (await pageDays.getFields(pageDayId, { credits: false })) as Omit<PageDayDocument, 'credits'>;
  if (bare.members !== undefined) return { ...bare, credits: await readText(pageDays, pageDayId, 'credits') };
  const credits: Record<string, DayCredit> = {};
  for (const pageNow of await pagesOf(pageId, bare.day)) {
    const members = (await pages.getFields(pageNow, { members: true }))?.members ?? '';
    await readCredits(pageDayId, idsOf(members), credits);
  }
  return { ...bare, credits };
}

/** The page and those that split off it on that day or later: together they hold whoever was on it. */
async function pagesOf(pageId: string, day: string): Promise<string[]> {
  const found = [pageId];
  for (let at = 0; at < found.length; at += 1)
    for (const split of (await pages.getFields(found[at]!, { splits: true }))?.splits ?? [])
      if (split.day >= day) found.push(split.pageId);
  return found;
}

/** Members' credits in a record of before, by halves until each answer fits. */
async function readCredits(
  pageDayId: string,
  members: readonly string[],
  credits: Record<string, DayCredit>,
): Promise<void> {
  if (members.length === 0) return;
  try {
    const fields = Object.fromEntries(members.map((memberId) => [`credits.${memberId}`, true]));
    Object.assign(credits, (await pageDays.getFields(pageDayId, fields))?.credits);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    if (members.length === 1) return readLarge(pageDayId, members[0]!, credits);
    const half = members.length >> 1;
    await readCredits(pageDayId, members.slice(0, half), credits);
    await readCredits(pageDayId, members.slice(half), credits);
  }
}

/** So many of one member's orders fit into an answer, each of four values. */
const ORDERS_AT_ONCE = 5_000;

/** One member's credit with more orders than an answer holds. */
async function readLarge(pageDayId: string, memberId: string, credits: Record<string, DayCredit>): Promise<void> {
  const path = `credits.${memberId}`;
  const bare = await pageDays.getFields(pageDayId, { [`${path}.release.orders`]: false, ranks: false });
  const orders: NonNullable<DayCredit['release']>['orders'][number][] = [];
  for (let from = 0; ; from += ORDERS_AT_ONCE) {
    const [row] = await pageDays.aggregate((pipeline) =>
      pipeline
        .match({ _id: pageDayId })
        .project({ part: { $slice: [`$${path}.release.orders`, from, ORDERS_AT_ONCE] } })
        .limit(1),
    );
    const part = (row?.part ?? []) as typeof orders;
    orders.push(...part);
    if (part.length < ORDERS_AT_ONCE) break;
  }
  const { dividend, release } = (bare!.credits as Record<string, DayCredit>)[memberId]!;
  credits[memberId] = { ...(dividend ? { dividend } : {}), release: { ...release!, orders } };
}
