import type { PricePoint } from '@shared/contract';
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
import type { Board } from './board';
import { daysAxis, FONT, figuresAxis, type Inks, inksOf, prepared, stillOptions } from './chartBase';

Chart.register(LineController, LineElement, PointElement, LinearScale);

const DOT_PX = 4;

/** One close of a line: its day, and the figure as text, which is what is written at the last. */
export interface LinePoint {
  readonly day: string;
  readonly shown: string;
}

/**
 * Draws closes as a step line from zero: a price holds until the next close. Only what was; nothing is drawn beyond
 * the last close. Answers what takes the drawing down again. Throws where the canvas gives no context.
 */
export const drawPrices = (board: Board, history: readonly PricePoint[], isDark: boolean): (() => void) =>
  drawLine(
    board,
    history.map(({ day, priceShown }) => ({ day, shown: priceShown })),
    isDark,
  );

/** The same of any figure that holds from one close to the next. `ink`: of which role the line is. */
export function drawLine(
  board: Board,
  points: readonly LinePoint[],
  isDark: boolean,
  ink: keyof Inks = 'line',
): () => void {
  const chart = new Chart(prepared(board), configuration(board, points, inksOf(isDark), ink));
  return () => chart.destroy();
}

function configuration(
  board: Board,
  points: readonly LinePoint[],
  inks: Inks,
  ink: keyof Inks,
): ChartConfiguration<'line'> & { platform: typeof BasicPlatform } {
  const last = points.length - 1;
  const isLast = ({ dataIndex }: { dataIndex: number }) => dataIndex === last;
  return {
    type: 'line',
    // Never the DOM: WeChat has none, and a browser's canvas is measured before.
    platform: BasicPlatform,
    data: {
      datasets: [
        {
          data: points.map(({ shown }, place) => ({ x: place, y: Number(shown.replace(/,/g, '')) })),
          stepped: 'before',
          clip: false,
          borderColor: inks[ink],
          borderWidth: 2,
          borderJoinStyle: 'round',
          pointRadius: (point) => (isLast(point) ? DOT_PX : 0),
          pointBackgroundColor: inks[ink],
          pointBorderColor: inks.ground,
          pointBorderWidth: 2,
        },
      ],
    },
    options: {
      ...stillOptions(board),
      events: [],
      scales: {
        x: daysAxis(
          points.map(({ day }) => day),
          inks,
        ),
        y: figuresAxis(inks),
      },
    },
    plugins: [lastClose(points[last]?.shown ?? '', inks[ink])],
  };
}

/** Writes the last close's figure above its dot. */
function lastClose(shown: string, ink: string): Plugin<'line'> {
  return {
    id: 'lastClose',
    afterDatasetsDraw: (chart) => {
      const { ctx } = chart;
      const [dot] = chart.getDatasetMeta(0).data.slice(-1);
      if (!dot) return;
      ctx.save();
      ctx.font = `600 12px ${FONT.family}`;
      ctx.fillStyle = ink;
      // A close that stands alone stands at the left, where its figure has no room before it.
      const isAlone = chart.getDatasetMeta(0).data.length === 1;
      ctx.textAlign = isAlone ? 'left' : 'right';
      ctx.textBaseline = 'bottom';
      ctx.fillText(shown, dot.x + (isAlone ? -DOT_PX : DOT_PX), dot.y - DOT_PX - 3);
      ctx.restore();
    },
  };
}
