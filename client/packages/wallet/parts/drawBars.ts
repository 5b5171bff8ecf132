import { BarController, BarElement, BasicPlatform, Chart, type ChartConfiguration, LinearScale } from 'chart.js';
import type { Board } from './board';
import { daysAxis, figuresAxis, type Inks, inksOf, prepared, stillOptions } from './chartBase';

Chart.register(BarController, BarElement, LinearScale);

/** One part of each bar, from the foot up: its ink, and a figure a day. */
export interface BarSeries {
  readonly ink: keyof Inks;
  readonly figures: readonly number[];
}

const BESIDES = 0.6;
const MOST_WIDTH_PX = 14;

/**
 * Draws a bar a close, its parts upon each other, from zero: all of one asset, since unlike ones have no sum. Only what
 * was. Answers what takes the drawing down again. Throws where the canvas gives no context.
 */
export function drawBars(
  board: Board,
  days: readonly string[],
  series: readonly BarSeries[],
  isDark: boolean,
): () => void {
  const inks = inksOf(isDark);
  const configuration: ChartConfiguration<'bar'> & { platform: typeof BasicPlatform } = {
    type: 'bar',
    platform: BasicPlatform,
    data: {
      datasets: series.map(({ ink, figures }) => ({
        data: figures.map((y, x) => ({ x, y }) as never),
        backgroundColor: inks[ink],
        maxBarThickness: MOST_WIDTH_PX,
        barPercentage: 0.8,
        categoryPercentage: 1,
        stack: 'all',
      })),
    },
    options: {
      ...stillOptions(board),
      events: [],
      scales: {
        // Bars would set the axis in by half of what lies between two of its three labels.
        x: { ...daysAxis(days, inks, BESIDES), offset: false, stacked: true } as never,
        y: { ...figuresAxis(inks), stacked: true } as never,
      },
    },
  };
  const chart = new Chart(prepared(board), configuration);
  return () => chart.destroy();
}
