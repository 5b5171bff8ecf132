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

/** So many digits a depth has at least where depths are compared as texts, which the database does without reading a number. */
const DEPTH_DIGITS = 9;
export const depthText = (depth: number): string => String(depth).padStart(DEPTH_DIGITS, '0');

/** What a team is counted by. */
interface Counted {
  readonly depth: readonly number[];
  readonly orderCount: readonly number[];
  readonly ownVolume: readonly number[];
  readonly ownPoints: readonly number[];
}

/** Members, those of them who still have points to release, cash in fen and points in cents of their settled orders. */
export type Tally = [members: number, releasing: number, cashFen: number, pointsCents: number];

/** Adds the member at a place to a tally. A page lists those orders alone that still hold points. */
export function tallyUp(tally: Tally, { orderCount, ownVolume, ownPoints }: Counted, at: number): void {
  tally[0] += 1;
  if (orderCount[at]! > 0) tally[1] += 1;
  tally[2] += ownVolume[at]!;
  tally[3] += ownPoints[at]!;
}

/** The members of a page counted together, its greatest depth behind it, and by depth: the least depth first. */
interface Tallies {
  readonly least: string;
  readonly tally: string;
  readonly tallies: string;
}

/** What a page adds to the count of a team that holds the whole of it: so that a large team is counted by few figures. */
export function talliesOf(counted: Counted): Tallies {
  const whole: Tally = [0, 0, 0, 0];
  const byDepth = new Map<number, Tally>();
  counted.depth.forEach((depth, at) => {
    const known = byDepth.get(depth) ?? [0, 0, 0, 0];
    byDepth.set(depth, known);
    tallyUp(known, counted, at);
    tallyUp(whole, counted, at);
  });
  const depths = [...byDepth.keys()].sort((a, b) => a - b);
  return {
    least: depths.length > 0 ? depthText(depths[0]!) : '',
    tally: depths.length > 0 ? [...whole, depths.at(-1)!].join(',') : '',
    tallies: depths.map((depth) => `${depth},${byDepth.get(depth)!.join(',')}`).join(';'),
  };
}
