import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Collection, Stored } from '../_platform/collection';
import { inParallel } from '../_platform/parallel';
import { variable } from '../_platform/variables';
import type { MigrationPlace } from '../_store/documents/platform';

/** One walk over a collection, by id. */
export interface Pass {
  readonly collection: Collection<Stored>;
  /** What of each document is read: little, so that a batch is one answer. */
  readonly fields: Readonly<Record<string, boolean>>;
  /**
   * Brings documents up to date, as they were read. Done before, or half done, it does what is left: a batch that was
   * killed is done again. Only what is older is written.
   */
  change(found: readonly never[]): Promise<void>;
}

/** A pass over documents of one kind. */
export const pass = <T extends Stored>(
  collection: Collection<T>,
  fields: Pass['fields'],
  change: (found: readonly T[]) => Promise<void>,
): Pass => ({ collection, fields, change: change as Pass['change'] });

/** The way from one version of the data to the next. */
export interface Step {
  /** The version that it makes. */
  readonly to: number;
  /** What it does, in one word for the log. */
  readonly name: string;
  /** What it walks over, in order. Made anew by each invocation; what it does for that may be repeated. */
  passes(): Promise<readonly Pass[]>;
}

/** Documents at once: a kill costs no more than one such batch, done twice. */
const BATCH = Number(variable('MIGRATION_BATCH') ?? 50);
const SIDE_BY_SIDE = 4;

/** Does some work for each of a batch, a few at a time. */
export const forEach = <T>(found: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> =>
  inParallel(
    SIDE_BY_SIDE,
    found.map((one) => () => work(one)),
  );

/**
 * Walks on from a place until the end or until the time is up, but one batch at least; `keep` is awaited behind each
 * batch. @returns where it stopped, null when all is done.
 */
export async function walk(
  passes: readonly Pass[],
  from: MigrationPlace,
  hasTime: HasTime,
  keep: (place: MigrationPlace) => Promise<void>,
): Promise<MigrationPlace | null> {
  let place = from;
  while (place.pass < passes.length) {
    const { collection, fields, change } = passes[place.pass]!;
    const after = place.after === null ? undefined : [place.after];
    const { found, next } = await collection.page({}, { keys: [['_id', 'asc']], after, fields, limit: BATCH });
    await change(found as never[]);
    place = next ? { pass: place.pass, after: String(next[0]) } : { pass: place.pass + 1, after: null };
    await keep(place);
    if (place.pass < passes.length && !hasTime()) return place;
  }
  return null;
}

/** Documents that lie behind a place. */
export async function remainingOf(passes: readonly Pass[], place: MigrationPlace): Promise<number> {
  const counts = await Promise.all(
    passes
      .slice(place.pass)
      .map(({ collection }, at) =>
        collection.count(at === 0 && place.after !== null ? { _id: _.gt(place.after) } : {}),
      ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
