import { PROVED } from '@shared/proofs';
import { _ } from '../_platform/cloud';
import { balanceDays } from '../_store/collections';
import type { Expression } from './pages/figures';

const HOLDERS = { $split: ['$holders', ','] };

/** One's own figure of each column: '' where all of a column are 0. */
const figure = (nth: number): Expression => ({
  $arrayElemAt: [{ $split: [{ $arrayElemAt: ['$columns', nth] }, ','] }, '$at'],
});

/** What a member held as a day ended, by asset. */
type HeldThen = Readonly<Record<(typeof PROVED)[number], number>>;

/**
 * What a member held as a day ended, of one of these pages; null where that is not kept (any more, or yet). One request,
 * which brings the member's own figures alone.
 */
export async function heldOnDay(day: string, memberId: string, pageIds: readonly string[]): Promise<HeldThen | null> {
  const [row] = await balanceDays.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in(pageIds.map((pageId) => `${day}:${pageId}`)) })
      .project({ columns: true, at: { $indexOfArray: [HOLDERS, memberId] } })
      .match({ at: _.gte(0) })
      .project({ _id: false, held: PROVED.map((_asset, nth) => figure(nth)) })
      .limit(1),
  );
  if (!row) return null;
  const held = row.held as readonly (string | null)[];
  return Object.fromEntries(PROVED.map((asset, nth) => [asset, Number(held[nth] ?? 0)])) as HeldThen;
}
