import type { PricePoint } from '@shared/contract';
import { showDay } from '@shared/format';
import {
  BasicPlatform,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Where to draw, as the host gives it. Width and height are px of the screen. */
export interface Board {
  readonly canvas: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** The roles of tokens.css that a canvas needs by value. */
const INKS = {
  light: { line: '#4549A6', text: '#53615B', grid: '#DFE5E2', ground: '#FFFFFF' },
  dark: { line: '#AEB2F6', text: '#A0AEA8', grid: '#2A3430', ground: '#18201D' },
} as const;
type Inks = (typeof INKS)[keyof typeof INKS];

const FONT = { family: '-apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif', size: 11 };
/** Room for the last close's dot and figure, px. */
const PADDING = { top: 20, right: 6, bottom: 0, left: 0 };
const DOT_PX = 4;

/**
 * Draws closes as a step line from zero: a price holds until the next close. Only what was; nothing is drawn beyond
 * the last close. Answers what takes the drawing down again. Throws where the canvas gives no context.
 */
export function drawPrices(board: Board, history: readonly PricePoint[], isDark: boolean): () => void {
  const chart = new Chart(prepared(board), configuration(board, history, INKS[isDark ? 'dark' : 'light']));
  return () => chart.destroy();
}

/** Chart.js asks a canvas for its size, and a context for its canvas and resetTransform: WeChat's give none of them. */
function prepared({ canvas, width, height }: Board): HTMLCanvasElement {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas gives no context');
  canvas.width = width;
  canvas.height = height;
  if (!context.canvas) Object.defineProperty(context, 'canvas', { value: canvas });
  if (!context.resetTransform) context.resetTransform = () => context.setTransform(1, 0, 0, 1, 0, 0);
  return canvas;
}

function configuration(
  { pixelRatio }: Board,
  history: readonly PricePoint[],
  inks: Inks,
): ChartConfiguration<'line'> & { platform: typeof BasicPlatform } {
  const last = history.length - 1;
  const isLast = ({ dataIndex }: { dataIndex: number }) => dataIndex === last;
  return {
    type: 'line',
    // Never the DOM: WeChat has none, and a browser's canvas is measured before.
    platform: BasicPlatform,
    data: {
      datasets: [
        {
          data: history.map(({ priceShown }, place) => ({ x: place, y: Number(priceShown) })),
          stepped: 'before',
          clip: false,
          borderColor: inks.line,
          borderWidth: 2,
          borderJoinStyle: 'round',
          pointRadius: (point) => (isLast(point) ? DOT_PX : 0),
          pointBackgroundColor: inks.line,
          pointBorderColor: inks.ground,
          pointBorderWidth: 2,
        },
      ],
    },
    options: {
      responsive: false,
      animation: false,
      events: [],
      devicePixelRatio: pixelRatio,
      layout: { padding: PADDING },
      scales: { x: daysAxis(history, inks), y: pricesAxis(inks) },
    },
    plugins: [lastClose(history[last]?.priceShown ?? '', inks)],
  };
}

type Axis = NonNullable<NonNullable<NonNullable<ChartConfiguration<'line'>['options']>['scales']>[string]>;

/** Three days: the first, the one in the middle, the last. Labels are our own: Chart.js makes them by Intl, which WeChat lacks. */
function daysAxis(history: readonly PricePoint[], inks: Inks): Axis {
  const last = history.length - 1;
  const shown = last < 1 ? [0] : [...new Set([0, Math.floor(last / 2), last])];
  return {
    type: 'linear',
    min: 0,
    max: Math.max(last, 1),
    border: { display: false },
    grid: { display: false },
    afterBuildTicks: (axis) => {
      axis.ticks = shown.map((value) => ({ value }));
    },
    ticks: {
      align: 'inner',
      autoSkip: false,
      maxRotation: 0,
      color: inks.text,
      font: FONT,
      callback: (place) => showDay(history[Number(place)]?.day ?? ''),
    },
  };
}

function pricesAxis(inks: Inks): Axis {
  return {
    type: 'linear',
    beginAtZero: true,
    border: { display: false },
    grid: { color: inks.grid, lineWidth: 1, drawTicks: false },
    ticks: {
      maxTicksLimit: 4,
      padding: 8,
      color: inks.text,
      font: FONT,
      callback: (price, _, ticks) => Number(price).toFixed(decimalsOf(ticks[1]?.value ?? 1)),
    },
  };
}

/** As many decimals as the step between two labels has: 0, 2, 4 or 0.0, 0.5, 1.0. */
const decimalsOf = (step: number): number => String(Number(step.toFixed(4))).split('.')[1]?.length ?? 0;

/** Writes the last close's figure above its dot. */
function lastClose(priceShown: string, inks: Inks): Plugin<'line'> {
  return {
    id: 'lastClose',
    afterDatasetsDraw: (chart) => {
      const { ctx } = chart;
      const [dot] = chart.getDatasetMeta(0).data.slice(-1);
      if (!dot) return;
      ctx.save();
      ctx.font = `600 12px ${FONT.family}`;
      ctx.fillStyle = inks.line;
      ctx.textAlign = 'right';
      ctx.textBaseline = 'bottom';
      ctx.fillText(priceShown, dot.x + DOT_PX, dot.y - DOT_PX - 3);
      ctx.restore();
    },
  };
}
