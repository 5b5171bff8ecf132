import { _ } from '../_platform/cloud';
import { editions, series } from '../_store/collections';

/** How many editions of a series nobody has taken, counted by the database. */
export const freeOf = (seriesId: string): Promise<number> => editions.count({ seriesId, state: 'free' });

/**
 * Writes down how many are left of a series, for lists, after one was taken. It never rises: whoever counted earlier and
 * comes late changes nothing, and no taking waits for another's.
 */
export async function noteLeft(seriesId: string): Promise<void> {
  const left = await freeOf(seriesId);
  await series.changeWhere({ _id: seriesId, left: _.gt(left) }, { left });
}
