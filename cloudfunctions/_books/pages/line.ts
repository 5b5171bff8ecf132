import { type Columns, cut, FIGURES, noColumns } from './columns';

/** Where a member's line ends in columns: the place behind the last of the downline, or the columns' end. */
function endOfLine({ depth }: Pick<Columns, 'depth'>, at: number): number {
  let end = at + 1;
  while (end < depth.length && depth[end]! > depth[at]!) end += 1;
  return end;
}

/** How many release orders stand before a place. */
const ordersBefore = ({ orderCount }: Columns, at: number): number =>
  orderCount.slice(0, at).reduce((sum, count) => sum + count, 0);

/** The members from one place up to, not including, another, with their orders. */
export const partOf = (columns: Columns, from: number, to: number): Columns =>
  cut(columns, from, to, ordersBefore(columns, from));

/** Every member so many generations deeper; less deep where it is negative. */
export const deeper = (columns: Columns, by: number): Columns => ({
  ...columns,
  depth: columns.depth.map((depth) => depth + by),
});

function joined(parts: readonly Columns[]): Columns {
  const whole = noColumns();
  for (const name of [...FIGURES, 'members', 'orders', 'remaining', 'daily'] as const)
    Object.assign(whole, { [name]: parts.flatMap((part) => part[name] as (string | number)[]) });
  return whole;
}

/**
 * Moves a member with the whole downline right behind another referrer, in columns that hold everybody: what the close
 * does page by page (dailyClose/referrers). Null where one of both is not there, or the referrer is of that very line.
 */
export function moveLine(columns: Columns, memberId: string, referrerId: string): Columns | null {
  const [at, to] = [columns.members.indexOf(memberId), columns.members.indexOf(referrerId)];
  if (at < 0 || to < 0) return null;
  const end = endOfLine(columns, at);
  if (to >= at && to < end) return null;
  const line = deeper(partOf(columns, at, end), columns.depth[to]! + 1 - columns.depth[at]!);
  const size = columns.members.length;
  const parts =
    to < at
      ? [partOf(columns, 0, to + 1), line, partOf(columns, to + 1, at), partOf(columns, end, size)]
      : [partOf(columns, 0, at), partOf(columns, end, to + 1), line, partOf(columns, to + 1, size)];
  return joined(parts);
}
