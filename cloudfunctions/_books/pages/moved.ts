import { _ } from '../../_platform/cloud';
import { directories, referrerChanges } from '../../_store/collections';
import type { ReferrerChangeDocument } from '../../_store/documents';
import { DIRECTORY_ID } from './downline';
import { type PagesThen, pagesBefore } from './movedLines';

const inTime = ({ movedDay, day, atMs, _id }: ReferrerChangeDocument): string =>
  [movedDay, day, String(atMs).padStart(16, '0'), _id].join(' ');

/** Referrers that closes bound on a day or later, in the order in which they did. */
export async function movedSince(day: string): Promise<ReferrerChangeDocument[]> {
  const keys = [
    ['movedDay', 'asc'],
    ['_id', 'asc'],
  ] as const;
  const found: ReferrerChangeDocument[] = [];
  for await (const one of referrerChanges.walk({ state: 'moved', movedDay: _.gte(day) }, { keys })) found.push(one);
  return found.sort((a, b) => (inTime(a) < inTime(b) ? -1 : 1));
}

/** The pages as the close of a day saw them; null where they stand as they did. */
export async function pagesOn(day: string): Promise<PagesThen | null> {
  const lines = (await movedSince(day)).flatMap(({ line }) => line ?? []);
  if (lines.length === 0) return null;
  const directory = await directories.get(DIRECTORY_ID);
  return pagesBefore(directory?.pages ?? [], lines);
}
