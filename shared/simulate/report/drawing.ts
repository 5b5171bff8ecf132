import { type Axis, asPercent, down, HEIGHT } from './coordinates';
import { type Html, html } from './html';

/** One line of a picture: a figure for each step, undefined where there is none. In units. */
export interface Line {
  readonly tone: string;
  readonly values: readonly (bigint | undefined)[];
  /** What the last figure says beside its dot. */
  readonly lastShown: string;
}

/** What is drawn: stepped lines, one stepped area, or areas on top of each other, all from zero. */
export interface Picture {
  readonly form: 'lines' | 'area' | 'stack';
  readonly axis: Axis;
  readonly axisText: (units: bigint) => string;
  readonly lines: readonly Line[];
  /** The number of the first day, of the middle step's and of the last day. */
  readonly dayLabels: readonly [number, number, number];
  /** A line across at this height, with its words. */
  readonly mark?: { readonly at: bigint; readonly words: string };
  /** The figures in words. */
  readonly words: string;
}

/** A picture as SVG: paths stretch to any width, text and dots keep their size. */
export function draw(picture: Picture): Html {
  const { axis, lines, mark } = picture;
  const steps = lines[0]!.values.length;
  return html`<svg class="plot" role="img" aria-label="${picture.words}" data-steps="${steps}">
${axis.ticks.map((tick) => {
  const y = asPercent(down(tick, axis));
  return html`<line class="${tick === 0n ? 'base' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="tick" x="-8" y="${y}" dy=".35em" text-anchor="end">${picture.axisText(tick)}</text>
`;
})}<svg width="100%" height="100%" viewBox="0 0 ${steps} ${HEIGHT}" preserveAspectRatio="none" overflow="visible">
${paths(picture)}</svg>
${mark && markLine(mark.at, mark.words, axis)}${dots(picture)}${dayTexts(picture, steps)}<line class="cursor" y1="0" y2="100%" x1="0" x2="0"/></svg>`;
}

function paths({ form, lines, axis }: Picture): Html[] {
  if (form === 'lines')
    return lines.map(
      (line) => html`<path class="line ${line.tone}" d="${stepPath(line.values, axis)}"/>
`,
    );
  if (form === 'area')
    return lines.map(
      (
        line,
      ) => html`<path class="fill soft ${line.tone}" d="${areaPath(line.values, axis)}"/><path class="line ${line.tone}" d="${stepPath(line.values, axis)}"/>
`,
    );
  // From the highest sum down, so that each area is covered by those below it but for its own part.
  return stacked(lines)
    .reverse()
    .map(
      (line) => html`<path class="fill ${line.tone}" d="${areaPath(line.values, axis)}"/>
`,
    );
}

/** Each line raised by those before it. */
export function stacked(lines: readonly Line[]): Line[] {
  const sums = lines[0]!.values.map(() => 0n);
  return lines.map((line) => ({
    ...line,
    values: line.values.map((value, step) => (sums[step] = sums[step]! + (value ?? 0n))),
  }));
}

/** A level for the length of each step; a gap where there is no figure. */
export function stepPath(values: readonly (bigint | undefined)[], axis: Axis): string {
  let path = '';
  let level: number | undefined;
  values.forEach((value, step) => {
    const next = value === undefined ? undefined : down(value, axis);
    if (next === level) return;
    if (level !== undefined) path += `H${step}`;
    if (next !== undefined) path += level === undefined ? `M${step} ${next}` : `V${next}`;
    level = next;
  });
  return level === undefined ? path : `${path}H${values.length}`;
}

const areaPath = (values: readonly (bigint | undefined)[], axis: Axis): string => {
  const whole = values.map((value) => value ?? 0n);
  return `M0 ${HEIGHT}V${stepPath(whole, axis).replace(/^M0 /, '')}V${HEIGHT}Z`;
};

/** Nearest that two labels of last figures may stand, in thousandths of the height. */
const LABEL_ROOM = 110;

/** A dot at each line's last figure, and the figure where there is room for it; the legend has them all. */
function dots({ form, lines, axis }: Picture): Html[] {
  if (form === 'stack') return [];
  const taken: number[] = [];
  return lines.map((line) => {
    const last = line.values.at(-1);
    if (last === undefined) return html``;
    const at = down(last, axis);
    const isFree = taken.every((other) => Math.abs(other - at) >= LABEL_ROOM);
    if (isFree) taken.push(at);
    const y = asPercent(at);
    return html`<circle class="dot ${line.tone}" cx="100%" cy="${y}" r="3.5"/>${
      isFree &&
      html`<text class="last ${line.tone}" x="100%" y="${y}" dx="-4" dy="-9" text-anchor="end">${line.lastShown}${last > axis.top && ' ↑'}</text>`
    }
`;
  });
}

function markLine(at: bigint, words: string, axis: Axis): Html {
  const y = asPercent(down(at, axis));
  return html`<line class="mark" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="markText" x="4" y="${y}" dy="-5">${words}</text>
`;
}

function dayTexts({ dayLabels: [first, middle, last] }: Picture, steps: number): Html {
  const text = (x: string, anchor: string, words: string) =>
    html`<text class="tick" x="${x}" y="100%" dy="18" text-anchor="${anchor}">${words}</text>
`;
  return html`${text('0', 'start', `第 ${first} 天`)}${steps >= 3 && text('50%', 'middle', String(middle))}${
    steps >= 2 && text('100%', 'end', String(last))
  }`;
}
