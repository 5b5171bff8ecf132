import type { PricePoint } from '@shared/contract';
import { type Stroke, wechatCanvas } from '../../../../tests/weapp/wechatCanvas';
import { drawPrices } from './drawPrices';

const closes = (...prices: string[]): PricePoint[] =>
  prices.map((priceShown, place) => ({
    day: `2026-11-${String(place + 10)}`,
    poolFen: 1,
    circulatingMicroPoints: 1,
    priceShown,
  }));
const board = (canvas: HTMLCanvasElement) => ({ canvas, width: 326, height: 160, pixelRatio: 3 });
const texts = (strokes: readonly Stroke[]) => strokes.filter(([name]) => name === 'fillText').map(([, text]) => text);

/** The points of the line that was stroked in an ink. */
function lineIn(strokes: readonly Stroke[], ink: string): (readonly [x: number, y: number])[] {
  const end = strokes.findIndex(([name, colour]) => name === 'stroke' && colour === ink);
  const begin = strokes
    .slice(0, end)
    .map(([name]) => name)
    .lastIndexOf('beginPath');
  return strokes
    .slice(begin, end)
    .filter(([name]) => name === 'moveTo' || name === 'lineTo')
    .map(([, x, y]) => [x as number, y as number]);
}

describe('the price line, without a document and without Intl', () => {
  const { Intl: known } = globalThis;
  beforeAll(() => Reflect.deleteProperty(globalThis, 'Intl'));
  afterAll(() => {
    globalThis.Intl = known;
  });

  test('is a step line: a price holds until the next close, and the axis begins at zero', () => {
    const { canvas, strokes } = wechatCanvas();
    drawPrices(board(canvas), closes('1.4286', '2.0000', '5.1731'), false);
    const line = lineIn(strokes, '#4549A6');
    const [first, ...rest] = line.filter((point, place) => String(point) !== String(line[place - 1]));
    expect(
      rest.map(([x, y], place) => [x !== [first!, ...rest][place]![0], y !== [first!, ...rest][place]![1]]),
    ).toEqual([
      [true, false],
      [false, true],
      [true, false],
      [false, true],
    ]);
    expect(texts(strokes)).toEqual(expect.arrayContaining(['0', '2', '4', '6', '11-10', '11-11', '11-12', '5.1731']));
    // Heights are as the figures are.
    const heights = [...new Set(line.map(([, y]) => y))] as [number, number, number];
    const [low, middle, high] = heights;
    expect((low - middle) / (low - high)).toBeCloseTo((2 - 1.4286) / (5.1731 - 1.4286), 2);
    expect([canvas.width, canvas.height]).toEqual([326 * 3, 160 * 3]);
  });

  test('shows small prices with the decimals of their steps, and one close alone', () => {
    const { canvas, strokes } = wechatCanvas();
    drawPrices(board(canvas), closes('0.9512'), true);
    expect(texts(strokes)).toEqual(expect.arrayContaining(['0.0', '0.5', '1.0', '11-10', '0.9512']));
    expect(texts(strokes).filter((text) => text === '11-10')).toHaveLength(1);
  });

  test('can be taken down and drawn again on the same canvas', () => {
    const { canvas, strokes } = wechatCanvas();
    drawPrices(board(canvas), closes('1.0000', '1.1000'), false)();
    strokes.length = 0;
    drawPrices(board(canvas), closes('1.0000', '1.1000'), true);
    expect(lineIn(strokes, '#AEB2F6').length).toBeGreaterThan(2);
  });
});
