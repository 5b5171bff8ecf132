/** A line of a drawing: a figure for each step, below nothing allowed. */
export interface TrendLine {
  readonly figures: readonly number[];
  readonly ink: string;
  readonly isDashed?: boolean;
}

/** An area between two lines. */
export interface TrendBand {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly ink: string;
}

/** The box that is drawn in; it is stretched to its place. */
const WIDTH = 320;
const HEIGHT = 160;

/**
 * Lines over the same steps as a picture that a style can show: from the lowest figure, or nothing, to the highest.
 * Nothing is written in it: the words stand beneath, as text. Pure.
 */
export function trendPicture(lines: readonly TrendLine[], bands: readonly TrendBand[], grid: string): string {
  const all = [...lines.flatMap(({ figures }) => figures), ...bands.flatMap(({ low, high }) => [...low, ...high]), 0];
  const top = Math.max(...all);
  const bottom = Math.min(...all);
  const span = Math.max(top - bottom, 1);
  const y = (figure: number) => (((top - figure) / span) * HEIGHT).toFixed(1);
  const x = (at: number, steps: number) => ((at / Math.max(steps - 1, 1)) * WIDTH).toFixed(1);
  const points = (figures: readonly number[]) => figures.map((one, at) => `${x(at, figures.length)},${y(one)}`);
  const areas = bands.map(
    ({ low, high, ink }) =>
      `<polygon points="${[...points(low), ...points(high).reverse()].join(' ')}" fill="${ink}" fill-opacity="0.2"/>`,
  );
  const strokes = lines.map(
    ({ figures, ink, isDashed }) =>
      `<polyline points="${points(figures).join(' ')}" fill="none" stroke="${ink}" stroke-width="2" vector-effect="non-scaling-stroke"${
        isDashed ? ' stroke-dasharray="5 4"' : ''
      }/>`,
  );
  const zero = `<line x1="0" x2="${WIDTH}" y1="${y(0)}" y2="${y(0)}" stroke="${grid}" vector-effect="non-scaling-stroke"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">${areas.join('')}${zero}${strokes.join('')}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
