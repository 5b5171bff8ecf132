// What follows from a page's columns and is stored beside them: so that one member, or where a downline ends, is read by
// a look at a place, and not by an expression over a thousand others.

/** What the release orders of each member hold together. */
export function heldOf({
  orderCount,
  remaining,
}: {
  readonly orderCount: readonly number[];
  readonly remaining: readonly number[];
}): number[] {
  const held: number[] = [];
  let order = 0;
  for (let at = 0; at < orderCount.length; at += 1) {
    let sum = 0;
    for (const end = order + orderCount[at]!; order < end; order += 1) sum += remaining[order]!;
    held.push(sum);
  }
  return held;
}

/** Members of each one's downline in the page: -1 where it reaches the page's end and may go on behind it. */
export function downlineOf({ depth }: { readonly depth: readonly number[] }): number[] {
  const downline = depth.map(() => -1);
  const open: number[] = [];
  for (let at = 0; at < depth.length; at += 1) {
    while (open.length > 0 && depth[open.at(-1)!]! >= depth[at]!) {
      const ended = open.pop()!;
      downline[ended] = at - ended - 1;
    }
    open.push(at);
  }
  return downline;
}

/** Where the page comes to a member less deep than all before: [place, depth]. The first of them is the first member. */
export type Low = readonly [place: number, depth: number];

export function lowsOf({ depth }: { readonly depth: readonly number[] }): Low[] {
  const lows: Low[] = [];
  for (let at = 0; at < depth.length; at += 1)
    if (at === 0 || depth[at]! < lows.at(-1)![1]) lows.push([at, depth[at]!]);
  return lows;
}

/** The first place in a page whose member is no deeper than that: -1 where all are. */
export const firstNoDeeper = (lows: readonly Low[], depth: number): number =>
  lows.find(([, low]) => low <= depth)?.[0] ?? -1;
