import { wechatCanvas } from '../../../../tests/weapp/wechatCanvas';
import { drawBars } from './drawBars';

const board = (canvas: HTMLCanvasElement) => ({ canvas, width: 326, height: 160, pixelRatio: 3 });

test('bars stand upon each other from zero, without a document and without Intl', () => {
  const { Intl: known } = globalThis;
  Reflect.deleteProperty(globalThis, 'Intl');
  try {
    const { canvas, strokes } = wechatCanvas();
    const days = ['2026-11-20', '2026-11-21', '2026-11-22'];
    const erase = drawBars(
      board(canvas),
      days,
      [
        { ink: 'remaining', figures: [100, 100, 0] },
        { ink: 'bonus', figures: [0, 50, 0] },
      ],
      false,
    );
    const texts = strokes.filter(([name]) => name === 'fillText').map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['0', '11-20', '11-21', '11-22']));
    const rects = strokes
      .filter(([name]) => name === 'rect')
      .map(([, , y, , height]) => [y, height] as [number, number]);
    const heights = rects.map(([, height]) => Math.abs(height)).filter((height) => height > 30 && height < 100);
    // One bar of 100, one of 100 with 50 upon it.
    expect(heights).toHaveLength(3);
    expect(Math.max(...heights) / Math.min(...heights)).toBeCloseTo(2, 1);
    erase();
  } finally {
    globalThis.Intl = known;
  }
});
