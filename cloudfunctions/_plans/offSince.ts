import type { ClearedFeature } from '@shared/contract';
import { addDays, type BusinessDay } from '@shared/kernel';
import { _, aggregate } from '../_platform/cloud';
import { clearances } from '../_store/collections';

/** The day since which a feature is off. */
export type OffSince = (feature: ClearedFeature) => string | null;

/**
 * Since when features are off: behind the end of their last clearance; null where they never had one, or have been
 * withdrawn. One request for all of them, and none where nothing is off.
 */
export async function offSince(paused: readonly ClearedFeature[], today: string): Promise<OffSince> {
  if (paused.length === 0) return () => null;
  const rows = await clearances.aggregate((pipeline) =>
    pipeline
      .match({ feature: _.in([...paused]) })
      .group({ _id: '$feature', last: aggregate.max('$validToDay') })
      .limit(paused.length),
  );
  const last = new Map(rows.map((row) => [row._id as string, row.last as string]));
  return (feature) => {
    const day = last.get(feature);
    return day !== undefined && day < today ? addDays(day as BusinessDay, 1) : null;
  };
}
