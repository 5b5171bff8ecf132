// Where a figure stands in a picture. Positions are the report's only rounded figures; even they are whole numbers
// of a thousandth of the height, taken from exact units, so that the same run draws the same bytes on every machine.

/** The height of a picture, in the units of its paths. */
export const HEIGHT = 1000n;

/** A vertical axis from 0 to `top`, with a line at each of `ticks`; all in the units of what is drawn. */
export interface Axis {
  readonly top: bigint;
  readonly ticks: readonly bigint[];
}

/**
 * An axis from 0 that holds `most`, with three to five round steps (1, 2 or 5 with zeros). Nothing but zeros gets
 * an axis of `least`.
 */
export function axisFor(most: bigint, least: bigint): Axis {
  const highest = most > 0n ? most : least;
  let step = 1n;
  for (let decade = 1n; ; decade *= 10n) {
    const fits = [1n, 2n, 5n].find((factor) => factor * decade * 5n >= highest);
    if (fits === undefined) continue;
    step = fits * decade;
    break;
  }
  const ticks: bigint[] = [];
  for (let at = 0n; at < highest + step; at += step) ticks.push(at);
  return { top: ticks.at(-1)!, ticks };
}

/** How far down from the top a figure stands, from 0 to 1000; what is above the axis stands at its top. */
export function down(units: bigint, axis: Axis): number {
  const shown = units > axis.top ? axis.top : units < 0n ? 0n : units;
  return Number(HEIGHT - (shown * HEIGHT * 2n + axis.top) / (axis.top * 2n));
}

/** A position from 0 to 1000 as a percentage of the picture: 375 is "37.5%". */
export const asPercent = (thousandths: number): string =>
  `${String(thousandths).padStart(2, '0').replace(/(\d)$/, '.$1')}%`.replace('.0%', '%');

/** How wide a bar is for a part of a whole: "37.5%". */
export const widthOf = (part: bigint, whole: bigint): string =>
  asPercent(whole === 0n ? 0 : Number((part * HEIGHT * 2n + whole) / (whole * 2n)));
