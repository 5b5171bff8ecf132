import { type Columns, columnsOf, FIGURES, type Figure } from '../_books/pages/columns';
import type { PageDocument } from '../_store/documents/pages';

/**
 * A page as it was stored before version 3 of the data: columns as lists, or as texts without what follows from the
 * rest, and without what is owed where nothing ever was. Used-up orders may still be among its orders.
 */
export type ListedPage = Pick<PageDocument, '_id' | 'day' | 'splits' | 'cameFrom'> &
  Partial<Record<keyof Columns, string | readonly (string | number)[]>> &
  Partial<Pick<PageDocument, 'held' | 'downline' | 'lows'>>;

/** Whether a page has the form of today. */
export const isPacked = (page: ListedPage): boolean =>
  typeof page.members === 'string' &&
  page.held !== undefined &&
  page.lows !== undefined &&
  FIGURES.every((figure) => typeof page[figure] === 'string');

/** The columns of a page in either form. Throws Invariant where a column is no list of numbers. */
export function columnsOfEither(page: ListedPage): Columns {
  if (isPacked(page)) return columnsOf(page as PageDocument);
  const texts = { ...page } as Record<string, unknown>;
  for (const name of ['members', 'orders', 'remaining', 'daily', ...FIGURES] as const) {
    const column = page[name];
    if (Array.isArray(column)) texts[name] = column.join(',');
  }
  const members = String(texts.members);
  const nothing = members === '' ? '' : members.replace(/[^,]+/g, '0');
  for (const figure of FIGURES satisfies readonly Figure[]) texts[figure] ??= nothing;
  return columnsOf(texts as unknown as PageDocument);
}
