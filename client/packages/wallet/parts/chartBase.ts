import { showDay } from '@shared/format';
import type { ChartConfiguration } from 'chart.js';
import type { Board } from './board';

/** The roles of tokens.css that a canvas needs by value. */
const INKS = {
  light: {
    line: '#4549A6',
    text: '#53615B',
    grid: '#DFE5E2',
    ground: '#FFFFFF',
    quota: '#85397A',
    tier: '#C08ABB',
    remaining: '#8C4A1C',
    bonus: '#D0A17F',
  },
  dark: {
    line: '#AEB2F6',
    text: '#A0AEA8',
    grid: '#2A3430',
    ground: '#18201D',
    quota: '#E0A5D2',
    tier: '#8A5A86',
    remaining: '#E5AC82',
    bonus: '#8F6747',
  },
} as const;
export type Inks = Record<keyof (typeof INKS)['light'], string>;

export const inksOf = (isDark: boolean): Inks => INKS[isDark ? 'dark' : 'light'];

export const FONT = { family: '-apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif', size: 11 };
/** Room for the last close's dot and figure, px. */
const PADDING = { top: 20, right: 6, bottom: 0, left: 0 };

/** Chart.js asks a canvas for its size, and a context for its canvas and resetTransform: WeChat's give none of them. */
export function prepared({ canvas, width, height }: Board): HTMLCanvasElement {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas gives no context');
  canvas.width = width;
  canvas.height = height;
  if (!context.canvas) Object.defineProperty(context, 'canvas', { value: canvas });
  if (!context.resetTransform) context.resetTransform = () => context.setTransform(1, 0, 0, 1, 0, 0);
  return canvas;
}

/** What every drawing keeps to: drawn once, without the host's sizes, events or motion. */
export const stillOptions = ({ pixelRatio }: Board) =>
  ({
    responsive: false,
    animation: false,
    events: [],
    devicePixelRatio: pixelRatio,
    layout: { padding: PADDING },
  }) as const;

type Axis = NonNullable<NonNullable<NonNullable<ChartConfiguration<'line'>['options']>['scales']>[string]>;

/**
 * Three days: the first, the one in the middle, the last. Labels are our own: Chart.js makes them by Intl, which WeChat
 * lacks. `besides`: room on both sides of the outer places, for bars.
 */
export function daysAxis(days: readonly string[], inks: Inks, besides = 0): Axis {
  const last = days.length - 1;
  const shown = last < 1 ? [0] : [...new Set([0, Math.floor(last / 2), last])];
  return {
    type: 'linear',
    min: -besides,
    max: Math.max(last, 1) + besides,
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
      callback: (place) => showDay(days[Number(place)] ?? ''),
    },
  };
}

/** Figures from zero up. */
export function figuresAxis(inks: Inks): Axis {
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
      callback: (figure, _, ticks) => Number(figure).toFixed(decimalsOf(ticks[1]?.value ?? 1)),
    },
  };
}

/** As many decimals as the step between two labels has: 0, 2, 4 or 0.0, 0.5, 1.0. */
const decimalsOf = (step: number): number => String(Number(step.toFixed(4))).split('.')[1]?.length ?? 0;
