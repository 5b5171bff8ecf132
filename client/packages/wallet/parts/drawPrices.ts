import { Axis, Canvas, Chart, jsx, Line, PointGuide, TextGuide } from '@antv/f2';
import type { PricePoint } from '@shared/contract';
import { showDay } from '@shared/format';

/** f2's own element maker is typed for its classic JSX alone. */
const element = jsx as (type: unknown, props: object, ...children: unknown[]) => { props: object };

/** Where to draw, as the host gives it. */
export interface Board {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** The roles of tokens.css that a canvas needs by value. */
const INKS = {
  light: { line: '#4549A6', text: '#53615B', grid: '#DFE5E2' },
  dark: { line: '#AEB2F6', text: '#A0AEA8', grid: '#2A3430' },
} as const;

/**
 * Draws closes as a step line from zero: a price holds until the next close. Only what was; nothing is drawn beyond
 * the last close. Answers what takes the drawing down again.
 */
export async function drawPrices(board: Board, history: readonly PricePoint[], isDark: boolean): Promise<() => void> {
  const inks = INKS[isDark ? 'dark' : 'light'];
  const steps = history.flatMap((point, place) => {
    const price = Number(point.priceShown);
    const before = history[place - 1];
    return before
      ? [
          { place, price: Number(before.priceShown) },
          { place, price },
        ]
      : [{ place, price }];
  });
  const last = history.length - 1;
  const newest = history[last];
  const ticks = last < 1 ? [0] : [0, Math.floor(last / 2), last];
  const end = { place: last, price: Number(newest?.priceShown ?? 0) };
  const { props } = element(
    Canvas,
    { ...board, animate: false, padding: [14, 12, 4, 4] },
    element(
      Chart,
      {
        data: steps,
        scale: {
          place: { type: 'linear', min: 0, max: Math.max(last, 1), ticks },
          price: { type: 'linear', min: 0, nice: true, tickCount: 4 },
        },
      },
      element(Axis, {
        field: 'place',
        formatter: (place: number) => showDay(history[Math.round(place)]?.day ?? ''),
        style: {
          label: { fontSize: 11, fill: inks.text, align: 'between' },
          line: { stroke: inks.grid },
          grid: { stroke: 'transparent', lineWidth: 0 },
        },
      }),
      element(Axis, {
        field: 'price',
        style: {
          label: { fontSize: 11, fill: inks.text },
          grid: { stroke: inks.grid, lineWidth: 1, lineDash: [1, 0] },
        },
      }),
      element(Line, { x: 'place', y: 'price', color: inks.line, size: 2, animation: false }),
      element(PointGuide, { records: [end], style: { fill: inks.line, stroke: inks.line, r: 3.5 }, animation: false }),
      element(TextGuide, {
        records: [end],
        content: newest?.priceShown ?? '',
        style: { fill: inks.line, fontSize: 12, fontWeight: 600, textAlign: 'end', textBaseline: 'bottom' },
        offsetY: -6,
        animation: false,
      }),
    ),
  );
  const canvas = new Canvas(props);
  await canvas.render();
  return () => canvas.destroy();
}
