import { invariant } from '@shared/kernel';
import type { GrantDocument } from '../../_store/documents';
import { type Columns, FIGURES, figureOfNewcomer } from './columns';

/** Referrers before those they referred: by depth as of the joining, then by time. */
const inOrder = (joins: readonly GrantDocument[]): GrantDocument[] =>
  [...joins].sort((a, b) => a.depth - b.depth || a.atMs - b.atMs || (a._id < b._id ? -1 : 1));

/**
 * Puts those who joined into a page: each right behind the referrer, so that nothing else moves; somebody without a
 * referrer behind all others. The places are found first, then every column is laid out once.
 */
export function insertJoins(columns: Columns, items: readonly GrantDocument[]): void {
  if (items.length === 0) return;
  const joins = inOrder(items);
  const held = columns.members.length;
  const size = held + joins.length;
  const placeOf = new Map(columns.members.map((memberId, place) => [memberId, place]));
  // One below the referrer as that one stands now: the line may have moved since the member joined.
  const depths = columns.depth.slice();
  const next = new Int32Array(size).fill(-1);
  for (let place = 0; place + 1 < held; place += 1) next[place] = place + 1;
  let first = held > 0 ? 0 : -1;
  let last = held - 1;
  joins.forEach(({ memberId, referrerId }, nth) => {
    const place = held + nth;
    const before = referrerId === null ? last : placeOf.get(referrerId);
    invariant(before !== undefined, `the referrer of ${memberId} is on another page`);
    if (before < 0) first = place;
    else {
      next[place] = next[before]!;
      next[before] = place;
    }
    depths.push(referrerId === null ? 0 : depths[before]! + 1);
    if (before === last) last = place;
    placeOf.set(memberId, place);
  });
  const order = new Int32Array(size);
  for (let at = 0, place = first; place >= 0; at += 1, place = next[place]!) order[at] = place;
  layOut(columns, joins, depths, order);
}

/** A newcomer holds no orders: the row of orders stays as it is. */
function layOut(columns: Columns, joins: readonly GrantDocument[], depths: readonly number[], order: Int32Array): void {
  const held = columns.members.length;
  const { members } = columns;
  columns.members = Array.from(order, (place) => members[place] ?? joins[place - held]!.memberId);
  for (const figure of FIGURES) {
    const column = columns[figure];
    columns[figure] = Array.from(order, (place) =>
      place < held ? column[place]! : figureOfNewcomer(figure, depths[place]!),
    );
  }
}
